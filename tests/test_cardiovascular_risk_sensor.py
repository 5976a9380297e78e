"""What a validated equation says about each person: a number with its source, or the reason why there is none."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant, State
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.digitalshadow.health.equations.equation import Caveat, Outcome, Reason
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.person.person_profile import Input
from custom_components.digitalshadow.outlook.clinical import async_tell_clinical_inputs
from custom_components.digitalshadow.record import Record, RecordBusyError
from tests.builders.clinical import ANSWERS, NOON, VALUES, async_home, measured
from tests.builders.home import (
    ANNA,
    ANNA_SUBENTRY,
    BEN_SUBENTRY,
    async_until,
)
from tests.builders.texts import LANGUAGES, texts_of
from tests.fake_runner import FakeRunner

RISK = "sensor.anna_10_year_cardiovascular_risk"


def shown(hass: HomeAssistant) -> State:
    """Return Anna's sensor."""
    state = hass.states.get(RISK)
    assert state is not None
    return state


@pytest.mark.usefixtures("runner")
async def test_the_equation_of_the_region_speaks_with_everything_beside_its_number(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_home(hass, freezer, ANSWERS, VALUES)
    clinical = entry.runtime_data.coordinator.data.people[ANNA_SUBENTRY].clinical
    assert float(shown(hass).state) == round(clinical.choice.result.value, 1)
    attributes = shown(hass).attributes
    assert attributes["unit_of_measurement"] == "%"
    assert (attributes["equation"], attributes["year"]) == ("SCORE2", 2021)
    assert (attributes["outcome"], attributes["horizon_years"]) == ("fatal_or_nonfatal_cvd", 10)
    assert attributes["reason"] is None
    assert attributes["missing_inputs"] == []
    assert attributes["oldest_input_days"] == 30
    assert "model" not in attributes


@pytest.mark.parametrize(
    ("changed", "reason", "missing"),
    [
        pytest.param({"cardiovascular_disease": True}, Reason.PRIOR_DISEASE, None, id="known-disease"),
        pytest.param(
            {"cardiovascular_disease": None},
            Reason.MISSING_INPUT,
            Input.CARDIOVASCULAR_DISEASE,
            id="never-answered",
        ),
        pytest.param({"birth_date": date(2001, 1, 1)}, Reason.AGE_OUT_OF_RANGE, None, id="too-young"),
        pytest.param({"birth_date": None}, Reason.MISSING_INPUT, Input.AGE, id="age-unknown"),
    ],
)
@pytest.mark.usefixtures("runner")
async def test_without_a_number_the_reason_stands_in_its_place(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    changed: Mapping[str, Any],
    reason: Reason,
    missing: Input | None,
) -> None:
    await async_home(hass, freezer, {**ANSWERS, **changed}, VALUES)
    assert shown(hass).state == ("missing_1" if missing else reason)
    assert "unit_of_measurement" not in shown(hass).attributes
    assert shown(hass).attributes["reason"] == reason
    assert missing is None or missing in shown(hass).attributes["missing_inputs"]
    assert shown(hass).attributes["oldest_input_days"] is None


@pytest.mark.usefixtures("runner")
async def test_nothing_known_is_no_number(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    await async_home(hass, freezer, {}, {})
    missing = shown(hass).attributes["missing_inputs"]
    assert shown(hass).state == f"missing_{len(missing)}"
    assert shown(hass).attributes["reason"] is not None
    assert shown(hass).attributes["missing_inputs"] != []


@pytest.mark.usefixtures("runner")
async def test_an_equation_that_needs_less_names_what_the_better_one_lacks(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    laboratory = {Measure.TOTAL_CHOLESTEROL, Measure.HDL_CHOLESTEROL}
    values = {kind: value for kind, value in VALUES.items() if kind not in laboratory}
    await async_home(hass, freezer, ANSWERS, values)
    assert float(shown(hass).state) > 0
    assert shown(hass).attributes["equation"].startswith("WHO")
    assert {"total_cholesterol_mmol_l", "hdl_cholesterol_mmol_l"} <= set(
        shown(hass).attributes["missing_inputs"]
    )
    assert shown(hass).attributes["oldest_input_days"] == 30


@pytest.mark.usefixtures("runner")
async def test_a_new_measurement_counts_as_soon_as_it_is_stored(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_home(hass, freezer, ANSWERS, VALUES)
    before = float(shown(hass).state)
    higher = measured({Measure.SYSTOLIC: 175.0}, days_ago=1)
    await entry.runtime_data.record.async_add_measurements(ANNA, higher)
    async_tell_clinical_inputs(hass)
    await async_until(lambda: float(shown(hass).state) > before)


@pytest.mark.usefixtures("runner")
async def test_inputs_become_older_every_night_until_they_do_not_count_any_more(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await async_home(hass, freezer, ANSWERS, VALUES)
    freezer.move_to((NOON + timedelta(days=1)).replace(hour=0, minute=5, second=1))
    async_fire_time_changed(hass)
    await async_until(lambda: shown(hass).attributes["oldest_input_days"] == 31)
    freezer.move_to((NOON + timedelta(days=10 * 365)).replace(hour=0, minute=5, second=1))
    async_fire_time_changed(hass)
    await async_until(lambda: shown(hass).state.startswith("missing_"))
    assert "systolic_mmhg" in shown(hass).attributes["missing_inputs"]


async def test_it_needs_no_facial_model(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, runner: FakeRunner
) -> None:
    await async_home(hass, freezer, ANSWERS, VALUES)
    before = shown(hass).state
    await runner.async_stop()
    await hass.async_block_till_done(wait_background_tasks=False)
    assert shown(hass).state == before


@pytest.mark.usefixtures("runner")
async def test_a_private_person_has_no_such_sensor(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_home(hass, freezer, ANSWERS, VALUES)
    assert entry.runtime_data.coordinator.data.people[BEN_SUBENTRY].clinical is not None
    assert [one for one in hass.states.async_entity_ids() if "cardiovascular" in one] == [RISK]


@pytest.mark.usefixtures("runner")
async def test_what_the_record_cannot_tell_now_leaves_the_risk_as_it_was(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await async_home(hass, freezer, ANSWERS, VALUES)
    before = shown(hass)

    async def busy(*_args: object) -> None:
        raise RecordBusyError("Expected a free file, got one in use.")

    monkeypatch.setattr(Record, "async_profile", busy)
    async_tell_clinical_inputs(hass)
    await async_until(lambda: "10-year risk could not be computed" in caplog.text)
    assert shown(hass) == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_reason_caveat_and_input_has_a_text(language: str) -> None:
    attributes = texts_of(language)["entity"]["sensor"]["cardiovascular_risk"]["state_attributes"]
    for attribute, kind in (
        ("outcome", Outcome),
        ("reason", Reason),
        ("caveats", Caveat),
        ("missing_inputs", Input),
    ):
        assert attributes[attribute]["state"].keys() == {one.value for one in kind}, attribute
