"""A person's own reference: what each camera usually says about them, and how much that varies from day to day.

Each set of cameras has its own level, so that light and angle of a camera cancel out of every comparison, and a camera
that is new says nothing until it has a level.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
import math
from statistics import fmean, median
from typing import Final

type View = tuple[str, ...]
"""The cameras that took part in a visit."""

FEWEST_DAYS: Final = 14
"""Days with data before anything is said."""

FEWEST_DAYS_OF_VIEW: Final = 7
"""Days with data before a set of cameras has a level."""

LEAST_DAY_SD: Final = 0.05
"""In logits. Without a floor, a face that hardly varies would make any change count."""

_CONFIDENCE_Z: Final = 2.576
"""Normal quantile of a change that chance makes in 1 of 100 comparisons."""

_USUAL_CORRELATION: Final = 0.3
"""Correlation of neighbouring days before a person has told their own, which counts as much as these days do:"""
_USUAL_CORRELATION_DAYS: Final = 20
_MOST_CORRELATION: Final = 0.8

_MAD_TO_SD: Final = 1.4826
_FARTHEST_SDS: Final = 6.0
_CLIP_SDS: Final = 3.0
"""Residuals beyond are counted as this far away, so that one odd day does not set the scale."""


@dataclass(frozen=True, slots=True)
class SeenDay:
    """All that was seen of a person on one day, in logits."""

    ordinal: int
    """The day, as `date.toordinal` counts."""
    values: tuple[tuple[View, float, float], ...]
    """For each set of cameras its value and its weight."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The reference, in logits."""

    levels: Mapping[View, float]
    """What each set of cameras usually says."""
    level: float
    """The same over all of them."""
    day_sd: float
    """Standard deviation of this person's days around it."""
    correlation: float
    """Correlation of neighbouring days, 0-0.8."""
    long_run_sd: float
    """Standard deviation of independent days that would vary as much in the long run as these alike ones do."""
    farthest: float
    """A value farther from its level counts as this far, so that one odd day cannot carry a window."""
    days: int
    """Days with data behind it."""
    groups: tuple[tuple[View, ...], ...]
    """All views; then, for each camera that can be spared, the views without it."""

    @property
    def cameras(self) -> int:
        """How many cameras can contradict each other; 1 where none can."""
        return len(self.groups) - 1 or 1

    def distance(self, day: SeenDay, views: Collection[View] | None = None) -> tuple[float, float]:
        """Return the weighted sum of how far a day's values lie from their levels, and their weight.

        Of all views that have a level, or of some of them.
        """
        levels, farthest = self.levels, self.farthest
        known = levels if views is None else views
        distance = total = 0.0
        for view, value, weight in day.values:
            if view in known:
                residual = value - levels[view]
                if abs(residual) > farthest:
                    residual = math.copysign(farthest, residual)
                distance += residual * weight
                total += weight
        return distance, total

    def detectable_change(self, days: int) -> float:
        """Return the minimal detectable change of a mean of so many days, in logits.

        z times the standard error of the difference of two means, with the days of each counted as the number of
        independent ones they are worth (first-order autoregression), and z widened for a standard deviation that
        itself is an estimate (first term of the Cornish-Fisher expansion of Student's t).
        """
        independent = (1 - self.correlation) / (1 + self.correlation)
        of_reference = max(1.0, self.days * independent)
        of_recent = max(1.0, days * independent)
        widened = _CONFIDENCE_Z * (1 + (_CONFIDENCE_Z**2 + 1) / (4 * max(1.0, of_reference - 1)))
        return widened * self.day_sd * math.sqrt(1 / of_reference + 1 / of_recent)


def baseline_of(days: Sequence[SeenDay]) -> Baseline | None:
    """Return the reference that days (oldest first) make; None while they are too few."""
    by_view: dict[View, list[float]] = defaultdict(list)
    for day in days:
        for view, value, _ in day.values:
            by_view[view].append(value)
    levels = _levels(by_view)
    ordinals, residuals = _residuals(days, levels)
    if len(residuals) < FEWEST_DAYS:
        return None
    clipped = _clipped(residuals)
    sum_of_squares = math.sumprod(clipped, clipped)
    # A level takes a degree of freedom; a house with more sets of cameras than days has one left.
    day_sd = max(LEAST_DAY_SD, math.sqrt(sum_of_squares / max(1, len(clipped) - len(levels))))
    correlation = _correlation(ordinals, clipped, sum_of_squares)
    return Baseline(
        levels=levels,
        level=fmean(levels.values(), [len(by_view[view]) for view in levels]),
        day_sd=day_sd,
        correlation=correlation,
        long_run_sd=day_sd * math.sqrt((1 + correlation) / (1 - correlation)),
        farthest=_FARTHEST_SDS * day_sd,
        days=len(residuals),
        groups=_groups(levels),
    )


def _levels(by_view: Mapping[View, list[float]]) -> dict[View, float]:
    """Return the median of each view with days enough; combinations of cameras that are rare share one level."""
    levels = {view: median(values) for view, values in by_view.items() if len(values) >= FEWEST_DAYS_OF_VIEW}
    rare = [view for view in by_view if view not in levels and len(view) > 1]
    together = [value for view in rare for value in by_view[view]]
    if len(together) < FEWEST_DAYS_OF_VIEW:
        return levels
    return levels | dict.fromkeys(rare, median(together))


def _residuals(days: Sequence[SeenDay], levels: Mapping[View, float]) -> tuple[list[int], list[float]]:
    """Return the days that can be compared, and how far each lies from the levels."""
    ordinals, residuals = [], []
    for day in days:
        distance = total = 0.0
        for view, value, weight in day.values:
            if view in levels:
                distance += (value - levels[view]) * weight
                total += weight
        if total:
            ordinals.append(day.ordinal)
            residuals.append(distance / total)
    return ordinals, residuals


def _groups(views: Iterable[View]) -> tuple[tuple[View, ...], ...]:
    """Return all views, and for each camera the views that do without it, where there are any."""
    every = tuple(views)
    cameras = sorted({camera for view in every for camera in view})
    spared = (tuple(view for view in every if camera not in view) for camera in cameras)
    return (every, *(group for group in spared if group))


def _clipped(residuals: list[float]) -> list[float]:
    """Return residuals with the odd ones pulled in."""
    limit = _CLIP_SDS * max(LEAST_DAY_SD, _MAD_TO_SD * median(map(abs, residuals)))
    return [
        residual if -limit <= residual <= limit else math.copysign(limit, residual) for residual in residuals
    ]


def _correlation(ordinals: Sequence[int], residuals: Sequence[float], sum_of_squares: float) -> float:
    """Return the correlation of neighbouring days, drawn to the usual one where they are few."""
    products = [
        earlier * later
        for earlier, later, day, next_day in zip(
            residuals, residuals[1:], ordinals, ordinals[1:], strict=False
        )
        if next_day == day + 1
    ]
    own = sum(products) / sum_of_squares * len(residuals) if sum_of_squares else 0.0
    drawn = (own + _USUAL_CORRELATION * _USUAL_CORRELATION_DAYS) / (len(products) + _USUAL_CORRELATION_DAYS)
    return min(max(drawn, 0.0), _MOST_CORRELATION)
