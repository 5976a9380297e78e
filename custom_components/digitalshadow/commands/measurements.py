"""The commands by which the panel lists a person's measurements, takes typed ones and takes them back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Final

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
from homeassistant.util.unit_system import US_CUSTOMARY_SYSTEM
import probatio

from ..actions.called import loaded_entry
from ..exceptions import refused, translated_errors
from ..health.person.diary import DIARY_DAYS, TIMES_EACH, diary_of
from ..health.person.measures import Measure
from ..outlook.typed_measurements import TypedValue, async_take_back, async_type_in, time_of_measuring
from ..outlook.units import conversion, typed_units
from ..people.access import can_change, can_read_record
from ..record import TYPED, StoredMeasurement
from ..written_values import iso
from .people import person_for

MOST_LISTED: Final = 1000
"""So many are answered at most, the newest; the export holds all."""
_DIARY_LOOKS_BACK_DAYS: Final = 60 * DIARY_DAYS
"""Where diaries follow each other without a break, the present one is found from this far back."""

_VALUES: Final = probatio.Schema(
    probatio.All(
        [
            {
                probatio.Required("measure"): probatio.Coerce(Measure),
                probatio.Required("value"): probatio.Coerce(float),
                probatio.Optional("unit", default=""): str,
                probatio.Optional("unit_is_sure", default=False): bool,
            }
        ],
        probatio.Length(min=1, max=len(Measure)),
    )
)


@callback
def async_setup_measurement_commands(hass: HomeAssistant) -> None:
    """Register the commands; once, for as long as Home Assistant runs."""
    websocket_api.async_register_command(hass, _async_measurements)
    websocket_api.async_register_command(hass, _async_add)
    websocket_api.async_register_command(hass, _async_delete)
    websocket_api.async_register_command(hass, _async_measures)
    websocket_api.async_register_command(hass, _async_diary)


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/person/measurements",
        probatio.Required("person_id"): cv.string,
    }
)
@websocket_api.async_response
async def _async_measurements(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Answer with the newest measurements, newest first, each in the unit in which it was typed."""
    entry = loaded_entry(hass)
    person = person_for(can_read_record, connection, entry, msg["person_id"])
    with translated_errors():
        stored = await entry.runtime_data.record.async_measurements(str(person.unique_id))
    connection.send_result(msg["id"], [_as_dict(one) for one in reversed(stored[-MOST_LISTED:])])


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/person/add_measurements",
        probatio.Required("person_id"): cv.string,
        # What a schema refuses is written into the log, so the values are looked at below.
        probatio.Required("values"): object,
        probatio.Optional("measured_at"): cv.datetime,
    }
)
@websocket_api.async_response
async def _async_add(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Store values that were measured at one time, all or none; both of a blood pressure belong together."""
    entry = loaded_entry(hass)
    person = person_for(can_change, connection, entry, msg["person_id"])
    record, person_id = entry.runtime_data.record, str(person.unique_id)
    with send_refusals(connection, msg["id"]):
        values = _typed_values(msg["values"])
        stored = await async_type_in(
            hass, record, person_id, values, time_of_measuring(msg.get("measured_at"))
        )
        connection.send_result(msg["id"], [_as_dict(one) for one in stored])


@contextmanager
def send_refusals(connection: ActiveConnection, msg_id: int) -> Iterator[None]:
    """Answer with a refusal instead of raising it, which would log it: it can name a value that is stored."""
    try:
        yield
    except ServiceValidationError as refusal:
        connection.send_error(
            msg_id,
            websocket_api.ERR_SERVICE_VALIDATION_ERROR,
            str(refusal),
            translation_key=refusal.translation_key,
            translation_domain=refusal.translation_domain,
            translation_placeholders=refusal.translation_placeholders,
        )


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/person/measures",
        probatio.Required("person_id"): cv.string,
    }
)
@websocket_api.async_response
async def _async_measures(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Answer with what can be typed in: its units, the one used last first, and how many digits mean something."""
    entry = loaded_entry(hass)
    person = person_for(can_change, connection, entry, msg["person_id"])
    with translated_errors():
        stored = await entry.runtime_data.record.async_measurements(str(person.unique_id))
    used = {one.kind: one.unit for one in stored if one.source == TYPED}
    us_customary = hass.config.units is US_CUSTOMARY_SYSTEM
    answer = []
    for measure in Measure:
        units = typed_units(measure, us_customary=us_customary, country=hass.config.country)
        first = [used[measure.value]] if used.get(measure.value) in units else []
        answer.append(
            {
                "measure": measure.value,
                "units": [*first, *(unit for unit in units if unit not in first)],
                "digits": measure.spec.digits,
            }
        )
    connection.send_result(msg["id"], answer)


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/person/diary",
        probatio.Required("person_id"): cv.string,
    }
)
@websocket_api.async_response
async def _async_diary(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Answer with the blood pressure diary: which day and part of it, and how often was measured when."""
    entry = loaded_entry(hass)
    person = person_for(can_read_record, connection, entry, msg["person_id"])
    now = dt_util.now()
    since = (now - timedelta(days=_DIARY_LOOKS_BACK_DAYS)).timestamp()
    with translated_errors():
        stored = await entry.runtime_data.record.async_measurements(
            str(person.unique_id), Measure.SYSTOLIC.value, since
        )
    moments = [dt_util.as_local(dt_util.utc_from_timestamp(one.measured_at)) for one in stored]
    diary = diary_of(moments, now)
    connection.send_result(
        msg["id"],
        {
            "first_day": diary.first_day.isoformat(),
            "day": diary.day,
            "part": diary.part.value,
            "counts": [list(counts) for counts in diary.counts],
            "taken": diary.taken,
            "times_each": TIMES_EACH,
            "latest": diary.latest and diary.latest.isoformat(),
        },
    )


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/person/delete_measurement",
        probatio.Required("person_id"): cv.string,
        probatio.Required("measure"): probatio.Coerce(Measure),
        probatio.Required("measured_at"): cv.datetime,
    }
)
@websocket_api.async_response
async def _async_delete(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Take back a measurement that was typed in."""
    entry = loaded_entry(hass)
    person = person_for(can_change, connection, entry, msg["person_id"])
    deleted = await async_take_back(
        hass,
        entry.runtime_data.record,
        str(person.unique_id),
        msg["measure"],
        time_of_measuring(msg["measured_at"]),
        by_user_id=connection.user.id,
    )
    connection.send_result(msg["id"], {"measure": deleted.kind, "measured_at": iso(deleted.measured_at)})


def _typed_values(values: object) -> list[TypedValue]:
    """Return what was typed; raise `ServiceValidationError`, which repeats nothing of it."""
    try:
        typed = [TypedValue(**one) for one in _VALUES(values)]
    except probatio.Invalid:
        raise refused("values_refused") from None
    pressure = {
        one.measure: one.value for one in typed if one.measure in {Measure.SYSTOLIC, Measure.DIASTOLIC}
    }
    if len(pressure) > 1 and pressure[Measure.SYSTOLIC] <= pressure[Measure.DIASTOLIC]:
        raise refused("pressure_swapped")
    return typed


def _as_dict(stored: StoredMeasurement) -> dict[str, Any]:
    """Return a measurement as plain data."""
    measure = Measure(stored.kind)
    way = conversion(measure, stored.unit) if stored.unit else None
    return {
        "measure": measure.value,
        "value": round(way.from_stored(stored.value) if way else stored.value, measure.spec.digits + 1),
        "unit": stored.unit if way else measure.spec.unit,
        "measured_at": iso(stored.measured_at),
        "is_typed": stored.source == TYPED,
    }
