"""The models that find and recognise faces: those in the model folders, and those that are on their way."""

import asyncio
from collections.abc import Callable, Collection, Iterable
import logging
import os
from pathlib import Path
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from ..const import MODEL_FOLDER
from ..engine.model_file.catalog import CatalogEntry, ModelRole, entries, find_role, model_folders
from ..engine.records.configuration import ModelFile
from ..engine.records.errors import ModelError
from .download import Progress, async_download

_LOGGER = logging.getLogger(__name__)

_ROLES: Final = (ModelRole.DETECTOR, ModelRole.RECOGNISER)
_BYTES_PER_MB: Final = 1_000_000
_STEPS: Final = 4
"""Progress is told in quarters."""


class FaceModels:
    """Looks for a detector and a recogniser, and downloads what is missing beside whatever else a start has to do."""

    def __init__(self, hass: HomeAssistant, on_progress: Callable[[], None]) -> None:
        """Have nothing yet; `start` begins. `on_progress` hears that `progress` says something new."""
        self._hass = hass
        self._on_progress = on_progress
        self._task: asyncio.Task[None] | None = None
        self._percent: dict[str, int] = {}
        self.files: dict[ModelRole, ModelFile | None] = dict.fromkeys(_ROLES)
        """What is here by now; None for what is missing."""

    @property
    def progress(self) -> str:
        """How far each download is, for people to read."""
        return ", ".join(f"{name} {percent} %" for name, percent in self._percent.items())

    def start(self, entry: ConfigEntry[Any]) -> None:
        """Begin to look and to download."""
        self._task = entry.async_create_background_task(
            self._hass, self._async_bring(), "digitalshadow face models"
        )

    def stop(self) -> None:
        """Give up what is under way; what came is kept."""
        if self._task is not None:
            self._task.cancel()

    async def async_have_come(self, within_seconds: float | None = None) -> bool:
        """Wait until all that can be had is here; tell whether it is. Without a limit the downloads have theirs."""
        assert self._task is not None  # noqa: S101  # started before anybody waits
        done, _ = await asyncio.wait([self._task], timeout=within_seconds)
        return bool(done) and self._task.result() is None

    async def _async_bring(self) -> None:
        """Look for each, and download those that are not here, one after the other."""
        folders = model_folders(Path(self._hass.config.config_dir), os.environ)
        for role in _ROLES:
            self.files[role] = await self._hass.async_add_executor_job(find_role, role, folders)
        for role in _ROLES:
            self.files[role] = self.files[role] or await _async_download_role(self._hass, role, self._note)

    @callback
    def _note(self, name: str, percent: int) -> None:
        """Remember how far a download is."""
        self._percent[name] = percent
        self._on_progress()


async def async_detector(hass: HomeAssistant) -> ModelFile | None:
    """Return the face detector, downloaded where there is none here; None where that fails."""
    folders = model_folders(Path(hass.config.config_dir), os.environ)
    here = await hass.async_add_executor_job(find_role, ModelRole.DETECTOR, folders)
    return here or await _async_download_role(hass, ModelRole.DETECTOR, lambda _name, _percent: None)


async def async_how_to_bring(hass: HomeAssistant, roles: Collection[str]) -> str:
    """Return a line for each missing model: file, size and address, for somebody who brings it by hand."""
    wanted = [
        _preferred(role, await hass.async_add_executor_job(entries)) for role in _ROLES if role in roles
    ]
    return "\n".join(
        f"- `{known.file_name}`, {known.size_bytes / _BYTES_PER_MB:.1f} MB: {' '.join(known.urls)}"
        for known in wanted
        if known is not None
    )


def _preferred(role: ModelRole, known: Iterable[CatalogEntry]) -> CatalogEntry | None:
    """Return the first model of a role that can be downloaded."""
    return next((one for one in known if one.role is role and one.urls), None)


async def _async_download_role(
    hass: HomeAssistant, role: ModelRole, note: Callable[[str, int], None]
) -> ModelFile | None:
    """Download the preferred face model of a role; None where none can be had."""
    for known in await hass.async_add_executor_job(entries):
        if known.role is role and known.urls and (file := await _async_downloaded(hass, known, note)):
            return file
    return None


async def _async_downloaded(
    hass: HomeAssistant, known: CatalogEntry, note: Callable[[str, int], None]
) -> ModelFile | None:
    """Download one file; None where it cannot be had."""
    _LOGGER.info("Downloading %s (%.1f MB, once)", known.name, known.size_bytes / _BYTES_PER_MB)
    note(known.name, 0)
    try:
        return await async_download(
            async_get_clientsession(hass),
            known,
            Path(hass.config.path(MODEL_FOLDER)),
            _in_steps(known.name, note),
        )
    except (ModelError, OSError) as err:
        # OSError: on a computer that is in no network Home Assistant cannot even make its client.
        _LOGGER.info("%s could not be downloaded: %s", known.name, err)
        return None


def _in_steps(name: str, note: Callable[[str, int], None]) -> Progress:
    """Return what hears of every piece that came and tells when another quarter is here."""
    told = 0

    def tell(received_bytes: int, total_bytes: int) -> None:
        nonlocal told
        step = received_bytes * _STEPS // max(total_bytes, 1)
        if step > told:
            told = step
            _LOGGER.info("%s: %d %% downloaded", name, step * 100 // _STEPS)
            note(name, step * 100 // _STEPS)

    return tell
