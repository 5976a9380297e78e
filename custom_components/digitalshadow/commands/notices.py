"""The command that reads a person's open notices, for dashboards and mirrors."""

from typing import Any

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio

from ..actions.called import loaded_entry
from ..actions.notices import silence_as_dict
from ..exceptions import translated_errors
from ..notices.news import notice_data
from ..people.access import can_read, can_read_record
from ..written_values import iso, model_as_dict
from .people import person_for


@callback
def async_setup_notice_commands(hass: HomeAssistant) -> None:
    """Register the command; once, for as long as Home Assistant runs."""
    websocket_api.async_register_command(hass, _person_notices)


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/person/notices",
        probatio.Required("person_id"): cv.string,
    }
)
@callback
def _person_notices(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Answer with the notices that nobody has acknowledged, the newest last, and with what is silent.

    What a notice says in numbers and names is for those who may read the record.
    """
    runtime = (entry := loaded_entry(hass)).runtime_data
    person = person_for(can_read, connection, entry, msg["person_id"])
    reads_record = can_read_record(connection.user, person)
    with translated_errors():
        model = runtime.speaking().risk_model
        state = runtime.coordinator.notices.state(str(person.unique_id))
    answer = {
        "open": [
            {
                "kind": str(notice.kind),
                "told_at": iso(notice.told_at),
                **(notice_data(notice) if reads_record else {}),
                **model_as_dict(model),
            }
            for notice in state.open
        ],
        **silence_as_dict(state, dt_util.utcnow().timestamp()),
    }
    connection.send_result(msg["id"], answer)
