"""Whether the lower half of a face is one, asked of the detector: it is shown that half alone, four times.

A face detector knows noses and mouths in every skin, light and age. Where a hand with its fingers apart, a scarf of the
colour of skin or a mask with a pattern is before them, it sees nothing there. It does not see them behind a thick beard
either, so this is asked only where most of the lower half has the colour of the person's own nose.

Measured on 12 people as `appearance.py` says: 0.071 and more of everybody without a beard drawn on.
"""

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from ..picture.chip import SIDE_PX
from .appearance import is_like_skin_below

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import float32, uint8
    from numpy.typing import NDArray

CELL_PX: Final = 160
"""Side of the square in which each of the four is shown."""
COLUMNS: Final = 2
"""They stand in two rows of two."""
_BEGINS_AT: Final = (54, 58, 58, 62)
"""Row of the chip: below the eyes, above the tip of the nose. The third is shown the other way round."""
_MIRRORED: Final = 2
_GREY: Final = 128
_MEAN_ROWS: Final = slice(30, 100)
_LEAST: Final = 0.001
_MOST_OF_COVERED: Final = 0.045


def shown_four_times(chip: NDArray[uint8]) -> NDArray[uint8]:
    """Return the picture of four lower halves, each with the chip's mean colour above."""
    side = CELL_PX * COLUMNS
    canvas = np.full((side, side, 3), _GREY, np.uint8)
    mean = chip[_MEAN_ROWS].mean(axis=(0, 1))
    margin = (CELL_PX - SIDE_PX) // 2
    for index, begin in enumerate(_BEGINS_AT):
        row, column = divmod(index, COLUMNS)
        top, left = row * CELL_PX + margin, column * CELL_PX + margin
        cell = canvas[top : top + SIDE_PX, left : left + SIDE_PX]
        cell[:begin] = mean
        cell[begin:] = chip[begin:, ::-1] if index == _MIRRORED else chip[begin:]
    return canvas


def score_of(confidences: Sequence[NDArray[float32]]) -> float:
    """Return how sure the detector is of the four, 0-1, by the confidence of each stride's cells."""
    best = np.zeros((COLUMNS, COLUMNS), np.float32)
    for plane in confidences:
        cells = plane.reshape(COLUMNS, plane.shape[0] // COLUMNS, COLUMNS, plane.shape[1] // COLUMNS)
        best = np.maximum(best, cells.max(axis=(1, 3)))
    return math.exp(float(np.log(best + np.float32(_LEAST)).mean()))


def is_lower_half_covered(chip: NDArray[uint8], score: float) -> bool:
    """Tell whether something is before nose and mouth, by the detector's score of a face that looks at the camera."""
    return score < _MOST_OF_COVERED and is_like_skin_below(chip)
