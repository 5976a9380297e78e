"""Whatever becomes of camera, network or reader is one word, in time, and tells nothing of the address."""

from collections.abc import Callable
import logging
import os
from pathlib import Path
import signal
import socket
import time
from typing import Any

import psutil
import pytest

from custom_components.digitalshadow.live_video.live_stream import LiveStream
from custom_components.digitalshadow.live_video.messages import OpenStream, Patience
from custom_components.digitalshadow.live_video.records import (
    StreamAddress,
    StreamEnd,
    StreamEndedError,
)
from demo.certificates import certificates
from tests.live_video.camera import SECRETS, Camera
from tests.live_video.clips import Clip, encoded
from tests.live_video.streams import end_of, end_of_watching, opened, shown_secrets

ODD_READERS = Path(__file__).with_name("odd_readers")


def closed_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        pytest.param(
            f"http://watcher:s3cr3t-pw@127.0.0.1:{closed_port()}/", StreamEnd.REFUSED, id="nobody listens"
        ),
        pytest.param("rtsp://watcher:s3cr3t-pw@camera.invalid/", StreamEnd.UNREACHABLE, id="no such name"),
        pytest.param("file:///etc/hostname?s3cr3t-pw", StreamEnd.NOT_SUPPORTED, id="a file"),
        pytest.param("/etc/hostname", StreamEnd.NOT_SUPPORTED, id="a path"),
        pytest.param(
            "concat:http://127.0.0.1/", StreamEnd.NOT_SUPPORTED, id="something that leads to a file"
        ),
        pytest.param("rtmp://watcher:s3cr3t-pw@127.0.0.1/", StreamEnd.NOT_SUPPORTED, id="another protocol"),
        pytest.param("", StreamEnd.NOT_SUPPORTED, id="nothing"),
    ],
)
async def test_an_address_that_leads_nowhere_is_told_at_once(
    url: str, reason: StreamEnd, caplog: pytest.LogCaptureFixture
) -> None:
    began = time.monotonic()
    with caplog.at_level(logging.DEBUG):
        err = await end_of(LiveStream(StreamAddress(url)))
    assert err.reason is reason
    assert time.monotonic() - began < 3.0
    assert not shown_secrets(err, caplog)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        pytest.param("401 Unauthorized", StreamEnd.UNAUTHORISED, id="wrong password"),
        pytest.param("403 Forbidden", StreamEnd.UNAUTHORISED, id="not allowed"),
        pytest.param("404 Not Found", StreamEnd.NOT_FOUND, id="no such stream"),
        pytest.param("503 Service Unavailable", StreamEnd.REFUSED, id="too many watch"),
    ],
)
async def test_a_camera_that_says_no_is_told_with_its_word(
    status: str, reason: StreamEnd, caplog: pytest.LogCaptureFixture
) -> None:
    async with Camera(encoded(), status=status) as camera:
        with caplog.at_level(logging.DEBUG):
            err = await end_of(LiveStream(StreamAddress(camera.url)))
    assert err.reason is reason
    assert not shown_secrets(err, caplog)


