"""What reading a live stream costs, how soon it shows something, and how true its times are.

A real RTSP camera: 720p at 15 frames a second, a whole picture every second. Each picture carries the moment at which
it was made, so that every delay can be read off the picture itself.
"""

import asyncio
from collections.abc import Awaitable, Callable
import io
from itertools import islice
import time

import numpy as np
from PIL import Image
import psutil

from custom_components.digitalshadow.engine.records.faces import Box
from custom_components.digitalshadow.live_video.live_stream import LiveStream
from custom_components.digitalshadow.live_video.records import LiveFrame, StreamAddress
from demo.clip import LOOP_FRAMES, person_frames
from demo.rtsp_camera import RtspCamera, Settings, is_available, stamp_of

from .effort import Effort

LOOKS_PER_SECOND = 5
OPENINGS = 5
BOXES = (Box(560.0, 180.0, 120.0, 50.0), Box(530.0, 260.0, 50.0, 50.0), Box(660.0, 260.0, 50.0, 50.0))
"""About where forehead and cheeks of the clip's face are."""


def measure(effort: Effort) -> dict[str, float]:
    """Return the figures; nothing on a machine without GStreamer's RTSP server."""
    return asyncio.run(_measure(effort)) if is_available() else {}


async def _measure(effort: Effort) -> dict[str, float]:
    """Open a camera's stream a few times, then watch it in three ways in turn."""
    scenes = {"person": tuple(islice(person_frames(LOOP_FRAMES), LOOP_FRAMES))}
    async with RtspCamera(scenes, Settings(is_stamped=True, keyframe_every=15)) as camera:
        figures = await _openings(camera.url)
        stream = LiveStream(StreamAddress(camera.url))
        await stream.async_open()
        try:
            await stream.async_frame()
            await asyncio.sleep(effort.settle_seconds)
            figures |= await _costs(stream, effort)
            figures |= await _times(stream, effort)
        finally:
            await stream.async_close()
    return figures


async def _openings(url: str) -> dict[str, float]:
    """Return how long it takes to open and to show a first frame, and to be gone again."""
    opened, first, closed = [], [], []
    for _ in range(OPENINGS):
        stream, began = LiveStream(StreamAddress(url)), time.perf_counter()
        await stream.async_open()
        opened.append(time.perf_counter() - began)
        await stream.async_frame()
        first.append(time.perf_counter() - began)
        began = time.perf_counter()
        await stream.async_close()
        closed.append(time.perf_counter() - began)
    return {
        "live_open_s_median": float(np.median(opened)),
        "live_first_frame_s_median": float(np.median(first)),
        "live_close_s_max": max(closed),
    }


async def _costs(stream: LiveStream, effort: Effort) -> dict[str, float]:
    """Return the reader's CPU while it only decodes, while frames are asked for, and while colours are, too."""
    reader, shares = psutil.Process(stream.pid), []
    ways: tuple[Callable[[], Awaitable[object]] | None, ...] = (
        None,
        stream.async_frame,
        lambda: stream.async_frame(BOXES),
    )
    for way in ways:
        least = float("inf")
        for _ in range(effort.turns):
            decoded, cpu, began = stream.frames_skipped, sum(reader.cpu_times()[:2]), time.monotonic()
            given = 0
            while time.monotonic() - began < effort.watch_seconds:
                await asyncio.sleep(1 / LOOKS_PER_SECOND)
                if way is not None:
                    await way()
                    given += 1
            if way is None:
                await stream.async_frame()
                given = 1
            frames = stream.frames_skipped - decoded + given
            least = min(least, (sum(reader.cpu_times()[:2]) - cpu) / frames * 1e3)
        shares.append(least)
    decoding, looking, measuring = shares
    return {
        "live_decode_cpu_ms_per_frame": decoding,
        "live_looks_cpu_ms_per_frame": looking,
        "live_colours_cpu_ms_per_frame": measuring,
        "live_looks_over_decode": looking / decoding,
        "live_colours_over_looks": measuring / looking,
        "live_reader_mb": reader.memory_info().rss / 1e6,
    }


async def _times(stream: LiveStream, effort: Effort) -> dict[str, float]:
    """Return how old frames are when they arrive, and how far their times and their arrival wander."""
    captured, arrived, began = [], [], time.monotonic()
    await stream.async_frame()
    while time.monotonic() - began < effort.watch_seconds:
        frame = await stream.async_frame()
        now, made_at = time.time(), _made_at(frame)
        captured.append((frame.captured_at - made_at) * 1e3)
        arrived.append((now - made_at) * 1e3)
    return {
        "live_latency_ms_median": float(np.median(arrived)),
        "live_latency_ms_p95": float(np.percentile(arrived, 95)),
        "live_captured_at_late_ms_median": float(np.median(captured)),
        "live_captured_at_jitter_ms": float(np.std(captured)),
        "live_arrival_jitter_ms": float(np.std(arrived)),
        "live_jitter_over_arrival": float(np.std(captured) / np.std(arrived)),
    }


def _made_at(frame: LiveFrame) -> float:
    """Read off a picture when it was made, in seconds since the epoch."""
    return stamp_of(np.asarray(Image.open(io.BytesIO(frame.image)).convert("L")))
