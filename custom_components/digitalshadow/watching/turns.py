"""Who may use the engine next: cameras in fair turn, and those who ask about one picture between them.

A camera asks before it fetches, so that with many of them few pictures are fetched which nobody analyses: while one is
analysed, one more is fetched. Everybody is served in the order of asking, questions too, so a flood of questions does
not keep the cameras from their turn.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from ..engine.records.errors import EngineBusyError

PLACES: Final = 2
"""Cameras at once: the one whose picture is analysed, and the one that fetches the next."""
SLOW_FETCH_SECONDS: Final = 1.0
"""A camera that takes longer to deliver does not keep the others waiting."""
MOST_PICTURES: Final = 2
"""Pictures of cameras in hand at once; when slow cameras deliver together, the rest are dropped."""
MOST_QUESTIONS: Final = 4
"""Questions that run or wait at once; more are refused, never queued."""


class Turns:
    """The order in which cameras and questions of one home come to the engine."""

    def __init__(self) -> None:
        """Begin with nobody waiting."""
        self._places = asyncio.Semaphore(PLACES)
        self._engine = asyncio.Lock()
        self._pictures = 0
        self._questions = 0

    @asynccontextmanager
    async def place(self) -> AsyncIterator[Callable[[], None]]:
        """Wait until it is this camera's turn to fetch; yields what is to be called when the picture is there."""
        await self._places.acquire()
        is_held = True

        def let_next() -> None:
            """Let the next camera fetch, once."""
            nonlocal is_held
            if is_held:
                is_held = False
                self._places.release()

        timer = asyncio.get_running_loop().call_later(SLOW_FETCH_SECONDS, let_next)
        try:
            yield timer.cancel
        finally:
            timer.cancel()
            let_next()

    @asynccontextmanager
    async def for_picture(self) -> AsyncIterator[None]:
        """Wait with a camera's picture for the engine.

        Raises:
            EngineBusyError: Too many are in hand.
        """
        if self._pictures >= MOST_PICTURES:
            raise EngineBusyError(
                f"Expected up to {MOST_PICTURES} pictures in hand, got more. Drop this one."
            )
        self._pictures += 1
        try:
            async with self._engine:
                yield
        finally:
            self._pictures -= 1

    @asynccontextmanager
    async def for_small_request(self) -> AsyncIterator[None]:
        """Wait for the engine with something small: an answer of the inference server, or colours of live video.

        How many there are is bounded elsewhere: by the questions that are open, and by the streams.
        """
        async with self._engine:
            yield

    @asynccontextmanager
    async def for_question(self) -> AsyncIterator[None]:
        """Wait with a question for the engine.

        Raises:
            EngineBusyError: Too many wait.
        """
        if self._questions >= MOST_QUESTIONS:
            raise EngineBusyError(
                f"Expected up to {MOST_QUESTIONS} questions at once, got more. Ask again later."
            )
        self._questions += 1
        try:
            async with self._engine:
                yield
        finally:
            self._questions -= 1
