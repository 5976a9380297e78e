"""Life's Essential 8 (American Heart Association, 2022): eight habits and measures, 0-100 points each, and their mean.

For adults. A metric without its inputs has no points, and without all eight there is no mean. The better bands of the
pressure table want both values below their limits, so the worse of the two decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
import math
from typing import Final

from ..equations.eligibility import refuse
from ..equations.equation import Equation, EquationKey, EquationResult, Reason, Unit
from ..person.choices import Diabetes, Smoking
from ..person.person_profile import PLAUSIBLE, Input, Profile
from ..person.ranges import ages
from ..person.units import CHOLESTEROL_MMOL_L_PER_MG_DL

LIFE_ESSENTIAL_8: Final = Equation(
    key=EquationKey.LIFE_ESSENTIAL_8,
    name="Life's Essential 8",
    year=2022,
    version="adults; body mass index cut points for all ancestries",
    source="Lloyd-Jones et al., Circulation 2022;146:e18",
    unit=Unit.POINTS,
    ages=ages(20, 120),
    needs=(),
    exclusions=(),
)


class Metric(StrEnum):
    """The eight metrics, in the order of the paper."""

    DIET = "diet"
    PHYSICAL_ACTIVITY = "physical_activity"
    NICOTINE = "nicotine"
    SLEEP = "sleep"
    BODY_MASS_INDEX = "body_mass_index"
    NON_HDL_CHOLESTEROL = "non_hdl_cholesterol"
    BLOOD_GLUCOSE = "blood_glucose"
    BLOOD_PRESSURE = "blood_pressure"


class CardiovascularHealth(StrEnum):
    """The paper's names for the mean; high is the good end."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricPoints:
    """The points of one metric, or why there are none."""

    metric: Metric
    """Which one."""
    points: int | None
    """0 (worst) to 100 (best)."""
    reason: Reason | None = None
    """Why there are no points; None exactly when there are."""
    inputs_used: tuple[Input, ...] = ()
    """What the points rest on."""
    inputs_missing: tuple[Input, ...] = ()
    """What must be known first."""
    inputs_out_of_range: tuple[Input, ...] = ()
    """What is implausible, or has no place in the table."""


@dataclass(frozen=True, slots=True)
class LifeEssential8:
    """All metrics and their mean."""

    metrics: tuple[MetricPoints, ...]
    """The eight metrics; empty when the table does not apply to this age."""
    overall: EquationResult
    """The unweighted mean of all eight, or the reason why there is none."""
    health: CardiovascularHealth | None
    """The paper's name for the mean; None without a mean."""


type _Bands = tuple[tuple[float, int], ...]
"""Lower ends, each with the points from there to the next."""

_PENALTY_POINTS: Final = 20
"""Taken away, never below zero, for a drug that made the value or for smoke at home."""

_HEALTH_BELOW: Final = (
    (50, CardiovascularHealth.LOW),
    (80, CardiovascularHealth.MODERATE),
    (math.inf, CardiovascularHealth.HIGH),
)

_DIET: Final[_Bands] = ((0, 0), (4, 25), (8, 50), (12, 80), (15, 100))
_ACTIVITY_MINUTES: Final[_Bands] = ((0, 0), (1, 20), (30, 40), (60, 60), (90, 80), (120, 90), (150, 100))
_SLEEP_HOURS: Final[_Bands] = ((0, 0), (4, 20), (5, 40), (6, 70), (7, 100), (9, 90), (10, 40))
_BMI: Final[_Bands] = ((0, 100), (25, 70), (30, 30), (35, 15), (40, 0))
_NON_HDL_MG_DL: Final[_Bands] = ((-math.inf, 100), (130, 60), (160, 40), (190, 20), (220, 0))
_SYSTOLIC: Final[_Bands] = ((0, 100), (120, 75), (130, 50), (140, 25), (160, 0))
_DIASTOLIC: Final[_Bands] = ((0, 100), (80, 50), (90, 25), (100, 0))
_NICOTINE: Final[Mapping[Smoking | None, int]] = {
    Smoking.NEVER: 100,
    Smoking.QUIT_FIVE_YEARS_OR_MORE: 75,
    Smoking.QUIT_ONE_TO_FIVE_YEARS: 50,
    Smoking.QUIT_UNDER_ONE_YEAR: 25,
    Smoking.INHALED_NICOTINE: 25,
    Smoking.CURRENT: 0,
}

