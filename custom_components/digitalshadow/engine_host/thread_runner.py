"""The engine on a thread of its own, for platforms that cannot start a process."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
import time
from typing import TYPE_CHECKING, Any, Final, cast, override

from ..engine.records.configuration import Configure, Ready
from ..engine.records.errors import (
    EngineBusyError,
    EngineLostError,
    EngineTimeoutError,
    EngineUnavailableError,
)
from ..engine.records.gallery import GalleryLoaded, SetGallery
from ..engine.records.messages import Failure, Request
from ..engine.records.pictures import Process
from .runner import GALLERY_DEADLINE_SECONDS, START_DEADLINE_SECONDS, EngineRunner, RunnerState, answer_of

if TYPE_CHECKING:
    from ..engine.engine import Engine

_STOP_SECONDS: Final = 1.5


class ThreadRunner(EngineRunner):
    """Runs the engine on one own thread, for platforms that cannot start a process.

    A thread cannot be ended from outside: after a missed deadline the runner stays busy until the thread is free.
    """

    def __init__(
        self,
        on_state: Callable[[RunnerState], None],
        *,
        make_engine: Callable[[], Engine] | None = None,
    ) -> None:
        """Prepare; the engine is made on the thread, so that its imports block nobody."""
        self._on_state = on_state
        self._make_engine = make_engine or new_engine
        self._thread: EngineThread | None = None
        self._ready: Ready | None = None

    @property
    @override
    def ready(self) -> Ready | None:
        """What the engine reported when it became ready."""
        return self._ready

    @override
    async def async_start(self, configure: Configure) -> Ready:
        """Start the thread if there is none, and configure the engine on it."""
        self._on_state(RunnerState.STARTING)
        self._ready = None
        if self._thread is None:
            self._thread = EngineThread(self._make_engine)
        try:
            self._ready = await self._thread.async_ask(configure, START_DEADLINE_SECONDS)
        finally:
            if self._ready is None:
                await self.async_stop()
        self._on_state(RunnerState.RUNNING)
        return self._ready

    @override
    async def async_set_gallery(self, gallery: SetGallery) -> GalleryLoaded:
        """Replace the gallery; the engine keeps it until the thread ends."""
        return await self.async_call(gallery, GALLERY_DEADLINE_SECONDS)

    @override
    async def async_call[R](self, request: Request[R], deadline_seconds: float) -> R:
        """Return the engine's reply."""
        if self._thread is None:
            raise EngineUnavailableError("Expected a running engine, got none. Start it first.")
        return await self._thread.async_ask(request, deadline_seconds)

    @override
    async def async_stop(self) -> None:
        """Let the thread end; one that hangs is left behind, and it does not keep Python from exiting."""
        thread, self._thread, self._ready = self._thread, None, None
        if thread is not None:
            await thread.async_stop()
        self._on_state(RunnerState.STOPPED)


class EngineThread:
    """One daemon thread that makes an engine and owns all its state."""

    def __init__(self, make_engine: Callable[[], Engine]) -> None:
        """Start the thread."""
        self._loop = asyncio.get_running_loop()
        self._jobs: SimpleQueue[tuple[Request[Any], asyncio.Future[object]] | None] = SimpleQueue()
        # What the thread has not finished, also where nobody waits for it any more.
        self._open: set[asyncio.Future[object]] = set()
        self._ended = asyncio.Event()
        self._thread = Thread(
            target=self._work, args=(make_engine,), name="digitalshadow_engine", daemon=True
        )
        self._thread.start()

    async def async_ask[R](self, request: Request[R], deadline_seconds: float) -> R:
        """Have one request answered on the thread, after those before it."""
        if isinstance(request, Process) and self._open:
            raise EngineBusyError("Expected an idle engine, got one at work. Drop this frame.")
        reply = self._loop.create_future()
        self._open.add(reply)
        self._jobs.put((request, reply))
        try:
            async with asyncio.timeout(deadline_seconds):
                return answer_of(cast("R | Failure", await reply))
        except TimeoutError as err:
            raise EngineTimeoutError(
                f"Expected an answer within {deadline_seconds:g} s, got none. The engine is busy until it has one."
            ) from err

    async def async_stop(self) -> None:
        """Ask the thread to end and wait a moment; a caller that waits for a reply learns that there is none."""
        self._jobs.put(None)
        for reply in self._open:
            if not reply.done():
                reply.set_exception(EngineUnavailableError("Expected a reply, got the engine stopped."))
        with suppress(TimeoutError):
            async with asyncio.timeout(_STOP_SECONDS):
                await self._ended.wait()
                # Telling so was the last thing it did: this waits for nothing but its end.
                self._thread.join()

    def _work(self, make_engine: Callable[[], Engine]) -> None:
        """Answer requests until told to end; runs on the thread."""
        engine: Engine | None = None
        while (job := self._jobs.get()) is not None:
            request, reply = job
            if reply.done():
                self._tell(self._open.discard, reply)
                continue
            outcome: object
            try:
                engine = engine or make_engine()
                outcome = engine.handle(request)
            except Exception as err:  # noqa: BLE001  # whatever went wrong belongs to the caller, not to the thread
                outcome = EngineLostError(f"Expected an answer, got an unforeseen {type(err).__name__}.")
                outcome.__cause__ = err
            self._tell(self._close, reply, outcome)
        self._tell(self._ended.set)

    def _close(self, reply: asyncio.Future[object], outcome: object) -> None:
        """Hand the outcome to the caller, unless it gave up; runs in the event loop."""
        self._open.discard(reply)
        if reply.done():
            return
        if isinstance(outcome, EngineLostError):
            reply.set_exception(outcome)
        else:
            reply.set_result(outcome)

    def _tell[*Arguments](self, callback: Callable[[*Arguments], object], *arguments: *Arguments) -> None:
        """Call back in the event loop; a thread that was left behind may find it closed."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(callback, *arguments)


def new_engine() -> Engine:
    """Import and make the engine: the only place where numpy may enter Home Assistant's process."""
    from ..engine.engine import Engine  # noqa: PLC0415  # imported on the engine's thread, and only when it is used

    return Engine(time.perf_counter)
