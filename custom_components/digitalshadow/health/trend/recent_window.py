"""The last two weeks of a person's days, kept with their sums, so that a day costs the same however long a life is."""

from collections import deque

from .baseline import Baseline, SeenDay, View

RECENT_DAYS = 14
"""Length of the window that is compared with the reference, in calendar days."""


class RecentWindow:
    """The days of the window."""

    def __init__(self) -> None:
        """Begin empty."""
        self.days: deque[SeenDay] = deque()
        self._sums: dict[View, tuple[int, float, float]] = {}

    def push(self, day: SeenDay) -> list[SeenDay]:
        """Take a day in and return those that thereby fall out."""
        fallen = self.expire(day.ordinal)
        self.days.append(day)
        self._count(day, 1)
        return fallen

    def expire(self, today: int) -> list[SeenDay]:
        """Drop and return what is older than the window."""
        fallen = []
        while self.days and self.days[0].ordinal <= today - RECENT_DAYS:
            day = self.days.popleft()
            self._count(day, -1)
            fallen.append(day)
        return fallen

    def shift(self, baseline: Baseline, group: tuple[View, ...]) -> tuple[float, int]:
        """Return how far some views lie from their levels on average, in logits, and on how many days they saw."""
        distance = total = 0.0
        seen = 0
        for view in group:
            count, weights, weighted = self._sums.get(view, (0, 0.0, 0.0))
            if count:
                distance += weighted - weights * baseline.levels[view]
                total += weights
                seen += count
        return (distance / total if total else 0.0), min(seen, len(self.days))

    def _count(self, day: SeenDay, sign: int) -> None:
        """Add a day to the sums, or take it away again."""
        for view, value, weight in day.values:
            count, weights, weighted = self._sums.get(view, (0, 0.0, 0.0))
            self._sums[view] = (count + sign, weights + sign * weight, weighted + sign * weight * value)
