"""The facial risk model: LiveCAD, or the demonstration model that stands in for it.

Contract of the authors' public program: the face box enlarged by 1.1 about its centre, cut to whole pixels towards zero
and to the picture, squashed to a square with Pillow's bilinear filter, scaled and normalised, softmax, one class is the
risk. What differs between checkpoints (size, mean and std, which class) is read from the file's own metadata, because
guessing it wrong gives plausible numbers.
"""

from typing import TYPE_CHECKING, Final

import numpy as np

from ..model_file.session import require_image_input, require_outputs
from ..picture import image
from ..picture.bitmap import Region
from ..picture.geometry import enlarge
from ..records.configuration import ModelFile, ModelKind, RiskModel
from ..records.errors import ModelError
from ..records.faces import Box
from ..records.refusals import ModelRefusal
from .risk_metadata import GOLDEN_INPUT, RiskMetadata, read_risk_metadata

if TYPE_CHECKING:
    from numpy import float32, uint8
    from numpy.typing import NDArray

    from ..model_file.session import Session
    from ..picture.picture import Picture

GOLDEN_BOX: Final = Box(60.0, 60.0, 200.0, 200.0)
"""Where the crop of the golden check lies, whatever the model's crop geometry."""
_GOLDEN_TOLERANCE: Final = 1e-3
# The pinned answer is the one of 32-bit numbers. Where a CPU's 8-bit products saturate, the difference is larger.
_GOLDEN_TOLERANCE_INT8: Final = 0.02
_GOLDEN_SIDE_PX: Final = 320
_DEMONSTRATION_ANSWERS: Final = (0.23276, 0.17253)
"""What the demonstration model answers to the two pictures of the golden check."""
_PROBABILITY_TOLERANCE: Final = 1e-3


