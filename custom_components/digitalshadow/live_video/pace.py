"""How often a stream shows a picture, and how often one that needs no other."""

from collections import deque
from typing import Final

_REMEMBERED_FRAMES: Final = 90
_LEAST_SECONDS: Final = 1.0


class Pace:
    """Measures both by the frames' own times; what the stream says about itself is invented often enough."""

    def __init__(self) -> None:
        """Start without a frame."""
        self._frames: deque[float] = deque(maxlen=_REMEMBERED_FRAMES)
        self._keyframe_at: float | None = None
        self.keyframe_interval_seconds: float | None = None
        """Between the last two; None until there were two."""

    @property
    def frames_per_second(self) -> float | None:
        """Frames per second lately; None while they span less than a second."""
        if not self._frames or (seconds := self._frames[-1] - self._frames[0]) < _LEAST_SECONDS:
            return None
        return (len(self._frames) - 1) / seconds

    def frame(self, captured_at: float) -> None:
        """Count a frame."""
        self._frames.append(captured_at)

    def keyframe(self, captured_at: float) -> None:
        """Count a picture that needs no other."""
        if self._keyframe_at is not None and captured_at > self._keyframe_at:
            self.keyframe_interval_seconds = captured_at - self._keyframe_at
        self._keyframe_at = captured_at
