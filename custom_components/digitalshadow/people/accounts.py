"""The accounts behind Home Assistant's `person` entities, by which people are chosen in forms and by automations."""

from collections.abc import Collection
from typing import Any, Final

from homeassistant.auth import EVENT_USER_REMOVED
from homeassistant.auth.models import User
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant

from ..const import CONF_USER_ID
from ..entry import people_of
from ..issues import Issue, async_take_back, async_tell

_PERSON: Final = "person"
_ATTR_USER_ID: Final = "user_id"
"""The domain and the attribute of Home Assistant's persons; importing its component would load an image library."""


def user_id_of(hass: HomeAssistant, person_entity_id: str) -> str | None:
    """Return whose `person` entity that is now; None without an account, and for whatever is no person."""
    state = hass.states.get(person_entity_id)
    if state is None or state.domain != _PERSON:
        return None
    user_id: str | None = state.attributes.get(_ATTR_USER_ID)
    return user_id


def person_entity_ids_of(hass: HomeAssistant, user_ids: Collection[str | None]) -> list[str]:
    """Return the `person` entities that belong to accounts now."""
    return [
        state.entity_id
        for state in hass.states.async_all(_PERSON)
        if state.attributes.get(_ATTR_USER_ID) in user_ids
    ]


async def async_account_of(hass: HomeAssistant, person_entity_id: str) -> User | None:
    """Return the account of a `person` entity; None without one, or when it is gone."""
    user_id = user_id_of(hass, person_entity_id)
    return None if user_id is None else await hass.auth.async_get_user(user_id)


async def async_accounts_in_use(hass: HomeAssistant) -> list[User]:
    """Return the accounts that are somebody's and in use, by name."""
    accounts = await hass.auth.async_get_users()
    in_use = (one for one in accounts if one.is_active and not one.system_generated)
    return sorted(in_use, key=lambda account: account.name or "")


async def async_tell_gone_accounts(hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
    """Say how many people are linked to an account that is gone, or that none is."""
    linked = [person.data.get(CONF_USER_ID) for person in people_of(entry).values()]
    gone = [user_id for user_id in linked if user_id and await hass.auth.async_get_user(user_id) is None]
    if gone:
        async_tell(hass, Issue.ACCOUNT_GONE, people=str(len(gone)))
    else:
        async_take_back(hass, Issue.ACCOUNT_GONE)


async def async_follow_accounts(hass: HomeAssistant, entry: ConfigEntry[Any]) -> CALLBACK_TYPE:
    """Say how many people are linked to an account that is gone, now and whenever one goes; returns how to stop."""

    async def async_look(_event: Event) -> None:
        """Look again."""
        await async_tell_gone_accounts(hass, entry)

    await async_tell_gone_accounts(hass, entry)
    return hass.bus.async_listen(EVENT_USER_REMOVED, async_look)
