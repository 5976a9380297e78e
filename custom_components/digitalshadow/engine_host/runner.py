"""Where the engine runs, as the rest of Home Assistant's side sees it."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final, Protocol

from ..engine.records.configuration import Configure, Ready
from ..engine.records.errors import EngineUnavailableError
from ..engine.records.gallery import GalleryLoaded, SetGallery
from ..engine.records.messages import Failure, Request
from ..engine.wire.frames import error_of

GALLERY_DEADLINE_SECONDS: Final = 10.0
START_DEADLINE_SECONDS: Final = 120.0
"""The first start with a model compares its runtime with NumPy: 4 s for LiveCAD, ten times that on a slow computer."""


class RunnerState(StrEnum):
    """What a runner reports about itself."""

    STARTING = "starting"
    RUNNING = "running"
    RESTARTING = "restarting"
    BROKEN = "broken"
    STOPPED = "stopped"


class EngineRunner(Protocol):
    """Runs the engine somewhere and answers requests, one at a time."""

    on_model_death: Callable[[], None] | None = None
    """Called when an engine ended or hung while the facial model looked at a face."""
    failed_launches: int = 0
    """How often in a row an engine ended or hung while it proved its models."""

    @property
    def ready(self) -> Ready | None:
        """What the engine reported when it became ready; None while it is down."""
        ...

    @property
    def engines(self) -> int:
        """How many engines work side by side."""
        return 1

    def engine_of_camera(self, camera_id: str) -> int:
        """Return the number of the engine that watches a camera; they are counted from 0."""
        del camera_id
        return 0

    def engine_of(self, request: Request[Any]) -> int:
        """Return the number of the engine that answers a request."""
        del request
        return 0

    async def async_start(self, configure: Configure) -> Ready:
        """Start the engine, or start it anew with another configuration.

        Raises:
            ModelError: A model is refused.
            EngineUnavailableError: The engine does not come up; then nothing runs and the next call tries again.
        """
        ...

    async def async_set_gallery(self, gallery: SetGallery) -> GalleryLoaded:
        """Replace the gallery, now and after every restart of the engine."""
        ...

    async def async_call[R](self, request: Request[R], deadline_seconds: float) -> R:
        """Return the engine's reply. The deadline bounds the engine's work; on a thread, also the wait for it.

        A `Process` request is refused with `EngineBusyError` when anything else runs or waits, so that frames are
        dropped and never queue; other requests wait for their turn.

        Raises:
            EngineBusyError: A `Process` request came while anything else runs or waits.
            EngineTimeoutError: The deadline passed.
            EngineLostError: The engine ended meanwhile.
            EngineBrokenError: The engine ended too often in a short time and is not started for now.
            EngineUnavailableError: The engine was not started.
            FrameError, ModelError, EnrolmentError: The engine refuses what the request holds.
        """
        ...

    async def async_stop(self) -> None:
        """End the engine within two seconds, whatever it is doing."""
        ...


def ready_of(runner: EngineRunner) -> Ready:
    """Return what the engine runs with.

    Raises:
        EngineUnavailableError: There is none.
    """
    if runner.ready is None:
        raise EngineUnavailableError("Expected a running engine, got none. Try again in a minute.")
    return runner.ready


def answer_of[R](reply: R | Failure) -> R:
    """Return the engine's reply; raise the error that it carries instead."""
    if isinstance(reply, Failure):
        raise error_of(reply)
    return reply
