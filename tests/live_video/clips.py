"""Short clips that are drawn and encoded here: two fields of known colours, and a bar that moves over them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
import io

import av
import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT = 320, 240
FRAMES_PER_SECOND = 30
KEYFRAME_EVERY = 15
SKIN, WALL = (200, 120, 90), (60, 110, 170)
"""Red, green and blue of the left and of the right half."""
BOUNDARY = b"next picture"


@dataclass(frozen=True, slots=True)
class Clip:
    """What a camera sends, a part for each picture."""

    content_type: str
    parts: tuple[bytes, ...]


def pictures(count: int, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Iterator[NDArray[np.uint8]]:
    """Yield pictures, red-green-blue; the noise is there so that a clip has as many bytes as a camera's."""
    width, height = size
    random = np.random.default_rng(13)
    for number in range(count):
        picture = np.empty((height, width, 3), np.float64)
        picture[:, : width // 2], picture[:, width // 2 :] = SKIN, WALL
        picture += random.normal(0, 6, (height, width, 1))
        picture[: height // 8, (number * 8) % width :][:, :24] = 255
        yield np.clip(picture, 0, 255).astype(np.uint8)


@cache
def encoded(codec: str = "libx264", container: str = "mpegts", seconds: float = 4.0) -> Clip:
    """Return a clip in a container, such as `libx264` in `mpegts`, or `mjpeg` in `mpjpeg`."""
    count, parts, file = round(seconds * FRAMES_PER_SECOND), [], io.BytesIO()
    with av.open(file, "w", format=container, options=_muxing(container)) as output:
        stream = output.add_stream(codec, rate=FRAMES_PER_SECOND, options=_encoding(codec))
        stream.width, stream.height = WIDTH, HEIGHT
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        stream.codec_context.gop_size = KEYFRAME_EVERY
        for picture in pictures(count):
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture, "rgb24")):
                output.mux(packet)
            parts.append(file.getvalue())
            file.seek(0)
            file.truncate()
    kind = (
        f"multipart/x-mixed-replace; boundary={BOUNDARY.decode()}" if container == "mpjpeg" else "video/mp2t"
    )
    return Clip(kind, tuple(part for part in parts if part))


def _muxing(container: str) -> dict[str, str]:
    """Return how to write a container: at once, as a camera does."""
    return {"boundary_tag": BOUNDARY.decode()} if container == "mpjpeg" else {"flush_packets": "1"}


def _encoding(codec: str) -> dict[str, str]:
    """Return how to encode: without pictures that wait for later ones."""
    match codec:
        case "libx264":
            return {"tune": "zerolatency", "preset": "ultrafast", "crf": "20"}
        case "libx265":
            quiet = f"log-level=none:keyint={KEYFRAME_EVERY}:bframes=0:pools=1"
            return {"preset": "ultrafast", "tune": "zerolatency", "crf": "20", "x265-params": quiet}
    return {"qmin": "3", "qmax": "3"}
