"""Lets what sensors say come to rest before it is stored: scales and cuffs run through values first."""

from collections.abc import Collection
from datetime import datetime
import logging
import math
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from ..entity_reference import entity_id_of
from ..record import Record, RecordError, RecordUnavailableError, StoredMeasurement
from .clinical import async_tell_clinical_inputs
from .links import Link

_LOGGER = logging.getLogger(__name__)

TASK_NAME: Final = "digitalshadow linked sensors"

SETTLE_SECONDS: Final = 60.0
"""What a sensor says within so long becomes one measurement, the last."""


class Settling:
    """What waits to be stored of each link, and what was stored of it last."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry[Any], record: Record) -> None:
        """Nothing waits."""
        self.stored: dict[Link, StoredMeasurement] = {}
        self._hass = hass
        self._entry = entry
        self._record = record
        self._pending: dict[Link, StoredMeasurement] = {}
        self._cancel_timer: CALLBACK_TYPE | None = None

    async def async_recall(self, link: Link) -> None:
        """Look up what was stored last of a link, or of its entity before the registry knew it.

        Raises:
            RecordError: The record cannot be read or written.
        """
        for source in filter(None, (link.sensor, entity_id_of(self._hass, link.sensor))):
            last = await self._record.async_latest_measurement(link.person_id, link.measure, source)
            if last is not None:
                self.stored[link] = last
                return

    def wait(self, link: Link, value: StoredMeasurement, *, is_told: bool) -> None:
        """Let a measurement wait; one that waits already keeps its time, unless the sensor tells a better one."""
        waiting = self._pending.get(link)
        if is_told or waiting is None or not _is_same(waiting, value):
            self._pending[link] = value

    def keep(self, links: Collection[Link]) -> None:
        """Forget what every other link said: it is followed no more, or of somebody who is gone."""
        self.stored = {link: value for link, value in self.stored.items() if link in links}
        self._pending = {link: value for link, value in self._pending.items() if link in links}

    def let_go(self, link: Link) -> None:
        """Drop a value that was only run through on the way back to the one that is stored."""
        if (waiting := self._pending.get(link)) is not None and not _is_same(waiting, self.stored[link]):
            del self._pending[link]

    @callback
    def start_timer(self) -> None:
        """Store what is pending in a minute, unless a minute runs already."""
        if self._pending and self._cancel_timer is None:
            self._cancel_timer = async_call_later(
                self._hass, SETTLE_SECONDS, HassJob(self._handle_timer, cancel_on_shutdown=True)
            )

    @callback
    def _handle_timer(self, _now: datetime) -> None:
        """Store what has settled."""
        self._cancel_timer = None
        self._entry.async_create_background_task(self._hass, self.async_store(), TASK_NAME)

    @callback
    def stop_timer(self) -> None:
        """Wait no longer: what is pending is still in the states, and is found there at the next start."""
        if self._cancel_timer is not None:
            self._cancel_timer()
            self._cancel_timer = None

    async def async_store(self) -> None:
        """Store what waits, person by person; while the disk is full it goes on waiting."""
        pending, self._pending = self._pending, {}
        for person_id in {link.person_id for link in pending}:
            measured = {link: one for link, one in pending.items() if link.person_id == person_id}
            try:
                await self._record.async_add_measurements(person_id, list(measured.values()))
            except RecordUnavailableError as err:
                _LOGGER.warning("Measurements wait to be stored: %s", err)
                self._pending = measured | self._pending
            except RecordError as err:
                _LOGGER.warning("Measurements of a linked sensor could not be stored: %s", err)
            else:
                self.stored |= measured
                async_tell_clinical_inputs(self._hass)
        self.start_timer()


def _is_same(one: StoredMeasurement, other: StoredMeasurement) -> bool:
    """Tell whether two measurements have one value."""
    return math.isclose(one.value, other.value, rel_tol=1e-6)