# HbA1c and glucose stand in the units of `Profile`, at the equivalents that laboratories print beside the paper's
# 5.7, 6.5, 7, 8, 9 and 10 % and 100 and 126 mg/dL; converting by formula would put 53 mmol/mol just below 7 %.
_HBA1C_WITH_DIABETES: Final[_Bands] = ((0, 40), (53, 30), (64, 20), (75, 10), (86, 0))
_HBA1C: Final[_Bands] = ((0, 100), (39, 60))
_GLUCOSE: Final[_Bands] = ((0, 100), (5.6, 60))
_TABLE_ENDS: Final = {Input.HBA1C: 48.0, Input.FASTING_GLUCOSE: 7.0}
"""From here on the table has no row for a person without diabetes, and it is not for us to say who has it."""

_INPUTS: Final[Mapping[Metric, tuple[Input, ...]]] = {
    Metric.DIET: (Input.DIET,),
    Metric.PHYSICAL_ACTIVITY: (Input.MODERATE_ACTIVITY, Input.VIGOROUS_ACTIVITY),
    Metric.NICOTINE: (Input.SMOKING, Input.INDOOR_SMOKE),
    Metric.SLEEP: (Input.SLEEP,),
    Metric.BODY_MASS_INDEX: (Input.BMI,),
    Metric.NON_HDL_CHOLESTEROL: (Input.TOTAL_CHOLESTEROL, Input.HDL_CHOLESTEROL, Input.LIPID_TREATMENT),
    Metric.BLOOD_PRESSURE: (Input.SYSTOLIC, Input.DIASTOLIC, Input.BLOOD_PRESSURE_TREATMENT),
}


_ONE_VALUE: Final[Mapping[Metric, tuple[Input, _Bands]]] = {
    Metric.DIET: (Input.DIET, _DIET),
    Metric.SLEEP: (Input.SLEEP, _SLEEP_HOURS),
    Metric.BODY_MASS_INDEX: (Input.BMI, _BMI),
}


def assess(profile: Profile) -> LifeEssential8:
    """Return the points of every metric that can be counted, and the mean where all eight can."""
    age = profile.age_years
    if age is None:
        overall = refuse(LIFE_ESSENTIAL_8, Reason.MISSING_INPUT, missing=(Input.AGE,))
        return LifeEssential8((), overall, None)
    if not LIFE_ESSENTIAL_8.ages.holds(age):
        overall = refuse(LIFE_ESSENTIAL_8, Reason.AGE_OUT_OF_RANGE, out_of_range=(Input.AGE,))
        return LifeEssential8((), overall, None)
    metrics = tuple(_metric(metric, profile) for metric in Metric)
    overall = _overall(metrics)
    return LifeEssential8(metrics, overall, None if overall.value is None else _health(overall.value))


def _overall(metrics: tuple[MetricPoints, ...]) -> EquationResult:
    """Return the mean of the eight, or all that stands in its way."""
    points = [metric.points for metric in metrics if metric.points is not None]
    if len(points) == len(Metric):
        return EquationResult(
            equation=LIFE_ESSENTIAL_8,
            value=sum(points) / len(points),
            reason=None,
            inputs_used=(Input.AGE, *(used for metric in metrics for used in metric.inputs_used)),
        )
    missing = tuple(name for metric in metrics for name in metric.inputs_missing)
    outside = tuple(name for metric in metrics for name in metric.inputs_out_of_range)
    reason = Reason.MISSING_INPUT if missing else Reason.OUT_OF_RANGE
    return refuse(LIFE_ESSENTIAL_8, reason, missing=missing, out_of_range=outside)


def _health(mean: float) -> CardiovascularHealth:
    """Name the unrounded mean."""
    return next(name for limit, name in _HEALTH_BELOW if mean < limit)


