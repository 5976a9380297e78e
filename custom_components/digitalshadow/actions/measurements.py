"""The actions by which a person's measurements are typed in, and wrong ones taken back."""

from datetime import datetime
from typing import Any, Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio

from ..exceptions import refused, translated_errors
from ..health.person.measurements import (
    LIPIDS,
    ImplausibleMeasurementError,
    Measurement,
    PartOfCholesterolError,
    admit,
    admit_cholesterol,
)
from ..health.person.measures import Measure
from ..health.person.spellings import unit_of
from ..health.person.units import Conversion
from ..health.person.units_of_country import is_perhaps_g_l
from ..outlook.clinical import async_tell_clinical_inputs
from ..outlook.units import conversion, limits_in, typed_units
from ..people.access import can_change
from ..record import TYPED, StoredMeasurement
from ..written_values import iso
from .action import Action
from .called import ATTR_PERSON, async_called_person, loaded_entry

ATTR_MEASURE: Final = "measure"
ATTR_VALUE: Final = "value"
ATTR_UNIT: Final = "unit"
ATTR_MEASURED_AT: Final = "measured_at"
ATTR_UNIT_IS_SURE: Final = "unit_is_sure"

_CLOCK_SKEW_SECONDS: Final = 60.0
"""So far may the clock of whoever calls be ahead of ours."""
_OF_A_PERSON: Final[dict[probatio.Marker, Any]] = {
    probatio.Required(ATTR_PERSON): cv.string,
    probatio.Required(ATTR_MEASURE): probatio.Coerce(Measure),
}
_ADD_SCHEMA: Final = probatio.Schema(
    {
        **_OF_A_PERSON,
        probatio.Required(ATTR_VALUE): probatio.Coerce(float),
        probatio.Optional(ATTR_UNIT, default=""): cv.string,
        probatio.Optional(ATTR_MEASURED_AT): cv.datetime,
        probatio.Optional(ATTR_UNIT_IS_SURE, default=False): cv.boolean,
    }
)
_DELETE_SCHEMA: Final = probatio.Schema({**_OF_A_PERSON, probatio.Required(ATTR_MEASURED_AT): cv.datetime})


async def _async_add_measurement(call: ServiceCall) -> ServiceResponse:
    """Store a measurement as typed in; the same measure at the same time gets the new value."""
    person, _ = await async_called_person(call, can_change)
    measure: Measure = call.data[ATTR_MEASURE]
    unit: str = call.data[ATTR_UNIT]
    way = _way(measure, unit)
    measured_at = _measured_at(call)
    measurement = Measurement(
        measure=measure, value=way.to_stored(call.data[ATTR_VALUE]), day=measured_at.date()
    )
    country, typed_value = call.hass.config.country, call.data[ATTR_VALUE]
    if not call.data[ATTR_UNIT_IS_SURE] and is_perhaps_g_l(measure, typed_value, unit_of(unit), country):
        raise refused("perhaps_g_l")
    try:
        admit(measurement, dt_util.now().date())
        admit_cholesterol(measurement, await _async_lipids(call.hass, str(person.unique_id)))
    except ImplausibleMeasurementError as error:
        raise refused("implausible_value", **limits_in(unit, way, error.limits)) from error
    except PartOfCholesterolError as error:
        raise refused(
            "part_of_cholesterol", maximum=f"{way.from_stored(error.other):.4g}", unit=unit
        ) from error
    typed = StoredMeasurement(measure.value, measured_at.timestamp(), measurement.value, TYPED, unit_of(unit))
    with translated_errors():
        await loaded_entry(call.hass).runtime_data.record.async_add_measurements(
            str(person.unique_id), [typed]
        )
    async_tell_clinical_inputs(call.hass)
    return {
        "person": person.title,
        "measure": measure.value,
        "value": round(typed.value, 4),
        "unit": measure.spec.unit,
        "measured_at": iso(typed.measured_at),
    }


async def _async_lipids(hass: HomeAssistant, person_id: str) -> dict[Measure, float]:
    """Return the newest cholesterol of each kind."""
    record = loaded_entry(hass).runtime_data.record
    with translated_errors():
        newest = {
            measure: await record.async_latest_measurement(person_id, measure.value) for measure in LIPIDS
        }
    return {measure: one.value for measure, one in newest.items() if one is not None}


async def _async_delete_measurement(call: ServiceCall) -> ServiceResponse:
    """Take back a measurement that was typed in; what a sensor told is the sensor's."""
    person, _ = await async_called_person(call, can_change)
    measured_at = _measured_at(call).timestamp()
    # The record finds it by everything but its value.
    typed = StoredMeasurement(call.data[ATTR_MEASURE].value, measured_at, 0.0, TYPED)
    with translated_errors():
        deleted = await loaded_entry(call.hass).runtime_data.record.async_delete_measurement(
            str(person.unique_id), typed, dt_util.utcnow().timestamp(), call.context.user_id
        )
    if not deleted:
        raise refused("no_such_measurement")
    async_tell_clinical_inputs(call.hass)
    return {"person": person.title, "measure": typed.kind, "measured_at": iso(measured_at)}


def _way(measure: Measure, unit: str) -> Conversion:
    """Return the way to the stored unit; raise `ServiceValidationError` for one in which this is not measured."""
    way = conversion(measure, unit)
    if way is None:
        units = ", ".join(name or "-" for name in typed_units(measure, us_customary=False))
        raise refused("unit_not_taken", unit=unit or "-", units=units)
    return way


def _measured_at(call: ServiceCall) -> datetime:
    """Return the local time of the measurement, now where none was given; refuse one that has not come yet."""
    now = dt_util.now().replace(microsecond=0)
    measured_at = dt_util.as_local(call.data.get(ATTR_MEASURED_AT, now))
    if measured_at.timestamp() > now.timestamp() + _CLOCK_SKEW_SECONDS:
        raise refused("measured_in_future")
    return measured_at


ACTIONS: Final = (
    Action(name="add_measurement", handler=_async_add_measurement, schema=_ADD_SCHEMA),
    Action(name="delete_measurement", handler=_async_delete_measurement, schema=_DELETE_SCHEMA),
)
