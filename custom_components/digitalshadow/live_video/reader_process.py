"""One reader's process, as its parent sees it: started, asked, and killed for certain."""

import asyncio
from asyncio import subprocess
from contextlib import suppress
import os
from pathlib import Path
from typing import Final, Self

from ..engine.records.errors import MessageError
from ..engine.wire.vocabulary import PREFIX_BYTES, reply_bytes
from ..engine_host.worker_process import child_environment
from .messages import VOCABULARY, Ended, Progress, Request
from .records import StreamEnd, StreamEndedError

READER: Final = Path(__file__).with_name("reader.py")

_PIPE_BYTES: Final = 2**20
_END_SECONDS: Final = 1.5


class ReaderProcess:
    """A running reader. It is asked one thing at a time."""

    def __init__(self, process: subprocess.Process) -> None:
        """Take over a process that was just started; use `async_spawn`."""
        self._process = process
        self._number = 0

    @classmethod
    async def async_spawn(cls, python: str, reader: Path, memory_limit_bytes: int) -> Self:
        """Start a reader with an empty environment, in a session of its own; it learns of no address by that.

        Raises:
            StreamEndedError: It does not start.
        """
        process = None
        with suppress(OSError):
            process = await subprocess.create_subprocess_exec(
                python,
                "-I",
                str(reader),
                "--memory-limit",
                str(memory_limit_bytes),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # FFmpeg's lines hold addresses.
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=child_environment(os.environ),
                limit=_PIPE_BYTES,
                start_new_session=True,
            )
        if process is None:
            raise StreamEndedError(StreamEnd.FAILED)
        return cls(process)

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    async def async_exchange(self, request: Request) -> Progress | Ended:
        """Return the reply to a request; that the reader failed where it ends or talks nonsense."""
        assert self._process.stdin is not None  # noqa: S101  # made with PIPE
        assert self._process.stdout is not None  # noqa: S101  # made with PIPE
        self._number = (self._number + 1) % 2**32
        with suppress(asyncio.IncompleteReadError, ConnectionError, MessageError):
            self._process.stdin.write(VOCABULARY.encode(request, self._number))
            await self._process.stdin.drain()
            prefix = await self._process.stdout.readexactly(PREFIX_BYTES)
            body = await self._process.stdout.readexactly(reply_bytes(prefix, self._number))
            reply = VOCABULARY.decode(prefix + body)
            if isinstance(reply, Progress | Ended):
                return reply
        return Ended(StreamEnd.FAILED)

    async def async_end(self) -> None:
        """Kill the process, collect it, and close its pipes."""
        with suppress(ProcessLookupError):
            self._process.kill()
        # A process that the kernel cannot end now must not hold up Home Assistant.
        with suppress(TimeoutError):
            async with asyncio.timeout(_END_SECONDS):
                await self._process.wait()
        # The pipes of a process whose output nobody reads any more.
        self._process._transport.close()  # type: ignore[attr-defined]  # noqa: SLF001  # nothing public closes them
