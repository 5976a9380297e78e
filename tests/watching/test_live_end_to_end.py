"""A drawn face walks into a still and is recognised in the live stream: real watcher, real reader, real engine."""

import asyncio
from dataclasses import replace
import io
import logging
from pathlib import Path
import time

import av
from homeassistant.core import HomeAssistant
import numpy as np
from numpy.typing import NDArray
import psutil
import pytest

from custom_components.digitalshadow.engine.records.gallery import SetGallery
from custom_components.digitalshadow.engine.records.pictures import Process
from custom_components.digitalshadow.live_video.live_stream import LiveStream
from custom_components.digitalshadow.live_video.records import StreamEnd
from custom_components.digitalshadow.watching.camera_watcher import CameraWatcher
from custom_components.digitalshadow.watching.plan import WatchPlan
from custom_components.digitalshadow.watching.snapshot import CameraStatus, Video
from demo.rtsp_camera import RtspCamera, Settings as CameraSettings, is_available
from tests.builders.home import ANNA, HALL, FilmCamera, async_add_cameras, seen, sighting
from tests.builders.watch import async_heard
from tests.engine.configured import enrolled, picture, started, with_faces
from tests.engine.synthetic_models import RED, draw_face, empty_picture
from tests.live_video.camera import SECRETS, Camera
from tests.live_video.clips import FRAMES_PER_SECOND, Clip

SECONDS = 2


def pictures(count: int) -> list[NDArray[np.uint8]]:
    """Return pictures of a red face, each with its own noise, blue-green-red."""
    random = np.random.default_rng(1)
    drawn = empty_picture()
    draw_face(drawn, 30, 20, RED)
    return [
        np.clip(drawn + random.normal(0, 2, (*drawn.shape[:2], 1)), 0, 255).astype(np.uint8)
        for _ in range(count)
    ]


def clip() -> Clip:
    """Return these pictures as a camera sends them: H.264 in MPEG-TS."""
    parts, file = [], io.BytesIO()
    with av.open(file, "w", format="mpegts", options={"flush_packets": "1"}) as output:
        options = {"tune": "zerolatency", "preset": "ultrafast", "crf": "16"}
        stream = output.add_stream("libx264", rate=FRAMES_PER_SECOND, options=options)
        stream.height, stream.width = empty_picture().shape[:2]
        stream.pix_fmt = "yuv420p"
        stream.codec_context.gop_size = 15
        for one in pictures(SECONDS * FRAMES_PER_SECOND):
            for packet in stream.encode(av.VideoFrame.from_ndarray(one, "bgr24")):
                output.mux(packet)
            parts.append(file.getvalue())
            file.seek(0)
            file.truncate()
    return Clip("video/mp2t", tuple(filter(None, parts)))


