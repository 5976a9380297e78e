"""Colours are taken of every frame while boxes are asked about, and of none otherwise."""

import asyncio
from pathlib import Path
import time
from typing import Any

import numpy as np
import pytest

from custom_components.digitalshadow.engine.records.faces import Box
from custom_components.digitalshadow.live_video.messages import NextFrame, Progress
from custom_components.digitalshadow.live_video.reader_process import ReaderProcess
from tests.live_video.camera import Camera
from tests.live_video.clips import FRAMES_PER_SECOND, SKIN, WALL, encoded
from tests.live_video.streams import opened

LEFT, RIGHT = Box(20.0, 60.0, 100.0, 120.0), Box(180.0, 60.0, 100.0, 120.0)
FACE_AND_WALL = (LEFT, RIGHT)


async def test_no_colour_is_computed_until_boxes_are_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither do requests name boxes, nor do replies hold colours, nor has the reader what it would compute with."""
    messages: list[object] = []
    exchange = ReaderProcess.async_exchange

    async def spy(process: ReaderProcess, request: Any) -> Any:  # noqa: ANN401  # what travels
        reply = await exchange(process, request)
        messages.extend((request, reply))
        return reply

    monkeypatch.setattr(ReaderProcess, "async_exchange", spy)
    async with Camera(encoded()) as camera, opened(camera.url) as stream:
        maps = Path(f"/proc/{stream.pid}/maps")
        for _ in range(10):
            assert (await stream.async_frame()).colours is None
        assert [request.boxes for request in messages if isinstance(request, NextFrame)] == [()] * 10
        replies = [reply for reply in messages if isinstance(reply, Progress)]
        assert all(reply.frame is None or reply.frame.colours is None for reply in replies)
        assert "numpy" not in maps.read_text()
        await stream.async_frame(FACE_AND_WALL)
        await stream.async_frame(FACE_AND_WALL)
        assert "numpy" in maps.read_text()
        assert (await stream.async_frame()).colours is None


async def test_every_decoded_frame_yields_the_colours_of_its_boxes() -> None:
    """Also those that nobody was given: the pulse needs each of them."""
    async with Camera(encoded()) as camera, opened(camera.url) as stream:
        await stream.async_frame(FACE_AND_WALL)
        times: list[float] = []
        rgb: list[Any] = []
        for _ in range(3):
            await camera.sent(8)
            colours = (await stream.async_frame(FACE_AND_WALL)).colours
            assert colours is not None
            times += colours.captured_at
            rgb += colours.rgb
        assert len(times) > 18
        assert np.diff(times) == pytest.approx(1 / FRAMES_PER_SECOND, abs=0.004)
        assert np.array(rgb).shape == (len(times), 2, 3)
        assert np.array(rgb).mean(axis=0) == pytest.approx(np.array([SKIN, WALL]), abs=3)


@pytest.mark.parametrize(
    "between",
    [
        pytest.param((), id="the person withdrew"),
        pytest.param((LEFT,), id="one box less"),
    ],
)
async def test_another_number_of_boxes_forgets_the_colours(between: tuple[Box, ...]) -> None:
    async with Camera(encoded()) as camera, opened(camera.url) as stream:
        await stream.async_frame(FACE_AND_WALL)
        await camera.sent(10)
        await stream.async_frame(between)
        asked_at = time.time()
        colours = (await stream.async_frame(FACE_AND_WALL)).colours
        assert colours is not None
        assert all(moment > asked_at - 0.5 for moment in colours.captured_at)
        assert len(colours.captured_at) < 3


async def test_a_caller_that_gave_up_loses_no_colours() -> None:
    async with Camera(encoded()) as camera, opened(camera.url) as stream:
        await stream.async_frame(FACE_AND_WALL)
        last = (await stream.async_frame(FACE_AND_WALL)).captured_at
        skipped = stream.frames_skipped
        asking = asyncio.create_task(stream.async_frame(FACE_AND_WALL))
        await asyncio.sleep(0)
        asking.cancel()
        await camera.sent(5)
        colours = (await stream.async_frame(FACE_AND_WALL)).colours
        assert colours is not None
        moments = (last, *colours.captured_at)
        assert np.diff(moments) == pytest.approx(1 / FRAMES_PER_SECOND, abs=0.004)
        assert stream.frames_skipped > skipped


async def test_who_withdrew_gets_no_colours_of_a_call_that_was_given_up() -> None:
    async with Camera(encoded()) as camera, opened(camera.url) as stream:
        await stream.async_frame(FACE_AND_WALL)
        asking = asyncio.create_task(stream.async_frame(FACE_AND_WALL))
        await asyncio.sleep(0)
        asking.cancel()
        await camera.sent(5)
        assert (await stream.async_frame()).colours is None
