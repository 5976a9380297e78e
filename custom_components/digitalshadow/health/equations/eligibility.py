"""Whether an equation may speak about a person: exclusions first, then age, missing inputs and ranges."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ..person.choices import Sex
from ..person.person_profile import Input, Profile
from ..person.questions import QUESTIONS
from .equation import Equation, EquationResult, Reason

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
    for exclusion in equation.exclusions:
        if profile.number(exclusion):
            return refuse(equation, _REASONS[exclusion])
    age = profile.age_years
    if age is not None and not equation.ages.holds(age):
        return refuse(equation, Reason.AGE_OUT_OF_RANGE, out_of_range=(Input.AGE,))
    missing = _missing(equation, profile)
    if age is None or profile.sex is None or missing:
        reason = Reason.EGFR_MISSING if missing == (Input.EGFR,) else Reason.MISSING_INPUT
        return refuse(equation, reason, missing=missing)
    numbers = {
        need.input: number for need in equation.needs if (number := profile.number(need.input)) is not None
    }
    outside = tuple(need.input for need in equation.needs if not need.range.holds(numbers[need.input]))
    if outside:
        return refuse(equation, Reason.OUT_OF_RANGE, out_of_range=outside)
    return Admitted(profile.sex, {Input.AGE: age, **numbers}, (Input.AGE, Input.SEX, *numbers))


def refuse(
    equation: Equation,
    reason: Reason,
    *,
    missing: tuple[Input, ...] = (),
    out_of_range: tuple[Input, ...] = (),
) -> EquationResult:
    """Return a result without a value."""
    return EquationResult(
        equation=equation,
        value=None,
        reason=reason,
        inputs_missing=missing,
        inputs_out_of_range=out_of_range,
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


def _missing(equation: Equation, profile: Profile) -> tuple[Input, ...]:
    """Name every input that is needed and unknown, unanswered exclusions included."""
    asked = (exclusion for exclusion in equation.exclusions if _is_asked(exclusion, profile))
    wanted = (Input.AGE, *(need.input for need in equation.needs), *asked)
    missing = tuple(name for name in dict.fromkeys(wanted) if profile.number(name) is None)
    return missing if profile.sex is not None else (Input.SEX, *missing)


def _is_asked(exclusion: Input, profile: Profile) -> bool:
    """Tell whether an unanswered exclusion stands in the way of this person."""
    return QUESTIONS[exclusion].arises(profile, profile.age_years)
