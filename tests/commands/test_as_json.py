"""What is told about a person to those who may read them: trend and clinical risk, each with all that explains it."""

from collections.abc import Mapping
from datetime import timedelta
import json
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.digitalshadow.commands.as_json import person_as_dict
from custom_components.digitalshadow.coordinator import DigitalShadowCoordinator
from custom_components.digitalshadow.health.person.answers import answered, answers_as_content
from custom_components.digitalshadow.health.person.measurements import TYPED
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.outlook.clinical import async_tell_clinical_inputs
from custom_components.digitalshadow.people.access import AUTOMATION
from custom_components.digitalshadow.record import StoredMeasurement
from tests.builders.clinical import ANSWERS, VALUES
from tests.builders.home import BEN, BEN_PRIVATE, BEN_SUBENTRY, async_until
from tests.builders.trend import CALM, NOON, async_home, days_of
from tests.fake_runner import FakeRunner

SPOKEN_BY = {"model": "Marker demonstration", "model_kind": "demonstration"}


async def async_told(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    answers: dict[str, Any],
    *levels: float,
    values: Mapping[Measure, float] = VALUES,
) -> tuple[MockConfigEntry, dict[str, Any]]:
    """Return a home in which Ben keeps everything to himself, and what is told about him."""
    entry = await async_home(hass, freezer, days_of(BEN, levels), BEN_PRIVATE)
    record, at = entry.runtime_data.record, (NOON - timedelta(days=30)).timestamp()
    if answers:
        await record.async_set_profile(BEN, answers_as_content(answered(answers, at)), at)
        typed = [StoredMeasurement(kind.value, at, value, TYPED) for kind, value in values.items()]
        await record.async_add_measurements(BEN, typed)
        async_tell_clinical_inputs(hass)
    coordinator: DigitalShadowCoordinator = entry.runtime_data.coordinator

    def is_computed() -> bool:
        """Whether everything that was stored is looked at."""
        clinical = coordinator.data.people[BEN_SUBENTRY].clinical
        return clinical is not None and bool(clinical.measured) is bool(answers)

    await async_until(is_computed)
    told = person_as_dict(entry, entry.subentries[BEN_SUBENTRY], await hass.auth.async_create_user("Owner"))
    json.dumps(told, allow_nan=False)
    return entry, told


