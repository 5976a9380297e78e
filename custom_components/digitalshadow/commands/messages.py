"""The commands by which an administrator has news told on phones: who could be told, and what an automation needs.

Everybody else reads where that is done, and whom to ask.
The automation itself is made by Home Assistant, which is asked for it as its own editor asks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.auth.models import User
from homeassistant.components import automation, websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv, entity_registry as er
import probatio

from ..actions.called import loaded_entry
from ..blueprints import async_copies, async_install_blueprints, blueprint_path
from ..const import CONF_GRANTED_USER_IDS, CONF_USER_ID, DOMAIN
from ..entry import people_of
from ..exceptions import refused
from ..people.access import can_read_record
from ..people.accounts import async_accounts_in_use, person_entity_ids_of
from ..people.phones import Phone, phones_of
from .people import person_for

_TELL_PERSON: Final = blueprint_path("notify_person")
_TELL_CARER: Final = blueprint_path("notify_carer")


@dataclass(frozen=True, slots=True)
class _Receiver:
    """Somebody who could be told the news of a person."""

    person: ConfigSubentry
    account: User
    phones: tuple[Phone, ...]
    carer_entity_id: str | None
    """Home Assistant's `person` of a carer; None for a carer without one, and for the person themself."""

    @property
    def is_carer(self) -> bool:
        """Whether it is somebody whom the person lets read, rather than the person."""
        return self.account.id != self.person.data.get(CONF_USER_ID)

    @property
    def blueprint(self) -> str:
        """Which blueprint tells them."""
        return _TELL_CARER if self.is_carer else _TELL_PERSON

    @property
    def why_not(self) -> str | None:
        """Why no automation can be made; None where one can."""
        if self.is_carer and self.carer_entity_id is None:
            return "no_person"
        return None if self.phones else "no_phone"


@callback
def async_setup_message_commands(hass: HomeAssistant) -> None:
    """Register the commands; once, for as long as Home Assistant runs."""
    websocket_api.async_register_command(hass, _async_messages)
    websocket_api.async_register_command(hass, _async_prepare)
    websocket_api.async_register_command(hass, _async_own_messages)


@websocket_api.websocket_command({probatio.Required("type"): "digitalshadow/messages"})
@websocket_api.require_admin
@websocket_api.ws_require_user(allow_system_user=False)
@websocket_api.async_response
async def _async_messages(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Answer with who could be told whose news on which phones and where that is done, and with the blueprints."""
    receivers = [
        {
            "person_id": receiver.person.unique_id,
            "name": receiver.person.title,
            "account": receiver.account.name,
            "is_carer": receiver.is_carer,
            "why_not": receiver.why_not,
            "phones": [
                {
                    "device_id": phone.device_id,
                    "name": phone.name,
                    "is_told": is_told(hass, receiver.person, receiver.blueprint, phone),
                }
                for phone in receiver.phones
            ],
        }
        for receiver in await _async_receivers(hass)
    ]
    connection.send_result(
        msg["id"], {"blueprints": (await async_copies(hass)).value, "receivers": receivers}
    )


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/messages/prepare",
        probatio.Required("person_id"): cv.string,
        probatio.Required("phone"): cv.string,
    }
)
@websocket_api.require_admin
@websocket_api.ws_require_user(allow_system_user=False)
@websocket_api.async_response
async def _async_prepare(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Install the blueprints, and answer with the automation that tells a phone the news of a person.

    Asked again it answers with the same id, so that no second automation does the same.

    Raises:
        ServiceValidationError: Neither the person nor somebody who may read them has that phone.
    """
    for receiver in await _async_receivers(hass):
        if receiver.person.unique_id != msg["person_id"] or receiver.why_not is not None:
            continue
        if msg["phone"] in {phone.device_id for phone in receiver.phones}:
            await async_install_blueprints(hass)
            inputs = {"news": _news_of(hass, receiver.person), "phone": msg["phone"]}
            carer = {"carer": receiver.carer_entity_id} if receiver.is_carer else {}
            answer = {
                "automation_id": f"{DOMAIN}_{receiver.person.subentry_id}_{msg['phone']}",
                "use_blueprint": {"path": receiver.blueprint, "input": inputs | carer},
            }
            connection.send_result(msg["id"], answer)
            return
    raise refused("phone_gone")


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/person/messages",
        probatio.Required("person_id"): cv.string,
    }
)
@websocket_api.async_response
async def _async_own_messages(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Answer with the account's own phones, whether a person's news are told there, and whom to ask for it."""
    person = person_for(can_read_record, connection, loaded_entry(hass), msg["person_id"])
    accounts = await async_accounts_in_use(hass)
    answer = {
        "phones": phones_told(hass, person, connection.user.id),
        "administrators": [account.name for account in accounts if account.is_admin],
    }
    connection.send_result(msg["id"], answer)


async def _async_receivers(hass: HomeAssistant) -> list[_Receiver]:
    """Return for each person, by name, themself and those whom they let read."""
    receivers: list[_Receiver] = []
    for person in sorted(people_of(loaded_entry(hass)).values(), key=lambda one: one.title):
        for user_id in _accounts_of(person):
            account = await hass.auth.async_get_user(user_id)
            if account is not None and account.is_active:
                entities = person_entity_ids_of(hass, [user_id])
                phones = tuple(phones_of(hass, user_id))
                receivers.append(_Receiver(person, account, phones, entities[0] if entities else None))
    return receivers


def _accounts_of(person: ConfigSubentry) -> Iterator[str]:
    """Yield the account of the person, if they have one, then those that they let read."""
    if user_id := person.data.get(CONF_USER_ID):
        yield user_id
    yield from person.data.get(CONF_GRANTED_USER_IDS, ())


def phones_told(hass: HomeAssistant, person: ConfigSubentry, user_id: str | None) -> list[dict[str, Any]]:
    """Return the phones of an account, if there is one, and whether an automation tells the person's news there."""
    blueprint = _TELL_PERSON if user_id == person.data.get(CONF_USER_ID) else _TELL_CARER
    return [
        {"name": phone.name, "is_told": is_told(hass, person, blueprint, phone)}
        for phone in (phones_of(hass, user_id) if user_id else ())
    ]


def is_told(hass: HomeAssistant, person: ConfigSubentry, blueprint: str, phone: Phone) -> bool:
    """Tell whether an automation from a blueprint tells a phone the news of a person."""
    news = _news_of(hass, person)
    return news is not None and not set(automation.automations_with_blueprint(hass, blueprint)).isdisjoint(
        set(automation.automations_with_entity(hass, news))
        & set(automation.automations_with_device(hass, phone.device_id))
    )


def _news_of(hass: HomeAssistant, person: ConfigSubentry) -> str | None:
    """Return the event entity of a person."""
    return er.async_get(hass).async_get_entity_id("event", DOMAIN, f"{person.subentry_id}_news")
