"""Which entity of another integration is meant, also after somebody renamed it or gave its id to another one.

A reference is the entity's id in the registry. An entity that the registry does not know has nothing that lasts: it is
meant by its entity id, and cannot be told from another one that gets it.
"""

from homeassistant.core import HomeAssistant, valid_entity_id
from homeassistant.helpers import entity_registry as er


def reference_to(hass: HomeAssistant, entity_id: str) -> str:
    """Return what means this very entity from now on; a reference is returned as it is, or as a better one."""
    entity = er.async_get(hass).async_get(entity_id)
    return entity_id if entity is None else entity.id


def entity_id_of(hass: HomeAssistant, reference: str) -> str | None:
    """Return the entity id that an entity has now; None when the entity is gone."""
    entity = er.async_get(hass).async_get(reference)
    if entity is not None:
        return entity.entity_id
    return reference if valid_entity_id(reference) else None
