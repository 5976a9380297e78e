"""What a mirror shows: few words, at most one drawing, no value without its kind, and nothing that may not be shown."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import combinations, product
import re
from typing import Any, Final

import pytest

from custom_components.digitalshadow.engine.records.configuration import ModelKind
from custom_components.digitalshadow.health.person.choices import Diabetes
from custom_components.digitalshadow.health.person.dues import Due
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.trend.replay import TrendState
from custom_components.digitalshadow.mirror.page import (
    PAGE_SECONDS,
    Bar,
    Line,
    Page,
    Seen,
    Tone,
    page_at,
    pages,
)
from custom_components.digitalshadow.mirror.topics import Topic
from custom_components.digitalshadow.mirror.words import WORDS, language_of_words
from custom_components.digitalshadow.people.snapshot import PersonSnapshot
from tests.builders.clinical import NOON
from tests.builders.home import ANNA, reading_of
from tests.builders.mirror import SETTLED, known
from tests.builders.pulses import pulse_of
from tests.fake_runner import RISK_MODEL

MOST_WORDS: Final = 12
"""More cannot be read in passing."""
ALL: Final = frozenset(Topic)
EN: Final = WORDS["en"]
LIVECAD: Final = replace(RISK_MODEL, kind=ModelKind.LIVECAD)
PEOPLE: Final[dict[str, dict[str, Any]]] = {
    "SCORE2": {},
    "SCORE2-OP": {"birth_date": date(1950, 3, 4)},
    "SCORE2-Diabetes": {"diabetes": Diabetes.TYPE_2, "diabetes_diagnosis_age_years": 50},
    "SCORE2-Asia-Pacific": {"country": "JP"},
    "WHO": {"country": "IN"},
    "PREVENT": {"country": "US"},
}
"""Somebody for each equation that can speak on a mirror, by how a mirror calls it."""


def words_in(text: str) -> int:
    """Return how many words a text has; of writing without spaces three signs are about one."""
    signs = r"[\u3040-\u30ff\u4e00-\u9fff]"
    return len(re.sub(rf"{signs}{{1,3}}", " x ", text).split())


def seen(name: str = "Anna", phone: str | None = "112", **changes: Any) -> Seen:  # noqa: ANN401  # fields of a record
    """Return somebody of whom everything is known."""
    model, is_measured = changes.pop("model", LIVECAD), changes.pop("is_measured", False)
    everything = {
        "reading": reading_of(ANNA, 0.31, 100.0),
        "trend": SETTLED,
        "clinical": known(due=Due("systolic_mmhg", NOON.date())),
        "may_have_pulse": True,
        "pulse": pulse_of(72),
    }
    person = PersonSnapshot(ANNA, **everything | changes)
    return Seen(name=name, person=person, model=model, phone=phone, is_measured=is_measured)


def test_everything_is_three_pages_the_last_of_them_the_risk() -> None:
    today, pulse, risk = pages(ALL, seen(), EN, NOON)
    assert pulse == Page(headline=("Pulse at the mirror 72, experimental",), phone="112")
    assert today == Page(
        headline=("Good afternoon,", "Anna"),
        bar=Bar(24, (19, 31)),
        lines=(Line("Face signal inside your range"), Line("experimental", Tone.QUIET)),
        due="Pressure due",
        phone="112",
    )
    assert risk.headline == (f"{risk.people} of 100",)
    assert risk.lines == (
        Line("heart attack or stroke, 10 years"),
        Line("SCORE2 formula", Tone.QUIET),
    )
    assert (risk.bar, risk.due, risk.phone) == (None, None, "112")


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("source", PEOPLE)
def test_no_page_has_more_than_twelve_words(source: str, language: str) -> None:
    body = known(PEOPLE[source], Due(Measure.SYSTOLIC.value, NOON.date()))
    choice = body.choice
    least = replace(body, choice=replace(choice, result=replace(choice.result, value=0.3)))
    topics = [frozenset(some) for count in range(6) for some in combinations(Topic, count)]
    most = 0
    for state, model, some, clinical in product(TrendState, (LIVECAD, RISK_MODEL), topics, (body, least)):
        trend = replace(SETTLED, state=state)
        person = seen(name="Anna Maria Elisabeth", clinical=clinical, trend=trend, model=model)
        for page in pages(some, person, WORDS[language], NOON):
            count = sum(map(words_in, page.texts))
            assert 0 < count <= MOST_WORDS, page
            most = max(most, count)
    assert most > MOST_WORDS - 3, "the longest page comes near the limit, else this test tries nothing"


@pytest.mark.parametrize("source", PEOPLE)
def test_a_risk_stands_beside_the_name_of_its_equation(source: str) -> None:
    (page,) = pages(frozenset({Topic.RISK}), seen(clinical=known(PEOPLE[source])), EN, NOON)
    assert page.lines[-1] == Line(f"{source} formula", Tone.QUIET)
    assert page.people is not None


@pytest.mark.parametrize("topic", Topic)
def test_a_topic_that_is_left_out_leaves_nothing_of_it(topic: Topic) -> None:
    """What each topic alone puts on the pages is on none of them without it; only whom to call belongs to several."""
    alone = {text for page in pages(frozenset({topic}), seen(), EN, NOON) for text in page.texts} - {"112"}
    others = pages(ALL - {topic}, seen(), EN, NOON)
    assert alone
    assert not alone & {text for page in others for text in page.texts}
    if topic is Topic.SIGNAL:
        assert all(page.bar is None for page in others)
    if topic is Topic.RISK:
        assert all(page.people is None for page in others)


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("bpm", [45, 49, 50, 72, 100, 101, 150])
def test_a_pulse_is_at_most_six_words_and_no_rate_that_should_be_counted_by_hand(
    language: str, bpm: float
) -> None:
    (page,) = pages(frozenset({Topic.PULSE}), seen(pulse=pulse_of(bpm)), WORDS[language], NOON)
    (text,) = page.headline
    assert words_in(text) <= 6
    assert (str(bpm) in text) == (50 <= bpm <= 100)


@pytest.mark.parametrize(
    ("changes", "texts"),
    [
        pytest.param({"pulse": None, "is_measured": True}, [("Measuring your pulse",)], id="measuring"),
        pytest.param({"pulse": None}, [], id="not measured"),
        pytest.param({"may_have_pulse": False, "is_measured": True}, [], id="not agreed to"),
    ],
)
def test_without_a_rate_of_now_a_mirror_says_at_most_that_it_is_being_measured(
    changes: dict[str, Any], texts: list[tuple[str, ...]]
) -> None:
    found = pages(frozenset({Topic.PULSE}), seen(**changes), EN, NOON)
    assert [page.texts for page in found] == texts
    assert all(line.tone is Tone.QUIET for page in found for line in page.lines)


def test_a_greeting_alone_names_no_emergency() -> None:
    assert pages(frozenset({Topic.GREETING}), seen(), EN, NOON) == (
        Page(headline=("Good afternoon,", "Anna")),
    )


def test_without_any_topic_there_is_no_page() -> None:
    assert pages(frozenset(), seen(), EN, NOON) == ()


@pytest.mark.parametrize(
    ("changes", "bar", "lines"),
    [
        pytest.param(
            {"trend": replace(SETTLED, state=TrendState.RISING, current=0.4)},
            Bar(40, (19, 31)),
            ["Face signal above your range", "experimental"],
            id="above",
        ),
        pytest.param(
            {"trend": replace(SETTLED, state=TrendState.FALLING, current=0.02, baseline=0.04)},
            Bar(2, (0, 10)),
            ["Face signal below your range", "experimental"],
            id="below, with a range that begins at nought",
        ),
        pytest.param(
            {"trend": replace(SETTLED, state=TrendState.CALIBRATING, baseline_days=5, current=None)},
            None,
            ["Face signal: day 5 of 14"],
            id="still learning",
        ),
        pytest.param({"model": RISK_MODEL}, Bar(31, None), ["Demonstration, no meaning"], id="demonstration"),
        pytest.param({"model": RISK_MODEL, "reading": None}, None, [], id="demonstration before a visit"),
        pytest.param({"trend": replace(SETTLED, current=None)}, None, [], id="no mean of late"),
        pytest.param({"trend": None}, None, [], id="not computed yet"),
        pytest.param({"is_out_of_date": True}, None, [], id="too long ago"),
        pytest.param({"model": None}, None, [], id="no model speaks"),
    ],
)
def test_the_face_signal_is_a_bar_and_words(
    changes: dict[str, Any], bar: Bar | None, lines: list[str]
) -> None:
    found = pages(frozenset({Topic.SIGNAL}), seen(**changes), EN, NOON)
    assert found == ((Page(bar=bar, lines=found[0].lines, phone="112"),) if lines else ())
    assert [line.text for page in found for line in page.lines] == lines


@pytest.mark.parametrize(
    ("due", "text"),
    [
        pytest.param(Due("diastolic_mmhg", NOON.date()), "Pressure due", id="since today"),
        pytest.param(Due("weight_kg", NOON.date() - timedelta(days=400)), "Weight due", id="for long"),
        pytest.param(Due("steps_per_day", NOON.date()), "Measurement due", id="another measure"),
        pytest.param(Due("smoking", NOON.date()), "Question due", id="an answer"),
        pytest.param(Due("weight_kg", NOON.date() + timedelta(days=1)), None, id="tomorrow"),
        pytest.param(None, None, id="nothing"),
    ],
)
def test_what_is_due_is_said_from_its_day_on(due: Due | None, text: str | None) -> None:
    found = pages(frozenset({Topic.DUE}), seen(clinical=known(due=due)), EN, NOON)
    assert [page.due for page in found] == ([] if text is None else [text])


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param({"cardiovascular_disease": True}, id="a disease, so no formula"),
        pytest.param({"diabetes": Diabetes.NONE, "sugar": True}, id="a contradiction"),
    ],
)
def test_where_no_number_may_be_given_the_mirror_gives_none(answers: dict[str, Any]) -> None:
    body = known({key: value for key, value in answers.items() if key != "sugar"})
    if "sugar" in answers:
        body = replace(body, profile=replace(body.profile, hba1c_mmol_mol=80.0))
    assert pages(frozenset({Topic.RISK}), seen(clinical=body), EN, NOON) == ()


def test_less_than_one_of_a_hundred_is_said_so() -> None:
    body = known()
    rare = replace(body, choice=replace(body.choice, result=replace(body.choice.result, value=0.4)))
    (page,) = pages(frozenset({Topic.RISK}), seen(clinical=rare), EN, NOON)
    assert (page.headline, page.people) == (("<1 of 100",), 0)


@pytest.mark.parametrize(
    ("hour", "greeting"),
    [(3, "Hello,"), (4, "Good morning,"), (11, "Good afternoon,"), (18, "Good evening,"), (22, "Hello,")],
)
def test_the_greeting_follows_the_day(hour: int, greeting: str) -> None:
    now = datetime(2026, 9, 21, hour, tzinfo=NOON.tzinfo)
    (page,) = pages(frozenset({Topic.GREETING}), seen(), EN, now)
    assert page.headline[0] == greeting


def test_two_pages_take_turns() -> None:
    today, risk = pages(ALL - {Topic.PULSE}, seen(), EN, NOON)
    turns = [page_at((today, risk), number * PAGE_SECONDS + 0.1) for number in range(4)]
    assert turns == [today, risk, today, risk]
    assert page_at((today,), 100.0) is today
    assert page_at((), 100.0) is None


def test_every_language_has_every_text_with_the_same_placeholders() -> None:
    for words in WORDS.values():
        assert words.keys() == EN.keys()
        for key, text in words.items():
            assert text.count("{") == EN[key].count("{"), key


@pytest.mark.parametrize(
    ("wished", "language"),
    [
        (("de-AT", "en"), "de"),
        (("fi", "de"), "de"),
        (("fi", "sv"), "en"),
        (("zh-Hans", "de"), "zh"),
        (("zh-Hant", "de"), "de"),
        (("EN_us",), "en"),
    ],
)
def test_a_mirror_speaks_the_first_language_it_can(wished: tuple[str, ...], language: str) -> None:
    assert language_of_words(*wished) == language
