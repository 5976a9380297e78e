"""Sensors that are linked to a person."""

import asyncio
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.digitalshadow.outlook.linked_sensors import LinkedEntities
from custom_components.digitalshadow.outlook.settling import SETTLE_SECONDS, TASK_NAME
from custom_components.digitalshadow.runtime import DigitalShadowConfigEntry
from tests.builders.home import ANNA, async_set_up

SCALE = "sensor.scale"


class Sensors:
    """Sets states, lets time pass, and asks the record."""

    def __init__(self, hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
        """Begin at noon."""
        self.hass = hass
        self._freezer = freezer

    def say(self, entity_id: str, state: object, unit: str | None = "kg", **attributes: object) -> float:
        """Set a state and return the time."""
        self.hass.states.async_set(entity_id, str(state), {"unit_of_measurement": unit, **attributes})
        return dt_util.utcnow().timestamp()

    async def wait(self, seconds: float = SETTLE_SECONDS + 1) -> None:
        """Let time pass, and everything be done that is due."""
        self._freezer.tick(timedelta(seconds=seconds))
        async_fire_time_changed(self.hass)
        await _async_finish_storing(self.hass)


async def _async_finish_storing(hass: HomeAssistant) -> None:
    """Wait for what follows the sensors, and not for what else runs in the background for ever."""
    await hass.async_block_till_done(wait_background_tasks=False)
    await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name() == TASK_NAME))
    await hass.async_block_till_done(wait_background_tasks=False)


async def async_start(hass: HomeAssistant, entry: MockConfigEntry) -> LinkedEntities:
    """Set the home up."""
    await async_set_up(hass, entry)
    await _async_finish_storing(hass)
    return entry.runtime_data.linked_entities


async def stored_measurements(
    entry: DigitalShadowConfigEntry, kind: str = "weight_kg"
) -> list[tuple[float, float]]:
    """Time and value of everything stored."""
    return [
        (one.measured_at, one.value) for one in await entry.runtime_data.record.async_measurements(ANNA, kind)
    ]
