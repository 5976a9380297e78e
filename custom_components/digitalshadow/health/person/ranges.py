"""Closed and half-open ranges of values."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Range:
    """The values that are accepted."""

    low: float
    """Smallest accepted value."""
    high: float
    """Largest accepted value, or with `open_end` the first one that is not accepted."""
    open_end: bool = False
    """Whether `high` itself lies outside."""

    def holds(self, value: float) -> bool:
        """Tell whether a value lies inside; not-a-number lies in no range."""
        return self.low <= value < self.high if self.open_end else self.low <= value <= self.high

    def limit(self, value: float) -> float:
        """Return the value, or the nearer end of the range when it lies beyond."""
        return min(max(value, self.low), self.high)


def ages(first: int, last: int) -> Range:
    """Return the range of ages "from first to last", both in completed years."""
    return Range(first, last + 1, open_end=True)


YES_OR_NO: Final = Range(0, 1)
