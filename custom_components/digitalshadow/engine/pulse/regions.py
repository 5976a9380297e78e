"""Where on a face its colour is measured: forehead, both cheeks, and for comparison the wall beside it."""

from typing import TYPE_CHECKING, Final

import numpy as np

from ..records.faces import Box

if TYPE_CHECKING:
    from numpy import floating
    from numpy.typing import NDArray

_LEAST_SIDE_PX: Final = 4.0
_WALL_GAP: Final = 0.4
"""From the face to the wall beside it, in face widths: hair and shadow lie between."""
_WALL_WIDTH: Final = 0.8


def regions_of(
    landmarks: NDArray[floating], face: Box, width_px: int, height_px: int
) -> tuple[Box, Box, Box, Box] | None:
    """Return forehead, right cheek, left cheek and wall, as a trace holds them.

    Args:
        landmarks: Shape (5, 2): the eye on the left of the picture, the one on the right, nose tip, mouth corners.
        face: The face's box.
        width_px: Width of the upright picture.
        height_px: Height of the upright picture.

    Returns:
        Boxes within the picture; None where one of them has no room there.
    """
    one_eye, other_eye, _, one_corner, other_corner = landmarks.astype(float)
    eyes = (one_eye + other_eye) / 2
    apart = float(np.linalg.norm(other_eye - one_eye))
    long = float(np.linalg.norm((one_corner + other_corner) / 2 - eyes))
    cheek_top = float(eyes[1]) + 0.28 * long
    boxes = (
        Box(float(eyes[0]) - 0.55 * apart, float(eyes[1]) - 0.75 * long, 1.1 * apart, 0.4 * long),
        Box(float(one_eye[0]) - 0.28 * apart, cheek_top, 0.5 * apart, 0.5 * long),
        Box(float(other_eye[0]) - 0.22 * apart, cheek_top, 0.5 * apart, 0.5 * long),
        _wall(face, width_px),
    )
    forehead, one_cheek, other_cheek, wall = (_within(box, width_px, height_px) for box in boxes)
    if forehead is None or one_cheek is None or other_cheek is None or wall is None:
        return None
    return forehead, one_cheek, other_cheek, wall


def as_delivered(box: Box, turn_degrees: int, width_px: int, height_px: int) -> Box:
    """Return a box of the upright picture in the pixels of the frame as the camera delivers it.

    Args:
        box: Where it is in the upright picture.
        turn_degrees: How far the frame is turned clockwise to be upright.
        width_px: Width of the upright picture.
        height_px: Height of the upright picture.
    """
    right, bottom = box.left + box.width, box.top + box.height
    match turn_degrees:
        case 90:
            return Box(box.top, width_px - right, box.height, box.width)
        case 180:
            return Box(width_px - right, height_px - bottom, box.width, box.height)
        case 270:
            return Box(height_px - bottom, box.left, box.height, box.width)
    return box


def _wall(face: Box, width_px: int) -> Box:
    """Return a strip as high as the face on that side of it where there is more room."""
    gap, wide = _WALL_GAP * face.width, _WALL_WIDTH * face.width
    right = face.left + face.width
    left = face.left - gap - wide if face.left > width_px - right else right + gap
    return Box(left, face.top, wide, face.height)


def _within(box: Box, width_px: int, height_px: int) -> Box | None:
    """Return what of a box lies in the picture; None where that is next to nothing."""
    left, top = max(0.0, box.left), max(0.0, box.top)
    width = min(float(width_px), box.left + box.width) - left
    height = min(float(height_px), box.top + box.height) - top
    return Box(left, top, width, height) if min(width, height) >= _LEAST_SIDE_PX else None
