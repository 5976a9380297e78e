"""Measures of a classifier with two outcomes.

NumPy alone, and read by both environments: no syntax newer than Python 3.10.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy import bool_, float64, intp
from numpy.typing import ArrayLike, NDArray

RESAMPLES = 2000
_SEED = 1


@dataclass(frozen=True)
class Interval:
    """A measure with its 95 % interval."""

    value: float
    """On all subjects."""
    low: float
    """The 2.5th percentile over resampled subjects."""
    high: float
    """The 97.5th."""


@dataclass(frozen=True)
class OperatingPoint:
    """What a threshold does."""

    threshold: float
    """Probability from which a subject counts as positive."""
    sensitivity: float
    """Share of the positive subjects at or above it."""
    specificity: float
    """Share of the others below it."""


def mean_by_subject(subjects: Sequence[str], values: ArrayLike) -> tuple[tuple[str, ...], NDArray[float64]]:
    """Return the subjects in order and the mean of each one's values."""
    names, index = np.unique(np.asarray(subjects), return_inverse=True)
    sums = np.bincount(index, weights=np.asarray(values, float64), minlength=len(names))
    return tuple(names.tolist()), sums / np.bincount(index, minlength=len(names))


def probabilities(log_odds: ArrayLike) -> NDArray[float64]:
    """Return the probabilities 0-1 that have these logarithms of odds."""
    halves = np.asarray(log_odds, float64) / 2
    return (1 + np.tanh(halves)) / 2


def area_under_roc(is_positive: ArrayLike, values: ArrayLike) -> float:
    """Return the chance that a positive has a higher value than another, ties counting half (Mann-Whitney).

    Not a number where there are no positives or nobody else.
    """
    positive, ranks = np.asarray(is_positive, bool_), _mean_ranks(np.asarray(values, float64))
    count, others = int(positive.sum()), int((~positive).sum())
    if not count or not others:
        return float("nan")
    return float((ranks[positive].sum() - count * (count + 1) / 2) / (count * others))


def roc_curve(is_positive: ArrayLike, values: ArrayLike) -> tuple[NDArray[float64], NDArray[float64]]:
    """Return false and true positive rates from the strictest threshold to none; tied values fall together."""
    positive, numbers = np.asarray(is_positive, bool_), np.asarray(values, float64)
    order = np.argsort(-numbers, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(numbers[order])), len(numbers) - 1)
    true, false = np.cumsum(positive[order])[ends], np.cumsum(~positive[order])[ends]
    return np.append(0, false / max(false[-1], 1)), np.append(0, true / max(true[-1], 1))


def operating_point(is_positive: ArrayLike, probabilities: ArrayLike, threshold: float) -> OperatingPoint:
    """Return what a threshold does; not a number where there is nobody to count."""
    positive, is_above = np.asarray(is_positive, bool_), np.asarray(probabilities, float64) >= threshold
    return OperatingPoint(threshold, _share(is_above[positive]), _share(~is_above[~positive]))


def threshold_of_sensitivity(is_positive: ArrayLike, probabilities: ArrayLike, sensitivity: float) -> float:
    """Return the highest threshold that reaches a sensitivity."""
    found = np.sort(np.asarray(probabilities, float64)[np.asarray(is_positive, bool_)])[::-1]
    return float(found[max(int(np.ceil(sensitivity * len(found) - 1e-9)), 1) - 1])


def predictive_values(point: OperatingPoint, prevalence: float) -> tuple[float, float]:
    """Return the positive and the negative predictive value at a prevalence, by Bayes' theorem."""
    true, false = point.sensitivity * prevalence, (1 - point.specificity) * (1 - prevalence)
    quiet, missed = point.specificity * (1 - prevalence), (1 - point.sensitivity) * prevalence
    positive = true / (true + false) if true + false > 0 else float("nan")
    negative = quiet / (quiet + missed) if quiet + missed > 0 else float("nan")
    return positive, negative


def brier(is_positive: ArrayLike, probabilities: ArrayLike) -> float:
    """Return the mean squared distance of the probabilities from what was the case (Brier 1950)."""
    return float(np.mean((np.asarray(probabilities, float64) - np.asarray(is_positive, float64)) ** 2))


def bootstrap(
    measure: Callable[[NDArray[intp]], float], is_positive: ArrayLike, resamples: int = RESAMPLES
) -> Interval:
    """Return a measure with its percentile interval over subjects drawn with replacement, positives and others apart.

    The measure takes the numbers of the subjects that were drawn, so that one about pictures can take all pictures of
    each: pictures of one person are no independent observations.
    """
    positive = np.asarray(is_positive, bool_)
    random = np.random.default_rng(_SEED)
    groups = [group for group in (np.flatnonzero(positive), np.flatnonzero(~positive)) if len(group)]
    found = [
        measure(np.concatenate([random.choice(group, len(group)) for group in groups]))
        for _ in range(resamples)
    ]
    low, high = np.nanpercentile(found, [2.5, 97.5]) if np.isfinite(found).any() else (np.nan, np.nan)
    return Interval(measure(np.arange(len(positive))), float(low), float(high))


def _mean_ranks(values: NDArray[float64]) -> NDArray[float64]:
    """Return the ranks from 1; equal values share the mean of theirs."""
    _, index, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks: NDArray[float64] = (ends - (counts - 1) / 2)[index]
    return ranks


def _share(flags: NDArray[bool_]) -> float:
    """Return the share that is true; not a number of none."""
    return float(flags.mean()) if flags.size else float("nan")
