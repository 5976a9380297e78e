"""Which box a risk model expects around a face, and how to get it from what our detector sees.

A model is valid for the crops it was trained on. LiveCAD's authors cropped boxes of dlib's frontal face detector, which
are squares from the brows to the chin; YuNet's boxes are higher and overlap them by 0.70 only. The square below
overlaps dlib's by 0.83 on average (crops of 211 faces in 127 public pictures, fitted on four fifths and measured on the
fifth; 10th percentile 0.74). Further terms (yaw, eye distance, the box's centre) gained less than 0.003: dlib's own box
jumps with its scan grid by more than what is left.
"""

from enum import StrEnum
import math
from typing import TYPE_CHECKING, Final

from .faces import Box

if TYPE_CHECKING:
    from .faces import Face

_SIDE_PER_ROOT_AREA: Final = 0.941
_RISE_PER_UNIT: Final = 0.052


class CropGeometry(StrEnum):
    """How the box is found that a model's crop is made from."""

    BOX = "box"
    DLIB = "dlib"


def crop_box(face: Face, geometry: CropGeometry) -> Box:
    """Return the box of this geometry, before it is enlarged.

    Raises:
        ValueError: It needs missing landmarks.
    """
    return face.box if geometry is CropGeometry.BOX else _dlib_box(face)


def _dlib_box(face: Face) -> Box:
    """Return the square that dlib's detector would have drawn.

    Its side is a share of the root of YuNet's area, its centre the mean of the landmarks, moved up by a share of the
    face's unit: the mean of eye distance and eye-mouth distance.
    """
    if face.landmarks is None:
        raise ValueError(
            "Expected a face with landmarks for the crop geometry dlib, got none. Detect with YuNet."
        )
    points = [complex(across, down) for across, down in face.landmarks.tolist()]
    left_eye, right_eye, _, left_mouth, right_mouth = points
    eyes, mouth = (left_eye + right_eye) / 2, (left_mouth + right_mouth) / 2
    unit = (abs(right_eye - left_eye) + abs(mouth - eyes)) / 2
    centre = sum(points) / len(points) - 1j * _RISE_PER_UNIT * unit
    side = _SIDE_PER_ROOT_AREA * math.sqrt(face.box.width * face.box.height)
    return Box(centre.real - side / 2, centre.imag - side / 2, side, side)
