"""The newest blood pressure, and whether it asks for something to be done today.

The line of 180/110 is that of ESC 2024, WHO HEARTS and others; those in pregnancy and for six weeks after a birth are
those of NICE NG133 and ACOG. A face is never asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from .maternity import Maternity
from .measurements import Measurement
from .measures import Measure

PAIR_WITHIN: Final = timedelta(minutes=1)
"""The two numbers of one reading arrive as two measurements: a cuff's sensors change one after the other."""
FRESH_FOR: Final = timedelta(hours=24)
"""So long a reading says something about now."""
_CLOCK_SKEW: Final = timedelta(minutes=1)


class Urgency(StrEnum):
    """How high a reading is. The names stay for ever."""

    VERY_HIGH = "very_high"
    """180 or 110 and above: a doctor today, if it stays."""
    MATERNITY_HIGH = "maternity_high"
    """140 or 90 and above in pregnancy or the weeks after a birth: midwife or doctor today."""
    MATERNITY_SEVERE = "maternity_severe"
    """160 or 110 and above in that time: at once."""


_LINES: Final = {Urgency.VERY_HIGH: (180, 110)}
_MATERNITY_LINES: Final = {Urgency.MATERNITY_SEVERE: (160, 110), Urgency.MATERNITY_HIGH: (140, 90)}
"""Systolic and diastolic mmHg from which on each holds; one of the two is enough. The highest comes first."""


@dataclass(frozen=True, slots=True)
class PressureReading:
    """One reading of a blood pressure; mostly both numbers, at least one."""

    systolic_mmhg: float | None
    """Upper number."""
    diastolic_mmhg: float | None
    """Lower number."""
    measured_at: datetime
    """When."""

    def is_fresh(self, now: datetime) -> bool:
        """Tell whether it says something about now."""
        return now.astimezone(UTC) - self.measured_at.astimezone(UTC) <= FRESH_FOR

    def reaches(self, systolic_mmhg: float, diastolic_mmhg: float) -> bool:
        """Tell whether one of its numbers is at a line or above."""
        upper, lower = self.systolic_mmhg or 0, self.diastolic_mmhg or 0
        return upper >= systolic_mmhg or lower >= diastolic_mmhg


@dataclass(frozen=True, slots=True)
class UrgentPressure:
    """The newest reading, and why it is urgent."""

    urgency: Urgency
    """How high it is."""
    reading: PressureReading
    """The reading."""
    maternity: Maternity | None
    """The time whose lines count."""


def newest_pressure(measurements: Sequence[Measurement], now: datetime) -> PressureReading | None:
    """Return the newest reading up to `now`; None without one whose moment is known."""
    upper, lower = (_newest(measurements, one, now) for one in (Measure.SYSTOLIC, Measure.DIASTOLIC))
    if (newest := max((at for at, _ in (*upper, *lower)), default=None)) is None:
        return None
    systolic, diastolic = (
        next((value for at, value in found if newest - at <= PAIR_WITHIN), None) for found in (upper, lower)
    )
    return PressureReading(systolic, diastolic, newest.astimezone(now.tzinfo))


def _newest(
    measurements: Sequence[Measurement], measure: Measure, now: datetime
) -> tuple[tuple[datetime, float], ...]:
    """Return the newest plausible measurement with its moment in UTC; nothing where there is none.

    Local times of one zone compare by what the clock shows, which says the same hour twice when it is put back.
    """
    found = (
        (one.at.astimezone(UTC), one.value)
        for one in measurements
        if one.measure is measure and one.at is not None and measure.spec.plausible.holds(one.value)
    )
    newest = max((one for one in found if one[0] <= now.astimezone(UTC) + _CLOCK_SKEW), default=None)
    return () if newest is None else (newest,)


def urgent_pressure(reading: PressureReading | None, maternity: Maternity | None) -> UrgentPressure | None:
    """Return why a reading is urgent, however old it is; None where it is not."""
    if reading is None:
        return None
    lines = _LINES if maternity is None else _MATERNITY_LINES
    reached = (urgency for urgency, line in lines.items() if reading.reaches(*line))
    urgency = next(reached, None)
    return None if urgency is None else UrgentPressure(urgency, reading, maternity)
