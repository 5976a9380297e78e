"""What is known about a person now, from answers and measurements, and which equation speaks about it.

Everything is computed anew from the record, so that an age, an answer that ran out and a value that became too old
count as they are on that day. It never looks at what a face was read as.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect, async_dispatcher_send

from ..const import DOMAIN
from ..health.equations.selection import Choice, select
from ..health.person.answers import PREGNANCY_ANSWER_DAYS, SECONDS_PER_DAY, Answers, answers_of
from ..health.person.dues import Due, dues_of
from ..health.person.measurements import (
    RULES,
    TYPED,
    Measure,
    MeasuredValue,
    Measurement,
    average,
    with_measured,
)
from ..health.person.person_profile import Input, Profile
from ..record import Record, StoredMeasurement
from .units import COUNTED_DAILY

ANSWERED: Final = "answered"
"""Source of an input that is an answer."""

_WINDOW_SECONDS: Final = {
    measure.value: rule.window_days * SECONDS_PER_DAY for measure, rule in RULES.items()
}
_SIGNAL: Final = f"{DOMAIN}_clinical_inputs_changed"


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
    answers: Answers
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

    @property
    def missing(self) -> tuple[Input, ...]:
        """What the best equation for this person lacks."""
        return self.choice.missing

    @property
    def next_due(self) -> Due | None:
        """What runs out first; None while nothing does."""
        return self.dues[0] if self.dues else None


async def async_clinical(record: Record, person_id: str, now: datetime) -> ClinicalSnapshot:
    """Return what is known about a person at `now`, which carries the local time zone. Raises `RecordError`."""
    answers = await async_answers(record, person_id)
    stored = await record.async_recent_measurements(person_id, _WINDOW_SECONDS, now.timestamp())
    return clinical(answers, [one for one in stored if one.kind in Measure], now)


async def async_answers(record: Record, person_id: str) -> Answers:
    """Return what a person answered so far. Raises `RecordError`."""
    document = await record.async_profile(person_id)
    return answers_of(document.content if document else {})


def clinical(answers: Answers, stored: list[StoredMeasurement], now: datetime) -> ClinicalSnapshot:
    """Put answers and measurements together as they count at `now`."""
    today = now.date()
    counting = _counting(stored, now)
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
        dues=dues_of(counting, _answers_until(answers, now), today),
    )


def profile_of(answers: Answers, now: datetime) -> Profile:
    """Return what the answers say at `now`."""
    return Profile(
        age_years=answers.age_years(now.date()),
        sex=answers.sex,
        regions=answers.regions,
        smoking=answers.smoking,
        indoor_smoke=answers.indoor_smoke,
        diabetes=answers.diabetes,
        diabetes_diagnosis_age_years=answers.diabetes_diagnosis_age_years,
        cardiovascular_disease=answers.cardiovascular_disease,
        pregnant=answers.is_pregnant(now.timestamp()),
        familial_hypercholesterolaemia=answers.familial_hypercholesterolaemia,
        chronic_kidney_disease=answers.chronic_kidney_disease,
        blood_pressure_treatment=answers.blood_pressure_treatment,
        statin=answers.statin,
        lipid_treatment=True if answers.statin else answers.lipid_treatment,
    )


@callback
def async_track_clinical_inputs(hass: HomeAssistant, changed: CALLBACK_TYPE) -> CALLBACK_TYPE:
    """Call back whenever answers or measurements of anybody were stored or removed; returns how to stop that."""
    return async_dispatcher_connect(hass, _SIGNAL, changed)


@callback
def async_tell_clinical_inputs(hass: HomeAssistant) -> None:
    """Say that answers or measurements of somebody were stored or removed."""
    async_dispatcher_send(hass, _SIGNAL)


def _counting(stored: list[StoredMeasurement], now: datetime) -> list[Measurement]:
    """Return the measurements with their local days; a counter that still runs today says nothing yet."""
    measurements = [
        Measurement(
            measure=Measure(one.kind),
            value=one.value,
            day=_day(one.measured_at, now),
            source=one.source,
        )
        for one in stored
    ]
    return [
        one
        for one in measurements
        if one.measure not in COUNTED_DAILY or one.source == TYPED or one.day < now.date()
    ]


def _inputs(
    answers: Answers, measured: Mapping[Measure, MeasuredValue], now: datetime
) -> tuple[ClinicalInput, ...]:
    """Return everything that is known, answers first."""
    answered = (
        ClinicalInput(key, getattr(answers, key), _day(at, now), (ANSWERED,))
        for key, at in answers.answered_at.items()
    )
    values = (
        ClinicalInput(
            measure.value, value.value, value.last_day, value.sources, value.days, value.rule.enough_days
        )
        for measure, value in measured.items()
    )
    return (*answered, *values)


def _answers_until(answers: Answers, now: datetime) -> dict[str, date]:
    """Return the answers that do not stay true, each with the day on which it runs out."""
    if "pregnant" not in answers.answered_at or "pregnant" not in answers.further_questions(now.date()):
        return {}
    answered_on = _day(answers.answered_at["pregnant"], now)
    return {"pregnant": answered_on + timedelta(days=PREGNANCY_ANSWER_DAYS)}


def _day(moment: float, now: datetime) -> date:
    """Return the local day of a moment."""
    return datetime.fromtimestamp(moment, now.tzinfo).date()
