"""Which parts of a large picture a detector with a small input looks at: overlapping tiles, and close-ups of its finds.

A detector sees a picture of 3840 pixels shrunken to a sixth, where faces with 50 pixels between the eyes are smaller
than what it finds, and the landmarks of those that it finds are several pixels off. Pure geometry; no model here.
"""

from dataclasses import dataclass
import math
from typing import TYPE_CHECKING, Final

import numpy as np

from ..picture.bitmap import Region
from ..picture.geometry import enlarge
from ..records.faces import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import uint8
    from numpy.typing import NDArray

    from ..picture.picture import Picture

TILED_BELOW: Final = 1 / 3
"""Pictures that would be shrunk to less than this are looked at in tiles too."""
TILE_SCALE: Final = 0.45
"""How large tiles are seen: faces with 20 pixels between the eyes keep 9."""
_OVERLAP_PX: Final = 80
# A close-up shows the face and so much around it, at the size at which landmarks were measured to be most exact.
_CLOSE_UP_FACTOR: Final = 2.0
_CLOSE_UP_FACE_PX: Final = 80.0
_MOST_ENLARGED: Final = 2.0
CLOSE_UP_GAIN: Final = 0.85
"""Seen at more than this share of a close-up's scale, landmarks were measured to be as exact without one."""


@dataclass(frozen=True, slots=True)
class Part:
    """A rectangle of the picture, how it is seen, and where in the detector's input."""

    left: int
    """Pixels of the picture."""
    top: int
    """Pixels of the picture."""
    right: int
    """Pixels of the picture, exclusive."""
    bottom: int
    """Pixels of the picture, exclusive."""
    scale: float
    """Pixels of the input for one of the picture."""
    across: int = 0
    """Column of the input where it begins."""
    down: int = 0
    """Row of the input where it begins."""

    def view(self, picture: Picture) -> NDArray[uint8]:
        """Return the part of the picture as it is seen."""
        region = Region(self.left, self.top, self.right, self.bottom)
        if self.scale == 1:
            return picture.part(region)
        width, height = (
            max(1, round(side * self.scale)) for side in (self.right - self.left, self.bottom - self.top)
        )
        return picture.glance(region, width, height)

    def to_picture(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the input is in the picture."""
        return (x - self.across) / self.scale + self.left, (y - self.down) / self.scale + self.top

    def cuts(self, box: Box, width: int, height: int) -> bool:
        """Tell whether a box of the picture reaches over an edge of this part that is none of the picture's."""
        return (
            (self.left > 0 and box.left < self.left)
            or (self.top > 0 and box.top < self.top)
            or (self.right < width and box.left + box.width > self.right)
            or (self.bottom < height and box.top + box.height > self.bottom)
        )


def tiles(width: int, height: int, side_px: int) -> list[Part]:
    """Return overlapping parts that cover a picture, each no larger than `side_px` as it is seen."""
    return [
        Part(left, top, right, bottom, TILE_SCALE)
        for top, bottom in _stretches(height, side_px)
        for left, right in _stretches(width, side_px)
    ]


def close_up_scale(box: Box) -> float:
    """Return at what scale a close-up shows the face in a box of the picture."""
    return min(_MOST_ENLARGED, _CLOSE_UP_FACE_PX / max(box.width, box.height))


def close_ups(boxes: Sequence[Box], width: int, height: int, side_px: int) -> list[Part]:
    """Return one part around each box, beside each other in an input of at most `side_px` x `side_px`."""
    columns = math.ceil(math.sqrt(len(boxes)))
    cell = min(int(_CLOSE_UP_FACE_PX * _CLOSE_UP_FACTOR), side_px // max(1, columns))
    parts = []
    for index, box in enumerate(boxes):
        side = max(box.width, box.height)
        around = enlarge(
            Box(box.left + (box.width - side) / 2, box.top + (box.height - side) / 2, side, side),
            _CLOSE_UP_FACTOR,
        )
        left, top = max(0, int(around.left)), max(0, int(around.top))
        right = min(width, max(left + 1, int(around.left + around.width)))
        bottom = min(height, max(top + 1, int(around.top + around.height)))
        # A pixel less than the cell: rounding must not reach into the next one.
        scale = min(close_up_scale(box), (cell - 1) / max(right - left, bottom - top))
        row, column = divmod(index, columns)
        parts.append(Part(left, top, right, bottom, scale, column * cell, row * cell))
    return parts


def collage(picture: Picture, parts: Sequence[Part]) -> NDArray[uint8]:
    """Return the smallest input that shows each part at its place, black between them."""
    views = [part.view(picture) for part in parts]
    height = max(part.down + view.shape[0] for part, view in zip(parts, views, strict=True))
    width = max(part.across + view.shape[1] for part, view in zip(parts, views, strict=True))
    canvas = np.zeros((height, width, 3), np.uint8)
    for part, view in zip(parts, views, strict=True):
        canvas[part.down : part.down + view.shape[0], part.across : part.across + view.shape[1]] = view
    return canvas


def _stretches(length: int, side_px: int) -> list[tuple[int, int]]:
    """Return even stretches that cover a length with an overlap, in pixels of the picture."""
    seen = length * TILE_SCALE
    count = max(1, math.ceil((seen - _OVERLAP_PX) / (side_px - _OVERLAP_PX)))
    if count == 1:
        return [(0, length)]
    size = min(length, int(side_px / TILE_SCALE))
    step = (length - size) / (count - 1)
    return [(round(step * number), round(step * number) + size) for number in range(count)]
