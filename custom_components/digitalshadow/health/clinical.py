"""What is known about a person on a day, from answers and measurements, and which equation speaks about it.

It never looks at what a face was read as.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from .equations.measured_disease import against_sugar
from .equations.selection import Choice, select
from .person.age import local_day
from .person.answers import DatedAnswers
from .person.dues import Due, dues_of
from .person.maternity import maternity
from .person.measurements import MeasuredValue, Measurement, average, with_measured
from .person.measures import Measure
from .person.person_profile import Input, Profile
from .person.pressure import UrgentPressure, newest_pressure, urgent_pressure
from .person.questions import QUESTIONS, Circumstances

ANSWERED: Final = "answered"
"""Source of an input that is an answer."""


@dataclass(frozen=True, slots=True)
class ClinicalInput:
    """One thing that is known about a person."""

    key: str
    """The name of the answer or of the measure, which carries its unit."""
    value: date | str | float
    """As answered, or as the measurements come to."""
    known_since: date
    """The day of the answer, or of the newest measurement: its age counts from here."""
    sources: tuple[str, ...]
    """`answered`, `typed`, or the ids of the entities that told it."""
    days: int | None = None
    """On how many days it was measured; None for an answer."""
    enough_days: int | None = None
    """On how many it should be; None for an answer."""

    def age_days(self, today: date) -> int:
        """Return how old it is."""
        return (today - self.known_since).days


@dataclass(frozen=True, slots=True)
class ClinicalSnapshot:
    """What a validated equation says about a person on a day, and all it rests on."""

    as_of: date
    """The day."""
    answers: DatedAnswers
    """What was answered."""
    measured: Mapping[Measure, MeasuredValue]
    """What the measurements come to."""
    profile: Profile
    """Both together, as the equations read them."""
    choice: Choice
    """The equation that speaks, and why; or why none does."""
    inputs: tuple[ClinicalInput, ...]
    """Everything that is known, with its age and source."""
    dues: tuple[Due, ...]
    """What runs out, soonest first."""
    urgent: UrgentPressure | None
    """The newest blood pressure, if it is urgent, however old it is."""

    @property
    def missing(self) -> tuple[Input, ...]:
        """What the best equation for this person lacks."""
        return self.choice.missing

    @property
    def next_due(self) -> Due | None:
        """What runs out first; None while nothing does."""
        return self.dues[0] if self.dues else None


def clinical(answers: DatedAnswers, counting: Sequence[Measurement], now: datetime) -> ClinicalSnapshot:
    """Put answers and measurements together, and choose the equation that fits.

    Args:
        answers: What the person answered, with the time of each answer.
        counting: The measurements that have not expired, in the units of their measures.
        now: The moment it is about, in the local time zone.
    """
    today = now.date()
    measured = MappingProxyType(average(counting, today))
    profile = with_measured(profile_of(answers, now), measured)
    choice = select(profile)
    return ClinicalSnapshot(
        as_of=today,
        answers=answers,
        measured=measured,
        profile=profile,
        choice=choice,
        inputs=_inputs(answers, measured, now),
        urgent=urgent_pressure(newest_pressure(counting, now), maternity(profile)),
        dues=dues_of(counting, _answers_until(answers, circumstances_of(profile), now), today),
    )


def profile_of(answers: DatedAnswers, now: datetime) -> Profile:
    """Return what the answers say at `now`."""
    holding = answers.holding(now)
    known = {name: getattr(holding, name) for name in QUESTIONS}
    return Profile(
        **known | {"lipid_treatment": True if holding.statin else holding.lipid_treatment},
        age_years=answers.age_years(now.date()),
        regions=answers.regions,
    )


def _inputs(
    answers: DatedAnswers, measured: Mapping[Measure, MeasuredValue], now: datetime
) -> tuple[ClinicalInput, ...]:
    """Return everything that is known, answers first."""
    answered = (
        ClinicalInput(key, getattr(answers, key), local_day(at, now), (ANSWERED,))
        for key, at in answers.answered_at.items()
    )
    values = (
        ClinicalInput(
            measure.value, value.value, value.last_day, value.sources, value.days, value.spec.enough_days
        )
        for measure, value in measured.items()
    )
    return (*answered, *values)


def circumstances_of(profile: Profile) -> Circumstances:
    """Return what beside the answers decides which questions arise."""
    return Circumstances(age_years=profile.age_years, has_diabetic_sugar=bool(against_sugar(profile)))


def _answers_until(answers: DatedAnswers, circumstances: Circumstances, now: datetime) -> dict[str, date]:
    """Return the answers that must be renewed, each with the day on which it runs out."""
    return {
        name: last
        for name, last in answers.last_days(now).items()
        if QUESTIONS[name].is_asked_again and QUESTIONS[name].arises(answers, circumstances)
    }
