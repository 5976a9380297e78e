"""Has files that nobody vouches for looked at in a process of their own: here they are only hashed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from homeassistant.core import HomeAssistant

from ..engine.records.configuration import ExaminedModel, ExamineModel
from ..engine.records.errors import EngineUnavailableError, ModelError
from ..engine.records.refusals import ModelRefusal
from ..engine_host.making import async_spare_engine

_DEADLINE_SECONDS: Final = 30.0
"""For one file. Reading 600 MB from a slow card takes longest."""


async def async_examine(hass: HomeAssistant, paths: Sequence[Path]) -> dict[Path, ExaminedModel | ModelError]:
    """Return what each file is, or why it may not be used; one that ends its examiner counts as refused.

    Raises:
        EngineUnavailableError: No process can be had at all.
    """
    found: dict[Path, ExaminedModel | ModelError] = {}
    while waiting := [path for path in paths if path not in found]:
        # No file is read into memory for this: the process needs what it needs without any.
        async with async_spare_engine(hass, 0) as engine:
            for path in waiting:
                try:
                    found[path] = await engine.async_ask(ExamineModel(str(path)), _DEADLINE_SECONDS)
                except ModelError as err:
                    found[path] = err
                except EngineUnavailableError as err:
                    found[path] = ModelError(
                        ModelRefusal.UNREADABLE,
                        f"Expected a file that can be looked at, got one that ended the engine: {err} Replace it.",
                    )
                    break
    return found
