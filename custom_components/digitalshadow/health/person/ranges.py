"""Closed and half-open ranges, and the values that a living person can plausibly have."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from .person_profile import Input


@dataclass(frozen=True, slots=True)
class Range:
    """The values that an equation accepts."""

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

PLAUSIBLE: Final[Mapping[Input, Range]] = MappingProxyType(
    {
        Input.AGE: ages(0, 120),
        Input.DIABETES_DIAGNOSIS_AGE: ages(0, 120),
        Input.SYSTOLIC: Range(70, 260),
        Input.DIASTOLIC: Range(30, 160),
        Input.BMI: Range(12, 70),
        Input.TOTAL_CHOLESTEROL: Range(1.5, 15),
        Input.HDL_CHOLESTEROL: Range(0.2, 4),
        Input.CREATININE: Range(20, 1500),
        Input.EGFR: Range(5, 200),
        Input.HBA1C: Range(15, 180),
        Input.FASTING_GLUCOSE: Range(2, 30),
        Input.DIET: Range(0, 16),
        Input.MODERATE_ACTIVITY: Range(0, 7 * 24 * 60),
        Input.VIGOROUS_ACTIVITY: Range(0, 7 * 24 * 60),
        Input.SLEEP: Range(0, 24),
    }
)
"""Our own limits against slips of the pen and of units. They stand in where a paper gives no range of its own."""
