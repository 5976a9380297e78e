"""The panel's texts: every question that the server can ask has its words there, and its choices theirs."""

import json
from pathlib import Path

import pytest

from custom_components.digitalshadow.engine.records.observations import WhyNot
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.person.questions import QUESTIONS, Kind, Question
from custom_components.digitalshadow.health.report.advice_rules import AdviceKey
from custom_components.digitalshadow.live_video.records import StreamEnd
from custom_components.digitalshadow.panel import FOLDER
from custom_components.digitalshadow.watching.snapshot import VideoHindrance
from tests.builders.texts import TRANSLATIONS

LANGUAGES = sorted(path.stem for path in (FOLDER / "texts").glob("*.json"))


def texts_in(folder: Path, language: str) -> dict[str, object]:
    texts: dict[str, object] = json.loads((folder / f"{language}.json").read_text(encoding="utf-8"))
    return texts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_has_its_words_and_its_choices_have_names(question: Question, language: str) -> None:
    assert f"question.{question.name}" in texts_in(FOLDER / "texts", language)
    if question.kind is Kind.CHOICE:
        translations: dict[str, dict[str, dict[str, dict[str, str]]]] = json.loads(
            (TRANSLATIONS / f"{language}.json").read_text(encoding="utf-8")
        )
        assert set(question.choices) <= set(translations["selector"][question.name]["options"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_measure_is_taken_for_a_question(language: str) -> None:
    texts = texts_in(FOLDER / "texts", language)
    assert not {f"question.{measure.value}" for measure in Measure} & set(texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_reason_of_a_visit_without_a_value_has_its_words(language: str) -> None:
    said = {
        name.removeprefix("why.") for name in texts_in(FOLDER / "texts", language) if name.startswith("why.")
    }
    assert {reason.value for reason in WhyNot} - {"not_due", "unconfirmed"} <= said


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_advice_has_its_words_as_a_step(language: str) -> None:
    said = {
        name.removeprefix("step.")
        for name in texts_in(FOLDER / "texts", language)
        if name.startswith("step.")
    }
    assert {key.value for key in AdviceKey} <= said


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_reason_why_a_camera_is_not_live_has_its_words(language: str) -> None:
    texts = texts_in(FOLDER / "texts", language)
    # A stream that was closed from here is no reason.
    reasons = {*VideoHindrance, *StreamEnd} - {StreamEnd.CLOSED}
    assert {f"camera.video.why.{reason.value}" for reason in reasons} <= texts.keys()