def _metric(metric: Metric, profile: Profile) -> MetricPoints:
    """Return the points of one metric, or the reason why there are none."""
    inputs = _glucose_inputs(profile) if metric is Metric.BLOOD_GLUCOSE else _INPUTS[metric]
    numbers = {name: number for name in inputs if (number := profile.number(name)) is not None}
    missing = tuple(name for name in inputs if name not in numbers)
    if missing:
        return MetricPoints(metric=metric, points=None, reason=Reason.MISSING_INPUT, inputs_missing=missing)
    outside = tuple(
        name for name, number in numbers.items() if not _has_place(name, number, profile.diabetes)
    )
    if outside:
        return MetricPoints(
            metric=metric, points=None, reason=Reason.OUT_OF_RANGE, inputs_out_of_range=outside
        )
    return MetricPoints(metric=metric, points=_points(metric, numbers, profile), inputs_used=inputs)


def _glucose_inputs(profile: Profile) -> tuple[Input, ...]:
    """Return what the glucose metric rests on: HbA1c; fasting glucose only without diabetes and without HbA1c."""
    if (
        profile.diabetes is Diabetes.NONE
        and profile.hba1c_mmol_mol is None
        and profile.fasting_glucose_mmol_l is not None
    ):
        return (Input.DIABETES, Input.FASTING_GLUCOSE)
    return (Input.DIABETES, Input.HBA1C)


def _has_place(name: Input, number: float, diabetes: Diabetes | None) -> bool:
    """Tell whether a value is plausible and has a row in its table."""
    if diabetes is Diabetes.NONE and name in _TABLE_ENDS and number >= _TABLE_ENDS[name]:
        return False
    return name not in PLAUSIBLE or PLAUSIBLE[name].holds(number)


def _points(metric: Metric, numbers: Mapping[Input, float], profile: Profile) -> int:
    """Return the points of a metric whose inputs are all known and in place."""
    if metric in _ONE_VALUE:
        name, bands = _ONE_VALUE[metric]
        return _band(bands, numbers[name])
    match metric:
        case Metric.PHYSICAL_ACTIVITY:
            minutes = numbers[Input.MODERATE_ACTIVITY] + 2 * numbers[Input.VIGOROUS_ACTIVITY]
            return _band(_ACTIVITY_MINUTES, minutes)
        case Metric.NICOTINE:
            return _reduced(_NICOTINE[profile.smoking], by=numbers[Input.INDOOR_SMOKE])
        case Metric.NON_HDL_CHOLESTEROL:
            points = _band(_NON_HDL_MG_DL, _non_hdl_mg_dl(numbers))
            return _reduced(points, by=numbers[Input.LIPID_TREATMENT])
        case Metric.BLOOD_PRESSURE:
            worse = min(
                _band(_SYSTOLIC, numbers[Input.SYSTOLIC]), _band(_DIASTOLIC, numbers[Input.DIASTOLIC])
            )
            return _reduced(worse, by=numbers[Input.BLOOD_PRESSURE_TREATMENT])
        case _:
            return _glucose_points(numbers)


def _glucose_points(numbers: Mapping[Input, float]) -> int:
    """Return the points of HbA1c, by the table with or without diabetes, or of fasting glucose."""
    if Input.FASTING_GLUCOSE in numbers:
        return _band(_GLUCOSE, numbers[Input.FASTING_GLUCOSE])
    return _band(_HBA1C_WITH_DIABETES if numbers[Input.DIABETES] else _HBA1C, numbers[Input.HBA1C])


def _non_hdl_mg_dl(numbers: Mapping[Input, float]) -> float:
    """Return non-HDL cholesterol in the paper's unit, freed of the noise that conversion there and back leaves."""
    non_hdl_mmol_l = numbers[Input.TOTAL_CHOLESTEROL] - numbers[Input.HDL_CHOLESTEROL]
    return round(non_hdl_mmol_l / CHOLESTEROL_MMOL_L_PER_MG_DL, 6)


def _band(bands: _Bands, value: float) -> int:
    """Return the points of the highest band that begins at or below a value."""
    return next(points for start, points in reversed(bands) if value >= start)


def _reduced(points: int, *, by: float) -> int:
    """Take the penalty away from points when `by` is 1."""
    return max(0, points - _PENALTY_POINTS) if by else points
