"""All watched cameras of the home: one task each, one clock, one pause."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from functools import partial
import logging
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from ..const import CONF_PAUSED, SUBENTRY_CAMERA
from ..engine.records.colours import Colours
from ..engine.records.errors import EngineError
from ..engine.records.faces import Box
from ..engine.records.frame_result import FrameResult, StageTimes
from ..engine_host.runner import EngineRunner
from ..issues import Issue, async_take_back, async_tell
from ..live_video.live_stream import LiveStream
from .blindness import BLIND, Blindness
from .camera_watcher import WAITING, CameraWatcher
from .picture_loss import PictureLoss
from .plan import WatchPlan, plans_of
from .refused_streams import REFUSALS, async_tell_refused_stream
from .snapshot import CameraSnapshot, CameraStatus
from .speed import BUSY_SHARE, Speed
from .steady_clock import SteadyClock
from .steady_status import SteadyStatus
from .turns import Turns
from .watch import Watch

_LOGGER = logging.getLogger(__name__)

ANALYSING_SECONDS: Final = 10.0
"""How long a home counts as analysing after a frame, at least."""
ERRORS_IN_A_ROW: Final = 5
"""So many faulty answers without a good one between them are worth telling."""


_OF_CAMERA: Final = (Issue.CAMERA_SET_ASIDE, Issue.CAMERA_WITHOUT_PICTURE, *REFUSALS.values())
"""What is told of a camera."""


class Watching:
    """The watchers and what they told."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        runner: EngineRunner,
        *,
        on_change: Callable[[], None],
        on_result: Callable[[FrameResult], None],
        on_faulty_engine: Callable[[EngineError], None],
        may_be_read: Callable[[], frozenset[str]],
        colour_boxes: Callable[[str], tuple[Box, ...]],
        on_colours: Callable[[str, Colours], Awaitable[None]],
    ) -> None:
        """Prepare a watcher for each camera of the entry; `may_be_read` returns whose faces may be.

        `colour_boxes` returns where a camera's live stream is to measure colours, and `on_colours` takes them.
        """
        self._clock = SteadyClock()
        self._watch = Watch(
            runner=runner,
            turns=tuple(Turns() for _ in range(runner.engines)),
            now=self._clock.now,
            on_snapshot=self.show_camera,
            on_result=self.take,
            on_aside=self._set_aside,
            on_engine_error=self.note_engine_error,
            may_be_read=may_be_read,
            colour_boxes=colour_boxes,
            on_colours=on_colours,
            make_stream=LiveStream,
            on_refused_stream=partial(async_tell_refused_stream, hass, entry),
            paused=bool(entry.data.get(CONF_PAUSED, False)),
        )
        plans = plans_of(hass, entry)
        watched = {plan.camera_id for plan in plans}
        self.cameras: dict[str, CameraSnapshot] = {
            camera.subentry_id: CameraSnapshot()
            if camera.subentry_id in watched
            else CameraSnapshot(CameraStatus.UNAVAILABLE, shown=CameraStatus.UNAVAILABLE)
            for camera in entry.get_subentries_of_type(SUBENTRY_CAMERA)
        }
        self.started = False
        """Whether cameras are watched; not before the engine was tried."""
        self._hass = hass
        self._entry = entry
        self._on_change = on_change
        self._on_result = on_result
        self._on_faulty_engine = on_faulty_engine
        self._watchers: dict[str, CameraWatcher] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._steady = {camera_id: SteadyStatus() for camera_id in watched}
        self._losses = {camera_id: PictureLoss() for camera_id in watched}
        self._blindness = Blindness()
        self._analysing_seconds = _analysing_seconds(plans)
        self._analysed_at: float | None = None
        self.speed = Speed()
        """What pictures and readings take."""
        self._errors = 0

    def start(self) -> None:
        """Start the watchers, spread over the interval so that they do not meet at the engine; once only."""
        if self.started:
            return
        self.started = True
        plans = plans_of(self._hass, self._entry)
        for place, plan in enumerate(plans):
            self._begin(plan, plan.interval_seconds * place / len(plans))

    def _begin(self, plan: WatchPlan, first_delay_seconds: float = 0.0) -> None:
        """Start one watcher."""
        watcher = CameraWatcher(self._hass, self._watch, plan, first_delay_seconds=first_delay_seconds)
        self._watchers[plan.camera_id] = watcher
        self._tasks[plan.camera_id] = self._entry.async_create_background_task(
            self._hass, watcher.async_run(), f"digitalshadow camera {plan.camera_id}"
        )

    @callback
    def follow_plans(self) -> None:
        """Watch as the entry says now: cameras whose plan is the same go on undisturbed."""
        plans = {plan.camera_id: plan for plan in plans_of(self._hass, self._entry)}
        present = {camera.subentry_id for camera in self._entry.get_subentries_of_type(SUBENTRY_CAMERA)}
        for camera_id, watcher in list(self._watchers.items()):
            if plans.get(camera_id) != watcher.plan:
                self._end(camera_id)
        for camera_id in self.cameras.keys() - present:
            self._forget(camera_id)
        for camera_id in present:
            is_watched = camera_id in plans
            if camera_id not in self.cameras or not is_watched:
                status = CameraStatus.STARTING if is_watched else CameraStatus.UNAVAILABLE
                self.cameras[camera_id] = CameraSnapshot(status, shown=status)
            if is_watched:
                self._steady.setdefault(camera_id, SteadyStatus())
                self._losses.setdefault(camera_id, PictureLoss())
        self._analysing_seconds = _analysing_seconds(plans.values())
        for camera_id, plan in plans.items():
            if self.started and camera_id not in self._watchers:
                self._begin(plan)
        self._on_change()

    def _end(self, camera_id: str) -> None:
        """End one watcher."""
        del self._watchers[camera_id]
        async_tell_refused_stream(self._hass, self._entry, camera_id, None)
        self._tasks.pop(camera_id).cancel()

    def _forget(self, camera_id: str) -> None:
        """Know a camera no more."""
        del self.cameras[camera_id]
        self._steady.pop(camera_id, None)
        self._losses.pop(camera_id, None)
        async_take_back(self._hass, *_OF_CAMERA, Issue.HANGING_PICTURE, about=camera_id)

    async def async_stop(self) -> None:
        """End the watchers; a camera that ignores being cancelled is not waited for."""
        for task in self._tasks.values():
            task.cancel()
        for camera_id in self.cameras:
            async_take_back(self._hass, *_OF_CAMERA, about=camera_id)
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=0.5)

    @callback
    def nudge(self) -> None:
        """Let waiting cameras look again."""
        for watcher in self._watchers.values():
            watcher.nudge()

    @property
    def turns(self) -> tuple[Turns, ...]:
        """In which order cameras and questions come to each of the engines."""
        return self._watch.turns

    @property
    def faces_wanted(self) -> set[str]:
        """People whose last face somebody looks at."""
        return self._watch.faces_wanted

    @property
    def paused(self) -> bool:
        """Whether no picture may be fetched."""
        return self._watch.paused

    @callback
    def pause(self, *, paused: bool) -> None:
        """Stop or resume all cameras."""
        self._watch.paused = paused
        self.nudge()

    def note_detector(self, *, is_missing: bool) -> None:
        """Take note whether there is no engine because nothing is here that could find a face."""
        self._watch.lacks_detector = is_missing

    @property
    def analysing(self) -> bool:
        """Whether a frame was analysed within the last seconds."""
        return (
            not self.paused
            and self._analysed_at is not None
            and abs(self.now() - self._analysed_at) < self._analysing_seconds  # a clock may be set back
        )

    def now(self) -> float:
        """Return seconds since the epoch."""
        return self._clock.now()

    def show_camera(self, camera_id: str, snapshot: CameraSnapshot) -> None:
        """Keep what a camera is doing; one that was taken out meanwhile does nothing."""
        if camera_id not in self.cameras:
            return
        self.cameras[camera_id] = snapshot
        self._look_at(camera_id)
        self._on_change()

    @callback
    def look(self) -> None:
        """Show what has lasted long enough by now, and tell which cameras have given no picture for too long."""
        for camera_id in self._steady:
            self._look_at(camera_id)
        blind = not self.cameras or any(camera.status in BLIND for camera in self.cameras.values())
        self._blindness = self._blindness.then(is_blind=blind, now=self.now())

    def watched_since(self) -> float | None:
        """Return since when all cameras have been looked at without a lasting gap; None while one is not."""
        return self._blindness.watched_since(self.now())

    def _look_at(self, camera_id: str) -> None:
        """Follow what one camera is doing now."""
        if camera_id not in self._steady:
            return
        now, snapshot = self.now(), self.cameras[camera_id]
        self._steady[camera_id] = steady = self._steady[camera_id].then(snapshot.status, now)
        if steady.shown is not snapshot.shown:
            self.cameras[camera_id] = replace(snapshot, shown=steady.shown)
        was_told = self._losses[camera_id].is_told
        self._losses[camera_id] = loss = self._losses[camera_id].then(snapshot.status, now)
        if loss.is_told and not was_told:
            camera = self._entry.subentries[camera_id].title
            async_tell(self._hass, Issue.CAMERA_WITHOUT_PICTURE, about=camera_id, camera=camera)
        elif was_told and not loss.is_told:
            async_take_back(self._hass, Issue.CAMERA_WITHOUT_PICTURE, about=camera_id)

    def take(self, result: FrameResult) -> None:
        """Pass on what the engine saw, unless a pause has begun meanwhile."""
        self._errors = 0
        if self.paused:
            return
        self._analysed_at = self.now()
        self._follow_speed(result.times)
        self._on_result(result)

    def _follow_speed(self, times: StageTimes) -> None:
        """Slow cameras down where this computer cannot keep up, and tell that it is slow, or no more."""
        was_slow, self.speed = self.speed.is_slow, self.speed.then(times)
        awake = sum(camera.status not in WAITING for camera in self.cameras.values())
        self._watch.least_interval_seconds = self.speed.least_interval_seconds(awake / len(self.turns))
        if self.speed.is_slow and not was_slow:
            async_tell(self._hass, Issue.SLOW_COMPUTER, **self._measured())
        elif was_slow and not self.speed.is_slow:
            async_take_back(self._hass, Issue.SLOW_COMPUTER)

    def _measured(self) -> dict[str, str]:
        """Return what pictures and readings take, and what computes them, for people to read."""
        frame_ms, reading_ms, ready = self.speed.frame_ms, self.speed.reading_ms, self._watch.runner.ready
        return {
            "frame_ms": "?" if frame_ms is None else f"{frame_ms:.0f}",
            "frames_per_second": "?" if not frame_ms else f"{BUSY_SHARE * 1000 / frame_ms:.1f}",
            "reading_ms": "?" if reading_ms is None else f"{reading_ms:.0f}",
            "detector": (ready.detector_runtime or ready.detector) if ready else "?",
            "runtime": ready.runtime if ready else "?",
        }

    def _set_aside(self, camera_id: str, aside: bool) -> None:  # noqa: FBT001  # a callback
        """Say which camera was set aside, until it is not any more."""
        if aside:
            camera = self._entry.subentries[camera_id].title
            _LOGGER.error("Pictures of %s ended the engine again and again; it is left alone", camera)
            async_tell(self._hass, Issue.CAMERA_SET_ASIDE, about=camera_id, camera=camera)
        else:
            async_take_back(self._hass, Issue.CAMERA_SET_ASIDE, about=camera_id)

    @callback
    def forgive(self, camera_id: str) -> None:
        """Try a camera again that was set aside."""
        if (watcher := self._watchers.get(camera_id)) is not None:
            watcher.forgive()

    @callback
    def try_stream_again(self, camera_id: str) -> None:
        """Let a camera's live stream be opened again that was refused."""
        if (watcher := self._watchers.get(camera_id)) is not None:
            watcher.stream.try_again()

    @callback
    def close_streams(self) -> None:
        """Close every live stream now; whoever may still be read opens theirs again."""
        for watcher in self._watchers.values():
            watcher.stream.close()

    def note_engine_error(self, err: EngineError) -> None:
        """Tell of an engine that keeps giving faulty answers."""
        self._errors += 1
        if self._errors == ERRORS_IN_A_ROW:
            _LOGGER.error("The engine gave %d faulty answers in a row; the last one: %s", self._errors, err)
            self._on_faulty_engine(err)


def _analysing_seconds(plans: Iterable[WatchPlan]) -> float:
    """Return how long a home counts as analysing after a frame."""
    return max([ANALYSING_SECONDS, *(2 * plan.interval_seconds for plan in plans)])
