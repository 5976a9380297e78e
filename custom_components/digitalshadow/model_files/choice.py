"""Which model files the engine gets: those in the model folders, or downloaded ones."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
import os
from pathlib import Path
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from ..const import CONF_RISK_MODEL, MODEL_DEMONSTRATION
from ..engine.model_file.catalog import (
    ModelRole,
    entry_of,
    find,
    find_user_file,
    model_folders,
    user_files,
)
from ..engine.records.configuration import Configure, ExaminedModel, ModelFile
from ..engine.records.conversion_plan import Precision
from ..engine.records.errors import EngineUnavailableError, ModelError
from ..engine.records.refusals import ModelRefusal
from ..entry import settings_of
from .examining import async_examine
from .face_models import FaceModels

PATIENCE_SECONDS: Final = 20.0
"""So long the engine waits for a download; then it starts with what is here, and once more when that has come."""
_EXACT: Final = (Precision.FP16, Precision.FP32)


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """What was found."""

    configure: Configure
    """What to send to the engine."""
    missing: tuple[str, ...]
    """Names of face models that are neither here nor to be had now."""
    is_waiting: bool
    """Whether these are still being downloaded."""


async def async_risk_model_sha256(hass: HomeAssistant, entry: ConfigEntry[Any]) -> str:
    """Return the hash of the facial risk model that the entry asks for, whether or not its file is there."""
    chosen: str = entry.data[CONF_RISK_MODEL]
    if chosen != MODEL_DEMONSTRATION:
        return chosen
    demonstration = await hass.async_add_executor_job(entry_of, MODEL_DEMONSTRATION)
    return demonstration.sha256 if demonstration else ""


async def async_choose_models(
    hass: HomeAssistant, entry: ConfigEntry[Any], face_models: FaceModels
) -> AsyncGenerator[ModelChoice]:
    """Yield what is here where a download takes long, and in the end all that can be had.

    Raises:
        ModelError: The risk model is missing.
    """
    folders = model_folders(Path(hass.config.config_dir), os.environ)
    risk_model = await hass.async_add_executor_job(_risk_model, entry.data[CONF_RISK_MODEL], folders)
    if not await face_models.async_have_come(PATIENCE_SECONDS):
        yield _choice_of(entry, risk_model, face_models.files, is_waiting=True)
        await face_models.async_have_come()
    yield _choice_of(entry, risk_model, face_models.files, is_waiting=False)


def _choice_of(
    entry: ConfigEntry[Any],
    risk_model: ModelFile,
    found: Mapping[ModelRole, ModelFile | None],
    *,
    is_waiting: bool,
) -> ModelChoice:
    """Return what to send to the engine for what was found."""
    detector, recogniser = found[ModelRole.DETECTOR], found[ModelRole.RECOGNISER]
    return ModelChoice(
        # A recogniser needs the landmarks that the fallback detector does not give.
        Configure(risk_model, detector, recogniser if detector else None, settings_of(entry)),
        tuple(str(role) for role, file in found.items() if file is None),
        is_waiting,
    )


async def async_more_exact_files(hass: HomeAssistant, refused: ModelFile) -> str:
    """Return what the files in the model folders are called that hold a file's weights in 16 or 32 bits.

    They come from the same checkpoint, and say so. A dash where there are none.
    """
    folders = model_folders(Path(hass.config.config_dir), os.environ)
    paths = await hass.async_add_executor_job(user_files, folders)
    try:
        found = await async_examine(hass, [*paths, Path(refused.path)])
    except EngineUnavailableError:
        return "-"
    usable = {path: examined for path, examined in found.items() if isinstance(examined, ExaminedModel)}
    source = usable[Path(refused.path)].source_sha256 if Path(refused.path) in usable else ""
    names = (
        path.name
        for path, examined in usable.items()
        if source and examined.source_sha256 == source and examined.precision in _EXACT
    )
    return ", ".join(names) or "-"


def _risk_model(chosen: str, folders: tuple[Path, ...]) -> ModelFile:
    """Return the file of the facial risk model; runs in the executor, and looks at nothing but hashes."""
    file = find(chosen, folders) if chosen == MODEL_DEMONSTRATION else find_user_file(chosen, folders)
    if file is None:
        raise ModelError(
            ModelRefusal.MISSING,
            f"Expected the facial risk model with the hash {chosen[:8]} in a model folder, got none. "
            "Put the file back, or choose another model",
        )
    return file
