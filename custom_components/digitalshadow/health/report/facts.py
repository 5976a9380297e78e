"""Everything that a report may say about a person, as numbers with unit, date and source, before any wording.

The facial signal and the clinical equation stand side by side. Nothing here mixes them, and neither changes the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Final

from ..equations.equation import EquationResult
from ..equations.measured_disease import Contradiction, contradictions
from ..equations.risk_classes import NoClass, RiskClass, classes_of, why_no_class
from ..equations.selection import Choice, other_risks, select
from ..equations.what_if import WhatIf, what_if
from ..person.maternity import Maternity, maternity
from ..person.measurements import MeasuredValue, with_measured
from ..person.measures import Measure
from ..person.person_profile import Input, Profile
from ..person.pressure import UrgentPressure
from ..trend.daily_values import DayValue, whole_days
from ..trend.trend import Trend
from .advice import Advice, advise
from .advice_rules import Inputs
from .emergency import emergency_numbers
from .for_doctor import ForDoctor, for_doctor
from .life_essential8 import LifeEssential8, assess

SEEN_DAYS: Final = 30
"""A report tells of the last thirty days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakingModel:
    """The model behind the facial values; without it none of them may be said."""

    name: str
    """Its name, as its file gives it."""
    sha256: str
    """The hash of its file."""
    is_demonstration: bool
    """Whether its values mean nothing."""
    is_verified: bool = False
    """Whether the project vouches for its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the cameras saw in the last thirty days."""

    first_day: date
    """First day of the period."""
    last_day: date
    """Last day of the period."""
    visits: int
    """Visits with a reading."""
    days: int
    """Days with data."""
    middle: float | None
    """Median of the days, probability 0-1; None without data."""
    lowest: float | None
    """Lowest day, 0-1."""
    highest: float | None
    """Highest day, 0-1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """What may be said about a person on one day."""

    as_of: date
    """The day."""
    model: SpeakingModel
    """Who speaks about the face."""
    seen: Seen
    """What was seen."""
    trend: Trend
    """Whether that has changed."""
    profile: Profile
    """Answers and measurements together."""
    measured: tuple[MeasuredValue, ...]
    """The measurements behind the profile."""
    risk: Choice
    """What a validated equation says, or why it says nothing."""
    risk_classes: tuple[RiskClass, ...]
    """How guidelines call that; often none does."""
    no_class: NoClass | None
    """Why a guideline that could name it does not."""
    other_risks: tuple[EquationResult, ...]
    """Other outcomes and years of the same equation, where it has them."""
    what_if: tuple[WhatIf, ...]
    """The risk of people who are the same but for one change."""
    missing: tuple[Input, ...]
    """What the best equation for this person lacks."""
    contradictions: tuple[Contradiction, ...]
    """What was answered and measured and does not fit together."""
    out_of_date: tuple[MeasuredValue, ...]
    """What should be measured again."""
    too_few_days: tuple[MeasuredValue, ...]
    """What rests on fewer days than it should."""
    health: LifeEssential8
    """Life's Essential 8."""
    advice: tuple[Advice, ...]
    """What helps, biggest effect first."""
    urgent: UrgentPressure | None
    """The newest blood pressure, if it is urgent, however old it is."""
    is_urgent_now: bool
    """Whether that was measured in the last hours; an older one is to be measured again."""
    for_doctor: tuple[ForDoctor, ...]
    """What a doctor should see, most pressing first."""
    maternity: Maternity | None
    """A pregnancy, or the weeks after a birth."""
    emergency_numbers: tuple[str, ...]
    """Whom to call; none where the country's number is not known."""

    def unit_of(self, measure: Measure) -> str:
        """Return the unit in which the person knows a measure: as typed, else as the country writes it."""
        typed = next((value.unit for value in self.measured if value.measure is measure), "")
        quantity = measure.spec.quantity
        return typed or (quantity.us if self.profile.regions.prevent else quantity.unit)

    @property
    def of_100(self) -> int | None:
        """How many of 100 people with these inputs; None without a risk, 0 for fewer than one."""
        value = self.risk.result.value
        return None if value is None else round(value) if value >= 1 else 0


def gather(
    *,
    model: SpeakingModel,
    days: Sequence[DayValue],
    trend: Trend,
    answers: Profile,
    measured: Mapping[Measure, MeasuredValue],
    urgent: UrgentPressure | None,
    country: str,
    now: datetime,
) -> ReportFacts:
    """Put together what may be said at `now`. `days` are those of `model`; those after it are not looked at."""
    as_of = now.date()
    profile = with_measured(answers, measured)
    health = assess(profile)
    choice = select(profile)
    changed = what_if(choice, profile)
    values = tuple(measured.values())
    return ReportFacts(
        as_of=as_of,
        model=model,
        seen=_seen(days, as_of),
        trend=trend,
        profile=profile,
        measured=values,
        risk=choice,
        risk_classes=classes_of(choice, profile),
        no_class=why_no_class(choice, profile),
        other_risks=other_risks(choice, profile),
        what_if=changed,
        missing=choice.missing,
        contradictions=contradictions(profile),
        out_of_date=tuple(value for value in values if value.is_out_of_date(as_of)),
        too_few_days=tuple(value for value in values if not value.has_enough_days),
        health=health,
        advice=advise(Inputs(profile, measured, changed)),
        urgent=urgent,
        is_urgent_now=urgent is not None and urgent.reading.is_fresh(now),
        for_doctor=for_doctor(profile),
        maternity=maternity(profile),
        emergency_numbers=emergency_numbers(country),
    )


def _seen(days: Sequence[DayValue], as_of: date) -> Seen:
    """Sum up the last thirty days."""
    first = as_of - timedelta(days=SEEN_DAYS - 1)
    recent = whole_days(value for value in days if first <= value.day <= as_of)
    values = [value.probability for value in recent]
    return Seen(
        first_day=first,
        last_day=as_of,
        visits=sum(value.visits for value in recent),
        days=len(recent),
        middle=median(values) if values else None,
        lowest=min(values, default=None),
        highest=max(values, default=None),
    )
