"""The commands about a person's visits: which cameras saw them when, what is taken back and put in again."""

from datetime import timedelta
from typing import Any, Final

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio

from ..actions.called import loaded_entry
from ..exceptions import refused, translated_errors
from ..people.access import can_change, can_read_record
from ..runtime import DigitalShadowConfigEntry
from ..watching.snapshot import CameraStatus
from ..written_values import iso
from .people import person_for

PRESENCE_DAYS: Final = 14
"""So many days a carer looks back."""
LISTED_AT_ONCE: Final = 40
"""Visits of one answer; a page asks for more by the time of its oldest one."""


@callback
def async_setup_visit_commands(hass: HomeAssistant) -> None:
    """Register the commands; once, for as long as Home Assistant runs."""
    websocket_api.async_register_command(hass, _async_visits)
    websocket_api.async_register_command(hass, _async_count_visit)
    websocket_api.async_register_command(hass, _async_presence)


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/person/visits",
        probatio.Required("person_id"): cv.string,
        probatio.Optional("before"): cv.datetime,
    }
)
@websocket_api.async_response
async def _async_visits(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Answer with visits, newest first, without values: a single one says nothing."""
    entry = loaded_entry(hass)
    person = person_for(can_read_record, connection, entry, msg["person_id"])
    person_id = str(person.unique_id)
    before = dt_util.as_utc(msg.get("before") or dt_util.utcnow()).timestamp()
    with translated_errors():
        stored = await entry.runtime_data.record.async_newest_readings(person_id, LISTED_AT_ONCE + 1, before)
    read, more = stored[:LISTED_AT_ONCE], len(stored) > LISTED_AT_ONCE
    visits = [
        {
            "visit_id": one.reading.reading_id,
            **_when_and_where(entry, one.reading.started_at, one.reading.ended_at, one.reading.camera_ids),
            "frames": one.reading.frames,
            "taken_back": one.undone_at is not None,
            "taken_back_by_me": one.undone_at is not None and one.undone_by == connection.user.id,
            "why_not": None,
            "liveness": one.reading.liveness.value,
        }
        for one in read
    ]
    oldest = read[-1].reading.started_at if more else 0.0
    visits += [
        {
            "visit_id": None,
            **_when_and_where(entry, one.started_at, one.last_seen_at, one.camera_ids),
            "frames": 0,
            "taken_back": False,
            "taken_back_by_me": False,
            "why_not": one.why_not.value if one.why_not else "too_short",
            "liveness": one.liveness.value,
        }
        for one in entry.runtime_data.coordinator.visits.unread(person_id)
        if oldest <= one.started_at < before
    ]
    visits.sort(key=lambda visit: visit["started_at"], reverse=True)
    connection.send_result(msg["id"], {"visits": visits, "more": more})


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/person/count_visit",
        probatio.Required("person_id"): cv.string,
        probatio.Required("visit_id"): cv.string,
        probatio.Required("counts"): bool,
    }
)
@websocket_api.async_response
async def _async_count_visit(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Take a visit back, "That was not me", or put it in again."""
    entry = loaded_entry(hass)
    person = person_for(can_change, connection, entry, msg["person_id"])
    undo = entry.runtime_data.coordinator.undo
    change = undo.async_put_back if msg["counts"] else undo.async_undo
    with translated_errors():
        changed = await change(str(person.unique_id), msg["visit_id"], connection.user.id)
    if changed is None:
        raise refused("no_such_visit")
    connection.send_result(msg["id"], {"visit_id": changed.reading_id, "counts": msg["counts"]})


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/person/presence",
        probatio.Required("person_id"): cv.string,
    }
)
@websocket_api.async_response
async def _async_presence(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Answer on which of the last days the person was seen, not when or how often; and whether cameras work."""
    entry = loaded_entry(hass)
    person = person_for(can_read_record, connection, entry, msg["person_id"])
    home = entry.runtime_data.coordinator.data
    with translated_errors():
        readings = await entry.runtime_data.record.async_latest_readings(str(person.unique_id), 1)
        days = await entry.runtime_data.coordinator.outlook.async_days(str(person.unique_id))
    latest = readings[0] if readings else None
    now = home.people.get(person.subentry_id)
    today = dt_util.now().date()
    moments = [
        at
        for at in (latest.ended_at if latest else None, now.last_seen_at if now else None)
        if at is not None
    ]
    seen_on = {day.day for day in days} | {
        dt_util.as_local(dt_util.utc_from_timestamp(at)).date() for at in moments
    }
    first_day = today - timedelta(days=PRESENCE_DAYS - 1)
    off = [camera.status is CameraStatus.UNAVAILABLE for camera in home.cameras.values()]
    connection.send_result(
        msg["id"],
        {
            "first_day": first_day.isoformat(),
            "days": [first_day + timedelta(days=number) in seen_on for number in range(PRESENCE_DAYS)],
            "days_unseen": (today - max(seen_on)).days if seen_on else None,
            "last_seen_at": iso(max(moments)) if moments else None,
            "cameras": len(off),
            "cameras_off": sum(off),
        },
    )


def _when_and_where(
    entry: DigitalShadowConfigEntry, started_at: float, ended_at: float, camera_ids: tuple[str, ...]
) -> dict[str, Any]:
    """Return when a visit was and the names of the cameras; one that was removed has none."""
    found = (entry.subentries.get(camera_id) for camera_id in camera_ids)
    return {
        "started_at": iso(started_at),
        "ended_at": iso(ended_at),
        "cameras": [camera.title for camera in found if camera is not None],
    }
