"""Which advice fits a person: the rules, from the guidelines' own facts, in the order of their effect.

Nothing here names a drug: where a value is above a goal, the advice is to talk with a doctor.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from ..equations.what_if import WhatIf
from ..person.choices import Diabetes, Smoking
from ..person.measurements import MeasuredValue
from ..person.measures import Measure
from ..person.person_profile import Profile
from ..person.units import CHOLESTEROL_MMOL_L_PER_MG_DL


class AdviceKey(StrEnum):
    """Names each piece of advice for ever, for translations."""

    STOP_SMOKING = "stop_smoking"
    STOP_INHALING_NICOTINE = "stop_inhaling_nicotine"
    MEASURE_BLOOD_PRESSURE = "measure_blood_pressure"
    LOWER_BLOOD_PRESSURE = "lower_blood_pressure"
    LESS_SODIUM = "less_sodium"
    NO_ALCOHOL = "no_alcohol"
    BALANCE = "balance"
    SMOKE_FREE_HOME = "smoke_free_home"
    STAY_OFF_TOBACCO = "stay_off_tobacco"
    LOSE_WEIGHT = "lose_weight"
    MOVE_MORE = "move_more"
    SLEEP = "sleep"
    EAT_BETTER = "eat_better"
    CHOLESTEROL = "cholesterol"
    BLOOD_SUGAR = "blood_sugar"
    FASTING_SUGAR = "fasting_sugar"
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
class Inputs:
    """What advice may depend on."""

    profile: Profile
    """Everything known about the person."""
    measured: Mapping[Measure, MeasuredValue]
    """The measurements behind it."""
    what_if: tuple[WhatIf, ...]
    """What the equation says with one thing changed."""

    @property
    def has_own_goals(self) -> bool:
        """Whether guidelines set goals for this person that are lower than for others."""
        profile = self.profile
        return bool(
            profile.cardiovascular_disease
            or profile.familial_hypercholesterolaemia
            or profile.statin
            or profile.diabetes not in {None, Diabetes.NONE}
        )

    def is_at_least(self, years: int) -> bool:
        """Tell whether the person has that age; nobody of unknown age has."""
        return (self.profile.age_years or 0) >= years


@dataclass(frozen=True, slots=True)
class ByRegion:
    """The guideline that says something, by where the person lives."""

    elsewhere: str
    """Everywhere but in the United States."""
    us: str
    """There."""


type Numbers = dict[str, Number]
type Said = Numbers | tuple[str, Numbers]
type Find = Callable[[Inputs], Said | None]
"""Returns the numbers of an advice, with the variant of its text where there is one; None where it does not fit."""

SYSTOLIC_GOAL: Final = 130
DIASTOLIC_GOAL: Final = 80
SYSTOLIC_ELEVATED: Final = 120
"""From here on guidelines no longer call a pressure their lowest category."""
MEASURE_DAYS: Final = 7
"""Days of cuff readings that confirm a pressure (Apple's hypertension notification, AHA home monitoring)."""
GOAL_BY_DOCTOR_YEARS: Final = 80
"""Our own choice: from this age on the goal of a pressure is left to a doctor (ESC 2024: from 85 on, or if frail)."""
NO_HARD_SPORT_YEARS: Final = 75
"""Our own choice: the WHO's minutes hold at every age; older people are told to walk as far as they can."""
BALANCE_YEARS: Final = 65
"""From here on the WHO (2020) wants balance and strength on three days a week."""
SODIUM_LABELS: Final = frozenset({"AU", "CA", "CN", "ZA"})
"""Where labels print sodium, beside the United States; elsewhere they print salt."""
_DIABETES_HBA1C_MMOL_MOL: Final = 48
_DIABETES_FASTING_MMOL_L: Final = 7.0
_FASTING_OPTIMUM_MMOL_L: Final = 5.6
_NON_HDL_OPTIMUM_MMOL_L: Final = 130 * CHOLESTEROL_MMOL_L_PER_MG_DL
_HBA1C_OPTIMUM_MMOL_MOL: Final = 39
_OVERWEIGHT_KG_M2: Final = 25
_WEIGHT_SHARE: Final = 0.05
_DIET_OPTIMUM_POINTS: Final = 15
_LEAST_SLEEP_HOURS, _MOST_SLEEP_HOURS = 7, 9
_LEAST_ACTIVITY_MINUTES: Final = 150


def _if_smoking(*smoking: Smoking) -> Find:
    """Make the rule of those who smoke or smoked in one way."""
    return lambda inputs: {} if inputs.profile.smoking in smoking else None


def _smoke_free_home(inputs: Inputs) -> Said | None:
    """Advise where somebody else smokes at home."""
    return {} if inputs.profile.indoor_smoke and inputs.profile.smoking is not Smoking.CURRENT else None


def _measure_blood_pressure(inputs: Inputs) -> Said | None:
    """Advise to measure where the pressure is unknown or rests on too few days."""
    measured = inputs.measured.get(Measure.SYSTOLIC)
    if measured is not None and measured.has_enough_days:
        return None
    return {"days": Number(MEASURE_DAYS)}


def _lower_blood_pressure(inputs: Inputs) -> Said | None:
    """Advise where one of the two numbers is raised; with the goal of those to whom a guideline gives one."""
    systolic, diastolic = inputs.profile.systolic_mmhg, inputs.profile.diastolic_mmhg
    if (systolic or 0) < SYSTOLIC_GOAL and (diastolic or 0) < DIASTOLIC_GOAL:
        return None
    if systolic is None or diastolic is None:
        value = systolic if diastolic is None else diastolic
        return "upper_only" if diastolic is None else "lower_only", {"value": Number(value or 0)}
    numbers = {"systolic": Number(systolic), "diastolic": Number(diastolic)}
    if inputs.has_own_goals:
        return "own_goal", numbers
    if inputs.is_at_least(GOAL_BY_DOCTOR_YEARS):
        return "by_doctor", numbers
    if not inputs.profile.regions.prevent:
        return "", numbers
    goals = {"systolic_goal": Number(SYSTOLIC_GOAL), "diastolic_goal": Number(DIASTOLIC_GOAL)}
    return "us", numbers | goals


def _less_sodium(inputs: Inputs) -> Said | None:
    """Advise where the pressure is raised or treated, in what labels print."""
    systolic = inputs.profile.systolic_mmhg
    if not inputs.profile.blood_pressure_treatment and (systolic or 0) < SYSTOLIC_ELEVATED:
        return None
    if inputs.profile.regions.prevent:
        return "sodium", {"most": Number(2300), "ideal": Number(1500)}
    if inputs.profile.country in SODIUM_LABELS:
        return "label", {"most": Number(2000)}
    return {"least": Number(5), "most": Number(6)}


def _lose_weight(inputs: Inputs) -> Said | None:
    """Advise from a body mass index of 25 on, with the person's own kilograms."""
    weight, bmi = inputs.measured.get(Measure.WEIGHT), inputs.profile.bmi_kg_m2
    if weight is None or bmi is None or bmi < _OVERWEIGHT_KG_M2:
        return None
    return {
        "percent": Number(100 * _WEIGHT_SHARE),
        "weight": Number(weight.value, measure=Measure.WEIGHT),
        "loss": Number(weight.value * _WEIGHT_SHARE, measure=Measure.WEIGHT),
    }


def _move_more(inputs: Inputs) -> Said | None:
    """Advise below 150 minutes a week, vigorous ones counted twice, and none where that was not answered."""
    moderate = inputs.profile.moderate_activity_minutes_per_week
    if moderate is None:
        return None
    own = moderate + 2 * (inputs.profile.vigorous_activity_minutes_per_week or 0)
    if own >= _LEAST_ACTIVITY_MINUTES:
        return None
    if inputs.is_at_least(NO_HARD_SPORT_YEARS):
        return "older", {"own": Number(own)}
    return {
        "own": Number(own),
        "moderate_least": Number(_LEAST_ACTIVITY_MINUTES),
        "moderate_most": Number(300),
        "vigorous_least": Number(75),
        "vigorous_most": Number(150),
    }


def _sleep(inputs: Inputs) -> Said | None:
    """Advise outside seven to nine hours."""
    hours = inputs.profile.sleep_hours_per_night
    if hours is None or _LEAST_SLEEP_HOURS <= hours <= _MOST_SLEEP_HOURS:
        return None
    return {
        "own": Number(hours, 1),
        "least": Number(_LEAST_SLEEP_HOURS),
        "most": Number(_MOST_SLEEP_HOURS),
    }


def _eat_better(inputs: Inputs) -> Said | None:
    """Advise below the top band of the questionnaire."""
    points = inputs.profile.mepa_points
    if points is None or points >= _DIET_OPTIMUM_POINTS:
        return None
    return {"own": Number(points), "most": Number(16)}


def _cholesterol(inputs: Inputs) -> Said | None:
    """Advise where non-HDL cholesterol is not below the optimum of Life's Essential 8; some have another goal."""
    total, hdl = inputs.profile.total_cholesterol_mmol_l, inputs.profile.hdl_cholesterol_mmol_l
    if total is None or hdl is None:
        return None
    lipid = Measure.TOTAL_CHOLESTEROL
    own = Number(total - hdl, measure=lipid)
    if inputs.has_own_goals:
        return "own_goal", {"own": own}
    if total - hdl < _NON_HDL_OPTIMUM_MMOL_L:
        return None
    return {"own": own, "optimum": Number(_NON_HDL_OPTIMUM_MMOL_L, measure=lipid)}


def _blood_sugar(inputs: Inputs) -> Said | None:
    """Advise between the optimum and the range of diabetes, which is for a doctor; not where diabetes is known."""
    hba1c = inputs.profile.hba1c_mmol_mol
    if hba1c is None or inputs.profile.diabetes is not Diabetes.NONE:
        return None
    if not _HBA1C_OPTIMUM_MMOL_MOL <= hba1c < _DIABETES_HBA1C_MMOL_MOL:
        return None
    return {
        "own": Number(hba1c, measure=Measure.HBA1C),
        "optimum": Number(_HBA1C_OPTIMUM_MMOL_MOL, measure=Measure.HBA1C),
    }


def _fasting_sugar(inputs: Inputs) -> Said | None:
    """Advise as by HbA1c, where that is not known."""
    fasting, profile = inputs.profile.fasting_glucose_mmol_l, inputs.profile
    if fasting is None or profile.hba1c_mmol_mol is not None or profile.diabetes is not Diabetes.NONE:
        return None
    if not _FASTING_OPTIMUM_MMOL_L <= fasting < _DIABETES_FASTING_MMOL_L:
        return None
    return {
        "own": Number(fasting, measure=Measure.FASTING_GLUCOSE),
        "optimum": Number(_FASTING_OPTIMUM_MMOL_L, measure=Measure.FASTING_GLUCOSE),
    }


def _family_history(inputs: Inputs) -> Said | None:
    """Advise to tell a doctor of early disease in the family, which guidelines weigh beside the number of an equation.

    None of the equations here counts it. People with a known disease are in a doctor's care for it already.
    """
    if not inputs.profile.family_history or inputs.profile.cardiovascular_disease:
        return None
    return {"men": Number(55), "women": Number(65)}


_HYPERTENSION_2025: Final = "AHA/ACC hypertension guideline 2025"
_HYPERTENSION_2024: Final = "ESC hypertension guideline 2024"
_HYPERTENSION: Final = ByRegion(_HYPERTENSION_2024, _HYPERTENSION_2025)
_PREVENTION_2021: Final = "ESC cardiovascular prevention guideline 2021"
_ESSENTIAL_8: Final = "AHA Life's Essential 8, 2022"
_LIPIDS_2026: Final = "ACC/AHA dyslipidemia guideline 2026"
_WHO_2020: Final = "WHO guideline on physical activity 2020"

TABLE: Final[Mapping[AdviceKey, tuple[Find, str | ByRegion]]] = MappingProxyType(
    {
        AdviceKey.STOP_SMOKING: (_if_smoking(Smoking.CURRENT), _PREVENTION_2021),
        AdviceKey.LOWER_BLOOD_PRESSURE: (
            _lower_blood_pressure,
            _HYPERTENSION,
        ),
        AdviceKey.CHOLESTEROL: (_cholesterol, _ESSENTIAL_8),
        AdviceKey.STOP_INHALING_NICOTINE: (_if_smoking(Smoking.INHALED_NICOTINE), _ESSENTIAL_8),
        AdviceKey.STAY_OFF_TOBACCO: (_if_smoking(Smoking.QUIT_UNDER_ONE_YEAR), _PREVENTION_2021),
        AdviceKey.BLOOD_SUGAR: (_blood_sugar, _ESSENTIAL_8),
        AdviceKey.FASTING_SUGAR: (_fasting_sugar, _ESSENTIAL_8),
        AdviceKey.MEASURE_BLOOD_PRESSURE: (_measure_blood_pressure, _HYPERTENSION),
        AdviceKey.EAT_BETTER: (_eat_better, _ESSENTIAL_8),
        AdviceKey.LESS_SODIUM: (_less_sodium, _HYPERTENSION),
        AdviceKey.MOVE_MORE: (_move_more, _PREVENTION_2021),
        AdviceKey.BALANCE: (lambda inputs: {} if inputs.is_at_least(BALANCE_YEARS) else None, _WHO_2020),
        AdviceKey.SMOKE_FREE_HOME: (_smoke_free_home, _ESSENTIAL_8),
        AdviceKey.LOSE_WEIGHT: (_lose_weight, _HYPERTENSION),
        AdviceKey.SLEEP: (_sleep, _ESSENTIAL_8),
        AdviceKey.FAMILY_HISTORY: (_family_history, _LIPIDS_2026),
        AdviceKey.LIPOPROTEIN_A: (
            lambda inputs: None if inputs.profile.lipoprotein_a_tested else {},
            "ESC/EAS dyslipidaemia focused update 2025",
        ),
        AdviceKey.NO_ALCOHOL: (lambda _: {}, "WHO, 2023"),
    }
)
"""In the order of the effect. Nobody is asked what they drink, so alcohol is spoken of in a pregnancy only."""
IN_MATERNITY: Final = frozenset(
    {
        AdviceKey.STOP_SMOKING,
        AdviceKey.STOP_INHALING_NICOTINE,
        AdviceKey.STAY_OFF_TOBACCO,
        AdviceKey.SMOKE_FREE_HOME,
        AdviceKey.NO_ALCOHOL,
    }
)
"""What is said in a pregnancy and the weeks after a birth: no weight, sport or lipids."""
