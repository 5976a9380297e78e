"""Which equation speaks about a person, and why.

The equation made for the person's region comes first, then the WHO charts, then Framingham, which counts what WHO's
do not (diabetes, treatment) but comes from another time and place. The first one that may give a number is chosen;
nobody is computed by an equation that excludes them, and nothing is combined.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from ..person.choices import Diabetes
from ..person.person_profile import Input, Profile
from . import framingham2008, prevent, score2, score2_asia_pacific, score2_diabetes, score2_op, who2019
from .equation import EquationKey, EquationResult, Reason


class Why(StrEnum):
    """Why a choice came out as it did."""

    REGION_AND_INPUTS = "region_and_inputs"
    """Made for the region, and everything it asks for is known."""
    FEWER_INPUTS = "fewer_inputs"
    """The preferred equation lacks inputs, which its own result in `passed_over` names; this one needs fewer."""
    REGION_UNKNOWN = "region_unknown"
    """No region is known for the preferred equation; this one needs none."""
    PREFERRED_DOES_NOT_APPLY = "preferred_does_not_apply"
    """The preferred equation was not made for this person; its own result in `passed_over` says why."""
    NO_EQUATION = "no_equation"
    """None may give a number; the result says what stands in the way of the nearest one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The result that speaks for a person's 10-year risk."""

    result: EquationResult
    """The chosen equation's result; without a value when `why` is `NO_EQUATION`."""
    why: Why
    """Why this one."""
    passed_over: tuple[EquationResult, ...]
    """Refusals of the equations that were preferred, in order."""

    @property
    def missing(self) -> tuple[Input, ...]:
        """What the first equation lacks that would speak if it were known."""
        # Without a value the choice itself is that equation, and those passed over are the less fitting ones.
        refusals = (self.result,) if self.why is Why.NO_EQUATION else self.passed_over
        for refusal in refusals:
            if refusal.reason is Reason.REGION_UNKNOWN:
                return (Input.REGION,)
            if refusal.inputs_missing:
                return refusal.inputs_missing
        return ()


_ESTIMATE: Final[Mapping[EquationKey, Callable[[Profile], EquationResult]]] = MappingProxyType(
    {
        EquationKey.PREVENT: prevent.estimate,
        EquationKey.SCORE2: score2.estimate,
        EquationKey.SCORE2_OP: score2_op.estimate,
        EquationKey.SCORE2_DIABETES: score2_diabetes.estimate,
        EquationKey.SCORE2_ASIA_PACIFIC: score2_asia_pacific.estimate,
        EquationKey.WHO_2019: who2019.estimate,
        EquationKey.FRAMINGHAM_2008: framingham2008.estimate,
    }
)

_SOLVABLE: Final = frozenset({Reason.MISSING_INPUT, Reason.EGFR_MISSING, Reason.REGION_UNKNOWN})


def select(profile: Profile) -> Choice:
    """Return the first result with a value in order of preference, or the refusal that is nearest to being solved."""
    refusals: list[EquationResult] = []
    for key in preference(profile):
        result = _ESTIMATE[key](profile)
        if result.value is not None:
            return Choice(result, _why(refusals), tuple(refusals))
        refusals.append(result)
    nearest = next((refusal for refusal in refusals if refusal.reason in _SOLVABLE), refusals[0])
    return Choice(nearest, Why.NO_EQUATION, tuple(refusal for refusal in refusals if refusal is not nearest))


def preference(profile: Profile) -> tuple[EquationKey, ...]:
    """Return the equations to try, best first."""
    regions = profile.regions
    regional: tuple[EquationKey, ...] = ()
    if regions.prevent:
        regional = (EquationKey.PREVENT,)
    elif regions.score2 is not None:
        regional = (_score2_member(profile),)
    elif regions.asia_pacific is not None:
        regional = (EquationKey.SCORE2_ASIA_PACIFIC,)
    return (*regional, EquationKey.WHO_2019, EquationKey.FRAMINGHAM_2008)


def _score2_member(profile: Profile) -> EquationKey:
    """Return the member of the family for this age and diabetes."""
    if profile.diabetes not in {None, Diabetes.NONE}:
        return EquationKey.SCORE2_DIABETES
    is_older = profile.age_years is not None and score2_op.SCORE2_OP.ages.low <= profile.age_years
    return EquationKey.SCORE2_OP if is_older else EquationKey.SCORE2


def _why(refusals: list[EquationResult]) -> Why:
    """Explain a choice by what became of the preferred equation."""
    if not refusals:
        return Why.REGION_AND_INPUTS
    match refusals[0].reason:
        case Reason.MISSING_INPUT | Reason.EGFR_MISSING:
            return Why.FEWER_INPUTS
        case Reason.REGION_UNKNOWN:
            return Why.REGION_UNKNOWN
        case _:
            return Why.PREFERRED_DOES_NOT_APPLY
