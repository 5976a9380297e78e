"""Which model files the engine gets: those in the model folders, or downloaded ones."""

from dataclasses import dataclass
import logging
import os
from pathlib import Path
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from ..const import CONF_RISK_MODEL, MODEL_DEMONSTRATION, MODEL_FOLDER
from ..engine.model_file.catalog import (
    CatalogEntry,
    ModelRole,
    entries,
    entry_of,
    find,
    find_role,
    find_user_file,
    model_folders,
    user_files,
)
from ..engine.records.conversion_plan import Precision
from ..engine.records.errors import EngineUnavailableError, ModelError
from ..engine.records.messages import Configure, ExaminedModel, ModelFile
from ..engine.records.observations import ModelRefusal
from ..entry import settings_of
from .download import async_download
from .examining import async_examine

_LOGGER = logging.getLogger(__name__)

_EXACT = (Precision.FP16, Precision.FP32)


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """What was found."""

    configure: Configure
    """What to send to the engine."""
    missing: tuple[str, ...]
    """Names of face models that are neither here nor to be had now."""


async def async_risk_model_sha256(hass: HomeAssistant, entry: ConfigEntry[Any]) -> str:
    """Return the hash of the facial risk model that the entry asks for, whether or not its file is there."""
    chosen: str = entry.data[CONF_RISK_MODEL]
    if chosen != MODEL_DEMONSTRATION:
        return chosen
    demonstration = await hass.async_add_executor_job(entry_of, MODEL_DEMONSTRATION)
    return demonstration.sha256 if demonstration else ""


async def async_choose_models(hass: HomeAssistant, entry: ConfigEntry[Any]) -> ModelChoice:
    """Find the models, download face models where needed; raise `ModelError` where the risk model is missing."""
    folders = model_folders(Path(hass.config.config_dir), os.environ)
    risk_model = await hass.async_add_executor_job(_risk_model, entry.data[CONF_RISK_MODEL], folders)
    detector = await _async_face_model(hass, ModelRole.DETECTOR, folders)
    recogniser = await _async_face_model(hass, ModelRole.RECOGNISER, folders)
    found = {ModelRole.DETECTOR: detector, ModelRole.RECOGNISER: recogniser}
    return ModelChoice(
        # A recogniser needs the landmarks that the fallback detector does not give.
        Configure(risk_model, detector, recogniser if detector else None, settings_of(entry)),
        tuple(str(role) for role, file in found.items() if file is None),
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
    usable = {path: said for path, said in found.items() if isinstance(said, ExaminedModel)}
    source = usable[Path(refused.path)].source_sha256 if Path(refused.path) in usable else ""
    names = (
        path.name
        for path, said in usable.items()
        if source and said.source_sha256 == source and said.precision in _EXACT
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


async def async_detector(hass: HomeAssistant) -> ModelFile | None:
    """Return the face detector, downloaded where there is none here; None where that fails."""
    return await _async_face_model(
        hass, ModelRole.DETECTOR, model_folders(Path(hass.config.config_dir), os.environ)
    )


async def _async_face_model(
    hass: HomeAssistant, role: ModelRole, folders: tuple[Path, ...]
) -> ModelFile | None:
    """Return the preferred face model of a role; download one where none is here; None where that fails."""
    if (file := await hass.async_add_executor_job(find_role, role, folders)) is not None:
        return file
    for known in await hass.async_add_executor_job(entries):
        if known.role is role and known.urls and (file := await _async_downloaded(hass, known)):
            return file
    return None


async def _async_downloaded(hass: HomeAssistant, known: CatalogEntry) -> ModelFile | None:
    """Download one file; None where it cannot be had."""
    _LOGGER.info("Downloading %s (%.0f MB, once)", known.name, known.size_bytes / 1e6)
    progress = _Progress(known.name)
    try:
        return await async_download(
            async_get_clientsession(hass), known, Path(hass.config.path(MODEL_FOLDER)), progress.tell
        )
    except ModelError as err:
        _LOGGER.info("%s could not be downloaded: %s", known.name, err)
        return None


class _Progress:
    """Logs a download's progress in quarters."""

    def __init__(self, name: str) -> None:
        """Begin at nothing."""
        self._name = name
        self._told = 0

    def tell(self, received_bytes: int, total_bytes: int) -> None:
        """Log when another quarter is here."""
        quarters = received_bytes * 4 // max(total_bytes, 1)
        if quarters > self._told:
            self._told = quarters
            _LOGGER.info("%s: %d %% downloaded", self._name, quarters * 25)
