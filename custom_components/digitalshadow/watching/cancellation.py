"""Telling our own cancellation from one that somebody else's code raised."""

import asyncio


def raise_if_cancelled() -> None:
    """Go on with a cancellation that somebody else's code has turned into an ordinary error."""
    if (task := asyncio.current_task()) is not None and task.cancelling():
        raise asyncio.CancelledError
