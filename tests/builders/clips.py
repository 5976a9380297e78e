"""Video files of a few small frames, made with PyAV."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
import pytest

av = pytest.importorskip("av", reason="PyAV is not installed, which Home Assistant brings")

_WITHOUT_LOSS = {"libx264": {"qp": "0", "preset": "ultrafast"}}
_UNTURNED = bytes.fromhex("00010000 00000000 00000000 00000000 00010000 00000000 00000000 00000000 40000000")
_TURNED_RIGHT = bytes.fromhex(
    "00000000 00010000 00000000 ffff0000 00000000 00000000 00000000 00000000 40000000"
)
"""What the header of an MP4 file says of an upright film, and of one to be turned clockwise by 90 degrees."""


def make_clip(
    path: Path,
    pictures: Iterable[NDArray[np.uint8]],
    *,
    frames_per_second: int = 5,
    codec: str = "libx264",
    pixels: str = "yuv420p",
) -> Path:
    """Write blue-green-red pictures of one even size as a video file."""
    shown = list(pictures)
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=frames_per_second, options=_WITHOUT_LOSS.get(codec, {}))
        stream.pix_fmt = pixels
        stream.height, stream.width = shown[0].shape[:2]
        for number, picture in enumerate(shown):
            frame = av.VideoFrame.from_ndarray(picture, format="bgr24")
            frame.pts, frame.time_base = number, Fraction(1, frames_per_second)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def make_sound(path: Path) -> Path:
    """Write a file with sound and no picture."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=8000)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
        frame.sample_rate = 8000
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def grey_levels(count: int, side: int = 64) -> list[NDArray[np.uint8]]:
    """Return plain pictures, each brighter than the one before."""
    return [np.full((side, side, 3), 40 + 3 * number, np.uint8) for number in range(count)]


def turned_right(clip: Path) -> Path:
    """Have an MP4 file say that it is to be turned clockwise by 90 degrees, as a phone that was held upright does."""
    content = clip.read_bytes()
    header = content.index(b"tkhd")
    place = content.index(_UNTURNED, header)
    clip.write_bytes(content[:place] + _TURNED_RIGHT + content[place + len(_TURNED_RIGHT) :])
    return clip


def moving(picture: NDArray[np.uint8], count: int) -> Sequence[NDArray[np.uint8]]:
    """Return a picture that moves a little to the side from frame to frame, as no photograph on a wall does."""
    return [np.roll(picture, 3 * (number % 7), axis=1) for number in range(count)]
