"""The same weeks of the year before: what a season did once is no news when it comes again."""

from collections import deque
import math
from typing import Final

from .baseline import Baseline, SeenDay
from .day_window import DayWindow

YEAR_DAYS: Final = 365

AROUND_DAYS: Final = 21
"""So many days before and after the same day of the year before are the same weeks."""

FEWEST_DAYS: Final = 14
"""Days with data that these weeks must hold before they say anything."""

_CHANCE_SHARE: Final = 0.5
"""So many standard errors of these weeks are taken for chance. Without it their own chance would hide changes."""


class YearBefore:
    """These weeks beside the reference of today."""

    def __init__(self) -> None:
        """Begin with a first year."""
        self.expected = 0.0
        """How far these weeks lay from today's reference beyond chance, in logits; 0 where they hold too little."""
        self._waiting: deque[SeenDay] = deque()
        self._weeks = DayWindow(2 * AROUND_DAYS + 1)
        self._long_run_sd = 0.0

    def push(self, day: SeenDay, baseline: Baseline | None) -> None:
        """Take the next day, for the year after it, and go on to the weeks that belong to it."""
        self._waiting.append(day)
        last_in = day.ordinal - YEAR_DAYS + AROUND_DAYS
        while self._waiting[0].ordinal <= last_in:
            old = self._waiting.popleft()
            self._weeks.push((old, *(baseline.distance(old) if baseline else (0.0, 0.0))))
        self._weeks.expire(last_in)
        self._expect()

    def rebase(self, baseline: Baseline) -> None:
        """Compare with another reference."""
        self._long_run_sd = baseline.long_run_sd
        self._weeks.rebase(baseline)
        self._expect()

    def _expect(self) -> None:
        """Compute what these weeks let expect."""
        days = self._weeks.compared_days
        if days < FEWEST_DAYS:
            self.expected = 0.0
            return
        shift = self._weeks.shift
        beyond_chance = abs(shift) - _CHANCE_SHARE * self._long_run_sd / math.sqrt(days)
        self.expected = math.copysign(beyond_chance, shift) if beyond_chance > 0 else 0.0


def unexplained(change: float, expected: float) -> float:
    """Return what of a change is left; the year before may take away from it, and never adds to it or turns it."""
    if change > 0:
        return max(0.0, change - max(0.0, expected))
    return min(0.0, change - min(0.0, expected))
