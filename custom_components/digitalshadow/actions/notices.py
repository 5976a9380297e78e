"""The actions on a person's notices: acknowledge, snooze, mute; for the person and administrators."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from homeassistant.core import ServiceCall, ServiceResponse, SupportsResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio

from ..exceptions import refused, translated_errors
from ..health.notices.rules import LONGEST_SNOOZE_SECONDS, NOTICES, is_snoozed
from ..health.notices.state import NoticeKind, NoticeState
from ..notices.desk import NoticeDesk
from ..people.access import May, can_change, can_silence
from ..written_values import iso
from .called import ATTR_PERSON, async_called_person, loaded_entry

ATTR_KINDS: Final = "kinds"
ATTR_DURATION: Final = "duration"

SERVICE_ACKNOWLEDGE: Final = "acknowledge_notice"
SERVICE_SNOOZE: Final = "snooze_notices"
SERVICE_MUTE: Final = "mute_notices"

_OPEN_KINDS: Final = NOTICES | {NoticeKind.REPORT_READY}
"""What can be open: nobody acknowledges a reading."""


async def async_acknowledge(call: ServiceCall) -> ServiceResponse:
    """Close open notices."""
    desk, person_id = await _async_called(call)
    with translated_errors():
        await desk.async_acknowledge(person_id, *call.data[ATTR_KINDS])
    return _answer(call, person_id)


async def async_snooze(call: ServiceCall) -> ServiceResponse:
    """Hold notices back for a while; no time at all ends an earlier snooze."""
    duration: timedelta = call.data[ATTR_DURATION]
    if duration.total_seconds() > LONGEST_SNOOZE_SECONDS:
        raise refused("snooze_too_long", days=str(timedelta(seconds=LONGEST_SNOOZE_SECONDS).days))
    desk, person_id = await _async_called(call, can_silence)
    with translated_errors():
        await desk.async_snooze(person_id, (dt_util.utcnow() + duration).timestamp())
    return _answer(call, person_id)


async def async_mute(call: ServiceCall) -> ServiceResponse:
    """Never tell some kinds of notice again, and tell all others."""
    desk, person_id = await _async_called(call)
    with translated_errors():
        await desk.async_mute(person_id, frozenset(call.data[ATTR_KINDS]))
    return _answer(call, person_id)


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


def _kinds(kinds: frozenset[NoticeKind]) -> dict[Any, Any]:
    """Return the field that takes some kinds out of `kinds`, by default all."""
    field = probatio.Optional(ATTR_KINDS, default=sorted(kinds))
    return {
        field: probatio.All(
            cv.ensure_list, [probatio.All(probatio.In(sorted(kinds)), probatio.Coerce(NoticeKind))]
        )
    }


NOTICE_ACTIONS: Final = {
    SERVICE_ACKNOWLEDGE: (async_acknowledge, _schema(_kinds(_OPEN_KINDS)), SupportsResponse.OPTIONAL),
    SERVICE_SNOOZE: (
        async_snooze,
        _schema({probatio.Required(ATTR_DURATION): cv.positive_time_period}),
        SupportsResponse.OPTIONAL,
    ),
    SERVICE_MUTE: (async_mute, _schema(_kinds(NOTICES)), SupportsResponse.OPTIONAL),
}
"""Handler, schema and response of each."""
