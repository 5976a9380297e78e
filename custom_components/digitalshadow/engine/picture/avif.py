"""The structure of an AVIF before a decoder sees it; HEIC, its cousin from phones, is told apart.

Source: ISO/IEC 14496-12 (boxes), 23008-12 (`ispe`), and the AV1 Image File Format for the brands.
"""

from collections.abc import Iterator
from itertools import islice
import struct
from typing import Final

from ..records.errors import FrameError
from ..records.refusals import FrameRefusal
from .image_format import ImageFormat, ImageHeader
from .orientation import UPRIGHT

FILE_TYPE: Final = b"ftyp"

_AVIF, _AVIF_SEQUENCE = b"avif", b"avis"
_HEIC: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_MAX_BOXES: Final = 10_000
# The first brand stands here, then a version, then the others.
_BRANDS_AT: Final = 8
_VERSION_AND_FLAGS_BYTES: Final = 4


def read_avif(data: bytes) -> ImageHeader:
    """Read the largest size that any part announces; which way up it is, its decoder tells.

    Raises:
        FrameError: The picture is refused.
        struct.error: The file ends inside its header.
    """
    (length,) = struct.unpack_from(">I", data)
    brands = [data[position : position + 4] for position in range(_BRANDS_AT, min(length, len(data)), 4)]
    if _AVIF not in brands:
        _refuse_other_brands(brands)
    if brands[0] == _AVIF_SEQUENCE:
        raise FrameError(FrameRefusal.ANIMATED, "Expected one picture, got a sequence of AVIF.")
    sizes = [
        struct.unpack_from(">II", data, start + _VERSION_AND_FLAGS_BYTES)
        for start, _ in _find(data, (0, len(data)), b"meta", b"iprp", b"ipco", b"ispe")
    ]
    if not sizes:
        raise FrameError(FrameRefusal.UNDECODABLE, "Expected an AVIF that tells its size, got none.")
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    return ImageHeader(ImageFormat.AVIF, width, height, UPRIGHT, data)


def _refuse_other_brands(brands: list[bytes]) -> None:
    """Refuse what begins like an AVIF and is none."""
    if _HEIC.intersection(brands):
        message = (
            "Expected JPEG, PNG, WebP or AVIF, got HEIC; set the phone's camera to its most compatible format, "
            "or share the photo as JPEG."
        )
        raise FrameError(FrameRefusal.HEIC, message)
    raise FrameError(FrameRefusal.UNKNOWN_FORMAT, "Expected JPEG, PNG, WebP or AVIF, got something else.")


def _find(data: bytes, span: tuple[int, int], *path: bytes) -> Iterator[tuple[int, int]]:
    """Yield start and end of the content of each box on this path."""
    for kind, start, end in islice(_boxes(data, *span), _MAX_BOXES):
        if kind != path[0]:
            continue
        if len(path) == 1:
            yield start, end
        else:
            # Of the boxes on our paths only `meta` has a version before its children.
            inside = start + _VERSION_AND_FLAGS_BYTES if kind == b"meta" else start
            yield from _find(data, (inside, end), *path[1:])


def _boxes(data: bytes, position: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, start and end of the content of each box of a span."""
    while position + 8 <= end:
        length, kind = struct.unpack_from(">I4s", data, position)
        start = position + 8
        if length == 1:
            (length,) = struct.unpack_from(">Q", data, start)
            start += 8
        position = end if length == 0 else position + length
        if position < start or position > end:
            raise FrameError(FrameRefusal.TRUNCATED, "Expected a whole AVIF, but it ends inside a box.")
        yield kind, start, position
