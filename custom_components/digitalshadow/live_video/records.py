"""What is said about live video: where it is, what it is, what it shows, and in one word why it ended."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import override

from ..engine.records.colours import Colours


@dataclass(frozen=True, slots=True, repr=False)
class StreamAddress:
    """Where a stream is. The address holds a password more often than not: it is never shown, logged or kept."""

    url: str
    """With user, password and tokens, as the camera's integration gives it."""
    options: dict[str, str] = field(default_factory=dict)
    """`tls_verify`, `rtsp_transport` and `use_wallclock_as_timestamps`, as FFmpeg takes them; others are left out."""

    @override
    def __repr__(self) -> str:
        """Return the name of the record alone."""
        return "StreamAddress(…)"


class StreamEnd(StrEnum):
    """Why there is no live video, or none any more."""

    REFUSED = "refused"
    """Nobody listens at the address."""
    NOT_FOUND = "not_found"
    """The camera knows no such stream."""
    UNAUTHORISED = "unauthorised"
    """The camera does not accept user and password."""
    NOT_TRUSTED = "not_trusted"
    """Nobody whom this system trusts vouches for the camera's certificate."""
    UNREACHABLE = "unreachable"
    """No connection comes about: no such name, no way there, or no answer from there."""
    SILENT = "silent"
    """The camera is connected and sends nothing."""
    ENDED = "ended"
    """The camera closed the stream."""
    BROKEN = "broken"
    """What the camera sends is no video that can be decoded."""
    FAILED = "failed"
    """The reader itself ended, hung, or wanted more memory than it may have."""
    NOT_SUPPORTED = "not_supported"
    """This system has no PyAV, or it does not read such addresses or such video."""
    CLOSED = "closed"
    """It was closed from here while somebody waited for it."""


class StreamEndedError(Exception):
    """There is no live video, or none any more. Neither text nor cause say anything of the address."""

    def __init__(self, reason: StreamEnd) -> None:
        """Keep the word."""
        super().__init__(f"Expected live video, got its end: {reason}.")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class StreamFacts:
    """What a stream is."""

    codec: str
    """FFmpeg's name, such as `h264`, `hevc` or `mjpeg`."""
    width: int
    """Pixels."""
    height: int
    """Pixels."""
    frames_per_second: float | None = None
    """As measured over the last seconds; None until there are enough frames."""
    keyframe_interval_seconds: float | None = None
    """Between the last two pictures that need no other; None until there were two."""


@dataclass(frozen=True, slots=True)
class LiveFrame:
    """One picture of a stream."""

    captured_at: float
    """Seconds since the epoch, by the stream's own clock; the way through the network is all that is wrong with it."""
    image: bytes = field(repr=False)
    """A JPEG of the stream's whole size."""
    colours: Colours | None = None
    """Of every frame decoded since the last answer; None unless boxes were asked about."""
