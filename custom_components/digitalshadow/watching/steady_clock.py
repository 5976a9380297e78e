"""Seconds since the epoch by the wall clock, and whether somebody set that clock."""

from collections.abc import Callable
import time
from typing import Final

_TOLERATED_SECONDS: Final = 5.0
"""A smaller step back (the network's time service) is waited out."""
_STEP_SECONDS: Final = 60.0
"""A clock that is slow or fast wanders less between two looks."""


class SteadyClock:
    """Follows the wall clock, and back as well when that was corrected: what was dated wrongly stays behind."""

    def __init__(self) -> None:
        """Start at the wall clock."""
        self._last = time.time()

    def now(self) -> float:
        """Return the time; less than the answer before only where the wall clock was set back by much."""
        wall = time.time()
        if not 0 < self._last - wall <= _TOLERATED_SECONDS:
            self._last = wall
        return self._last


class ClockSteps:
    """Notices that the wall clock was set, by a clock that only counts."""

    def __init__(
        self, wall: Callable[[], float] = time.time, ticks: Callable[[], float] = time.monotonic
    ) -> None:
        """Take both clocks as they are now for right."""
        self._wall = wall
        self._ticks = ticks
        self._offset = wall() - ticks()

    def has_stepped(self) -> bool:
        """Tell whether the wall clock was set since the last call."""
        former, self._offset = self._offset, self._wall() - self._ticks()
        return abs(self._offset - former) > _STEP_SECONDS
