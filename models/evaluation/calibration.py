"""Whether probabilities mean what they say, and one number that mends them."""

from dataclasses import dataclass

import numpy as np
from numpy import bool_, float64
from numpy.typing import ArrayLike

from .metrics import probabilities

_BINS = 10
_TEMPERATURES = np.exp(np.linspace(np.log(0.05), np.log(20), 60))
_REFINEMENTS = 4


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Subjects of similar probability."""

    count: int
    """How many there are."""
    predicted: float
    """Their mean probability."""
    observed: float
    """The share that is positive."""


def fit_temperature(is_positive: ArrayLike, log_odds: ArrayLike) -> float:
    """Return the temperature by which log odds are divided, so that their likelihood is greatest (Guo 2017).

    It changes no order, and so no AUC. Searched on a grid from 0.05 to 20 that is made finer around the best.
    """
    positive, odds = np.asarray(is_positive, bool_), np.asarray(log_odds, float64)
    signed = np.where(positive, -odds, odds)
    grid = _TEMPERATURES
    for _ in range(_REFINEMENTS):
        losses = [np.logaddexp(0, signed / temperature).mean() for temperature in grid]
        best = int(np.argmin(losses))
        grid = np.linspace(grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)], len(grid))
    return float(grid[len(grid) // 2])


def calibration_curve(
    is_positive: ArrayLike, risks: ArrayLike, bins: int = _BINS
) -> tuple[CalibrationBin, ...]:
    """Return bins of equally many subjects, from the lowest probability to the highest."""
    positive, values = np.asarray(is_positive, bool_), np.asarray(risks, float64)
    parts = np.array_split(np.argsort(values, kind="stable"), bins)
    return tuple(
        CalibrationBin(len(part), float(values[part].mean()), float(positive[part].mean()))
        for part in parts
        if len(part)
    )


def expected_calibration_error(curve: tuple[CalibrationBin, ...]) -> float:
    """Return the mean distance of predicted from observed, each bin counting by its subjects."""
    total = sum(one.count for one in curve)
    return sum(one.count * abs(one.predicted - one.observed) for one in curve) / total


def calibrated(log_odds: ArrayLike, temperature: float) -> np.ndarray[tuple[int, ...], np.dtype[float64]]:
    """Return the probabilities at a temperature."""
    return probabilities(np.asarray(log_odds, float64) / temperature)
