"""Finding faces: the Protocol, and YuNet through a session with its decoding done here.

YuNet (Wu et al. 2023, Machine Intelligence Research) predicts at strides 8, 16 and 32; per cell a class and an object
confidence, a box relative to the cell, and five landmarks. Input is blue-green-red 0-255.
"""

from dataclasses import dataclass
import math
from typing import TYPE_CHECKING, Final, Protocol, override

import numpy as np

from ..model_file.session import require_image_input, require_outputs
from ..picture.geometry import intersection_over_union, non_maximum_suppression, share_of_smaller
from ..records.errors import ModelError
from ..records.faces import Box, Face
from ..records.refusals import ModelRefusal
from .detection_input import WHOLE_SIDE_PX
from .input_canvas import InputCanvas
from .lower_half import score_of, shown_four_times
from .parts import CLOSE_UP_GAIN, TILE_SCALE, TILED_BELOW, Part, close_up_scale, close_ups, collage, tiles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy import float32, uint8
    from numpy.typing import NDArray

    from ..model_file.session import Session
    from ..picture.picture import Picture

_STRIDES: Final = (8, 16, 32)
_SUPPRESSION_OVERLAP: Final = 0.3
_SAME_FACE_OVERLAP: Final = 0.4
_MOST_CLOSE_UPS: Final = 16
# Share of the box's width between a face's eyes. Turned faces reach down to the lower bound; dogs and cups leave it.
_EYE_DISTANCE_SHARE: Final = (0.15, 0.65)


class Detector(Protocol):
    """Finds faces in a picture."""

    def finest_scale(self, width: int, height: int) -> float:
        """Return at what scale a picture of this size has to be decoded at first: 1 is every pixel."""
        del width, height
        return 1.0

    def detect(self, picture: Picture) -> tuple[Face, ...]:
        """Return the faces of a picture, largest first."""

    def lower_half_score(self, chip: NDArray[uint8]) -> float | None:
        """Return how surely the lower half of a chip is a face's, 0-1; None where this detector cannot tell."""
        del chip
        return None

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


@dataclass(frozen=True, slots=True, eq=False)
class _Find:
    """A face, and how large the model saw it."""

    face: Face
    """In pixels of the picture."""
    scale: float
    """Pixels of the model's input for one of the picture."""

    @property
    def gains_from_close_up(self) -> bool:
        """Whether a close-up shows the face larger than it was seen."""
        return self.scale < min(1.0, CLOSE_UP_GAIN * close_up_scale(self.face.box))