@pytest.mark.usefixtures("runner")
async def test_a_trend_is_told_with_what_it_rests_on_and_its_model(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry, told = await async_told(hass, freezer, {}, *[0.3] * CALM, *[0.6] * 14)
    known = entry.runtime_data.coordinator.data.people[BEN_SUBENTRY].trend
    trend = told["trend"]
    assert (trend["state"], trend["since"]) == ("rising", known.since.isoformat())
    assert trend["baseline_level"] == pytest.approx(30, abs=3)
    assert trend["current_level"] > trend["baseline_level"] + trend["detectable_change"]
    assert (trend["is_sustained_rise"], trend["cameras"], trend["as_of"]) == (False, 1, "2026-09-21")
    assert SPOKEN_BY.items() <= trend.items()


@pytest.mark.usefixtures("runner")
async def test_before_there_is_a_reference_no_number_of_the_trend_is_told(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    _, told = await async_told(hass, freezer, {}, 0.3, 0.3)
    trend = told["trend"]
    assert (trend["state"], trend["since"], trend["baseline_days"]) == ("calibrating", None, 2)
    numbers = ("baseline_level", "current_level", "detectable_change")
    assert [trend[number] for number in numbers] == [None, None, None]


async def test_a_trend_is_not_told_without_its_model_and_the_equation_needs_none(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, runner: FakeRunner
) -> None:
    entry, _ = await async_told(hass, freezer, dict(ANSWERS), 0.3)
    await runner.async_stop()
    told = person_as_dict(entry, entry.subentries[BEN_SUBENTRY], AUTOMATION)
    assert told["trend"] is None
    assert told["clinical"]["risk_percent"] > 0


@pytest.mark.usefixtures("runner")
async def test_the_equation_is_told_with_its_year_and_the_classes_of_guidelines_with_theirs(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    _, told = await async_told(hass, freezer, dict(ANSWERS))
    clinical = told["clinical"]
    assert (clinical["equation"], clinical["year"], clinical["reason"]) == ("SCORE2", 2021, None)
    assert clinical["horizon_years"] == 10
    assert 0 < clinical["risk_percent"] < 100
    assert [(found["scheme"], found["year"]) for found in clinical["classes"]] == [
        ("esc_2021", 2021),
        ("esc_eas_2025", 2025),
    ]
    for found in clinical["classes"]:
        assert found["from_percent"] <= clinical["risk_percent"]
    assert told["next_input_due"] == {"input": Measure.SYSTOLIC, "on": "2027-02-20"}


@pytest.mark.usefixtures("runner")
async def test_the_steps_are_told_with_what_the_same_equation_says_without_each(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    _, told = await async_told(hass, freezer, dict(ANSWERS))
    clinical = told["clinical"]
    steps = clinical["steps"]
    assert (steps[0]["advice"], steps[0]["change"]) == ("stop_smoking", "not_smoking")
    risks = [step["risk_percent"] for step in steps if step["change"]]
    assert risks == sorted(risks)
    assert clinical["risk_together_percent"] < risks[0] < clinical["risk_percent"]
    assert len(steps) == 3


@pytest.mark.usefixtures("runner")
async def test_above_80_the_steps_are_told_without_numbers(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    older = {**ANSWERS, "birth_date": ANSWERS["birth_date"].replace(year=1940)}
    _, told = await async_told(hass, freezer, older)
    steps = told["clinical"]["steps"]
    assert "stop_smoking" in {step["advice"] for step in steps}
    assert {step["risk_percent"] for step in steps} == {None}
    assert told["clinical"]["risk_together_percent"] is None


@pytest.mark.usefixtures("runner")
async def test_each_american_class_is_told_with_the_number_that_it_is_of(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    american = {**ANSWERS, "country": "US", "birth_date": ANSWERS["birth_date"].replace(year=1970)}
    _, told = await async_told(hass, freezer, american, values={**VALUES, Measure.EGFR: 90.0})
    clinical = told["clinical"]
    others = {(one["outcome"], one["horizon_years"]): one["risk_percent"] for one in clinical["other_risks"]}

    assert (clinical["equation"], clinical["outcome"]) == ("AHA PREVENT", "total_cvd")
    assert others.keys() == {("ascvd", 10), ("total_cvd", 30), ("ascvd", 30)}
    (found,) = clinical["classes"]
    assert (found["outcome"], found["risk_percent"]) == ("ascvd", others["ascvd", 10])
    assert found["from_percent"] <= found["risk_percent"] < clinical["risk_percent"]
    assert clinical["no_class"] is None


@pytest.mark.usefixtures("runner")
async def test_a_class_that_a_guideline_does_not_give_is_told_with_the_reason(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    american = {**ANSWERS, "country": "US"}
    _, told = await async_told(hass, freezer, american, values={**VALUES, Measure.EGFR: 50.0})

    assert (told["clinical"]["classes"], told["clinical"]["no_class"]) == ([], "kidney")
    assert told["clinical"]["risk_percent"] > 0
    assert told["clinical"]["contradictions"] == [
        {"answer": "chronic_kidney_disease", "measured": ["egfr_ml_min_1_73m2"]}
    ]


@pytest.mark.usefixtures("runner")
async def test_the_highest_class_has_no_upper_end(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    older = {**ANSWERS, "birth_date": ANSWERS["birth_date"].replace(year=1940)}
    _, told = await async_told(hass, freezer, older)
    assert [(found["level"], found["below_percent"]) for found in told["clinical"]["classes"]] == [
        ("very_high", None),
        ("very_high", None),
    ]


@pytest.mark.usefixtures("runner")
async def test_of_somebody_who_said_nothing_it_is_told_what_is_missing_and_why(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    _, told = await async_told(hass, freezer, {})
    clinical = told["clinical"]
    assert (clinical["risk_percent"], clinical["classes"]) == (None, [])
    assert clinical["reason"] is not None
    assert "age_years" in clinical["missing_inputs"]
    assert told["next_input_due"] is None
