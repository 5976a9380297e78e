"""From colours to pulse rates: says where a stream's colours are measured, hands them to the engine, keeps answers.

Only people who agreed to the pulse, before cameras that are switched on for it. Colours go to the engine and are not
kept here; an answer is stored, shown for two minutes, and told to nobody.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
import logging
from typing import Any, Final, Protocol

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ..engine.records.colours import Colours
from ..engine.records.errors import EngineError
from ..engine.records.faces import Box
from ..engine.records.frame_result import FrameResult, PulseBoxes
from ..engine.records.messages import Request
from ..engine.records.pulse import FollowPulse, Pulse, PulseFollowed, WhyNoPulse
from ..health.pulse.medians import BASELINE_DAYS, HELD_DAYS, WEEK_DAYS, pulse_medians
from ..new_day import async_track_new_day
from ..people.household import Household
from ..record import InvalidEntryError, Record, RecordError, StoredPulse, UnknownPersonError

_LOGGER = logging.getLogger(__name__)

FOLLOW_DEADLINE_SECONDS: Final = 10.0
REST_SECONDS: Final = 120.0
"""After an answer a person is not measured for so long: more answers would say nothing more, and cost."""
MEASURING_SECONDS: Final = 2.0
"""Somebody whose colours came no longer ago is being measured."""
_DAYS_NEEDED: Final = timedelta(days=BASELINE_DAYS + WEEK_DAYS + HELD_DAYS + 1)


@dataclass(frozen=True, slots=True)
class _Measured:
    """Whose colours a camera's stream measures."""

    people: tuple[str, ...]
    """In the order of their boxes."""
    is_same: bool
    """Whether they were the same people the time before."""


class AskEngine(Protocol):
    """Asks the engine when it is its turn."""

    async def __call__[R](self, request: Request[R], deadline_seconds: float) -> R:
        """Return the reply, or raise an EngineError."""
        ...


