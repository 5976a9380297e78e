"""Boxes and point sets: pure functions without state."""

from typing import TYPE_CHECKING

import numpy as np

from ..records.faces import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import floating
    from numpy.typing import NDArray


def intersection_over_union(one: Box, other: Box) -> float:
    """Return the share 0-1 of two boxes' common area in their joint area."""
    common = _common_area(one, other)
    return common / (one.width * one.height + other.width * other.height - common)


def share_of_smaller(one: Box, other: Box) -> float:
    """Return the share 0-1 of two boxes' common area in the smaller of them."""
    return _common_area(one, other) / min(one.width * one.height, other.width * other.height)


def enlarge(box: Box, factor: float) -> Box:
    """Scale a box about its centre."""
    width, height = box.width * factor, box.height * factor
    return Box(box.left - (width - box.width) / 2, box.top - (height - box.height) / 2, width, height)


def scale(box: Box, factor: float) -> Box:
    """Scale a box about the picture's origin."""
    return Box(box.left * factor, box.top * factor, box.width * factor, box.height * factor)


def outside_share(box: Box, width: int, height: int) -> float:
    """Return how far a box reaches over the picture's nearest edge, as a share of its own side."""
    horizontal = max(-box.left, box.left + box.width - width) / box.width
    vertical = max(-box.top, box.top + box.height - height) / box.height
    return max(0.0, horizontal, vertical)


def non_maximum_suppression(boxes: Sequence[Box], confidences: Sequence[float], overlap: float) -> list[int]:
    """Return indices of boxes to keep, most confident first: each suppresses the weaker ones it overlaps more."""
    kept: list[int] = []
    for index in sorted(range(len(boxes)), key=lambda number: -confidences[number]):
        if all(intersection_over_union(boxes[index], boxes[other]) <= overlap for other in kept):
            kept.append(index)
    return kept


def similarity_transform(source: NDArray[floating], target: NDArray[floating]) -> NDArray[np.float64]:
    """Return the 2x3 matrix of rotation, uniform scale and shift that takes source points closest to target points.

    Both have shape (n, 2), n >= 2. Closed least-squares form in two dimensions (Umeyama 1991 without reflection): with
    points as complex numbers it is one complex factor and one shift. Five points are too few to gain from arrays.
    Points that all coincide are only shifted.
    """
    moving = [complex(across, down) for across, down in source.tolist()]
    fixed = [complex(across, down) for across, down in target.tolist()]
    moving_centre, fixed_centre = sum(moving) / len(moving), sum(fixed) / len(fixed)
    together, spread = 0j, 0.0
    for start, end in zip(moving, fixed, strict=True):
        together += (start - moving_centre).conjugate() * (end - fixed_centre)
        spread += abs(start - moving_centre) ** 2
    factor = together / spread if spread else 1 + 0j
    shift = fixed_centre - factor * moving_centre
    return np.array([[factor.real, -factor.imag, shift.real], [factor.imag, factor.real, shift.imag]])


def _common_area(one: Box, other: Box) -> float:
    """Return the area of two boxes' overlap in square pixels."""
    width = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    height = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    return max(0.0, width) * max(0.0, height)
