"""Whether a person's readings have changed against their own reference, beyond what chance makes.

With a single camera nothing can tell a new lamp from a change, which `Trend.cameras` lets others say.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import groupby
import math
from operator import attrgetter
from typing import Final

from .baseline import Baseline, SeenDay
from .daily_values import VISIT_CORRELATION, DayValue, effective_number, logit, probability_of
from .day_window import DayWindow
from .replay import CHANGED, FEWEST_RECENT_DAYS, LATEST_DAYS, RECENT_DAYS, Replay, TrendState
from .year_before import unexplained

SUSTAINED_DAYS: Final = LATEST_DAYS
SUSTAINED_FEWEST_DAYS: Final = 15
"""A sustained rise has lasted at least these days and has data on at least these of the last of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A person's trend by one model. Probabilities are 0-1 and None where nothing may be said."""

    state: TrendState
    """What is said."""
    before: TrendState | None
    """What was said before that; None while calibrating."""
    since: date | None
    """Since when; None while calibrating."""
    new_level_since: date | None
    """Since when the person has a new own level: a change that began then has lasted, and is the reference now."""
    baseline: float | None
    """Probability of the reference, at this time of the year once there has been one before."""
    current: float | None
    """Probability of the last two weeks on which the cameras agree, each measured from its own level."""
    detectable_change: float | None
    """By how much the probability must differ from the reference to count."""
    baseline_days: int
    """Days with data behind the reference; while calibrating, days with data so far."""
    recent_days: int
    """Days with data in the two weeks before `as_of`."""
    month_days: int
    """Days with data in the thirty days before `as_of`."""
    last_day: date | None
    """Last day with data."""
    cameras: int
    """How many cameras say so; with one, a new lamp looks like a change."""
    as_of: date
    """The day for which this was computed."""

    @property
    def change(self) -> float | None:
        """The change against the reference, as a difference of probabilities."""
        if self.current is None or self.baseline is None:
            return None
        return self.current - self.baseline

    @property
    def is_sustained_rise(self) -> bool:
        """Whether a rise has lasted for thirty days, fifteen of them with data."""
        return (
            self.state is TrendState.RISING
            and self.since is not None
            and self.as_of - self.since >= timedelta(days=SUSTAINED_DAYS)
            and self.month_days >= SUSTAINED_FEWEST_DAYS
        )


def trend_of(days: Iterable[DayValue], as_of: date) -> Trend:
    """Return the trend of a person's days.

    Args:
        days: Values of one person by one model, oldest first; later ones than `as_of` do not count.
        as_of: The day at whose end the trend is asked for.
    """
    replay = Replay()
    last = as_of.toordinal()
    for day in seen_days(days):
        if day.ordinal > last:
            break
        replay = replay.then(day)
    return trend_at(replay, as_of)


def seen_days(values: Iterable[DayValue]) -> Iterator[SeenDay]:
    """Put together what belongs to one day."""
    for day, of_day in groupby(values, key=attrgetter("day")):
        yield SeenDay(
            day.toordinal(),
            tuple([(one.camera_ids, logit(one.probability), _weight(one.visits)) for one in of_day]),
        )


@cache
def _weight(visits: int) -> float:
    """Return how much so many visits of one day count."""
    return effective_number(visits, VISIT_CORRELATION)


def trend_at(replay: Replay, as_of: date) -> Trend:
    """Return what is known at the end of a day; what is shown are the days as they were, the odd ones too."""
    baseline, today = replay.baseline, as_of.toordinal()
    days = [day for day in replay.latest if day.ordinal > today - LATEST_DAYS]
    trend = Trend(
        state=replay.state,
        before=replay.before,
        since=_day(replay.since),
        new_level_since=_day(replay.new_level_since),
        baseline=None,
        current=None,
        detectable_change=None,
        baseline_days=replay.days,
        recent_days=len([day for day in days if day.ordinal > today - RECENT_DAYS]),
        month_days=len(days),
        last_day=_day(replay.latest[-1].ordinal if replay.latest else None),
        cameras=0,
        as_of=as_of,
    )
    return trend if baseline is None else _with_numbers(trend, replay, baseline, days)


def _with_numbers(trend: Trend, replay: Replay, baseline: Baseline, days: Iterable[SeenDay]) -> Trend:
    """Return a trend with the numbers that the last two weeks make beside the reference."""
    window, baseline = DayWindow(RECENT_DAYS), replace(baseline, farthest=math.inf)
    for day in days:
        window.push((day, *baseline.distance(day)))
    window.expire(trend.as_of.toordinal())
    common, _ = window.common_shift(baseline)
    # What the year before explains belongs to the level that the last two weeks are measured from.
    level = baseline.level + common - unexplained(common, replay.year_before.expected)
    detectable = baseline.detectable_change(max(trend.recent_days, FEWEST_RECENT_DAYS))
    is_comparable = window.compared_days >= FEWEST_RECENT_DAYS
    return replace(
        trend,
        baseline=probability_of(level),
        current=probability_of(baseline.level + common) if is_comparable else None,
        detectable_change=probability_of(level + detectable) - probability_of(level),
        cameras=replay.cameras if replay.state in CHANGED else baseline.cameras,
    )


def _day(ordinal: int | None) -> date | None:
    """Return the day of an ordinal."""
    return None if ordinal is None else date.fromordinal(ordinal)
