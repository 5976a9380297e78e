"""PyAV, which Home Assistant's streams bring: opens a stream and decodes it. Nothing else imports it.

What it raises holds the address with its password. Here its classes become words, and nothing of it goes further.
"""

from collections.abc import Buffer, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
import time
from typing import Final
from urllib.parse import urlsplit

import av
from av import error, logging as ffmpeg_log
from av.codec.context import ThreadType
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter
from av.video.stream import VideoStream

from .records import StreamEnd, StreamEndedError

_SCHEMES: Final = ("rtsp", "rtsps", "http", "https")
_TAKEN_OPTIONS: Final = ("rtsp_transport", "tls_verify", "use_wallclock_as_timestamps")
_WALL_CLOCK: Final = "use_wallclock_as_timestamps"
_OPTIONS: Final = {
    # Neither files nor anything else that an address or a playlist could lead to.
    "protocol_whitelist": "rtsp,rtsps,rtp,srtp,tcp,udp,tls,http,https,crypto",
    "format_whitelist": "rtsp,rtp,sdp,mpegts,mpjpeg,mjpeg,hls,flv,mov,mp4,matroska,webm,h264,hevc",
    # Old pictures would otherwise come in a burst after two seconds; see docs/live-video.md.
    "fflags": "nobuffer",
    "analyzeduration": "0",
    "probesize": "32768",
}
_RTSP_OPTIONS: Final = {"rtsp_flags": "prefer_tcp", "reorder_queue_size": "0"}
_CODECS: Final = ("h264", "hevc", "mjpeg", "av1", "mpeg4", "vp8", "vp9")
_INVENTED_TIMES: Final = "mjpeg"
"""The codec whose time stamps are made up, at 25 frames a second, unless they are the wall clock's."""
_MOST_PIXELS: Final = 4096 * 4096
_PLANAR: Final = ("yuv420p", "yuvj420p", "yuv422p", "yuvj422p", "yuv444p", "yuvj444p")
_BT709: Final = 1
"""FFmpeg's number of the colour matrix that high definition uses."""
_UNSPECIFIED: Final = 2
_HIGH_DEFINITION_ROWS: Final = 720

_WORDS: Final[tuple[tuple[type[Exception], StreamEnd], ...]] = (
    (error.HTTPUnauthorizedError, StreamEnd.UNAUTHORISED),
    (error.HTTPForbiddenError, StreamEnd.UNAUTHORISED),
    (error.HTTPNotFoundError, StreamEnd.NOT_FOUND),
    (error.HTTPError, StreamEnd.REFUSED),
    (error.HTTPClientError, StreamEnd.REFUSED),
    (ConnectionRefusedError, StreamEnd.REFUSED),
    (ConnectionError, StreamEnd.ENDED),
    (EOFError, StreamEnd.ENDED),
    (TimeoutError, StreamEnd.SILENT),
    (MemoryError, StreamEnd.FAILED),
    (error.LookupError, StreamEnd.NOT_SUPPORTED),
    (error.ArgumentError, StreamEnd.NOT_SUPPORTED),
    (error.PatchWelcomeError, StreamEnd.NOT_SUPPORTED),
    (OSError, StreamEnd.UNREACHABLE),
    (error.FFmpegError, StreamEnd.BROKEN),
    (ValueError, StreamEnd.NOT_SUPPORTED),
)
"""What an error means while a stream is opened; the first class that fits. Some of PyAV's are Python's as well."""

type _Line = tuple[int, str, str]
"""What FFmpeg says: how loud, which of its parts, and the words."""
type Frame = VideoFrame
"""A decoded picture."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded picture and its time."""

    stamp: float | None
    """Seconds by the stream's clock; None where it has none that can be trusted."""
    frame: Frame
    """What was decoded."""


@dataclass(frozen=True, slots=True)
class Packet:
    """What came at once."""

    arrived_at: float
    """When, by the monotonic clock."""
    stamp: float | None
    """As of a picture."""
    is_keyframe: bool
    """Whether the picture needs no other."""
    pictures: tuple[Picture, ...]
    """What could be decoded now; damaged ones are left out."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture in red, green and blue."""

    samples: Buffer
    """A byte each, row after row."""
    row_bytes: int
    """From the beginning of a row to that of the next."""
    width: int
    """Pixels."""
    height: int
    """Pixels."""


