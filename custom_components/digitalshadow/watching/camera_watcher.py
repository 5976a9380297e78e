"""Watches one camera: fetches stills one at a time and has them analysed; its live stream takes over meanwhile."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
import logging
from typing import Final

from homeassistant.components.camera import async_get_image
from homeassistant.const import STATE_ON, STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers.event import async_track_state_change_event

from ..engine.picture.image_format import FRAME_LIMITS
from ..engine.records.errors import FrameError
from ..engine.records.frame_result import FrameResult
from .camera_frames import CameraFrames, half_to_whole
from .camera_stream import CameraStream
from .cancellation import raise_if_cancelled
from .content import bytes_of
from .plan import WatchPlan
from .snapshot import CameraSnapshot, CameraStatus, Dropped
from .watch import Watch

_LOGGER = logging.getLogger(__name__)

FETCH_SECONDS: Final = 10
"""Home Assistant's own limit for a camera picture."""
AWAKE_SECONDS: Final = 60.0
"""How long a camera stays awake after its motion or occupancy entity went off."""
WAITING: Final = (
    CameraStatus.PAUSED,
    CameraStatus.ASLEEP,
    CameraStatus.WAKE_UNAVAILABLE,
    CameraStatus.UNAVAILABLE,
    CameraStatus.NO_ENGINE,
    CameraStatus.NO_FACE_MODELS,
)


class CameraWatcher:
    """One camera's loop. Runs as one task until that is cancelled."""

    def __init__(
        self,
        hass: HomeAssistant,
        watch: Watch,
        plan: WatchPlan,
        *,
        first_delay_seconds: float = 0.0,
        spread: Callable[[], float] = half_to_whole,
    ) -> None:
        """Prepare for `plan`; `first_delay_seconds` keeps cameras of one interval apart."""
        self.plan = plan
        self._hass = hass
        self._watch = watch
        self._first_delay_seconds = first_delay_seconds
        self._nudged = asyncio.Event()
        self._last_on_at = 0.0
        self._frames = CameraFrames(watch, plan, on_analysed=self._follow, spread=spread)
        self.stream = CameraStream(
            hass, watch, plan, self._frames, may_look=self._may_look, on_stills=self._nudged.set
        )
        """The camera's live stream."""

    @property
    def snapshot(self) -> CameraSnapshot:
        """What the camera is doing."""
        return self._frames.snapshot

    async def async_run(self) -> None:
        """Watch until cancelled."""
        entity_ids = [self.plan.camera_entity_id, *filter(None, [self.plan.wake_entity_id])]
        unsubscribe = async_track_state_change_event(self._hass, entity_ids, self._handle_state_change)
        self.stream.look_for_hindrances()
        try:
            await self._async_rest(self._first_delay_seconds)
            while True:
                self._nudged.clear()
                await self._async_rest(await self._async_watch_once())
        finally:
            unsubscribe()
            await self.stream.async_stop()

    @callback
    def nudge(self) -> None:
        """Look again now if the camera waits for something that may have changed."""
        if self._watch.paused:
            self.stream.close()
        if self.snapshot.status in WAITING or self._watch.paused:
            self._nudged.set()

    @callback
    def forgive(self) -> None:
        """Forget that the camera was set aside and look again now."""
        self._frames.forgive()
        self._nudged.set()

    @callback
    def _follow(self, result: FrameResult) -> None:
        """Let the live stream follow what a frame showed."""
        self.stream.take(result)

    @callback
    def _handle_state_change(self, event: Event[EventStateChangedData]) -> None:
        """Look again when the camera came back, or when something moved; close the stream of one that is gone."""
        new_state = event.data["new_state"]
        states = {state.state for state in (event.data["old_state"], new_state) if state}
        if event.data["entity_id"] == self.plan.wake_entity_id and STATE_ON in states:
            self._last_on_at = self._watch.now()
        if event.data["entity_id"] == self.plan.camera_entity_id and (
            new_state is None or new_state.state == STATE_UNAVAILABLE
        ):
            self.stream.close()
        if len(states) > 1 or None in (event.data["old_state"], new_state):
            self.nudge()

    async def _async_rest(self, seconds: float | None) -> None:
        """Wait so long, or for a nudge; None waits for the nudge alone."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._nudged.wait()

    async def _async_watch_once(self) -> float | None:
        """Bring one picture to its end and return the seconds to rest, or None to wait for a nudge."""
        if self.stream.is_live:
            return None
        if self._is_resting():
            self._frames.show(CameraStatus.PAUSED if self._watch.paused else self._sleep())
            return None
        if seconds := self._frames.seconds_aside():
            self._frames.show(CameraStatus.SET_ASIDE)
            return seconds
        async with self._watch.turns_of(self.plan.camera_id).place() as has_fetched:
            if self._is_resting():  # that began while others were served
                return 0.0
            began_at = self._hass.loop.time()
            gap = await self._async_look(has_fetched)
        if gap is not None:
            return gap
        return max(0.0, began_at + self.stream.still_interval_seconds - self._hass.loop.time())

    def _is_resting(self) -> bool:
        """Whether no picture may be fetched, or nothing moves."""
        return self._watch.paused or not self._is_awake()

    def _may_look(self) -> bool:
        """Whether the camera may be looked at now."""
        return not self._is_resting() and not self._frames.seconds_aside()

    async def _async_look(self, has_fetched: Callable[[], None]) -> float | None:
        """Fetch a picture and hand it over; return the seconds to rest, or None for the usual interval."""
        try:
            image = await self._async_fetch()
        except FrameError as err:
            self._frames.refuse(err)  # what is over a limit never reaches the engine
            return None
        finally:
            has_fetched()
        if image is None:
            return self._frames.gap_after_failure()
        if self.stream.is_live:  # it came while the camera made this still
            self._frames.drop(Dropped.SUPERSEDED)
            return None
        return await self._frames.async_hand_over(image, self._watch.now(), self.plan.interval_seconds)

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
            raise_if_cancelled()
            self._show_unavailable(type(err).__name__)
            return None
        if self.snapshot.status is CameraStatus.UNAVAILABLE:
            _LOGGER.info("%s delivers pictures again", self.plan.camera_entity_id)
            self._frames.begin_anew()
        return picture

    def _show_unavailable(self, reason: str) -> None:
        """Say so once: in the state, and in one line of the log."""
        if self.snapshot.status is not CameraStatus.UNAVAILABLE:
            _LOGGER.info(
                "%s delivers no picture (%s); trying again now and then", self.plan.camera_entity_id, reason
            )
        self._frames.forget_picture()
        self._frames.show(CameraStatus.UNAVAILABLE)
