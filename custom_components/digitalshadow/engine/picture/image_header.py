"""What a picture says about itself before anything decodes it.

A decoder believes the size in the header: 50 kB can ask for gigabytes. So the format, the size, what lies behind the
pixels and the end of the file are read here, in plain Python, and what is out of bounds never reaches a decoder.
"""

import struct
from typing import Final

from ..records.errors import FrameError
from ..records.refusals import FrameRefusal
from .avif import FILE_TYPE, read_avif
from .image_format import FRAME_LIMITS, ImageFormat, ImageHeader, ImageLimits
from .jpeg import START, read_jpeg
from .png import SIGNATURE, check_pixel_stream, read_png
from .webp import read_webp

MIN_SIDE_PX: Final = 16


def read_header(data: bytes, limits: ImageLimits = FRAME_LIMITS) -> ImageHeader:
    """Read and check the structure of a JPEG, PNG, WebP or AVIF picture.

    Raises:
        FrameError: For everything that must not reach a decoder: too many bytes, pixels or scans, more data than
            the pixels need, too small, animated, cut off, damaged, other formats, and pixel layouts that OpenCV and
            Pillow would read differently.
    """
    check_bytes(len(data), limits)
    try:
        header = _read(data)
        _check_size(header.width_px, header.height_px, limits)
        if header.format is ImageFormat.PNG:
            check_pixel_stream(header.content, header.width_px, header.height_px)
    except (struct.error, IndexError) as error:
        raise FrameError(
            FrameRefusal.TRUNCATED, "Expected a whole header, but the picture ends inside it."
        ) from error
    return header


def check_bytes(count: int, limits: ImageLimits) -> None:
    """Refuse a picture of no bytes or of too many; needs nothing of the picture but its length."""
    if not count:
        raise FrameError(FrameRefusal.EMPTY, "Expected a picture, got 0 bytes; the camera delivered nothing.")
    if count > limits.max_bytes:
        message = f"Expected at most {limits.max_bytes} bytes, got {count}; lower the resolution or quality."
        raise FrameError(FrameRefusal.TOO_MANY_BYTES, message)


def _read(data: bytes) -> ImageHeader:
    """Ask the reader of the format that the first bytes name."""
    if data.startswith(START):
        return read_jpeg(data)
    if data.startswith(SIGNATURE):
        return read_png(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return read_webp(data)
    if data[4:8] == FILE_TYPE:
        return read_avif(data)
    raise FrameError(FrameRefusal.UNKNOWN_FORMAT, "Expected JPEG, PNG, WebP or AVIF, got something else.")


def _check_size(width: int, height: int, limits: ImageLimits) -> None:
    """Refuse pictures that are too small to hold a face or too large to decode."""
    if min(width, height) < MIN_SIDE_PX:
        message = f"Expected sides of at least {MIN_SIDE_PX} pixels, got {width} x {height}."
        raise FrameError(FrameRefusal.TOO_SMALL, message)
    if max(width, height) > limits.max_side_px or width * height > limits.max_pixels:
        message = (
            f"Expected sides of at most {limits.max_side_px} and at most {limits.max_pixels} pixels, "
            f"got {width} x {height}; lower the resolution."
        )
        raise FrameError(FrameRefusal.TOO_LARGE, message)
