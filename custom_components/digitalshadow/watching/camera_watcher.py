"""Watches one camera: fetches pictures, hands them to the engine one at a time and accounts for every one."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
import logging
import random
from statistics import median
from typing import Final

from homeassistant.components.camera import async_get_image
from homeassistant.const import STATE_ON, STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers.event import async_track_state_change_event

from ..engine.picture.image_format import FRAME_LIMITS
from ..engine.records.errors import (
    EngineBusyError,
    EngineError,
    EngineLostError,
    EngineLostInModelError,
    EngineNotBackError,
    EngineTimeoutError,
    EngineUnavailableError,
    FrameError,
)
from ..engine.records.pictures import Process
from .content import bytes_of
from .frame_accounting import book_analysed, book_dropped, book_refused
from .plan import WatchPlan
from .snapshot import CameraSnapshot, CameraStatus, Dropped, FrameCounters, status_of
from .strikes import Strikes
from .watch import Watch

_LOGGER = logging.getLogger(__name__)

FETCH_SECONDS: Final = 10
"""Home Assistant's own limit for a camera picture."""
FRAME_DEADLINE_SECONDS: Final = 10.0
"""A frame that takes longer costs the engine its process."""
FIRST_GAP_SECONDS: Final = 5.0
"""Wait after the first failure of a camera or of the engine; doubled with each further one."""
LONGEST_GAP_SECONDS: Final = 300.0
FROZEN_AFTER_SECONDS: Final = 60.0
"""How long a camera may repeat one picture; a stream's keyframe comes again for many seconds."""
AWAKE_SECONDS: Final = 60.0
"""How long a camera stays awake after its motion or occupancy entity went off."""
_TIMED_FRAMES: Final = 32
"""Frames over which the median time is taken."""

_DROPPED_BY: Final[tuple[tuple[type[EngineError], Dropped], ...]] = (
    (EngineBusyError, Dropped.BUSY),
    (EngineTimeoutError, Dropped.TIMEOUT),
    (EngineLostError, Dropped.ENGINE_LOST),
    (EngineUnavailableError, Dropped.NO_ENGINE),
    (EngineError, Dropped.ENGINE_ERROR),
)
_ENDED_ENGINE: Final = (Dropped.TIMEOUT, Dropped.ENGINE_LOST)
_WITHOUT_ENGINE: Final = (Dropped.NO_ENGINE, Dropped.ENGINE_ERROR)
WAITING: Final = (
    CameraStatus.PAUSED,
    CameraStatus.ASLEEP,
    CameraStatus.WAKE_UNAVAILABLE,
    CameraStatus.UNAVAILABLE,
    CameraStatus.NO_ENGINE,
    CameraStatus.NO_FACE_MODELS,
)


def _half_to_whole() -> float:
    """Return a random share of an interval, so that two cameras that met do not meet again and again."""
    return random.uniform(0.5, 1.0)  # noqa: S311  # spreads load, guards nothing


