"""What becomes of the questions while an inference server is killed, started again, frozen and thawed.

A real engine process asks about one person again and again; the server is a process of its own. Every question must be
answered once, by the server or by the file here, and none may wait longer than the deadline and a tenth of a second.
"""

import asyncio
from collections.abc import Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
import os
from pathlib import Path
import signal
import socket
import sys
from tempfile import TemporaryDirectory
import time
from typing import TYPE_CHECKING, Any, Final

from custom_components.digitalshadow.engine.model_file.catalog import PACKAGE_FOLDER, find
from custom_components.digitalshadow.engine.records.configuration import Configure, ModelFile
from custom_components.digitalshadow.engine.records.frame_result import FrameResult
from custom_components.digitalshadow.engine.records.gallery import SetGallery
from custom_components.digitalshadow.engine.records.messages import Request
from custom_components.digitalshadow.engine.records.pictures import Process
from custom_components.digitalshadow.engine.records.sightings import Sighting
from custom_components.digitalshadow.engine_host.process_runner import ProcessRunner
from custom_components.digitalshadow.model_server.carrier import Carrier
from custom_components.digitalshadow.model_server.rung import RungState
from custom_components.digitalshadow.server_options import ServerOptions
from demo.clip import jpeg, portrait

from .effort import SMOKE, Effort
from .engine_parts import PERSON_ID, gallery_with

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_STEP_SECONDS: Final = 40.0
"""Between two visits, in the pictures' own time: each is a presence of its own, and asked about at once."""
_LOOK_SECONDS: Final = 0.02
_PATIENCE_SECONDS: Final = 60.0
_CALL_SECONDS: Final = 30.0


def measure(effort: Effort) -> dict[str, float]:
    """Return how many questions were asked and answered by whom, the longest wait, and how soon the server is back."""
    with TemporaryDirectory() as folder:
        return asyncio.run(_measure(Path(folder), 0.5 if effort is SMOKE else 4.0))


async def _measure(folder: Path, phase_seconds: float) -> dict[str, float]:
    """Ask while the server goes through its fates."""
    model = find("demonstration", [PACKAGE_FOLDER])
    if model is None:
        raise FileNotFoundError("expected engine/demonstration.onnx, found none: restore it")
    server = _Server(Path(model.path))
    async with _engine(folder, model) as runner:
        asking = _Asking(runner, server.url)
        asking.carrier.async_start()
        back_seconds = []
        try:
            await server.async_start()
            await asking.async_back()
            async with asyncio.TaskGroup() as group:
                task = group.create_task(asking.async_ask())
                for fate, revival in ((server.async_kill, server.async_start), (server.freeze, server.thaw)):
                    await asyncio.sleep(phase_seconds)
                    await fate()
                    await asyncio.sleep(phase_seconds)
                    await revival()
                    back_seconds.append(await asking.async_back())
                await asyncio.sleep(phase_seconds)
                asking.goes_on = False
                await task
        finally:
            await asking.carrier.async_stop()
            await server.async_kill()
    proof = asking.carrier.proof
    return {
        "server_failover_asked": asking.asked,
        "server_failover_answered": len(asking.waits),
        "server_failover_answered_twice": asking.answered_twice,
        "server_failover_by_server": asking.carrier.answered,
        "server_failover_by_file_here": asking.carrier.answered_here,
        "server_failover_different_values": len(asking.values),
        "server_failover_longest_wait_s": max(asking.waits.values(), default=0.0),
        "server_failover_deadline_s": proof.deadline_seconds if proof else 0.0,
        "server_failover_back_after_start_s": back_seconds[0],
        "server_failover_back_after_thaw_s": back_seconds[1],
    }


