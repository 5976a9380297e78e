"""What measured values say by themselves, whatever was answered.

One value is no diagnosis. But an equation that was made without people who have a disease must not speak about somebody
whose own value lies in the range of that disease, and what was answered beside it does not fit.
"""

from dataclasses import dataclass
from typing import Final

from ..person.choices import Diabetes
from ..person.person_profile import Input, Profile
from .kidney_function import known_egfr

EGFR_BELOW: Final = 60
"""Chronic kidney disease of stage 3 and higher, if it lasts for three months (KDIGO 2024)."""
HBA1C_FROM_MMOL_MOL: Final = 48
"""6.5 %, the range of diabetes (American Diabetes Association 2025); laboratories give whole numbers."""
FASTING_GLUCOSE_FROM_MMOL_L: Final = 7.0
"""126 mg/dL, the range of diabetes (American Diabetes Association 2025)."""
TOTAL_CHOLESTEROL_ABOVE_MMOL_L: Final = 8.0
"""Of the single risk factors that mean high risk without a formula (ESC/EAS 2025)."""
LDL_FROM_MMOL_L: Final = 4.9
"""As `TOTAL_CHOLESTEROL_ABOVE_MMOL_L`."""
SYSTOLIC_FROM_MMHG: Final = 180
"""As `TOTAL_CHOLESTEROL_ABOVE_MMOL_L`."""
DIASTOLIC_FROM_MMHG: Final = 110
"""As `TOTAL_CHOLESTEROL_ABOVE_MMOL_L`."""

_HALF: Final = 0.5
"""What is given in whole numbers counts as it is shown: 179.6 is shown as 180."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two things that do not fit together."""

    answer: Input
    """The question that was answered with no."""
    measured: tuple[Input, ...]
    """The values that speak against it."""


def contradictions(profile: Profile) -> tuple[Contradiction, ...]:
    """Return every "no" that measured values speak against; a confirmed one is none."""
    found = []
    if (kidney := against_kidneys(profile)) and profile.chronic_kidney_disease is False:
        found.append(Contradiction(Input.KIDNEY_DISEASE, kidney))
    says_no = profile.diabetes is Diabetes.NONE and not profile.diabetes_ruled_out
    if (sugar := against_sugar(profile)) and says_no:
        found.append(Contradiction(Input.DIABETES, sugar))
    return tuple(found)


def against_kidneys(profile: Profile) -> tuple[Input, ...]:
    """Return the value that lies in the range of a kidney disease, if any."""
    known = known_egfr(profile)
    return () if known is None or not known[1] < EGFR_BELOW - _HALF else (known[0],)


def against_sugar(profile: Profile) -> tuple[Input, ...]:
    """Return the values that lie in the range of diabetes."""
    hba1c, glucose = profile.hba1c_mmol_mol, profile.fasting_glucose_mmol_l
    return _named(
        (Input.HBA1C, hba1c is not None and hba1c >= HBA1C_FROM_MMOL_MOL - _HALF),
        (Input.FASTING_GLUCOSE, glucose is not None and glucose >= FASTING_GLUCOSE_FROM_MMOL_L),
    )


def marked_risk_factors(profile: Profile) -> tuple[Input, ...]:
    """Return the values that mean high risk each by itself."""
    total, ldl = profile.total_cholesterol_mmol_l, profile.ldl_cholesterol_mmol_l
    systolic, diastolic = profile.systolic_mmhg, profile.diastolic_mmhg
    return _named(
        (Input.TOTAL_CHOLESTEROL, total is not None and total > TOTAL_CHOLESTEROL_ABOVE_MMOL_L),
        (Input.LDL_CHOLESTEROL, ldl is not None and ldl >= LDL_FROM_MMOL_L),
        (Input.SYSTOLIC, systolic is not None and systolic >= SYSTOLIC_FROM_MMHG - _HALF),
        (Input.DIASTOLIC, diastolic is not None and diastolic >= DIASTOLIC_FROM_MMHG - _HALF),
    )


def _named(*found: tuple[Input, bool]) -> tuple[Input, ...]:
    """Return the inputs of which it is true."""
    return tuple(name for name, is_true in found if is_true)
