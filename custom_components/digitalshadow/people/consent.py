"""A consent is to a text: people who agreed to another one than today's are not read until they agree to this one."""

from typing import Any

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import HomeAssistant, callback

from ..const import (
    CONF_ASKED_AT,
    CONF_CONSENT_VERSION,
    CONF_GRANTED_USER_IDS,
    CONF_PULSE_AGREED,
    CONF_SERVER_RECEIVER,
    CONF_SHARING,
    CONF_USER_ID,
    CONSENT_VERSION,
)
from ..entry import people_of
from ..issues import Issue, async_take_back, async_tell
from ..record import Consent, Sharing


def has_agreed(person: ConfigSubentry) -> bool:
    """Tell whether a person agreed to the text of this version, by their own account if that is asked."""
    return _knows_the_text(person) and CONF_ASKED_AT not in person.data


def needs_answer(person: ConfigSubentry) -> bool:
    """Tell whether the person's own account is to say yes or no: nobody else can, once there is an account."""
    return person.data.get(CONF_USER_ID) is not None and not has_agreed(person)


def may_agree(person: ConfigSubentry, user_id: str | None) -> bool:
    """Tell whether this account may say yes: the person's own, or anybody's who may change a person without one."""
    return person.data.get(CONF_USER_ID) in (None, user_id)


def consent_as_it_is(person: ConfigSubentry, at: float, by_user_id: str | None) -> Consent:
    """Return what a person agrees to now as a consent of this moment; what is decided anew is replaced in it."""
    return Consent(
        person_id=str(person.unique_id),
        version=str(person.data[CONF_CONSENT_VERSION]),
        consented_at=at,
        sharing=Sharing(person.data[CONF_SHARING]),
        granted_user_ids=tuple(person.data.get(CONF_GRANTED_USER_IDS, ())),
        recorded_by=by_user_id,
        receiver=person.data.get(CONF_SERVER_RECEIVER),
        pulse=bool(person.data.get(CONF_PULSE_AGREED, False)),
    )


def _knows_the_text(person: ConfigSubentry) -> bool:
    """Tell whether the latest consent is to the text of this version."""
    return person.data.get(CONF_CONSENT_VERSION) == CONSENT_VERSION


@callback
def async_tell_outdated_consents(hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
    """Say how many people have yet to agree to the text of this version, or that all have."""
    missing = sum(not _knows_the_text(person) for person in people_of(entry).values())
    if missing:
        async_tell(hass, Issue.CONSENT_OUTDATED, people=str(missing))
    else:
        async_take_back(hass, Issue.CONSENT_OUTDATED)
