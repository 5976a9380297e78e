"""What must be said beside a value about one person: the equation's own caveats and those of what was measured."""

from ..person.person_profile import Input, Profile
from .equation import Caveat, EquationResult


def caveats_of(result: EquationResult, profile: Profile) -> tuple[Caveat, ...]:
    """Return every caveat once; those of the person only where the input entered the formula."""
    found = list(result.equation.caveats)
    is_treated = profile.lipid_treatment or profile.statin
    if (
        is_treated
        and Input.TOTAL_CHOLESTEROL in result.inputs_used
        and Input.STATIN not in result.inputs_used
    ):
        found.append(Caveat.TREATED_CHOLESTEROL)
    if Input.SYSTOLIC in result.inputs_used:
        found.append(Caveat.HOME_PRESSURE)
    return tuple(found)
