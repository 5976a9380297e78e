"""A home whose people were read for weeks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigSubentryData
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.digitalshadow.coordinator import DigitalShadowCoordinator
from custom_components.digitalshadow.engine.records.readings import Reading
from tests.builders.home import (
    ANNA_SHARED,
    HALL_SUBENTRY,
    async_enrol,
    async_set_up,
    async_until,
    home_entry,
    reading_of,
)

NOON = datetime(2026, 9, 21, 12, tzinfo=ZoneInfo("US/Pacific"))
"""Where the harness puts its homes."""

CALM = 80
"""Days at the usual level."""


def days_of(
    person_id: str, levels: Sequence[float], camera_ids: tuple[str, ...] = (HALL_SUBENTRY,)
) -> list[Reading]:
    """Return one reading at noon of each day, the last one yesterday, each a little beside its level."""
    chance = Random(f"{person_id}{camera_ids}")  # noqa: S311  # seeded on purpose
    first = NOON - timedelta(days=len(levels))
    return [
        replace(
            reading_of(
                person_id, level + chance.uniform(-0.02, 0.02), (first + timedelta(days=number)).timestamp()
            ),
            reading_id=f"{person_id[:4]}-{camera_ids}-{number}",
            camera_ids=camera_ids,
        )
        for number, level in enumerate(levels)
    ]


async def async_home(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    readings: Sequence[Reading],
    *people: ConfigSubentryData,
) -> MockConfigEntry:
    """Set a home up at noon, and wait until every trend is computed."""
    freezer.move_to(NOON)
    people = people or (ANNA_SHARED,)
    await async_enrol(hass, *people, readings=readings)
    entry = home_entry(people)
    await async_set_up(hass, entry)
    coordinator: DigitalShadowCoordinator = entry.runtime_data.coordinator
    await async_until(lambda: all(one.trend for one in coordinator.data.people.values()))
    return entry
