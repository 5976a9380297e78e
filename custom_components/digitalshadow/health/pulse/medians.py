"""What single pulse rates come to over days and weeks, and whether that has changed.

Day-to-day life is large: in 92,457 people with wrist devices one in five had a week with a swing of 10 beats a minute
or more (Quer 2020, doi:10.1371/journal.pone.0227709). So a change is shown only where it exceeds both five beats and
what this person's own days let expect by chance, and only when it has for a week.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from statistics import median, stdev
from typing import Final

FEWEST_OF_DAY: Final = 3
"""A day of fewer answers has no median."""
FEWEST_DAYS_OF_WEEK: Final = 3
BASELINE_DAYS: Final = 28
FEWEST_DAYS_OF_BASELINE: Final = 14
WEEK_DAYS: Final = 7
HELD_DAYS: Final = 7
"""So many days in a row a change must be there before it is shown."""
LEAST_CHANGE_BPM: Final = 5.0
_CONFIDENCE_Z: Final = 2.576
"""Normal quantile of a change that chance makes in 1 of 100 comparisons, as with the trend."""

LOW_BPM: Final = 50.0
HIGH_BPM: Final = 100.0
"""Below and above these errors cluster, so somebody should count by hand."""


@dataclass(frozen=True, slots=True)
class DayMedian:
    """One day with answers enough."""

    day: date
    """The local day."""
    bpm: float
    """Median of its answers."""
    answers: int
    """How many there were."""


@dataclass(frozen=True, slots=True)
class PulseMedians:
    """A person's medians as of one day. Nothing of it says that a rate is good or bad."""

    as_of: date
    """The day."""
    today: DayMedian | None
    """Of that day; None where there were too few answers."""
    week_bpm: float | None
    """Median of the days of the last week; None where they are too few."""
    baseline_bpm: float | None
    """Median of the four weeks before that week; None where their days are too few."""
    baseline_days: int
    """How many of those days there are."""
    detectable_bpm: float | None
    """A smaller difference of week and baseline may be chance, for this person; at least five."""
    changed_bpm: float | None
    """How much higher or lower the week is, where that has held for seven days; None otherwise."""


def day_medians(rates: Iterable[tuple[date, float]]) -> tuple[DayMedian, ...]:
    """Return the days that have answers enough, oldest first."""
    by_day: dict[date, list[float]] = defaultdict(list)
    for day, bpm in rates:
        by_day[day].append(bpm)
    return tuple(
        DayMedian(day, median(found), len(found))
        for day, found in sorted(by_day.items())
        if len(found) >= FEWEST_OF_DAY
    )


def pulse_medians(rates: Iterable[tuple[date, float]], as_of: date) -> PulseMedians:
    """Return what single rates, each with its local day, come to as of a day."""
    days = day_medians(rates)
    by_day = {one.day: one.bpm for one in days}
    now = _compared(by_day, as_of)
    return PulseMedians(
        as_of=as_of,
        today=next((one for one in days if one.day == as_of), None),
        week_bpm=now.week_bpm,
        baseline_bpm=now.baseline_bpm,
        baseline_days=now.baseline_days,
        detectable_bpm=now.detectable_bpm,
        changed_bpm=_held_change(by_day, as_of),
    )


@dataclass(frozen=True, slots=True)
class _Compared:
    """A week against the four weeks before it."""

    week_bpm: float | None
    baseline_bpm: float | None
    baseline_days: int
    detectable_bpm: float | None

    @property
    def change_bpm(self) -> float | None:
        """How much higher or lower the week is, where that is more than chance; None otherwise."""
        if self.week_bpm is None or self.baseline_bpm is None or self.detectable_bpm is None:
            return None
        change = self.week_bpm - self.baseline_bpm
        return change if abs(change) > self.detectable_bpm else None


def _compared(by_day: Mapping[date, float], as_of: date) -> _Compared:
    """Return the week that ends with a day, and the four weeks before it."""
    week = [by_day[day] for day in _days_until(as_of, WEEK_DAYS) if day in by_day]
    before = as_of - timedelta(days=WEEK_DAYS)
    baseline = [by_day[day] for day in _days_until(before, BASELINE_DAYS) if day in by_day]
    has_baseline = len(baseline) >= FEWEST_DAYS_OF_BASELINE
    has_week = len(week) >= FEWEST_DAYS_OF_WEEK
    detectable = None
    if has_baseline and has_week:
        by_chance = _CONFIDENCE_Z * stdev(baseline) * sqrt(1 / len(week) + 1 / len(baseline))
        detectable = max(LEAST_CHANGE_BPM, by_chance)
    return _Compared(
        week_bpm=median(week) if has_week else None,
        baseline_bpm=median(baseline) if has_baseline else None,
        baseline_days=len(baseline),
        detectable_bpm=detectable,
    )


def _held_change(by_day: Mapping[date, float], as_of: date) -> float | None:
    """Return today's change if there has been one in the same direction on each of the last seven days."""
    changes = [_compared(by_day, day).change_bpm for day in _days_until(as_of, HELD_DAYS)]
    held = [change for change in changes if change is not None]
    is_one_way = all(change > 0 for change in held) or all(change < 0 for change in held)
    return changes[0] if len(held) == HELD_DAYS and is_one_way else None


def _days_until(last: date, days: int) -> list[date]:
    """Return so many days, the last one first."""
    return [last - timedelta(days=back) for back in range(days)]


def should_count(bpm: float) -> bool:
    """Tell whether a rate lies where somebody should count the pulse by hand or use a monitor."""
    return bpm < LOW_BPM or bpm > HIGH_BPM
