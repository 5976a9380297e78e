"""The trial that every facial model passes before it may speak, whichever way it came in.

It runs in processes of its own, so that a file that takes its process with it harms nobody, and the engine that watches
goes on meanwhile.
"""

from dataclasses import dataclass
from pathlib import Path

from homeassistant.core import HomeAssistant

from ..engine.model_file.catalog import require_hash
from ..engine.records.configuration import Configure, ModelFile, RiskModel
from ..engine.records.errors import ModelError
from ..engine_host.making import make_runner
from ..engine_host.runtimes import async_bring_runtimes
from .examining import async_examine
from .face_models import async_detector


@dataclass(frozen=True, slots=True)
class TriedModel:
    """A file that passed."""

    file: ModelFile
    """The file; unpinned, so it is looked at again when it is loaded."""
    model: RiskModel
    """Who would speak."""


async def async_try(hass: HomeAssistant, file: ModelFile) -> TriedModel:
    """Have a file looked at, loaded, and asked about known pictures.

    What that needs is brought first, also before there is an entry.

    Raises:
        ModelError: The file is refused.
        EngineUnavailableError: It takes the engine with it.
    """
    path = Path(file.path)
    examined = (await async_examine(hass, [path]))[path]
    if isinstance(examined, ModelError):
        raise examined
    require_hash(file, examined.model.sha256)
    await async_have_answered(hass, file)
    return TriedModel(file, examined.model)


async def async_have_answered(hass: HomeAssistant, file: ModelFile) -> None:
    """Have an engine of its own load a file and answer the known pictures; raises as `async_try` does."""
    await async_bring_runtimes(hass)
    # Crops of some geometries need the landmarks that only a detector model gives.
    detector = await async_detector(hass)
    runner = make_runner(hass, lambda _state: None)
    try:
        await runner.async_start(Configure(file, detector, recogniser=None))
    finally:
        await runner.async_stop()
