"""Framingham 2008, office variant: general cardiovascular risk in 10 years without a laboratory.

The only equation here that counts diabetes and blood-pressure treatment and needs no blood test. In both sexes the
coefficient of *treated* pressure is the larger one; several public implementations have the two swapped.
"""

import math
from typing import Final

from ..person.person_profile import PLAUSIBLE, Input, Profile
from ..person.ranges import YES_OR_NO, ages
from .eligibility import NOT_FOR, admit, answer
from .equation import Caveat, Equation, EquationKey, EquationResult, Need, Outcome
from .regression import BySex, cox_risk, linear_predictor

FRAMINGHAM_2008: Final = Equation(
    key=EquationKey.FRAMINGHAM_2008,
    name="Framingham general cardiovascular risk",
    year=2008,
    version="office, body mass index in place of lipids",
    source="D'Agostino et al., Circulation 2008;117:743",
    outcome=Outcome.GENERAL_CVD,
    horizon_years=10,
    ages=ages(30, 74),
    needs=(
        Need(Input.BMI, PLAUSIBLE[Input.BMI]),
        Need(Input.SYSTOLIC, PLAUSIBLE[Input.SYSTOLIC]),
        Need(Input.BLOOD_PRESSURE_TREATMENT, YES_OR_NO),
        Need(Input.SMOKING, YES_OR_NO),
        Need(Input.DIABETES, YES_OR_NO),
    ),
    exclusions=(*NOT_FOR, Input.KIDNEY_DISEASE),
    caveats=(Caveat.OLD_US_COHORT,),
)

_BASELINE_SURVIVAL: Final = BySex(female=0.94833, male=0.88431)
_MEAN_PREDICTOR: Final = BySex(female=26.0145, male=23.9388)
_LOG_HAZARD_RATIOS: Final = {
    "ln_age": BySex(female=2.72107, male=3.11296),
    "ln_bmi": BySex(female=0.51125, male=0.79277),
    "ln_systolic_untreated": BySex(female=2.81291, male=1.85508),
    "ln_systolic_treated": BySex(female=2.88267, male=1.92672),
    "smoking": BySex(female=0.61868, male=0.70953),
    "diabetes": BySex(female=0.77763, male=0.5316),
}


def estimate(profile: Profile) -> EquationResult:
    """Return the 10-year risk of general cardiovascular disease, in percent."""
    admitted = admit(FRAMINGHAM_2008, profile)
    if isinstance(admitted, EquationResult):
        return admitted
    numbers, sex = admitted.numbers, admitted.sex
    treated = numbers[Input.BLOOD_PRESSURE_TREATMENT]
    ln_systolic = math.log(numbers[Input.SYSTOLIC])
    terms = {
        "ln_age": math.log(numbers[Input.AGE]),
        "ln_bmi": math.log(numbers[Input.BMI]),
        "ln_systolic_untreated": (1 - treated) * ln_systolic,
        "ln_systolic_treated": treated * ln_systolic,
        "smoking": numbers[Input.SMOKING],
        "diabetes": numbers[Input.DIABETES],
    }
    predictor = linear_predictor(_LOG_HAZARD_RATIOS, terms, sex) - _MEAN_PREDICTOR.of(sex)
    return answer(FRAMINGHAM_2008, admitted, 100 * cox_risk(_BASELINE_SURVIVAL.of(sex), predictor))
