"""From bytes to upright pixels, and the few operations on pixels that the engine needs.

OpenCV does the work where it can be imported, Pillow elsewhere; tests hold the two to a few grey levels of each other.
Pixels are always blue-green-red, 0-255, shape (height, width, 3).
"""

import math
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from ..records.errors import FrameError
from ..records.observations import FrameRefusal
from . import image_pillow
from .image_format import FRAME_LIMITS, ImageFormat, ImageHeader, ImageLimits
from .image_header import read_header
from .jpeg_proof import prove_complete

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import float64, uint8
    from numpy.typing import NDArray

    from ..records.observations import Box


class _Backend(Protocol):
    """What an imaging library must offer; `image_opencv` and `image_pillow` say what each function does."""

    NAME: str
    REPAIRS_MISSING_END: bool

    def hear_complaints(self) -> None: ...
    def notices_damage(self) -> bool: ...
    def decode(self, data: bytes, image_format: ImageFormat, reduction: int, /) -> NDArray[uint8] | None: ...
    def split(self, pixels: NDArray[uint8]) -> Sequence[NDArray[uint8]]: ...
    def resize(self, pixels: NDArray[uint8], width: int, height: int) -> NDArray[uint8]: ...
    def glance(self, pixels: NDArray[uint8], width: int, height: int) -> NDArray[uint8]: ...
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

_FACE_JPEG_QUALITY: Final = 88


def backend() -> str:
    """Name the library that decodes, with its version."""
    return _backend.NAME


def hear_complaints() -> None:
    """Listen to what the decoder says on standard error. Only for a process of the engine's own."""
    _backend.hear_complaints()


def decode(data: bytes, limits: ImageLimits = FRAME_LIMITS) -> NDArray[uint8]:
    """Decode a JPEG, PNG, WebP or AVIF picture to upright pixels.

    Alpha is dropped, grey becomes three equal channels, the orientation is applied. A picture of more pixels than a
    frame may have is halved until it has fewer.

    Raises:
        FrameError: For everything `read_header` refuses, for what the decoder refuses, and for a JPEG whose data
            does not fit its pixels.
    """
    header = read_header(data, limits)
    if not header.has_end and not _backend.REPAIRS_MISSING_END:
        raise FrameError(FrameRefusal.TRUNCATED, "Expected a JPEG with an end marker, got none.")
    reduction = _reduction(header)
    pixels = _decoded(header, reduction)
    if header.format is ImageFormat.JPEG and not _backend.notices_damage():
        # Pillow asks its decoder the same, but its decoder stays silent.
        prove_complete(header.content, lambda content: image_pillow.decode(content, header.format, reduction))
    return _upright(pixels, header.orientation)


def _reduction(header: ImageHeader) -> int:
    """Return 1, 2, 4 or 8: by what the sides must be divided to leave no more pixels than a frame may have."""
    pixels = header.width_px * header.height_px
    return next((step for step in (1, 2, 4) if pixels <= FRAME_LIMITS.max_pixels * step * step), 8)


def _decoded(header: ImageHeader, reduction: int) -> NDArray[uint8]:
    """Have the picture decoded and check its size."""
    # Which way up an AVIF is, OpenCV does not tell; Pillow does.
    source = image_pillow if header.format is ImageFormat.AVIF else _backend
    pixels = source.decode(header.content, header.format, reduction)
    if pixels is None:
        raise FrameError(
            FrameRefusal.UNDECODABLE, f"Expected a whole {header.format} picture; it cannot be decoded."
        )
    announced = [header.height_px, header.width_px]
    got = list(pixels.shape[:2])
    if header.format is ImageFormat.AVIF:
        announced, got = sorted(announced), sorted(got)
    # A decoder that divides an uneven side may round either way.
    fits = [
        found in {side // reduction, math.ceil(side / reduction)}
        for side, found in zip(announced, got, strict=True)
    ]
    if not all(fits):
        message = f"Expected pixels of shape {announced} as the header says, got {got} of 1/{reduction}."
        raise FrameError(FrameRefusal.UNDECODABLE, message)
    return pixels


def turned(pixels: NDArray[uint8], degrees: int) -> NDArray[uint8]:
    """Turn a picture clockwise by 0, 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(pixels, -degrees // 90)) if degrees else pixels


def resize(pixels: NDArray[uint8], width: int, height: int) -> NDArray[uint8]:
    """Resample to width x height pixels, averaging where the picture shrinks."""
    return _backend.resize(pixels, width, height)


def glance(pixels: NDArray[uint8], width: int, height: int) -> NDArray[uint8]:
    """Resample to width x height pixels for a detector: faster than `resize`, and not exactly averaged."""
    return _backend.glance(pixels, width, height)


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


def _upright(pixels: NDArray[uint8], orientation: int) -> NDArray[uint8]:
    """Undo an EXIF orientation: 2-4 mirror or turn, 5-8 exchange the axes first."""
    if orientation == 1:
        return pixels
    if orientation >= 5:  # noqa: PLR2004  # EXIF: from 5 on, rows and columns are exchanged
        pixels = pixels.transpose(1, 0, 2)
    mirrored = orientation in {2, 3, 6, 7}
    upside_down = orientation in {3, 4, 7, 8}
    return np.ascontiguousarray(pixels[:: -1 if upside_down else 1, :: -1 if mirrored else 1])
