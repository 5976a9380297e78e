"""An entity is meant by what lasts, and another one that got its id is never taken for it."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from custom_components.digitalshadow.entity_reference import entity_id_of, reference_to

SCALE = "sensor.scale"


def registered(hass: HomeAssistant, unique_id: str = "scale") -> str:
    """Register the scale, or another sensor under the next free id, and return that."""
    entity = er.async_get(hass).async_get_or_create("sensor", "test", unique_id, suggested_object_id="scale")
    return entity.entity_id


async def test_a_registered_entity_is_followed_through_renames(hass: HomeAssistant) -> None:
    scale = reference_to(hass, registered(hass))
    er.async_get(hass).async_update_entity(SCALE, new_entity_id="sensor.scale_anna")
    assert entity_id_of(hass, scale) == "sensor.scale_anna"


async def test_whoever_gets_a_former_id_is_not_taken_for_the_entity(hass: HomeAssistant) -> None:
    scale = reference_to(hass, registered(hass))
    er.async_get(hass).async_remove(SCALE)
    assert registered(hass, "a stranger's scale") == SCALE
    assert entity_id_of(hass, scale) is None


async def test_a_removed_entity_that_its_integration_brings_back_is_the_same(hass: HomeAssistant) -> None:
    scale = reference_to(hass, registered(hass))
    er.async_get(hass).async_remove(SCALE)
    assert entity_id_of(hass, scale) is None
    assert registered(hass) == SCALE
    assert entity_id_of(hass, scale) == SCALE


async def test_an_entity_that_is_not_registered_is_meant_by_its_id_until_the_registry_knows_it(
    hass: HomeAssistant,
) -> None:
    scale = reference_to(hass, SCALE)
    assert entity_id_of(hass, scale) == SCALE
    assert registered(hass) == SCALE
    lasting = reference_to(hass, scale)
    assert lasting != scale
    assert reference_to(hass, lasting) == lasting
    er.async_get(hass).async_update_entity(SCALE, new_entity_id="sensor.scale_anna")
    assert entity_id_of(hass, lasting) == "sensor.scale_anna"
