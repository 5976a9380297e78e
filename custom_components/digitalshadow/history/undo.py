"""Undoing a reading reaches into Home Assistant's history: there the sensor showed it as if it were the person's."""

import asyncio
from collections.abc import Awaitable, Callable
import math
from typing import Any, Final

from homeassistant.components.sensor import DOMAIN as SENSOR_DOMAIN
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from ..const import DOMAIN
from ..engine.records.configuration import ModelKind
from ..engine.records.readings import Reading
from ..entry import people_of
from ..people.household import Household
from ..record import Record
from ..written_values import signal_level
from .corrections import Correction, async_correct_history

_SIGNAL_KEYS: Final = {ModelKind.LIVECAD: "face_signal", ModelKind.DEMONSTRATION: "demonstration_value"}
"""Which sensor showed a reading."""


class Undo:
    """Takes a person's readings back, "That was not me", and puts them in again."""

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
            if undone is not None:
                self._household.show_face(person_id, None)
                await self._async_show(undone, counts=False)
        return undone and await self._async_told(undone)

    async def async_undo(self, person_id: str, reading_id: str, by_user_id: str) -> Reading | None:
        """Take one reading back and return it; None where there is none that counts.

        Raises:
            RecordError: The record cannot be read or written.
        """
        async with self._storing:
            undone = await self._record.async_undo_reading(person_id, reading_id, self._now(), by_user_id)
            if undone is not None:
                self._household.show_face(person_id, None)
                await self._async_show(undone, counts=False)
        return undone and await self._async_told(undone)

    async def async_put_back(self, person_id: str, reading_id: str, by_user_id: str) -> Reading | None:
        """Let a reading count again and return it; None where none was taken back.

        Raises:
            RecordError: The record cannot be read or written.
        """
        async with self._storing:
            reading = await self._record.async_put_reading_back(
                person_id, reading_id, self._now(), by_user_id
            )
            if reading is not None:
                await self._async_show(reading, counts=True)
        return reading and await self._async_told(reading)

    async def _async_show(self, changed: Reading, *, counts: bool) -> None:
        """Show what counts now, and have the history of the sensor say so too."""
        await self._household.async_recall_reading(changed.person_id)
        self._on_change()
        # The record may have let us wait for a backup; the sensor showed the other reading until now.
        await async_correct_sensor_history(
            self._hass, self._entry, self._record, changed, self._now(), counts=counts
        )

    async def _async_told(self, changed: Reading) -> Reading:
        """Have the trend computed without the reading, or with it again."""
        await self._on_undone(changed)
        return changed


async def async_correct_sensor_history(
    hass: HomeAssistant,
    entry: ConfigEntry[Any],
    record: Record,
    changed: Reading,
    now: float,
    *,
    counts: bool,
) -> None:
    """Let the sensor's history show a reading that counts again, or the one before a reading that was taken back.

    A reading is shown until the next one ends, the newest until now. A private person has no such sensor. A reading
    that was the first ever is not brought back into the history: nothing tells there where a number is missing.

    Raises:
        RecordError: The record cannot be read or written.
    """
    subentry_id, key = people_of(entry)[changed.person_id].subentry_id, _SIGNAL_KEYS[changed.model_kind]
    entity_id = er.async_get(hass).async_get_entity_id(SENSOR_DOMAIN, DOMAIN, f"{subentry_id}_{key}")
    if entity_id is None:
        return
    before, after = await _async_neighbours(record, changed)
    own, other = signal_level(changed.probability), signal_level(before.probability) if before else None
    wrong, right = (other, own) if counts else (own, other)
    if wrong is not None:
        until = now if after is None else after.ended_at
        async_correct_history(
            hass,
            Correction(entity_id=entity_id, wrong=wrong, right=right, since=changed.ended_at, until=until),
        )


async def _async_neighbours(record: Record, reading: Reading) -> tuple[Reading | None, Reading | None]:
    """Return the readings of the same model that count before and after one."""
    person_id, model = reading.person_id, reading.model_sha256
    before = await record.async_readings(person_id, -math.inf, reading.started_at, model, limit=1)
    later = await record.async_readings(person_id, reading.started_at, math.inf, model)
    after = [one for one in later if one.reading_id != reading.reading_id]
    return next(iter(before), None), next(iter(after), None)
