"""System health: what runs, in a few words that can be shared."""

from typing import Any

from homeassistant.components.system_health import SystemHealthRegistration
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant, callback

from .const import DOMAIN


@callback
def async_register(hass: HomeAssistant, register: SystemHealthRegistration) -> None:
    """Register what to ask."""
    register.async_register_info(_async_info)


async def _async_info(hass: HomeAssistant) -> dict[str, Any]:
    """Return the engine's state and how much it has to do."""
    entries = hass.config_entries.async_entries(DOMAIN)
    entry = next((entry for entry in entries if entry.state is ConfigEntryState.LOADED), None)
    if entry is None:
        return {"engine": "not loaded"}
    snapshot, carrier = entry.runtime_data.coordinator.data, entry.runtime_data.coordinator.carrier
    if snapshot.ready is None:
        return {"engine": "not running", "cameras": len(snapshot.cameras)}
    return {
        "engine": snapshot.ready.runtime,
        "model_kind": str(snapshot.ready.risk_model.kind),
        "model_verified": snapshot.ready.risk_model.is_verified,
        "detector": snapshot.ready.detector,
        "recogniser": snapshot.ready.recogniser or "off",
        "inference_server": str(carrier.rung.state) if carrier else "none",
        "cameras": len(snapshot.cameras),
        "frames_analysed": sum(camera.counters.analysed for camera in snapshot.cameras.values()),
    }
