"""What can be chosen as the facial model: the demonstration model, and what lies in the model folders."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
import os
from pathlib import Path
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations

from ..const import DOMAIN, MODEL_DEMONSTRATION
from ..engine.conversion.checkpoint_folder import CheckpointFolder, list_checkpoints
from ..engine.model_file.catalog import RiskFile, list_risk_models, model_folders
from ..exceptions import translation_key


@dataclass(frozen=True, slots=True)
class ModelOffer:
    """What was found."""

    labels: Mapping[str, str]
    """What each choice is called, by what stands for it in the form: a hash, or a checkpoint's path."""
    checkpoints: Mapping[str, CheckpointFolder]
    """The checkpoints among them."""
    refused: str
    """The files that are not usable with their reasons, to stand below a description."""


NOTHING_LOOKED_FOR: Final = ModelOffer({}, {}, "")
"""The offer before anybody looked."""


async def async_offer(hass: HomeAssistant) -> ModelOffer:
    """Look into the model folders."""
    folders = model_folders(Path(hass.config.config_dir), os.environ)
    files = await hass.async_add_executor_job(list_risk_models, folders)
    found = await hass.async_add_executor_job(list_checkpoints, folders)
    checkpoints = {str(checkpoint.path): checkpoint for checkpoint in found}
    places = {path: "/".join(Path(path).parts[-2:]) for path in checkpoints}
    return ModelOffer(
        labels={MODEL_DEMONSTRATION: "Demonstration"} | _labels(files) | places,
        checkpoints=checkpoints,
        refused=await _async_refused(hass, files),
    )


def _labels(files: Iterable[RiskFile]) -> dict[str, str]:
    """Return the usable files by hash: a model's own name, version and kind, and what its file is called."""
    return {
        model.sha256: f"{model.name} {model.version} ({model.kind}, {Path(file.file.path).name})"
        for file in files
        if (model := file.model) is not None
    }


async def _async_refused(hass: HomeAssistant, files: Iterable[RiskFile]) -> str:
    """Return a list of the refused files with their reasons."""
    texts = await async_get_translations(hass, hass.config.language, "exceptions", {DOMAIN})
    return "".join(
        f"\n\n`{Path(file.file.path).name}`: "
        + texts.get(
            f"component.{DOMAIN}.exceptions.{translation_key(file.refusal)}.message", str(file.refusal)
        )
        for file in files
        if file.refusal is not None
    )
