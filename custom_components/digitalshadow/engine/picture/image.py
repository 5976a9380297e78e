"""From bytes to upright pixels, and the few operations on pixels that the engine needs.

OpenCV does the work where it can be imported, Pillow elsewhere; tests hold the two to a few grey levels of each other.
Pixels are always blue-green-red, 0-255, shape (height, width, 3).
"""

import math
from typing import TYPE_CHECKING, Final, Protocol

from ..records.errors import FrameError
from ..records.refusals import FrameRefusal
from . import image_pillow
from .bitmap import Region
from .image_format import FRAME_LIMITS, ImageFormat, ImageHeader, ImageLimits
from .image_header import read_header
from .jpeg_proof import prove_complete

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import uint8
    from numpy.typing import NDArray

    from .bitmap import Bitmap


class _Backend(Protocol):
    """What an imaging library must offer; `image_opencv` and `image_pillow` say what each function does."""

    NAME: str
    REPAIRS_MISSING_END: bool

    def hear_complaints(self) -> None: ...
    def notices_damage(self) -> bool: ...
    def decode(self, data: bytes, image_format: ImageFormat, reduction: int, /) -> Bitmap | None: ...
    def bitmap_of(self, pixels: NDArray[uint8]) -> Bitmap: ...
    def split(self, pixels: NDArray[uint8]) -> Sequence[NDArray[uint8]]: ...
    def resize(self, pixels: NDArray[uint8], width: int, height: int) -> NDArray[uint8]: ...
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
    bitmap = decoded(header, reduction_of(header)).turned(header.orientation, 0)
    return bitmap.part(Region(0, 0, *bitmap.size))


def reduction_of(header: ImageHeader) -> int:
    """Return 1, 2, 4 or 8: by what the sides must be divided to leave no more pixels than a frame may have."""
    pixels = header.width_px * header.height_px
    return next((step for step in (1, 2, 4) if pixels <= FRAME_LIMITS.max_pixels * step * step), 8)


def decoded(header: ImageHeader, reduction: int) -> Bitmap:
    """Decode a picture to 1, 1/2, 1/4 or 1/8 of its size, as it is stored: the orientation is not applied.

    Raises:
        FrameError: For what the decoder refuses, and for a JPEG whose data does not fit its pixels.
    """
    if not header.has_end and not _backend.REPAIRS_MISSING_END:
        raise FrameError(FrameRefusal.TRUNCATED, "Expected a JPEG with an end marker, got none.")
    is_silent = header.format is ImageFormat.JPEG and not _backend.notices_damage()
    if is_silent or header.format is ImageFormat.AVIF:
        # Pillow can be asked about damage without anything on standard error, and tells which way up an AVIF is.
        bitmap = image_pillow.decode(header.content, header.format, reduction)
        if is_silent:
            prove_complete(header, bitmap, reduction)
        return _sized(bitmap, header, reduction)
    return _sized(_backend.decode(header.content, header.format, reduction), header, reduction)


def _sized(bitmap: Bitmap | None, header: ImageHeader, reduction: int) -> Bitmap:
    """Check the size of what a decoder returned."""
    if bitmap is None:
        raise FrameError(
            FrameRefusal.UNDECODABLE, f"Expected a whole {header.format} picture; it cannot be decoded."
        )
    announced, got = [header.width_px, header.height_px], list(bitmap.size)
    if header.format is ImageFormat.AVIF:
        announced, got = sorted(announced), sorted(got)
    # A decoder that divides an uneven side may round either way.
    fits = [
        found in {side // reduction, math.ceil(side / reduction)}
        for side, found in zip(announced, got, strict=True)
    ]
    if not all(fits):
        message = f"Expected a size of {announced} as the header says, got {got} of 1/{reduction}."
        raise FrameError(FrameRefusal.UNDECODABLE, message)
    return bitmap


def bitmap_of(pixels: NDArray[uint8]) -> Bitmap:
    """Return a bitmap of upright blue-green-red pixels."""
    return _backend.bitmap_of(pixels)


def resize(pixels: NDArray[uint8], width: int, height: int) -> NDArray[uint8]:
    """Resample to width x height pixels, averaging where the picture shrinks."""
    return _backend.resize(pixels, width, height)


def split(pixels: NDArray[uint8]) -> Sequence[NDArray[uint8]]:
    """Return the three channels as planes, shape (height, width)."""
    return _backend.split(pixels)


def resize_bilinear(pixels: NDArray[uint8], width: int, height: int) -> NDArray[uint8]:
    """Resample with Pillow's antialiased bilinear filter, whatever the backend: part of LiveCAD's contract."""
    return image_pillow.resize_bilinear(pixels, width, height)


def luma_statistics(pixels: NDArray[uint8], sigma_px: float) -> tuple[float, float, float]:
    """Return mean and deviation of the grey levels, and the variance of the Laplacian after a Gaussian."""
    return _backend.luma_statistics(pixels, sigma_px)


def encode_jpeg(pixels: NDArray[uint8], quality: int = _FACE_JPEG_QUALITY) -> bytes:
    """Encode blue-green-red pixels as JPEG of a quality of 1 to 100."""
    return _backend.encode_jpeg(pixels, quality)
