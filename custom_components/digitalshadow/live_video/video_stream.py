"""A live stream, as those see it who use it."""

from typing import Protocol

from ..engine.records.faces import Box
from .records import LiveFrame, StreamFacts


class VideoStream(Protocol):
    """One stream, opened once and closed once. Whatever ends it is raised as `StreamEndedError` with one word."""

    @property
    def facts(self) -> StreamFacts | None:
        """What the stream is, as far as it is known by now; None before it is open."""
        ...

    @property
    def frames_skipped(self) -> int:
        """Decoded frames that nobody was given, because newer ones came."""
        ...

    async def async_open(self) -> StreamFacts:
        """Connect, and return what the stream is.

        Raises:
            StreamEndedError: It does not open; then nothing runs any more.
        """
        ...

    async def async_frame(self, boxes: tuple[Box, ...] = ()) -> LiveFrame:
        """Wait for the newest frame that was not given yet.

        From now until the next call the mean colour of each box, in pixels of the frame, is taken from every decoded
        frame; those since the last call come with the answer. Without boxes, none is. Another number of boxes, or
        none, forgets the colours that were not fetched yet. A caller that is cancelled loses nothing: the next call
        gets its frame.

        Raises:
            StreamEndedError: There is no frame any more; then nothing runs any more.
        """
        ...

    async def async_close(self) -> None:
        """Kill what reads the stream, and collect it. May be called at any time, and more than once."""
        ...
