"""A real RTSP camera: true times, and the word for each thing that can become of it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
import logging
import time
from typing import Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from homeassistant.util import dt as dt_util
import numpy as np
import pytest

from custom_components.digitalshadow.engine.picture import image
from custom_components.digitalshadow.live_video.live_stream import LiveStream
from custom_components.digitalshadow.live_video.messages import Patience
from custom_components.digitalshadow.live_video.records import StreamAddress, StreamEnd
from demo.rtsp_camera import RtspCamera, Settings, is_available, stamp_of
from tests.live_video.clips import SKIN, pictures
from tests.live_video.streams import end_of, end_of_watching, opened

pytestmark = pytest.mark.skipif(
    not is_available(), reason="needs GStreamer's RTSP server; see scripts/setup live"
)

SIZE = (640, 360)
SCENES = {"drawn": [picture[:, :, ::-1] for picture in pictures(15, SIZE)]}
LOCKED = Settings(user="watcher", password="s3cr3t-pw", keyframe_every=5)  # noqa: S106  # a test's own camera


@pytest.mark.parametrize(
    ("codec", "name", "most_late"),
    [
        ("h264", "h264", 0.5),
        # x265 gives the first pictures out seconds after it got them; what counts is that the time is even.
        ("h265", "hevc", 8.0),
        ("mjpeg", "mjpeg", 0.5),
    ],
)
async def test_a_real_camera_is_opened_in_time_and_its_times_are_true(
    codec: Literal["h264", "h265", "mjpeg"], name: str, most_late: float
) -> None:
    """Each picture carries the moment at which it was made."""
    settings = replace(LOCKED, codec=codec, is_stamped=True)
    patience = Patience(open_seconds=60.0)
    async with RtspCamera(SCENES, settings) as camera, opened(camera.url, patience=patience) as stream:
        off = []
        for _ in range(40):
            frame = await stream.async_frame()
            pixels = image.decode(frame.image)
            off.append(frame.captured_at - stamp_of(pixels))
        assert stream.facts is not None
        assert (stream.facts.codec, stream.facts.width, stream.facts.height) == (name, *SIZE)
        assert stream.facts.frames_per_second == pytest.approx(15, rel=0.1)
        assert pixels[100:200, 20:300].mean(axis=(0, 1)) == pytest.approx(SKIN[::-1], abs=5)
        settled = np.array(off[10:])
        assert 0 < np.median(settled) < most_late
        spread = np.median(np.abs(settled - np.median(settled)))
        assert spread < (0.05 if name == "mjpeg" else 0.003)


async def killed(camera: RtspCamera) -> None:
    """Take the camera's power away."""
    await camera.kill()


async def frozen(camera: RtspCamera) -> None:
    """Have its firmware hang."""
    camera.freeze()


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        pytest.param(killed, StreamEnd.ENDED, id="killed"),
        pytest.param(frozen, StreamEnd.SILENT, id="frozen"),
    ],
)
async def test_what_becomes_of_a_real_camera_is_told_in_time(
    harm: Callable[[RtspCamera], Awaitable[None]], reason: StreamEnd
) -> None:
    patience = Patience(silence_seconds=1.5)
    async with RtspCamera(SCENES, LOCKED) as camera, opened(camera.url, patience=patience) as stream:
        await stream.async_frame()
        began = time.monotonic()
        await harm(camera)
        assert (await end_of_watching(stream)).reason is reason
        assert time.monotonic() - began < 3.5


async def test_a_real_camera_says_no_in_one_word_each(caplog: pytest.LogCaptureFixture) -> None:
    async with RtspCamera(SCENES, LOCKED) as camera:
        wrong = camera.url.replace("s3cr3t-pw", "gu3ssed-pw")
        elsewhere = camera.url.replace("/camera", "/t0ken")
        with caplog.at_level(logging.DEBUG):
            ends = [await end_of(LiveStream(StreamAddress(url))) for url in (wrong, elsewhere)]
            camera.freeze()
            hung = LiveStream(StreamAddress(camera.url), Patience(open_seconds=1.5))
            ends.append(await asyncio.wait_for(end_of(hung), 5.0))
            await camera.kill()
            ends.append(await end_of(LiveStream(StreamAddress(camera.url))))
    assert [end.reason for end in ends] == [
        StreamEnd.UNAUTHORISED,
        StreamEnd.NOT_FOUND,
        StreamEnd.SILENT,
        StreamEnd.REFUSED,
    ]
    told = caplog.text + repr(ends)
    assert not any(secret in told for secret in ("s3cr3t-pw", "gu3ssed-pw", "t0ken", "rtsp:"))


async def test_packets_may_come_by_udp_where_the_camera_s_integration_says_so() -> None:
    address = {"rtsp_transport": "udp"}
    async with RtspCamera(SCENES, replace(LOCKED, is_stamped=True)) as camera:
        stream = LiveStream(StreamAddress(camera.url, address))
        await stream.async_open()
        try:
            frames = [await stream.async_frame() for _ in range(10)]
        finally:
            await stream.async_close()
    off = [frame.captured_at - stamp_of(image.decode(frame.image)) for frame in frames]
    assert 0 < np.median(off) < 0.5
    assert stream.facts is not None
    assert (stream.facts.codec, stream.facts.width, stream.facts.height) == ("h264", *SIZE)


async def test_an_encrypted_stream_is_read_where_its_certificate_need_not_be_known(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A camera's certificate is one of its own, which nobody vouches for."""
    async with RtspCamera(SCENES, replace(LOCKED, certificate=certificate())) as camera:
        assert camera.url.startswith("rtsps://")
        with caplog.at_level(logging.DEBUG):
            end = await end_of(LiveStream(StreamAddress(camera.url, {"tls_verify": "1"})))
        trusting = LiveStream(StreamAddress(camera.url, {"tls_verify": "0"}))
        await trusting.async_open()
        try:
            frame = await trusting.async_frame()
        finally:
            await trusting.async_close()
    assert image.decode(frame.image)[100:200, 20:300].mean(axis=(0, 1)) == pytest.approx(SKIN[::-1], abs=5)
    assert end.reason is StreamEnd.NOT_TRUSTED
    assert "s3cr3t-pw" not in caplog.text + repr(end)


def certificate() -> str:
    """Return a certificate that vouches for itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "camera")])
    today = dt_util.utcnow()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    form = serialization.Encoding.PEM
    secret = key.private_bytes(form, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return (made.public_bytes(form) + secret).decode()
