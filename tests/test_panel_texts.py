"""The panel's texts: every question that the server can ask has its words there, and its choices theirs."""

import json
from pathlib import Path
import re

import pytest

from custom_components.digitalshadow.blueprints import SHIPPED_FOLDER
from custom_components.digitalshadow.engine.records.faces import WhyNot
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.person.questions import QUESTIONS, Kind, Question
from custom_components.digitalshadow.health.report.advice_rules import AdviceKey
from custom_components.digitalshadow.live_video.records import StreamEnd
from custom_components.digitalshadow.mirror import words
from custom_components.digitalshadow.panel import FOLDER
from custom_components.digitalshadow.watching.snapshot import VideoHindrance
from tests.builders.texts import FORBIDDEN, LANGUAGES, of_language, texts_of, untranslated

PANEL_LANGUAGES = sorted(path.stem for path in (FOLDER / "texts").glob("*.json"))
FOLDERS = (FOLDER / "texts", Path(words.__file__).parent / "wording", SHIPPED_FOLDER)
"""Where texts lie that are not those of Home Assistant's dialogs: by key, or by the English text."""
FILES = sorted(file for folder in FOLDERS for file in folder.glob("*.json"))


def texts_in(folder: Path, language: str) -> dict[str, str]:
    texts: dict[str, str] = json.loads((folder / f"{language}.json").read_text(encoding="utf-8"))
    return texts


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name} {file.stem}")
def test_no_text_reassures_or_is_english_still(file: Path) -> None:
    texts = texts_in(file.parent, file.stem)
    forbidden = of_language(FORBIDDEN, file.stem)
    assert {text for text in texts.values() if re.search(forbidden, text, re.IGNORECASE)} == set()
    if file.stem != "en":
        is_keyed_by_text = file.parent == SHIPPED_FOLDER
        english = {key: key for key in texts} if is_keyed_by_text else texts_in(file.parent, "en")
        assert untranslated(english, texts) == set()


@pytest.mark.parametrize("language", PANEL_LANGUAGES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_has_its_words(question: str, language: str) -> None:
    assert f"question.{question}" in texts_in(FOLDER / "texts", language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", [one for one in QUESTIONS.values() if one.kind is Kind.CHOICE])
def test_the_choices_of_a_question_have_names(question: Question, language: str) -> None:
    assert set(question.choices) <= set(texts_of(language)["selector"][question.name]["options"])


@pytest.mark.parametrize("language", PANEL_LANGUAGES)
def test_no_measure_is_taken_for_a_question(language: str) -> None:
    texts = texts_in(FOLDER / "texts", language)
    assert not {f"question.{measure.value}" for measure in Measure} & set(texts)


@pytest.mark.parametrize("language", PANEL_LANGUAGES)
def test_each_reason_of_a_visit_without_a_value_has_its_words(language: str) -> None:
    said = {
        name.removeprefix("why.") for name in texts_in(FOLDER / "texts", language) if name.startswith("why.")
    }
    assert {reason.value for reason in WhyNot} - {"not_due", "unconfirmed"} <= said


@pytest.mark.parametrize("language", PANEL_LANGUAGES)
def test_each_advice_has_its_words_as_a_step(language: str) -> None:
    said = {
        name.removeprefix("step.")
        for name in texts_in(FOLDER / "texts", language)
        if name.startswith("step.")
    }
    assert {key.value for key in AdviceKey} <= said


@pytest.mark.parametrize("language", PANEL_LANGUAGES)
def test_each_reason_why_a_camera_is_not_live_has_its_words(language: str) -> None:
    texts = texts_in(FOLDER / "texts", language)
    # A stream that was closed from here is no reason.
    reasons = {*VideoHindrance, *StreamEnd} - {StreamEnd.CLOSED}
    assert {f"camera.video.why.{reason.value}" for reason in reasons} <= texts.keys()
