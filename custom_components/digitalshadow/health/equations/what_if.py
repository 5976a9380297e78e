"""What the same equation says of the same person with one thing changed.

It speaks of other people who are like that, and promises nothing: the gain of a change comes over years, and a slope
between people is not what happens to one of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from ..person.choices import Smoking
from ..person.person_profile import Input, Profile
from .selection import Choice, estimate


class Change(StrEnum):
    """What is different."""

    NOT_SMOKING = "not_smoking"
    PRESSURE_10_LOWER = "pressure_10_lower"
    PRESSURE_130 = "pressure_130"
    CHOLESTEROL_1_LOWER = "cholesterol_1_lower"
    TOGETHER = "together"
    """Not smoking, a pressure of 130 or else 10 lower, and the lower cholesterol, as far as they apply."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The risk of people who are the same but for one change."""

    change: Change
    """Which."""
    percent: float
    """Their risk by the same equation, unrounded."""


BELOW_YEARS: Final = 80
"""Above 80 other causes of death count for more than these inputs do."""
SYSTOLIC_MMHG: Final = 130
"""The pressure of one of the changes, and the lowest one for which any is computed."""
_LESS_MMHG: Final = 10
_LESS_MMOL_L: Final = 1.0
_NON_HDL_FROM_MMOL_L: Final = 3.4
"""Our own choice, the upper end of the best range of Life's Essential 8: below it no lower cholesterol is computed."""

type _Changed = dict[str, Any]
"""The fields of `Profile` that are different."""


def what_if(choice: Choice, profile: Profile) -> tuple[WhatIf, ...]:
    """Return each change that applies to the person, then all together; none without a risk.

    A pressure or cholesterol that a drug lowers already is left as it is: the equations do not know how it came about.
    """
    age, key = profile.age_years, choice.result.equation.key
    if choice.result.value is None or age is None or age >= BELOW_YEARS:
        return ()
    changes = dict(_changes(profile, choice.result.inputs_used))
    if len(changes) > 1:
        together = {name: value for changed in changes.values() for name, value in changed.items()}
        changes[Change.TOGETHER] = together
    computed = {
        change: estimate(key, replace(profile, **changed)).value for change, changed in changes.items()
    }
    return tuple(WhatIf(change, percent) for change, percent in computed.items() if percent is not None)


def _changes(profile: Profile, used: tuple[Input, ...]) -> Iterator[tuple[Change, _Changed]]:
    """Yield the changes that apply; of two of the same value the last one counts when all are taken together."""
    if Input.SMOKING in used and profile.smoking is Smoking.CURRENT:
        yield Change.NOT_SMOKING, {Input.SMOKING.value: Smoking.NEVER}
    systolic = profile.systolic_mmhg
    if Input.SYSTOLIC in used and systolic is not None and not profile.blood_pressure_treatment:
        if systolic >= SYSTOLIC_MMHG:
            yield Change.PRESSURE_10_LOWER, {Input.SYSTOLIC.value: systolic - _LESS_MMHG}
        if systolic > SYSTOLIC_MMHG:
            yield Change.PRESSURE_130, {Input.SYSTOLIC.value: SYSTOLIC_MMHG}
    total, hdl = profile.total_cholesterol_mmol_l, profile.hdl_cholesterol_mmol_l
    if Input.TOTAL_CHOLESTEROL not in used or total is None or hdl is None:
        return
    if total - hdl >= _NON_HDL_FROM_MMOL_L and not (profile.lipid_treatment or profile.statin):
        yield Change.CHOLESTEROL_1_LOWER, {Input.TOTAL_CHOLESTEROL.value: total - _LESS_MMOL_L}
