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
from ..health.person.answers import SECONDS_PER_DAY, DatedAnswers, answers_of
from ..health.person.dues import Due, dues_of
from ..health.person.measurements import TYPED, MeasuredValue, Measurement, average, with_measured
from ..health.person.measures import Measure, Told
from ..health.person.person_profile import Input, Profile
from ..health.person.questions import QUESTIONS
from ..record import Record, StoredMeasurement

ANSWERED: Final = "answered"
"""Source of an input that is an answer."""

_WINDOW_SECONDS: Final = {measure.value: measure.spec.window_days * SECONDS_PER_DAY for measure in Measure}
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


async def async_answers(record: Record, person_id: str) -> DatedAnswers:
    """Return what a person answered so far. Raises `RecordError`."""
    document = await record.async_profile(person_id)
    return answers_of(document.content if document else {})


def clinical(answers: DatedAnswers, stored: list[StoredMeasurement], now: datetime) -> ClinicalSnapshot:
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


def profile_of(answers: DatedAnswers, now: datetime) -> Profile:
    """Return what the answers say at `now`."""
    holding = answers.holding(now.timestamp())
    known = {name: getattr(holding, name) for name in QUESTIONS}
    return Profile(
        **known | {"lipid_treatment": True if holding.statin else holding.lipid_treatment},
        age_years=answers.age_years(now.date()),
        regions=answers.regions,
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
    return [one for one in measurements if not _is_still_counted(one, now.date())]


def _is_still_counted(measurement: Measurement, today: date) -> bool:
    """Tell whether a sensor has not finished with it."""
    is_counter = measurement.measure.spec.told is Told.DAY_SO_FAR and measurement.source != TYPED
    return is_counter and measurement.day >= today


def _inputs(
    answers: DatedAnswers, measured: Mapping[Measure, MeasuredValue], now: datetime
) -> tuple[ClinicalInput, ...]:
    """Return everything that is known, answers first."""
    answered = (
        ClinicalInput(key, getattr(answers, key), _day(at, now), (ANSWERED,))
        for key, at in answers.answered_at.items()
    )
    values = (
        ClinicalInput(
            measure.value, value.value, value.last_day, value.sources, value.days, value.spec.enough_days
        )
        for measure, value in measured.items()
    )
    return (*answered, *values)


def _answers_until(answers: DatedAnswers, now: datetime) -> dict[str, date]:
    """Return the answers that do not stay true, each with the day on which it runs out."""
    age = answers.age_years(now.date())
    return {
        name: _day(at, now) + timedelta(days=days)
        for name, at in answers.answered_at.items()
        if (days := QUESTIONS[name].holds_days) is not None and QUESTIONS[name].arises(answers, age)
    }


def _day(moment: float, now: datetime) -> date:
    """Return the local day of a moment."""
    return datetime.fromtimestamp(moment, now.tzinfo).date()
