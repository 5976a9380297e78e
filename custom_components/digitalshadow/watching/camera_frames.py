"""The frames of one camera: each is handed to the engine or not, and booked under exactly one heading."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import replace
import random
from statistics import median
from typing import Final

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
from ..engine.records.frame_result import FrameResult
from ..engine.records.pictures import Process
from .backoff import gap_seconds
from .frame_accounting import book_analysed, book_dropped, book_refused
from .plan import WatchPlan
from .snapshot import CameraSnapshot, CameraStatus, CameraVideo, Dropped, FrameCounters, status_of
from .strikes import Strikes
from .watch import Watch

FRAME_DEADLINE_SECONDS: Final = 10.0
"""A frame that takes longer costs the engine its process."""
FROZEN_AFTER_SECONDS: Final = 60.0
"""How long a camera may repeat one picture; a stream's keyframe comes again for many seconds."""
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


def half_to_whole() -> float:
    """Return a random share of an interval, so that two cameras that met do not meet again and again."""
    return random.uniform(0.5, 1.0)  # noqa: S311  # spreads load, guards nothing


class CameraFrames:
    """Hands a camera's frames over, stills and those of its stream alike, and keeps the snapshot of the camera."""

    def __init__(
        self,
        watch: Watch,
        plan: WatchPlan,
        *,
        on_analysed: Callable[[FrameResult], None],
        spread: Callable[[], float] = half_to_whole,
    ) -> None:
        """`on_analysed` hears what the engine saw before everybody else does."""
        self.snapshot = CameraSnapshot()
        self._watch = watch
        self._plan = plan
        self._on_analysed = on_analysed
        self._spread = spread
        self._fingerprint: int | None = None
        self._new_at = 0.0
        self._latest_at = 0.0
        self._failures = 0
        self._strikes = Strikes()
        self._frame_ms: deque[float] = deque(maxlen=_TIMED_FRAMES)

    async def async_hand_over(
        self, image: bytes, captured_at: float, interval_seconds: float
    ) -> float | None:
        """Book a picture under exactly one heading; return the seconds to rest, or None for the usual interval."""
        now = self._watch.now()
        if captured_at < self._latest_at <= now:
            self.drop(Dropped.SUPERSEDED)
            return None
        if self._is_repeated(image):
            self.drop(Dropped.IDENTICAL)
            if abs(now - self._new_at) >= FROZEN_AFTER_SECONDS:
                self.show(CameraStatus.FROZEN)
            return None
        if self._watch.paused:
            self.drop(Dropped.PAUSED)
            return 0.0
        try:
            await self._async_ask(image, captured_at)
        except asyncio.CancelledError:
            self.drop(Dropped.CANCELLED)
            raise
        except FrameError as err:
            self.refuse(err)
        except EngineError as err:
            return self._after_engine_error(err, interval_seconds)
        self._failures = 0
        return None

    async def _async_ask(self, image: bytes, captured_at: float) -> None:
        """Have the engine analyse the picture and pass on what it saw."""
        request = Process(
            self._plan.camera_id,
            captured_at,
            image,
            turn_degrees=self._plan.turn_degrees,
            single_person_id=self._plan.single_person_id,
            people=self._plan.person_ids,
            faces_of=tuple(sorted(self._watch.faces_wanted)),
            with_pulse=self._plan.measures_pulse,
        )
        loop = asyncio.get_running_loop()
        async with self._watch.turns_of(self._plan.camera_id).for_picture():
            self._latest_at = captured_at
            asked_at = loop.time()
            result = await self._watch.runner.async_call(request, FRAME_DEADLINE_SECONDS)
        self._frame_ms.append((loop.time() - asked_at) * 1000)
        self._strike(self._strikes.after_answer())
        counters = book_analysed(self.snapshot.counters, result.why_not)
        self.snapshot = replace(self.snapshot, last_analysed_at=captured_at, frame_ms=median(self._frame_ms))
        self.show(status_of(result), counters)
        self._on_analysed(result)
        self._watch.on_result(result)

    def _after_engine_error(self, err: EngineError, interval_seconds: float) -> float | None:
        """Book a frame without an answer; return the seconds to rest."""
        reason = next(reason for error_class, reason in _DROPPED_BY if isinstance(err, error_class))
        self.drop(reason)
        if reason in _ENDED_ENGINE and not isinstance(err, EngineNotBackError | EngineLostInModelError):
            self._strike(self._strikes.after_strike(self._watch.now()))
        if reason is Dropped.BUSY:
            return interval_seconds * self._spread()
        if reason is Dropped.ENGINE_ERROR:
            self._watch.on_engine_error(err)
        if reason in _WITHOUT_ENGINE:
            lacks_detector = self._watch.lacks_detector
            self.show(CameraStatus.NO_FACE_MODELS if lacks_detector else CameraStatus.NO_ENGINE)
            return self.gap_after_failure()
        return None

    def gap_after_failure(self) -> float:
        """Return a wait that grows from failure to failure."""
        gap = gap_seconds(self._failures)
        self._failures += 1
        return max(gap, self._plan.interval_seconds)

    def begin_anew(self) -> None:
        """Forget earlier failures: the camera delivers pictures again."""
        self._failures = 0

    def forget_picture(self) -> None:
        """Take the next picture for a new one, whatever it shows: the camera delivered none for a while."""
        self._fingerprint = None

    def seconds_aside(self) -> float:
        """Return how long the camera is still left alone because its pictures ended the engine; 0 where it is not."""
        return self._strikes.seconds_aside(self._watch.now())

    def forgive(self) -> None:
        """Forget that the camera was set aside."""
        self._strike(Strikes())

    def _strike(self, strikes: Strikes) -> None:
        """Remember how often this camera ended the engine, and tell where that sets it aside or takes it back."""
        was_aside, self._strikes = self._strikes.aside_since is not None, strikes
        if was_aside != (strikes.aside_since is not None):
            self._watch.on_aside(self._plan.camera_id, not was_aside)

    def _is_repeated(self, image: bytes) -> bool:
        """Whether the camera delivered the very same picture again."""
        fingerprint = hash(image)
        if fingerprint == self._fingerprint:
            return True
        self._fingerprint, self._new_at = fingerprint, self._watch.now()
        return False

    def refuse(self, err: FrameError) -> None:
        """Book a picture that is none, or one over a limit."""
        self.show(CameraStatus.INVALID_PICTURE, book_refused(self.snapshot.counters, err.reason))

    def drop(self, reason: Dropped) -> None:
        """Book a frame that nobody analysed; the status stays."""
        self.show(self.snapshot.status, book_dropped(self.snapshot.counters, reason))

    def show(self, status: CameraStatus, counters: FrameCounters | None = None) -> None:
        """Replace the snapshot and tell."""
        self.snapshot = replace(self.snapshot, status=status, counters=counters or self.snapshot.counters)
        self._watch.on_snapshot(self._plan.camera_id, self.snapshot)

    def show_video(self, video: CameraVideo) -> None:
        """Replace what is shown of the live stream, and tell if that is another than before."""
        if video != self.snapshot.video:
            self.snapshot = replace(self.snapshot, video=video)
            self._watch.on_snapshot(self._plan.camera_id, self.snapshot)
