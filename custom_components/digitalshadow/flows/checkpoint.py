"""The steps in which a checkpoint becomes a model: what it shall be, the conversion, and what was measured."""

import asyncio
from collections.abc import Mapping
import logging
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.util import dt as dt_util
import probatio

from ..const import CONF_RISK_MODEL, MODEL_FOLDER
from ..engine.conversion.checkpoint_folder import CheckpointFolder
from ..engine.records.configuration import ModelFile
from ..engine.records.conversion_plan import BeginConversion, ConversionPlan, Converted
from ..engine.records.errors import EngineError, EnrolmentError, FrameError, ModelError
from ..engine.records.refusals import ModelRefusal
from ..engine_host.runtimes import async_bring_runtimes
from ..exceptions import translation_key
from ..model_files.conversion import async_convert, keep, make_work_folder
from ..model_files.face_models import async_detector
from ..watching.pictures import async_uploaded_picture
from .checkpoint_form import FIELD_PHOTO, as_code, plan_of, plan_schema, said_of
from .trial import TrialFlow

_LOGGER = logging.getLogger(__name__)

ERROR_NOT_STORED: Final = f"model_{ModelRefusal.NOT_STORED}"
ERROR_REFUSED: Final = "checkpoint_refused"

_LONGEST_REASON: Final = 1000
"""Characters of a refusal that names parameters; the log has all of it."""


class CheckpointFlow(TrialFlow):
    """Convert a checkpoint that was chosen in the first step, which is also where a refused one leads back to."""

    _checkpoint: CheckpointFolder
    """What was chosen."""
    _plan: ConversionPlan
    """What its file shall be."""
    _conversion: asyncio.Task[str]
    """What makes its file, and returns the step that comes next."""
    _converted: Converted
    """The file that it made."""

    _answers: Mapping[str, Any] = MappingProxyType({})
    """What was answered about it; shown again where one of the answers was a mistake."""

    async def async_step_convert(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask what the file shall be, then begin to make it."""
        if user_input is None:
            return self._show_plan()
        photo_id = user_input.pop(FIELD_PHOTO, None)
        self._answers, self._errors = user_input, {}
        try:
            photo = None if photo_id is None else await async_uploaded_picture(self.hass, photo_id)
        except (FrameError, ServiceValidationError) as err:
            reason = translation_key(err) if isinstance(err, FrameError) else str(err.translation_key)
            self._errors = {FIELD_PHOTO: reason}
            return self._show_plan()
        self._plan = plan_of(self._checkpoint, user_input, dt_util.now().date())
        self._conversion = self._begin(self._async_make(self._plan, photo))
        return self._show_converting()

    async def async_step_converting(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show how far it is, until the conversion says what comes next.

        Home Assistant and the browser both call this, and what comes next, when it ends. Nothing is awaited there: the
        slower of the two would come back to a dialog that has gone on, and put the former step in its place.
        """
        if not self._conversion.done():
            return self._show_converting()
        return self.async_show_progress_done(next_step_id=self._conversion.result())

    async def async_step_converted(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Show what was made and how exact it is; keep and choose it once that is confirmed."""
        converted, errors = self._converted, {}
        if user_input is not None:
            folder = Path(self.hass.config.path(MODEL_FOLDER))
            try:
                await self.hass.async_add_executor_job(keep, converted, folder)
            except OSError as err:
                _LOGGER.warning("A converted model was not stored: %s", err)
                errors["base"] = ERROR_NOT_STORED
            else:
                path = folder / f"{converted.sha256}.onnx"
                file = ModelFile(path.stem, str(path), converted.sha256, pinned=False)
                return await self._async_try(file, CONF_RISK_MODEL, "chosen")
        return self.async_show_form(
            step_id=_step_for(converted, self._plan),
            data_schema=probatio.Schema({}),
            errors=errors or None,
            description_placeholders=said_of(converted, self._plan),
        )

    # The same step with other words above it.
    async_step_converted_more_exact = async_step_converted

    async def _async_make(self, plan: ConversionPlan, photo: bytes | None) -> str:
        """Convert; return the step that shows what came out, or the one where the mistake was made."""
        try:
            self._converted = await self._async_convert(plan, photo)
        except (FrameError, EnrolmentError) as err:
            self._errors = {FIELD_PHOTO: translation_key(err)}
            next_step_id = "convert"
        except (EngineError, OSError) as err:
            self._complain(err)
            next_step_id = self._first_step
        else:
            return _step_for(self._converted, plan)
        await self._async_go_back()
        return next_step_id

    async def _async_convert(self, plan: ConversionPlan, photo: bytes | None) -> Converted:
        """Bring what the comparison needs, and convert.

        Raises:
            EngineError: The engine does not answer, or refuses the picture.
            OSError: The disk refuses.
        """
        await async_bring_runtimes(self.hass)
        detector = None if photo is None else await async_detector(self.hass)
        model_folder, checkpoint = Path(self.hass.config.path(MODEL_FOLDER)), self._checkpoint.path
        work_folder = await self.hass.async_add_executor_job(make_work_folder, model_folder, checkpoint)
        target = Path(self._holding.enter_context(work_folder), "model.onnx")
        request = BeginConversion(str(checkpoint), str(target), plan, photo, detector)
        return await async_convert(self.hass, request, self.async_update_progress)

    @callback
    def _show_converting(self) -> ConfigFlowResult:
        """Show how far it is, until it is done."""
        return self.async_show_progress(
            step_id="converting", progress_action="converting", progress_task=self._conversion
        )

    @callback
    def _show_plan(self) -> ConfigFlowResult:
        """Ask what the file shall be."""
        checkpoint = self._checkpoint
        risk = "-" if checkpoint.positive_index is None else checkpoint.classes[checkpoint.positive_index]
        return self.async_show_form(
            step_id="convert",
            data_schema=self.add_suggested_values_to_schema(plan_schema(checkpoint), self._answers),
            errors=self._errors or None,
            description_placeholders={
                "checkpoint": as_code(checkpoint.path.parent.name),
                "classes": as_code(", ".join(checkpoint.classes)),
                "risk": as_code(risk),
            },
        )

    @callback
    def _complain(self, err: EngineError | OSError) -> None:
        """Remember why a checkpoint was refused, for the first step to show."""
        _LOGGER.warning("A checkpoint was not converted: %s", err)
        match err:
            case ModelError() if err.reason is not ModelRefusal.NOT_STORED:
                reason, self._detail = ERROR_REFUSED, as_code(str(err), _LONGEST_REASON)
            case EngineError():
                reason = translation_key(err)
            case _:
                reason = ERROR_NOT_STORED
        self._errors = {CONF_RISK_MODEL: reason}


def _step_for(converted: Converted, plan: ConversionPlan) -> str:
    """Return the step that shows a file: as it was asked for, or more exact than that."""
    return "converted" if converted.precision is plan.precision else "converted_more_exact"