class _Asking:
    """An engine that asks about one person, the carrier, and what came of each question."""

    def __init__(self, runner: ProcessRunner, url: str) -> None:
        """Ask nobody yet."""
        self.goes_on = True
        self.asked = 0
        self.waits: dict[float, float] = {}
        """Seconds from question to answer, by when the picture was taken."""
        self.answered_twice = 0
        self.values: set[float | None] = set()
        self._asked_at: dict[float, float] = {}
        self._runner, self._turn = runner, asyncio.Lock()
        self._picture = jpeg(portrait())
        self.carrier = Carrier(
            ServerOptions("stand-in", url, "face"),
            begin=_begin,
            ask_engine=self.ask_engine,
            is_engine_ready=lambda: True,
            may_be_sent=lambda: {PERSON_ID},
            on_answer=self._take,
            on_loss=lambda _lasts: None,
            now=time.monotonic,
        )

    async def ask_engine[R](self, request: Request[R], deadline_seconds: float) -> R:
        """Return the engine's reply, one request after the other."""
        async with self._turn:
            return await self._runner.async_call(request, deadline_seconds)

    async def async_ask(self) -> None:
        """Show the person to one camera after the other, until told to end and all is answered."""
        while self.goes_on:
            captured_at = 1e9 + self.asked * _STEP_SECONDS
            await self._async_look(captured_at)
            result = await self._async_look(captured_at + 0.2)
            now = time.perf_counter()
            for question in result.questions:
                self.asked += 1
                self._asked_at[captured_at + 0.2] = now
                self.carrier.take([question])
            if not result.questions:
                # The server is lost: the engine answers within the frame.
                (sighting,) = result.sightings
                self.asked += 1
                self._asked_at[sighting.captured_at] = now
                self._take(sighting)
            while len(self.waits) < self.asked:  # noqa: ASYNC110  # a look now and then disturbs nothing
                await asyncio.sleep(_LOOK_SECONDS)

    async def async_back(self) -> float:
        """Wait until the server speaks; return the seconds that took."""
        began = time.perf_counter()
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while self.carrier.rung.state is not RungState.PROVEN:  # noqa: ASYNC110  # the same
                await asyncio.sleep(_LOOK_SECONDS)
        return time.perf_counter() - began

    async def _async_look(self, captured_at: float) -> FrameResult:
        """Have the engine look at a picture of a camera that nobody used before."""
        request = Process(f"camera {self.asked}", captured_at, self._picture, single_person_id=PERSON_ID)
        return await self.ask_engine(request, _CALL_SECONDS)

    def _take(self, sighting: Sighting) -> None:
        """Take an answer."""
        self.answered_twice += sighting.captured_at in self.waits
        self.waits[sighting.captured_at] = time.perf_counter() - self._asked_at[sighting.captured_at]
        self.values.add(None if sighting.probability is None else round(sighting.probability, 5))


class _Server:
    """The stand-in server's process."""

    def __init__(self, model: Path) -> None:
        """Choose a port."""
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self._port = listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self._model = model
        self._process: asyncio.subprocess.Process | None = None

    async def async_start(self) -> None:
        """Start it."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "benchmarks.stand_in_server", str(self._port), str(self._model)
        )

    async def async_kill(self) -> None:
        """End it at once."""
        if self._process is not None:
            self._process.kill()
            await self._process.wait()
            self._process = None

    async def freeze(self) -> None:
        """Stop it; its system goes on to accept connections."""
        self._signal(signal.SIGSTOP)

    async def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        """Send a signal."""
        if self._process is not None:
            os.kill(self._process.pid, number)


@asynccontextmanager
async def _engine(folder: Path, model: ModelFile) -> AsyncIterator[ProcessRunner]:
    """Yield a real engine process that knows one person, who agreed."""
    runner = ProcessRunner(folder / "engine", lambda _state: None)
    await runner.async_start(Configure(model, None, None))
    (person,) = gallery_with().people
    await runner.async_set_gallery(SetGallery((replace(person, may_be_asked_elsewhere=True),)))
    try:
        yield runner
    finally:
        await runner.async_stop()


def _begin(work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
    """Begin a task."""
    return asyncio.create_task(work, name=name)