class CameraWatcher:
    """One camera's loop. Runs as one task until that is cancelled."""

    def __init__(
        self,
        hass: HomeAssistant,
        watch: Watch,
        plan: WatchPlan,
        *,
        first_delay_seconds: float = 0.0,
        spread: Callable[[], float] = _half_to_whole,
    ) -> None:
        """Prepare for `plan`; `first_delay_seconds` keeps cameras of one interval apart."""
        self.plan = plan
        self.snapshot = CameraSnapshot()
        self._hass = hass
        self._watch = watch
        self._first_delay_seconds = first_delay_seconds
        self._spread = spread
        self._nudged = asyncio.Event()
        self._fingerprint: int | None = None
        self._new_at = 0.0
        self._failures = 0
        self._strikes = Strikes()
        self._last_on_at = 0.0
        self._frame_ms: deque[float] = deque(maxlen=_TIMED_FRAMES)

    async def async_run(self) -> None:
        """Watch until cancelled."""
        entity_ids = [self.plan.camera_entity_id, *filter(None, [self.plan.wake_entity_id])]
        unsubscribe = async_track_state_change_event(self._hass, entity_ids, self._handle_state_change)
        try:
            await self._async_rest(self._first_delay_seconds)
            while True:
                self._nudged.clear()
                await self._async_rest(await self._async_watch_once())
        finally:
            unsubscribe()

    @callback
    def nudge(self) -> None:
        """Look again now if the camera waits for something that may have changed."""
        if self.snapshot.status in WAITING or self._watch.paused:
            self._nudged.set()

    @callback
    def _handle_state_change(self, event: Event[EventStateChangedData]) -> None:
        """Look again when the camera came back, or when something moved."""
        states = {state.state for state in (event.data["old_state"], event.data["new_state"]) if state}
        if event.data["entity_id"] == self.plan.wake_entity_id and STATE_ON in states:
            self._last_on_at = self._watch.now()
        if len(states) > 1 or None in (event.data["old_state"], event.data["new_state"]):
            self.nudge()

    async def _async_rest(self, seconds: float | None) -> None:
        """Wait so long, or for a nudge; None waits for the nudge alone."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._nudged.wait()

    async def _async_watch_once(self) -> float | None:
        """Bring one picture to its end and return the seconds to rest, or None to wait for a nudge."""
        if self._is_resting():
            self._show(CameraStatus.PAUSED if self._watch.paused else self._sleep())
            return None
        if seconds := self._strikes.seconds_aside(self._watch.now()):
            self._show(CameraStatus.SET_ASIDE)
            return seconds
        async with self._watch.turns.place() as has_fetched:
            if self._is_resting():  # that began while others were served
                return 0.0
            interval_seconds = max(self.plan.interval_seconds, self._watch.least_interval_seconds)
            due = self._hass.loop.time() + interval_seconds
            gap = await self._async_look(has_fetched)
        return max(0.0, due - self._hass.loop.time()) if gap is None else gap

    def _is_resting(self) -> bool:
        """Whether no picture may be fetched, or nothing moves."""
        return self._watch.paused or not self._is_awake()

    async def _async_look(self, has_fetched: Callable[[], None]) -> float | None:
        """Fetch a picture and hand it over; return the seconds to rest, or None for the usual interval."""
        try:
            image = await self._async_fetch()
        except FrameError as err:
            # What is over a limit never reaches the engine.
            self._show(CameraStatus.INVALID_PICTURE, book_refused(self.snapshot.counters, err.reason))
            return None
        finally:
            has_fetched()
        return self._gap_after_failure() if image is None else await self._async_hand_over(image)

    def _is_awake(self) -> bool:
        """Whether the wake entity is on or was until a moment ago; always where there is none."""
        if self.plan.wake_entity_id is None or self._hass.states.is_state(self.plan.wake_entity_id, STATE_ON):
            return True
        return abs(self._watch.now() - self._last_on_at) < AWAKE_SECONDS  # a clock may be set back

    def _sleep(self) -> CameraStatus:
        """Return whether the wake entity says that nobody moves, or says nothing."""
        state = self._hass.states.get(self.plan.wake_entity_id or "")
        says_nothing = state is None or state.state in {STATE_UNAVAILABLE, STATE_UNKNOWN}
        return CameraStatus.WAKE_UNAVAILABLE if says_nothing else CameraStatus.ASLEEP

    async def _async_fetch(self) -> bytes | None:
        """Return the camera's picture, or None where it gave none.

        Raises:
            FrameError: For too many bytes.
        """
        try:
            image = await async_get_image(self._hass, self.plan.camera_entity_id, timeout=FETCH_SECONDS)
            picture = bytes_of(image.content, FRAME_LIMITS)
        except FrameError, GeneratorExit:
            raise
        # A camera's integration may even raise what ends a task; that must not end this watcher.
        except BaseException as err:  # noqa: BLE001  # whatever it raises, the next picture is asked for
            _raise_if_cancelled()
            self._show_unavailable(type(err).__name__)
            return None
        if self.snapshot.status is CameraStatus.UNAVAILABLE:
            _LOGGER.info("%s delivers pictures again", self.plan.camera_entity_id)
            self._failures = 0
        return picture

    def _show_unavailable(self, reason: str) -> None:
        """Say so once: in the state, and in one line of the log."""
        if self.snapshot.status is not CameraStatus.UNAVAILABLE:
            _LOGGER.info(
                "%s delivers no picture (%s); trying again now and then", self.plan.camera_entity_id, reason
            )
        self._fingerprint = None
        self._show(CameraStatus.UNAVAILABLE)

    def _gap_after_failure(self) -> float:
        """Return a wait that grows from failure to failure."""
        gap = min(LONGEST_GAP_SECONDS, FIRST_GAP_SECONDS * 2.0**self._failures)
        self._failures += 1
        return max(gap, self.plan.interval_seconds)

    async def _async_hand_over(self, image: bytes) -> float | None:
        """Book the picture under exactly one heading; return the seconds to rest, or None for the usual interval."""
        if self._is_repeated(image):
            self._drop(Dropped.IDENTICAL)
            if abs(self._watch.now() - self._new_at) >= FROZEN_AFTER_SECONDS:
                self._show(CameraStatus.FROZEN)
            return None
        if self._watch.paused:
            self._drop(Dropped.PAUSED)
            return 0.0
        try:
            await self._async_ask(image)
        except asyncio.CancelledError:
            self._drop(Dropped.CANCELLED)
            raise
        except FrameError as err:
            self._show(CameraStatus.INVALID_PICTURE, book_refused(self.snapshot.counters, err.reason))
        except EngineError as err:
            return self._after_engine_error(err)
        self._failures = 0
        return None

    async def _async_ask(self, image: bytes) -> None:
        """Have the engine analyse the picture and pass on what it saw."""
        captured_at = self._watch.now()
        request = Process(
            self.plan.camera_id,
            captured_at,
            image,
            turn_degrees=self.plan.turn_degrees,
            single_person_id=self.plan.single_person_id,
            people=self.plan.person_ids,
            faces_of=tuple(sorted(self._watch.faces_wanted)),
        )
        async with self._watch.turns.for_picture():
            asked_at = self._hass.loop.time()
            result = await self._watch.runner.async_call(request, FRAME_DEADLINE_SECONDS)
        self._frame_ms.append((self._hass.loop.time() - asked_at) * 1000)
        self._strike(self._strikes.after_answer())
        counters = book_analysed(self.snapshot.counters, result.why_not)
        self.snapshot = replace(self.snapshot, last_analysed_at=captured_at, frame_ms=median(self._frame_ms))
        self._show(status_of(result), counters)
        self._watch.on_result(result)

    def _after_engine_error(self, err: EngineError) -> float | None:
        """Book a frame without an answer; return the seconds to rest."""
        reason = next(reason for error_class, reason in _DROPPED_BY if isinstance(err, error_class))
        self._drop(reason)
        if reason in _ENDED_ENGINE and not isinstance(err, EngineNotBackError | EngineLostInModelError):
            self._strike(self._strikes.after_strike(self._watch.now()))
        if reason is Dropped.BUSY:
            return self.plan.interval_seconds * self._spread()
        if reason is Dropped.ENGINE_ERROR:
            self._watch.on_engine_error(err)
        if reason in _WITHOUT_ENGINE:
            lacks_detector = self._watch.lacks_detector
            self._show(CameraStatus.NO_FACE_MODELS if lacks_detector else CameraStatus.NO_ENGINE)
            return self._gap_after_failure()
        return None

    def _strike(self, strikes: Strikes) -> None:
        """Remember how often this camera ended the engine, and tell where that sets it aside or takes it back."""
        was_aside, self._strikes = self._strikes.aside_since is not None, strikes
        if was_aside != (strikes.aside_since is not None):
            self._watch.on_aside(self.plan.camera_id, not was_aside)

    @callback
    def forgive(self) -> None:
        """Forget that the camera was set aside and look again now."""
        self._strike(Strikes())
        self._nudged.set()

    def _is_repeated(self, image: bytes) -> bool:
        """Whether the camera delivered the very same picture again."""
        fingerprint = hash(image)
        if fingerprint == self._fingerprint:
            return True
        self._fingerprint, self._new_at = fingerprint, self._watch.now()
        return False

    def _drop(self, reason: Dropped) -> None:
        """Book a frame that nobody analysed; the status stays."""
        self._show(self.snapshot.status, book_dropped(self.snapshot.counters, reason))

    def _show(self, status: CameraStatus, counters: FrameCounters | None = None) -> None:
        """Replace the snapshot and tell."""
        self.snapshot = replace(self.snapshot, status=status, counters=counters or self.snapshot.counters)
        self._watch.on_snapshot(self.plan.camera_id, self.snapshot)


def _raise_if_cancelled() -> None:
    """Go on with a cancellation that Home Assistant's camera component has turned into an ordinary error."""
    if (task := asyncio.current_task()) is not None and task.cancelling():
        raise asyncio.CancelledError
