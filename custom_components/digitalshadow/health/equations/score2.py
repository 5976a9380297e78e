"""SCORE2: first cardiovascular event in 10 years, ages 40 to 69, four European risk regions.

The paper's diabetes term served the recalibration alone, so it has no place here: people with diabetes have
SCORE2-Diabetes.
"""

from collections.abc import Mapping
from typing import Final

from ..person.person_profile import PLAUSIBLE, Input, Profile
from ..person.ranges import YES_OR_NO, ages
from ..person.regions import RiskRegion
from . import score2_family
from .eligibility import NOT_COUNTED, NOT_FOR, admit
from .equation import Equation, EquationKey, EquationResult, Need, Outcome
from .regression import BySex, Scales

NEEDS: Final = (
    Need(Input.SMOKING, YES_OR_NO),
    Need(Input.SYSTOLIC, PLAUSIBLE[Input.SYSTOLIC]),
    Need(Input.TOTAL_CHOLESTEROL, PLAUSIBLE[Input.TOTAL_CHOLESTEROL]),
    Need(Input.HDL_CHOLESTEROL, PLAUSIBLE[Input.HDL_CHOLESTEROL]),
)

SCORE2: Final = Equation(
    key=EquationKey.SCORE2,
    name="SCORE2",
    year=2021,
    version="recalibration of 2021",
    source="SCORE2 working group, Eur Heart J 2021;42:2439",
    outcome=Outcome.FATAL_OR_NONFATAL_CVD,
    horizon_years=10,
    ages=ages(40, 69),
    needs=NEEDS,
    exclusions=(*NOT_FOR, *NOT_COUNTED),
)


def centred(numbers: Mapping[Input, float]) -> dict[str, float]:
    """Centre and scale the inputs; each interaction is the product of two scaled terms."""
    age = (numbers[Input.AGE] - 60) / 5
    terms = {
        "smoking": numbers[Input.SMOKING],
        "systolic": (numbers[Input.SYSTOLIC] - 120) / 20,
        "total_cholesterol": numbers[Input.TOTAL_CHOLESTEROL] - 6,
        "hdl_cholesterol": (numbers[Input.HDL_CHOLESTEROL] - 1.3) / 0.5,
    }
    return {"age": age, **terms, **{f"age_x_{name}": age * term for name, term in terms.items()}}


BASELINE_SURVIVAL: Final = BySex(female=0.9776, male=0.9605)

SCALES: Final = {
    RiskRegion.LOW: BySex(female=Scales(-0.738, 0.7019), male=Scales(-0.5699, 0.7476)),
    RiskRegion.MODERATE: BySex(female=Scales(-0.3143, 0.7701), male=Scales(-0.1565, 0.8009)),
    RiskRegion.HIGH: BySex(female=Scales(0.571, 0.9369), male=Scales(0.3207, 0.936)),
    RiskRegion.VERY_HIGH: BySex(female=Scales(0.9412, 0.8329), male=Scales(0.5836, 0.8294)),
}

MEMBER: Final = score2_family.Member(
    equation=SCORE2,
    terms=centred,
    log_hazard_ratios={
        "age": BySex(female=0.4648, male=0.3742),
        "smoking": BySex(female=0.7744, male=0.6012),
        "systolic": BySex(female=0.3131, male=0.2777),
        "total_cholesterol": BySex(female=0.1002, male=0.1458),
        "hdl_cholesterol": BySex(female=-0.2606, male=-0.2698),
        "age_x_smoking": BySex(female=-0.1088, male=-0.0755),
        "age_x_systolic": BySex(female=-0.0277, male=-0.0255),
        "age_x_total_cholesterol": BySex(female=-0.0226, male=-0.0281),
        "age_x_hdl_cholesterol": BySex(female=0.0613, male=0.0426),
    },
    baseline_survival=BASELINE_SURVIVAL,
    mean_predictor=BySex(female=0.0, male=0.0),
    scales=SCALES,
)


def estimate(profile: Profile) -> EquationResult:
    """Return the 10-year risk in percent."""
    return score2_family.estimate(MEMBER, admit(SCORE2, profile), profile.regions.score2)
