"""The trial that every facial model passes before it may speak, whichever way it came in.

It runs in processes of its own, so that a file that takes its process with it harms nobody, and the engine that watches
goes on meanwhile.
"""

from dataclasses import dataclass
from pathlib import Path

from homeassistant.core import HomeAssistant

from ..engine.model_file.catalog import require_hash
from ..engine.records.errors import ModelError
from ..engine.records.messages import Configure, ModelFile, RiskModel
from ..engine.records.observations import ModelRefusal
from ..engine_host.making import make_runner
from ..engine_host.runtimes import MODEL_RUNTIME, async_bring_runtimes
from .choice import async_detector
from .examining import async_examine


@dataclass(frozen=True, slots=True)
class TriedModel:
    """A file that passed."""

    file: ModelFile
    """The file; unpinned, so whoever loads it looks at it again."""
    model: RiskModel
    """Who would speak."""
    has_answered: bool
    """Whether it ran; False where this system cannot have the runtime for models."""


async def async_try(hass: HomeAssistant, file: ModelFile) -> TriedModel:
    """Have a file looked at, loaded, and asked about known pictures.

    What that needs is brought first, also before there is an entry. Raises ModelError where the file is refused,
    EngineUnavailableError where it takes the engine with it.
    """
    path = Path(file.path)
    examined = (await async_examine(hass, [path]))[path]
    if isinstance(examined, ModelError):
        raise examined
    require_hash(file, examined.model.sha256)
    return TriedModel(file, examined.model, await async_has_answered(hass, file))


async def async_has_answered(hass: HomeAssistant, file: ModelFile) -> bool:
    """Have an engine of its own load a file and answer the known pictures; False where nothing can run models here."""
    if MODEL_RUNTIME in await async_bring_runtimes(hass):
        return False
    # Crops of some geometries need the landmarks that only a detector model gives.
    detector = await async_detector(hass)
    runner = make_runner(hass, lambda _state: None)
    try:
        await runner.async_start(Configure(file, detector, recogniser=None))
    except ModelError as err:
        if err.reason is not ModelRefusal.NO_RUNTIME:
            raise
        return False
    finally:
        await runner.async_stop()
    return True
