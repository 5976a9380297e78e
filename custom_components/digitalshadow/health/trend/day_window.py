"""A stretch of a person's days, kept with its sums, so that a day costs the same however long a life is."""

from collections import deque
from typing import Final

from .baseline import Baseline, SeenDay

FEWEST_SPARED_DAYS: Final = 3
"""Days with data that the other cameras must have before one may be left out."""


type ComparedDay = tuple[SeenDay, float, float]
"""A day, the weighted sum of how far its values lie from their levels, and the weight of those that have a level."""


class DayWindow:
    """The days of so many calendar days up to the newest one."""

    def __init__(self, length_days: int) -> None:
        """Begin empty."""
        self.days: deque[ComparedDay] = deque()
        self.compared_days = 0
        self._length_days = length_days
        self._distance = self._weight = 0.0

    def push(self, compared: ComparedDay) -> list[SeenDay]:
        """Take a day in and return those that thereby fall out."""
        day, distance, weight = compared
        fallen = self.expire(day.ordinal)
        self.days.append(compared)
        if weight:
            self.compared_days += 1
            self._distance += distance
            self._weight += weight
        return fallen

    def expire(self, today: int) -> list[SeenDay]:
        """Drop and return what is older than the window."""
        fallen = []
        days, last_out = self.days, today - self._length_days
        while days and days[0][0].ordinal <= last_out:
            day, distance, weight = days.popleft()
            fallen.append(day)
            if weight:
                self.compared_days -= 1
                self._distance -= distance
                self._weight -= weight
        return fallen

    def rebase(self, baseline: Baseline) -> None:
        """Compare all days with another reference."""
        self.days = deque([(day, *baseline.distance(day)) for day, _, _ in self.days])
        self._distance = sum([distance for _, distance, _ in self.days])
        weights = [weight for _, _, weight in self.days if weight]
        self._weight = sum(weights)
        self.compared_days = len(weights)

    @property
    def shift(self) -> float:
        """How far the days lie from the reference on average, in logits; 0 where none can be compared."""
        return self._distance / self._weight if self.compared_days else 0.0

    def common_shift(self, baseline: Baseline) -> tuple[float, int]:
        """Return the weakest of the shifts with all cameras and with each left out, and how many could be left out.

        The shift is 0 when they disagree, and the number 1 when none could be left out.
        """
        weakest, spared = self.shift, 0
        for shift, days in self._shifts_without(baseline):
            if days >= FEWEST_SPARED_DAYS:
                spared += 1
                weakest = 0.0 if shift * weakest <= 0 else min(weakest, shift, key=abs)
        return weakest, max(1, spared)

    def _shifts_without(self, baseline: Baseline) -> list[tuple[float, int]]:
        """Return, for each camera that can be spared, the shift without it and on how many days it rests."""
        shifts = []
        for group in baseline.groups[1:]:
            compared = [baseline.distance(day, group) for day, _, _ in self.days]
            weights = [weight for _, weight in compared if weight]
            shift = sum([distance for distance, _ in compared]) / sum(weights) if weights else 0.0
            shifts.append((shift, len(weights)))
        return shifts
