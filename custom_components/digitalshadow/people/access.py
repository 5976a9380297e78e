"""Who may see whose values, and who may change them: decided here and nowhere else; what is not allowed is denied."""

from collections.abc import Callable
from typing import Final

from homeassistant.auth.models import User
from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import UnknownUser

from ..const import (
    CONF_GRANTED_PERSON_ENTITY_IDS,
    CONF_PERSON_ENTITY_ID,
    CONF_SHARING,
    SHARING_SHARED,
    SUBENTRY_PERSON,
)

AUTOMATION: Final = None
"""The caller of an action that no account started: an automation."""

type Caller = User | None
"""An account, or `AUTOMATION`."""

type May = Callable[[HomeAssistant, Caller, ConfigSubentry], bool]
"""One of the questions below."""


def can_read(hass: HomeAssistant, caller: Caller, subentry: ConfigSubentry) -> bool:
    """Tell whether the caller may see this person's values.

    A shared person's values are entity states, which every account can read: hiding them here would only pretend. A
    private person's are read by the person, by the people they granted it, and by administrators. Automations read
    shared values only: whoever can start one would otherwise read everything. System accounts, which stand behind
    signed paths and add-ons, read nothing.
    """
    if subentry.subentry_type != SUBENTRY_PERSON:
        return False
    if caller is AUTOMATION:
        return _is_shared(subentry)
    if not _is_human(caller):
        return False
    return (
        caller.is_admin
        or _is_shared(subentry)
        or _is_linked(hass, caller, subentry.data.get(CONF_PERSON_ENTITY_ID))
        or any(
            _is_linked(hass, caller, entity_id)
            for entity_id in subentry.data.get(CONF_GRANTED_PERSON_ENTITY_IDS, ())
        )
    )


def can_change(hass: HomeAssistant, caller: Caller, subentry: ConfigSubentry) -> bool:
    """Tell whether the caller may enrol, export or forget this person: administrators and the person may."""
    if subentry.subentry_type != SUBENTRY_PERSON or caller is AUTOMATION or not _is_human(caller):
        return False
    return caller.is_admin or _is_linked(hass, caller, subentry.data.get(CONF_PERSON_ENTITY_ID))


def is_themself(hass: HomeAssistant, caller: Caller, subentry: ConfigSubentry) -> bool:
    """Tell whether the caller is this very person, in whose name somebody else never asks: administrators neither."""
    if subentry.subentry_type != SUBENTRY_PERSON or caller is AUTOMATION or not _is_human(caller):
        return False
    return _is_linked(hass, caller, subentry.data.get(CONF_PERSON_ENTITY_ID))


def can_undo(hass: HomeAssistant, caller: Caller, subentry: ConfigSubentry) -> bool:
    """Tell whether the caller may undo this person's last reading.

    An automation may for a shared person: that is how the button "That was not me" of a notification arrives.
    """
    if caller is AUTOMATION:
        return can_read(hass, caller, subentry)
    return can_change(hass, caller, subentry)


def can_silence(hass: HomeAssistant, caller: Caller, subentry: ConfigSubentry) -> bool:
    """Tell whether the caller may hold this person's notices back: as with undoing, a button of a notification may."""
    return can_undo(hass, caller, subentry)


def can_monitor(hass: HomeAssistant, caller: Caller, subentry: ConfigSubentry) -> bool:
    """Tell whether the caller may have this person's face read again after it was switched off.

    Anybody may switch it off. Automations may do both, as by the clock: who can make one may do more anyway.
    """
    return caller is AUTOMATION or can_change(hass, caller, subentry)


def is_granted(hass: HomeAssistant, person_entity_id: str, subentry: ConfigSubentry) -> bool:
    """Tell whether somebody, given by their `person` entity, may learn that there is news about this person.

    They may when the person shares, or has granted it to them; somebody whom Home Assistant does not know may not.
    """
    if subentry.subentry_type != SUBENTRY_PERSON or hass.states.get(person_entity_id) is None:
        return False
    return _is_shared(subentry) or person_entity_id in subentry.data.get(CONF_GRANTED_PERSON_ENTITY_IDS, ())


async def async_caller(hass: HomeAssistant, context: Context) -> Caller:
    """Return who started an action.

    Raises:
        UnknownUser: The context names an account that is gone; it must not pass for an automation.
    """
    if context.user_id is None:
        return AUTOMATION
    user = await hass.auth.async_get_user(context.user_id)
    if user is None:
        raise UnknownUser(context=context)
    return user


def _is_shared(subentry: ConfigSubentry) -> bool:
    """Tell whether the person chose that values become states."""
    return bool(subentry.data.get(CONF_SHARING) == SHARING_SHARED)


def _is_human(user: User) -> bool:
    """Tell whether the account is somebody's and in use."""
    return user.is_active and not user.system_generated


def _is_linked(hass: HomeAssistant, user: User, person_entity_id: str | None) -> bool:
    """Tell whether a `person` entity of Home Assistant belongs to the account."""
    if person_entity_id is None or not person_entity_id.startswith("person."):
        return False
    state = hass.states.get(person_entity_id)
    return state is not None and state.attributes.get("user_id") == user.id