class Video:
    """An open stream that is decoded as it comes."""

    def __init__(self, url: str, options: Mapping[str, str]) -> None:
        """Open it; blocks for as long as the camera takes.

        Raises:
            StreamEndedError: It does not open.
        """
        reason = None
        try:
            with _heard() as said:
                self._open(url, options)
        except StreamEndedError:
            raise
        except Exception as err:  # noqa: BLE001  # none of them may go further: they hold the address
            # FFmpeg's own error is that of any connection that breaks.
            is_certificate = isinstance(err, OSError) and _is_certificate(said)
            reason = StreamEnd.NOT_TRUSTED if is_certificate else _word_of(err)
        if reason is not None:
            raise StreamEndedError(reason)

    def _open(self, url: str, options: Mapping[str, str]) -> None:
        """Open container and decoder."""
        scheme = urlsplit(url).scheme.lower()
        if scheme not in _SCHEMES:
            raise StreamEndedError(StreamEnd.NOT_SUPPORTED)
        taken = {name: options[name] for name in _TAKEN_OPTIONS if name in options}
        # Where the integration chooses how packets come, they may come in another order than they were sent.
        rtsp = _RTSP_OPTIONS if scheme.startswith("rtsp") and "rtsp_transport" not in taken else {}
        self._container = av.open(url, options=_OPTIONS | rtsp | taken)
        if not self._container.streams.video:
            raise StreamEndedError(StreamEnd.NOT_SUPPORTED)
        self._stream = self._container.streams.video[0]
        context = self._stream.codec_context
        self.codec = context.codec.canonical_name
        """FFmpeg's name of it."""
        if self.codec not in _CODECS:
            raise StreamEndedError(StreamEnd.NOT_SUPPORTED)
        self.width = context.width
        """Pixels; 0 where only the first picture tells."""
        self.height = context.height
        """The same."""
        # With threads every picture would be shown two pictures later.
        context.thread_type = ThreadType.NONE
        context.options = {"max_pixels": str(_MOST_PIXELS)}
        self._has_times = self.codec != _INVENTED_TIMES or taken.get(_WALL_CLOCK) == "1"

    def packets(self) -> Iterator[Packet]:
        """Yield what comes, until it ends.

        Raises:
            StreamEndedError: It ended; it always does in the end.
        """
        reason = StreamEnd.ENDED
        try:
            for packet in self._container.demux(self._stream):
                arrived_at = time.monotonic()
                stamp = self._seconds(packet.pts)
                pictures = tuple(Picture(self._seconds(frame.pts), frame) for frame in self._decoded(packet))
                yield Packet(arrived_at, stamp, packet.is_keyframe, pictures)
        except MemoryError:
            reason = StreamEnd.FAILED
        except error.FFmpegError:
            # A camera that goes away is no end of file to FFmpeg, but a broken one, a timeout or a closed connection.
            pass
        raise StreamEndedError(reason)

    def _decoded(self, packet: av.Packet[VideoStream]) -> Sequence[Frame]:
        """Return the pictures that a packet completes; none where it is damaged."""
        try:
            return packet.decode()
        except MemoryError:
            raise
        except error.FFmpegError:
            return ()

    def _seconds(self, stamp: int | None) -> float | None:
        """Return a time stamp in seconds."""
        if stamp is None or not self._has_times:
            return None
        return float(stamp * self._stream.time_base)


class Colouring:
    """Turns pictures into red, green and blue, whatever form and size the decoder gives them."""

    def __init__(self) -> None:
        """Turn none yet."""
        self._reformatter = VideoReformatter()

    def rgb(self, frame: Frame) -> Pixels:
        """Return a picture's colours as they are meant."""
        whole = self._reformatter.reformat(
            frame,
            format="rgb24",
            src_colorspace=Colorspace.ITU709 if is_bt709(frame) else Colorspace.ITU601,
            src_color_range=ColorRange.JPEG if is_full_range(frame) else ColorRange.MPEG,
            dst_color_range=ColorRange.JPEG,
        )
        (plane,) = whole.planes
        return Pixels(plane, plane.line_size, whole.width, whole.height)


def planar(frame: Frame) -> Frame:
    """Return the picture with a plane each for brightness and the two differences of colour, of 8 bits."""
    return frame if frame.format.name in _PLANAR else frame.reformat(format="yuv420p")


def is_bt709(frame: Frame) -> bool:
    """Tell which of two colour matrices holds; where a stream does not say, its size does."""
    if frame.colorspace == _UNSPECIFIED:
        return frame.height >= _HIGH_DEFINITION_ROWS and not frame.format.name.startswith("yuvj")
    return frame.colorspace == _BT709


def is_full_range(frame: Frame) -> bool:
    """Tell whether brightness goes from 0 to 255, rather than from 16 to 235."""
    return frame.color_range == ColorRange.JPEG or frame.format.name.startswith("yuvj")


@contextmanager
def _heard() -> Iterator[list[_Line]]:
    """Collect what FFmpeg says of its errors on this thread, and let it be silent again; its lines hold addresses."""
    ffmpeg_log.set_level(ffmpeg_log.ERROR)
    try:
        with ffmpeg_log.Capture(local=True) as said:
            yield said
    finally:
        ffmpeg_log.set_level(None)


def _is_certificate(said: Sequence[_Line]) -> bool:
    """Tell whether FFmpeg's TLS refused a certificate, whichever library it was built with."""
    return any(part == "tls" and "certificate" in text for _, part, text in said)


def _word_of(err: Exception) -> StreamEnd:
    """Return what an error says in one word."""
    return next((word for kind, word in _WORDS if isinstance(err, kind)), StreamEnd.FAILED)
