"""Kidney function from serum creatinine, without race: the formula of CKD-EPI 2021, and what is known of a person's."""

from typing import Final

from ..person.choices import Sex
from ..person.person_profile import PLAUSIBLE, Input, Profile
from ..person.ranges import ages
from ..person.units import CREATININE_UMOL_L_PER_MG_DL
from .regression import BySex

AGES: Final = ages(18, 120)
"""For which the formula is valid."""

_KAPPA_MG_DL: Final = BySex(female=0.7, male=0.9)
_ALPHA: Final = BySex(female=-0.241, male=-0.302)
_FACTOR: Final = BySex(female=142 * 1.012, male=142.0)
_SLOPE_ABOVE_KAPPA: Final = -1.200
_PER_YEAR: Final = 0.9938


def egfr(creatinine_umol_l: float, age_years: float, sex: Sex) -> float:
    """Return eGFR in mL/min/1.73 m2; the curve bends at kappa."""
    ratio = creatinine_umol_l / CREATININE_UMOL_L_PER_MG_DL / _KAPPA_MG_DL.of(sex)
    below, above = min(ratio, 1.0) ** _ALPHA.of(sex), max(ratio, 1.0) ** _SLOPE_ABOVE_KAPPA
    return float(_FACTOR.of(sex) * below * above * _PER_YEAR**age_years)


def known_egfr(profile: Profile) -> tuple[Input, float] | None:
    """Return the eGFR as the laboratory gave it, else computed from creatinine, and which of the two it comes from."""
    if profile.egfr_ml_min_1_73m2 is not None:
        return Input.EGFR, profile.egfr_ml_min_1_73m2
    creatinine, age, sex = profile.creatinine_umol_l, profile.age_years, profile.sex
    if creatinine is None or age is None or sex is None:
        return None
    if not (AGES.holds(age) and PLAUSIBLE[Input.CREATININE].holds(creatinine)):
        return None
    return Input.CREATININE, egfr(creatinine, age, sex)
