"""Video files from allowed folders. They are decoded in a process of their own, which is confined and then ended."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path
import sys
from typing import Final

from homeassistant.core import HomeAssistant

from ..engine.records.clips import BeginClip, ClipFrame, ClipPart, ContinueClip
from ..engine.records.errors import ClipError, EngineBusyError, EngineLostError, EngineTimeoutError
from ..engine.records.refusals import ClipRefusal
from ..engine_host.making import SpareEngine, async_spare_engine
from .pictures import async_allowed_file

SUFFIXES: Final = frozenset(
    {".3gp", ".avi", ".m2ts", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".mts", ".ts", ".webm"}
)
"""What the name of a video file ends in; every other file is taken for a picture."""
MAX_BYTES: Final = 500_000_000
MAX_SECONDS: Final = 120.0
"""Of video: at 30 frames a second 15 s of decoding at 1080p, where a frame takes 4.2 ms of a desktop's core."""
MOST_FRAMES: Final = 20
"""So many are looked at, spread over the clip: each may take the facial model's time."""
DEADLINE_SECONDS: Final = 60.0
"""For all of it: as long as Home Assistant's own pages wait for an action."""


def is_clip(path: str) -> bool:
    """Tell whether a file's name is that of a video."""
    return Path(path).suffix.lower() in SUFFIXES


class Clips:
    """Reads one video file at a time."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Begin with none."""
        self._hass = hass
        self._reading = asyncio.Lock()

    async def async_frames(self, path: str) -> AsyncGenerator[ClipFrame]:
        """Yield the frames of a file in an allowed folder. Whoever stops earlier closes the iterator.

        Raises:
            ClipError: The file is refused, or ends what reads it.
            EngineUnavailableError: Another file is being read, or nothing can be started.
            ServiceValidationError: The file lies in no allowed folder.
        """
        if not sys.executable:
            raise ClipError(ClipRefusal.NOT_SUPPORTED, "Expected a Python to start, got none.")
        if self._reading.locked():
            raise EngineBusyError("Expected no other video file in hand, got one. Ask again later.")
        async with self._reading:
            place = await async_allowed_file(self._hass, path)
            request = BeginClip(
                str(place), 1.0, most_frames=MOST_FRAMES, max_seconds=MAX_SECONDS, max_bytes=MAX_BYTES
            )
            async with async_spare_engine(self._hass, 0) as reader:
                part = await _async_ask(reader, request)
                while part.frame is not None:
                    yield part.frame
                    part = await _async_ask(reader, ContinueClip())


async def _async_ask(reader: SpareEngine, request: BeginClip | ContinueClip) -> ClipPart:
    """Return the reply; raise ClipError for a file that is refused, or takes its reader with it."""
    try:
        return await reader.async_ask(request, DEADLINE_SECONDS)
    except EngineTimeoutError as error:
        raise ClipError(ClipRefusal.TOO_SLOW, str(error)) from error
    except EngineLostError as error:
        raise ClipError(
            ClipRefusal.NO_VIDEO, "Expected a video file, got one that ended its reader."
        ) from error
