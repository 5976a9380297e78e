"""From bytes to upright pixels, and the few operations on pixels that the engine needs.

OpenCV does the work where it can be imported, Pillow elsewhere; tests hold the two to a few grey levels of each other.
Pixels are always blue-green-red, 0-255, shape (height, width, 3).
"""

from typing import TYPE_CHECKING, Protocol

import numpy as np

from ..records.errors import FrameError
from ..records.observations import FrameRefusal
from . import image_pillow
from .image_header import ImageFormat, read_header

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import float64, uint8
    from numpy.typing import NDArray

    from ..records.observations import Box


class _Backend(Protocol):
    """What an imaging library must offer; `image_opencv` and `image_pillow` say what each function does."""

    NAME: str

    def decode(self, data: bytes, image_format: ImageFormat, /) -> NDArray[uint8] | None: ...
    def split(self, pixels: NDArray[uint8]) -> Sequence[NDArray[uint8]]: ...
    def resize(self, pixels: NDArray[uint8], width: int, height: int) -> NDArray[uint8]: ...
    def warp(
        self, pixels: NDArray[uint8], matrix: NDArray[float64], width: int, height: int
    ) -> NDArray[uint8]: ...
    def luma_statistics(self, pixels: NDArray[uint8], sigma_px: float) -> tuple[float, float, float]: ...
    def encode_jpeg(self, pixels: NDArray[uint8], quality: int) -> bytes: ...


_backend: _Backend = image_pillow
try:
    from . import image_opencv
except ImportError:
    # Not installed or not loadable here (musl): Pillow does the same work, slower.
    pass
else:
    _backend = image_opencv

_JPEG_END = b"\xff\xd9"
_FACE_JPEG_QUALITY = 88
# A JPEG decoder paints what it has no data for in middle grey (all coefficients zero).
_MISSING_GREY = 128
_MISSING_SHARE = 0.05


def backend() -> str:
    """Name the library that decodes, with its version."""
    return _backend.NAME


def decode(data: bytes) -> NDArray[uint8]:
    """Decode a JPEG, PNG or WebP picture to upright pixels.

    Alpha is dropped, grey becomes three equal channels, the EXIF orientation is applied. A missing end marker of a JPEG
    is added. Raises `FrameError` for everything `read_header` refuses, for what the decoder refuses, and for a JPEG
    whose lower part (5 % of its rows or more) never arrived.
    """
    header = read_header(data)
    pixels = _backend.decode(data if header.has_end else data + _JPEG_END, header.format)
    if pixels is None:
        raise FrameError(
            FrameRefusal.UNDECODABLE, f"Expected a whole {header.format} picture; it cannot be decoded."
        )
    stored = (header.height_px, header.width_px, 3)
    if pixels.shape != stored:
        message = f"Expected pixels of shape {stored} as the header says, got {pixels.shape}."
        raise FrameError(FrameRefusal.UNDECODABLE, message)
    if header.format is ImageFormat.JPEG and _lower_part_is_missing(pixels):
        raise FrameError(FrameRefusal.TRUNCATED, "Expected a whole JPEG, but its lower part never arrived.")
    return _upright(pixels, header.orientation)


def resize(pixels: NDArray[uint8], width: int, height: int) -> NDArray[uint8]:
    """Resample to width x height pixels, averaging where the picture shrinks."""
    return _backend.resize(pixels, width, height)


def split(pixels: NDArray[uint8]) -> Sequence[NDArray[uint8]]:
    """Return the three channels as planes, shape (height, width)."""
    return _backend.split(pixels)


def resize_bilinear(pixels: NDArray[uint8], width: int, height: int) -> NDArray[uint8]:
    """Resample with Pillow's antialiased bilinear filter, whatever the backend: part of LiveCAD's contract."""
    return image_pillow.resize_bilinear(pixels, width, height)


def warp(pixels: NDArray[uint8], matrix: NDArray[float64], width: int, height: int) -> NDArray[uint8]:
    """Move pixels by a 2x3 matrix (source to target pixel centres), bilinear, black outside the picture."""
    return _backend.warp(pixels, matrix, width, height)


def luma_statistics(pixels: NDArray[uint8], sigma_px: float) -> tuple[float, float, float]:
    """Return mean and deviation of the grey levels, and the variance of the Laplacian after a Gaussian."""
    return _backend.luma_statistics(pixels, sigma_px)


def crop_jpeg(pixels: NDArray[uint8], box: Box) -> bytes:
    """Encode the part of the picture inside the box as JPEG; the box must overlap the picture."""
    left, top = max(0, int(box.left)), max(0, int(box.top))
    right, bottom = int(box.left + box.width), int(box.top + box.height)
    return _backend.encode_jpeg(pixels[top:bottom, left:right], _FACE_JPEG_QUALITY)


def _lower_part_is_missing(pixels: NDArray[uint8]) -> bool:
    """Tell whether the bottom rows are the grey that a JPEG decoder paints where data is missing.

    Pictures that are flat in another grey (a black bar, a dark night) are left alone.
    """
    if abs(int(pixels[-1, 0, 0]) - _MISSING_GREY) > 1:
        return False
    rows = max(1, int(pixels.shape[0] * _MISSING_SHARE))
    return bool(np.all(np.abs(pixels[-rows:].astype(np.int16) - _MISSING_GREY) <= 1))


def _upright(pixels: NDArray[uint8], orientation: int) -> NDArray[uint8]:
    """Undo an EXIF orientation: 2-4 mirror or turn, 5-8 exchange the axes first."""
    if orientation == 1:
        return pixels
    if orientation >= 5:  # noqa: PLR2004 - EXIF: from 5 on, rows and columns are exchanged
        pixels = pixels.transpose(1, 0, 2)
    mirrored = orientation in {2, 3, 6, 7}
    upside_down = orientation in {3, 4, 7, 8}
    return np.ascontiguousarray(pixels[:: -1 if upside_down else 1, :: -1 if mirrored else 1])
