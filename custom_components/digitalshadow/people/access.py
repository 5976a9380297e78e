"""Who may see whose values, and who may change them: decided here and nowhere else; what is not allowed is denied.

Every right is an account's, by its id. What shows an account in Home Assistant, its `person` entity, can be renamed,
removed and made anew for somebody else, so it gives no right.
"""

from collections.abc import Callable
from typing import Final

from homeassistant.auth.models import User
from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import UnknownUser

from ..const import CONF_GRANTED_USER_IDS, CONF_USER_ID, SUBENTRY_MIRROR, SUBENTRY_PERSON
from ..entry import is_invited, is_shared
from .consent import needs_answer

AUTOMATION: Final = None
"""The caller of an action that no account started: an automation."""

type Caller = User | None
"""An account, or `AUTOMATION`."""

type May = Callable[[Caller, ConfigSubentry], bool]
"""One of the questions below."""


def can_read(caller: Caller, person: ConfigSubentry) -> bool:
    """Tell whether the caller may see of this person what sensors show of those who share.

    A shared person's values are entity states, which every account can read: hiding them here would only pretend. A
    private person's are read by those who may read the record. System accounts, which stand behind signed paths and
    add-ons, read nothing.
    """
    if person.subentry_type != SUBENTRY_PERSON or is_invited(person):
        return False
    if is_shared(person):
        return caller is AUTOMATION or _is_in_use(caller)
    return can_read_record(caller, person)


def can_read_record(caller: Caller, person: ConfigSubentry) -> bool:
    """Tell whether the caller may read what no sensor shows: reports, answers, single measurements, visits, days.

    The person, those granted it and administrators may, whether the person shares or not. Automations may not:
    every account that can start one would read everything.
    """
    account = _account(caller, person)
    return account is not None and (
        account.is_admin
        or account.id == person.data.get(CONF_USER_ID)
        or account.id in person.data.get(CONF_GRANTED_USER_IDS, ())
    )


def can_change(caller: Caller, person: ConfigSubentry) -> bool:
    """Tell whether the caller may enrol, export or forget this person: administrators and the person may."""
    account = _account(caller, person)
    return account is not None and (account.is_admin or account.id == person.data.get(CONF_USER_ID))


def is_themself(caller: Caller, person: ConfigSubentry) -> bool:
    """Tell whether the caller is this very person, in whose name somebody else never asks: administrators neither."""
    account = _account(caller, person)
    return account is not None and account.id == person.data.get(CONF_USER_ID)


def can_answer(caller: Caller, person: ConfigSubentry) -> bool:
    """Tell whether the caller may say this person's yes or no: only the account that is asked, no administrator."""
    return (
        person.subentry_type == SUBENTRY_PERSON
        and caller is not AUTOMATION
        and _is_in_use(caller)
        and caller.id == person.data.get(CONF_USER_ID)
        and needs_answer(person)
    )


def can_undo(caller: Caller, person: ConfigSubentry) -> bool:
    """Tell whether the caller may undo this person's last reading.

    An automation may for a shared person: that is how the button "That was not me" of a notification arrives.
    """
    return can_read(caller, person) if caller is AUTOMATION else can_change(caller, person)


def can_silence(caller: Caller, person: ConfigSubentry) -> bool:
    """Tell whether the caller may hold this person's notices back: as with undoing, a button of a notification may."""
    return can_undo(caller, person)


def can_monitor(caller: Caller, person: ConfigSubentry) -> bool:
    """Tell whether the caller may have this person's face read again after it was switched off.

    Anybody may switch it off. Automations may do both, as by the clock: who can make one may do more anyway.
    """
    return caller is AUTOMATION or can_change(caller, person)


def is_granted(account: User | None, person: ConfigSubentry) -> bool:
    """Tell whether an account may learn that there is news about this person; None stands for nobody's account.

    It may when the person shares, or has granted it. The person is not their own carer, and administrators are none.
    """
    if account is None or _account(account, person) is None:
        return False
    return is_shared(person) or account.id in person.data.get(CONF_GRANTED_USER_IDS, ())


def is_of_mirror(caller: Caller, mirror: ConfigSubentry) -> bool:
    """Tell whether the caller is a mirror's own account, which alone is sent what that mirror shows.

    An administrator's never is: its token would lie in the mirror.
    """
    if mirror.subentry_type != SUBENTRY_MIRROR or caller is AUTOMATION:
        return False
    return _is_in_use(caller) and not caller.is_admin and caller.id == mirror.data.get(CONF_USER_ID)


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


def _account(caller: Caller, person: ConfigSubentry) -> User | None:
    """Return the caller's account if it may have a right at all: it is somebody's, in use, and this is a person.

    Somebody who was only invited is none yet: not even an administrator has a right to what lies sealed.
    """
    is_person = person.subentry_type == SUBENTRY_PERSON and not is_invited(person)
    if not is_person or caller is AUTOMATION or not _is_in_use(caller):
        return None
    return caller


def _is_in_use(account: User) -> bool:
    """Tell whether an account is somebody's and in use."""
    return account.is_active and not account.system_generated
