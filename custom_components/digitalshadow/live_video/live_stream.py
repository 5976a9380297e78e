"""A live stream, read by a process of its own that is killed to close it."""

import asyncio
from dataclasses import replace
from pathlib import Path
import sys
from typing import Final, override

from ..engine.records.colours import Colours
from ..engine.records.faces import Box
from .messages import AwaitOpening, Ended, NextFrame, OpenStream, Patience, Progress, Request
from .reader_process import READER, ReaderProcess
from .records import LiveFrame, StreamAddress, StreamEnd, StreamEndedError, StreamFacts
from .video_stream import VideoStream

MEMORY_LIMIT_BYTES: Final = 768 * 2**20
"""4K takes half of it with H.264 that looks back to five pictures; other streams look back to more, or are smaller."""
START_SECONDS: Final = 20.0
"""Until a reader's first answer: a slow computer takes seconds to start Python."""
HANG_SECONDS: Final = 5.0
"""Without an answer, of which there is one a second."""

PATIENCE: Final = Patience()
"""How long a camera is waited for."""


class LiveStream(VideoStream):
    """Opens one stream once; see `VideoStream`. One caller at a time."""

    def __init__(
        self,
        address: StreamAddress,
        patience: Patience = PATIENCE,
        *,
        start_seconds: float = START_SECONDS,
        hang_seconds: float = HANG_SECONDS,
        memory_limit_bytes: int = MEMORY_LIMIT_BYTES,
        python: str = sys.executable,
        reader: Path = READER,
    ) -> None:
        """Prepare; nothing runs yet."""
        self._opening: OpenStream | None = OpenStream(address, patience)
        self._start_seconds, self._hang_seconds = start_seconds, hang_seconds
        self._memory_limit_bytes = memory_limit_bytes
        self._python, self._reader = python, reader
        self._process: ReaderProcess | None = None
        self._exchange: asyncio.Task[Progress | Ended] | None = None
        self._end: StreamEnd | None = None
        self._facts: StreamFacts | None = None
        self._boxes: tuple[Box, ...] = ()
        self._skipped_there = self._skipped_here = 0

    @property
    @override
    def facts(self) -> StreamFacts | None:
        """What the stream is."""
        return self._facts

    @property
    @override
    def frames_skipped(self) -> int:
        """Decoded frames that nobody was given."""
        return self._skipped_there + self._skipped_here

    @property
    def pid(self) -> int | None:
        """The number of the reader's process; None while there is none."""
        return None if self._process is None else self._process.pid

    @override
    async def async_open(self) -> StreamFacts:
        """Start the reader and have it connect."""
        opening, self._opening = self._opening, None
        if opening is None:
            raise StreamEndedError(self._end or StreamEnd.CLOSED)
        try:
            process = await ReaderProcess.async_spawn(self._python, self._reader, self._memory_limit_bytes)
            self._process = process
            if self._end is not None:
                await self._async_end(self._end)
            progress = await self._async_ask(opening, self._start_seconds)
            while progress.facts is None:
                progress = await self._async_ask(AwaitOpening(), self._hang_seconds)
        except asyncio.CancelledError:
            await self.async_close()
            raise
        return progress.facts

    @override
    async def async_frame(self, boxes: tuple[Box, ...] = ()) -> LiveFrame:
        """Ask the reader until it has one."""
        earlier = await self._async_left_over(boxes)
        self._boxes = boxes
        while True:
            frame = (await self._async_ask(NextFrame(boxes), self._hang_seconds)).frame
            if frame is None:
                continue
            if not _fits(frame.colours, boxes):
                await self._async_end(StreamEnd.FAILED)
                raise StreamEndedError(StreamEnd.FAILED)
            return replace(frame, colours=_together(earlier, frame.colours))

    @override
    async def async_close(self) -> None:
        """Kill the reader."""
        await self._async_end(StreamEnd.CLOSED)

    async def _async_left_over(self, boxes: tuple[Box, ...]) -> Colours | None:
        """Take the answer that a cancelled caller did not wait for; return its colours if they are of these boxes."""
        if self._exchange is None:
            return None
        frame = (await self._async_finish(self._hang_seconds)).frame
        if frame is None:
            return None
        self._skipped_here += 1
        is_continued = len(boxes) == len(self._boxes) and _fits(frame.colours, boxes)
        return frame.colours if is_continued else None

    async def _async_ask(self, request: Request, seconds: float) -> Progress:
        """Return how far the reader is."""
        if self._process is None:
            raise StreamEndedError(self._end or StreamEnd.CLOSED)
        self._exchange = asyncio.create_task(
            self._process.async_exchange(request), name="digitalshadow reader request"
        )
        return await self._async_finish(seconds)

    async def _async_finish(self, seconds: float) -> Progress:
        """Wait for the answer that is due; a caller that is cancelled leaves it to the next one."""
        exchange = self._exchange
        assert exchange is not None  # noqa: S101  # callers know
        done, _ = await asyncio.wait({exchange}, timeout=seconds)
        self._exchange = None
        reply = exchange.result() if done else Ended(StreamEnd.FAILED)
        if isinstance(reply, Ended):
            await self._async_end(reply.reason)
        if self._end is not None or isinstance(reply, Ended):
            raise StreamEndedError(self._end or StreamEnd.FAILED)
        self._facts, self._skipped_there = reply.facts, reply.frames_skipped
        return reply

    async def _async_end(self, reason: StreamEnd) -> None:
        """Kill the reader, if there is one, and remember the first reason."""
        self._end = self._end or reason
        process, self._process = self._process, None
        if process is not None:
            await process.async_end()


def _fits(colours: Colours | None, boxes: tuple[Box, ...]) -> bool:
    """Tell whether a reader sent the colours that it was asked for, and none besides."""
    if colours is None or not boxes:
        return colours is None and not boxes
    return len(colours.captured_at) == len(colours.rgb) and all(
        len(frame) == len(boxes) and all(len(colour) == len("rgb") for colour in frame)
        for frame in colours.rgb
    )


def _together(earlier: Colours | None, later: Colours | None) -> Colours | None:
    """Return the colours of two stretches that follow each other."""
    if earlier is None or later is None:
        return later
    return Colours(earlier.captured_at + later.captured_at, earlier.rgb + later.rgb)
