"""Asks Home Assistant again and again, where it has no event that could be waited for."""

import asyncio
from collections.abc import Awaitable, Callable


async def first_answer[T](
    ask: Callable[[], Awaitable[T | None]], *, limit_seconds: float, every_seconds: float = 0.1
) -> T:
    """Return the first answer that is not None; raises `TimeoutError` when there is none in time."""
    async with asyncio.timeout(limit_seconds):
        while True:
            answer = await ask()
            if answer is not None:
                return answer
            await asyncio.sleep(every_seconds)
