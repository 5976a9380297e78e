"""A parent that will be killed."""

from custom_components.digitalshadow.live_video.live_stream import LiveStream
from custom_components.digitalshadow.live_video.records import StreamAddress


async def main(url: str) -> None:
    """Open a stream, say the reader's number, and watch."""
    stream = LiveStream(StreamAddress(url))
    await stream.async_open()
    print(stream.pid, flush=True)  # noqa: T201  # read by the test
    while True:
        await stream.async_frame()
