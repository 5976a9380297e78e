"""Names for ranges of risk. Guidelines draw the lines differently, so a class carries its scheme and year."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
import math
from typing import Final

from ..person.person_profile import Profile
from . import prevent
from .equation import EquationKey, EquationResult, Outcome
from .selection import Choice


class Scheme(StrEnum):
    """Who drew the lines."""

    ESC_2021 = "esc_2021"
    ESC_EAS_2025 = "esc_eas_2025"
    ACC_AHA_2026 = "acc_aha_2026"


class Level(StrEnum):
    """The name of a class. The same word means different risks in different schemes."""

    LOW = "low"
    LOW_TO_MODERATE = "low_to_moderate"
    BORDERLINE = "borderline"
    MODERATE = "moderate"
    INTERMEDIATE = "intermediate"
    HIGH = "high"
    VERY_HIGH = "very_high"


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskClass:
    """The class of one result in one scheme."""

    scheme: Scheme
    """Whose class."""
    scheme_name: str
    """The guideline, to be shown with the class."""
    year: int
    """Its year, to be shown with the class."""
    level: Level
    """The class."""
    from_percent: float
    """Lower end of the class, included."""
    below_percent: float
    """Upper end of the class, not included; infinite in the highest class."""


type _Bands = tuple[tuple[float, Level], ...]

_NAMES: Final[Mapping[Scheme, tuple[str, int]]] = {
    Scheme.ESC_2021: ("ESC cardiovascular prevention guideline", 2021),
    Scheme.ESC_EAS_2025: ("ESC/EAS dyslipidaemia focused update", 2025),
    Scheme.ACC_AHA_2026: ("ACC/AHA dyslipidemia guideline", 2026),
}

_ESC_2021_BELOW_AGE: Final[tuple[tuple[float, _Bands], ...]] = (
    (50, ((0, Level.LOW_TO_MODERATE), (2.5, Level.HIGH), (7.5, Level.VERY_HIGH))),
    (70, ((0, Level.LOW_TO_MODERATE), (5, Level.HIGH), (10, Level.VERY_HIGH))),
    (math.inf, ((0, Level.LOW_TO_MODERATE), (7.5, Level.HIGH), (15, Level.VERY_HIGH))),
)
_ESC_EAS_2025: Final[_Bands] = (
    (0, Level.LOW),
    (2, Level.MODERATE),
    (10, Level.HIGH),
    (20, Level.VERY_HIGH),
)
_ACC_AHA_2026: Final[_Bands] = (
    (0, Level.LOW),
    (3, Level.BORDERLINE),
    (5, Level.INTERMEDIATE),
    (10, Level.HIGH),
)


def classify(result: EquationResult, age_years: float) -> tuple[RiskClass, ...]:
    """Return the class in every scheme that was made for this equation, outcome and horizon; often there is none."""
    if result.value is None:
        return ()
    equation = result.equation
    if equation.key in {EquationKey.SCORE2, EquationKey.SCORE2_OP}:
        by_age = next(bands for below, bands in _ESC_2021_BELOW_AGE if age_years < below)
        return (
            _class(Scheme.ESC_2021, by_age, result.value),
            _class(Scheme.ESC_EAS_2025, _ESC_EAS_2025, result.value),
        )
    if (equation.key, equation.outcome, equation.horizon_years) == (EquationKey.PREVENT, Outcome.ASCVD, 10):
        return (_class(Scheme.ACC_AHA_2026, _ACC_AHA_2026, result.value),)
    return ()


def classes_of(choice: Choice, profile: Profile) -> tuple[RiskClass, ...]:
    """Return how guidelines call the chosen risk; the American lines go through another outcome of PREVENT."""
    age = profile.age_years
    if choice.result.value is None or age is None:
        return ()
    result = choice.result
    if result.equation.key is EquationKey.PREVENT:
        result = prevent.estimate(profile, Outcome.ASCVD)
    return classify(result, age)


def _class(scheme: Scheme, bands: _Bands, percent: float) -> RiskClass:
    """Return the band that holds the unrounded risk."""
    index = max(place for place, (start, _) in enumerate(bands) if percent >= start)
    name, year = _NAMES[scheme]
    return RiskClass(
        scheme=scheme,
        scheme_name=name,
        year=year,
        level=bands[index][1],
        from_percent=bands[index][0],
        below_percent=bands[index + 1][0] if index + 1 < len(bands) else math.inf,
    )
