"""Live streams that show what a test puts into them, behind the Protocol of the real ones."""

import asyncio
from typing import override

from custom_components.digitalshadow.engine.records.colours import Colours
from custom_components.digitalshadow.engine.records.faces import Box
from custom_components.digitalshadow.live_video.records import (
    LiveFrame,
    StreamAddress,
    StreamEnd,
    StreamEndedError,
    StreamFacts,
)
from custom_components.digitalshadow.live_video.video_stream import VideoStream

FACTS = StreamFacts("h264", 1280, 720, 15.02, 2.0)


class ScriptedStream(VideoStream):
    """One stream; it gives the newest frame that was shown to it, once."""

    def __init__(self, address: StreamAddress, refusal: StreamEnd | None = None) -> None:
        """Open, or be refused with a word."""
        self.address = address
        self.is_closed = False
        self.given = 0
        self.boxes: list[tuple[Box, ...]] = []
        self._refusal = refusal
        self._newest: LiveFrame | StreamEnd | None = None
        self._shown = asyncio.Event()

    def show(self, image: bytes, captured_at: float, colours: Colours | None = None) -> None:
        """Have the camera send a frame, with what was measured in it."""
        self._newest = LiveFrame(captured_at, image, colours)
        self._shown.set()

    def end(self, end: StreamEnd) -> None:
        """Have the stream end by itself."""
        self._newest = end
        self._shown.set()

    @property
    @override
    def facts(self) -> StreamFacts | None:
        """What the stream is."""
        return FACTS

    @property
    @override
    def frames_skipped(self) -> int:
        """None are counted here."""
        return 0

    @override
    async def async_open(self) -> StreamFacts:
        """Open, or not."""
        if self._refusal is not None:
            raise StreamEndedError(self._refusal)
        return FACTS

    @override
    async def async_frame(self, boxes: tuple[Box, ...] = ()) -> LiveFrame:
        """Wait for the newest frame that was not given yet."""
        self.boxes.append(boxes)
        await self._shown.wait()
        self._shown.clear()
        if isinstance(self._newest, LiveFrame):
            self.given += 1
            return self._newest
        raise StreamEndedError(self._newest or StreamEnd.FAILED)

    @override
    async def async_close(self) -> None:
        """Be closed."""
        self.is_closed = True


class Streams:
    """The streams that were opened, in the place of real ones."""

    def __init__(self) -> None:
        """Begin with none."""
        self.opened: list[ScriptedStream] = []
        self.refusal: StreamEnd | None = None

    def make(self, address: StreamAddress) -> ScriptedStream:
        """Make one, which is refused if a test says so."""
        self.opened.append(ScriptedStream(address, self.refusal))
        return self.opened[-1]

    @property
    def latest(self) -> ScriptedStream:
        """The stream that was opened last."""
        return self.opened[-1]