class YuNetDetector(Detector):
    """YuNet on any inference session."""

    def __init__(self, session: Session, *, long_side_px: int = 640, confidence: float = 0.75) -> None:
        """Check the model's signature.

        Frames are shrunk to `long_side_px` (or to what a model of fixed input size takes); `confidence` is the least
        that counts as a face.

        Raises:
            ModelError: For another kind of model.
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
        self._canvas = InputCanvas()
        # A detector gets a small input where it has no time; tiles would take all of that again, and more.
        self._may_tile = all(side in (None, WHOLE_SIDE_PX) for side in spec.shape[2:])

    @override
    def finest_scale(self, width: int, height: int) -> float:
        """Return the scale of the whole look, or of the tiles where there are any."""
        shrink = self._shrink(width, height)
        return TILE_SCALE if self._is_tiled(shrink) else shrink

    def _is_tiled(self, shrink: float) -> bool:
        """Tell whether a picture that is shrunk so much is looked at in tiles too."""
        return shrink < TILED_BELOW and self._may_tile

    @override
    def detect(self, picture: Picture) -> tuple[Face, ...]:
        """Return plausible faces in pixels of the given picture, largest first.

        A picture much larger than the model's input is looked at as a whole and in tiles, and a face that is small in
        the model's input once more in a close-up, so that its landmarks are as exact as the picture itself.
        """
        width, height = picture.size
        picture.decode(self.finest_scale(width, height))
        shrink = self._shrink(width, height)
        found = self._look(picture, Part(0, 0, width, height, shrink))
        side = min(self._input_size())
        if self._is_tiled(shrink):
            for tile in tiles(width, height, side):
                found += [
                    find for find in self._look(picture, tile) if not tile.cuts(find.face.box, width, height)
                ]
            found = _once(found)
        faces = self._looked_at_closely(picture, found, side)
        return tuple(sorted(faces, key=lambda face: -face.box.width * face.box.height))

    def _input_size(self) -> tuple[int, int]:
        """Return the largest height and width that the model is given."""
        most = self._long_side_px
        return min(self._fixed_height or most, most), min(self._fixed_width or most, most)

    def _shrink(self, width: int, height: int) -> float:
        """Return the scale at which a picture of this size is looked at as a whole."""
        input_height, input_width = self._input_size()
        return min(1.0, input_width / width, input_height / height)

    def _look(self, picture: Picture, part: Part) -> list[_Find]:
        """Return the plausible faces of one part of the picture."""
        return [
            _Find(_face(found, part), part.scale)
            for found in self.candidates(part.view(picture))
            if _is_plausible(found)
        ]

    def _looked_at_closely(self, picture: Picture, found: Sequence[_Find], side: int) -> list[Face]:
        """Return the faces, the small ones of them as a close-up shows them."""
        small = [find for find in found if find.gains_from_close_up]
        small = sorted(small, key=lambda find: -find.face.box.width)[:_MOST_CLOSE_UPS]
        if not small:
            return [find.face for find in found]
        parts = close_ups([find.face.box for find in small], *picture.size, side)
        seen = [cell for cell in self.candidates(collage(picture, parts)) if _is_plausible(cell)]
        exact = {
            id(find): _best(find.face, [_face(cell, part) for cell in seen])
            for find, part in zip(small, parts, strict=True)
        }
        return [exact.get(id(find), find.face) for find in found]

    def candidates(self, pixels: NDArray[uint8]) -> list[Candidate]:
        """Return everything above the confidence, most confident first, in a picture that fits the model's input."""
        answers, width = self._answers(pixels)
        found = [
            cell
            for stride in _STRIDES
            for cell in self._confident_cells(answers, stride, columns=width // stride)
        ]
        kept = non_maximum_suppression(
            [cell.box for cell in found], [cell.confidence for cell in found], _SUPPRESSION_OVERLAP
        )
        return [found[index] for index in kept]

    @override
    def lower_half_score(self, chip: NDArray[uint8]) -> float | None:
        """Look at the lower half alone; a face is told from something else far below the confidence of `detect`."""
        pixels = shown_four_times(chip)
        if min(self._input_size()) < pixels.shape[0]:
            return None
        answers, width = self._answers(pixels)
        planes = []
        for stride in _STRIDES:
            side = pixels.shape[0] // stride
            classes, objects = (
                answers[f"{kind}_{stride}"].reshape(-1, width // stride) for kind in ("cls", "obj")
            )
            planes.append(np.sqrt(np.clip(classes * objects, 0, 1))[:side, :side])
        return score_of(planes)

    def _answers(self, pixels: NDArray[uint8]) -> tuple[Mapping[str, NDArray[float32]], int]:
        """Return what the model says of a picture that fits its input, and the width of that input."""
        height, width = (
            fixed or math.ceil(side / _STRIDES[-1]) * _STRIDES[-1]
            for fixed, side in zip((self._fixed_height, self._fixed_width), pixels.shape[:2], strict=True)
        )
        return self._session.run({self._input: self._canvas.fill(pixels, height, width)}), width

    @override
    def golden_check(self) -> None:
        """Look at an empty picture: the model must run, and must see nobody."""
        side = self._fixed_width or self._long_side_px
        if self.candidates(np.zeros((self._fixed_height or side, side, 3), np.uint8)):
            message = "Expected no face in a black picture, but the detector found one; the model is damaged."
            raise ModelError(ModelRefusal.GOLDEN_CHECK, message)

    def _confident_cells(
        self, answers: Mapping[str, NDArray[float32]], stride: int, *, columns: int
    ) -> Iterator[Candidate]:
        """Decode the cells of one stride that are confident enough."""
        classes, objects = answers[f"cls_{stride}"].reshape(-1), answers[f"obj_{stride}"].reshape(-1)
        boxes, points = answers[f"bbox_{stride}"].reshape(-1, 4), answers[f"kps_{stride}"].reshape(-1, 5, 2)
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


def _face(found: Candidate, part: Part) -> Face:
    """Return the face in pixels of the picture of which the model saw a part."""
    left, top = part.to_picture(found.box.left, found.box.top)
    box = Box(left, top, found.box.width / part.scale, found.box.height / part.scale)
    landmarks = np.array([part.to_picture(*point) for point in found.landmarks], np.float32)
    return Face(box, found.confidence, landmarks)


def _once(found: Sequence[_Find]) -> list[_Find]:
    """Return each face once: as the whole picture shows it, else as the tile that is surest of it."""
    kept: list[_Find] = []
    for find in sorted(found, key=lambda find: (find.scale, -find.face.confidence)):
        if all(share_of_smaller(find.face.box, other.face.box) <= _SUPPRESSION_OVERLAP for other in kept):
            kept.append(find)
    return kept


def _best(face: Face, seen: Sequence[Face]) -> Face:
    """Return what lies where the face was found; the face itself where nothing does."""
    overlaps = [intersection_over_union(face.box, other.box) for other in seen]
    if not overlaps or max(overlaps) < _SAME_FACE_OVERLAP:
        return face
    return seen[overlaps.index(max(overlaps))]


def _is_plausible(found: Candidate) -> bool:
    """Tell whether the landmarks can be a person's: eyes apart, mouth below them, nose in between."""
    left_eye, right_eye, nose, left_mouth, right_mouth = (complex(*point) for point in found.landmarks)
    eyes, mouth = (left_eye + right_eye) / 2, (left_mouth + right_mouth) / 2
    least, most = _EYE_DISTANCE_SHARE
    if not least <= abs(right_eye - left_eye) / found.box.width <= most or mouth.imag <= eyes.imag:
        return False
    nose_along = ((nose - eyes) / (mouth - eyes)).real
    return 0 < nose_along < 1
