"""Seconds since the epoch that never run backwards, because tracks, visits and intervals are measured with them."""

import time

_TOLERATED_SECONDS = 5.0
"""A smaller step back (the network's time service) is waited out."""


class SteadyClock:
    """Follows the wall clock forwards; after a large step back it goes on by itself until the wall caught up."""

    def __init__(self) -> None:
        """Start at the wall clock."""
        self._last = time.time()
        self._ticks = time.monotonic()

    def now(self) -> float:
        """Return the time, never less than the answer before."""
        wall, ticks = time.time(), time.monotonic()
        passed, self._ticks = ticks - self._ticks, ticks
        if wall < self._last - _TOLERATED_SECONDS:
            self._last += passed
        else:
            self._last = max(wall, self._last)
        return self._last
