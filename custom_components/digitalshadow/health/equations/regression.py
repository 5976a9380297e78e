"""The few formulas that all the equations share."""

from collections.abc import Mapping
from dataclasses import dataclass
import math

from ..person.choices import Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class BySex[Value]:
    """A coefficient as the papers print it: one column per sex."""

    female: Value
    """Value for women."""
    male: Value
    """Value for men."""

    def of(self, sex: Sex) -> Value:
        """Return the value of one sex."""
        return self.female if sex is Sex.FEMALE else self.male


@dataclass(frozen=True, slots=True)
class Scales:
    """The two numbers that fit a Cox model to the incidence of a region."""

    scale1: float
    """Intercept on the complementary log-log scale."""
    scale2: float
    """Slope on the same scale."""


def linear_predictor(
    log_hazard_ratios: Mapping[str, BySex[float]], terms: Mapping[str, float], sex: Sex
) -> float:
    """Return the sum of coefficient times term; a coefficient without its term raises KeyError."""
    return sum(coefficient.of(sex) * terms[name] for name, coefficient in log_hazard_ratios.items())


def cox_risk(baseline_survival: float, predictor: float) -> float:
    """Return the risk, 0-1, of a Cox model at the horizon of its baseline survival."""
    return float(1 - baseline_survival ** math.exp(predictor))


def logistic_risk(predictor: float) -> float:
    """Return the risk, 0-1, of a logistic model."""
    return 1 / (1 + math.exp(-predictor))


def recalibrate(risk: float, scales: Scales) -> float:
    """Return a risk, 0-1, moved to a region's incidence on the complementary log-log scale (SCORE2 2021, WHO 2019)."""
    return 1 - math.exp(-math.exp(scales.scale1 + scales.scale2 * math.log(-math.log(1 - risk))))
