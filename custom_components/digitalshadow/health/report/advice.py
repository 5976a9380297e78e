"""What a person can do, from the guidelines' own facts, ordered by what their inputs leave room for.

Nothing here names a drug: where a value is above a goal, the advice is to talk with a doctor.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from ..person.choices import Diabetes, Smoking
from ..person.measurements import MeasuredValue
from ..person.measures import Measure
from ..person.person_profile import Profile
from ..person.units import CHOLESTEROL_MMOL_L_PER_MG_DL
from .life_essential8 import LifeEssential8, Metric


class AdviceKey(StrEnum):
    """Names each piece of advice for ever, for translations."""

    STOP_SMOKING = "stop_smoking"
    STOP_INHALING_NICOTINE = "stop_inhaling_nicotine"
    MEASURE_BLOOD_PRESSURE = "measure_blood_pressure"
    LOWER_BLOOD_PRESSURE = "lower_blood_pressure"
    LESS_SODIUM = "less_sodium"
    LESS_ALCOHOL = "less_alcohol"
    LOSE_WEIGHT = "lose_weight"
    MOVE_MORE = "move_more"
    SLEEP = "sleep"
    EAT_BETTER = "eat_better"
    CHOLESTEROL = "cholesterol"
    BLOOD_SUGAR = "blood_sugar"
    FAMILY_HISTORY = "family_history"
    LIPOPROTEIN_A = "lipoprotein_a"


@dataclass(frozen=True, slots=True)
class Number:
    """A number that may be said."""

    value: float
    """As measured or published, in the unit that its text names."""
    digits: int = 0
    """Digits after the decimal point that are shown."""
    measure: Measure | None = None
    """Of what it is a value, so that its units are written with it; None for a bare number."""


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice for one person."""

    key: AdviceKey
    """Which."""
    source: str
    """The guideline that says so."""
    room: int
    """How much there is to gain: points of Life's Essential 8 that are missing, 0-100."""
    numbers: tuple[tuple[str, Number], ...]
    """What its text says, by name: the guideline's numbers and the person's own."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What advice may depend on."""

    profile: Profile
    """Everything known about the person."""
    measured: Mapping[Measure, MeasuredValue]
    """The measurements behind it."""
    health: LifeEssential8
    """The points of Life's Essential 8."""

    def room(self, metric: Metric) -> int:
        """Return the missing points of a metric; 0 where it cannot be counted."""
        points = next((found.points for found in self.health.metrics if found.metric is metric), None)
        return 0 if points is None else 100 - points


type _Numbers = dict[str, Number]
type _Find = Callable[[Inputs], _Numbers | None]
"""Returns the numbers of an advice, or None where it does not fit the person."""

SYSTOLIC_GOAL: Final = 130
DIASTOLIC_GOAL: Final = 80
SYSTOLIC_ELEVATED: Final = 120
"""From here on the 2025 AHA/ACC guideline no longer calls a pressure its lowest category."""
MEASURE_DAYS: Final = 7
"""Days of cuff readings that confirm a pressure (Apple's hypertension notification, AHA home monitoring)."""
_NON_HDL_OPTIMUM_MMOL_L: Final = 130 * CHOLESTEROL_MMOL_L_PER_MG_DL
_HBA1C_OPTIMUM_MMOL_MOL: Final = 39
_OVERWEIGHT_KG_M2: Final = 25
_WEIGHT_SHARE: Final = 0.05
_DIET_OPTIMUM_POINTS: Final = 15
_LEAST_SLEEP_HOURS, _MOST_SLEEP_HOURS = 7, 9
_LEAST_ACTIVITY_MINUTES: Final = 150


def advise(inputs: Inputs) -> tuple[Advice, ...]:
    """Return what fits the person, most room first; equal ones in the order of `AdviceKey`."""
    found = (
        Advice(key, source, inputs.room(metric) if metric else 0, tuple(numbers.items()))
        for key, (find, source, metric) in _TABLE.items()
        if (numbers := find(inputs)) is not None
    )
    return tuple(sorted(found, key=lambda advice: -advice.room))


