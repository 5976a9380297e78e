"""Finding faces: the Protocol, and YuNet through a session with its decoding done here.

YuNet (Wu et al. 2023, Machine Intelligence Research) predicts at strides 8, 16 and 32; per cell a class and an object
confidence, a box relative to the cell, and five landmarks. Input is blue-green-red 0-255.
"""

from dataclasses import dataclass
import math
from typing import TYPE_CHECKING, Protocol, override

import numpy as np

from ..model_file.session import require_image_input, require_outputs
from ..picture import image
from ..picture.geometry import non_maximum_suppression, scale
from ..records.errors import ModelError
from ..records.observations import Box, Face, ModelRefusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy import float32, uint8
    from numpy.typing import NDArray

    from ..model_file.session import Session

_STRIDES = (8, 16, 32)
_SUPPRESSION_OVERLAP = 0.3
# Share of the box's width between a face's eyes. Turned faces reach down to the lower bound; dogs and cups leave it.
_EYE_DISTANCE_SHARE = (0.15, 0.65)


class Detector(Protocol):
    """Finds faces in a picture."""

    def detect(self, pixels: NDArray[uint8]) -> tuple[Face, ...]:
        """Return the faces of a blue-green-red picture, largest first."""

    def golden_check(self) -> None:
        """Prove that the detector works; raises `ModelError`."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one confident cell of YuNet's grids says."""

    confidence: float
    """Geometric mean of class and object confidence, 0-1."""
    box: Box
    """The face's box in pixels of the model's input."""
    landmarks: tuple[tuple[float, float], ...]
    """The five landmarks in pixels of the model's input."""


class YuNetDetector(Detector):
    """YuNet on any inference session."""

    def __init__(self, session: Session, *, long_side_px: int = 640, confidence: float = 0.75) -> None:
        """Check the model's signature.

        Frames are shrunk to `long_side_px` (or to what a model of fixed input size takes); `confidence` is the least
        that counts as a face. Raises `ModelError` for another kind of model.
        """
        spec = require_image_input(session)
        require_outputs(
            session, [f"{kind}_{stride}" for kind in ("cls", "obj", "bbox", "kps") for stride in _STRIDES]
        )
        self._session = session
        self._input = spec.name
        self._fixed_height, self._fixed_width = spec.shape[2:]
        self._long_side_px = long_side_px
        self._confidence = confidence
        # Kept between frames: making and clearing it costs as much as filling it.
        self._canvas: NDArray[float32] = np.zeros((1, 3, 0, 0), np.float32)
        self._filled = (0, 0)

    @override
    def detect(self, pixels: NDArray[uint8]) -> tuple[Face, ...]:
        """Return plausible faces in pixels of the given picture, largest first."""
        height, width = pixels.shape[:2]
        shrink = min(
            1.0,
            min(self._fixed_width or self._long_side_px, self._long_side_px) / width,
            min(self._fixed_height or self._long_side_px, self._long_side_px) / height,
        )
        if shrink < 1:
            pixels = image.resize(pixels, max(1, round(width * shrink)), max(1, round(height * shrink)))
        faces = [_face(found, 1 / shrink) for found in self.candidates(pixels) if _is_plausible(found)]
        return tuple(sorted(faces, key=lambda face: -face.box.width * face.box.height))

    def candidates(self, pixels: NDArray[uint8]) -> list[Candidate]:
        """Return everything above the confidence, most confident first, in a picture that fits the model's input."""
        answers = self._session.run({self._input: self._fill_canvas(pixels)})
        found = [cell for stride in _STRIDES for cell in self._confident_cells(answers, stride)]
        kept = non_maximum_suppression(
            [cell.box for cell in found], [cell.confidence for cell in found], _SUPPRESSION_OVERLAP
        )
        return [found[index] for index in kept]

    @override
    def golden_check(self) -> None:
        """Look at an empty picture: the model must run, and must see nobody."""
        side = self._fixed_width or self._long_side_px
        if self.candidates(np.zeros((self._fixed_height or side, side, 3), np.uint8)):
            message = "Expected no face in a black picture, but the detector found one; the model is damaged."
            raise ModelError(ModelRefusal.GOLDEN_CHECK, message)

    def _fill_canvas(self, pixels: NDArray[uint8]) -> NDArray[float32]:
        """Put the picture into the top left of a black input: of the fixed size, or padded to a multiple of 32."""
        height, width = pixels.shape[:2]
        padded = (
            self._fixed_height or math.ceil(height / _STRIDES[-1]) * _STRIDES[-1],
            self._fixed_width or math.ceil(width / _STRIDES[-1]) * _STRIDES[-1],
        )
        if self._canvas.shape[2:] != padded:
            self._canvas = np.zeros((1, 3, *padded), np.float32)
        elif self._filled != (height, width):
            self._canvas.fill(0)
        self._filled = (height, width)
        for plane, channel in zip(self._canvas[0], image.split(pixels), strict=True):
            plane[:height, :width] = channel
        return self._canvas

    def _confident_cells(self, answers: Mapping[str, NDArray[float32]], stride: int) -> Iterator[Candidate]:
        """Decode the cells of one stride that are confident enough."""
        classes, objects = answers[f"cls_{stride}"].reshape(-1), answers[f"obj_{stride}"].reshape(-1)
        boxes, points = answers[f"bbox_{stride}"].reshape(-1, 4), answers[f"kps_{stride}"].reshape(-1, 5, 2)
        columns = self._canvas.shape[3] // stride
        # Neither value exceeds 1, so both must reach the square; a handful of cells is left for exact numbers.
        (hopeful,) = (np.minimum(classes, objects) >= self._confidence**2).nonzero()
        for index in hopeful.tolist():
            confidence = math.sqrt(min(1.0, float(classes[index])) * min(1.0, float(objects[index])))
            if confidence >= self._confidence:
                row, column = divmod(index, columns)
                yield _cell(confidence, (row, column), stride, boxes[index].tolist(), points[index].tolist())


def _cell(
    confidence: float,
    position: tuple[int, int],
    stride: int,
    raw_box: Sequence[float],
    raw_points: Sequence[Sequence[float]],
) -> Candidate:
    """Undo the encoding: offsets from the cell in strides, sizes as logarithms."""
    row, column = position
    across, down, log_width, log_height = raw_box
    width, height = math.exp(log_width) * stride, math.exp(log_height) * stride
    box = Box((column + across) * stride - width / 2, (row + down) * stride - height / 2, width, height)
    points = tuple(((column + right) * stride, (row + below) * stride) for right, below in raw_points)
    return Candidate(confidence, box, points)


def _face(found: Candidate, factor: float) -> Face:
    """Return the face in pixels of a picture that is `factor` times as large."""
    landmarks = np.array(found.landmarks, np.float32) * np.float32(factor)
    return Face(scale(found.box, factor), found.confidence, landmarks)


def _is_plausible(found: Candidate) -> bool:
    """Tell whether the landmarks can be a person's: eyes apart, mouth below them, nose in between."""
    left_eye, right_eye, nose, left_mouth, right_mouth = (complex(*point) for point in found.landmarks)
    eyes, mouth = (left_eye + right_eye) / 2, (left_mouth + right_mouth) / 2
    least, most = _EYE_DISTANCE_SHARE
    if not least <= abs(right_eye - left_eye) / found.box.width <= most or mouth.imag <= eyes.imag:
        return False
    nose_along = ((nose - eyes) / (mouth - eyes)).real
    return 0 < nose_along < 1
