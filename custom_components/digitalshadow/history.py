"""Home Assistant's own memory of our states: values must leave it when their person does, or wants them private."""

from collections.abc import Sequence

from homeassistant.components.recorder import DOMAIN as RECORDER_DOMAIN, get_instance
from homeassistant.core import HomeAssistant


async def async_purge_history(hass: HomeAssistant, entity_ids: Sequence[str]) -> None:
    """Remove states and long-term statistics of entities from the recorder, where there is one."""
    if not entity_ids or RECORDER_DOMAIN not in hass.config.components:
        return
    get_instance(hass).async_clear_statistics(list(entity_ids))
    await hass.services.async_call(
        RECORDER_DOMAIN, "purge_entities", {"entity_id": list(entity_ids), "keep_days": 0}, blocking=True
    )
