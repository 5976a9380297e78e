"""The steps in which a facial model is chosen, or uploaded, checked and confirmed."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
import logging
import os
from pathlib import Path
from typing import Any, Final, override

from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigFlowResult
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

from .checkpoint_flow import ERROR_NOT_STORED, CheckpointFlow
from .checkpoint_form import as_code
from .const import CONF_RISK_MODEL, DOMAIN, MODEL_DEMONSTRATION, MODEL_FOLDER
from .engine.catalog import RiskFile, list_risk_models, model_folders
from .engine.checkpoint_folder import CheckpointFolder, list_checkpoints
from .engine.errors import EngineError, ModelError
from .engine.observations import ModelRefusal
from .exceptions import translation_key
from .model_choice import async_more_exact_files
from .model_upload import UploadedModel, async_prove, store, take

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
    _checkpoints: dict[str, CheckpointFolder]
    """Those on offer, by what stands for them in the form."""

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
        self._errors = {}
        if FIELD_FILE in user_input:
            return await self._async_take(user_input[FIELD_FILE])
        chosen = user_input[CONF_RISK_MODEL]
        if (checkpoint := self._checkpoints.get(chosen)) is None:
            return self._choose(chosen)
        if not checkpoint.classes:
            self._errors = {CONF_RISK_MODEL: ERROR_CLASSES}
            return await self._async_show_models()
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
        return await self._async_show_models()

    async def _async_note_refusal(self, err: EngineError | OSError, reason: str) -> None:
        """Give the upload up, and remember why for the first step to show."""
        _LOGGER.warning("An uploaded model was refused: %s", err)
        self._errors = {FIELD_FILE: reason}
        if isinstance(err, ModelError) and err.reason is ModelRefusal.INT8_GOLDEN_CHECK:
            self._detail = as_code(await async_more_exact_files(self.hass, self._uploaded.file))
        await self._async_clean_up()

    async def _async_show_models(self) -> ConfigFlowResult:
        """Offer an upload, the demonstration model, every usable file and checkpoint; say why others are not usable."""
        chosen = MODEL_DEMONSTRATION
        if self.source == SOURCE_RECONFIGURE:
            chosen = self._get_reconfigure_entry().data[CONF_RISK_MODEL]
        folders = model_folders(Path(self.hass.config.config_dir), os.environ)
        files = await self.hass.async_add_executor_job(list_risk_models, folders)
        checkpoints = await self.hass.async_add_executor_job(list_checkpoints, folders)
        self._checkpoints = {str(checkpoint.path): checkpoint for checkpoint in checkpoints}
        labels = {MODEL_DEMONSTRATION: "Demonstration"} | _labels(files)
        labels |= {path: "/".join(Path(path).parts[-2:]) for path in self._checkpoints}
        selector = SelectSelector(
            SelectSelectorConfig(
                options=[SelectOptionDict(value=value, label=label) for value, label in labels.items()],
                mode=SelectSelectorMode.LIST,
                translation_key=CONF_RISK_MODEL,
            )
        )
        default = chosen if chosen in labels else MODEL_DEMONSTRATION
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
                "refused": await self._async_refused(files),
                **({"detail": self._detail} if self._errors else {}),
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
