"""What stands against a camera's live stream, as far as Home Assistant knows it without asking the camera."""

from collections.abc import Iterator
from importlib.util import find_spec
import sys
from typing import Final

from homeassistant.components.camera.const import DATA_COMPONENT
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.loader import IntegrationNotLoaded, async_get_loaded_integration

from .plan import WatchPlan
from .snapshot import VideoHindrance

_BATTERY: Final = "battery"
_BATTERY_DOMAINS: Final = ("sensor", "binary_sensor")
_DOORBELL: Final = "doorbell"
_DOORBELL_KEYS: Final = frozenset({_DOORBELL, "visitor"})
"""What integrations call the button of a doorbell where its entity has no device class that says so."""
_CLOUD: Final = "cloud_"


def hindrance_of(hass: HomeAssistant, plan: WatchPlan) -> VideoHindrance | None:
    """Return what stands against opening the camera's stream; None where nothing does."""
    if plan.stills_only:
        return VideoHindrance.CHOSEN
    siblings = tuple(_siblings_of(hass, plan.camera_entity_id))
    if any(one.domain in _BATTERY_DOMAINS and _device_class(one) == _BATTERY for one in siblings):
        return VideoHindrance.BATTERY
    if any(_device_class(one) == _DOORBELL or one.translation_key in _DOORBELL_KEYS for one in siblings):
        return VideoHindrance.DOORBELL
    if _iot_class_of(hass, plan.camera_entity_id).startswith(_CLOUD):
        return VideoHindrance.CLOUD
    return None if has_pyav() else VideoHindrance.NO_PYAV


def has_pyav() -> bool:
    """Tell whether PyAV is here, which Home Assistant's own streams bring. It is looked for and never imported."""
    return "av" in sys.modules or find_spec("av") is not None


def _siblings_of(hass: HomeAssistant, entity_id: str) -> Iterator[er.RegistryEntry]:
    """Yield all entities of the camera's device, switched off or not."""
    registry = er.async_get(hass)
    camera = registry.async_get(entity_id)
    if camera is not None and camera.device_id is not None:
        yield from er.async_entries_for_device(registry, camera.device_id, include_disabled_entities=True)


def _device_class(entity: er.RegistryEntry) -> str | None:
    """Return what kind of thing an entity shows, as its owner or its integration says."""
    return entity.device_class or entity.original_device_class


def _iot_class_of(hass: HomeAssistant, entity_id: str) -> str:
    """Return how the camera's integration reaches the camera; empty where it does not say."""
    component = hass.data.get(DATA_COMPONENT)
    camera = component and component.get_entity(entity_id)
    if not camera or camera.platform is None:
        return ""
    try:
        integration = async_get_loaded_integration(hass, camera.platform.platform_name)
    except IntegrationNotLoaded:
        return ""
    return integration.iot_class or ""
