"""What a conversion is asked for, and what comes out: records that travel between Home Assistant and the engine."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .configuration import ModelFile, ModelKind
from .crop_geometry import CropGeometry
from .messages import Request

IMAGENET_MEAN: Final = (0.485, 0.456, 0.406)
IMAGENET_STD: Final = (0.229, 0.224, 0.225)
AUTHORS_CROP_SCALE: Final = 1.1


class Precision(StrEnum):
    """How weights are stored, most exact first. Only the 8-bit forms compute in whole numbers."""

    FP32 = "fp32"
    FP16 = "fp16"
    INT8 = "int8"
    INT8_REDUCED = "int8-reduced"

    @property
    def levels(self) -> int:
        """Largest whole number of a weight; 0 where weights are no whole numbers.

        Sums of two products of eight and seven bits fit into 16 bits, so the reduced range cannot saturate on a CPU
        without VNNI.
        """
        return {Precision.INT8: 127, Precision.INT8_REDUCED: 64}.get(self, 0)


class ConversionStage(StrEnum):
    """What a conversion is doing."""

    READING = "reading"
    COMPUTING = "computing"
    WRITING = "writing"
    PROVING = "proving"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ConversionPlan:
    """What the model file shall be and say about itself. The defaults are the contract of the authors' program."""

    name: str
    """What the model is called wherever a value is shown."""
    version: str
    """Which one of that name."""
    classes: tuple[str, ...]
    """Names of the classes, in the order of the checkpoint's `classes.txt`."""
    positive_index: int
    """Which of them is the risk."""
    licence: str
    """What the person says about the right to use it."""
    converted_on: str
    """Date, year first."""
    kind: ModelKind = ModelKind.LIVECAD
    """What it is; a checkpoint of random weights is a demonstration."""
    precision: Precision = Precision.INT8
    """How weights shall be stored; a more exact form is kept where this one does not prove itself."""
    input_size: int | None = None
    """Side of the input in pixels; None for the one of training."""
    mean: tuple[float, ...] = IMAGENET_MEAN
    """Mean per channel, red-green-blue, of pixels scaled to 0-1."""
    std: tuple[float, ...] = IMAGENET_STD
    """Standard deviation per channel."""
    crop_geometry: CropGeometry = CropGeometry.DLIB
    """Which box the model was trained on."""
    crop_scale: float = AUTHORS_CROP_SCALE
    """Factor by which that box is enlarged."""
    start_licence: str = ""
    """Under which licence the weights stand that training began from."""

    @property
    def whole_licence(self) -> str:
        """What the person says, and what the weights bring with them."""
        return "; ".join(part for part in (self.licence, self.start_licence) if part)


@dataclass(frozen=True, slots=True)
class Parity:
    """How far a file's probabilities lie from those of the checkpoint in 32-bit numbers."""

    precision: Precision
    """Of which form of the file."""
    faces: int
    """How many pictures were compared."""
    max_difference: float
    """Largest absolute difference of probabilities."""
    mean_difference: float
    """Mean absolute difference."""
    is_within_bounds: bool
    """Whether that is little enough."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A finished model file."""

    path: str
    """Where it lies."""
    sha256: str
    """What its bytes hash to."""
    size_bytes: int
    """How many there are."""
    source_sha256: str
    """What the checkpoint's bytes hash to."""
    precision: Precision
    """How its weights are stored: the form that was asked for, or a more exact one."""
    parities: tuple[Parity, ...]
    """What was measured, first the form that was asked for."""
    golden_probability: float
    """The checkpoint's own answer to the golden picture."""


@dataclass(frozen=True, slots=True)
class ConversionProgress:
    """How far a conversion is."""

    stage: ConversionStage
    """What it is doing."""
    share: float
    """How much of this stage is done, 0-1."""
    result: Converted | None = None
    """The file, once it is finished."""


@dataclass(frozen=True, slots=True)
class BeginConversion(Request[ConversionProgress]):
    """Begin to make a model file of a checkpoint. Needs no configuration; a conversion under way is dropped.

    The work is done in steps of about a second, one per `ContinueConversion`, each of which tells how far it is.
    """

    checkpoint_path: str
    """Absolute path of the checkpoint file."""
    target_path: str
    """Absolute path of the model file; an older one is replaced when the new one is complete and proved itself."""
    plan: ConversionPlan
    """What the file shall be."""
    photo: bytes | None = None
    """JPEG, PNG or WebP whose faces the file is compared on beside the built-in ones; looked at and forgotten."""
    detector: ModelFile | None = None
    """The face detector YuNet, which a photo needs."""


@dataclass(frozen=True, slots=True)
class ContinueConversion(Request[ConversionProgress]):
    """Do the next step. The last reply has the stage `done` and the result; a refusal is a `ModelError`."""
