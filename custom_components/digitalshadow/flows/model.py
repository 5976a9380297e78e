"""The steps in which a facial model is chosen, or uploaded, checked and confirmed."""

import logging
from pathlib import Path
from typing import Any, Final, override

from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigFlowResult
from homeassistant.core import callback
from homeassistant.helpers.selector import (
    FileSelector,
    FileSelectorConfig,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
import probatio

from ..const import CONF_RISK_MODEL, MODEL_DEMONSTRATION, MODEL_FOLDER
from ..engine.records.errors import EngineError, ModelError
from ..exceptions import translation_key
from ..model_files.offer import NOTHING_LOOKED_FOR, async_offer
from ..model_files.upload import store, take
from .checkpoint import ERROR_NOT_STORED, ERROR_REFUSED, CheckpointFlow
from .checkpoint_form import as_code

_LOGGER = logging.getLogger(__name__)

FIELD_FILE: Final = "file"
FIELD_START: Final = "start"
START_DEMONSTRATION: Final = "try_out"
START_LIVECAD: Final = "own_file"
_START_SCHEMA: Final = probatio.Schema(
    {
        probatio.Required(FIELD_START, default=START_DEMONSTRATION): SelectSelector(
            SelectSelectorConfig(
                options=[START_DEMONSTRATION, START_LIVECAD],
                mode=SelectSelectorMode.LIST,
                translation_key="start",
            )
        )
    }
)
ERROR_CLASSES: Final = "classes_unreadable"


class ModelFlow(CheckpointFlow):
    """Take a model of the list, a checkpoint of it, or an uploaded file; what comes out is the entry's model."""

    @override
    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Say in one screen what this is; somebody without a model goes on with the one to try things out."""
        if user_input is None:
            return self.async_show_form(step_id="user", data_schema=_START_SCHEMA)
        if user_input[FIELD_START] == START_DEMONSTRATION:
            return self._choose(MODEL_DEMONSTRATION)
        return await self.async_step_model()

    async def async_step_model(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the model."""
        return await self._async_step_model(user_input)

    async def async_step_reconfigure(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for another model."""
        return await self._async_step_model(user_input)

    async def _async_step_model(self, user_input: dict[str, Any] | None) -> ConfigFlowResult:
        """Take the model that was chosen; an uploaded file goes before one of the list."""
        if user_input is None:
            if self._offer is NOTHING_LOOKED_FOR:
                self._offer = await async_offer(self.hass)
            return self._show_models()
        self._errors = {}
        if FIELD_FILE in user_input:
            return await self._async_take(user_input[FIELD_FILE])
        chosen = user_input[CONF_RISK_MODEL]
        if chosen == MODEL_DEMONSTRATION:
            return self._choose(chosen)
        if (file := self._offer.files.get(chosen)) is not None:
            return await self._async_try(file, CONF_RISK_MODEL, "chosen")
        checkpoint = self._offer.checkpoints[chosen]
        if checkpoint.refusal or not checkpoint.classes:
            self._errors = {CONF_RISK_MODEL: ERROR_REFUSED if checkpoint.refusal else ERROR_CLASSES}
            self._detail = as_code(checkpoint.refusal)
            self._offer = await async_offer(self.hass)
            return self._show_models()
        self._checkpoint = checkpoint
        return await self.async_step_convert()

    async def _async_take(self, file_id: str) -> ConfigFlowResult:
        """Take an upload, then have it tried."""
        try:
            file = await self.hass.async_add_executor_job(take, self.hass, file_id, self._holding)
        except ModelError as err:
            return await self._async_refuse(err, translation_key(err))
        return await self._async_try(file, FIELD_FILE, "confirm")

    async def async_step_confirm(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show what the uploaded file says it is; store and choose it once that is confirmed."""
        uploaded = self._tried
        if user_input is None:
            shown = {
                "name": uploaded.model.name,
                "version": uploaded.model.version,
                "kind": f"{uploaded.model.kind}, unverified",
                "licence": uploaded.model.licence,
            }
            return self.async_show_form(
                step_id=self._trial.result(),
                data_schema=probatio.Schema({}),
                description_placeholders={key: as_code(text) for key, text in shown.items()},
            )
        folder = Path(self.hass.config.path(MODEL_FOLDER))
        try:
            await self.hass.async_add_executor_job(store, uploaded.file, folder)
        except ModelError as err:
            return await self._async_refuse(err, translation_key(err))
        except OSError as err:
            return await self._async_refuse(err, ERROR_NOT_STORED)
        return self._choose(uploaded.model.sha256)

    # The same step with other words above it.

    async def _async_refuse(self, err: EngineError | OSError, reason: str) -> ConfigFlowResult:
        """Give the upload up and ask again."""
        await self._async_note_refusal(err, FIELD_FILE, reason)
        return self._show_models()

    @callback
    def _show_models(self) -> ConfigFlowResult:
        """Offer an upload, the demonstration model, every usable file and checkpoint; say why others are not usable."""
        chosen = MODEL_DEMONSTRATION
        if self.source == SOURCE_RECONFIGURE:
            chosen = self._get_reconfigure_entry().data[CONF_RISK_MODEL]
        offer = self._offer
        selector = SelectSelector(
            SelectSelectorConfig(
                options=[SelectOptionDict(value=value, label=label) for value, label in offer.labels.items()],
                mode=SelectSelectorMode.LIST,
                translation_key=CONF_RISK_MODEL,
            )
        )
        default = chosen if chosen in offer.labels else MODEL_DEMONSTRATION
        return self.async_show_form(
            step_id=self._first_step,
            data_schema=probatio.Schema(
                {
                    probatio.Required(CONF_RISK_MODEL, default=default): selector,
                    probatio.Optional(FIELD_FILE): FileSelector(FileSelectorConfig(accept=".onnx")),
                }
            ),
            errors=self._errors or None,
            description_placeholders={
                "folder": self.hass.config.path(MODEL_FOLDER),
                "refused": offer.refused,
                **({"detail": self._detail} if self._errors else {}),
            },
        )