def _if_smoking(smoking: Smoking) -> _Find:
    """Make the rule of those who smoke in one way."""
    return lambda inputs: {} if inputs.profile.smoking is smoking else None


def _measure_blood_pressure(inputs: Inputs) -> _Numbers | None:
    """Advise to measure where the pressure is unknown or rests on too few days."""
    measured = inputs.measured.get(Measure.SYSTOLIC)
    if measured is not None and measured.has_enough_days:
        return None
    return {"days": Number(MEASURE_DAYS)}


def _lower_blood_pressure(inputs: Inputs) -> _Numbers | None:
    """Advise where the pressure is not below the goal."""
    systolic, diastolic = inputs.profile.systolic_mmhg, inputs.profile.diastolic_mmhg
    if systolic is None or diastolic is None or (systolic < SYSTOLIC_GOAL and diastolic < DIASTOLIC_GOAL):
        return None
    return {
        "systolic": Number(systolic),
        "diastolic": Number(diastolic),
        "systolic_goal": Number(SYSTOLIC_GOAL),
        "diastolic_goal": Number(DIASTOLIC_GOAL),
    }


def _has_raised_pressure(inputs: Inputs) -> bool:
    """Tell whether what lowers pressure helps this person."""
    systolic = inputs.profile.systolic_mmhg
    return bool(inputs.profile.blood_pressure_treatment) or (systolic or 0) >= SYSTOLIC_ELEVATED


def _less_sodium(inputs: Inputs) -> _Numbers | None:
    """Advise where the pressure is raised."""
    if not _has_raised_pressure(inputs):
        return None
    return {"most": Number(2300), "ideal": Number(1500)}


def _less_alcohol(inputs: Inputs) -> _Numbers | None:
    """Advise where the pressure is raised; what somebody drinks is not asked."""
    return {"women": Number(1), "men": Number(2)} if _has_raised_pressure(inputs) else None


def _lose_weight(inputs: Inputs) -> _Numbers | None:
    """Advise from a body mass index of 25 on, with the person's own kilograms."""
    weight, bmi = inputs.measured.get(Measure.WEIGHT), inputs.profile.bmi_kg_m2
    if weight is None or bmi is None or bmi < _OVERWEIGHT_KG_M2:
        return None
    return {
        "percent": Number(100 * _WEIGHT_SHARE),
        "weight": Number(weight.value, measure=Measure.WEIGHT),
        "loss": Number(weight.value * _WEIGHT_SHARE, measure=Measure.WEIGHT),
    }


def _move_more(inputs: Inputs) -> _Numbers | None:
    """Advise below 150 minutes a week, vigorous ones counted twice."""
    moderate = inputs.profile.moderate_activity_minutes_per_week
    vigorous = inputs.profile.vigorous_activity_minutes_per_week
    if moderate is None or vigorous is None or moderate + 2 * vigorous >= _LEAST_ACTIVITY_MINUTES:
        return None
    return {
        "own": Number(moderate + 2 * vigorous),
        "moderate_least": Number(_LEAST_ACTIVITY_MINUTES),
        "moderate_most": Number(300),
        "vigorous_least": Number(75),
        "vigorous_most": Number(150),
    }


def _sleep(inputs: Inputs) -> _Numbers | None:
    """Advise outside seven to nine hours."""
    hours = inputs.profile.sleep_hours_per_night
    if hours is None or _LEAST_SLEEP_HOURS <= hours <= _MOST_SLEEP_HOURS:
        return None
    return {
        "own": Number(hours, 1),
        "least": Number(_LEAST_SLEEP_HOURS),
        "most": Number(_MOST_SLEEP_HOURS),
    }


def _eat_better(inputs: Inputs) -> _Numbers | None:
    """Advise below the top band of the questionnaire."""
    points = inputs.profile.mepa_points
    if points is None or points >= _DIET_OPTIMUM_POINTS:
        return None
    return {"own": Number(points), "most": Number(16)}


