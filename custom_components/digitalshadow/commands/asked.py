"""Whom the home asks for a yes: what the person's own account is shown, and whose answer administrators wait for."""

from typing import Any

from homeassistant.auth.models import User
from homeassistant.config_entries import ConfigSubentry

from ..const import (
    CONF_ASKED_AT,
    CONF_ASKED_BY,
    CONF_CONSENT_VERSION,
    CONF_SHARING,
    CONSENT_VERSION,
    SUBENTRY_CAMERA,
    SUBENTRY_PERSON,
)
from ..entry import is_invited
from ..people.access import can_answer
from ..people.asking import ANSWER_SECONDS
from ..record import Sharing
from ..runtime import DigitalShadowConfigEntry
from ..written_values import iso


def question_to(entry: DigitalShadowConfigEntry, account: User) -> dict[str, Any] | None:
    """Return what an account is asked, with what it needs to decide; None where nobody asks it."""
    for person in entry.get_subentries_of_type(SUBENTRY_PERSON):
        if can_answer(account, person):
            return {
                "person_id": person.unique_id,
                "name": person.title,
                "reason": _reason(person),
                "version": CONSENT_VERSION,
                "asked_by": person.data.get(CONF_ASKED_BY),
                "sharing": person.data.get(CONF_SHARING, Sharing.PRIVATE.value),
                "cameras": [camera.title for camera in entry.get_subentries_of_type(SUBENTRY_CAMERA)],
                "erased_on": _erased_on(person),
            }
    return None


def waiting_for(entry: DigitalShadowConfigEntry, account: User) -> list[dict[str, str | None]]:
    """Return whose answer an administrator's home waits for, and when it does so no more; nothing for others."""
    if not account.is_admin:
        return []
    return [
        {"name": person.title, "erased_on": _erased_on(person)}
        for person in entry.get_subentries_of_type(SUBENTRY_PERSON)
        if CONF_ASKED_AT in person.data
    ]


def _reason(person: ConfigSubentry) -> str:
    """Return why somebody is asked: added, linked later, or another text than the one agreed to."""
    if CONF_CONSENT_VERSION not in person.data:
        return "added"
    return "linked" if CONF_ASKED_AT in person.data else "text"


def _erased_on(person: ConfigSubentry) -> str | None:
    """Return when everything is erased of somebody who does not answer; None where silence erases nothing."""
    return iso(float(person.data[CONF_ASKED_AT]) + ANSWER_SECONDS) if is_invited(person) else None