class PulseDesk:
    """One per config entry. What is being measured lives in memory and goes when its person leaves or withdraws."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        record: Record,
        household: Household,
        *,
        ask_engine: AskEngine,
        now: Callable[[], float],
        on_change: Callable[[], None],
    ) -> None:
        """`now` is the clock that dates pictures; `on_change` has what is shown renewed."""
        self._hass = hass
        self._entry = entry
        self._record = record
        self._household = household
        self._ask_engine = ask_engine
        self._now = now
        self._on_change = on_change
        self._boxes: dict[str, tuple[PulseBoxes, ...]] = {}
        self._measured: dict[str, _Measured] = {}
        self._seconds: dict[str, tuple[float, float]] = {}
        self._answered_at: dict[str, float] = {}

    @callback
    def async_start(self) -> CALLBACK_TYPE:
        """Compute everybody's medians now and each night; returns how to stop that."""
        self._run(self._async_update_all())
        return async_track_new_day(self._hass, self._async_update_all, second=30)

    @callback
    def take(self, result: FrameResult) -> None:
        """Take where the colours of faces are to be measured after a frame."""
        self._boxes[result.camera_id] = result.pulse_boxes
        self._look_who_left()

    @callback
    def boxes(self, camera_id: str) -> tuple[Box, ...]:
        """Return where a camera's stream is to measure colours from now on; nowhere while nobody is to be measured."""
        may, now = self._household.may_have_pulse, self._now()
        wanted = [
            found
            for found in self._boxes.get(camera_id, ())
            if found.person_id in may and not self._rests(found.person_id, now)
        ]
        people = tuple(found.person_id for found in wanted)
        former = self._measured.get(camera_id)
        self._measured[camera_id] = _Measured(people, is_same=former is not None and former.people == people)
        return tuple(box for found in wanted for box in found.boxes)

    async def async_take_colours(self, camera_id: str, colours: Colours) -> None:
        """Hand the colours to the engine that came with a frame of a stream, for which boxes were given just before.

        They were measured in the boxes given then and the time before. Where those were of other people, nobody could
        tell whose colours these are, and they are dropped.
        """
        measured = self._measured.get(camera_id)
        if measured is None or not measured.is_same:
            return
        for place, person_id in enumerate(measured.people):
            of_person = _of_person(colours, place, len(measured.people))
            if of_person is None or person_id not in self._household.may_have_pulse:
                continue
            request = FollowPulse(camera_id, person_id, of_person, self._now())
            try:
                followed = await self._ask_engine(request, FOLLOW_DEADLINE_SECONDS)
            except EngineError as err:
                # The piece has a gap then, or begins anew, and the camera's frames tell what ails the engine.
                _LOGGER.debug("Colours were not taken: %s", type(err).__name__)
                continue
            self._handle(camera_id, person_id, followed)

    def seconds_measured(self, person_id: str) -> float | None:
        """Return for how long somebody is being measured just now; None for nobody."""
        at, seconds = self._seconds.get(person_id, (0.0, 0.0))
        return seconds if abs(self._now() - at) <= MEASURING_SECONDS else None

    def _look_who_left(self) -> None:
        """Say of people who left before their piece was whole that it was short."""
        for person_id in [one for one in self._seconds if self.seconds_measured(one) is None]:
            del self._seconds[person_id]
            if person_id in self._household.may_have_pulse:
                self._household.show_no_pulse(person_id, (WhyNoPulse.SHORT,))

    @callback
    def forget(self, person_id: str) -> None:
        """Drop what is in memory of a person."""
        self._seconds.pop(person_id, None)
        self._answered_at.pop(person_id, None)
        self._boxes = {
            camera_id: tuple(found for found in boxes if found.person_id != person_id)
            for camera_id, boxes in self._boxes.items()
        }

    async def async_update(self, person_id: str) -> None:
        """Compute a person's medians anew; what cannot be read stays as it is."""
        now = dt_util.now()
        try:
            stored = await self._record.async_pulses(person_id, (now - _DAYS_NEEDED).timestamp())
        except RecordError as err:
            _LOGGER.warning("The medians of the pulse could not be computed: %s", err)
            return
        if person_id in self._household.may_have_pulse:
            rates = [(dt_util.as_local(_time(one)).date(), one.bpm) for one in stored]
            self._household.set_pulse_medians(person_id, pulse_medians(rates, now.date()))

    def _rests(self, person_id: str, now: float) -> bool:
        """Tell whether somebody had an answer a moment ago; a clock that was set back ends the rest."""
        at = self._answered_at.get(person_id)
        return at is not None and 0 <= now - at < REST_SECONDS

    @callback
    def _handle(self, camera_id: str, person_id: str, followed: PulseFollowed) -> None:
        """Take what the engine knows by now, of somebody who still agrees."""
        if person_id not in self._household.may_have_pulse:
            return
        now = self._now()
        if followed.pulse is None and not followed.why_not:
            if followed.seconds:
                self._seconds[person_id] = (now, followed.seconds)
            return
        self._seconds.pop(person_id, None)
        if followed.pulse is None:
            self._household.show_no_pulse(person_id, followed.why_not)
            self._on_change()
        else:
            self._answered_at[person_id] = now
            self._run(self._async_keep(person_id, _to_store(followed.pulse, camera_id, now, followed)))

    async def _async_keep(self, person_id: str, pulse: StoredPulse) -> None:
        """Store an answer, show it, and compute the medians with it."""
        try:
            await self._record.async_add_pulse(person_id, pulse)
        except InvalidEntryError, UnknownPersonError:
            return  # the person withdrew meanwhile, or was erased
        except RecordError as err:
            _LOGGER.warning("A pulse rate could not be stored: %s", err)
        if person_id in self._household.may_have_pulse:
            self._household.show_pulse(person_id, pulse)
            await self.async_update(person_id)
            self._on_change()

    async def _async_update_all(self) -> None:
        """Compute everybody's medians."""
        for person_id in self._household.may_have_pulse:
            await self.async_update(person_id)
        self._on_change()

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        """Work in the background until the entry is unloaded."""
        self._entry.async_create_background_task(self._hass, work, "digitalshadow pulse")


def _of_person(colours: Colours, place: int, people: int) -> Colours | None:
    """Return one person's share of the colours of all boxes; None where the boxes were others."""
    each, rest = divmod(len(colours.rgb[0]) if colours.rgb else 0, people)
    if not each or rest or any(len(frame) != each * people for frame in colours.rgb):
        return None
    return Colours(
        colours.captured_at, tuple(frame[place * each : (place + 1) * each] for frame in colours.rgb)
    )


def _to_store(pulse: Pulse, camera_id: str, now: float, followed: PulseFollowed) -> StoredPulse:
    """Return what the record keeps of an answer."""
    return StoredPulse(
        measured_at=now,
        bpm=pulse.bpm,
        seconds=pulse.seconds,
        spread_bpm=pulse.spread_bpm,
        snr_db=pulse.snr_db,
        is_calm=followed.is_calm,
        camera_id=camera_id,
        method=pulse.method,
    )


def _time(pulse: StoredPulse) -> datetime:
    """Return when a rate was measured."""
    return dt_util.utc_from_timestamp(pulse.measured_at)
