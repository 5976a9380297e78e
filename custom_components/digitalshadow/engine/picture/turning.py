"""Arrays of pixels put upright."""

from typing import TYPE_CHECKING, Final

import numpy as np

from .orientation import SIDEWAYS, UPRIGHT

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_MIRRORED: Final = frozenset({2, 3, 6, 7})
_UPSIDE_DOWN: Final = frozenset({3, 4, 7, 8})


def turned(pixels: NDArray[uint8], degrees: int) -> NDArray[uint8]:
    """Turn a picture clockwise by 0, 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(pixels, -degrees // 90)) if degrees else pixels


def upright(pixels: NDArray[uint8], orientation: int) -> NDArray[uint8]:
    """Undo an EXIF orientation: 2-4 mirror or turn, 5-8 exchange the axes first."""
    if orientation == UPRIGHT:
        return pixels
    if orientation >= SIDEWAYS:
        pixels = pixels.transpose(1, 0, 2)
    rows = slice(None, None, -1 if orientation in _UPSIDE_DOWN else 1)
    columns = slice(None, None, -1 if orientation in _MIRRORED else 1)
    return np.ascontiguousarray(pixels[rows, columns])
