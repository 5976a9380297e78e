"""The actions by which a person's measurements are typed in, and wrong ones taken back."""

from typing import Any, Final

from homeassistant.core import ServiceCall, ServiceResponse
from homeassistant.helpers import config_validation as cv
import probatio

from ..health.person.measures import Measure
from ..outlook.typed_measurements import TypedValue, async_take_back, async_type_in, time_of_measuring
from ..people.access import can_change
from ..written_values import iso
from .action import Action
from .called import ATTR_PERSON, async_called_person, loaded_entry

ATTR_MEASURE: Final = "measure"
ATTR_VALUE: Final = "value"
ATTR_UNIT: Final = "unit"
ATTR_MEASURED_AT: Final = "measured_at"
ATTR_UNIT_IS_SURE: Final = "unit_is_sure"

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
    value = TypedValue(measure, call.data[ATTR_VALUE], call.data[ATTR_UNIT], call.data[ATTR_UNIT_IS_SURE])
    measured_at = time_of_measuring(call.data.get(ATTR_MEASURED_AT))
    record = loaded_entry(call.hass).runtime_data.record
    (typed,) = await async_type_in(call.hass, record, str(person.unique_id), [value], measured_at)
    return {
        "person": person.title,
        "measure": measure.value,
        "value": round(typed.value, 4),
        "unit": measure.spec.unit,
        "measured_at": iso(typed.measured_at),
    }


async def _async_delete_measurement(call: ServiceCall) -> ServiceResponse:
    """Take back a measurement that was typed in; what a sensor told is the sensor's."""
    person, _ = await async_called_person(call, can_change)
    typed = await async_take_back(
        call.hass,
        loaded_entry(call.hass).runtime_data.record,
        str(person.unique_id),
        call.data[ATTR_MEASURE],
        time_of_measuring(call.data[ATTR_MEASURED_AT]),
        by_user_id=call.context.user_id,
    )
    return {"person": person.title, "measure": typed.kind, "measured_at": iso(typed.measured_at)}


ACTIONS: Final = (
    Action(name="add_measurement", handler=_async_add_measurement, schema=_ADD_SCHEMA),
    Action(name="delete_measurement", handler=_async_delete_measurement, schema=_DELETE_SCHEMA),
)
