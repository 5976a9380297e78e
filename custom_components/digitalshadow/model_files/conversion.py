"""Converts a checkpoint in a short-lived engine of its own, so that the one that watches goes on meanwhile."""

from collections.abc import Callable
import logging
from pathlib import Path
import shutil
from tempfile import TemporaryDirectory
import time
from typing import Final

from homeassistant.core import HomeAssistant

from ..engine.model_file.catalog import MAX_MODEL_BYTES
from ..engine.records.conversion_plan import (
    BeginConversion,
    ContinueConversion,
    ConversionProgress,
    ConversionStage,
    Converted,
)
from ..engine.records.errors import EngineLostError
from ..engine_host.making import async_spare_engine
from .storing import move

_LOGGER = logging.getLogger(__name__)

STEP_DEADLINE_SECONDS: Final = 120.0
"""A step takes a second; loading a large model on a small computer takes longest."""

_FOLDER_PREFIX: Final = ".converting-"
_ABANDONED_SECONDS: Final = 86_400
"""A folder this old belongs to no dialog any more: Home Assistant was killed before it could remove it."""

_BEGIN_AND_SHARE: Final = {
    ConversionStage.READING: (0.0, 0.1),
    ConversionStage.COMPUTING: (0.1, 0.6),
    ConversionStage.WRITING: (0.7, 0.1),
    ConversionStage.PROVING: (0.8, 0.2),
}
"""When each stage begins and how long it takes, as shares of the whole; measured with a base network."""


async def async_convert(
    hass: HomeAssistant, request: BeginConversion, tell: Callable[[float], None]
) -> Converted:
    """Convert, and tell how much is done, 0-1. Cancelling ends it at once; the target's folder is the caller's.

    Raises:
        ModelError: The checkpoint is refused.
        FrameError: The picture is refused.
        EnrolmentError: For a photo that cannot be used.
        EngineUnavailableError: The conversion takes its engine with it.
    """
    done = 0.0
    checkpoint = Path(request.checkpoint_path)
    try:
        model_bytes = await hass.async_add_executor_job(_model_bytes, checkpoint)
    except OSError as err:
        raise EngineLostError(f"Expected the checkpoint, got {type(err).__name__}.") from err
    async with async_spare_engine(hass, model_bytes, Path(request.target_path).parent) as engine:
        progress = await engine.async_ask(request, STEP_DEADLINE_SECONDS)
        while progress.result is None:
            # A form that is too far off is followed by another one: what was done does not become undone.
            done = max(done, _share_of(progress))
            tell(done)
            progress = await engine.async_ask(ContinueConversion(), STEP_DEADLINE_SECONDS)
    return progress.result


def make_work_folder(model_folder: Path, checkpoint: Path) -> TemporaryDirectory[str]:
    """Return a new folder for half-made files, which is gone when it is cleaned up. Blocks.

    It lies in the model folder, where finished files have the shortest way.

    Raises:
        OSError: The disk refuses, or is too full for the largest form.
    """
    model_folder.mkdir(parents=True, exist_ok=True)
    for left_over in model_folder.glob(f"{_FOLDER_PREFIX}*"):
        if left_over.stat().st_mtime < time.time() - _ABANDONED_SECONDS:
            shutil.rmtree(left_over)
    needed, free = _model_bytes(checkpoint), shutil.disk_usage(model_folder).free
    if free < needed:
        raise OSError(f"Expected {needed} free bytes in {model_folder}, got {free}. Free some space.")
    return TemporaryDirectory(prefix=_FOLDER_PREFIX, dir=model_folder)


def keep(converted: Converted, model_folder: Path) -> None:
    """Move a finished file into the model folder as `<sha256>.onnx`, durably. Blocks; raises OSError."""
    move(Path(converted.path), model_folder / f"{converted.sha256}.onnx")


def _share_of(progress: ConversionProgress) -> float:
    """Return how much of the whole is done, 0-1."""
    begin, share = _BEGIN_AND_SHARE[progress.stage]
    return begin + share * progress.share


def _model_bytes(checkpoint: Path) -> int:
    """Return what a model file made of a checkpoint may have at most."""
    return min(checkpoint.stat().st_size, MAX_MODEL_BYTES)
