"""Opens streams for tests, looks at them until they end, and searches for what must not be told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import traceback
from typing import Any

import pytest

from custom_components.digitalshadow.live_video.live_stream import LiveStream
from custom_components.digitalshadow.live_video.records import StreamAddress, StreamEndedError
from tests.live_video.camera import SECRETS

PATIENCE_SECONDS = 20.0
"""A busy machine may be slow; what must be fast is measured, what must happen is awaited this long."""


@asynccontextmanager
async def opened(url: str, **options: Any) -> AsyncIterator[LiveStream]:  # noqa: ANN401  # the stream's own
    """Open a stream, and close it."""
    stream = LiveStream(StreamAddress(url), **options)
    try:
        await stream.async_open()
        yield stream
    finally:
        await stream.async_close()


async def end_of(stream: LiveStream) -> StreamEndedError:
    """Open a stream and look at it until it ends; return how it does."""
    try:
        await stream.async_open()
    except StreamEndedError as err:
        return err
    return await end_of_watching(stream)


async def end_of_watching(stream: LiveStream) -> StreamEndedError:
    """Look at an open stream until it ends; return how it does."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            try:
                await stream.async_frame()
            except StreamEndedError as err:
                return err


def shown_secrets(err: BaseException, caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what of the address can be read in an error, in those behind it, or in the log."""
    shown = "".join(traceback.format_exception(err)) + repr(err) + str(vars(err)) + caplog.text
    behind: BaseException | None = err
    while behind is not None:
        shown += repr(behind)
        behind = behind.__cause__ or behind.__context__
    return [secret for secret in (*SECRETS, "://") if secret in shown]
