"""What the thread that decodes leaves for the one that answers: the newest frame and no other."""

from collections import deque
from collections.abc import Callable
from threading import Condition
import time
from typing import Final

from ..engine.records.colours import Colours
from ..engine.records.faces import Box
from .messages import Patience
from .records import StreamEnd, StreamEndedError, StreamFacts

type Rgb = tuple[float, ...]

_MOST_COLOURS: Final = 1800
"""A minute at thirty frames a second, should nobody fetch them."""


class NewestFrame[Picture]:
    """The newest frame, the colours since it was last asked for, and why there will be none any more."""

    def __init__(self, patience: Patience) -> None:
        """Begin to wait for the stream."""
        self._patience = patience
        self._changed = Condition()
        self._last_packet_at = self._last_picture_at = self._began_at = time.monotonic()
        self._facts: StreamFacts | None = None
        self._newest: tuple[float, Picture] | None = None
        self._last_captured_at = 0.0
        self._boxes: tuple[Box, ...] = ()
        self._colours: deque[tuple[float, tuple[Rgb, ...]]] = deque(maxlen=_MOST_COLOURS)
        self._end: StreamEnd | None = None
        self.frames_skipped = 0
        """Frames that nobody was given, because newer ones came."""

    @property
    def facts(self) -> StreamFacts | None:
        """What the stream is."""
        return self._facts

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Whose colours are wanted of the next frame."""
        return self._boxes

    def tell(self, facts: StreamFacts) -> None:
        """Say what the stream is; from now on it is open."""
        with self._changed:
            if self._facts is None:
                self._last_packet_at = self._last_picture_at = time.monotonic()
            self._facts = facts
            self._changed.notify()

    def hear(self) -> None:
        """Note that a packet came."""
        self._last_packet_at = time.monotonic()

    def put(self, captured_at: float, picture: Picture, colours: tuple[Rgb, ...]) -> None:
        """Take a frame in place of the one before, and its boxes' colours if there are any."""
        with self._changed:
            self._last_picture_at = time.monotonic()
            if captured_at <= self._last_captured_at:
                self.frames_skipped += 1
                return
            self.frames_skipped += self._newest is not None
            self._newest, self._last_captured_at = (captured_at, picture), captured_at
            if colours and len(colours) == len(self._boxes):
                self._colours.append((captured_at, colours))
            self._changed.notify()

    def end(self, reason: StreamEnd) -> None:
        """Say that nothing more comes; the first reason counts."""
        with self._changed:
            self._end = self._end or reason
            self._changed.notify()

    def measure(self, boxes: tuple[Box, ...]) -> None:
        """Have these boxes' colours taken from now on; another number of them is another measurement."""
        with self._changed:
            if len(boxes) != len(self._boxes):
                self._colours.clear()
            self._boxes = boxes

    def await_opening(self, seconds: float) -> None:
        """Wait so long for the stream to be open.

        Raises:
            StreamEndedError: It will not be.
        """
        with self._changed:
            self._wait(seconds, lambda: self._facts is not None)

    def take(self, seconds: float) -> tuple[float, Picture, Colours | None] | None:
        """Wait so long for a frame; return when it was captured, the picture, and the colours since the last one.

        Raises:
            StreamEndedError: There will be no more.
        """
        with self._changed:
            self._wait(seconds, lambda: self._newest is not None)
            if self._newest is None:
                return None
            (captured_at, picture), self._newest = self._newest, None
            taken = tuple(self._colours)
            self._colours.clear()
            colours = Colours(tuple(at for at, _ in taken), tuple(rgb for _, rgb in taken))
            return captured_at, picture, colours if self._boxes else None

    def _wait(self, seconds: float, is_there: Callable[[], bool]) -> None:
        """Wait until it is there or the time is over; holds the lock.

        Raises:
            StreamEndedError: Nothing is to be expected any more.
        """
        until = time.monotonic() + seconds
        while not is_there():
            if self._end is not None:
                raise StreamEndedError(self._end)
            now = time.monotonic()
            deadline, reason = self._deadline()
            if now >= deadline:
                raise StreamEndedError(reason)
            if now >= until:
                return
            self._changed.wait(min(until, deadline) - now)

    def _deadline(self) -> tuple[float, StreamEnd]:
        """Return until when something must come, and what it means if it does not."""
        if self._facts is None:
            return self._began_at + self._patience.open_seconds, StreamEnd.SILENT
        return min(
            (self._last_packet_at + self._patience.silence_seconds, StreamEnd.SILENT),
            (self._last_picture_at + self._patience.picture_seconds, StreamEnd.BROKEN),
        )