class LiveCad:
    """A risk model on any inference session."""

    def __init__(self, session: Session) -> None:
        """Read the metadata and check it against the signature.

        Raises:
            ModelError: The model is refused.
        """
        self.metadata = read_risk_metadata(session.metadata)
        spec = require_image_input(session)
        side = self.metadata.input_size
        if not spec.admits((1, 3, side, side)):
            message = f"Expected an input of (1, 3, {side}, {side}) as the metadata says, got {spec.shape}."
            raise ModelError(ModelRefusal.WRONG_SIGNATURE, message)
        require_outputs(session, [self.metadata.output])
        self._session, self._input = session, spec.name

    @property
    def runtime(self) -> str:
        """What computes the answers, with its version."""
        return self._session.runtime

    def risk_model(self, file: ModelFile) -> RiskModel:
        """Return who speaks, given the file that this is."""
        return risk_model_of(self.metadata, file.sha256, is_verified=file.pinned)

    def planes(self, picture: Picture, box: Box) -> NDArray[uint8]:
        """Return all that the model sees of the face in a box: pixels 0-255 of shape (1, 3, side, side)."""
        region = crop_region(picture.size, box, self.metadata.crop_scale)
        return _squashed(picture.part(region), self.metadata)

    def estimate(self, pixels: NDArray[uint8], box: Box) -> float:
        """Return the probability 0-1 of the positive class for the face in a box of the model's crop geometry.

        Raises:
            ModelError: The model's answer is no probability.
        """
        return self.probability(self.raw(pixels, box))

    def estimate_planes(self, planes: NDArray[uint8]) -> float:
        """Return the probability 0-1 of the positive class for a face of shape (1, 3, side, side), see `planes`.

        Raises:
            ModelError: The model's answer is no probability.
        """
        return self.probability(self.answer_to(normalised(planes, self.metadata)))

    def output_of(self, content: bytes) -> NDArray[float32]:
        """Return what somebody else computed with this model, as it stands in its output: (1, classes).

        Raises:
            ModelError: It is not as many finite numbers.
        """
        size = len(self.metadata.classes) * np.dtype("<f4").itemsize
        output = np.frombuffer(content, "<f4") if len(content) == size else np.full(1, np.nan, np.float32)
        if not np.isfinite(output).all():
            message = (
                f"Expected {len(self.metadata.classes)} finite numbers, got {len(content)} bytes of others."
            )
            raise ModelError(ModelRefusal.BAD_OUTPUT, message)
        return output.astype(np.float32)[None]

    def raw(self, pixels: NDArray[uint8], box: Box) -> NDArray[float32]:
        """Return what the model answers about the face in a box, as it stands in its output: (1, classes)."""
        return self.answer_to(self.prepare(pixels, box))

    def answer_to(self, prepared: NDArray[float32]) -> NDArray[float32]:
        """Return the output, (1, classes), for an input of shape (1, 3, side, side) as `prepare` makes it."""
        return self._session.run({self._input: prepared})[self.metadata.output]

    def prepare(self, pixels: NDArray[uint8], box: Box) -> NDArray[float32]:
        """Return the model's input, shape (1, 3, side, side), for a face box in a blue-green-red picture."""
        return prepare(pixels, box, self.metadata)

    def golden_check(self) -> None:
        """Ask about one picture twice and about another; raises `ModelError` unless the answers make sense."""
        picture = golden_picture()
        first, again, other = (
            self.estimate(pixels, GOLDEN_BOX) for pixels in (picture, picture, picture[:, :, ::-1] // 2)
        )
        self._require_honest_kind(first, other)
        pinned = self.metadata.golden_probability
        if first != again or first == other:
            message = f"Expected one answer to one picture and another to another, got {first}, {again} and {other}."
            raise ModelError(ModelRefusal.GOLDEN_CHECK, message)
        is_int8 = self.metadata.precision.startswith("int8")
        tolerance = _GOLDEN_TOLERANCE_INT8 if is_int8 else _GOLDEN_TOLERANCE
        if pinned is not None and abs(first - pinned) > tolerance:
            message = f"Expected {pinned} for the picture {GOLDEN_INPUT!r} as the file pins it, got {first}."
            if is_int8:
                advice = (
                    "This CPU may compute 8-bit products wrongly: use the fp16 or fp32 file of this model."
                )
                raise ModelError(ModelRefusal.INT8_GOLDEN_CHECK, f"{message} {advice}")
            raise ModelError(ModelRefusal.GOLDEN_CHECK, message)

    def _require_honest_kind(self, *answers: float) -> None:
        """Raise `ModelError` where another kind of model answers as the demonstration does, whatever it is made of."""
        for expected in (_DEMONSTRATION_ANSWERS, tuple(1 - answer for answer in _DEMONSTRATION_ANSWERS)):
            is_alike = np.allclose(answers, expected, rtol=0, atol=_GOLDEN_TOLERANCE)
            if is_alike and self.metadata.kind is not ModelKind.DEMONSTRATION:
                raise ModelError(
                    ModelRefusal.DISGUISED,
                    f"Expected a model of the kind {self.metadata.kind}, got one that answers as the demonstration "
                    "does. Its values must not be taken for anything else.",
                )

    def probability(self, answer: NDArray[float32]) -> float:
        """Check a raw output of shape (1, classes) and turn it into the probability 0-1 of the positive class.

        Raises:
            ModelError: It holds no probabilities.
        """
        metadata = self.metadata
        if answer.shape != (1, len(metadata.classes)):
            message = f"Expected output {metadata.output!r} of shape (1, {len(metadata.classes)}), got {answer.shape}."
            raise ModelError(ModelRefusal.BAD_OUTPUT, message)
        values = answer[0].astype(np.float64)
        if metadata.output == "logits":
            values = np.exp(values - values.max())
            values /= values.sum()
        in_range = bool(((values >= 0) & (values <= 1)).all())
        if not in_range or abs(values.sum() - 1) > _PROBABILITY_TOLERANCE:
            message = "Expected probabilities between 0 and 1 that add up to 1; the model is damaged or mislabelled."
            raise ModelError(ModelRefusal.BAD_OUTPUT, message)
        return float(values[metadata.positive_index])


def risk_model_of(metadata: RiskMetadata, sha256: str, *, is_verified: bool) -> RiskModel:
    """Return who speaks in a file of this hash. Only a file of the catalogue is verified."""
    return RiskModel(metadata.name, metadata.version, metadata.kind, sha256, metadata.licence, is_verified)


def prepare(pixels: NDArray[uint8], box: Box, metadata: RiskMetadata) -> NDArray[float32]:
    """Return a model's input, shape (1, 3, side, side), for a face box in a blue-green-red picture."""
    return normalised(planes_of(pixels, box, metadata), metadata)


def planes_of(pixels: NDArray[uint8], box: Box, metadata: RiskMetadata) -> NDArray[uint8]:
    """Return the red, green and blue pixels 0-255 of a face, shape (1, 3, side, side): all that a model sees."""
    return _squashed(crop(pixels, box, metadata.crop_scale), metadata)


def _squashed(face: NDArray[uint8], metadata: RiskMetadata) -> NDArray[uint8]:
    """Return a face that was cut out as red, green and blue pixels of the model's size."""
    side = metadata.input_size
    squashed = image.resize_bilinear(np.ascontiguousarray(face), side, side)
    return np.stack(image.split(squashed)[::-1])[None]


def normalised(pixel_planes: NDArray[uint8], metadata: RiskMetadata) -> NDArray[float32]:
    """Return pixels of shape (1, 3, side, side) as the model wants them."""
    planes = pixel_planes.astype(np.float32)
    # (pixel / 255 - mean) / std, as one product and one difference in place.
    std = np.array(metadata.std)[:, None, None]
    planes *= (1 / (255 * std)).astype(np.float32)
    planes -= (np.array(metadata.mean)[:, None, None] / std).astype(np.float32)
    return planes


def crop(pixels: NDArray[uint8], box: Box, crop_scale: float) -> NDArray[uint8]:
    """Return the part of a picture inside the enlarged box."""
    region = crop_region((pixels.shape[1], pixels.shape[0]), box, crop_scale)
    return pixels[region.top : region.bottom, region.left : region.right]


def crop_region(size: tuple[int, int], box: Box, crop_scale: float) -> Region:
    """Return where the enlarged box lies in a picture of this size: cut towards zero, then to the picture."""
    width, height = size
    larger = enlarge(box, crop_scale)
    left, top = max(0, int(larger.left)), max(0, int(larger.top))
    right = min(width, int(larger.left + larger.width))
    bottom = min(height, int(larger.top + larger.height))
    if right <= left or bottom <= top:
        raise ValueError(f"Expected a box that overlaps the {width} x {height} picture, got {box}.")
    return Region(left, top, right, bottom)


def golden_picture() -> NDArray[uint8]:
    """Return the picture of the golden check: slopes in all channels and one magenta patch."""
    down, across = np.mgrid[:_GOLDEN_SIDE_PX, :_GOLDEN_SIDE_PX]
    slopes = np.stack([down * 255 // 319, across * 255 // 319, (down + across) * 255 // 638], axis=2)
    slopes[150:166, 150:166] = (255, 0, 255)
    return slopes.astype(np.uint8)
