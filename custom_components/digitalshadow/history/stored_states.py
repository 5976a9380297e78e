"""The last states that Home Assistant stores for its next start, those of removed entities for a week."""

from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import restore_state

_STORED: Final = ("last_states", "last_states_by_entity_id", "last_states_by_entity_registry_id")
"""Where they lie: the first name until 2026.10, the others from 2026.11 on."""


@callback
def async_forget_stored_state(hass: HomeAssistant, entity_id: str) -> None:
    """Drop what is stored of an entity, and have the file written without it now instead of within 15 minutes."""
    data = restore_state.async_get(hass)
    for name in _STORED:
        stored = getattr(data, name, {})
        for key in [key for key, last in stored.items() if last.state.entity_id == entity_id]:
            del stored[key]
    hass.async_create_task(data.async_dump_states(), "digitalshadow forgets a stored state")
