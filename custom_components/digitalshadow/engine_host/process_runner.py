"""Runs the engine in a child process: deadline, kill, respawn, breaker.

The child can abort, hang or run out of memory; then one request is lost, the child is killed and a new one takes over
with the same models and the same gallery. Nothing here needs Home Assistant.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
import logging
from pathlib import Path
import sys
import time
from typing import Any, Final, cast, override

from ..engine.records.configuration import Configure, Ready
from ..engine.records.errors import (
    EngineBrokenError,
    EngineError,
    EngineLostError,
    EngineLostInModelError,
    EngineNotBackError,
    EngineTimeoutError,
    EngineUnavailableError,
)
from ..engine.records.frame_result import FrameResult
from ..engine.records.gallery import GalleryLoaded, SetGallery
from ..engine.records.messages import Request
from ..engine.records.pictures import Process
from ..engine.wire.frames import Message, encode, reply_type
from .breaker import Breaker
from .runner import (
    GALLERY_DEADLINE_SECONDS,
    START_DEADLINE_SECONDS,
    EngineRunner,
    RunnerState,
    answer_of,
)
from .turn import Turn
from .worker_process import WORKER, WorkerProcess

_LOGGER = logging.getLogger(__name__)

BASE_MEMORY_BYTES: Final = 768 * 2**20
"""What Python, the runtimes and the largest picture may take beside the models; they need half of it."""
MEMORY_PER_MODEL_BYTE: Final = 4
"""A model's file, its weights in memory, and what it keeps between layers."""


