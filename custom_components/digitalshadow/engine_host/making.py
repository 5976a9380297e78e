"""Makes engines: the one that watches, and those that live for one piece of work beside it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
import logging
from pathlib import Path
import sys
from typing import Any, Final, Protocol, cast, override

from homeassistant.core import HomeAssistant

from ..engine.records.errors import EngineLostError, EngineTimeoutError
from ..engine.records.messages import Request
from ..engine.wire.frames import Message, encode, reply_type
from .process_runner import BASE_MEMORY_BYTES, MEMORY_PER_MODEL_BYTE, ProcessRunner
from .runner import EngineRunner, RunnerState, answer_of
from .thread_runner import EngineThread, ThreadRunner, new_engine
from .worker_process import WORKER, WorkerProcess

_LOGGER = logging.getLogger(__name__)

ENGINE_FOLDER: Final = ".cache/digitalshadow/engine"
"""The empty folder that the engine's process lives in."""


def make_runner(hass: HomeAssistant, on_state: Callable[[RunnerState], None]) -> EngineRunner:
    """Return a child process to be, or a thread where Python does not know how to start another Python."""
    if not sys.executable:
        return ThreadRunner(on_state)
    return ProcessRunner(Path(hass.config.path(ENGINE_FOLDER)), on_state)


class SpareEngine(Protocol):
    """An engine without models that does one piece of work and then ends."""

    async def async_ask[R](self, request: Request[R], deadline_seconds: float) -> R:
        """Return the reply; raise what the engine refuses, or that it was lost or too slow."""
        ...


@asynccontextmanager
async def async_spare_engine(
    hass: HomeAssistant, model_bytes: int, writable: Path | None = None
) -> AsyncIterator[SpareEngine]:
    """Start an engine for files of this size, and end it with whatever it is doing.

    It may change files beneath `writable` only.

    It is a process, or a thread where Python does not know how to start another Python.

    Raises:
        EngineUnavailableError: No engine can be started.
    """
    if not sys.executable:
        thread = EngineThread(new_engine)
        try:
            yield thread
        finally:
            await thread.async_stop()
        return
    folder = Path(hass.config.path(ENGINE_FOLDER))
    try:
        await hass.async_add_executor_job(lambda: folder.mkdir(parents=True, exist_ok=True))
    except OSError as err:
        raise EngineLostError(f"Expected a folder for the engine, got {type(err).__name__}.") from err
    memory_bytes = BASE_MEMORY_BYTES + MEMORY_PER_MODEL_BYTE * model_bytes
    worker = await WorkerProcess.async_spawn(sys.executable, WORKER, folder, memory_bytes, writable)
    try:
        yield _SpareProcess(worker)
    finally:
        _LOGGER.debug("A spare engine ended: %s", await worker.async_end())


class _SpareProcess(SpareEngine):
    """Speaks to one process."""

    def __init__(self, worker: WorkerProcess) -> None:
        """Take the process over."""
        self._worker = worker

    @override
    async def async_ask[R](self, request: Request[R], deadline_seconds: float) -> R:
        """Return the reply."""
        frame = encode(cast("Message", request))
        try:
            async with asyncio.timeout(deadline_seconds):
                answer: Any = answer_of(await self._worker.async_exchange(frame))
        except TimeoutError as err:
            raise EngineTimeoutError(f"Expected an answer within {deadline_seconds:g} s, got none.") from err
        if type(answer) is not reply_type(request):
            raise EngineLostError(
                f"Expected a {reply_type(request).__name__}, got a {type(answer).__name__}."
            )
        return cast("R", answer)
