"""SCORE2-Diabetes: first cardiovascular event in 10 years with type 2 diabetes, ages 40 to 69.

Takes SCORE2's centring, baseline survival and regional scales, and adds age at diagnosis, HbA1c and kidney function.
"""

from collections.abc import Mapping
import math
from typing import Final

from ..person.choices import Diabetes
from ..person.person_profile import PLAUSIBLE, Input, Profile
from ..person.questions import TYPE_2_FROM_YEARS
from ..person.ranges import YES_OR_NO, ages
from . import score2, score2_family
from .ckd_epi2021 import admit_with_egfr
from .eligibility import NOT_FOR, Admitted, refuse
from .equation import Equation, EquationKey, EquationResult, Need, Outcome, Reason
from .regression import BySex

SCORE2_DIABETES: Final = Equation(
    key=EquationKey.SCORE2_DIABETES,
    name="SCORE2-Diabetes",
    year=2023,
    version="regional scales of SCORE2, 2021",
    source="SCORE2-Diabetes working group, Eur Heart J 2023;44:2544",
    outcome=Outcome.FATAL_OR_NONFATAL_CVD,
    horizon_years=10,
    ages=ages(40, 69),
    needs=(
        *score2.NEEDS,
        Need(Input.DIABETES, YES_OR_NO),
        Need(Input.DIABETES_DIAGNOSIS_AGE, PLAUSIBLE[Input.DIABETES_DIAGNOSIS_AGE]),
        Need(Input.HBA1C, PLAUSIBLE[Input.HBA1C]),
        Need(Input.EGFR, PLAUSIBLE[Input.EGFR]),
    ),
    exclusions=NOT_FOR,
)


def centred(numbers: Mapping[Input, float]) -> dict[str, float]:
    """Centre and scale the inputs: SCORE2's terms and those of diabetes."""
    terms = score2.centred(numbers)
    age = terms["age"]
    hba1c = (numbers[Input.HBA1C] - 31) / 9.34
    ln_egfr = (math.log(numbers[Input.EGFR]) - 4.5) / 0.15
    return terms | {
        "diabetes": numbers[Input.DIABETES],
        "age_x_diabetes": age * numbers[Input.DIABETES],
        "diagnosis_age": (numbers[Input.DIABETES_DIAGNOSIS_AGE] - 50) / 5,
        "hba1c": hba1c,
        "age_x_hba1c": age * hba1c,
        "ln_egfr": ln_egfr,
        "ln_egfr_squared": ln_egfr**2,
        "age_x_ln_egfr": age * ln_egfr,
    }


MEMBER: Final = score2_family.Member(
    equation=SCORE2_DIABETES,
    terms=centred,
    log_hazard_ratios={
        "age": BySex(female=0.6624, male=0.5368),
        "smoking": BySex(female=0.6139, male=0.4774),
        "systolic": BySex(female=0.1421, male=0.1322),
        "diabetes": BySex(female=0.8096, male=0.6457),
        "total_cholesterol": BySex(female=0.1127, male=0.1102),
        "hdl_cholesterol": BySex(female=-0.1568, male=-0.1087),
        "age_x_smoking": BySex(female=-0.1122, male=-0.0672),
        "age_x_systolic": BySex(female=-0.0167, male=-0.0268),
        "age_x_diabetes": BySex(female=-0.1272, male=-0.0983),
        "age_x_total_cholesterol": BySex(female=-0.02, male=-0.0181),
        "age_x_hdl_cholesterol": BySex(female=0.0186, male=0.0095),
        "diagnosis_age": BySex(female=-0.118, male=-0.0998),
        "hba1c": BySex(female=0.1173, male=0.0955),
        "ln_egfr": BySex(female=-0.064, male=-0.0591),
        "ln_egfr_squared": BySex(female=0.0062, male=0.0058),
        "age_x_hba1c": BySex(female=-0.0196, male=-0.0134),
        "age_x_ln_egfr": BySex(female=0.0169, male=0.0115),
    },
    baseline_survival=score2.BASELINE_SURVIVAL,
    mean_predictor=BySex(female=0.0, male=0.0),
    scales=score2.SCALES,
)


def estimate(profile: Profile) -> EquationResult:
    """Return the 10-year risk in percent; only for diagnosed diabetes of type 2."""
    if profile.diabetes is Diabetes.NONE:
        return refuse(SCORE2_DIABETES, Reason.NO_DIABETES)
    if profile.diabetes in {Diabetes.TYPE_1, Diabetes.OTHER}:
        return refuse(SCORE2_DIABETES, Reason.DIABETES_TYPE)
    admitted = admit_with_egfr(SCORE2_DIABETES, profile)
    if isinstance(admitted, Admitted) and not _can_be_diagnosed(admitted.numbers):
        return refuse(SCORE2_DIABETES, Reason.OUT_OF_RANGE, out_of_range=(Input.DIABETES_DIAGNOSIS_AGE,))
    return score2_family.estimate(MEMBER, admitted, profile.regions.score2)


def _can_be_diagnosed(numbers: Mapping[Input, float]) -> bool:
    """Tell whether type 2 can have been found at the answered age: not in a small child, nor in the future."""
    return TYPE_2_FROM_YEARS <= numbers[Input.DIABETES_DIAGNOSIS_AGE] <= numbers[Input.AGE]
