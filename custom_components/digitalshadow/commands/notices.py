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
from ..written_values import iso, model_as_dict
from .people import readable_person


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
    """Answer with the notices that nobody has acknowledged, the newest last, and with what is silent."""
    runtime = (entry := loaded_entry(hass)).runtime_data
    person = readable_person(hass, connection, entry, msg["person_id"])
    with translated_errors():
        model = runtime.speaking().risk_model
        state = runtime.coordinator.notices.state(str(person.unique_id))
    answer = {
        "open": [
            {
                "kind": str(notice.kind),
                "told_at": iso(notice.told_at),
                **notice_data(notice),
                **model_as_dict(model),
            }
            for notice in state.open
        ],
        **silence_as_dict(state, dt_util.utcnow().timestamp()),
    }
    connection.send_result(msg["id"], answer)
