"""CKD-EPI 2021: kidney function from serum creatinine, without race."""

from dataclasses import replace
from typing import Final

from ..person.person_profile import PLAUSIBLE, Input, Profile
from .eligibility import Admitted, admit, answer, refuse
from .equation import Equation, EquationKey, EquationResult, Need, Reason, Unit
from .kidney_function import AGES, egfr

CKD_EPI_2021: Final = Equation(
    key=EquationKey.CKD_EPI_2021,
    name="CKD-EPI",
    year=2021,
    version="creatinine, without race",
    source="Inker et al., N Engl J Med 2021;385:1737",
    unit=Unit.ML_MIN_1_73M2,
    ages=AGES,
    needs=(Need(Input.CREATININE, PLAUSIBLE[Input.CREATININE]),),
    exclusions=(),
)


def estimate(profile: Profile) -> EquationResult:
    """Return eGFR in mL/min/1.73 m2 from age, sex and creatinine."""
    admitted = admit(CKD_EPI_2021, profile)
    if isinstance(admitted, EquationResult):
        return admitted
    numbers = admitted.numbers
    return answer(CKD_EPI_2021, admitted, egfr(numbers[Input.CREATININE], numbers[Input.AGE], admitted.sex))


def admit_with_egfr(equation: Equation, profile: Profile) -> Admitted | EquationResult:
    """Admit to an equation that counts eGFR; computed from creatinine, and said so, where none was measured."""
    if profile.egfr_ml_min_1_73m2 is not None or profile.creatinine_umol_l is None:
        return admit(equation, profile)
    kidney = estimate(profile)
    admitted = admit(equation, replace(profile, egfr_ml_min_1_73m2=kidney.value))
    if isinstance(admitted, Admitted):
        return replace(admitted, used=_from_creatinine(admitted.used))
    if admitted.reason is Reason.EGFR_MISSING:
        return refuse(equation, Reason.OUT_OF_RANGE, out_of_range=kidney.inputs_out_of_range)
    return replace(admitted, inputs_out_of_range=_from_creatinine(admitted.inputs_out_of_range))


def _from_creatinine(names: tuple[Input, ...]) -> tuple[Input, ...]:
    """Return names of inputs with creatinine in the place of what was computed from it."""
    return tuple(Input.CREATININE if name is Input.EGFR else name for name in names)
