"""The mean colour of boxes, straight from what the decoder gives: no picture is converted for it, and none is kept."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..engine.records.faces import Box
from .pyav import Frame, is_bt709, is_full_range, planar

_TO_RGB: Final = {
    True: np.array([[1.0, 0.0, 1.5748], [1.0, -0.1873, -0.4681], [1.0, 1.8556, 0.0]]),
    False: np.array([[1.0, 0.0, 1.402], [1.0, -0.3441, -0.7141], [1.0, 1.772, 0.0]]),
}
"""From brightness and the differences of blue and red to red, green and blue: ITU-R BT.709, and else BT.601."""


def mean_colours(frame: Frame, boxes: Sequence[Box]) -> tuple[tuple[float, ...], ...]:
    """Return mean red, green and blue of each box, 0-255.

    A box is cut off at the picture's edge; one beyond it counts as the nearest pixel. The way from a decoder's
    numbers to colours is linear, so that the mean may be taken before it.
    """
    whole = planar(frame)
    planes = [
        np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)[: plane.height, : plane.width]
        for plane in whole.planes
    ]
    means = np.array([[_mean(plane, box, frame) for plane in planes] for box in boxes])
    means -= (0.0, 128.0, 128.0)
    if not is_full_range(frame):
        means -= (16.0, 0.0, 0.0)
        means *= (255 / 219, 255 / 224, 255 / 224)
    return tuple(map(tuple, np.clip(means @ _TO_RGB[is_bt709(frame)].T, 0.0, 255.0).tolist()))


def _mean(plane: NDArray[np.uint8], box: Box, frame: Frame) -> float:
    """Return the mean of a box in one plane, which may be half the picture's size."""
    rows, columns = plane.shape
    across, down = columns / frame.width, rows / frame.height
    left, right = _span(box.left * across, (box.left + box.width) * across, columns)
    top, bottom = _span(box.top * down, (box.top + box.height) * down, rows)
    return float(plane[top:bottom, left:right].mean())


def _span(start: float, end: float, size: int) -> tuple[int, int]:
    """Return whole pixels within a plane, at least one."""
    first = min(max(round(start), 0), size - 1)
    return first, min(max(round(end), first + 1), size)
