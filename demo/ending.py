"""How a demonstration ends when somebody at a terminal, or a supervisor, wants it to."""

import asyncio
import signal


def cancel_at_terminate() -> None:
    """End as at Ctrl-C when asked to terminate, so that Home Assistant is stopped too."""
    task = asyncio.current_task()
    if task is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)


async def until_interrupted() -> None:
    """Return at Ctrl-C or when the process is asked to end."""
    interrupted = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, interrupted.set)
    await interrupted.wait()