class ProcessRunner(EngineRunner):
    """Runs the engine in a child process that may die at any time."""

    def __init__(
        self,
        working_folder: Path,
        on_state: Callable[[RunnerState], None],
        *,
        python: str = sys.executable,
        worker: Path = WORKER,
        memory_limit_bytes: int | None = None,
        start_deadline_seconds: float = START_DEADLINE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Prepare; nothing runs yet.

        The working folder is made where needed and must stay empty. Without a memory limit the child gets one from
        the sizes of its models.
        """
        self._working_folder = working_folder
        self._on_state = on_state
        self._python = python
        self._worker_file = worker
        self._memory_limit_bytes = memory_limit_bytes
        self._start_deadline_seconds = start_deadline_seconds
        self._clock = clock
        self._configure: Configure | None = None
        self._gallery: SetGallery | None = None
        self._worker: WorkerProcess | None = None
        self._ready: Ready | None = None
        self._breaker = Breaker()
        # Only the holder of the turn may touch the child.
        self._turn = Turn()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    @override
    def ready(self) -> Ready | None:
        """What the engine reported when it became ready; None while it is down."""
        return self._ready

    @property
    def pid(self) -> int | None:
        """The child's process number; None while there is none."""
        return None if self._worker is None else self._worker.pid

    @override
    async def async_start(self, configure: Configure) -> Ready:
        """Start a child in place of any other, and have it prove its models."""
        await self._async_halt()
        await self._turn.async_take()
        self._configure = configure
        self._breaker = Breaker()
        self._on_state(RunnerState.STARTING)
        try:
            ready = await self._async_launch()
        except (EngineError, asyncio.CancelledError) as err:
            how = await self._async_bury()
            if isinstance(err, EngineUnavailableError):
                _LOGGER.warning("The engine did not start: %s", how)
            await self.async_stop()
            raise
        finally:
            self._turn.give_back()
        self._on_state(RunnerState.RUNNING)
        return ready

    @override
    async def async_set_gallery(self, gallery: SetGallery) -> GalleryLoaded:
        """Replace the gallery. It is remembered even where the engine is down, and given to the next child."""
        self._gallery = gallery
        return await self.async_call(gallery, GALLERY_DEADLINE_SECONDS)

    @override
    async def async_call[R](self, request: Request[R], deadline_seconds: float) -> R:
        """Return the engine's reply; see `EngineRunner`.

        A caller that is cancelled does not disturb the child: the request is finished without it, and only then
        comes the next one.
        """
        frame = encode(cast("Message", request))
        self._refuse_while_down()
        await self._turn.async_take(request)
        reply: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(
            self._async_serve(request, frame, deadline_seconds, reply), name="digitalshadow engine request"
        )
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await reply

    @override
    async def async_stop(self) -> None:
        """Kill the child. There is nothing in it that is worth waiting for."""
        await self._async_halt()
        self._on_state(RunnerState.STOPPED)

    async def _async_halt(self) -> None:
        """End the child and every task, without a word."""
        self._configure = None
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await self._async_bury()
        if tasks:
            await asyncio.wait(tasks)

    async def _async_serve[R](
        self, request: Request[R], frame: bytes, deadline_seconds: float, reply: asyncio.Future[R]
    ) -> None:
        """Settle the reply; holds the turn from before until the child can take the next request."""
        try:
            self._refuse_while_down()
            if self._worker is None:
                await self._async_probe()
            answer = await self._async_ask(request, frame, deadline_seconds)
            self._breaker = self._breaker.after_success()
            _settle(reply, answer)
        except (EngineLostError, EngineTimeoutError) as lost:
            err = self._with_cause(lost)
            _settle(reply, err)
            await self._async_restart(_culprit(request, err))
        except EngineError as err:
            _settle(reply, err)
        finally:
            _settle(reply, EngineUnavailableError("Expected a reply, got the engine stopped."))
            self._turn.give_back()

    def _with_cause(self, err: EngineLostError | EngineTimeoutError) -> EngineLostError | EngineTimeoutError:
        """Return the error that says so where the facial model ended the child, and tell those who asked to know."""
        if self._worker is None or not self._worker.is_in_model:
            return err
        if self.on_model_death is not None:
            self.on_model_death()
        return EngineLostInModelError(f"Expected the facial model to answer, got: {err}")

    async def _async_restart(self, culprit: str | None) -> None:
        """Bring up a new child, or leave it be when too many died."""
        while self._configure is not None:
            how = await self._async_bury()
            self._breaker = self._breaker.after_death(self._clock(), culprit)
            culprit = None
            if self._breaker.is_open(self._clock()):
                _LOGGER.error("The engine keeps dying and is left alone for a while; last time: %s", how)
                self._on_state(RunnerState.BROKEN)
                return
            _LOGGER.warning("The engine's process was lost and is started again: %s", how)
            self._on_state(RunnerState.RESTARTING)
            await asyncio.sleep(self._breaker.pause_seconds)
            # Whatever went wrong, it is one more death: logged and counted at the top of the loop.
            with suppress(EngineError):
                await self._async_launch()
                self._on_state(RunnerState.RUNNING)
                return

    async def _async_probe(self) -> None:
        """Try one start after the breaker's time."""
        self._on_state(RunnerState.RESTARTING)
        try:
            await self._async_launch()
        except EngineError as err:
            raise EngineNotBackError(f"Expected the engine to start again, got: {err}") from err
        self._on_state(RunnerState.RUNNING)

    async def _async_launch(self) -> Ready:
        """Start a child and give it models and gallery; raise what stood against it."""
        configure = self._configure
        if configure is None:
            raise EngineUnavailableError("Expected a running engine, got it stopped. Start it first.")
        limit = await asyncio.to_thread(self._prepare, configure)
        worker = await WorkerProcess.async_spawn(
            self._python, self._worker_file, self._working_folder, memory_limit_bytes=limit
        )
        if self._configure is not configure:
            await worker.async_end()
            raise EngineUnavailableError("Expected the engine to start, got it stopped meanwhile.")
        self._worker = worker
        try:
            ready = await self._async_ask(configure, encode(configure), self._start_deadline_seconds)
        except EngineLostError, EngineTimeoutError:
            self.failed_launches += 1
            raise
        if self._gallery is not None:
            await self._async_ask(self._gallery, encode(self._gallery), GALLERY_DEADLINE_SECONDS)
        self._ready = ready
        self.failed_launches = 0
        return ready

    async def _async_ask[R](self, request: Request[R], frame: bytes, deadline_seconds: float) -> R:
        """Have the child answer one request; raise its error, or that it was lost or too slow."""
        if self._worker is None:
            raise EngineUnavailableError("Expected a running engine, got it stopped.")
        try:
            async with asyncio.timeout(deadline_seconds):
                reply: Any = await self._worker.async_exchange(frame)
        except TimeoutError as err:
            raise EngineTimeoutError(f"Expected an answer within {deadline_seconds:g} s, got none.") from err
        answer = answer_of(reply)
        if type(answer) is not reply_type(request):
            raise EngineLostError(
                f"Expected a {reply_type(request).__name__}, got a {type(answer).__name__}."
            )
        if isinstance(request, Process) and isinstance(answer, FrameResult):
            _require_same_frame(request, answer)
        return cast("R", answer)

    async def _async_bury(self) -> str:
        """End the child if there is one; return how it ended."""
        worker, self._worker, self._ready = self._worker, None, None
        return "it never ran" if worker is None else await worker.async_end()

    def _refuse_while_down(self) -> None:
        """Raise where no request can be answered."""
        if self._configure is None:
            raise EngineUnavailableError("Expected a running engine, got none. Start it first.")
        if self._breaker.is_open(self._clock()):
            raise EngineBrokenError(
                "Expected a running engine, got one that died too often. It is tried again later."
            )

    def _prepare(self, configure: Configure) -> int:
        """Make the working folder and return the child's memory limit in bytes; blocks, so it runs on a thread."""
        try:
            self._working_folder.mkdir(parents=True, exist_ok=True)
            if any(self._working_folder.iterdir()):
                raise EngineLostError(
                    f"Expected an empty folder for the engine, got files in {self._working_folder}."
                )
        except OSError as err:
            raise EngineLostError(f"Expected a folder for the engine, got {type(err).__name__}.") from err
        if self._memory_limit_bytes is not None:
            return self._memory_limit_bytes
        models = [configure.risk_model, configure.detector, configure.recogniser]
        files = [Path(model.path) for model in models if model is not None]
        return BASE_MEMORY_BYTES + MEMORY_PER_MODEL_BYTE * sum(
            file.stat().st_size for file in files if file.is_file()
        )


def _require_same_frame(request: Process, result: FrameResult) -> None:
    """Raise EngineLostError for what was seen by another camera, or at another time."""
    cameras = {result.camera_id, *(sighting.camera_id for sighting in result.sightings)}
    if cameras != {request.camera_id} or result.captured_at != request.captured_at:
        raise EngineLostError("Expected what this camera saw now, got another one's frame.")


def _culprit(request: Request[Any], err: EngineError) -> str | None:
    """Return the camera whose picture ended the child; None where it was none's."""
    if isinstance(request, Process) and not isinstance(err, EngineNotBackError | EngineLostInModelError):
        return request.camera_id
    return None


def _settle[R](reply: asyncio.Future[R], outcome: R | EngineError) -> None:
    """Give the caller its reply or error, unless it has one or went away."""
    if reply.done():
        return
    if isinstance(outcome, EngineError):
        reply.set_exception(outcome)
    else:
        reply.set_result(outcome)
