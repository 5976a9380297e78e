"""What can be chosen as the facial model: the demonstration model, and what lies in the model folders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
import logging
import os
from pathlib import Path
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations

from ..const import DOMAIN, MODEL_DEMONSTRATION
from ..engine.conversion.checkpoint_folder import CheckpointFolder, list_checkpoints
from ..engine.model_file.catalog import model_folders, user_files
from ..engine.records.configuration import ExaminedModel, ModelFile
from ..engine.records.errors import EngineUnavailableError, ModelError
from ..exceptions import translation_key
from .examining import async_examine

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ModelOffer:
    """What was found."""

    labels: Mapping[str, str]
    """What each choice is called, by what stands for it in the form: a hash, or a checkpoint's path."""
    files: Mapping[str, ModelFile]
    """The usable files among them."""
    checkpoints: Mapping[str, CheckpointFolder]
    """The checkpoints among them."""
    refused: str
    """The files that are not usable with their reasons, to stand below a description."""


NOTHING_LOOKED_FOR: Final = ModelOffer({}, {}, {}, "")
"""The offer before anybody looked."""


async def async_offer(hass: HomeAssistant) -> ModelOffer:
    """Look into the model folders."""
    folders = model_folders(Path(hass.config.config_dir), os.environ)
    paths = await hass.async_add_executor_job(user_files, folders)
    files = await _async_examined(hass, paths)
    found = await hass.async_add_executor_job(list_checkpoints, folders)
    checkpoints = {str(checkpoint.path): checkpoint for checkpoint in found}
    places = {path: "/".join(Path(path).parts[-2:]) for path in checkpoints}
    return ModelOffer(
        labels={MODEL_DEMONSTRATION: "Demonstration"} | _labels(files) | places,
        files={
            examined.model.sha256: ModelFile(path.stem, str(path), examined.model.sha256, pinned=False)
            for path, examined in files.items()
            if isinstance(examined, ExaminedModel)
        },
        checkpoints=checkpoints,
        refused=await _async_refused(hass, files),
    )


async def _async_examined(
    hass: HomeAssistant, paths: Sequence[Path]
) -> Mapping[Path, ExaminedModel | ModelError]:
    """Return what the files are; none of them where no process can be had that looks at them."""
    try:
        return await async_examine(hass, paths)
    except EngineUnavailableError as err:
        _LOGGER.warning("Model files could not be looked at: %s", err)
        return {}


def _labels(files: Mapping[Path, ExaminedModel | ModelError]) -> dict[str, str]:
    """Return the usable files by hash: a model's own name, version and kind, and what its file is called.

    Nobody vouches for any of them, so each is called unverified.
    """
    return {
        model.sha256: f"{model.name} {model.version} ({model.kind}, unverified, {path.name})"
        for path, examined in files.items()
        if isinstance(examined, ExaminedModel)
        for model in (examined.model,)
    }


async def _async_refused(hass: HomeAssistant, files: Mapping[Path, ExaminedModel | ModelError]) -> str:
    """Return a list of the refused files with their reasons."""
    texts = await async_get_translations(hass, hass.config.language, "exceptions", {DOMAIN})
    return "".join(
        f"\n\n`{path.name}`: "
        + texts.get(f"component.{DOMAIN}.exceptions.{translation_key(examined)}.message", str(examined))
        for path, examined in files.items()
        if isinstance(examined, ModelError)
    )
