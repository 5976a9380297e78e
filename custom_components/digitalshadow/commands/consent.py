"""The commands of the panel's page "Confirm": a person's own yes or no, which no other account can say."""

from typing import Any, Final

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
import probatio

from ..actions.called import loaded_entry
from ..const import CONSENT_VERSION
from ..exceptions import refused, translated_errors
from ..people.access import can_answer
from ..record import Sharing
from .people import person_for

_OF_A_PERSON: Final[dict[str | probatio.Marker, Any]] = {probatio.Required("person_id"): cv.string}


@callback
def async_setup_consent_commands(hass: HomeAssistant) -> None:
    """Register the commands; once, for as long as Home Assistant runs."""
    websocket_api.async_register_command(hass, _async_agree)
    websocket_api.async_register_command(hass, _async_refuse)


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/person/agree",
        **_OF_A_PERSON,
        probatio.Required("version"): cv.string,
        probatio.Optional("sharing"): probatio.In([one.value for one in Sharing]),
    }
)
@websocket_api.async_response
async def _async_agree(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Take a yes to the text of this version; a page that showed another text is refused."""
    entry = loaded_entry(hass)
    person = person_for(can_answer, connection, entry, msg["person_id"])
    if msg["version"] != CONSENT_VERSION:
        raise refused("consent_text_changed")
    sharing = Sharing(msg["sharing"]) if "sharing" in msg else None
    with translated_errors():
        await entry.runtime_data.coordinator.asking.async_agree(
            person.subentry_id, connection.user.id, sharing
        )
    connection.send_result(msg["id"])


@websocket_api.websocket_command({probatio.Required("type"): "digitalshadow/person/refuse", **_OF_A_PERSON})
@websocket_api.async_response
async def _async_refuse(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Take a no: erase everything at once, and answer whether anything of it is still found."""
    entry = loaded_entry(hass)
    person = person_for(can_answer, connection, entry, msg["person_id"])
    with translated_errors():
        erasure = await entry.runtime_data.coordinator.asking.async_refuse(
            person.subentry_id, connection.user.id
        )
    connection.send_result(
        msg["id"],
        {"verified": erasure.verified, "found_in": [{"where": one, "until": ""} for one in erasure.found_in]},
    )
