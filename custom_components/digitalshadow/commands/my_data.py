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
from ..const import (
    CONF_CONSENTED_AT,
    CONF_GRANTED_USER_IDS,
    CONF_NOT_SEEN_DAYS,
    CONF_SHARING,
    CONF_USER_ID,
)
from ..exceptions import refused, translated_errors
from ..health.notices.absence import FEWEST_DAYS, MOST_DAYS
from ..health.notices.rules import MUTED_TOGETHER
from ..people.access import can_change, is_themself
from ..people.accounts import async_accounts_in_use
from ..people.consent import has_agreed, may_agree
from ..record import Sharing
from ..runtime import DigitalShadowConfigEntry
from ..server_options import agreed_to_server, server_of
from ..written_values import iso
from .messages import phones_told
from .people import person_for
from .pulse import cameras_with_pulse

_OF_A_PERSON: Final[dict[str | probatio.Marker, Any]] = {probatio.Required("person_id"): cv.string}


@callback
def async_setup_my_data_commands(hass: HomeAssistant) -> None:
    """Register the commands; once, for as long as Home Assistant runs."""
    websocket_api.async_register_command(hass, _async_my_data)
    websocket_api.async_register_command(hass, _async_set_switch)
    websocket_api.async_register_command(hass, _set_absence)
    websocket_api.async_register_command(hass, _async_set_readers)
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
        "not_seen_days": person.data.get(CONF_NOT_SEEN_DAYS),
        "phones": phones_told(hass, person, person.data.get(CONF_USER_ID)),
        "server": _server(entry, person.subentry_id, connection.user.id),
        "pulse": _pulse(entry, person.subentry_id, connection.user.id),
    }
    connection.send_result(msg["id"], answer)


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/person/set_switch",
        **_OF_A_PERSON,
        probatio.Required("switch"): probatio.In(["monitoring", "muted", "server", "pulse"]),
        probatio.Required("on"): bool,
    }
)
@websocket_api.async_response
async def _async_set_switch(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Switch reading the face, sending it to the server, measuring the pulse, or telling notices, but urgent ones."""
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
        elif msg["switch"] == "pulse":
            if msg["on"] and not (has_agreed(person) and may_agree(person, connection.user.id)):
                raise refused("agrees_by_themself")
            await coordinator.pulse_consent.async_set(person, connection.user.id, on=msg["on"])
        else:
            before = coordinator.notices.state(str(person.unique_id)).muted
            muted = before | MUTED_TOGETHER if msg["on"] else before - MUTED_TOGETHER
            await coordinator.notices.async_mute(str(person.unique_id), muted)
    answer = {
        **_switches(entry, person),
        "server": _server(entry, person.subentry_id, connection.user.id),
        "pulse": _pulse(entry, person.subentry_id, connection.user.id),
    }
    connection.send_result(msg["id"], answer)


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/person/set_absence",
        **_OF_A_PERSON,
        probatio.Required("days"): probatio.Any(
            None, probatio.All(int, probatio.Range(min=FEWEST_DAYS, max=MOST_DAYS))
        ),
    }
)
@callback
def _set_absence(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Choose after how many days without being seen that is told; None where it never is."""
    entry = loaded_entry(hass)
    person = person_for(can_change, connection, entry, msg["person_id"])
    others = {key: value for key, value in person.data.items() if key != CONF_NOT_SEEN_DAYS}
    chosen = {} if msg["days"] is None else {CONF_NOT_SEEN_DAYS: msg["days"]}
    hass.config_entries.async_update_subentry(entry, person, data=others | chosen)
    connection.send_result(msg["id"])


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/person/set_readers",
        **_OF_A_PERSON,
        probatio.Required("sharing"): probatio.In([one.value for one in Sharing]),
        probatio.Required("granted"): [cv.string],
    }
)
@websocket_api.async_response
async def _async_set_readers(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Change whom the person lets see their values: the person's own account alone does that here."""
    entry = loaded_entry(hass)
    person = person_for(is_themself, connection, entry, msg["person_id"])
    known = {account.id for account in await async_accounts_in_use(hass)} - {connection.user.id}
    if not known.issuperset(msg["granted"]):
        raise refused("account_unknown")
    with translated_errors():
        await entry.runtime_data.coordinator.asking.async_choose_readers(
            person.subentry_id,
            connection.user.id,
            Sharing(msg["sharing"]),
            tuple(dict.fromkeys(msg["granted"])),
        )
    connection.send_result(msg["id"])


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
    """Return who may see the person's values, by the names of their accounts, and who could be let."""
    accounts = await async_accounts_in_use(hass)
    own, granted = person.data.get(CONF_USER_ID), person.data.get(CONF_GRANTED_USER_IDS, ())
    return {
        "sharing": person.data.get(CONF_SHARING),
        "account": next((account.name for account in accounts if account.id == own), None),
        "others": [
            {"user_id": account.id, "name": account.name, "is_granted": account.id in granted}
            for account in accounts
            if account.id != own and (not account.is_admin or account.id in granted)
        ],
        "administrators": [account.name for account in accounts if account.is_admin],
        "consented_at": iso(person.data[CONF_CONSENTED_AT]) if CONF_CONSENTED_AT in person.data else None,
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


def _pulse(entry: DigitalShadowConfigEntry, subentry_id: str, user_id: str) -> dict[str, Any] | None:
    """Return which cameras measure the pulse, and whether the person agreed; None where there is nothing to choose."""
    person, cameras = entry.subentries[subentry_id], cameras_with_pulse(entry)
    agreed = entry.runtime_data.coordinator.household.people[subentry_id].may_have_pulse
    if not (cameras or agreed):
        return None
    return {
        "cameras": cameras,
        "agreed": agreed,
        "may_agree": has_agreed(person) and may_agree(person, user_id),
    }
