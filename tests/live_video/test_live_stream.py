"""A stream is opened, looked at and closed, by a process that does nothing else."""

import asyncio
from itertools import pairwise
import os
from pathlib import Path
import subprocess
import sys
import time

import psutil
import pytest

from custom_components.digitalshadow.engine.picture import image
from custom_components.digitalshadow.live_video.live_stream import LiveStream
from custom_components.digitalshadow.live_video.records import (
    StreamAddress,
    StreamEnd,
    StreamEndedError,
    StreamFacts,
)
from tests.live_video.camera import Camera
from tests.live_video.clips import FRAMES_PER_SECOND, HEIGHT, KEYFRAME_EVERY, SKIN, WIDTH, encoded
from tests.live_video.streams import PATIENCE_SECONDS, end_of_watching, opened


@pytest.mark.parametrize(
    ("codec", "container", "name"),
    [
        pytest.param("libx264", "mpegts", "h264", id="H.264"),
        pytest.param("libx265", "mpegts", "hevc", id="H.265"),
        pytest.param("mjpeg", "mpjpeg", "mjpeg", id="MJPEG"),
    ],
)
async def test_a_stream_tells_what_it_is_and_shows_pictures_with_true_times(
    codec: str, container: str, name: str
) -> None:
    async with Camera(encoded(codec, container, seconds=3.0)) as camera, opened(camera.url) as stream:
        facts = stream.facts
        assert facts == StreamFacts(name, WIDTH, HEIGHT)
        frames = [await stream.async_frame() for _ in range(FRAMES_PER_SECOND + 15)]
        pixels = image.decode(frames[-1].image)
        assert pixels.shape == (HEIGHT, WIDTH, 3)
        blue_green_red = pixels[60:180, 20:120].mean(axis=(0, 1))
        assert blue_green_red == pytest.approx(SKIN[::-1], abs=4)
        steps = [later.captured_at - earlier.captured_at for earlier, later in pairwise(frames)]
        assert all(step > 0 for step in steps)
        assert 0 <= time.time() - frames[-1].captured_at < 1.0
        assert stream.facts is not None
        assert stream.facts.frames_per_second == pytest.approx(FRAMES_PER_SECOND, rel=0.1)
        every = 1 if name == "mjpeg" else KEYFRAME_EVERY
        assert stream.facts.keyframe_interval_seconds == pytest.approx(every / FRAMES_PER_SECOND, rel=0.6)


async def test_the_newest_frame_comes_first_and_the_others_are_counted() -> None:
    async with Camera(encoded()) as camera, opened(camera.url) as stream:
        first, skipped = await stream.async_frame(), stream.frames_skipped
        await camera.sent(FRAMES_PER_SECOND)
        second = await stream.async_frame()
        dropped = stream.frames_skipped - skipped
        assert second.captured_at - first.captured_at == pytest.approx(
            (dropped + 1) / FRAMES_PER_SECOND, abs=0.01
        )
        assert dropped > FRAMES_PER_SECOND // 2


async def test_the_reader_stands_back_and_can_do_little() -> None:
    """Low priority, no core dump, a limit of memory, an empty environment, and no program that it could start."""
    async with Camera(encoded()) as camera, opened(camera.url, memory_limit_bytes=400 * 2**20) as stream:
        reader = psutil.Process(stream.pid)
        assert reader.nice() == min(psutil.Process().nice() + 10, 19)
        assert reader.rlimit(psutil.RLIMIT_CORE) == (0, 0)
        assert reader.rlimit(psutil.RLIMIT_DATA) == (400 * 2**20, 400 * 2**20)
        assert set(reader.environ()) <= {
            "LC_ALL",
            "OMP_NUM_THREADS",
            "OPENBLAS_NUM_THREADS",
            "PILLOW_BLOCKS_MAX",
        }
        assert os.getsid(reader.pid) != os.getsid(0)
        assert Path(f"/proc/{reader.pid}/fd/2").readlink() == Path(os.devnull)
        assert "NoNewPrivs:\t1" in Path(f"/proc/{reader.pid}/status").read_text()


async def test_closing_is_quick_and_tells_who_waits() -> None:
    async with Camera(encoded()) as camera, opened(camera.url) as stream:
        await stream.async_frame()
        camera.freeze()
        waiting = asyncio.create_task(end_of_watching(stream))
        await asyncio.sleep(0)
        began = time.monotonic()
        await stream.async_close()
        assert time.monotonic() - began < 1.0
        assert (await waiting).reason is StreamEnd.CLOSED
        assert stream.pid is None
        await stream.async_close()
        with pytest.raises(StreamEndedError):
            await stream.async_open()


@pytest.mark.parametrize("how", ["cancelled", "closed"])
async def test_an_opening_that_is_given_up_leaves_nothing_behind(how: str) -> None:
    async with Camera(encoded()) as camera:
        camera.freeze()
        for turns in (0, 1, 20):
            stream = LiveStream(StreamAddress(camera.url))
            opening = asyncio.create_task(stream.async_open())
            for _ in range(turns):
                await asyncio.sleep(0.01)
            if how == "closed":
                await stream.async_close()
            else:
                opening.cancel()
            (outcome,) = await asyncio.gather(opening, return_exceptions=True)
            assert isinstance(outcome, StreamEndedError | asyncio.CancelledError)
            assert stream.pid is None


async def test_the_reader_ends_when_its_parent_is_killed() -> None:
    """Nobody watches on after Home Assistant was killed."""
    script = Path(__file__).parent / "odd_readers" / "orphan.py"
    async with Camera(encoded()) as camera:
        parent = await asyncio.create_subprocess_exec(
            sys.executable, script, camera.url, stdout=subprocess.PIPE
        )
        assert parent.stdout is not None
        async with asyncio.timeout(PATIENCE_SECONDS):
            reader = psutil.Process(int(await parent.stdout.readline()))
            parent.kill()
            await parent.wait()
            await asyncio.to_thread(reader.wait, PATIENCE_SECONDS)
