"""One child process that runs `engine/worker.py`: started, spoken to, and ended for certain."""

import asyncio
from asyncio import subprocess
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
import os
from pathlib import Path
from typing import Final, Self

from ..engine.model_file.native_builds import RUNTIMES_VARIABLE
from ..engine.records.errors import EngineLostError, MessageError
from ..engine.wire.frames import Message, decode
from ..engine.wire.vocabulary import PREFIX_BYTES, numbered_prefix, reply_bytes
from ..engine.worker import MODEL_COMPUTES

WORKER: Final = Path(__file__).parent.parent / "engine" / "worker.py"

_END_SECONDS: Final = 1.5
_REMEMBERED_LINES: Final = 8
_REMEMBERED_CHARACTERS: Final = 160
_PIPE_BYTES: Final = 2**20
_ENVIRONMENT: Final = {
    "LC_ALL": "C.UTF-8",
    # The linear algebra libraries below numpy would otherwise start a thread per core.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    # Pillow would otherwise get the memory of each picture anew, which musl takes as long for as decoding it.
    "PILLOW_BLOCKS_MAX": "16",
}
_PRELOADED: Final = "LD_PRELOAD"
_WORTH_PRELOADING: Final = "libjemalloc"
"""The allocator of Home Assistant's container: with musl's own, models take up to a quarter longer."""


def child_environment(parents: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of a worker: its own, and of its parent's that allocator and which runtimes to use."""
    # The system's loader takes both blanks and colons between names.
    preloaded = parents.get(_PRELOADED, "").replace(":", " ").split()
    allocators = [name for name in preloaded if Path(name).name.startswith(_WORTH_PRELOADING)]
    kept = {name: parents[name] for name in (RUNTIMES_VARIABLE,) if name in parents}
    return _ENVIRONMENT | kept | ({_PRELOADED: allocators[0]} if allocators else {})


class WorkerProcess:
    """A running worker. It is used by one caller at a time and never again after an error."""

    def __init__(self, process: subprocess.Process, announcements: int) -> None:
        """Take over a process that was just started, and the pipe of its announcements; use `async_spawn`."""
        self._process = process
        self._number = 0
        self._announcements = announcements
        self._announced = b""
        self._last_words: deque[str] = deque(maxlen=_REMEMBERED_LINES)
        self._listener = asyncio.create_task(self._async_listen(), name="digitalshadow engine stderr")

    @classmethod
    async def async_spawn(
        cls,
        python: str,
        worker: Path,
        working_folder: Path,
        memory_limit_bytes: int,
        writable: Path | None = None,
    ) -> Self:
        """Start a worker in an empty folder, with an empty environment and in a session of its own.

        It may change files beneath `writable` only.
        """
        announcements, told = os.pipe()
        os.set_blocking(announcements, False)  # the standard library's own signature
        try:
            process = await subprocess.create_subprocess_exec(
                python,
                "-I",
                str(worker),
                "--memory-limit",
                str(memory_limit_bytes),
                "--announcements",
                str(told),
                *(("--writable", str(writable)) if writable else ()),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=working_folder,
                env=child_environment(os.environ),
                limit=_PIPE_BYTES,
                pass_fds=(told,),
                # Ctrl+C in a terminal reaches Home Assistant only, which then ends the worker.
                start_new_session=True,
            )
        except OSError as err:
            os.close(announcements)
            raise EngineLostError(f"Expected to start {python}, got {type(err).__name__}.") from err
        finally:
            os.close(told)
        return cls(process, announcements)

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def is_in_model(self) -> bool:
        """Whether the facial model computes now, or did when the process ended."""
        with suppress(BlockingIOError):
            while told := os.read(self._announcements, _PIPE_BYTES):
                self._announced = told[-1:]
        return self._announced == MODEL_COMPUTES

    async def async_exchange(self, frame: bytes) -> Message:
        """Send a request's frame and return the reply to it.

        Raises:
            EngineLostError: The worker ends or talks nonsense; a reply to another request is nonsense, as is one
                that is larger than any honest one.
        """
        assert self._process.stdin is not None  # noqa: S101  # made with PIPE
        assert self._process.stdout is not None  # noqa: S101  # made with PIPE
        self._number = (self._number + 1) % 2**32
        try:
            self._process.stdin.write(numbered_prefix(frame, self._number))
            self._process.stdin.write(memoryview(frame)[PREFIX_BYTES:])
            await self._process.stdin.drain()
            prefix = await self._process.stdout.readexactly(PREFIX_BYTES)
            body = await self._process.stdout.readexactly(reply_bytes(prefix, self._number))
            return decode(prefix + body)
        except (asyncio.IncompleteReadError, ConnectionError) as err:
            raise EngineLostError("Expected a reply, got the end of the engine's process.") from err
        except MessageError as err:
            raise EngineLostError(f"Expected a reply, got something else: {err}") from err

    async def async_end(self) -> str:
        """Kill the process, collect it, close its pipes; return how it ended, with nothing personal in it."""
        with suppress(ProcessLookupError):
            self._process.kill()
        # A process that the kernel cannot end now (it waits for a dead disk) must not hold up Home Assistant.
        with suppress(TimeoutError):
            async with asyncio.timeout(_END_SECONDS):
                await self._process.wait()
                await asyncio.shield(self._listener)
        self._listener.cancel()
        if self._announcements >= 0:
            os.close(self._announcements)
            self._announcements = -1
        # The pipes of a process whose output nobody reads any more.
        self._process._transport.close()  # type: ignore[attr-defined]  # noqa: SLF001  # nothing public closes them
        words = " | ".join(self._last_words) or "nothing"
        return f"exit status {self._process.returncode}, last words: {words}"

    async def _async_listen(self) -> None:
        """Keep the last lines of stderr; the worker prints there where it failed, never what it looked at."""
        assert self._process.stderr is not None  # noqa: S101  # made with PIPE
        rest = ""
        while chunk := await self._process.stderr.read(4096):
            *lines, rest = (rest + chunk.decode(errors="replace")).split("\n")
            self._last_words.extend(line.strip()[:_REMEMBERED_CHARACTERS] for line in lines if line.strip())
            rest = rest[:_REMEMBERED_CHARACTERS]
