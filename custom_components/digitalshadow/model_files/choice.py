"""Which model files the engine gets: those in the model folders, or downloaded ones."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
import logging
import os
from pathlib import Path
from typing import Any, Final

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

PATIENCE_SECONDS: Final = 20.0
"""So long the engine waits for a download; then it starts with what is here, and once more when that has come."""
_FACE_ROLES: Final = (ModelRole.DETECTOR, ModelRole.RECOGNISER)
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


async def async_choose_models(hass: HomeAssistant, entry: ConfigEntry[Any]) -> AsyncGenerator[ModelChoice]:
    """Yield what is here where a download takes long, and in the end all that can be had.

    Raises:
        ModelError: The risk model is missing.
    """
    folders = model_folders(Path(hass.config.config_dir), os.environ)
    risk_model = await hass.async_add_executor_job(_risk_model, entry.data[CONF_RISK_MODEL], folders)
    here = {role: await hass.async_add_executor_job(find_role, role, folders) for role in _FACE_ROLES}
    download = entry.async_create_background_task(
        hass, _async_download_missing(hass, here), "digitalshadow face models"
    )
    try:
        done, _ = await asyncio.wait([download], timeout=PATIENCE_SECONDS)
        if not done:
            yield _choice_of(entry, risk_model, here, is_waiting=True)
        yield _choice_of(entry, risk_model, await download, is_waiting=False)
    finally:
        download.cancel()


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


async def _async_download_missing(
    hass: HomeAssistant, here: Mapping[ModelRole, ModelFile | None]
) -> dict[ModelRole, ModelFile | None]:
    """Return the face models, those that are not here from the network; None where that fails."""
    return {role: file or await _async_download_role(hass, role) for role, file in here.items()}


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


async def async_detector(hass: HomeAssistant) -> ModelFile | None:
    """Return the face detector, downloaded where there is none here; None where that fails."""
    folders = model_folders(Path(hass.config.config_dir), os.environ)
    here = await hass.async_add_executor_job(find_role, ModelRole.DETECTOR, folders)
    return here or await _async_download_role(hass, ModelRole.DETECTOR)


async def _async_download_role(hass: HomeAssistant, role: ModelRole) -> ModelFile | None:
    """Download the preferred face model of a role; None where none can be had."""
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