def _cholesterol(inputs: Inputs) -> _Numbers | None:
    """Advise where non-HDL cholesterol is not below the optimum of Life's Essential 8."""
    total, hdl = inputs.profile.total_cholesterol_mmol_l, inputs.profile.hdl_cholesterol_mmol_l
    if total is None or hdl is None or total - hdl < _NON_HDL_OPTIMUM_MMOL_L:
        return None
    lipid = Measure.TOTAL_CHOLESTEROL
    return {
        "own": Number(total - hdl, measure=lipid),
        "optimum": Number(_NON_HDL_OPTIMUM_MMOL_L, measure=lipid),
    }


def _blood_sugar(inputs: Inputs) -> _Numbers | None:
    """Advise where HbA1c is not below the optimum and no diabetes is known, which a doctor looks after."""
    hba1c = inputs.profile.hba1c_mmol_mol
    if hba1c is None or hba1c < _HBA1C_OPTIMUM_MMOL_MOL or inputs.profile.diabetes is not Diabetes.NONE:
        return None
    return {
        "own": Number(hba1c, measure=Measure.HBA1C),
        "optimum": Number(_HBA1C_OPTIMUM_MMOL_MOL, measure=Measure.HBA1C),
    }


def _family_history(inputs: Inputs) -> _Numbers | None:
    """Advise to tell a doctor of early disease in the family, which guidelines weigh beside the number of an equation.

    None of the equations here counts it. Whoever has a known disease is in a doctor's care for it already.
    """
    if not inputs.profile.family_history or inputs.profile.cardiovascular_disease:
        return None
    return {"men": Number(55), "women": Number(65)}


_HYPERTENSION_2025: Final = "AHA/ACC hypertension guideline 2025"
_PREVENTION_2021: Final = "ESC cardiovascular prevention guideline 2021"
_ESSENTIAL_8: Final = "AHA Life's Essential 8, 2022"
_LIPIDS_2026: Final = "ACC/AHA dyslipidemia guideline 2026"

_TABLE: Final[Mapping[AdviceKey, tuple[_Find, str, Metric | None]]] = MappingProxyType(
    {
        AdviceKey.STOP_SMOKING: (_if_smoking(Smoking.CURRENT), _PREVENTION_2021, Metric.NICOTINE),
        AdviceKey.STOP_INHALING_NICOTINE: (
            _if_smoking(Smoking.INHALED_NICOTINE),
            _ESSENTIAL_8,
            Metric.NICOTINE,
        ),
        AdviceKey.MEASURE_BLOOD_PRESSURE: (
            _measure_blood_pressure,
            _HYPERTENSION_2025,
            Metric.BLOOD_PRESSURE,
        ),
        AdviceKey.LOWER_BLOOD_PRESSURE: (_lower_blood_pressure, _HYPERTENSION_2025, Metric.BLOOD_PRESSURE),
        AdviceKey.LESS_SODIUM: (_less_sodium, _HYPERTENSION_2025, Metric.BLOOD_PRESSURE),
        AdviceKey.LOSE_WEIGHT: (_lose_weight, _HYPERTENSION_2025, Metric.BODY_MASS_INDEX),
        AdviceKey.MOVE_MORE: (_move_more, _PREVENTION_2021, Metric.PHYSICAL_ACTIVITY),
        AdviceKey.SLEEP: (_sleep, _ESSENTIAL_8, Metric.SLEEP),
        AdviceKey.EAT_BETTER: (_eat_better, _ESSENTIAL_8, Metric.DIET),
        AdviceKey.CHOLESTEROL: (_cholesterol, _ESSENTIAL_8, Metric.NON_HDL_CHOLESTEROL),
        AdviceKey.BLOOD_SUGAR: (_blood_sugar, _ESSENTIAL_8, Metric.BLOOD_GLUCOSE),
        AdviceKey.LESS_ALCOHOL: (_less_alcohol, _HYPERTENSION_2025, None),
        AdviceKey.FAMILY_HISTORY: (_family_history, _LIPIDS_2026, None),
        AdviceKey.LIPOPROTEIN_A: (lambda _: {}, "ESC/EAS dyslipidaemia focused update 2025", None),
    }
)
