"""Follows the sensors that people linked, and stores what they tell as measurements.

A state says a value, seldom when it was measured: it is set anew when Home Assistant starts, when an integration comes
back, and when somebody chooses another unit. A value that differs from the last one stored of that sensor is news. The
same value is news when the sensor says another time of measuring. Where it says none, it is news once a day at most,
and only if neither a start, a poll nor a renaming wrote it.
"""

from collections import Counter
from datetime import date, datetime
import logging
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import (
    CALLBACK_TYPE,
    Event,
    EventStateChangedData,
    EventStateReportedData,
    HomeAssistant,
    State,
    callback,
)
from homeassistant.helpers.event import async_track_state_change_event, async_track_state_report_event
from homeassistant.util import dt as dt_util

from ..entity_reference import entity_id_of
from ..health.person.measure_spec import Told
from ..health.person.measures import Measure
from ..record import Record, RecordError, StoredMeasurement
from .links import Link, links_of
from .measuring_time import companion_of, told_time
from .repeating import Repeating
from .sensor_value import Ignored, is_other_unit_only, measured, says_stored
from .settling import SETTLE_SECONDS, Settling

_LOGGER = logging.getLogger(__name__)


class LinkedEntities:
    """Follows the links of one entry until it is unloaded."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry[Any], record: Record) -> None:
        """Nothing is followed before `async_start`."""
        self.ignored: Counter[tuple[Measure, Ignored]] = Counter()
        """What was not stored, and why; without people, entities and values, so fit for diagnostics."""
        self._hass = hass
        self._entry = entry
        self._links: dict[str, list[Link]] = {}
        self._companions: dict[str, str] = {}
        self._repeating = Repeating(hass)
        self._settling = Settling(hass, entry, record)
        self._linked: set[Link] = set()
        self._stops: list[CALLBACK_TYPE] = []
        entry.async_on_unload(self._stop)

    @property
    def followed(self) -> int:
        """How many sensors are followed."""
        return len(self._links)

    async def async_follow_changes(self) -> None:
        """Follow the links there are now, where they are others than before."""
        if set(links_of(self._entry)) != self._linked:
            self._stop()
            self._links, self._companions = {}, {}
            self._settling.keep(links_of(self._entry))
            await self.async_start()

    @callback
    def _stop(self) -> None:
        """Follow nothing."""
        stops, self._stops = self._stops, []
        for stop in stops:
            stop()

    async def async_start(self) -> None:
        """Look up what was stored last, take what the sensors say now if that is new, and follow them."""
        self._linked = set(links_of(self._entry))
        for link in links_of(self._entry):
            if (entity_id := entity_id_of(self._hass, link.sensor)) is None:
                continue
            try:
                await self._settling.async_recall(link)
            except RecordError as err:
                _LOGGER.warning("Linked sensors cannot be followed: %s", err)
                return
            self._links.setdefault(entity_id, []).append(link)
        if not self._links:
            return
        self._follow()
        for entity_id in self._links:
            if (state := self._hass.states.get(entity_id)) is not None:
                self._repeating.note(state)
                self._take(state, state.last_updated)
        await self._settling.async_store()

    @callback
    def _follow(self) -> None:
        """Listen to the sensors, and to the entities that say when these measured."""
        for entity_id in self._links:
            if (companion := companion_of(self._hass, entity_id)) is not None:
                self._companions[entity_id] = companion
        companions = set(self._companions.values())
        self._stops = [
            self._repeating.async_follow(),
            async_track_state_change_event(self._hass, self._links, self._handle_change),
            async_track_state_report_event(self._hass, self._links, self._handle_report),
            async_track_state_change_event(self._hass, companions, self._handle_companion),
            self._settling.stop_timer,
        ]

    @callback
    def _handle_change(self, event: Event[EventStateChangedData]) -> None:
        """Take a changed state, unless it says the same in another unit."""
        before, now = event.data["old_state"], event.data["new_state"]
        if now is None:
            return
        may_repeat = self._repeating.may_be_measured(before, now)
        has_moved = before is not None and _have_moved(self._told_time(before), self._told_time(now))
        if before is not None and not has_moved:
            (measure, *_) = (link.measure for link in self._links[now.entity_id])
            if is_other_unit_only(measure, before, now):
                self._ignore(now.entity_id, Ignored.UNIT_CHANGED)
                return
        is_new = before is None or before.state != now.state
        self._take(now, now.last_updated, may_repeat=may_repeat, has_moved=has_moved, counted=is_new)
        self._settling.start_timer()

    @callback
    def _handle_report(self, event: Event[EventStateReportedData]) -> None:
        """Take a state that was written again as it was."""
        now = event.data["new_state"]
        may_repeat = self._repeating.may_be_measured(now, now)
        self._take(now, now.last_reported, may_repeat=may_repeat, counted=False)
        self._settling.start_timer()

    @callback
    def _handle_companion(self, event: Event[EventStateChangedData]) -> None:
        """Take what sensors say, now that another entity says when they measured."""
        for entity_id, companion in self._companions.items():
            state = self._hass.states.get(entity_id)
            if companion == event.data["entity_id"] and state is not None:
                self._take(state, state.last_reported, has_moved=True, counted=False)
        self._settling.start_timer()

    @callback
    def _take(
        self,
        state: State,
        written_at: datetime,
        *,
        may_repeat: bool = False,
        has_moved: bool = False,
        counted: bool = True,
    ) -> None:
        """Let a state wait to be stored, for everybody whose link it is.

        Args:
            state: What the sensor says.
            written_at: When it was written.
            may_repeat: Whether the same value as before may be a measurement where nothing says when it was made.
            has_moved: Whether what says when it was measured has just changed.
            counted: Whether it is counted when it cannot be stored.
        """
        if state.state in (STATE_UNKNOWN, STATE_UNAVAILABLE):
            return
        told = self._told_time(state)
        for link in self._links[state.entity_id]:
            stored = self._settling.stored.get(link)
            # A time that stands still, or is older than what is stored, is not the time of another value.
            is_told = told is not None and (has_moved or stored is None or told > stored.measured_at)
            at = dt_util.utc_from_timestamp(told) if is_told and told is not None else written_at
            value = measured(link.measure, link.sensor, state, at)
            if isinstance(value, Ignored):
                self.ignored[link.measure, value] += counted
            elif stored is None or not says_stored(link.measure, state, stored):
                self._settling.wait(link, value, is_told=is_told)
            elif is_told or (told is None and may_repeat):
                self._wait_again(link, value, stored, is_told=is_told)
            else:
                self._settling.let_go(link)

    def _told_time(self, state: State) -> float | None:
        """Return when a state was measured, as far as anything says so."""
        companion = self._companions.get(state.entity_id)
        beside = None if companion is None else self._hass.states.get(companion)
        return told_time(state, beside, dt_util.utcnow().timestamp())

    def _wait_again(
        self, link: Link, value: StoredMeasurement, stored: StoredMeasurement, *, is_told: bool
    ) -> None:
        """Let the value that was stored last wait once more, if it was measured at another time."""
        if is_told:
            is_another = abs(value.measured_at - stored.measured_at) > SETTLE_SECONDS
        else:
            is_another = link.measure.spec.told is Told.MOMENT and _day(value) > _day(stored)
        if is_another:
            self._settling.wait(link, value, is_told=is_told)
        else:
            self._settling.let_go(link)

    def _ignore(self, entity_id: str, reason: Ignored) -> None:
        """Count a state that is not looked at any further."""
        for link in self._links[entity_id]:
            self.ignored[link.measure, reason] += 1


def _have_moved(before: float | None, now: float | None) -> bool:
    """Tell whether the time of measuring is another one; one that was only away for a while is not."""
    return None not in {before, now} and before != now


def _day(measurement: StoredMeasurement) -> date:
    """Return the local day of a measurement."""
    return dt_util.as_local(dt_util.utc_from_timestamp(measurement.measured_at)).date()
