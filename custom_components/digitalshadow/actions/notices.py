"""The actions on a person's notices: acknowledge, snooze, mute, and ask which are open."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from homeassistant.core import ServiceCall, ServiceResponse, SupportsResponse
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio

from ..entry import is_shared
from ..exceptions import refused, translated_errors
from ..health.notices.rules import (
    LONGEST_SNOOZE_SECONDS,
    MUTED_TOGETHER,
    NOTICES,
    RULES,
    is_silent,
    is_snoozed,
)
from ..health.notices.state import NoticeKind, NoticeState
from ..notices.desk import NoticeDesk
from ..notices.news import named_for_all
from ..people.access import AUTOMATION, May, async_caller, can_change, can_read, can_read_record, can_silence
from ..written_values import iso
from .action import Action
from .called import ATTR_PERSON, PERSON_SCHEMA, async_called_person, loaded_entry, person_of_device

ATTR_KINDS: Final = "kinds"
ATTR_DURATION: Final = "duration"
ATTR_EVEN_URGENT: Final = "even_urgent"

_OPEN_KINDS: Final = NOTICES | {NoticeKind.REPORT_READY}
"""What can be open: nobody acknowledges a reading."""


async def _async_acknowledge(call: ServiceCall) -> ServiceResponse:
    """Close open notices."""
    desk, person_id = await _async_called(call)
    with translated_errors():
        await desk.async_acknowledge(person_id, *call.data[ATTR_KINDS])
    return _answer(call, person_id)


async def _async_snooze(call: ServiceCall) -> ServiceResponse:
    """Hold notices back for a while; no time at all ends an earlier snooze."""
    duration: timedelta = call.data[ATTR_DURATION]
    if duration.total_seconds() > LONGEST_SNOOZE_SECONDS:
        raise refused("snooze_too_long", days=str(timedelta(seconds=LONGEST_SNOOZE_SECONDS).days))
    desk, person_id = await _async_called(call, can_silence)
    with translated_errors():
        await desk.async_snooze(person_id, (dt_util.utcnow() + duration).timestamp())
    return _answer(call, person_id)


async def _async_mute(call: ServiceCall) -> ServiceResponse:
    """Never tell some kinds of notice again, and tell all others; urgent ones only when that is said a second time."""
    if NoticeKind.URGENT in call.data[ATTR_KINDS] and not call.data[ATTR_EVEN_URGENT]:
        raise refused("mute_urgent")
    desk, person_id = await _async_called(call)
    with translated_errors():
        await desk.async_mute(person_id, frozenset(call.data[ATTR_KINDS]))
    return _answer(call, person_id)


async def _async_open_notices(call: ServiceCall) -> ServiceResponse:
    """Answer with the open notices of a person, oldest first: what each is about and when it was told.

    Left out is what the person has muted or snoozed since: who asks is about to tell it.
    An automation learns no more than the event entity tells everybody: of a private person that there is a notice. To
    know whether that may wait for the morning, it also learns whether it is to be told at once.
    """
    person = person_of_device(call.hass, call.data[ATTR_PERSON])
    caller = await async_caller(call.hass, call.context)
    reads, reads_record = can_read(caller, person), can_read_record(caller, person)
    if not reads and caller is not AUTOMATION:
        raise Unauthorized(context=call.context)
    with translated_errors():
        state = loaded_entry(call.hass).runtime_data.coordinator.notices.state(str(person.unique_id))
    now = dt_util.utcnow().timestamp()
    return {
        "notices": [
            {
                "kind": str(notice.kind)
                if reads_record
                else named_for_all(notice.kind, is_shared=is_shared(person)),
                "told_at": iso(notice.told_at),
                "at_once": RULES[notice.kind].is_at_once and (reads_record or caller is AUTOMATION),
            }
            for notice in sorted(state.open, key=lambda notice: notice.told_at)
            if not is_silent(state, notice.kind, now)
        ]
    }


def silence_as_dict(state: NoticeState, now: float) -> dict[str, Any]:
    """Return what a person wants not to be told at `now`, in seconds since the epoch."""
    return {
        "muted": sorted(state.muted),
        "snoozed_until": iso(state.snoozed_until) if state.snoozed_until and is_snoozed(state, now) else None,
    }


async def _async_called(call: ServiceCall, may: May = can_change) -> tuple[NoticeDesk, str]:
    """Return who does it and about whom; raise `Unauthorized` unless the caller may do that with that person."""
    person, _ = await async_called_person(call, may)
    return loaded_entry(call.hass).runtime_data.coordinator.notices, str(person.unique_id)


def _answer(call: ServiceCall, person_id: str) -> ServiceResponse:
    """Return what is open and what is silent now, by name only."""
    state = loaded_entry(call.hass).runtime_data.coordinator.notices.state(person_id)
    return {
        "open": [str(notice.kind) for notice in state.open],
        **silence_as_dict(state, dt_util.utcnow().timestamp()),
    }


def _schema(fields: Mapping[Any, Any]) -> probatio.Schema:
    """Return the fields of an action, the person among them."""
    return probatio.Schema({probatio.Required(ATTR_PERSON): cv.string, **fields})


def _kinds(kinds: frozenset[NoticeKind], default: frozenset[NoticeKind] | None = None) -> dict[Any, Any]:
    """Return the field that takes some kinds out of `kinds`, by default all."""
    field = probatio.Optional(ATTR_KINDS, default=sorted(kinds if default is None else default))
    return {
        field: probatio.All(
            cv.ensure_list, [probatio.All(probatio.In(sorted(kinds)), probatio.Coerce(NoticeKind))]
        )
    }


ACTIONS: Final = (
    Action(name="acknowledge_notice", handler=_async_acknowledge, schema=_schema(_kinds(_OPEN_KINDS))),
    Action(
        name="snooze_notices",
        handler=_async_snooze,
        schema=_schema({probatio.Required(ATTR_DURATION): cv.positive_time_period}),
    ),
    Action(
        name="mute_notices",
        handler=_async_mute,
        schema=_schema(
            {
                **_kinds(NOTICES, default=MUTED_TOGETHER),
                probatio.Optional(ATTR_EVEN_URGENT, default=False): cv.boolean,
            }
        ),
    ),
    Action(
        name="open_notices",
        handler=_async_open_notices,
        schema=PERSON_SCHEMA,
        supports_response=SupportsResponse.ONLY,
    ),
)
