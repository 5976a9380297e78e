"""All watched cameras of the home: one task each, one clock, one pause."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
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
from .camera_states import CameraStates
from .camera_watcher import WAITING, CameraWatcher
from .plan import WatchPlan, plans_of
from .refused_streams import async_tell_refused_stream
from .snapshot import CameraSnapshot
from .speed import BUSY_SHARE, Speed
from .steady_clock import SteadyClock
from .turns import Turns
from .watch import Watch

_LOGGER = logging.getLogger(__name__)

ANALYSING_SECONDS: Final = 10.0
"""How long a home counts as analysing after a frame, at least."""
ERRORS_IN_A_ROW: Final = 5
"""So many faulty answers without a good one between them are worth telling."""


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
        self._states = CameraStates(hass, entry, self._clock.now)
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
        self.started = False
        """Whether cameras are watched; not before the engine was tried."""
        self._hass = hass
        self._entry = entry
        self._on_change = on_change
        self._on_result = on_result
        self._on_faulty_engine = on_faulty_engine
        self._watchers: dict[str, CameraWatcher] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._analysing_seconds = ANALYSING_SECONDS
        self._analysed_at: float | None = None
        self.speed = Speed()
        """What pictures and readings take."""
        self._errors = 0
        self._know_cameras()

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
        plans = self._know_cameras()
        for camera_id, watcher in list(self._watchers.items()):
            if plans.get(camera_id) != watcher.plan:
                self._end(camera_id)
        for camera_id, plan in plans.items():
            if self.started and camera_id not in self._watchers:
                self._begin(plan)
        self._on_change()

    def _know_cameras(self) -> dict[str, WatchPlan]:
        """Know the cameras that the entry has now, and return how each of them is watched that can be."""
        plans = {plan.camera_id: plan for plan in plans_of(self._hass, self._entry)}
        cameras = self._entry.get_subentries_of_type(SUBENTRY_CAMERA)
        self._states.follow([camera.subentry_id for camera in cameras], plans)
        intervals = (2 * plan.interval_seconds for plan in plans.values())
        self._analysing_seconds = max([ANALYSING_SECONDS, *intervals])
        return plans

    def _end(self, camera_id: str) -> None:
        """End one watcher."""
        del self._watchers[camera_id]
        async_tell_refused_stream(self._hass, self._entry, camera_id, None)
        self._tasks.pop(camera_id).cancel()

    async def async_stop(self) -> None:
        """End the watchers; a camera that ignores being cancelled is not waited for."""
        for task in self._tasks.values():
            task.cancel()
        self._states.take_back()
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
    def cameras(self) -> Mapping[str, CameraSnapshot]:
        """What each camera is doing, by its subentry id."""
        return self._states.snapshots

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
        """Keep and show what a camera is doing."""
        if self._states.show(camera_id, snapshot):
            self._on_change()

    @callback
    def look(self) -> None:
        """Show and tell what has lasted long enough by now."""
        self._states.look()

    def watched_since(self) -> float | None:
        """Return since when all cameras have been looked at without a lasting gap; None while one is not."""
        return self._states.watched_since()

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