async def test_a_stream_that_is_refused_says_so_in_one_word_and_stills_go_on(
    hass: HomeAssistant,
    socket_enabled: None,  # noqa: ARG001  # lets the camera listen
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    heard, film = await async_heard(), FilmCamera()
    heard.runner.answer(Process, lambda request: replace(seen(request, sighting(request)), has_match=True))
    heard.watch.make_stream = LiveStream
    await async_add_cameras(hass, film)
    watcher = CameraWatcher(hass, heard.watch, WatchPlan("hall", HALL, 0.05))
    task = asyncio.create_task(watcher.async_run())
    refused = Clip("video/mp2t", ())
    async with Camera(refused, status="404 Not Found") as missing, Camera(refused, status="401 No") as closed:
        for url, word in {
            missing.url: StreamEnd.NOT_FOUND,
            closed.url: StreamEnd.UNAUTHORISED,
            "rtsp://watcher:s3cr3t-pw@127.0.0.1:9/live": StreamEnd.REFUSED,
        }.items():
            film.source = url
            heard.seconds += 300
            async with asyncio.timeout(20):
                await heard.async_until(lambda: watcher.snapshot.video.reason is word)  # noqa: B023  # awaited at once
            asked = film.asked
            await heard.async_until(lambda: film.asked > asked)  # noqa: B023  # awaited at once
            assert watcher.snapshot.status is CameraStatus.WATCHING
    task.cancel()
    await asyncio.wait([task])
    assert not any(secret in caplog.text for secret in SECRETS)


async def test_whom_a_still_is_like_is_recognised_live_and_stills_go_on_when_the_stream_ends(
    hass: HomeAssistant,
    socket_enabled: None,  # noqa: ARG001  # lets the camera listen
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    engine = started(with_faces(tmp_path))
    still = picture((30, 20, RED))
    engine.handle(SetGallery((enrolled(engine, ANNA, still),)))
    heard, film = await async_heard(), FilmCamera()
    heard.runner.answer(Process, engine.handle)
    heard.watch.now = time.time
    heard.watch.make_stream = LiveStream
    await async_add_cameras(hass, film)
    others = set(psutil.Process().children())
    async with Camera(clip()) as camera:
        film.source, film.still = camera.url, still
        watcher = CameraWatcher(hass, heard.watch, WatchPlan("hall", HALL, 0.5))
        task = asyncio.create_task(watcher.async_run())
        async with asyncio.timeout(20):
            await heard.async_until(lambda: watcher.snapshot.video.video is Video.LIVE)
            await heard.async_until(lambda: any(result.sightings for result in heard.results))
            live = watcher.snapshot.video.facts
            await heard.async_until(lambda: watcher.snapshot.video.reason is StreamEnd.ENDED)
            asked = film.asked
            await heard.async_until(lambda: film.asked > asked)
        task.cancel()
        await asyncio.wait([task])
    first, *later = heard.results
    assert (first.has_match, first.sightings) == (True, ())
    assert {sighting.person_id for result in later for sighting in result.sightings} == {ANNA}
    times = [result.captured_at for result in later]
    assert times == sorted(times)
    assert len(times) <= 5 * SECONDS + 1
    assert live is not None
    assert (live.codec, live.width, live.height) == ("h264", 640, 480)
    assert set(psutil.Process().children()) <= others
    assert not any(secret in caplog.text for secret in SECRETS)


@pytest.mark.skipif(not is_available(), reason="needs GStreamer's RTSP server; see scripts/setup live")
async def test_a_camera_that_hangs_is_left_after_five_seconds_and_comes_back_when_it_does(
    hass: HomeAssistant,
    socket_enabled: None,  # noqa: ARG001  # lets the camera listen
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A real RTSP server is stopped in the middle of its work, and goes on later."""
    caplog.set_level(logging.DEBUG)
    heard, film = await async_heard(), FilmCamera()
    heard.runner.answer(Process, lambda request: replace(seen(request, sighting(request)), has_match=True))
    heard.watch.make_stream = LiveStream
    await async_add_cameras(hass, film)
    others = set(psutil.Process().children())
    locked = CameraSettings(user="watcher", password="s3cr3t-pw")  # noqa: S106  # a test's own camera
    async with RtspCamera({"face": pictures(SECONDS * FRAMES_PER_SECOND)}, locked) as camera:
        film.source = camera.url
        watcher = CameraWatcher(hass, heard.watch, WatchPlan("hall", HALL, 0.1))
        task = asyncio.create_task(watcher.async_run())
        await heard.async_until(lambda: watcher.snapshot.video.video is Video.LIVE, seconds=20)
        asked = film.asked
        camera.freeze()
        frozen_at = time.monotonic()
        await heard.async_until(lambda: watcher.snapshot.video.reason is StreamEnd.SILENT, seconds=20)
        assert 4.5 < time.monotonic() - frozen_at < 8
        await heard.async_until(lambda: film.asked > asked + 2)
        assert watcher.snapshot.status is CameraStatus.WATCHING
        camera.thaw()
        heard.seconds += 300
        await heard.async_until(lambda: watcher.snapshot.video.video is Video.LIVE, seconds=20)
        assert watcher.snapshot.video.reconnects == 1
        task.cancel()
        await asyncio.wait([task])
    assert set(psutil.Process().children()) <= others
    assert not any(secret in caplog.text for secret in SECRETS)
