"""The flow that sets DigitalShadow up, what can be added to it, and the thresholds from which things count."""

from typing import Any, override

from homeassistant.config_entries import (
    ConfigEntry,
    ConfigFlowResult,
    ConfigSubentryFlow,
    OptionsFlow,
)
from homeassistant.const import UnitOfTime
from homeassistant.core import callback
from homeassistant.helpers.selector import (
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
)
import probatio

from .camera_flow import CameraSubentryFlow
from .const import (
    CONF_MATCH_MARGIN,
    CONF_MATCH_SIMILARITY,
    CONF_VISIT_GAP_SECONDS,
    DEFAULT_MATCH_MARGIN,
    DEFAULT_MATCH_SIMILARITY,
    DEFAULT_VISIT_GAP_SECONDS,
    DOMAIN,
    SUBENTRY_CAMERA,
    SUBENTRY_PERSON,
)
from .model_flow import ModelFlow
from .person_flow import PersonSubentryFlow


def _number(minimum: float, maximum: float, step: float, unit: str | None = None) -> NumberSelector:
    """Return a number box with limits."""
    config = NumberSelectorConfig(min=minimum, max=maximum, step=step, mode=NumberSelectorMode.BOX)
    if unit is not None:
        config["unit_of_measurement"] = unit
    return NumberSelector(config)


# Below a similarity of 0.3 strangers get names; above 0.8 nobody does.
_OPTIONS_SCHEMA = probatio.Schema(
    {
        probatio.Required(CONF_MATCH_SIMILARITY, default=DEFAULT_MATCH_SIMILARITY): _number(0.3, 0.8, 0.01),
        probatio.Required(CONF_MATCH_MARGIN, default=DEFAULT_MATCH_MARGIN): _number(0.02, 0.3, 0.01),
        probatio.Required(CONF_VISIT_GAP_SECONDS, default=DEFAULT_VISIT_GAP_SECONDS): _number(
            5, 600, 1, UnitOfTime.SECONDS
        ),
    }
)


class DigitalShadowConfigFlow(ModelFlow, domain=DOMAIN):
    """Ask which facial model speaks; people, cameras and thresholds come later."""

    VERSION = 1
    MINOR_VERSION = 1

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: ConfigEntry) -> OptionsFlow:
        """Return the flow of the thresholds."""
        return ThresholdsFlow()

    @classmethod
    @callback
    @override
    def async_get_supported_subentry_types(
        cls, config_entry: ConfigEntry
    ) -> dict[str, type[ConfigSubentryFlow]]:
        """Return what can be added: people and cameras."""
        return {SUBENTRY_PERSON: PersonSubentryFlow, SUBENTRY_CAMERA: CameraSubentryFlow}


class ThresholdsFlow(OptionsFlow):
    """Ask for the thresholds."""

    async def async_step_init(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show and keep them; what else is in the options stays."""
        if user_input is not None:
            return self.async_create_entry(data={**self.config_entry.options, **user_input})
        return self.async_show_form(
            step_id="init",
            data_schema=self.add_suggested_values_to_schema(_OPTIONS_SCHEMA, self.config_entry.options),
        )
