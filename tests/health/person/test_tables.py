"""The tables of questions and measures: one line each, and everything in this room follows from it.

What Home Assistant shows of them is walked in `tests/flows/test_tables.py`.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from enum import StrEnum
import json
from typing import Any, get_args, get_type_hints

import pytest

from custom_components.digitalshadow.health.person.answers import answered, answers_as_content, answers_of
from custom_components.digitalshadow.health.person.dues import dues_of
from custom_components.digitalshadow.health.person.measurements import Measurement, admit, average
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.person.person_profile import PLAUSIBLE, Input, Profile
from custom_components.digitalshadow.health.person.questions import (
    QUESTIONS,
    Answers,
    Circumstances,
    Kind,
    Question,
)
from custom_components.digitalshadow.health.report.fhir import bundle
from custom_components.digitalshadow.health.report.handout import handout
from custom_components.digitalshadow.health.report.phrases import PHRASES, Language
from tests.health.report_people import facts_of, measured_on, seen_days

TODAY = date(2026, 9, 21)
NOON = 1_790_000_000.0

EXAMPLE: Mapping[Kind, Any] = {
    Kind.DAY: date(1980, 2, 29),
    Kind.YES_NO: True,
    Kind.NUMBER: 40.0,
    Kind.COUNTRY: "TW",
}


def example_of(question: Question) -> Any:  # noqa: ANN401  # an answer of any kind
    """Return an answer to a question."""
    return list(question.answer)[-1] if issubclass(question.answer, StrEnum) else EXAMPLE[question.kind]


def middle_of(measure: Measure) -> float:
    """Return a value in the middle of what a living person can have."""
    return (measure.spec.plausible.low + measure.spec.plausible.high) / 2


QUESTION = pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
MEASURE = pytest.mark.parametrize("measure", Measure)


def test_a_field_of_the_answers_is_a_question_and_is_declared_with_its_own_type() -> None:
    hints = get_type_hints(Answers)

    assert tuple(QUESTIONS) == tuple(field.name for field in fields(Answers))
    for name, question in QUESTIONS.items():
        assert get_args(hints[name]) == (question.answer, type(None)), name


@QUESTION
def test_an_answer_is_stored_read_back_and_carried_to_the_profile(question: Question) -> None:
    answers = answered({question.name: example_of(question)}, NOON)

    content = answers_as_content(answers)
    assert content.keys() == {question.name}
    assert json.loads(json.dumps(content)) == content
    assert answers_of(content) == answers
    assert getattr(Profile(**{question.name: example_of(question)}), question.name) == example_of(question)


@QUESTION
def test_unknown_is_possible_and_nobody_is_asked_what_the_table_does_not_ask(question: Question) -> None:
    assert question.is_possible(None, TODAY)
    assert question.arises(Answers(), Circumstances()) is (question.asked_if is None)


@pytest.mark.parametrize("language", Language)
@QUESTION
def test_the_page_for_the_doctor_prints_the_answers_that_are_for_one_and_no_others(
    question: Question, language: Language
) -> None:
    facts, phrases = facts_of(), PHRASES[language]

    def page(answer: object) -> str:
        """Return the page with an answer in the place of the person's own."""
        profile = replace(facts.profile, **{question.name: answer})
        return handout(replace(facts, profile=profile), (), language, "Anna")

    assert (page(example_of(question)) != page(None)) is question.is_for_doctor
    if question.is_for_doctor:
        assert phrases.say(f"input.{question.name}") in page(example_of(question))


@pytest.mark.parametrize("language", Language)
@QUESTION
def test_every_choice_on_the_page_for_the_doctor_has_words(question: Question, language: Language) -> None:
    wanted = [f"handout.answer.{question.name}.{choice}" for choice in question.choices]

    assert [key for key in wanted if question.is_for_doctor and key not in PHRASES[language].texts] == []


def test_the_inputs_of_equations_are_questions_measures_or_follow_from_them() -> None:
    derived = {Input.AGE, Input.REGION, Input.BMI}

    assert {one for one in Input if one not in QUESTIONS and one not in Measure} == derived
    assert {field.name for field in fields(Profile)} >= {one.value for one in Input}


@MEASURE
def test_a_measure_is_admitted_averaged_and_due_by_its_own_line(measure: Measure) -> None:
    measurement = Measurement(measure=measure, value=middle_of(measure), day=TODAY)
    admit(measurement, TODAY)

    assert Measure(measure.value) is measure
    assert average([measurement], TODAY)[measure].value == middle_of(measure)
    assert len(dues_of([measurement], {}, TODAY)) == (0 if measure.spec.is_lasting else 1)
    assert measure not in Input or PLAUSIBLE[Input(measure)] == measure.spec.plausible


@MEASURE
def test_a_measure_becomes_an_observation_with_its_unit(measure: Measure) -> None:
    measurements = measured_on(TODAY, {measure: middle_of(measure)})
    facts = facts_of(measurements=measurements, as_of=TODAY, days=())
    resources = bundle(facts, Language.ENGLISH, person_id="0f1e", person_name="Anna")["entry"]

    (observation,) = [
        one["resource"] for one in resources if one["resource"]["resourceType"] == "Observation"
    ]
    assert observation["category"][0]["coding"][0]["code"] == measure.spec.category
    is_height = measure is Measure.HEIGHT  # which R4 wants in cm
    assert observation["valueQuantity"]["unit"] == ("cm" if is_height else measure.spec.unit or "1")
    code = "cm" if is_height else measure.spec.loinc and measure.spec.quantity.ucum
    assert observation["valueQuantity"].get("code") == code


@pytest.mark.parametrize("language", Language)
@MEASURE
def test_a_measure_is_printed_under_its_name(measure: Measure, language: Language) -> None:
    facts = facts_of(measurements=measured_on(TODAY, {measure: middle_of(measure)}), as_of=TODAY)

    assert PHRASES[language].say(f"input.{measure}") in handout(facts, seen_days(), language, "Anna")


@MEASURE
def test_the_first_unit_to_type_and_the_american_one_are_among_those_that_are_offered(
    measure: Measure,
) -> None:
    quantity = measure.spec.quantity

    assert quantity.us in quantity.typed
    assert quantity.device_class or quantity.conversions
