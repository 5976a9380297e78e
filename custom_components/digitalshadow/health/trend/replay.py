"""Goes through a person's days, from the first to the last, and knows after each what is said of their trend.

Two comparisons with the reference run side by side: the mean of the last two weeks, which finds a large change soon,
and a cumulative sum, which finds a small one that lasts. Either counts as far as it remains whichever camera is left
out, and as far as the same weeks of the year before do not explain it. The reference stands still while a change
lasts; a change that has lasted for a quarter of a year becomes the new reference.
"""

from collections import deque
from enum import StrEnum
from typing import Final

from .baseline import FEWEST_DAYS, Baseline, SeenDay, baseline_of
from .day_window import DayWindow
from .lasting_sum import FEWEST_REFERENCE_DAYS, LastingSum
from .year_before import YearBefore, unexplained

RECENT_DAYS: Final = 14
"""Length of the window that is compared with the reference, in calendar days."""

FEWEST_RECENT_DAYS: Final = 5
"""Days with data in the window before it is compared."""

AGREEING_DAYS: Final = 2
"""Days with data in a row on which the window must say the same before the state changes."""

REFERENCE_DAYS: Final = 365
"""The reference holds a year, so that it has seen every season's light."""

LEAVE_SHARE: Final = 0.5
"""A change ends when less than this share of what made it count is left."""

ADOPTED_AFTER_DAYS: Final = 90
"""A change that has lasted for so many calendar days is the person's new own level."""

STRANGE_DAYS: Final = 30
"""After so many days with data on which no camera had a level, as when all were replaced, everything begins anew."""

LATEST_DAYS: Final = 30
"""So many of the latest days with data are kept as they were."""

_REFRESH_DAYS: Final = 7
_REFRESH_SHARE: Final = 0.2
"""The reference is taken anew after so many days, and when it has grown by this share."""


class TrendState(StrEnum):
    """What is said of a trend."""

    CALIBRATING = "calibrating"
    STABLE = "stable"
    """No change beyond chance; which does not say that the level is a good one."""
    RISING = "rising"
    FALLING = "falling"


CHANGED: Final = frozenset({TrendState.RISING, TrendState.FALLING})


