"""CKD-EPI 2021: kidney function from serum creatinine, without race."""

from dataclasses import replace
from typing import Final

from ..person.choices import Sex
from ..person.person_profile import PLAUSIBLE, Input, Profile
from ..person.ranges import ages
from ..person.units import CREATININE_UMOL_L_PER_MG_DL
from .eligibility import Admitted, admit, answer, refuse
from .equation import Equation, EquationKey, EquationResult, Need, Reason, Unit
from .regression import BySex

CKD_EPI_2021: Final = Equation(
    key=EquationKey.CKD_EPI_2021,
    name="CKD-EPI",
    year=2021,
    version="creatinine, without race",
    source="Inker et al., N Engl J Med 2021;385:1737",
    unit=Unit.ML_MIN_1_73M2,
    ages=ages(18, 120),
    needs=(Need(Input.CREATININE, PLAUSIBLE[Input.CREATININE]),),
    exclusions=(),
)

_KAPPA_MG_DL: Final = BySex(female=0.7, male=0.9)
_ALPHA: Final = BySex(female=-0.241, male=-0.302)
_FACTOR: Final = BySex(female=142 * 1.012, male=142.0)
_SLOPE_ABOVE_KAPPA: Final = -1.200
_PER_YEAR: Final = 0.9938


def estimate(profile: Profile) -> EquationResult:
    """Return eGFR in mL/min/1.73 m2 from age, sex and creatinine."""
    admitted = admit(CKD_EPI_2021, profile)
    if isinstance(admitted, EquationResult):
        return admitted
    numbers = admitted.numbers
    return answer(CKD_EPI_2021, admitted, _egfr(numbers[Input.CREATININE], numbers[Input.AGE], admitted.sex))


def admit_with_egfr(equation: Equation, profile: Profile) -> Admitted | EquationResult:
    """Admit to an equation that counts eGFR; computed from creatinine, and said so, where none was measured."""
    if profile.egfr_ml_min_1_73m2 is not None or profile.creatinine_umol_l is None:
        return admit(equation, profile)
    kidney = estimate(profile)
    admitted = admit(equation, replace(profile, egfr_ml_min_1_73m2=kidney.value))
    if isinstance(admitted, Admitted):
        return replace(
            admitted, used=tuple(Input.CREATININE if used is Input.EGFR else used for used in admitted.used)
        )
    if admitted.reason is Reason.EGFR_MISSING:
        return refuse(equation, Reason.OUT_OF_RANGE, out_of_range=kidney.inputs_out_of_range)
    return admitted


def _egfr(creatinine_umol_l: float, age_years: float, sex: Sex) -> float:
    """Return the formula's value; the curve bends at kappa."""
    ratio = creatinine_umol_l / CREATININE_UMOL_L_PER_MG_DL / _KAPPA_MG_DL.of(sex)
    below, above = min(ratio, 1.0) ** _ALPHA.of(sex), max(ratio, 1.0) ** _SLOPE_ABOVE_KAPPA
    return float(_FACTOR.of(sex) * below * above * _PER_YEAR**age_years)
