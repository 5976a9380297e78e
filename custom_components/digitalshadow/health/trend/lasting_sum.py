"""A cumulative sum (tabular CUSUM, Page 1954): finds a small change that lasts, which two weeks cannot tell.

Each day adds how far it lies from the reference in one direction, less an allowance. Chance brings the sum back to
zero again and again; a change that lasts does not let it return.
"""

import math
from typing import Final

from .baseline import Baseline, SeenDay, View
from .day_window import FEWEST_SPARED_DAYS

ALLOWANCE: Final = 0.25
"""In long-run standard deviations (`Baseline.long_run_sd`): half of the smallest change that is looked for."""

LIMIT: Final = 8.0
LIMIT_OF_ONE_CAMERA: Final = 10.0
"""In the same unit: so high that chance reaches it hardly more often than it moves two weeks (docs/trend.md)."""

FARTHEST: Final = 4.0
"""In the same unit: an odd day counts as this far away."""

FEWEST_REFERENCE_DAYS: Final = 28
"""Days with data behind a reference before sums begin: they add up what a young one is wrong by."""

_FEWEST_TO_COMPARE: Final = 2
"""With fewer cameras than these there is none that could contradict."""

type _Group = tuple[View, ...]


class LastingSum:
    """The sum of one direction: over all cameras, and, once that is high, with each camera left out."""

    def __init__(self, sign: int) -> None:
        """Look for rises (`sign` 1) or for falls (-1)."""
        self.sign = sign
        self._value = 0.0
        self._days: list[tuple[SeenDay, float]] = []
        self._without: dict[_Group, tuple[float, int]] = {}

    def restart(self) -> None:
        """Begin at zero."""
        self._value = 0.0
        self._days.clear()
        self._without.clear()

    def add(self, day: SeenDay, residual: float, expected: float, baseline: Baseline) -> int:
        """Take a day and its distance from the reference; return how many cameras say that a change has lasted.

        0 while none has. `expected` is what the same weeks of the year before make of the day. All in logits.
        """
        if not self._value and self.sign * residual <= 0:
            return 0  # the other direction's day, and nothing to take it from
        self._value += self._step(residual, expected, baseline)
        if self._value <= 0:
            self.restart()
            return 0
        self._days.append((day, expected))
        if self._value < LIMIT:
            return 0
        # From here on the sums without each camera go on day by day; a lamp may keep the sum of all high for months.
        for of_day in self._days:
            self._add_without(*of_day, baseline)
        self._days.clear()
        spared = [value for value, days in self._without.values() if days >= FEWEST_SPARED_DAYS]
        if len(spared) < _FEWEST_TO_COMPARE:
            return int(self._value >= LIMIT_OF_ONE_CAMERA)
        return len(spared) if min(spared) >= LIMIT else 0

    def _add_without(self, day: SeenDay, expected: float, baseline: Baseline) -> None:
        """Take a day as it would look without each of the cameras."""
        for group in baseline.groups[1:]:
            distance, weight = baseline.distance(day, group)
            if weight:
                value, days = self._without.get(group, (0.0, 0))
                value += self._step(distance / weight, expected, baseline)
                self._without[group] = (max(0.0, value), days + 1)

    def _step(self, residual: float, expected: float, baseline: Baseline) -> float:
        """Return what a day adds; the year before may take away from a change, and never adds to it."""
        excess = (self.sign * residual - max(0.0, self.sign * expected)) / baseline.long_run_sd
        if abs(excess) > FARTHEST:
            excess = math.copysign(FARTHEST, excess)
        return excess - ALLOWANCE
