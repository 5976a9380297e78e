"""Frames of a video file, one at a time, each with its time. The one file here that knows PyAV.

PyAV is FFmpeg, which is as dangerous as any decoder: Home Assistant has this done in a process of its own. The file is
opened here and handed over open, so that FFmpeg needs no path; containers that name other files or addresses are none
that it may read.
"""

from collections.abc import Iterator
import os
from pathlib import Path
import stat
from typing import IO, Any, Final

from .picture.image import encode_jpeg
from .records.clips import BeginClip, ClipFrame, ClipPart, ContinueClip
from .records.errors import ClipError
from .records.refusals import ClipRefusal

type _Failures = tuple[type[Exception], ...]

FORMATS: Final = "avi,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,mpeg,mpegts"
"""Containers of one film each. Lists of other files are not among them."""
MAX_PIXELS: Final = 9_500_000
"""Of a frame: 4096 x 2304. As JPEG it then fits into a reply, whatever it shows."""
_JPEG_QUALITY: Final = 90
_FAITHFUL: Final = 0x2 | 0x2000 | 0x40000
"""FFmpeg's SWS_BILINEAR, SWS_FULL_CHR_H_INT and SWS_ACCURATE_RND: its quick way takes 3 levels from skin's green."""
_TICK_SECONDS: Final = 0.001
"""Times are rounded to the file's own clock."""


class ClipInSteps:
    """Holds the one video file that is being read."""

    def __init__(self) -> None:
        """Begin with none."""
        self._frames: Iterator[ClipFrame] = iter(())

    def handle(self, request: BeginClip | ContinueClip) -> ClipPart:
        """Return the next frame of the file.

        Raises:
            ClipError: The file is refused.
        """
        if isinstance(request, BeginClip):
            self._frames = frames_of(request)
        return ClipPart(next(self._frames, None))


def frames_of(request: BeginClip) -> Iterator[ClipFrame]:
    """Yield frames in order of their times; what is damaged is passed over.

    Raises:
        ClipError: The file is refused, or nothing in it can be decoded.
    """
    try:
        import av  # noqa: PLC0415  # optional, and 18 MB that nobody needs who reads no files
    except ImportError as error:
        raise ClipError(
            ClipRefusal.NOT_SUPPORTED,
            "Expected the package av (PyAV), got none. Install it (pip install av).",
        ) from error
    options = {"format_whitelist": FORMATS, "protocol_whitelist": ""}
    # A codec that it does not know, and pixels that it cannot show, are a ValueError of its own.
    failures = (av.FFmpegError, ValueError)
    with _opened(Path(request.path), request.max_bytes) as file:
        try:
            container = av.open(file, "r", options=options)
            stream = container.streams.best("video")
        except failures as error:
            raise _no_video(type(error).__name__) from error
        with container:
            if stream is None:
                raise _no_video("sound only")
            length = None if container.duration is None else container.duration / av.time_base
            yield from _chosen(_decoded(container, stream, failures), request, length, failures)


def _chosen(
    decoded: Iterator[Any], request: BeginClip, length_seconds: float | None, failures: _Failures
) -> Iterator[ClipFrame]:
    """Yield as many of the decoded frames as were asked for."""
    _require_length(length_seconds, request)
    step = 1 / request.frames_per_second
    if request.most_frames is not None and length_seconds is not None:
        step = max(step, length_seconds / request.most_frames)
    began, due = None, 0.0
    for frame in decoded:
        began = frame.time if began is None else began
        seconds = frame.time - began
        _require_length(seconds, request)
        if seconds < due - _TICK_SECONDS:
            continue
        due = max(due + step, seconds)
        if frame.width * frame.height > MAX_PIXELS:
            raise ClipError(
                ClipRefusal.TOO_MANY_PIXELS,
                f"Expected frames of at most {MAX_PIXELS} pixels, got {frame.width} x {frame.height}.",
            )
        try:
            pixels = frame.to_ndarray(format="bgr24", interpolation=_FAITHFUL)
        except failures as error:
            raise _no_video(f"pixels that cannot be shown ({frame.format.name})") from error
        # FFmpeg counts the other way round.
        turn_degrees = -round(frame.rotation / 90) * 90 % 360
        yield ClipFrame(seconds, encode_jpeg(pixels, _JPEG_QUALITY), turn_degrees)
    if began is None:
        raise _no_video("nothing that can be decoded")


def _decoded(container: Any, stream: Any, failures: _Failures) -> Iterator[Any]:  # noqa: ANN401  # PyAV's own, which is optional
    """Yield the frames that can be decoded and have a time."""
    # One thread: with more, latency and memory grow, and other files are read on the other cores.
    stream.thread_type = "NONE"
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
        except failures:
            return
        if packet is None:
            return
        try:
            frames = packet.decode()
        except failures:
            continue
        yield from (frame for frame in frames if frame.time is not None)


def _opened(path: Path, max_bytes: int | None) -> IO[bytes]:
    """Open a plain file, following no link and waiting for no pipe."""
    try:
        file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb")
    except OSError as error:
        raise ClipError(
            ClipRefusal.UNREADABLE, f"Expected a file that can be read, got {type(error).__name__}."
        ) from error
    status = os.fstat(file.fileno())
    if stat.S_ISREG(status.st_mode) and (max_bytes is None or status.st_size <= max_bytes):
        return file
    file.close()
    if not stat.S_ISREG(status.st_mode):
        raise ClipError(ClipRefusal.UNREADABLE, "Expected a plain file, got something else.")
    raise ClipError(
        ClipRefusal.TOO_MANY_BYTES, f"Expected a file of at most {max_bytes} bytes, got {status.st_size}."
    )


def _require_length(seconds: float | None, request: BeginClip) -> None:
    """Refuse what goes on for too long."""
    if request.max_seconds is not None and seconds is not None and seconds > request.max_seconds:
        raise ClipError(
            ClipRefusal.TOO_LONG, f"Expected at most {request.max_seconds:g} s of video, got {seconds:.0f}."
        )


def _no_video(got: str) -> ClipError:
    """Return the refusal of a file that holds nothing to look at."""
    return ClipError(ClipRefusal.NO_VIDEO, f"Expected a video file, got {got}.")
