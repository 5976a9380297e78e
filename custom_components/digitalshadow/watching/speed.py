"""What pictures and readings take on this computer, and how often cameras may then be looked at."""

from dataclasses import dataclass, replace
from statistics import median
from typing import Final

from ..engine.records.frame_result import StageTimes

SLOW_FRAME_MS: Final = 250.0
"""From here on a computer does four pictures a second or fewer, for all cameras together."""
SLOW_READING_MS: Final = 1500.0
"""From here on somebody who walks past gets one or two answers of LiveCAD, where three make a sure value."""
_FEWEST_FRAMES, _FEWEST_READINGS = 20, 3
"""Before that, a start that keeps the computer busy would decide."""
_KEPT_FRAMES, _KEPT_READINGS = 60, 10
_FAST_AGAIN: Final = 0.6
"""A computer at the limit is told once: it is fast again well below it."""
BUSY_SHARE: Final = 0.7
"""So much of one core pictures may take on a slow computer; the rest is for readings, and for people who ask."""


@dataclass(frozen=True, slots=True)
class Speed:
    """The latest times, and whether they are slow."""

    frames_ms: tuple[float, ...] = ()
    """What the latest pictures took, without LiveCAD."""
    readings_ms: tuple[float, ...] = ()
    """What LiveCAD took in the latest pictures in which it was asked."""
    is_slow: bool = False
    """Whether people are told that this computer is slow."""

    def then(self, times: StageTimes) -> Speed:
        """Return the speed after one more picture."""
        frame_ms = times.decode_ms + times.detect_ms + times.recognise_ms
        readings = (*self.readings_ms, times.livecad_ms) if times.livecad_ms else self.readings_ms
        frames = (*self.frames_ms, frame_ms)[-_KEPT_FRAMES:]
        now = replace(self, frames_ms=frames, readings_ms=readings[-_KEPT_READINGS:])
        return replace(now, is_slow=now.is_slow_by(_FAST_AGAIN if self.is_slow else 1.0))

    def is_slow_by(self, share: float) -> bool:
        """Tell whether pictures or answers take a share of what is slow, once there are enough pictures."""
        if self.frame_ms is None:
            return False
        return self.frame_ms >= SLOW_FRAME_MS * share or (self.reading_ms or 0.0) >= SLOW_READING_MS * share

    @property
    def frame_ms(self) -> float | None:
        """The median picture; None before there are enough."""
        return median(self.frames_ms) if len(self.frames_ms) >= _FEWEST_FRAMES else None

    @property
    def reading_ms(self) -> float | None:
        """The median answer of LiveCAD; None before there are enough."""
        return median(self.readings_ms) if len(self.readings_ms) >= _FEWEST_READINGS else None

    def least_interval_seconds(self, cameras: float) -> float:
        """Return how long each camera waits at least from picture to picture; 0 on a fast computer.

        `cameras` is how many one engine looks at; where several work side by side, on average.
        """
        return (self.frame_ms or 0.0) / 1000 * cameras / BUSY_SHARE if self.is_slow else 0.0
