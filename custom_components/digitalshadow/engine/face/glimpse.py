"""What one frame shows of a face's eyes and nose, so that several frames tell whether it lives."""

from dataclasses import dataclass
import math
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy import float32, uint8
    from numpy.typing import NDArray

    from ..records.faces import Face

LEAST_EYE_DISTANCE_PX: Final = 30.0
"""Smaller faces tell nothing: their landmarks waver too much."""
# Grey levels: of what is darker or flatter, noise would make up the detail.
_LEAST_DETAIL: Final = 2.0
_LUMA_WEIGHTS: Final = np.array([0.114, 0.587, 0.299], np.float32)
# Pixels of the chip.
_EYES: Final = ((slice(46, 58), slice(30, 46)), (slice(46, 58), slice(66, 82)))
_REST: Final = (slice(60, 100), slice(34, 78))


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What one frame showed of a face's eyes and nose; nobody is recognised by it."""

    left: float
    """Detail around the eye on the left of the picture, against the rest of the face; a logarithm."""
    right: float
    """The same of the other eye."""
    rest: float
    """Detail of nose, cheeks and mouth; a logarithm."""
    nose: float
    """Where the nose lies across, from the eyes' middle, in distances between the eyes; tilting a picture leaves it."""


def glimpse_of(chip: NDArray[uint8], face: Face) -> Glimpse | None:
    """Look at the eyes on a face's aligned chip, shape (112, 112, 3); None where the face is too small."""
    if face.landmarks is None:
        return None
    left, right, nose, one_corner, other_corner = (complex(*point) for point in face.landmarks.tolist())
    across, down = right - left, (one_corner + other_corner - left - right) / 2
    # The nose's place in the oblique frame of eyes and mouth, which is the same on every tilt of one flat picture.
    area = (across.conjugate() * down).imag
    if abs(across) < LEAST_EYE_DISTANCE_PX or not area:
        return None
    luma = chip.astype(np.float32) @ _LUMA_WEIGHTS
    rest = _detail(luma[_REST])
    one_eye, other_eye = (_detail(luma[eye]) - rest for eye in _EYES)
    return Glimpse(one_eye, other_eye, rest, ((nose - (left + right) / 2).conjugate() * down).imag / area)


def _detail(luma: NDArray[float32]) -> float:
    """Return how much of light and dark there is, as a logarithm."""
    return math.log(max(float(luma.std()), _LEAST_DETAIL))
