"""The action that tells which notices nobody has acknowledged: for automations that were silent when they came."""

from typing import Final

from homeassistant.core import ServiceCall, ServiceResponse
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio

from ..event import NOTICE
from ..exceptions import translated_errors
from ..health.notices.rules import is_silent
from ..health.notices.state import Notice, NoticeKind
from ..people.access import AUTOMATION, async_caller, can_read
from ..written_values import iso
from .called import ATTR_PERSON, loaded_entry, person_of_device

OPEN_NOTICES_SCHEMA: Final = probatio.Schema({probatio.Required(ATTR_PERSON): cv.string})


async def async_open_notices(call: ServiceCall) -> ServiceResponse:
    """Answer with the open notices of a person, oldest first: what each is about and when it was told.

    Left out is what the person has muted or snoozed since: who asks is about to tell it.
    An automation learns of a private person no more than the event entity tells everybody: that there is a notice.
    """
    person = person_of_device(call.hass, call.data[ATTR_PERSON])
    caller = await async_caller(call.hass, call.context)
    reads = can_read(call.hass, caller, person)
    if not reads and caller is not AUTOMATION:
        raise Unauthorized(context=call.context)
    with translated_errors():
        state = loaded_entry(call.hass).runtime_data.coordinator.notices.state(str(person.unique_id))
    now = dt_util.utcnow().timestamp()
    return {
        "notices": [
            {"kind": str(notice.kind) if reads else _unnamed(notice), "told_at": iso(notice.told_at)}
            for notice in sorted(state.open, key=lambda notice: notice.told_at)
            if not is_silent(state, notice.kind, now)
        ]
    }


def _unnamed(notice: Notice) -> str:
    """Return what everybody may know that a notice is about."""
    return str(notice.kind) if notice.kind is NoticeKind.REPORT_READY else NOTICE
