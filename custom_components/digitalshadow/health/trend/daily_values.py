"""From visits to days to weeks: what a trend is made of.

All means are taken on the logit scale. There a model that was trained where disease is more common than at home shifts
every value by one constant (Saerens 2002, Elkan 2001), and a constant cancels out of a change.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
import math
from statistics import fmean, median
from typing import Final

VISIT_CORRELATION: Final = 0.8
"""How alike two visits of one person on one day are: many visits are hardly worth more than one."""

LEAST_PROBABILITY: Final = 0.005
"""Values are held away from 0 and 1 by this: beyond, a logit says more about rounding than about a face."""

KIND_SPAN: Final = timedelta(days=28)
"""So long before the latest data most visits decide which kind of picture a trend is of."""

_FEWEST_FOR_TRIMMING: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitValue:
    """One reading, as far as a trend needs it. All of one person and one model."""

    day: date
    """The local day of the visit."""
    probability: float
    """LiveCAD probability of the visit, 0-1."""
    camera_ids: tuple[str, ...]
    """The cameras that took part."""
    kind: tuple[str, ...] = ()
    """What the crops of the face were made from and in what light; values of two kinds do not compare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayValue:
    """What one set of cameras saw of a person on one day."""

    day: date
    """The local day."""
    probability: float
    """Robust mean of the visits, 0-1."""
    camera_ids: tuple[str, ...]
    """The cameras that took part in these visits, in order."""
    visits: int
    """How many visits."""
    kind: tuple[str, ...] = ()
    """What the crops of the face were made from and in what light."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeDay:
    """What all cameras together saw of a person on one day."""

    day: date
    """The local day."""
    probability: float
    """Mean over the sets of cameras, 0-1."""
    visits: int
    """How many visits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodValue:
    """One week or month for a chart. One without data is not there: a gap is a gap."""

    first_day: date
    """Monday of the week, or first day of the month."""
    probability: float
    """Median of the days, 0-1."""
    lowest: float
    """Lowest day, 0-1."""
    highest: float
    """Highest day, 0-1."""
    days: int
    """Days with data."""


def day_values(visits: Iterable[VisitValue]) -> tuple[DayValue, ...]:
    """Return one value for each day, set of cameras and kind of picture, oldest first."""
    together: dict[tuple[date, tuple[str, ...], tuple[str, ...]], list[float]] = defaultdict(list)
    # One object for each set of cameras: a dictionary finds a key by its identity much faster than by comparing names.
    views: dict[tuple[str, ...], tuple[str, ...]] = {}
    for visit in visits:
        cameras = tuple(sorted(set(visit.camera_ids)))
        cameras = views.setdefault(cameras, cameras)
        together[visit.day, cameras, visit.kind].append(logit(visit.probability))
    return tuple(
        DayValue(
            day=day,
            probability=probability_of(_trimmed_mean(logits)),
            camera_ids=cameras,
            visits=len(logits),
            kind=kind,
        )
        for (day, cameras, kind), logits in sorted(together.items())
    )


def of_one_kind(days: Iterable[DayValue], as_of: date) -> tuple[DayValue, ...]:
    """Return the days of one kind of picture, as those of one model: two kinds do not compare.

    It is the kind that most visits of the last four weeks of data until `as_of` have, so that a single visit changes
    nothing; the one that comes first by name where two have as many.
    """
    known = tuple(days)
    latest = max((day.day for day in known if day.day <= as_of), default=as_of)
    recent: Counter[tuple[str, ...]] = Counter()
    for day in known:
        if latest - KIND_SPAN < day.day <= as_of:
            recent[day.kind] += day.visits
    most = min(recent, key=lambda kind: (-recent[kind], kind), default=())
    return tuple(day for day in known if day.kind == most)


def whole_days(days: Iterable[DayValue]) -> tuple[WholeDay, ...]:
    """Return one value for each day, oldest first: what a day was, wherever it is shown."""
    by_day: dict[date, list[DayValue]] = defaultdict(list)
    for value in days:
        by_day[value.day].append(value)
    return tuple(
        WholeDay(
            day=day,
            probability=probability_of(fmean([logit(value.probability) for value in values])),
            visits=sum([value.visits for value in values]),
        )
        for day, values in sorted(by_day.items())
    )


def week_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def month_of(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def week_values(days: Iterable[DayValue]) -> tuple[PeriodValue, ...]:
    """Return the weeks that have data, oldest first."""
    return period_values(days, week_of)


def period_values(days: Iterable[DayValue], period_of: Callable[[date], date]) -> tuple[PeriodValue, ...]:
    """Return the periods that have data, oldest first; a day counts once, however many cameras saw the person."""
    periods: dict[date, list[float]] = defaultdict(list)
    for whole in whole_days(days):
        periods[period_of(whole.day)].append(whole.probability)
    return tuple(
        PeriodValue(
            first_day=first_day,
            probability=median(values),
            lowest=min(values),
            highest=max(values),
            days=len(values),
        )
        for first_day, values in periods.items()
    )


def effective_number(count: int, correlation: float) -> float:
    """Return how many independent values `count` alike ones are worth: m / (1 + (m - 1) rho)."""
    return count / (1 + (count - 1) * correlation)


def logit(probability: float) -> float:
    """Return the log odds of a probability, held away from 0 and 1."""
    if not LEAST_PROBABILITY <= probability <= 1 - LEAST_PROBABILITY:
        probability = min(max(probability, LEAST_PROBABILITY), 1 - LEAST_PROBABILITY)
    return math.log(probability / (1 - probability))


def probability_of(log_odds: float) -> float:
    """Return the probability of log odds."""
    return 1 / (1 + math.exp(-log_odds))


def _trimmed_mean(values: list[float]) -> float:
    """Return the mean without the highest and the lowest value; of one or two values the plain mean."""
    return fmean(values if len(values) < _FEWEST_FOR_TRIMMING else sorted(values)[1:-1])
