"""The flow that sets DigitalShadow up, and what can be added to it."""

from typing import override

from homeassistant.config_entries import ConfigEntry, ConfigSubentryFlow, OptionsFlow
from homeassistant.core import callback

from .const import DOMAIN, SUBENTRY_CAMERA, SUBENTRY_MIRROR, SUBENTRY_PERSON
from .flows.camera import CameraSubentryFlow
from .flows.mirror import MirrorSubentryFlow
from .flows.model import ModelFlow
from .flows.options import DigitalShadowOptionsFlow
from .flows.person import PersonSubentryFlow


class DigitalShadowConfigFlow(ModelFlow, domain=DOMAIN):
    """Ask which facial model speaks; people, cameras and thresholds come later."""

    VERSION = 1
    MINOR_VERSION = 1

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: ConfigEntry) -> OptionsFlow:
        """Return the flow of the options."""
        return DigitalShadowOptionsFlow()

    @classmethod
    @callback
    @override
    def async_get_supported_subentry_types(
        cls, config_entry: ConfigEntry
    ) -> dict[str, type[ConfigSubentryFlow]]:
        """Return what can be added: people, cameras and mirrors."""
        return {
            SUBENTRY_PERSON: PersonSubentryFlow,
            SUBENTRY_CAMERA: CameraSubentryFlow,
            SUBENTRY_MIRROR: MirrorSubentryFlow,
        }
