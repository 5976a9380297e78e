"""The flow that sets DigitalShadow up, and the options: which model speaks, and from when it counts."""

from collections.abc import Iterable
import os
from pathlib import Path
from typing import Any, Final, override

from homeassistant.config_entries import (
    ConfigEntry,
    ConfigFlow,
    ConfigFlowResult,
    ConfigSubentryFlow,
    OptionsFlow,
)
from homeassistant.const import PERCENTAGE, UnitOfTime
from homeassistant.core import callback
from homeassistant.helpers.selector import (
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
from homeassistant.helpers.translation import async_get_translations
import probatio

from .camera_flow import CameraSubentryFlow
from .const import (
    CONF_ATTENTION_PERCENT,
    CONF_ATTENTION_READINGS,
    CONF_MATCH_MARGIN,
    CONF_MATCH_SIMILARITY,
    CONF_RISK_MODEL,
    CONF_VISIT_GAP_SECONDS,
    DEFAULT_ATTENTION_PERCENT,
    DEFAULT_ATTENTION_READINGS,
    DEFAULT_MATCH_MARGIN,
    DEFAULT_MATCH_SIMILARITY,
    DEFAULT_VISIT_GAP_SECONDS,
    DOMAIN,
    MODEL_DEMONSTRATION,
    MODEL_FOLDER,
    SUBENTRY_CAMERA,
    SUBENTRY_PERSON,
)
from .engine.catalog import RiskFile, list_risk_models, model_folders
from .exceptions import translation_key
from .person_flow import PersonSubentryFlow

TITLE: Final = "DigitalShadow"


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
        probatio.Required(CONF_ATTENTION_PERCENT, default=DEFAULT_ATTENTION_PERCENT): _number(
            1, 99, 1, PERCENTAGE
        ),
        probatio.Required(CONF_ATTENTION_READINGS, default=DEFAULT_ATTENTION_READINGS): probatio.All(
            _number(1, 10, 1), probatio.Coerce(int)
        ),
    }
)


class DigitalShadowConfigFlow(ConfigFlow, domain=DOMAIN):
    """Ask which facial model speaks."""

    VERSION = 1
    MINOR_VERSION = 1

    @override
    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Say what is stored and what is not, and ask for the model."""
        if user_input is not None:
            return self.async_create_entry(title=TITLE, data=user_input)
        return await self._async_show_models("user", MODEL_DEMONSTRATION)

    async def async_step_reconfigure(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for another model."""
        entry = self._get_reconfigure_entry()
        if user_input is not None:
            return self.async_update_and_abort(entry, data_updates=user_input)
        return await self._async_show_models("reconfigure", entry.data[CONF_RISK_MODEL])

    async def _async_show_models(self, step_id: str, chosen: str) -> ConfigFlowResult:
        """Offer the demonstration model and every usable file, and say why the others are not."""
        folders = model_folders(Path(self.hass.config.config_dir), os.environ)
        files = await self.hass.async_add_executor_job(list_risk_models, folders)
        labels = {MODEL_DEMONSTRATION: "Demonstration"} | _labels(files)
        selector = SelectSelector(
            SelectSelectorConfig(
                options=[SelectOptionDict(value=value, label=label) for value, label in labels.items()],
                mode=SelectSelectorMode.LIST,
                translation_key=CONF_RISK_MODEL,
            )
        )
        default = chosen if chosen in labels else MODEL_DEMONSTRATION
        return self.async_show_form(
            step_id=step_id,
            data_schema=probatio.Schema({probatio.Required(CONF_RISK_MODEL, default=default): selector}),
            description_placeholders={
                "folder": self.hass.config.path(MODEL_FOLDER),
                "refused": await self._async_refused(files),
            },
        )

    async def _async_refused(self, files: Iterable[RiskFile]) -> str:
        """Return a list of the refused files with their reasons, to stand below the description."""
        texts = await async_get_translations(self.hass, self.hass.config.language, "exceptions", {DOMAIN})
        return "".join(
            f"\n\n`{Path(file.file.path).name}`: "
            + texts.get(
                f"component.{DOMAIN}.exceptions.{translation_key(file.refusal)}.message", str(file.refusal)
            )
            for file in files
            if file.refusal is not None
        )

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


def _labels(files: Iterable[RiskFile]) -> dict[str, str]:
    """Return the usable files by hash: a model's own name, version and kind, and what its file is called."""
    return {
        model.sha256: f"{model.name} {model.version} ({model.kind}, {Path(file.file.path).name})"
        for file in files
        if (model := file.model) is not None
    }
