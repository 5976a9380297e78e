"""The steps in which a facial model is chosen, or uploaded, checked and confirmed."""

import asyncio
from collections.abc import Awaitable, Callable
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
from ..engine.records.observations import ModelRefusal
from ..exceptions import translation_key
from ..model_files.choice import async_more_exact_files
from ..model_files.offer import NOTHING_LOOKED_FOR, async_offer
from ..model_files.upload import UploadedModel, async_prove, store, take
from .checkpoint import ERROR_NOT_STORED, CheckpointFlow
from .checkpoint_form import as_code

_LOGGER = logging.getLogger(__name__)

FIELD_FILE: Final = "file"
ERROR_CLASSES: Final = "classes_unreadable"

_PATIENCE_SECONDS: Final = 15.0
"""Trying a model takes a second or two. Where a runtime must be installed first, it becomes a step of its own."""


class ModelFlow(CheckpointFlow):
    """Take a model of the list, a checkpoint of it, or an uploaded file; what comes out is the entry's model."""

    _uploaded: UploadedModel
    """What waits to be confirmed; the step before put it there."""
    _proof: asyncio.Task[str]
    """What tries it, and returns the step that comes next."""

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
            if self._offer is NOTHING_LOOKED_FOR:
                self._offer = await async_offer(self.hass)
            return self._show_models()
        self._errors = {}
        if FIELD_FILE in user_input:
            return await self._async_take(user_input[FIELD_FILE])
        chosen = user_input[CONF_RISK_MODEL]
        if (checkpoint := self._offer.checkpoints.get(chosen)) is None:
            return self._choose(chosen)
        if not checkpoint.classes:
            self._errors = {CONF_RISK_MODEL: ERROR_CLASSES}
            self._offer = await async_offer(self.hass)
            return self._show_models()
        self._checkpoint = checkpoint
        return await self.async_step_convert()

    async def _async_take(self, file_id: str) -> ConfigFlowResult:
        """Check an upload, then have it tried."""
        try:
            self._uploaded = await self.hass.async_add_executor_job(take, self.hass, file_id, self._holding)
        except ModelError as err:
            return await self._async_refuse(err, translation_key(err))
        self._proof = self._begin(self._async_try())
        done, _ = await asyncio.wait([self._proof], timeout=_PATIENCE_SECONDS)
        step: Callable[[], Awaitable[ConfigFlowResult]] = getattr(
            self, f"async_step_{self._proof.result() if done else 'proving'}"
        )
        return await step()

    async def async_step_proving(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show that the upload is being tried, which takes long where the runtime must be installed first.

        Nothing is awaited in here, as in `async_step_converting`.
        """
        if not self._proof.done():
            return self.async_show_progress(
                step_id="proving", progress_action="proving", progress_task=self._proof
            )
        return self.async_show_progress_done(next_step_id=self._proof.result())

    async def _async_try(self) -> str:
        """Try the upload; return the step that shows it, or the first one where it was refused."""
        try:
            is_tried = await async_prove(self.hass, self._uploaded.file)
        except EngineError as err:
            await self._async_note_refusal(err, translation_key(err))
            return self._first_step
        return "confirm" if is_tried else "confirm_untried"

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
                step_id=self._proof.result(),
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
    async_step_confirm_untried = async_step_confirm

    async def _async_refuse(self, err: EngineError | OSError, reason: str) -> ConfigFlowResult:
        """Give the upload up and ask again."""
        await self._async_note_refusal(err, reason)
        return self._show_models()

    async def _async_note_refusal(self, err: EngineError | OSError, reason: str) -> None:
        """Give the upload up, and remember why for the first step to show."""
        _LOGGER.warning("An uploaded model was refused: %s", err)
        self._errors = {FIELD_FILE: reason}
        if isinstance(err, ModelError) and err.reason is ModelRefusal.INT8_GOLDEN_CHECK:
            self._detail = as_code(await async_more_exact_files(self.hass, self._uploaded.file))
        await self._async_go_back()

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
