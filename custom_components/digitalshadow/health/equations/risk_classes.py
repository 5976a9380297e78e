"""Names for ranges of risk. Guidelines draw the lines differently, so a class carries its scheme and year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
import math
from typing import Final

from ..person.person_profile import Input, Profile
from ..person.ranges import Range, ages
from ..person.units import CHOLESTEROL_MMOL_L_PER_MG_DL as MMOL_L
from . import prevent
from .equation import EquationKey, EquationResult, Outcome
from .kidney_function import known_egfr
from .selection import Choice


class Scheme(StrEnum):
    """Who drew the lines."""

    ESC_2021 = "esc_2021"
    ESC_EAS_2025 = "esc_eas_2025"
    ACC_AHA_2026 = "acc_aha_2026"
    ESC_DIABETES_2023 = "esc_diabetes_2023"
    WHO_2019 = "who_2019"
    """The bands of the charts, which are coloured and have no names."""


class Level(StrEnum):
    """The name of a class. The same word means different risks in different schemes."""

    LOW = "low"
    LOW_TO_MODERATE = "low_to_moderate"
    BORDERLINE = "borderline"
    MODERATE = "moderate"
    INTERMEDIATE = "intermediate"
    HIGH = "high"
    VERY_HIGH = "very_high"


class NoClass(StrEnum):
    """Why a guideline gives a number no class, though it has classes for the equation."""

    LDL_BELOW_70 = "ldl_below_70"
    LDL_FROM_190 = "ldl_from_190"
    DIABETES = "diabetes"
    KIDNEY = "kidney"


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskClass:
    """The class of one result in one scheme."""

    scheme: Scheme
    """Whose class."""
    scheme_name: str
    """The guideline, to be shown with the class."""
    year: int
    """Its year, to be shown with the class."""
    level: Level | None
    """The class; None where the scheme draws bands and does not name them."""
    outcome: Outcome
    """Of which outcome it is the class."""
    percent: float
    """The risk of that outcome, unrounded: the class is this number's and no other's."""
    from_percent: float
    """Lower end of the class, included."""
    below_percent: float
    """Upper end of the class, not included; infinite in the highest class."""


type _Bands = tuple[tuple[float, Level | None], ...]

_NAMES: Final[Mapping[Scheme, tuple[str, int]]] = {
    Scheme.ESC_2021: ("ESC cardiovascular prevention guideline", 2021),
    Scheme.ESC_EAS_2025: ("ESC/EAS dyslipidaemia focused update", 2025),
    Scheme.ACC_AHA_2026: ("ACC/AHA dyslipidemia guideline", 2026),
    Scheme.ESC_DIABETES_2023: ("ESC diabetes guideline", 2023),
    Scheme.WHO_2019: ("WHO charts", 2019),
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
_ESC_DIABETES_2023: Final[_Bands] = (
    (0, Level.LOW),
    (5, Level.MODERATE),
    (10, Level.HIGH),
    (20, Level.VERY_HIGH),
)
_WHO_2019: Final[_Bands] = tuple((start, None) for start in (0, 5, 10, 20, 30))

_LDL_WITH_A_CLASS: Final = Range(70 * MMOL_L, 190 * MMOL_L, open_end=True)
_DIABETES_TREATED_WITHOUT_A_CLASS: Final = ages(40, 75)
_EGFR_WITH_A_CLASS_FROM: Final = 60
_EGFR_BELOW_WHICH_RISK_IS_HIGH: Final = 45


def classify(result: EquationResult, age_years: float) -> tuple[RiskClass, ...]:
    """Return the class in every scheme that was made for this equation, outcome and horizon; often there is none."""
    if result.value is None:
        return ()
    equation = result.equation
    match equation.key:
        case EquationKey.SCORE2 | EquationKey.SCORE2_OP:
            by_age = next(bands for below, bands in _ESC_2021_BELOW_AGE if age_years < below)
            schemes = {Scheme.ESC_2021: by_age, Scheme.ESC_EAS_2025: _ESC_EAS_2025}
        case EquationKey.SCORE2_DIABETES:
            schemes = {Scheme.ESC_DIABETES_2023: _ESC_DIABETES_2023}
        case EquationKey.WHO_2019:
            schemes = {Scheme.WHO_2019: _WHO_2019}
        case EquationKey.PREVENT if (equation.outcome, equation.horizon_years) == (Outcome.ASCVD, 10):
            schemes = {Scheme.ACC_AHA_2026: _ACC_AHA_2026}
        case _:
            schemes = {}
    return tuple(_class(scheme, bands, result) for scheme, bands in schemes.items())


def classes_of(choice: Choice, profile: Profile) -> tuple[RiskClass, ...]:
    """Return how guidelines call the chosen risk; the American lines are those of another outcome of PREVENT."""
    age = profile.age_years
    if choice.result.value is None or age is None or why_no_class(choice, profile) is not None:
        return ()
    result = choice.result
    if result.equation.key is EquationKey.PREVENT:
        result = prevent.estimate(profile, Outcome.ASCVD)
    return classify(result, age)


def why_no_class(choice: Choice, profile: Profile) -> NoClass | None:
    """Return why a guideline that has classes for the chosen equation gives this person none."""
    if choice.result.value is None:
        return None
    kidney = known_egfr(profile)
    egfr = math.inf if kidney is None else kidney[1]
    match choice.result.equation.key:
        case EquationKey.PREVENT:
            return _why_no_american_class(profile, egfr)
        case EquationKey.SCORE2_DIABETES:
            is_too_low = choice.result.value < _ESC_DIABETES_2023[-2][0]
            return NoClass.KIDNEY if is_too_low and egfr < _EGFR_BELOW_WHICH_RISK_IS_HIGH else None
        case _:
            return None


def _why_no_american_class(profile: Profile, egfr: float) -> NoClass | None:
    """Return why the guideline of 2026 treats this person without a class."""
    ldl, age = profile.ldl_cholesterol_mmol_l, profile.age_years
    if ldl is not None and not _LDL_WITH_A_CLASS.holds(ldl):
        return NoClass.LDL_BELOW_70 if ldl < _LDL_WITH_A_CLASS.low else NoClass.LDL_FROM_190
    if profile.number(Input.DIABETES) and age is not None and _DIABETES_TREATED_WITHOUT_A_CLASS.holds(age):
        return NoClass.DIABETES
    return NoClass.KIDNEY if egfr < _EGFR_WITH_A_CLASS_FROM else None


def a_birthday_changed(choice: Choice, profile: Profile) -> bool:
    """Tell whether the same risk had another class in the year before, because the limits depend on age."""
    age = profile.age_years
    if age is None:
        return False
    before = {found.scheme: found.level for found in classify(choice.result, age - 1)}
    return any(before[found.scheme] is not found.level for found in classify(choice.result, age))


def do_disagree(classes: Iterable[RiskClass]) -> bool:
    """Tell whether the two European guidelines call one risk by names that do not fit together."""
    levels = {found.scheme: found.level for found in classes}
    older, newer = levels.get(Scheme.ESC_2021), levels.get(Scheme.ESC_EAS_2025)
    if older is None or newer is None:
        return False
    return newer not in ({Level.LOW, Level.MODERATE} if older is Level.LOW_TO_MODERATE else {older})


def _class(scheme: Scheme, bands: _Bands, result: EquationResult) -> RiskClass:
    """Return the band that holds the unrounded risk."""
    percent, outcome = result.value, result.equation.outcome
    if percent is None or outcome is None:
        raise ValueError(f"Expected the risk of an outcome, got {result}")
    index = max(place for place, (start, _) in enumerate(bands) if percent >= start)
    name, year = _NAMES[scheme]
    return RiskClass(
        scheme=scheme,
        scheme_name=name,
        year=year,
        level=bands[index][1],
        outcome=outcome,
        percent=percent,
        from_percent=bands[index][0],
        below_percent=bands[index + 1][0] if index + 1 < len(bands) else math.inf,
    )
