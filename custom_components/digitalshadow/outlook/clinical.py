"""What is known about a person now, from the record, and which equation speaks about it.

Everything is computed anew, so that an age, an answer that ran out and a value that became too old count as they are on
that day.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect, async_dispatcher_send

from ..const import DOMAIN
from ..health.clinical import ClinicalSnapshot, clinical
from ..health.person.age import local_day
from ..health.person.answers import SECONDS_PER_DAY, DatedAnswers, answers_of
from ..health.person.measure_spec import Told
from ..health.person.measurements import TYPED, Measurement
from ..health.person.measures import Measure
from ..record import Record, StoredMeasurement

_WINDOW_SECONDS: Final = {
    measure.value: (measure.spec.window_days + 1) * SECONDS_PER_DAY for measure in Measure
}
"""Whole days are counted later, and one of them may have 25 hours."""
_SIGNAL: Final = f"{DOMAIN}_clinical_inputs_changed"


async def async_clinical(record: Record, person_id: str, now: datetime) -> ClinicalSnapshot:
    """Return what is known about a person at `now`, which carries the local time zone.

    Raises:
        RecordError: The record cannot be read or written.
    """
    answers = await async_answers(record, person_id)
    stored = await record.async_recent_measurements(person_id, _WINDOW_SECONDS, now.timestamp())
    return clinical(answers, counting([one for one in stored if one.kind in Measure], now), now)


async def async_answers(record: Record, person_id: str) -> DatedAnswers:
    """Return what a person answered so far.

    Raises:
        RecordError: The record cannot be read or written.
    """
    document = await record.async_profile(person_id)
    return answers_of(document.content if document else {})


def country_of(hass: HomeAssistant, answers: DatedAnswers) -> str:
    """Return where an ambulance would be called: the home's country, else the person's; empty where unknown."""
    return hass.config.country or answers.country or ""


@callback
def async_track_clinical_inputs(hass: HomeAssistant, changed: CALLBACK_TYPE) -> CALLBACK_TYPE:
    """Call back whenever answers or measurements of anybody were stored or removed; returns how to stop that."""
    return async_dispatcher_connect(hass, _SIGNAL, changed)


@callback
def async_tell_clinical_inputs(hass: HomeAssistant) -> None:
    """Say that answers or measurements of somebody were stored or removed."""
    async_dispatcher_send(hass, _SIGNAL)


def counting(stored: Sequence[StoredMeasurement], now: datetime) -> list[Measurement]:
    """Return the measurements with their local days; a counter that still runs today says nothing yet."""
    measurements = [
        Measurement(
            measure=Measure(one.kind),
            value=one.value,
            day=local_day(one.measured_at, now),
            source=one.source,
            unit=one.unit,
            at=datetime.fromtimestamp(one.measured_at, now.tzinfo),
        )
        for one in stored
    ]
    return [one for one in measurements if not _is_still_counted(one, now.date())]


def _is_still_counted(measurement: Measurement, today: date) -> bool:
    """Tell whether a sensor has not finished with it."""
    is_counter = measurement.measure.spec.told is Told.DAY_SO_FAR and measurement.source != TYPED
    return is_counter and measurement.day >= today
