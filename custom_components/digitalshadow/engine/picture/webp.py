"""The structure of a WebP before a decoder sees it. Source: the WebP container specification."""

from collections.abc import Iterator
import struct
from typing import Final

from ..records.errors import FrameError
from ..records.refusals import FrameRefusal
from .image_format import ImageFormat, ImageHeader
from .orientation import UPRIGHT, orientation_of

_ANIMATION_FLAG: Final = 0x02
_SIZE_BITS: Final = 0x3FFF


def read_webp(data: bytes) -> ImageHeader:
    """Read the size from the first chunk and the orientation from EXIF or XMP, if there is one.

    Raises:
        FrameError: The picture is refused.
        struct.error: The file ends inside its header.
    """
    size, kind = struct.unpack_from("<I4x4s", data, 4)
    if size + 8 > len(data):
        message = f"Expected a WebP of {size + 8} bytes, got {len(data)}; it was cut off."
        raise FrameError(FrameRefusal.TRUNCATED, message)
    content, orientation = data[: size + 8], UPRIGHT
    match kind:
        case b"VP8X":
            if data[20] & _ANIMATION_FLAG:
                raise FrameError(FrameRefusal.ANIMATED, "Expected one picture, got an animated WebP.")
            width = int.from_bytes(data[24:27], "little") + 1
            height = int.from_bytes(data[27:30], "little") + 1
            found = tuple(_chunks(content))
            orientation = orientation_of(
                tuple(block for name, block in found if name == b"EXIF"),
                tuple(block for name, block in found if name == b"XMP "),
            )
        case b"VP8 ":
            width, height = (side & _SIZE_BITS for side in struct.unpack_from("<HH", data, 26))
        case b"VP8L":
            (bits,) = struct.unpack_from("<I", data, 21)
            width, height = (bits & _SIZE_BITS) + 1, (bits >> 14 & _SIZE_BITS) + 1
        case _:
            raise FrameError(FrameRefusal.UNDECODABLE, f"Expected a WebP picture chunk first, got {kind!r}.")
    return ImageHeader(ImageFormat.WEBP, width, height, orientation, content)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and data of each chunk that is whole."""
    position = 12
    while position + 8 <= len(data):
        name, length = struct.unpack_from("<4sI", data, position)
        yield name, data[position + 8 : position + 8 + length]
        position += 8 + length + length % 2
