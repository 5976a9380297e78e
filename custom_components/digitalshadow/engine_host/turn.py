"""Who may use the engine's process now: one request at a time, and frames never queue."""

import asyncio
from typing import Any

from ..engine.records.errors import EngineBusyError
from ..engine.records.messages import Request
from ..engine.records.pictures import Process


class Turn:
    """One request at a time: frames are refused while anything else wants the engine, the rest waits in order."""

    def __init__(self) -> None:
        """Begin with nobody in."""
        self._lock = asyncio.Lock()
        self._wanted = 0

    async def async_take(self, request: Request[Any] | None = None) -> None:
        """Wait for the turn; raise EngineBusyError at once for a frame that would have to wait."""
        if isinstance(request, Process) and self._wanted:
            raise EngineBusyError("Expected an idle engine, got one at work. Drop this frame.")
        self._wanted += 1
        try:
            await self._lock.acquire()
        except asyncio.CancelledError:
            self._wanted -= 1
            raise

    def give_back(self) -> None:
        """Let the next one in."""
        self._wanted -= 1
        self._lock.release()
