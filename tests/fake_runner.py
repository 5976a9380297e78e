"""An engine runner that answers what a test tells it to, where the engine itself is beside the point."""

import asyncio
from collections.abc import Callable
from typing import Any, Final, cast, override

from custom_components.digitalshadow.engine.model_file.catalog import entry_of
from custom_components.digitalshadow.engine.records.configuration import (
    Configure,
    ModelKind,
    Ready,
    RiskModel,
)
from custom_components.digitalshadow.engine.records.errors import EngineLostError, EngineUnavailableError
from custom_components.digitalshadow.engine.records.frame_result import FrameResult, StageTimes
from custom_components.digitalshadow.engine.records.gallery import GalleryLoaded, SetGallery
from custom_components.digitalshadow.engine.records.messages import Request
from custom_components.digitalshadow.engine.records.pictures import Process
from custom_components.digitalshadow.engine_host.dlib_trial import DlibState, DlibTrial
from custom_components.digitalshadow.engine_host.runner import EngineRunner, RunnerState

_DEMONSTRATION: Final = entry_of("demonstration")
assert _DEMONSTRATION is not None
RISK_MODEL: Final = RiskModel(
    "Marker demonstration",
    "1",
    ModelKind.DEMONSTRATION,
    _DEMONSTRATION.sha256,
    "Apache-2.0",
    is_verified=True,
)
READY: Final = Ready("yunet", "sface", "e" * 64, RISK_MODEL, "onnxruntime 1.32.0", "opencv 4.14.0")


def result_of(request: Process) -> FrameResult:
    """Return what the engine says about a frame without faces."""
    return FrameResult(
        request.camera_id, request.captured_at, 640, 480, 0, (), (), StageTimes(1.0, 1.0, 0.0, 0.0)
    )


class FakeRunner(EngineRunner):
    """Keeps the Protocol's promises; what it answers is scripted per kind of request."""

    def __init__(
        self, on_state: Callable[[RunnerState], None] = lambda _state: None, ready: Ready = READY
    ) -> None:
        """Be able to become `ready`."""
        self.on_state = on_state
        self.requests: list[Request[Any]] = []
        self.gallery: SetGallery | None = None
        self.needs_enrolment: tuple[str, ...] = ()
        self.start_error: Exception | None = None
        self.dies_with: set[str] = set()
        self.stops = 0
        self.dlib = DlibTrial("20.0.1 avx", DlibState.WORKS)
        self._will_be = ready
        self._ready: Ready | None = None
        self._answers: dict[type[Request[Any]], Callable[[Any], object]] = {Process: result_of}

    def will_be(self, ready: Ready) -> None:
        """Report this when started the next time."""
        self._will_be = ready

    def answer(self, kind: type[Request[Any]], reply: object) -> None:
        """Answer requests of a kind with a reply, an error, what a function makes of the request, or a future."""
        self._answers[kind] = (
            cast("Callable[[Any], object]", reply) if callable(reply) else lambda _request: reply
        )

    @property
    @override
    def ready(self) -> Ready | None:
        """What the engine reported."""
        return self._ready

    @override
    async def async_start(self, configure: Configure) -> Ready:
        """Become ready, or fail as told."""
        self.on_state(RunnerState.STARTING)
        self.requests.append(configure)
        if configure.risk_model.sha256 in self.dies_with:
            self.failed_launches += 1
            self.on_state(RunnerState.STOPPED)
            raise EngineLostError("Expected a reply, got the end of the engine's process.")
        if self.start_error is not None:
            self.on_state(RunnerState.STOPPED)
            raise self.start_error
        self._ready = self._will_be
        self.on_state(RunnerState.RUNNING)
        return self._will_be

    @override
    async def async_set_gallery(self, gallery: SetGallery) -> GalleryLoaded:
        """Take the gallery."""
        self.gallery = gallery
        if self._ready is None:
            raise EngineUnavailableError("Expected a running engine, got none.")
        return GalleryLoaded(len(gallery.people), self.needs_enrolment)

    @override
    async def async_call[R](self, request: Request[R], deadline_seconds: float) -> R:
        """Give the scripted answer."""
        self.requests.append(request)
        if self._ready is None:
            raise EngineUnavailableError("Expected a running engine, got none.")
        answer = self._answers[type(request)](request)
        if isinstance(answer, asyncio.Future):
            answer = await answer
        if isinstance(answer, Exception):
            raise answer
        return cast("R", answer)

    @override
    async def async_stop(self) -> None:
        """Stop."""
        self.stops += 1
        self._ready = None
        self.on_state(RunnerState.STOPPED)

    def change_state(self, state: RunnerState) -> None:
        """Report something that happened to the engine."""
        self.on_state(state)
