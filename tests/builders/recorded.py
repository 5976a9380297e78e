"""What the recorder kept of an entity."""

from homeassistant.components.recorder import Recorder
from homeassistant.components.recorder.history import get_significant_states
from homeassistant.core import HomeAssistant, State
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.components.recorder.common import async_wait_recording_done

VALUE = "sensor.anna_demonstration_value"
SIGNAL = "sensor.anna_face_signal"


async def async_kept(hass: HomeAssistant, recorder: Recorder, entity_id: str) -> list[State]:
    """Return the states that the recorder holds of an entity."""
    await async_wait_recording_done(hass)
    start = dt_util.utc_from_timestamp(0)
    found = await recorder.async_add_executor_job(
        lambda: get_significant_states(hass, start, entity_ids=[entity_id], significant_changes_only=False)
    )
    return list(found.get(entity_id, []))  # type: ignore[arg-type]  # full states were asked for


async def async_recorded(hass: HomeAssistant, recorder: Recorder, entity_id: str = VALUE) -> list[str]:
    """Return what the recorder holds of Anna's values."""
    return [one.state for one in await async_kept(hass, recorder, entity_id)]
