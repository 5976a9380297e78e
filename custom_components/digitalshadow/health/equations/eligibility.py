"""Whether an equation may speak about a person: exclusions, measured disease, age, ranges, then missing inputs.

What a measured value forbids stands before what is missing, so that no equation with fewer inputs takes the place of
one that was refused for a value.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ..person.choices import Diabetes, Sex
from ..person.maternity import Maternity, maternity
from ..person.person_profile import Input, Profile
from ..person.questions import QUESTIONS, Circumstances
from .equation import Equation, EquationResult, Reason
from .measured_disease import against_kidneys, against_sugar

NOT_FOR: Final = (Input.CARDIOVASCULAR_DISEASE, Input.PREGNANT, Input.FAMILIAL_HYPERCHOLESTEROLAEMIA)
"""No risk equation here was made for these people, so none gives them a number."""

NOT_COUNTED: Final = (Input.KIDNEY_DISEASE, Input.DIABETES)
"""A formula without a term for one of these would understate the risk of a person who has it."""

_REASONS: Final[Mapping[Input, Reason]] = MappingProxyType(
    {
        Input.CARDIOVASCULAR_DISEASE: Reason.PRIOR_DISEASE,
        Input.PREGNANT: Reason.PREGNANCY,
        Input.FAMILIAL_HYPERCHOLESTEROLAEMIA: Reason.FAMILIAL_HYPERCHOLESTEROLAEMIA,
        Input.KIDNEY_DISEASE: Reason.KIDNEY_DISEASE,
        Input.DIABETES: Reason.DIABETES,
    }
)


@dataclass(frozen=True, slots=True)
class Admitted:
    """The numbers of a person about whom an equation may speak: all known, all in range."""

    sex: Sex
    """The sex to compute for."""
    numbers: Mapping[Input, float]
    """Age and every needed input, in the units of `Profile`."""
    used: tuple[Input, ...]
    """Where they came from."""


def admit(equation: Equation, profile: Profile) -> Admitted | EquationResult:
    """Return what the formula needs, or the refusal."""
    refusal = _by_answers(equation, profile) or _by_measured_disease(equation, profile)
    if refusal is not None:
        return refusal
    age = profile.age_years
    if age is not None and not equation.ages.holds(age):
        return refuse(equation, Reason.AGE_OUT_OF_RANGE, out_of_range=(Input.AGE,))
    if outside := _out_of_range(equation, profile):
        return refuse(equation, Reason.OUT_OF_RANGE, out_of_range=outside)
    missing = _missing(equation, profile)
    if age is None or profile.sex is None or missing:
        reason = Reason.EGFR_MISSING if missing == (Input.EGFR,) else Reason.MISSING_INPUT
        return refuse(equation, reason, missing=missing)
    numbers = {
        need.input: number for need in equation.needs if (number := profile.number(need.input)) is not None
    }
    return Admitted(profile.sex, {Input.AGE: age, **numbers}, (Input.AGE, Input.SEX, *numbers))


def refuse(
    equation: Equation,
    reason: Reason,
    *,
    missing: tuple[Input, ...] = (),
    out_of_range: tuple[Input, ...] = (),
    against: tuple[Input, ...] = (),
) -> EquationResult:
    """Return a result without a value."""
    return EquationResult(
        equation=equation,
        value=None,
        reason=reason,
        inputs_missing=missing,
        inputs_out_of_range=out_of_range,
        inputs_against=against,
    )


def answer(
    equation: Equation,
    admitted: Admitted,
    value: float,
    *,
    also_used: tuple[Input, ...] = (),
    limited: tuple[Input, ...] = (),
) -> EquationResult:
    """Return a result with its value."""
    return EquationResult(
        equation=equation,
        value=value,
        reason=None,
        inputs_used=(*admitted.used, *also_used),
        inputs_limited=limited,
    )


def _by_answers(equation: Equation, profile: Profile) -> EquationResult | None:
    """Refuse by what was answered, the weeks after a birth as a pregnancy; a pregnant man is asked again."""
    if profile.pregnant and profile.sex is Sex.MALE and Input.PREGNANT in equation.exclusions:
        return refuse(equation, Reason.MISSING_INPUT, missing=(Input.SEX, Input.PREGNANT))
    if Input.PREGNANT in equation.exclusions and maternity(profile) is Maternity.AFTER_BIRTH:
        return refuse(equation, Reason.PREGNANCY)
    excluded = next((name for name in equation.exclusions if profile.number(name)), None)
    return None if excluded is None else refuse(equation, _REASONS[excluded])


def _by_measured_disease(equation: Equation, profile: Profile) -> EquationResult | None:
    """Refuse by values in the range of a disease that the equation excludes, or counts by an answer that denies it."""
    if Input.KIDNEY_DISEASE in equation.exclusions and (kidney := against_kidneys(profile)):
        unanswered = (Input.KIDNEY_DISEASE,) if profile.chronic_kidney_disease is None else ()
        return refuse(equation, Reason.KIDNEY_VALUE, against=kidney, missing=unanswered)
    return _by_sugar(equation, profile)


def _by_sugar(equation: Equation, profile: Profile) -> EquationResult | None:
    """Refuse by a blood sugar in the range of diabetes, where none was answered."""
    is_excluded = Input.DIABETES in equation.exclusions
    is_counted = any(need.input is Input.DIABETES for need in equation.needs)
    sugar = against_sugar(profile) if is_excluded or is_counted else ()
    if not sugar or profile.diabetes not in {None, Diabetes.NONE}:
        return None
    if profile.diabetes is None:
        return refuse(equation, Reason.SUGAR_VALUE, against=sugar, missing=(Input.DIABETES,))
    if is_excluded:
        return refuse(equation, Reason.SUGAR_VALUE, against=sugar)
    if not profile.diabetes_ruled_out:
        return refuse(equation, Reason.SUGAR_VALUE, against=sugar, missing=(Input.DIABETES_RULED_OUT,))
    return None


def _out_of_range(equation: Equation, profile: Profile) -> tuple[Input, ...]:
    """Name every known input that the equation was not made for; HDL is a part of total cholesterol, never all."""
    outside = tuple(
        need.input
        for need in equation.needs
        if (number := profile.number(need.input)) is not None and not need.range.holds(number)
    )
    total, hdl = profile.total_cholesterol_mmol_l, profile.hdl_cholesterol_mmol_l
    counts_lipids = any(need.input is Input.HDL_CHOLESTEROL for need in equation.needs)
    if counts_lipids and total is not None and hdl is not None and hdl >= total:
        return tuple(dict.fromkeys((*outside, Input.TOTAL_CHOLESTEROL, Input.HDL_CHOLESTEROL)))
    return outside


def _missing(equation: Equation, profile: Profile) -> tuple[Input, ...]:
    """Name every input that is needed and unknown, unanswered exclusions included."""
    asked = (exclusion for exclusion in equation.exclusions if _is_asked(exclusion, profile))
    wanted = (Input.AGE, *(need.input for need in equation.needs), *asked)
    missing = tuple(name for name in dict.fromkeys(wanted) if profile.number(name) is None)
    return missing if profile.sex is not None else (Input.SEX, *missing)


def _is_asked(exclusion: Input, profile: Profile) -> bool:
    """Tell whether an unanswered exclusion stands in the way of this person."""
    return QUESTIONS[exclusion].arises(profile, Circumstances(age_years=profile.age_years))
