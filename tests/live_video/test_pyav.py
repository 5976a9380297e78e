"""How streams are asked for, and what errors that hold an address become."""

from collections.abc import Mapping
import errno
from typing import Any

import av
from av import error
import pytest

from custom_components.digitalshadow.live_video.pyav import Video
from custom_components.digitalshadow.live_video.records import StreamEnd, StreamEndedError
from tests.live_video.camera import PASSWORD

URL = f"rtsp://watcher:{PASSWORD}@192.0.2.1/live"


class Opening:
    """Stands where PyAV opens: remembers what it was asked, and fails as it is told to."""

    def __init__(self, failure: Exception) -> None:
        """Fail with this."""
        self._failure = failure
        self.options: Mapping[str, str] = {}

    def __call__(self, _url: str, *, options: Mapping[str, str], **more: Any) -> None:  # noqa: ANN401  # what comes
        """Open nothing."""
        assert not more
        self.options = options
        raise self._failure


def opened_with(
    monkeypatch: pytest.MonkeyPatch, failure: Exception, options: Mapping[str, str], url: str = URL
) -> tuple[StreamEndedError, Mapping[str, str]]:
    """Open a stream; return how that ended, and what PyAV was asked."""
    opening = Opening(failure)
    monkeypatch.setattr(av, "open", opening)
    with pytest.raises(StreamEndedError) as caught:
        Video(url, options)
    return caught.value, opening.options


def of_pyav(kind: type[error.FFmpegError]) -> error.FFmpegError:
    """Return an error as PyAV raises it: with the address in its text."""
    return kind(1, "Something went wrong", URL)


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        pytest.param(of_pyav(error.HTTPUnauthorizedError), StreamEnd.UNAUTHORISED, id="401"),
        pytest.param(of_pyav(error.HTTPForbiddenError), StreamEnd.UNAUTHORISED, id="403"),
        pytest.param(of_pyav(error.HTTPNotFoundError), StreamEnd.NOT_FOUND, id="404"),
        pytest.param(of_pyav(error.HTTPTooManyRequestsError), StreamEnd.REFUSED, id="too many"),
        pytest.param(of_pyav(error.HTTPServerError), StreamEnd.REFUSED, id="a fault of the camera"),
        pytest.param(of_pyav(error.ConnectionRefusedError), StreamEnd.REFUSED, id="nobody listens"),
        pytest.param(of_pyav(error.ConnectionResetError), StreamEnd.ENDED, id="hung up on"),
        pytest.param(of_pyav(error.EOFError), StreamEnd.ENDED, id="nothing came"),
        pytest.param(of_pyav(error.TimeoutError), StreamEnd.SILENT, id="no answer"),
        pytest.param(of_pyav(error.MemoryError), StreamEnd.FAILED, id="no memory"),
        pytest.param(of_pyav(error.DecoderNotFoundError), StreamEnd.NOT_SUPPORTED, id="no decoder"),
        pytest.param(of_pyav(error.ProtocolNotFoundError), StreamEnd.NOT_SUPPORTED, id="no protocol"),
        pytest.param(of_pyav(error.ArgumentError), StreamEnd.NOT_SUPPORTED, id="not on a list"),
        pytest.param(of_pyav(error.InvalidDataError), StreamEnd.BROKEN, id="no video"),
        pytest.param(of_pyav(error.BugError), StreamEnd.BROKEN, id="a fault of FFmpeg"),
        pytest.param(OSError(errno.EHOSTUNREACH, URL), StreamEnd.UNREACHABLE, id="no way there"),
        pytest.param(ValueError(URL), StreamEnd.NOT_SUPPORTED, id="an address that is none"),
        pytest.param(RuntimeError(URL), StreamEnd.FAILED, id="anything else"),
    ],
)
def test_an_error_becomes_a_word_and_nothing_of_it_goes_on(
    monkeypatch: pytest.MonkeyPatch, failure: Exception, reason: StreamEnd
) -> None:
    assert PASSWORD in repr(failure) + str(failure)
    err, _ = opened_with(monkeypatch, failure, {})
    assert err.reason is reason
    assert err.__cause__ is err.__context__ is None


def test_the_integrations_options_are_taken_and_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"tls_verify": "0", "rtsp_transport": "udp", "protocol_whitelist": "file", "extra": "1"}
    _, asked = opened_with(monkeypatch, RuntimeError(), given)
    assert (asked["tls_verify"], asked["rtsp_transport"]) == ("0", "udp")
    assert "file" not in asked["protocol_whitelist"]
    assert "extra" not in asked
    # Packets over UDP may come in another order than they were sent, and must be put right.
    assert "reorder_queue_size" not in asked


@pytest.mark.parametrize("url", [URL, "http://192.0.2.1/live.ts"])
def test_a_stream_is_opened_as_was_measured_to_be_quick(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    _, asked = opened_with(monkeypatch, RuntimeError(), {}, url)
    assert (asked["fflags"], asked["probesize"], asked["analyzeduration"]) == ("nobuffer", "32768", "0")
    assert (asked.get("rtsp_flags") == "prefer_tcp") is url.startswith("rtsp")
    assert not any(word in asked["protocol_whitelist"] for word in ("file", "pipe", "concat", "data"))


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "/etc/passwd", "pipe:0", "concat:a|b", "rtmp://x/", "rtsp", "", "http//x"]
)
def test_what_is_no_camera_is_not_even_opened(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    err, asked = opened_with(monkeypatch, AssertionError("it was opened"), {}, url)
    assert err.reason is StreamEnd.NOT_SUPPORTED
    assert asked == {}
