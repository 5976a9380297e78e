"""The command of the pulse at the mirror: the latest rate, why there is none, and what days and weeks come to."""

from datetime import timedelta
from typing import Any, Final

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio

from ..actions.called import loaded_entry
from ..const import CONF_PULSE, SUBENTRY_CAMERA
from ..exceptions import translated_errors
from ..health.pulse.medians import FEWEST_DAYS_OF_BASELINE, PulseMedians, should_count
from ..people.access import can_read_record
from ..record import StoredPulse
from ..runtime import DigitalShadowConfigEntry
from ..written_values import iso
from .people import person_for

LATEST_FROM: Final = timedelta(days=7)
"""An older rate is not shown as the latest."""


@callback
def async_setup_pulse_command(hass: HomeAssistant) -> None:
    """Register the command; once, for as long as Home Assistant runs."""
    websocket_api.async_register_command(hass, _async_pulse)


@websocket_api.websocket_command(
    {probatio.Required("type"): "digitalshadow/person/pulse", probatio.Required("person_id"): cv.string}
)
@websocket_api.async_response
async def _async_pulse(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Answer with what is known of a person's pulse; to those who may read the record alone."""
    entry = loaded_entry(hass)
    person = person_for(can_read_record, connection, entry, msg["person_id"])
    runtime = entry.runtime_data
    with translated_errors():
        since = (dt_util.utcnow() - LATEST_FROM).timestamp()
        stored = await runtime.record.async_pulses(str(person.unique_id), since)
    now = runtime.coordinator.household.people[person.subentry_id]
    connection.send_result(
        msg["id"],
        {
            "agreed": now.may_have_pulse,
            "cameras": cameras_with_pulse(entry),
            "latest": _latest(entry, stored[-1]) if stored and now.may_have_pulse else None,
            "why_not": [why.value for why in now.no_pulse],
            "medians": _medians(now.pulse_medians) if now.pulse_medians else None,
        },
    )


def cameras_with_pulse(entry: DigitalShadowConfigEntry) -> list[str]:
    """Return the names of the cameras that are switched on for the pulse."""
    cameras = entry.get_subentries_of_type(SUBENTRY_CAMERA)
    return [camera.title for camera in cameras if camera.data.get(CONF_PULSE, False)]


def _latest(entry: DigitalShadowConfigEntry, pulse: StoredPulse) -> dict[str, Any]:
    """Return a rate, how long it took and by what it was found."""
    camera: ConfigSubentry | None = entry.subentries.get(pulse.camera_id)
    return {
        "measured_at": iso(pulse.measured_at),
        "bpm": round(pulse.bpm),
        "seconds": round(pulse.seconds),
        "is_calm": pulse.is_calm,
        "should_count": should_count(round(pulse.bpm)),
        "camera": camera.title if camera else None,
        "method": pulse.method,
    }


def _medians(medians: PulseMedians) -> dict[str, Any]:
    """Return days and weeks against the person's own four weeks, in whole beats."""
    return {
        "today_bpm": medians.today and round(medians.today.bpm),
        "today_answers": medians.today.answers if medians.today else 0,
        "week_bpm": medians.week_bpm and round(medians.week_bpm),
        "baseline_bpm": medians.baseline_bpm and round(medians.baseline_bpm),
        "baseline_days": medians.baseline_days,
        "fewest_days": FEWEST_DAYS_OF_BASELINE,
        "changed_bpm": medians.changed_bpm and round(medians.changed_bpm),
    }
