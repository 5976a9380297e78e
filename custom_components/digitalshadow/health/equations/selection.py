"""Which equation speaks about a person, and why.

The equation made for the person's region comes first, then the WHO charts. Only missing inputs pass on: an equation
that needs fewer is taken, with what the better one lacks. A refusal for a value, a disease or an age is the last word,
since the next equation would ignore that very thing. Nothing is combined.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from ..person.choices import Diabetes
from ..person.person_profile import Input, Profile
from . import prevent, score2, score2_asia_pacific, score2_diabetes, score2_op, who2019
from .eligibility import refuse
from .equation import EquationKey, EquationResult, Reason
from .measured_disease import marked_risk_factors


class Why(StrEnum):
    """Why a choice came out as it did."""

    REGION_AND_INPUTS = "region_and_inputs"
    """Made for the region, and everything it asks for is known."""
    WORLD_REGION = "world_region"
    """No equation was made for the country; this one was made for its part of the world."""
    FEWER_INPUTS = "fewer_inputs"
    """The preferred equation lacks inputs, which its own result in `passed_over` names; this one needs fewer."""
    NO_EQUATION = "no_equation"
    """None may give a number; the result says what stands in the way of the best one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The result that speaks for a person's 10-year risk."""

    result: EquationResult
    """The chosen equation's result; without a value when `why` is `NO_EQUATION`."""
    why: Why
    """Why this one."""
    passed_over: tuple[EquationResult, ...]
    """Refusals of the equations that were preferred, in order; of the lesser ones where none gave a number."""

    @property
    def missing(self) -> tuple[Input, ...]:
        """What the best equation for the person lacks."""
        # Without a value the choice itself is that equation.
        best = self.result if self.why is Why.NO_EQUATION or not self.passed_over else self.passed_over[0]
        return best.inputs_missing


_ESTIMATE: Final[Mapping[EquationKey, Callable[[Profile], EquationResult]]] = MappingProxyType(
    {
        EquationKey.PREVENT: prevent.estimate,
        EquationKey.SCORE2: score2.estimate,
        EquationKey.SCORE2_OP: score2_op.estimate,
        EquationKey.SCORE2_DIABETES: score2_diabetes.estimate,
        EquationKey.SCORE2_ASIA_PACIFIC: score2_asia_pacific.estimate,
        EquationKey.WHO_2019: who2019.estimate,
    }
)

_PASSES_ON: Final = frozenset({Reason.MISSING_INPUT, Reason.EGFR_MISSING})
"""The only refusals after which another equation is asked."""
_BY_ANSWERS: Final = frozenset(
    {
        Reason.PRIOR_DISEASE,
        Reason.PREGNANCY,
        Reason.FAMILIAL_HYPERCHOLESTEROLAEMIA,
        Reason.KIDNEY_DISEASE,
    }
)
"""Refusals for what the person answered, which say more than a value."""


def select(profile: Profile) -> Choice:
    """Return the first result with a value in order of preference, or the refusal of the best equation."""
    refusals: list[EquationResult] = []
    for key in preference(profile):
        result = _unless_marked(_ESTIMATE[key](profile), profile)
        if result.value is not None:
            return Choice(result, _why(result, refusals), tuple(refusals))
        refusals.append(result)
        if result.reason not in _PASSES_ON:
            break
    best, *others = refusals
    return Choice(best, Why.NO_EQUATION, tuple(others))


def _unless_marked(result: EquationResult, profile: Profile) -> EquationResult:
    """Return the refusal for a value that means high risk without an equation, in the place of any but an answer's.

    PREVENT counts such values, and the guidelines that go with it do not draw this line.
    """
    marked = marked_risk_factors(profile)
    is_answered = result.reason in _BY_ANSWERS or result.equation.key is EquationKey.PREVENT
    if not marked or is_answered:
        return result
    return refuse(result.equation, Reason.MARKED_RISK_FACTOR, against=marked, missing=result.inputs_missing)


def other_risks(choice: Choice, profile: Profile) -> tuple[EquationResult, ...]:
    """Return other outcomes and years of the chosen equation, where it has them and gave a number."""
    is_prevent = choice.result.equation.key is EquationKey.PREVENT
    return prevent.others(profile) if is_prevent and choice.result.value is not None else ()


def estimate(key: EquationKey, profile: Profile) -> EquationResult:
    """Return what one risk equation says: a value, or the reason why there is none.

    Args:
        key: A risk equation.
        profile: What is known about the person, in the units of the measures.

    Raises:
        KeyError: The key is not that of a risk equation.
    """
    return _ESTIMATE[key](profile)


def preference(profile: Profile) -> tuple[EquationKey, ...]:
    """Return the equations to try, best first."""
    regions = profile.regions
    if regions.prevent:
        return EquationKey.PREVENT, EquationKey.WHO_2019
    if regions.score2 is not None:
        return _score2_member(profile), EquationKey.WHO_2019
    if regions.asia_pacific is not None:
        return EquationKey.SCORE2_ASIA_PACIFIC, EquationKey.WHO_2019
    return (EquationKey.WHO_2019,)


def _score2_member(profile: Profile) -> EquationKey:
    """Return the member of the family for this age and diabetes."""
    if profile.diabetes not in {None, Diabetes.NONE}:
        return EquationKey.SCORE2_DIABETES
    is_older = profile.age_years is not None and score2_op.SCORE2_OP.ages.low <= profile.age_years
    return EquationKey.SCORE2_OP if is_older else EquationKey.SCORE2


def _why(result: EquationResult, refusals: list[EquationResult]) -> Why:
    """Explain a choice by what became of the preferred equation."""
    if refusals:
        return Why.FEWER_INPUTS
    is_of_the_world = result.equation.key is EquationKey.WHO_2019
    return Why.WORLD_REGION if is_of_the_world else Why.REGION_AND_INPUTS
