"""What a doctor should see soon: single values in a range that laymen cannot judge, most pressing first.

One value is a reason to look again and no disease: diabetes takes a second test (ADA), a kidney disease three months
(KDIGO 2024). The lines for cholesterol and pressure are those of ESC/EAS 2025.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ..equations.kidney_function import known_egfr
from ..equations.measured_disease import against_kidneys, against_sugar, marked_risk_factors
from ..person.choices import Diabetes
from ..person.maternity import maternity
from ..person.measures import Measure
from ..person.person_profile import Input, Profile
from .phrases import Phrases
from .quantities import written

_EGFR_NOW, _EGFR_SOON = 15, 30
_INHERITED_WITH_FAMILY_MMOL_L: Final = 7.5
"""NICE NG238: above this, with an early heart disease in the family, an inherited cholesterol comes to mind."""


class Finding(StrEnum):
    """Names each reason for ever, for translations."""

    KIDNEY_NOW = "kidney_now"
    KIDNEY_SOON = "kidney_soon"
    PRESSURE_MEAN = "pressure_mean"
    HBA1C = "hba1c"
    FASTING_GLUCOSE = "fasting_glucose"
    CHOLESTEROL = "cholesterol"
    LDL = "ldl"
    INHERITED = "inherited"
    KIDNEY_AGAIN = "kidney_again"


@dataclass(frozen=True, slots=True)
class ForDoctor:
    """One value that a doctor should see."""

    finding: Finding
    """Why."""
    values: tuple[tuple[Measure, float], ...]
    """What was measured."""


def for_doctor(profile: Profile) -> tuple[ForDoctor, ...]:
    """Return what a doctor should see, most pressing first; in a pregnancy and the weeks after a birth no lipids."""
    found = [*_kidneys(profile), *_pressure(profile), *_sugar(profile)]
    if maternity(profile) is None:
        found += _lipids(profile)
    order = list(Finding)
    return tuple(sorted(found, key=lambda one: order.index(one.finding)))


def for_doctor_words(
    phrases: Phrases, found: tuple[ForDoctor, ...], unit_of: Callable[[Measure], str]
) -> Iterator[str]:
    """Say each with its value, in the unit that the person knows."""
    for one in found:
        *pair, (measure, value) = one.values
        said = written(phrases, measure, value, unit_of(measure))
        upper = "".join(f"{phrases.number(number)}/" for _, number in pair)
        yield phrases.say(f"doctor.{one.finding}", value=f"{upper}{said}")


def _kidneys(profile: Profile) -> Iterator[ForDoctor]:
    """Look at the kidneys; of a disease that is known only what has become pressing."""
    known = known_egfr(profile)
    if known is None or not against_kidneys(profile):
        return
    egfr = known[1]
    values = ((Measure.EGFR, egfr),)
    if egfr < _EGFR_NOW:
        yield ForDoctor(Finding.KIDNEY_NOW, values)
    elif egfr < _EGFR_SOON:
        yield ForDoctor(Finding.KIDNEY_SOON, values)
    elif not profile.chronic_kidney_disease:
        yield ForDoctor(Finding.KIDNEY_AGAIN, values)


def _pressure(profile: Profile) -> Iterator[ForDoctor]:
    """Look at the mean of the days, whatever the newest reading was."""
    if not {Input.SYSTOLIC, Input.DIASTOLIC}.isdisjoint(marked_risk_factors(profile)):
        values = ((Measure.SYSTOLIC, profile.systolic_mmhg), (Measure.DIASTOLIC, profile.diastolic_mmhg))
        known = tuple((measure, value) for measure, value in values if value is not None)
        yield ForDoctor(Finding.PRESSURE_MEAN, known)


def _sugar(profile: Profile) -> Iterator[ForDoctor]:
    """Look at the blood sugar of people without known diabetes."""
    if profile.diabetes not in {None, Diabetes.NONE}:
        return
    against = against_sugar(profile)
    if (hba1c := profile.hba1c_mmol_mol) is not None and Input.HBA1C in against:
        yield ForDoctor(Finding.HBA1C, ((Measure.HBA1C, hba1c),))
    if (fasting := profile.fasting_glucose_mmol_l) is not None and Input.FASTING_GLUCOSE in against:
        yield ForDoctor(Finding.FASTING_GLUCOSE, ((Measure.FASTING_GLUCOSE, fasting),))


def _lipids(profile: Profile) -> Iterator[ForDoctor]:
    """Look at the cholesterol."""
    marked = marked_risk_factors(profile)
    if (ldl := profile.ldl_cholesterol_mmol_l) is not None and Input.LDL_CHOLESTEROL in marked:
        yield ForDoctor(Finding.LDL, ((Measure.LDL_CHOLESTEROL, ldl),))
    if (total := profile.total_cholesterol_mmol_l) is None:
        return
    values = ((Measure.TOTAL_CHOLESTEROL, total),)
    if Input.TOTAL_CHOLESTEROL in marked:
        yield ForDoctor(Finding.CHOLESTEROL, values)
    elif (
        total > _INHERITED_WITH_FAMILY_MMOL_L
        and profile.family_history
        and not profile.familial_hypercholesterolaemia
    ):
        yield ForDoctor(Finding.INHERITED, values)
