"""Who gets to read a text that is handed to an entity: its integration, and whether that says it works locally."""

from dataclasses import dataclass
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity import entity_sources
from homeassistant.loader import async_get_integration

_LOCAL: Final = "local"
"""How the `iot_class` of an integration begins that needs nobody outside the home."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """An integration that a text is handed to."""

    domain: str
    """Its domain."""
    name: str
    """Its name, as Home Assistant shows it."""
    is_local: bool
    """Whether it says that it works locally; one that says nothing does not count as local."""


async def async_receiver(hass: HomeAssistant, entity_id: str) -> Receiver | None:
    """Return who stands behind an entity; None where there is no such entity now."""
    source = entity_sources(hass).get(entity_id)
    if source is None:
        return None
    integration = await async_get_integration(hass, source["domain"])
    return Receiver(
        domain=integration.domain,
        name=integration.name,
        is_local=(integration.iot_class or "").startswith(_LOCAL),
    )
