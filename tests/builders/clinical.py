"""A home whose people answered questions and measured."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.digitalshadow.coordinator import DigitalShadowCoordinator
from custom_components.digitalshadow.health.person.answers import answered, answers_as_content
from custom_components.digitalshadow.health.person.choices import Diabetes, Sex, Smoking
from custom_components.digitalshadow.health.person.measurements import TYPED
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.record import Record, StoredMeasurement
from tests.builders.home import (
    ANNA,
    ANNA_SHARED,
    BEN_PRIVATE,
    async_enrol,
    async_open,
    async_set_up,
    async_until,
    home_entry,
)

NOON = datetime(2026, 9, 21, 12, tzinfo=ZoneInfo("US/Pacific"))
"""Where the harness puts its homes."""

ANSWERS: Final[Mapping[str, Any]] = {
    "birth_date": date(1966, 3, 4),
    "sex": Sex.FEMALE,
    "country": "DE",
    "smoking": Smoking.CURRENT,
    "diabetes": Diabetes.NONE,
    "cardiovascular_disease": False,
    "familial_hypercholesterolaemia": False,
    "chronic_kidney_disease": False,
    "pregnant": False,
    "blood_pressure_treatment": False,
    "statin": False,
}

VALUES: Final[Mapping[Measure, float]] = {
    Measure.SYSTOLIC: 140.0,
    Measure.WEIGHT: 80.0,
    Measure.HEIGHT: 1.70,
    Measure.TOTAL_CHOLESTEROL: 6.0,
    Measure.HDL_CHOLESTEROL: 1.3,
}


def measured(values: Mapping[Measure, float], days_ago: int) -> list[StoredMeasurement]:
    """Return typed measurements."""
    at = (NOON - timedelta(days=days_ago)).timestamp()
    return [StoredMeasurement(kind.value, at, value, TYPED) for kind, value in values.items()]


async def async_home(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    answers: Mapping[str, Any],
    values: Mapping[Measure, float],
) -> MockConfigEntry:
    """Set a home up at noon with what Anna answered and measured a month ago, and wait until it is computed."""
    freezer.move_to(NOON)
    await async_enrol(hass, ANNA_SHARED, BEN_PRIVATE)
    record = await async_open(hass)
    await async_tell_record(record, answers, measured(values, days_ago=30))
    await record.async_close()
    entry = home_entry([ANNA_SHARED, BEN_PRIVATE])
    await async_set_up(hass, entry)
    coordinator: DigitalShadowCoordinator = entry.runtime_data.coordinator
    await async_until(lambda: all(one.clinical for one in coordinator.data.people.values()))
    return entry


async def async_tell_record(
    record: Record, answers: Mapping[str, Any], values: list[StoredMeasurement]
) -> None:
    """Store answers and measurements of Anna."""
    at = NOON.timestamp()
    await record.async_set_profile(ANNA, answers_as_content(answered(answers, at)), at)
    await record.async_add_measurements(ANNA, values)
