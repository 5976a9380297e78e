"""The commands of the panel's page "My data": who may see what, what is stored, switches, export and withdrawal."""

from typing import Any, Final

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
import probatio

from ..actions.called import loaded_entry
from ..actions.people import async_exported, async_forgotten
from ..const import CONF_GRANTED_USER_IDS, CONF_SHARING, CONF_USER_ID
from ..exceptions import refused, translated_errors
from ..health.notices.rules import MUTED_TOGETHER
from ..people.access import can_change
from ..people.consent import has_agreed
from ..people.sending import may_agree
from ..runtime import DigitalShadowConfigEntry
from ..server_options import agreed_to_server, server_of
from .people import person_for

_OF_A_PERSON: Final[dict[str | probatio.Marker, Any]] = {probatio.Required("person_id"): cv.string}


@callback
def async_setup_my_data_commands(hass: HomeAssistant) -> None:
    """Register the commands; once, for as long as Home Assistant runs."""
    websocket_api.async_register_command(hass, _async_my_data)
    websocket_api.async_register_command(hass, _async_set_switch)
    websocket_api.async_register_command(hass, _async_export)
    websocket_api.async_register_command(hass, _async_withdraw)


@websocket_api.websocket_command({probatio.Required("type"): "digitalshadow/person/data", **_OF_A_PERSON})
@websocket_api.async_response
async def _async_my_data(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Answer with who may see the person's values, what is stored, and what is switched on."""
    entry = loaded_entry(hass)
    person = person_for(can_change, connection, entry, msg["person_id"])
    with translated_errors():
        stored = await entry.runtime_data.record.async_stored_rows(str(person.unique_id))
    answer = {
        **await _async_readers(hass, person),
        "stored": stored,
        **_switches(entry, person),
        "server": _server(entry, person.subentry_id, connection.user.id),
    }
    connection.send_result(msg["id"], answer)


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/person/set_switch",
        **_OF_A_PERSON,
        probatio.Required("switch"): probatio.In(["monitoring", "muted", "server"]),
        probatio.Required("on"): bool,
    }
)
@websocket_api.async_response
async def _async_set_switch(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Switch whether the face is read, whether the server gets it, or whether notices are told, but urgent ones."""
    entry = loaded_entry(hass)
    person = person_for(can_change, connection, entry, msg["person_id"])
    coordinator = entry.runtime_data.coordinator
    with translated_errors():
        if msg["switch"] == "monitoring":
            await coordinator.monitoring.async_set(person.subentry_id, on=msg["on"])
        elif msg["switch"] == "server":
            if msg["on"] and not (has_agreed(person) and may_agree(person, connection.user.id)):
                raise refused("agrees_by_themself")
            await coordinator.sending.async_set(person, connection.user.id, on=msg["on"])
        else:
            before = coordinator.notices.state(str(person.unique_id)).muted
            muted = before | MUTED_TOGETHER if msg["on"] else before - MUTED_TOGETHER
            await coordinator.notices.async_mute(str(person.unique_id), muted)
    answer = {**_switches(entry, person), "server": _server(entry, person.subentry_id, connection.user.id)}
    connection.send_result(msg["id"], answer)


@websocket_api.websocket_command({probatio.Required("type"): "digitalshadow/person/export", **_OF_A_PERSON})
@websocket_api.async_response
async def _async_export(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Answer with everything that is stored about the person."""
    entry = loaded_entry(hass)
    person = person_for(can_change, connection, entry, msg["person_id"])
    connection.send_result(msg["id"], await async_exported(entry, person, connection.user.id))


@websocket_api.websocket_command({probatio.Required("type"): "digitalshadow/person/withdraw", **_OF_A_PERSON})
@websocket_api.async_response
async def _async_withdraw(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Erase everything of the person and remove them; answer with what went and what is still found where."""
    entry = loaded_entry(hass)
    person = person_for(can_change, connection, entry, msg["person_id"])
    connection.send_result(msg["id"], await async_forgotten(hass, entry, person, connection.user.id))


async def _async_readers(hass: HomeAssistant, person: ConfigSubentry) -> dict[str, Any]:
    """Return who may see the person's values, by the names of their accounts."""
    accounts = {
        account.id: account
        for account in await hass.auth.async_get_users()
        if account.is_active and not account.system_generated
    }
    linked = accounts.get(person.data.get(CONF_USER_ID, ""))
    return {
        "sharing": person.data.get(CONF_SHARING),
        "account": linked and linked.name,
        "granted": [
            accounts[user_id].name
            for user_id in person.data.get(CONF_GRANTED_USER_IDS, ())
            if user_id in accounts
        ],
        "administrators": sorted(account.name or "" for account in accounts.values() if account.is_admin),
    }


def _switches(entry: DigitalShadowConfigEntry, person: ConfigSubentry) -> dict[str, bool]:
    """Return what is switched on; notices are muted when all that can be muted together are."""
    coordinator = entry.runtime_data.coordinator
    person_id = str(person.unique_id)
    with translated_errors():
        muted = coordinator.notices.state(person_id).muted
    return {
        "monitoring": coordinator.household.people[person.subentry_id].monitoring,
        "muted": muted >= MUTED_TOGETHER,
    }


def _server(entry: DigitalShadowConfigEntry, subentry_id: str, user_id: str) -> dict[str, Any] | None:
    """Return who would get the person's face, and whether they agreed; None where nobody would."""
    server, person = server_of(entry), entry.subentries[subentry_id]
    if server is None:
        return None
    return {
        "receiver": server.receiver,
        "agreed": agreed_to_server(entry, person),
        "may_agree": has_agreed(person) and may_agree(person, user_id),
    }
