"""Whether a person's readings have changed against their own reference, beyond what chance makes.

The mean of the last two weeks is compared with the reference (`baseline.py`), which holds the days before them. A
change counts when it exceeds the minimal detectable change on days in a row, and when it remains whichever camera is
left out: a new lamp before one camera moves that camera alone. With a single camera nothing can tell the two apart,
which `Trend.cameras` lets others say. The reference stands still while a change lasts; nothing is filled into a gap.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from .baseline import FEWEST_DAYS, Baseline, SeenDay, View, baseline_of
from .daily_values import VISIT_CORRELATION, DayValue, effective_number, logit, probability_of
from .recent_window import RecentWindow

FEWEST_RECENT_DAYS = 5
"""Days with data in the window before it is compared."""

FEWEST_SPARED_DAYS = 3
"""Days with data that the other cameras must have before one may be left out."""

AGREEING_DAYS = 2
"""Days with data in a row that must say the same before the state changes."""

REFERENCE_DAYS = 365
"""The reference holds a year, so that it has seen every season's light."""

LEAVE_SHARE = 0.5
"""A change ends when less than this share of the detectable change is left."""

STRANGE_DAYS = 30
"""After so many days with data on which no camera had a level, as when all were replaced, everything begins anew."""

SUSTAINED_DAYS = 30
SUSTAINED_FEWEST_DAYS = 15
"""A sustained rise has lasted at least these days and has data on at least these of the last of them."""

_CLIP_SDS = 6.0
"""A day farther away counts as this far, so that one odd day cannot carry a window."""

_REFRESH_DAYS = 7
_REFRESH_SHARE = 0.1
"""The reference is taken anew after so many days, and when it has grown by this share."""


class TrendState(StrEnum):
    """What is said of a trend."""

    CALIBRATING = "calibrating"
    STABLE = "stable"
    """No change beyond chance; which does not say that the level is a good one."""
    RISING = "rising"
    FALLING = "falling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A person's trend by one model. Probabilities are 0-1 and None where nothing may be said."""

    state: TrendState
    """What is said."""
    since: date | None
    """Since when; None while calibrating."""
    baseline: float | None
    """Probability of the reference."""
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
    """How many cameras the reference compares; with one, a new lamp looks like a change."""
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
    """Return the trend of days (oldest first, one person, one model) as it stands at the end of `as_of`."""
    replay = _Replay()
    for day in _seen_days(days):
        if day.ordinal > as_of.toordinal():
            break
        replay.add(day)
        if len(replay.strange_days) >= STRANGE_DAYS:
            replay = _begun_anew(replay)
    return replay.trend(as_of)


def _seen_days(values: Iterable[DayValue]) -> Iterable[SeenDay]:
    """Put together what belongs to one day."""
    # One object for each view: a dictionary finds a key by its identity much faster than by comparing names.
    views: dict[View, View] = {}
    for day, of_day in groupby(values, key=lambda value: value.day):
        yield SeenDay(
            day.toordinal(),
            tuple(
                [
                    (
                        views.setdefault(value.camera_ids, value.camera_ids),
                        logit(value.probability),
                        effective_number(value.visits, VISIT_CORRELATION),
                    )
                    for value in of_day
                ]
            ),
        )


