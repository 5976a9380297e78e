"""The 10-year risk as a sensor shows it: a number and whose it is, or why there is none. It never names a class."""

from typing import Any, Final

from ..health.equations.equation import EquationResult
from ..health.person.measures import Measure
from ..health.person.person_profile import Input
from ..outlook.clinical import ClinicalSnapshot

_LASTING: Final = frozenset({Input.SEX.value})
"""What is used and does not become old; birth date and country carry other names than the inputs made from them."""


def risk_percent(clinical: ClinicalSnapshot | None) -> float | None:
    """Return the value in per cent with one decimal; None where no number may be given."""
    value = clinical.choice.result.value if clinical else None
    return None if value is None else round(value, 1)


def risk_attributes(clinical: ClinicalSnapshot | None) -> dict[str, Any]:
    """Return what must stand beside the number, or in its place."""
    if clinical is None:
        return {}
    result = clinical.choice.result
    equation = result.equation
    return {
        "equation": equation.name,
        "year": equation.year,
        "outcome": None if equation.outcome is None else equation.outcome.value,
        "horizon_years": equation.horizon_years,
        "caveats": [caveat.value for caveat in equation.caveats],
        "reason": None if result.reason is None else result.reason.value,
        "missing_inputs": [missing.value for missing in clinical.missing],
        "oldest_input_days": _oldest_input_days(clinical, result),
    }


def _oldest_input_days(clinical: ClinicalSnapshot, result: EquationResult) -> int | None:
    """Return the age of the oldest input behind the number; None without a number, or where nothing ages."""
    if result.value is None:
        return None
    used = {one.value for one in result.inputs_used} - _LASTING
    if Input.BMI in result.inputs_used:
        used.add(Measure.WEIGHT.value)
    return max((one.age_days(clinical.as_of) for one in clinical.inputs if one.key in used), default=None)
