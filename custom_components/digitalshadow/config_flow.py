"""The flow that sets DigitalShadow up, and what can be added to it."""

from typing import override

from homeassistant.config_entries import (
    SOURCE_USER,
    ConfigEntry,
    ConfigFlowResult,
    ConfigSubentryFlow,
    FlowType,
    OptionsFlow,
)
from homeassistant.core import callback
from homeassistant.data_entry_flow import FlowResultType

from .const import DOMAIN, SUBENTRY_CAMERA, SUBENTRY_MIRROR, SUBENTRY_PERSON
from .flows.camera import CameraSubentryFlow
from .flows.mirror import MirrorSubentryFlow
from .flows.model import ModelFlow
from .flows.options import DigitalShadowOptionsFlow
from .flows.person import PersonSubentryFlow


class DigitalShadowConfigFlow(ModelFlow, domain=DOMAIN):
    """Ask which facial model speaks, then for the first person; cameras and thresholds come later."""

    VERSION = 1
    MINOR_VERSION = 1

    @override
    async def async_on_create_entry(self, result: ConfigFlowResult) -> ConfigFlowResult:
        """Go on to the first person in the same dialog; closed there, everything is set up all the same."""
        person = await self.hass.config_entries.subentries.async_init(
            (result["result"].entry_id, SUBENTRY_PERSON), context={"source": SOURCE_USER}
        )
        if person["type"] is FlowResultType.FORM:
            result["next_flow"] = (FlowType.CONFIG_SUBENTRIES_FLOW, person["flow_id"])
        return result

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
