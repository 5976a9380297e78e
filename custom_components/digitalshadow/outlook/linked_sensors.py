"""Follows the sensors that people linked, and stores what they tell as measurements.

A state says a value, not when it was measured: it is set anew when Home Assistant starts, when an integration comes
back, and when somebody chooses another unit. So only a value that differs from the last one stored of that sensor is
news, and it is dated by the moment the state changed.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
import logging
import math
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import ATTR_UNIT_OF_MEASUREMENT, STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import (
    CALLBACK_TYPE,
    Event,
    EventStateChangedData,
    HassJob,
    HomeAssistant,
    State,
    callback,
)
from homeassistant.helpers.event import async_call_later, async_track_state_change_event
from homeassistant.util import dt as dt_util

from ..const import CONF_LINKED_ENTITIES
from ..entry import people_of
from ..health.person.measure_spec import Told
from ..health.person.measures import Measure
from ..record import Record, RecordError, RecordUnavailableError, StoredMeasurement
from .clinical import async_tell_clinical_inputs
from .units import conversion

_LOGGER = logging.getLogger(__name__)

TASK_NAME: Final = "digitalshadow linked sensors"

SETTLE_SECONDS: Final = 60.0
"""What a sensor says within so long becomes one measurement, the last: scales and cuffs run through values first."""


class Ignored(StrEnum):
    """Why a state was not stored."""

    NOT_A_NUMBER = "not_a_number"
    UNKNOWN_UNIT = "unknown_unit"
    UNIT_CHANGED = "unit_changed"
    """The same value in another unit is no measurement."""
    IMPLAUSIBLE = "implausible"


@dataclass(frozen=True, slots=True)
class Link:
    """One sensor that speaks of one person."""

    person_id: str
    """Of whom."""
    measure: Measure
    """What it measures."""
    entity_id: str
    """The sensor."""


def links_of(entry: ConfigEntry[Any]) -> tuple[Link, ...]:
    """Return every link of an entry. One of a later version's measures is passed over."""
    return tuple(
        Link(person_id, Measure(name), entity_id)
        for person_id, subentry in people_of(entry).items()
        for name, entity_id in subentry.data.get(CONF_LINKED_ENTITIES, {}).items()
        if name in Measure
    )


class LinkedEntities:
    """Follows the links of one entry until it is unloaded; a changed link reloads the entry."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry[Any], record: Record) -> None:
        """Nothing is followed before `async_start`."""
        self.ignored: Counter[tuple[Measure, Ignored]] = Counter()
        """What was not stored, and why; without people, entities and values, so fit for diagnostics."""
        self._hass = hass
        self._entry = entry
        self._record = record
        self._links: dict[str, list[Link]] = {}
        self._stored: dict[Link, StoredMeasurement] = {}
        self._pending: dict[Link, StoredMeasurement] = {}
        self._cancel_timer: CALLBACK_TYPE | None = None

    @property
    def followed(self) -> int:
        """How many sensors are followed."""
        return len(self._links)

    async def async_start(self) -> None:
        """Look up what was stored last, take what the sensors say now if that is new, and follow them."""
        for link in links_of(self._entry):
            try:
                last = await self._record.async_latest_measurement(
                    link.person_id, link.measure, link.entity_id
                )
            except RecordError as err:
                _LOGGER.warning("Linked sensors cannot be followed: %s", err)
                return
            if last is not None:
                self._stored[link] = last
            self._links.setdefault(link.entity_id, []).append(link)
        if not self._links:
            return
        self._entry.async_on_unload(
            async_track_state_change_event(self._hass, self._links, self._handle_change)
        )
        self._entry.async_on_unload(self._stop_timer)
        for entity_id in self._links:
            if (state := self._hass.states.get(entity_id)) is not None:
                self._take(state)
        await self._async_store()

    @callback
    def _handle_change(self, event: Event[EventStateChangedData]) -> None:
        """Take a changed state, unless only its unit or other attributes changed."""
        before, now = event.data["old_state"], event.data["new_state"]
        if now is None or (before is not None and before.state == now.state):
            return
        if before is not None and _number(before) is not None and _unit(before) != _unit(now):
            self._ignore(now.entity_id, Ignored.UNIT_CHANGED)
            return
        self._take(now)
        self._start_timer()

    @callback
    def _take(self, state: State) -> None:
        """Let a state wait to be stored, for everybody whose link it is."""
        if state.state in (STATE_UNKNOWN, STATE_UNAVAILABLE):
            return
        for link in self._links[state.entity_id]:
            measured = _measured(link, state)
            if isinstance(measured, Ignored):
                self.ignored[link.measure, measured] += 1
            elif not _is_same(measured, self._stored.get(link)):
                self._pending[link] = measured
            else:
                self._pending.pop(link, None)

    def _ignore(self, entity_id: str, reason: Ignored) -> None:
        """Count a state that is not looked at any further."""
        for link in self._links[entity_id]:
            self.ignored[link.measure, reason] += 1

    @callback
    def _start_timer(self) -> None:
        """Store what is pending in a minute, unless a minute runs already."""
        if self._pending and self._cancel_timer is None:
            self._cancel_timer = async_call_later(
                self._hass, SETTLE_SECONDS, HassJob(self._handle_timer, cancel_on_shutdown=True)
            )

    @callback
    def _handle_timer(self, _now: datetime) -> None:
        """Store what has settled."""
        self._cancel_timer = None
        self._entry.async_create_background_task(self._hass, self._async_store(), TASK_NAME)

    @callback
    def _stop_timer(self) -> None:
        """Wait no longer: what is pending is still in the states, and is found there at the next start."""
        if self._cancel_timer is not None:
            self._cancel_timer()
            self._cancel_timer = None

    async def _async_store(self) -> None:
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
                self._stored |= measured
                async_tell_clinical_inputs(self._hass)
        self._start_timer()


def _measured(link: Link, state: State) -> StoredMeasurement | Ignored:
    """Return the measurement that a state tells, or why it tells none."""
    number, to_stored = _number(state), conversion(link.measure, _unit(state))
    if number is None:
        return Ignored.NOT_A_NUMBER
    if to_stored is None:
        return Ignored.UNKNOWN_UNIT
    spec = link.measure.spec
    value = to_stored.to_stored(number) * spec.sensor_days
    if not spec.plausible.holds(value) or (spec.is_never_zero and value == 0):
        return Ignored.IMPLAUSIBLE
    measured_at = state.last_updated
    if spec.told is not Told.MOMENT:
        measured_at = dt_util.start_of_local_day(dt_util.as_local(measured_at))
    return StoredMeasurement(link.measure.value, measured_at.timestamp(), value, link.entity_id)


def _is_same(measured: StoredMeasurement, stored: StoredMeasurement | None) -> bool:
    """Tell whether a sensor still says what it said last."""
    return stored is not None and math.isclose(measured.value, stored.value, rel_tol=1e-6)


def _number(state: State) -> float | None:
    """Return what a state says as a finite number."""
    try:
        number = float(state.state)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _unit(state: State) -> str | None:
    """Return the unit of a state."""
    return state.attributes.get(ATTR_UNIT_OF_MEASUREMENT)
