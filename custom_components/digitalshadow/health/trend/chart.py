"""What a chart of a person's days shows beside the values: own ranges, new cameras, gaps."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from .baseline import Baseline
from .daily_values import DayValue, PeriodValue, probability_of
from .replay import RECENT_DAYS, Replay
from .trend import Trend, seen_days

NEW_CAMERA_AFTER_DAYS: Final = 14
"""A camera that joins later than this after the first day is a change worth marking; before, it was there all along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The range in which a person's values usually lay. Probabilities are 0-1."""

    first_day: date
    """The day on which it was known."""
    last_day: date
    """Its last day."""
    low: float
    """Lower end."""
    high: float
    """Upper end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A span without any value."""

    first_day: date
    """First day of the first period without data."""
    last_day: date
    """Last day before data came again, or today."""


def bands_of(days: Iterable[DayValue], trend: Trend) -> tuple[Band, ...]:
    """Return the person's own ranges, oldest first: a new one after each new own level, and after a new beginning.

    Args:
        days: Values of one person by one model, oldest first.
        trend: The trend of the same days, whose numbers the last band takes, so that all that is shown agrees.
    """
    bands: list[Band] = []
    replay, opened, level_since = Replay(), None, None
    baseline: Baseline | None = None
    last = date.min
    for day in seen_days(days):
        if day.ordinal > trend.as_of.toordinal():
            break
        after = replay.then(day)
        begins_anew = after is not replay or after.new_level_since not in {None, level_since}
        if opened is not None and baseline is not None and begins_anew:
            bands.append(_closed(opened, last, baseline))
            opened = None
        replay, level_since = after, after.new_level_since or level_since
        baseline = replay.baseline
        last = date.fromordinal(day.ordinal)
        if opened is None and baseline is not None:
            opened = last
    if opened is not None and trend.baseline is not None and trend.detectable_change is not None:
        low, high = trend.baseline - trend.detectable_change, trend.baseline + trend.detectable_change
        bands.append(Band(first_day=opened, last_day=trend.as_of, low=max(0.0, low), high=min(1.0, high)))
    return tuple(bands)


def _closed(first_day: date, last_day: date, baseline: Baseline) -> Band:
    """Return a range of the past, as its reference was at its end."""
    usual = probability_of(baseline.level)
    change = probability_of(baseline.level + baseline.detectable_change(RECENT_DAYS)) - usual
    return Band(
        first_day=first_day, last_day=last_day, low=max(0.0, usual - change), high=min(1.0, usual + change)
    )


def new_cameras(days: Sequence[DayValue]) -> tuple[tuple[date, str], ...]:
    """Return the cameras that joined later than the first days, each with its first day."""
    first_days: dict[str, date] = {}
    for day in days:
        for camera_id in day.camera_ids:
            first_days.setdefault(camera_id, day.day)
    if not first_days:
        return ()
    known_until = min(first_days.values()) + timedelta(days=NEW_CAMERA_AFTER_DAYS)
    return tuple((joined, camera_id) for camera_id, joined in first_days.items() if joined > known_until)


def gaps_of(
    periods: Sequence[PeriodValue], period_of: Callable[[date], date], today: date
) -> tuple[Gap, ...]:
    """Return the spans of at least one whole period without data, the last one up to today."""
    firsts = [one.first_day for one in periods]
    gaps = [
        Gap(first_day=_next(before, period_of), last_day=after - timedelta(days=1))
        for before, after in pairwise(firsts)
        if _next(before, period_of) < after
    ]
    if firsts and (empty := _next(firsts[-1], period_of)) < period_of(today):
        gaps.append(Gap(first_day=empty, last_day=today))
    return tuple(gaps)


def _next(first_day: date, period_of: Callable[[date], date]) -> date:
    """Return the first day of the period after: 35 days reach into the next month or beyond, a week has seven."""
    later = first_day + timedelta(days=7)
    while period_of(later) == first_day:
        later += timedelta(days=7)
    return period_of(later)
