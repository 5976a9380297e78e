"""Whether the compressed data of a JPEG is all there, found out with a decoder that says nothing.

A decoder that runs out of data before a marker fills up with grey, without a word; data that is left over it skips. So
it is asked again, about a copy with more data before each marker: where pixels change, data was missing. A grey bar
that the camera itself drew is all there, and stays as it is.
"""

from itertools import pairwise
from typing import Final

from PIL import ImageChops

from ..records.errors import FrameError
from ..records.refusals import FrameRefusal
from . import image_pillow
from .image_format import ImageFormat, ImageHeader
from .image_pillow import PillowBitmap

# Any bytes do that hold no marker and code something in every usual table.
_MORE_DATA: Final = bytes(range(0x11, 0x7F, 0x0B)) * 4


def prove_complete(header: ImageHeader, bitmap: PillowBitmap | None, reduction: int) -> None:
    """Raise `FrameError` unless a JPEG holds the data of all pixels of a bitmap, decoded to 1/reduction of its size.

    What is only looked at is proved as small as it is looked at: in a third of the time, and all but what lacks a few
    high frequencies of its last block is found there too.
    """
    ends = [0, *header.data_ends, len(header.content)]
    longer = _MORE_DATA.join(header.content[start:end] for start, end in pairwise(ends))
    with_more = image_pillow.decode(longer, ImageFormat.JPEG, reduction)
    if bitmap is None or with_more is None or not _are_same(bitmap, with_more):
        raise FrameError(FrameRefusal.TRUNCATED, "Expected a whole JPEG, but a part of it never arrived.")


def _are_same(one: PillowBitmap, other: PillowBitmap) -> bool:
    """Tell whether two bitmaps show the same."""
    if one.size != other.size:
        return False
    return ImageChops.difference(one.picture, other.picture).getbbox() is None
