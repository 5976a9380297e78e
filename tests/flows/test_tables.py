"""Every question and every measure of the tables, walked through what Home Assistant shows and takes of them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.util.yaml import load_yaml_dict
import pytest

from custom_components.digitalshadow.const import CONF_LINKED_ENTITIES
from custom_components.digitalshadow.flows.measurements import BLOOD_PRESSURE
from custom_components.digitalshadow.health.person.answers import FIRST_QUESTIONS
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.person.questions import QUESTIONS, Kind, Question
from custom_components.digitalshadow.outlook.clinical import async_answers, async_track_clinical_inputs
from custom_components.digitalshadow.outlook.units import conversion
from custom_components.digitalshadow.record import TYPED
from custom_components.digitalshadow.runtime import DigitalShadowConfigEntry
from tests.builders.home import ANNA, ANNA_SUBENTRY, async_until
from tests.builders.household import ANNA_DATA, async_enrol_in, async_reloaded
from tests.builders.person_flow import Flow
from tests.builders.texts import LANGUAGES, TRANSLATIONS, texts_of

STEPS: Final = {"profile": FIRST_QUESTIONS, "profile_details": QUESTIONS.keys() - {*FIRST_QUESTIONS}}
PAIR: Final = {Measure.SYSTOLIC, Measure.DIASTOLIC}
FIELDS: Final[Mapping[Kind, Any]] = {
    Kind.DAY: "1990-05-01",
    Kind.YES_NO: "yes",
    Kind.NUMBER: 30.0,
    Kind.COUNTRY: "TW",
}
"""What is typed into a form; a choice gets the first one, of which a woman is one and no diabetes another."""
CHOSEN: Final = {
    "diabetes": "type_2",
    "who_region": "east_asia",
    "expected_birth_date": (date.today() + timedelta(100)).isoformat(),  # noqa: DTZ011  # any day soon
}
"""Answers from which further questions arise, and the day of a birth, which lies ahead."""
OF_MEASURED: Final = {"diabetes_ruled_out"}
"""What is asked only beside certain measurements, as `test_profile.py` shows."""

QUESTION = pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
MEASURE = pytest.mark.parametrize("measure", Measure)
WITH_ANNA = pytest.mark.parametrize("subentries", [[ANNA_DATA]], ids=["with Anna"])


def field_of(name: str) -> Any:  # noqa: ANN401  # a value of a form, of any kind
    """Return what is typed into the field of a question."""
    question = QUESTIONS[name]
    return CHOSEN.get(name) or FIELDS.get(question.kind) or question.choices[0]


def value_of(measure: Measure) -> float:
    """Return a value that a living person can have, in the stored unit, and no two measures share."""
    limits = measure.spec.plausible
    return round(limits.low + (limits.high - limits.low) * (0.3 if measure is Measure.DIASTOLIC else 0.4), 2)


@WITH_ANNA
async def test_a_form_asks_every_question_and_the_record_keeps_every_answer(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry
) -> None:
    await async_enrol_in(entry, ANNA_DATA)
    flow = Flow(hass, entry)
    await flow.begin(ANNA_SUBENTRY)
    asked: list[str] = []

    form = await flow.choose("profile")
    while form.get("data_schema"):
        names = [str(field.schema) for field in form["data_schema"].schema]
        assert set(names) <= {*STEPS[form["step_id"]]}
        asked += names
        form = await flow.submit(**{name: field_of(name) for name in names})

    assert form["reason"] == "profile_stored"
    assert sorted(asked) == sorted(QUESTIONS.keys() - OF_MEASURED)
    answers = await async_answers(entry.runtime_data.record, ANNA)
    assert answers.answered_at.keys() == {*asked}
    for name in asked:
        question = QUESTIONS[name]
        typed = field_of(name)
        assert question.written(getattr(answers, name)) == (typed == "yes" or typed), name


@pytest.mark.parametrize("language", LANGUAGES)
@QUESTION
def test_a_question_has_its_texts(question: Question, language: str) -> None:
    texts = texts_of(language)
    person = texts["config_subentries"]["person"]
    (step,) = (step for step, names in STEPS.items() if question.name in names)

    assert question.name in person["step"][step]["data"]
    assert question.accepts is None or f"{question.name}_implausible" in person["error"]
    if question.kind is Kind.CHOICE:
        assert texts["selector"][question.name]["options"].keys() == {*question.choices, "unknown"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", STEPS)
def test_no_form_has_a_text_of_a_question_that_is_gone(step: str, language: str) -> None:
    texts = texts_of(language)["config_subentries"]["person"]["step"][step]

    assert texts["data"].keys() == {*STEPS[step]}
    assert texts["data_description"].keys() <= {*STEPS[step]}


@WITH_ANNA
@pytest.mark.parametrize("measure", [measure for measure in Measure if measure not in PAIR])
async def test_a_measure_is_typed_in_the_first_of_its_units(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, measure: Measure
) -> None:
    await async_enrol_in(entry, ANNA_DATA)
    flow = Flow(hass, entry)
    await flow.begin(ANNA_SUBENTRY)
    await flow.choose("measurements")
    await flow.choose("add_measurement")
    form = await flow.submit(measure=measure.value)
    unit = measure.spec.quantity.typed[0]
    way = conversion(measure, unit)
    assert way is not None
    offered = {str(field.schema) for field in form["data_schema"].schema}

    await flow.submit(
        value=way.from_stored(value_of(measure)),
        measured_at="2026-01-05 20:30:00",
        **({"unit": unit} if "unit" in offered else {}),
    )

    (kept,) = await entry.runtime_data.record.async_measurements(ANNA)
    assert (kept.kind, kept.source) == (measure.value, TYPED)
    assert kept.value == pytest.approx(value_of(measure))


@WITH_ANNA
async def test_a_linked_sensor_tells_every_measure_that_a_device_can_tell(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry
) -> None:
    linkable = [measure for measure in Measure if measure.spec.is_linkable]
    for measure in linkable:
        value = value_of(measure) / measure.spec.sensor_days
        hass.states.async_set(f"sensor.{measure}", str(value), {"unit_of_measurement": measure.spec.unit})
    await async_enrol_in(entry, ANNA_DATA)
    flow = Flow(hass, entry)
    await flow.begin(ANNA_SUBENTRY)
    form = await flow.choose("linked_entities")
    assert {str(field.schema) for field in form["data_schema"].schema} == {*linkable, "others"}

    told: list[bool] = []
    async_track_clinical_inputs(hass, lambda: told.append(True))
    await flow.submit(**{measure.value: f"sensor.{measure}" for measure in linkable})
    await async_reloaded(hass, entry)
    await async_until(lambda: bool(told))

    assert entry.subentries[ANNA_SUBENTRY].data[CONF_LINKED_ENTITIES].keys() == {*linkable}
    stored = await entry.runtime_data.record.async_measurements(ANNA)
    assert {one.kind: one.value for one in stored} == pytest.approx(
        {measure.value: value_of(measure) for measure in linkable}
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_has_its_name_wherever_it_is_shown(language: str) -> None:
    texts = texts_of(language)
    person, entities = texts["config_subentries"]["person"]["step"], texts["entity"]
    inputs = entities["event"]["news"]["state_attributes"]["inputs"]["state"]

    assert texts["selector"]["measure"]["options"].keys() == {*Measure, BLOOD_PRESSURE}
    linked = person["linked_entities"]
    assert linked["data"].keys() == {one for one in Measure if one.spec.is_linkable}
    assert linked["sections"]["others"]["data"] == linked["data"]
    assert {*Measure} <= inputs.keys()
    assert inputs.keys() - {*Measure} == {name for name, one in QUESTIONS.items() if one.is_asked_again}


def test_the_actions_offer_every_measure_in_the_order_of_the_table() -> None:
    actions = load_yaml_dict(str(TRANSLATIONS.parent / "services.yaml"))

    for action in ("add_measurement", "delete_measurement"):
        offered = actions[action]["fields"]["measure"]["selector"]["select"]["options"]
        assert offered == [measure.value for measure in Measure]