class _Replay:
    """Goes through a person's days once and keeps what the next day needs."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self.state = TrendState.CALIBRATING
        self.since: int | None = None
        self.recent = RecentWindow()
        self.baseline: Baseline | None = None
        self._latest: deque[SeenDay] = deque(maxlen=SUSTAINED_DAYS)
        self.strange_days: list[SeenDay] = []
        self._reference: deque[SeenDay] = deque()
        self._new_days = 0
        self._agreeing: tuple[TrendState, int] = (TrendState.CALIBRATING, 0)

    def add(self, day: SeenDay) -> None:
        """Take the next day with data."""
        self._latest.append(day)
        day = self._held(day)
        fallen = self.recent.push(day)
        if self.state in {TrendState.CALIBRATING, TrendState.STABLE}:
            self._learn(fallen, day.ordinal)
        if self.baseline is not None:
            self._judge(self.baseline, day.ordinal)

    def _held(self, day: SeenDay) -> SeenDay:
        """Return a day with odd values pulled in; keep it aside when no camera of it has a level."""
        if self.baseline is None:
            return day
        levels, limit = self.baseline.levels, _CLIP_SDS * self.baseline.day_sd
        is_within = [abs(value - levels[view]) <= limit for view, value, _ in day.values if view in levels]
        if not is_within:
            self.strange_days.append(day)
            return day
        self.strange_days.clear()
        if all(is_within):
            return day
        return SeenDay(
            day.ordinal,
            tuple(
                (view, _within(value, levels.get(view, value), limit), weight)
                for view, value, weight in day.values
            ),
        )

    def _learn(self, fallen: list[SeenDay], today: int) -> None:
        """Let days that left the window into the reference, and renew it when it has grown."""
        self._reference.extend(fallen)
        self._new_days += len(fallen)
        while self._reference and self._reference[0].ordinal < today - REFERENCE_DAYS:
            self._reference.popleft()
        needed = max(_REFRESH_DAYS, _REFRESH_SHARE * len(self._reference)) if self.baseline else 1
        if len(self._reference) >= FEWEST_DAYS and self._new_days >= needed:
            self.baseline = baseline_of(self._reference) or self.baseline
            self._new_days = 0

    def _judge(self, baseline: Baseline, today: int) -> None:
        """Change the state when several days in a row say so."""
        verdict = self._verdict(baseline)
        if verdict is None:
            return
        before, count = self._agreeing
        self._agreeing = (verdict, count + 1 if verdict is before else 1)
        if verdict is not self.state and (
            self.state is TrendState.CALIBRATING or self._agreeing[1] >= AGREEING_DAYS
        ):
            self.state, self.since = verdict, today

    def _verdict(self, baseline: Baseline) -> TrendState | None:
        """Return what the window says alone; None when it holds too few days."""
        change, days = self.recent.shift(baseline, baseline.groups[0])
        if days < FEWEST_RECENT_DAYS:
            return None
        if self.state is TrendState.CALIBRATING:
            return TrendState.STABLE
        lasting = TrendState.RISING if change > 0 else TrendState.FALLING
        limit = baseline.detectable_change(days) * (LEAVE_SHARE if self.state is lasting else 1.0)
        # Leaving cameras out only ever weakens a change: one that is too small anyway needs no second look.
        if abs(change) < limit or abs(_common_shift(self.recent, baseline)) < limit:
            return TrendState.STABLE
        return lasting

    def trend(self, as_of: date) -> Trend:
        """Return what is known at the end of a day; what is shown are the days as they were, the odd ones too."""
        today = as_of.toordinal()
        days = [day for day in self._latest if day.ordinal > today - SUSTAINED_DAYS]
        window = RecentWindow()
        for day in days:
            window.push(day)
        window.expire(today)
        baseline, shift = self.baseline, None
        if baseline is not None and window.shift(baseline, baseline.groups[0])[1] >= FEWEST_RECENT_DAYS:
            shift = _common_shift(window, baseline)
        return Trend(
            state=self.state,
            since=None if self.since is None else date.fromordinal(self.since),
            baseline=None if baseline is None else probability_of(baseline.level),
            current=None if baseline is None or shift is None else probability_of(baseline.level + shift),
            detectable_change=None if baseline is None else _in_probability(baseline, len(window.days)),
            baseline_days=len(self._reference) + len(self.recent.days) if baseline is None else baseline.days,
            recent_days=len(window.days),
            month_days=len(days),
            last_day=date.fromordinal(self._latest[-1].ordinal) if self._latest else None,
            cameras=0 if baseline is None else len(baseline.groups) - 1 or 1,
            as_of=as_of,
        )


def _begun_anew(lost: _Replay) -> _Replay:
    """Return a replay that knows only the days on which no camera was known any more."""
    replay = _Replay()
    for day in lost.strange_days:
        replay.add(day)
    return replay


def _common_shift(window: RecentWindow, baseline: Baseline) -> float:
    """Return the weakest of the shifts with all cameras and with each left out; 0 when they disagree."""
    weakest, _ = window.shift(baseline, baseline.groups[0])
    for group in baseline.groups[1:]:
        spared, days = window.shift(baseline, group)
        if days >= FEWEST_SPARED_DAYS:
            weakest = 0.0 if spared * weakest <= 0 else min(weakest, spared, key=abs)
    return weakest


def _in_probability(baseline: Baseline, days: int) -> float:
    """Return the detectable change of a window, measured upward from the reference."""
    change = baseline.detectable_change(max(days, FEWEST_RECENT_DAYS))
    return probability_of(baseline.level + change) - probability_of(baseline.level)


def _within(value: float, level: float, limit: float) -> float:
    """Return a value, or the nearer end of what is held possible around a level."""
    return min(max(value, level - limit), level + limit)
