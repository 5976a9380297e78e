"""SCORE2-OP: first cardiovascular event in 10 years, ages 70 to 89, four European risk regions."""

from collections.abc import Mapping
from typing import Final

from ..person.person_profile import Input, Profile
from ..person.ranges import ages
from ..person.regions import RiskRegion
from . import score2_family
from .eligibility import NOT_COUNTED, NOT_FOR, admit
from .equation import Equation, EquationKey, EquationResult, Outcome
from .regression import BySex, Scales
from .score2 import NEEDS

SCORE2_OP: Final = Equation(
    key=EquationKey.SCORE2_OP,
    name="SCORE2-OP",
    year=2021,
    version="recalibration of 2021",
    source="SCORE2-OP working group, Eur Heart J 2021;42:2455",
    outcome=Outcome.FATAL_OR_NONFATAL_CVD,
    horizon_years=10,
    ages=ages(70, 89),
    needs=NEEDS,
    exclusions=(*NOT_FOR, *NOT_COUNTED),
)


def centred(numbers: Mapping[Input, float]) -> dict[str, float]:
    """Centre the inputs, unscaled in this member; each interaction is the product of two centred terms."""
    age = numbers[Input.AGE] - 73
    terms = {
        "smoking": numbers[Input.SMOKING],
        "systolic": numbers[Input.SYSTOLIC] - 150,
        "total_cholesterol": numbers[Input.TOTAL_CHOLESTEROL] - 6,
        "hdl_cholesterol": numbers[Input.HDL_CHOLESTEROL] - 1.4,
    }
    return {"age": age, **terms, **{f"age_x_{name}": age * term for name, term in terms.items()}}


MEMBER: Final = score2_family.Member(
    equation=SCORE2_OP,
    terms=centred,
    log_hazard_ratios={
        "age": BySex(female=0.0789, male=0.0634),
        "smoking": BySex(female=0.4921, male=0.3524),
        "systolic": BySex(female=0.0102, male=0.0094),
        "total_cholesterol": BySex(female=0.0605, male=0.085),
        "hdl_cholesterol": BySex(female=-0.304, male=-0.3564),
        "age_x_smoking": BySex(female=-0.0255, male=-0.0247),
        "age_x_systolic": BySex(female=-0.0004, male=-0.0005),
        "age_x_total_cholesterol": BySex(female=-0.0009, male=0.0073),
        "age_x_hdl_cholesterol": BySex(female=0.0154, male=0.0091),
    },
    baseline_survival=BySex(female=0.8082, male=0.7576),
    mean_predictor=BySex(female=0.229, male=0.0929),
    scales={
        RiskRegion.LOW: BySex(female=Scales(-0.52, 1.01), male=Scales(-0.34, 1.19)),
        RiskRegion.MODERATE: BySex(female=Scales(-0.1, 1.1), male=Scales(0.01, 1.25)),
        RiskRegion.HIGH: BySex(female=Scales(0.38, 1.09), male=Scales(0.08, 1.15)),
        RiskRegion.VERY_HIGH: BySex(female=Scales(0.38, 0.69), male=Scales(0.05, 0.7)),
    },
)


def estimate(profile: Profile) -> EquationResult:
    """Return the 10-year risk in percent."""
    return score2_family.estimate(MEMBER, admit(SCORE2_OP, profile), profile.regions.score2)
