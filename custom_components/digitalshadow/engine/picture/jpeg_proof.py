"""Whether the compressed data of a JPEG is all there, found out with any decoder.

A decoder that runs out of data before a marker fills up with grey, without a word; data that is left over it skips. So
it is asked again, about a copy with more data before each marker: where pixels change, data was missing. A grey bar
that the camera itself drew is all there, and stays as it is.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Final

import numpy as np
from numpy import uint8
from numpy.typing import NDArray

from ..records.errors import FrameError
from ..records.observations import FrameRefusal
from .jpeg import ends_of_data

# Any bytes do that hold no marker and code something in every usual table.
_MORE_DATA: Final = bytes(range(0x11, 0x7F, 0x0B)) * 4


def prove_complete(content: bytes, decode: Callable[[bytes], NDArray[uint8] | None]) -> None:
    """Raise `FrameError` unless a JPEG holds the data of all its pixels, as far as `decode` can tell."""
    ends = [0, *ends_of_data(content), len(content)]
    with_more = decode(_MORE_DATA.join(content[start:end] for start, end in pairwise(ends)))
    pixels = decode(content)
    if pixels is None or with_more is None or not np.array_equal(with_more, pixels):
        raise FrameError(FrameRefusal.TRUNCATED, "Expected a whole JPEG, but a part of it never arrived.")
