"""A detector's input, kept between frames: making and clearing it costs as much as filling it."""

from typing import TYPE_CHECKING

import numpy as np

from ..picture import image

if TYPE_CHECKING:
    from numpy import float32, uint8
    from numpy.typing import NDArray


class InputCanvas:
    """A black input with a picture in its top left."""

    def __init__(self) -> None:
        """Begin with an input of no pixels."""
        self._planes: NDArray[float32] = np.zeros((1, 3, 0, 0), np.float32)
        self._filled = (0, 0)

    def fill(self, pixels: NDArray[uint8], height: int, width: int) -> NDArray[float32]:
        """Return an input of shape (1, 3, height, width) that shows the picture; it is good until the next call."""
        if self._planes.shape[2:] != (height, width):
            self._planes = np.zeros((1, 3, height, width), np.float32)
        shown_height, shown_width = pixels.shape[:2]
        filled_height, filled_width = self._filled
        if shown_height < filled_height or shown_width < filled_width:
            self._planes[:, :, :filled_height, :filled_width] = 0
        self._filled = (shown_height, shown_width)
        for plane, channel in zip(self._planes[0], image.split(pixels), strict=True):
            plane[:shown_height, :shown_width] = channel
        return self._planes