class Replay:
    """What the next day needs of all the days before it."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self.state = TrendState.CALIBRATING
        self.before: TrendState | None = None
        self.since: int | None = None
        self.new_level_since: int | None = None
        self.cameras = 1
        self.baseline: Baseline | None = None
        self.year_before = YearBefore()
        self.latest: deque[SeenDay] = deque(maxlen=LATEST_DAYS)
        self._strange_days: list[SeenDay] = []
        self._recent = DayWindow(RECENT_DAYS)
        self._reference: deque[SeenDay] = deque()
        self._since_change: list[SeenDay] = []
        self._new_days = 0
        self._limits: tuple[float, ...] = ()
        self._counted = 0.0
        self._agreeing: tuple[TrendState, int] = (TrendState.CALIBRATING, 0)
        self._sums = {TrendState.RISING: LastingSum(1), TrendState.FALLING: LastingSum(-1)}

    @property
    def days(self) -> int:
        """Days with data behind the reference; while there is none, days with data so far."""
        return self.baseline.days if self.baseline else len(self._reference) + len(self._recent.days)

    @property
    def limit(self) -> float:
        """By how many logits the window must lie from the reference to count now; 0 without a reference."""
        return self._limits[self._recent.compared_days] if self.baseline else 0.0

    def then(self, day: SeenDay) -> Replay:
        """Take the next day with data; return what goes on from there, which may have begun anew."""
        self._add(day)
        if len(self._strange_days) < STRANGE_DAYS:
            return self
        anew = Replay()
        for strange in self._strange_days:
            anew._add(strange)
        return anew

    def _add(self, day: SeenDay) -> None:
        """Take the next day with data."""
        self.latest.append(day)
        distance, weight = self.baseline.distance(day) if self.baseline else (0.0, 0.0)
        if weight or self.baseline is None:
            self._strange_days.clear()
        else:
            self._strange_days.append(day)
        fallen = self._recent.push((day, distance, weight))
        self.year_before.push(day, self.baseline)
        if self.state in CHANGED:
            self._since_change += fallen
            self._adopt(day.ordinal)
        else:
            self._learn(fallen, day.ordinal)
        if self.baseline is not None and self._recent.compared_days >= FEWEST_RECENT_DAYS:
            self._judge(self.baseline, day, distance / weight if weight else None)

    def _learn(self, fallen: list[SeenDay], today: int) -> None:
        """Let days that left the window into the reference, and renew it when it has grown."""
        reference = self._reference
        reference.extend(fallen)
        self._new_days += len(fallen)
        while reference and reference[0].ordinal < today - REFERENCE_DAYS:
            reference.popleft()
        if len(reference) < FEWEST_DAYS or not self._new_days:
            return
        if self.baseline is None or self._new_days >= max(_REFRESH_DAYS, _REFRESH_SHARE * len(reference)):
            self._new_days = 0
            self._renew(baseline_of(reference))

    def _adopt(self, today: int) -> None:
        """Take the level of a change that has lasted for a quarter of a year as the person's own, and learn again."""
        since = self.since
        if since is None or today - since < ADOPTED_AFTER_DAYS:
            return
        days = [day for day in self._since_change if day.ordinal >= since]
        if self._renew(baseline_of(days)):
            self._reference = deque(days)
            self._new_days = 0
            self._change_to(TrendState.STABLE, today)
            self.new_level_since = since

    def _renew(self, baseline: Baseline | None) -> bool:
        """Compare with another reference from now on, if there is one."""
        if baseline is None:
            return False
        if self.baseline is None or self.baseline.groups != baseline.groups:
            self._restart_sums()
        self.baseline = baseline
        self._limits = tuple([baseline.detectable_change(days) for days in range(RECENT_DAYS + 1)])
        self._recent.rebase(baseline)
        self.year_before.rebase(baseline)
        return True

    def _judge(self, baseline: Baseline, day: SeenDay, residual: float | None) -> None:
        """Change the state when the window says so on several days in a row, or when a sum has grown high.

        `residual` is how far the day lies from the reference, None where no camera of that day has a level.
        """
        today = day.ordinal
        if self.state is TrendState.CALIBRATING:
            self._change_to(TrendState.STABLE, today)
        verdict, cameras = self._verdict(baseline)
        before, count = self._agreeing
        self._agreeing = (verdict, count + 1 if verdict is before else 1)
        if verdict is self.state:
            self.cameras = max(self.cameras, cameras)
        elif self._agreeing[1] >= AGREEING_DAYS:
            self._counted = self.limit
            self.cameras = cameras
            self._change_to(verdict, today)
            return
        if (
            self.state is TrendState.STABLE
            and residual is not None
            and baseline.days >= FEWEST_REFERENCE_DAYS
        ):
            self._add_to_sums(baseline, day, residual)

    def _verdict(self, baseline: Baseline) -> tuple[TrendState, int]:
        """Return what the window says alone, and how many cameras it compared."""
        change, limit = self._recent.shift, self.limit
        lasting = TrendState.RISING if change > 0 else TrendState.FALLING
        if self.state is lasting:
            limit = LEAVE_SHARE * self._counted
        # Cameras left out and the year before only ever weaken a change: one that is too small needs no second look.
        if abs(change) < limit:
            return TrendState.STABLE, 1
        common, cameras = self._recent.common_shift(baseline)
        is_news = abs(unexplained(common, self.year_before.expected)) >= limit
        return (lasting if is_news else TrendState.STABLE), cameras

    def _add_to_sums(self, baseline: Baseline, day: SeenDay, residual: float) -> None:
        """Let both directions take a day. What they find is smaller than what the window finds: half of its limit."""
        for state, total in self._sums.items():
            cameras = total.add(day, residual, self.year_before.expected, baseline)
            if cameras:
                self._counted = LEAVE_SHARE * self.limit
                self.cameras = cameras
                self._change_to(state, day.ordinal)
                return

    def _change_to(self, state: TrendState, today: int) -> None:
        """Say something else from today on."""
        self.before, self.state, self.since = self.state, state, today
        self.new_level_since = None
        self._since_change.clear()
        self._restart_sums()

    def _restart_sums(self) -> None:
        """Let both sums begin at zero."""
        for total in self._sums.values():
            total.restart()