@pytest.mark.parametrize("scheme", ["https", "rtsps"])
async def test_a_camera_whose_certificate_nobody_vouches_for_is_told_so(
    scheme: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with Camera(encoded(), tls=certificates(tmp_path).tls) as camera:
        with caplog.at_level(logging.DEBUG):
            url = camera.url.replace("https", scheme)
            err = await end_of(LiveStream(StreamAddress(url, {"tls_verify": "1"})))
    assert err.reason is StreamEnd.NOT_TRUSTED
    assert not shown_secrets(err, caplog)


async def test_a_camera_whose_certificate_is_not_to_be_looked_at_is_read(tmp_path: Path) -> None:
    async with Camera(encoded(), tls=certificates(tmp_path).tls) as camera:
        stream = LiveStream(StreamAddress(camera.url, {"tls_verify": "0"}))
        await stream.async_open()
        assert (await stream.async_frame()).image
        await stream.async_close()


@pytest.mark.parametrize(
    ("clip", "reason"),
    [
        pytest.param(
            Clip("video/mp2t", (b"no video " * 130_000,)), StreamEnd.BROKEN, id="nothing like video"
        ),
        pytest.param(
            Clip("text/html", (b"<html>" + b"<p>Log in</p>" * 4000,)),
            StreamEnd.NOT_SUPPORTED,
            id="a web page",
        ),
        pytest.param(Clip("video/mp2t", ()), StreamEnd.ENDED, id="nothing at all"),
        pytest.param(
            Clip(
                "application/vnd.apple.mpegurl",
                (b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n/etc/hostname\n",),
            ),
            StreamEnd.BROKEN,
            id="a playlist of files",
        ),
    ],
)
async def test_what_is_no_video_is_told(clip: Clip, reason: StreamEnd) -> None:
    async with Camera(clip) as camera:
        assert (await end_of(LiveStream(StreamAddress(camera.url)))).reason is reason


async def test_a_camera_that_hangs_up_ends_the_stream(caplog: pytest.LogCaptureFixture) -> None:
    async with Camera(encoded()) as camera, opened(camera.url) as stream:
        await stream.async_frame()
        camera.hang_up()
        with caplog.at_level(logging.DEBUG):
            err = await end_of_watching(stream)
        assert err.reason is StreamEnd.ENDED
        assert stream.pid is None
        with pytest.raises(StreamEndedError):
            await stream.async_frame()
    assert not shown_secrets(err, caplog)


async def test_a_camera_that_freezes_is_silent_in_time(caplog: pytest.LogCaptureFixture) -> None:
    async with (
        Camera(encoded()) as camera,
        opened(camera.url, patience=Patience(silence_seconds=1.5)) as stream,
    ):
        await stream.async_frame()
        camera.freeze()
        frozen_at = time.monotonic()
        with caplog.at_level(logging.DEBUG):
            err = await end_of_watching(stream)
        assert 1.2 < time.monotonic() - frozen_at < 3.0
        assert err.reason is StreamEnd.SILENT
    assert not shown_secrets(err, caplog)


async def test_a_camera_that_takes_the_connection_and_says_nothing_is_silent() -> None:
    async with Camera(encoded()) as camera:
        camera.freeze()
        began = time.monotonic()
        stream = LiveStream(StreamAddress(camera.url), Patience(open_seconds=1.5))
        assert (await end_of(stream)).reason is StreamEnd.SILENT
        assert time.monotonic() - began < 4.0


async def test_a_way_that_swallows_everything_is_unreachable() -> None:
    """A backlog that is full: the kernel answers nobody any more."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            stream = LiveStream(StreamAddress(f"http://127.0.0.1:{port}/"), Patience(open_seconds=1.0))
            assert (await end_of(stream)).reason is StreamEnd.UNREACHABLE


async def test_the_address_is_nowhere_where_others_can_read() -> None:
    async with Camera(encoded()) as camera:
        address = StreamAddress(camera.url)
        assert not any(
            secret in f"{address!r} {address} {OpenStream(address, Patience())}" for secret in SECRETS
        )
        async with opened(camera.url) as stream:
            await stream.async_frame()
            reader = psutil.Process(stream.pid)
            read = " ".join(reader.cmdline()) + str(reader.environ()) + reader.cwd()
            for name in ("cmdline", "environ", "comm"):
                read += Path(f"/proc/{reader.pid}/{name}").read_bytes().decode(errors="replace")
            assert not any(secret in read for secret in SECRETS)


def killed(pid: int) -> None:
    """Do what the kernel does when memory runs out."""
    os.kill(pid, signal.SIGKILL)


def frozen(pid: int) -> None:
    """Have the reader hang."""
    os.kill(pid, signal.SIGSTOP)


@pytest.mark.parametrize("harm", [killed, frozen], ids=["killed", "frozen"])
async def test_a_reader_that_is_lost_ends_the_stream_in_time(harm: Callable[[int], None]) -> None:
    async with Camera(encoded()) as camera, opened(camera.url, hang_seconds=1.0) as stream:
        await stream.async_frame()
        assert stream.pid is not None
        harm(stream.pid)
        began = time.monotonic()
        assert (await end_of_watching(stream)).reason is StreamEnd.FAILED
        assert time.monotonic() - began < 3.0


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        pytest.param({"python": "/nowhere/python"}, StreamEnd.FAILED, id="no interpreter"),
        pytest.param({"reader": Path("/nowhere/reader.py")}, StreamEnd.FAILED, id="no reader"),
        pytest.param({"memory_limit_bytes": 2**20}, StreamEnd.FAILED, id="less memory than Python needs"),
        pytest.param({"reader": ODD_READERS / "babbling.py"}, StreamEnd.FAILED, id="a reader that babbles"),
        pytest.param(
            {"reader": ODD_READERS / "without_pyav.py"}, StreamEnd.NOT_SUPPORTED, id="a system without PyAV"
        ),
    ],
)
async def test_a_reader_that_cannot_work_is_told(options: dict[str, Any], reason: StreamEnd) -> None:
    async with Camera(encoded()) as camera:
        assert (await end_of(LiveStream(StreamAddress(camera.url), **options))).reason is reason
