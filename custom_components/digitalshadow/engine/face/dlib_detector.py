"""dlib's frontal face detector: the fallback where no face model is at hand, and the one LiveCAD's authors cropped by.

A linear classifier on histograms of oriented gradients (King 2015, arXiv 1502.00046), compiled into the library, so it
needs no file. It gives no landmarks, so nobody can be recognised with it. Its library needs a processor with AVX and
ends the process on any other: `engine_host/dlib_trial.py` tries that in a process of its own first.
"""

import importlib
from typing import TYPE_CHECKING, Any, Final, override

import numpy as np

from ..picture.geometry import intersection_over_union, scale
from ..picture.picture import Picture
from ..records.errors import ModelError
from ..records.faces import Box, Face
from ..records.refusals import ModelRefusal
from .detector import Detector

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

NAME: Final = "dlib"

_AUTHORS_UPSAMPLINGS: Final = 1
"""LiveCAD's authors had the picture doubled once before dlib looked at it."""
_LEAST_MARGIN: Final = 0.25
"""Smaller margins are mostly folds of clothes: 0.08 to 0.10 on all that was found beside faces in 24 pictures, 0.55 and
more on their faces."""
_LEAST_OVERLAP: Final = 0.4
"""Less overlap than this with where the face is, and dlib's box is of something else."""


class DlibDetector(Detector):
    """Frontal faces by dlib, and the very boxes that LiveCAD's authors cropped."""

    def __init__(self, *, long_side_px: int = 640) -> None:
        """Import the library; raises `ModelError` where it is not installed."""
        try:
            # Not at the top of the file: importing it ends the process on a processor without AVX.
            dlib = importlib.import_module("dlib")
        except ImportError as error:
            message = "Expected the package dlib-bin, got none; install it or bring a face model."
            raise ModelError(ModelRefusal.MISSING, message) from error
        self._detector: Any = dlib.get_frontal_face_detector()
        self._long_side_px = long_side_px

    @override
    def finest_scale(self, width: int, height: int) -> float:
        """Return the scale of the only look."""
        return min(1.0, self._long_side_px / max(width, height))

    @override
    def detect(self, picture: Picture) -> tuple[Face, ...]:
        """Return frontal faces without landmarks, largest first. The confidence is dlib's margin, cut at 1."""
        width, height = picture.size
        shrink = self.finest_scale(width, height)
        seen = max(1, round(width * shrink)), max(1, round(height * shrink))
        pixels = picture.glance(picture.whole, *seen) if shrink < 1 else picture.part(picture.whole)
        faces = [
            Face(scale(box, 1 / shrink), min(1.0, margin), None)
            for box, margin in self._found(pixels, 0)
            if margin >= _LEAST_MARGIN
        ]
        return tuple(sorted(faces, key=lambda face: -face.box.width * face.box.height))

    def authors_box(self, picture: Picture, near: Box) -> Box | None:
        """Return the box that LiveCAD's authors would have cropped for the face at `near`; None where dlib sees none.

        It is looked for as they did: in the whole picture, red-green-blue, doubled once, and cut to the picture.
        """
        found = self._found(picture.part(picture.whole), _AUTHORS_UPSAMPLINGS)
        boxes = [_within(box, *picture.size) for box, _ in found]
        best = max(boxes, key=lambda box: intersection_over_union(box, near), default=None)
        if best is None or intersection_over_union(best, near) < _LEAST_OVERLAP:
            return None
        return best

    @override
    def golden_check(self) -> None:
        """Look at an empty picture: there must be nobody."""
        if self.detect(Picture.of_pixels(np.zeros((240, 320, 3), np.uint8))):
            message = "Expected no face in a black picture, but dlib found one; reinstall dlib-bin."
            raise ModelError(ModelRefusal.GOLDEN_CHECK, message)

    def _found(self, pixels: NDArray[uint8], upsamplings: int) -> list[tuple[Box, float]]:
        """Return dlib's boxes and margins. Its right and bottom pixels, themselves inside, serve as edges."""
        rectangles, margins, _ = self._detector.run(np.ascontiguousarray(pixels[:, :, ::-1]), upsamplings)
        return [
            (
                Box(found.left(), found.top(), found.right() - found.left(), found.bottom() - found.top()),
                margin,
            )
            for found, margin in zip(rectangles, margins, strict=True)
        ]


def _within(box: Box, width: int, height: int) -> Box:
    """Return what of a box lies in the picture."""
    left, top = max(0.0, box.left), max(0.0, box.top)
    right, bottom = min(float(width), box.left + box.width), min(float(height), box.top + box.height)
    return Box(left, top, right - left, bottom - top)
