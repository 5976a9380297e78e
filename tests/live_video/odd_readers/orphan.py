"""A parent that will be killed: opens the stream of its first argument, says the reader's number, and watches."""

import asyncio
from pathlib import Path
import runpy
import sys

runpy.run_path(str(Path(__file__).parents[1] / "without_home_assistant.py"))

from custom_components.digitalshadow.live_video.live_stream import LiveStream  # noqa: E402  # after the line above
from custom_components.digitalshadow.live_video.records import StreamAddress  # noqa: E402  # the same


async def main(url: str) -> None:
    """Watch."""
    stream = LiveStream(StreamAddress(url))
    await stream.async_open()
    print(stream.pid, flush=True)  # noqa: T201  # read by the test
    while True:
        await stream.async_frame()


asyncio.run(main(sys.argv[1]))
