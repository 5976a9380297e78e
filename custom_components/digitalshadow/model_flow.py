"""The steps in which a facial model is chosen, or uploaded, checked and confirmed."""

from collections.abc import Iterable
from contextlib import ExitStack
import logging
import os
from pathlib import Path
from typing import Any, Final, override

from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigFlow, ConfigFlowResult
from homeassistant.core import callback
from homeassistant.helpers.selector import (
    FileSelector,
    FileSelectorConfig,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
from homeassistant.helpers.translation import async_get_translations
import probatio

from .const import CONF_RISK_MODEL, DOMAIN, MODEL_DEMONSTRATION, MODEL_FOLDER
from .engine.catalog import RiskFile, list_risk_models, model_folders
from .engine.errors import EngineError, ModelError
from .exceptions import translation_key
from .model_upload import UploadedModel, async_prove, store, take

_LOGGER = logging.getLogger(__name__)

TITLE: Final = "DigitalShadow"
FIELD_FILE: Final = "file"
ERROR_NOT_STORED: Final = "model_not_stored"

_LONGEST_SHOWN: Final = 120
"""Characters of what a model file says about itself; the rest of a longer text is cut off."""


class ModelFlow(ConfigFlow):
    """Take a model of the list or an uploaded file; what comes out is the entry's model."""

    _uploaded: UploadedModel
    """What waits to be confirmed; the step before put it there."""

    def __init__(self) -> None:
        """Begin without an upload."""
        self._holding = ExitStack()

    @override
    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Say what is stored and what is not, and ask for the model."""
        return await self._async_step_model(user_input)

    async def async_step_reconfigure(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for another model."""
        return await self._async_step_model(user_input)

    async def _async_step_model(self, user_input: dict[str, Any] | None) -> ConfigFlowResult:
        """Take the model that was chosen; an uploaded file goes before one of the list."""
        if user_input is None:
            return await self._async_show_models()
        if FIELD_FILE not in user_input:
            return self._choose(user_input[CONF_RISK_MODEL])
        try:
            await self._async_take(user_input[FIELD_FILE])
        except EngineError as err:
            return await self._async_refuse(err, translation_key(err))
        return await self.async_step_confirm()

    async def _async_take(self, file_id: str) -> None:
        """Check an upload, where an engine runs also by its answer. Raises `EngineError`."""
        self._uploaded = await self.hass.async_add_executor_job(take, self.hass, file_id, self._holding)
        entries = self.hass.config_entries.async_loaded_entries(DOMAIN)
        if any(entry.runtime_data.runner.ready for entry in entries):
            await async_prove(self.hass, self._uploaded.file)

    async def async_step_confirm(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show what the uploaded file says it is; store and choose it once that is confirmed."""
        uploaded = self._uploaded
        if user_input is None:
            shown = {
                "name": uploaded.model.name,
                "version": uploaded.model.version,
                "kind": uploaded.model.kind.value,
                "licence": uploaded.model.licence,
            }
            return self.async_show_form(
                step_id="confirm",
                data_schema=probatio.Schema({}),
                description_placeholders={key: _as_code(text) for key, text in shown.items()},
            )
        folder = Path(self.hass.config.path(MODEL_FOLDER))
        try:
            await self.hass.async_add_executor_job(store, uploaded.file, folder)
        except ModelError as err:
            return await self._async_refuse(err, translation_key(err))
        except OSError as err:
            return await self._async_refuse(err, ERROR_NOT_STORED)
        return self._choose(uploaded.model.sha256)

    async def _async_refuse(self, err: EngineError | OSError, reason: str) -> ConfigFlowResult:
        """Give the upload up and ask again."""
        _LOGGER.warning("An uploaded model was refused: %s", err)
        await self._async_give_up()
        return await self._async_show_models({FIELD_FILE: reason})

    @callback
    def _choose(self, risk_model: str) -> ConfigFlowResult:
        """End with this model; a change reloads the entry, so that values of two models never meet."""
        data = {CONF_RISK_MODEL: risk_model}
        if self.source == SOURCE_RECONFIGURE:
            return self.async_update_and_abort(self._get_reconfigure_entry(), data_updates=data)
        return self.async_create_entry(title=TITLE, data=data)

    @callback
    @override
    def async_remove(self) -> None:
        """Have the upload deleted, however the flow ended."""
        self.hass.async_create_task(self._async_give_up(), "digitalshadow upload")

    async def _async_give_up(self) -> None:
        """Have the upload deleted, if there still is one."""
        await self.hass.async_add_executor_job(self._holding.close)

    async def _async_show_models(self, errors: dict[str, str] | None = None) -> ConfigFlowResult:
        """Offer an upload, the demonstration model and every usable file, and say why the others are not."""
        step_id, chosen = "user", MODEL_DEMONSTRATION
        if self.source == SOURCE_RECONFIGURE:
            step_id, chosen = "reconfigure", self._get_reconfigure_entry().data[CONF_RISK_MODEL]
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
            data_schema=probatio.Schema(
                {
                    probatio.Required(CONF_RISK_MODEL, default=default): selector,
                    probatio.Optional(FIELD_FILE): FileSelector(FileSelectorConfig(accept=".onnx")),
                }
            ),
            errors=errors,
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


def _labels(files: Iterable[RiskFile]) -> dict[str, str]:
    """Return the usable files by hash: a model's own name, version and kind, and what its file is called."""
    return {
        model.sha256: f"{model.name} {model.version} ({model.kind}, {Path(file.file.path).name})"
        for file in files
        if (model := file.model) is not None
    }


def _as_code(text: str) -> str:
    """Return what a file says about itself as one line of bounded length, in which no formatting works."""
    line = " ".join(text.replace("`", "'").split())[:_LONGEST_SHOWN]
    return f"`{line or '-'}`"
