"""The fallback where no face model is at hand: OpenCV's own frontal-face cascade (Viola and Jones 2001).

It finds fewer faces, takes more time and gives no landmarks, so nobody can be recognised with it. It serves cameras
that see one person only.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final, override

import numpy as np

from ..picture import image
from ..picture.geometry import scale
from ..records.errors import ModelError
from ..records.observations import Box, Face, ModelRefusal
from .detector import Detector

try:
    import cv2
except ImportError:
    # A normal state; making the detector then says so.
    cv2 = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

NAME: Final = "cascade"

_FILE: Final = "haarcascade_frontalface_default.xml"
_PYRAMID_STEP: Final = 1.1
# Windows that must agree; fewer let wallpaper through.
_NEIGHBOURS: Final = 6
# The cascade was trained on windows of 24 pixels; on a canvas of 640 smaller faces are mostly wallpaper anyway.
_SMALLEST_FACE_PX: Final = 40
# A cascade says yes or no; it has no confidence of its own.
_CONFIDENCE: Final = 1.0


class CascadeDetector(Detector):
    """Frontal faces by OpenCV's cascade."""

    def __init__(self, *, long_side_px: int = 640) -> None:
        """Load the cascade that OpenCV's wheel carries; raises `ModelError` where there is none."""
        if not hasattr(cv2, "CascadeClassifier"):
            message = (
                "Expected OpenCV 4 with its frontal-face cascade, got none; install it or bring a face model."
            )
            raise ModelError(ModelRefusal.MISSING, message)
        self._cascade = cv2.CascadeClassifier(str(Path(cv2.__file__).with_name("data") / _FILE))
        self._long_side_px = long_side_px
        if self._cascade.empty():
            message = f"Expected OpenCV to bring {_FILE}, but it cannot be loaded; reinstall OpenCV."
            raise ModelError(ModelRefusal.MISSING, message)

    @override
    def detect(self, pixels: NDArray[uint8]) -> tuple[Face, ...]:
        """Return frontal faces without landmarks, largest first."""
        height, width = pixels.shape[:2]
        shrink = min(1.0, self._long_side_px / max(width, height))
        if shrink < 1:
            pixels = image.resize(pixels, max(1, round(width * shrink)), max(1, round(height * shrink)))
        found = self._cascade.detectMultiScale(
            cv2.equalizeHist(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)),
            scaleFactor=_PYRAMID_STEP,
            minNeighbors=_NEIGHBOURS,
            minSize=(_SMALLEST_FACE_PX, _SMALLEST_FACE_PX),
        )
        boxes = [scale(Box(*map(float, box)), 1 / shrink) for box in found]
        boxes.sort(key=lambda box: -box.width * box.height)
        return tuple(Face(box, _CONFIDENCE, None) for box in boxes)

    @override
    def golden_check(self) -> None:
        """Look at an empty picture: there must be nobody."""
        if self.detect(np.zeros((240, 320, 3), np.uint8)):
            message = "Expected no face in a black picture, but the cascade found one; reinstall OpenCV."
            raise ModelError(ModelRefusal.GOLDEN_CHECK, message)
