"""Undoing a reading reaches into Home Assistant's history: there the sensor showed it as if it were the person's."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from homeassistant.components.sensor import DOMAIN as SENSOR_DOMAIN
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from ..const import DOMAIN
from ..engine.records.observations import Reading
from ..entry import people_of
from ..people.household import Household
from ..record import Record
from ..written_values import signal_level
from .corrections import Correction, async_correct_history


class Undo:
    """Takes a person's newest reading back: "That was not me"."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        record: Record,
        household: Household,
        *,
        storing: asyncio.Lock,
        on_change: Callable[[], None],
        on_undone: Callable[[Reading], Awaitable[None]],
        now: Callable[[], float],
    ) -> None:
        """`storing` is held while readings are stored and shown."""
        self._hass = hass
        self._entry = entry
        self._record = record
        self._household = household
        self._storing = storing
        self._on_change = on_change
        self._on_undone = on_undone
        self._now = now

    async def async_undo_last(
        self, person_id: str, by_user_id: str | None, ended_at: float | None = None
    ) -> Reading | None:
        """Take back the person's newest reading and return it; with `ended_at` only that one.

        Raises:
            RecordError: The record cannot be read or written.
        """
        async with self._storing:  # what is stored just now must not be shown after it was taken back
            undone = await self._record.async_undo_last_reading(person_id, self._now(), by_user_id, ended_at)
            if undone is None:
                return None
            await self._household.async_recall_reading(person_id)
            self._household.show_face(person_id, None)
            self._on_change()
            # The record may have let us wait for a backup; the sensor showed the reading until now.
            await async_correct_sensor_history(self._hass, self._entry, self._record, undone, self._now())
        await self._on_undone(undone)
        return undone


async def async_correct_sensor_history(
    hass: HomeAssistant, entry: ConfigEntry[Any], record: Record, undone: Reading, shown_until: float
) -> None:
    """Let the risk sensor's history show the reading before the one that was undone.

    The undone one was the newest, so its sensor would have shown that one before until now. A private person has no
    such sensor.

    Raises:
        RecordError: The record cannot be read or written.
    """
    subentry_id = people_of(entry)[undone.person_id].subentry_id
    entity_id = er.async_get(hass).async_get_entity_id(SENSOR_DOMAIN, DOMAIN, f"{subentry_id}_face_signal")
    if entity_id is None:
        return
    before = await record.async_latest_readings(undone.person_id, 1, undone.model_sha256)
    async_correct_history(
        hass,
        Correction(
            entity_id=entity_id,
            wrong=signal_level(undone.probability),
            right=signal_level(before[0].probability) if before else None,
            since=undone.ended_at,
            until=shown_until,
        ),
    )
