"""What is known about a picture before anything decodes it, and how large it may be."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class ImageFormat(StrEnum):
    """The formats that cameras and phones deliver and that are decoded here."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"
    AVIF = "AVIF"


@dataclass(frozen=True, slots=True)
class ImageLimits:
    """How large a picture may be. A frame and a photo that somebody chose have different ones."""

    max_bytes: int
    """Bytes of the file."""
    max_side_px: int
    """Pixels of the longer side."""
    max_pixels: int
    """Pixels in all."""


FRAME_LIMITS: Final = ImageLimits(max_bytes=8 * 1024 * 1024, max_side_px=8192, max_pixels=25_000_000)
"""For what a camera delivers. A decoded picture has at most so many pixels, whatever its file had."""
PHOTO_LIMITS: Final = ImageLimits(max_bytes=40 * 1024 * 1024, max_side_px=16_384, max_pixels=65_000_000)
"""For a photo that somebody enrols with: what phones of 64 megapixels (9248 x 6936) save."""


@dataclass(frozen=True, slots=True)
class ImageHeader:
    """What a picture's own structure says."""

    format: ImageFormat
    """Which decoder to ask."""
    width_px: int
    """Stored width, before the orientation is applied."""
    height_px: int
    """Stored height, before the orientation is applied."""
    orientation: int
    """EXIF orientation 1-8; 1 is upright."""
    content: bytes
    """What a decoder is to be given: the picture without what it carries beside and behind its pixels."""
    has_end: bool = True
    """False for a JPEG whose end marker is missing. Some cameras leave it out; `content` has one all the same."""
    data_ends: tuple[int, ...] = ()
    """Where in a JPEG's `content` compressed data ends: before restart markers, and behind each scan."""
