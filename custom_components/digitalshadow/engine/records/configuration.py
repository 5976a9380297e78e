"""What the engine is configured with, and what it then runs: models, thresholds, runtimes."""

from dataclasses import dataclass, field
from enum import StrEnum

from .messages import Request
from .sightings import Crop


@dataclass(frozen=True, slots=True)
class Settings:
    """The thresholds of the engine. The defaults were measured (facts page "vision")."""

    detection_long_side_px: int = 640
    """Frames are shrunk to this long side before the detector sees them."""
    detection_confidence: float = 0.75
    """Faces below this confidence are not faces."""
    max_faces: int = 16
    """The largest faces of a frame that are looked at; the rest is counted as too many."""
    min_eye_distance_px: float = 20.0
    """Smaller faces are neither recognised nor read."""
    min_enrolment_eye_distance_px: float = 30.0
    """Smaller faces are not enrolled."""
    min_sharpness: float = 6.0
    """Chips below this sharpness are blurred."""
    match_similarity: float = 0.45
    """Cosine to a person's mean template from which a face may carry the name."""
    match_margin: float = 0.08
    """Distance to the runner-up below which nobody is named."""
    look_alike_similarity: float = 0.40
    """Cosine to another enrolled person from which an enrolment is refused."""
    agreeing_frames: int = 2
    """Frames that must agree before a name counts."""
    track_gap_seconds: float = 2.0
    """A face unseen for longer starts a new track."""
    visit_gap_seconds: float = 30.0
    """A person unseen for longer begins a new visit, which wants frames of its own."""
    min_livecad_quality: float = 0.3
    """Faces below this quality are not read."""
    exact_crop: bool = False
    """Whether a model with the crop geometry dlib gets dlib's own box where pictures are not too wide."""
    read_grey: bool = False
    """Whether faces in pictures without colours are read; nobody knows what such values are worth."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A verified file on disk and what the catalogue says about it."""

    name: str
    """The catalogue's name of the model."""
    path: str
    """Absolute path."""
    sha256: str
    """What the file's bytes must hash to; checked again when the engine reads them."""
    pinned: bool
    """True when the hash comes from the catalogue; an unpinned file first passes the structure guard."""


class ModelKind(StrEnum):
    """What a facial risk model is. Only `livecad` claims anything about hearts."""

    DEMONSTRATION = "demonstration"
    LIVECAD = "livecad"


@dataclass(frozen=True, slots=True)
class RiskModel:
    """Which facial risk model speaks."""

    name: str
    """The model's own name."""
    version: str
    """The model's own version."""
    kind: ModelKind
    """Demonstration, or LiveCAD."""
    sha256: str
    """Hash of the file."""
    licence: str
    """Licence text or SPDX name the file carries; empty when it carries none."""
    is_verified: bool = False
    """Whether the project vouches for these very bytes. Whatever another file says about itself, nobody checked."""

    @property
    def title(self) -> str:
        """The name as it stands beside every value."""
        return self.name if self.is_verified else f"{self.name} (unverified)"


@dataclass(frozen=True, slots=True)
class ExaminedModel:
    """What a risk model's file is, by its hash, its structure and what it says about itself. It did not run."""

    model: RiskModel
    """Who would speak."""
    source_sha256: str
    """Hash of the checkpoint that it was made of; empty where it does not say."""
    precision: str
    """What its weights are stored in; empty where it does not say."""


@dataclass(frozen=True, slots=True)
class ExamineModel(Request[ExaminedModel]):
    """Look at a file that nobody vouches for, without loading it. Needs no configuration; refusals are `ModelError`."""

    path: str
    """Absolute path."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The engine is configured and every model proved itself."""

    detector: str
    """Catalogue name of the detector, or `dlib` for the fallback."""
    recogniser: str | None
    """Catalogue name of the recogniser; None means that identity is off."""
    recogniser_sha256: str | None
    """Hash that templates of this recogniser carry."""
    risk_model: RiskModel
    """Which model answers."""
    runtime: str
    """What computes the facial model, with its version, for example `onnxruntime 1.32.0` or `numpy 2.3.2`."""
    image_backend: str
    """`opencv` or `pillow`, with its version."""
    confinement: tuple[str, ...] = ()
    """What the engine's process cannot do any more, as `confinement.Confinement` names it."""
    detector_runtime: str = ""
    """What computes the detector; empty for the fallback."""
    detector_input_px: int = 0
    """Side of the pictures that the detector is given, smaller on a slow computer; 0 where that is left open."""
    recogniser_runtime: str = ""
    """What computes the recogniser; empty where identity is off."""
    proofs: tuple[str, ...] = ()
    """What stands for it that these runtimes agree with NumPy, one for each model that was compared."""
    refused_runtimes: tuple[str, ...] = ()
    """The runtimes that do not agree on a model, in whose place the next one computes it."""
    crop: Crop = Crop.DETECTED
    """What crops are made from, where pictures are not too wide."""


@dataclass(frozen=True, slots=True)
class Configure(Request[Ready]):
    """Load models and set thresholds. Must be the first request; sent again it replaces everything but the gallery."""

    risk_model: ModelFile
    """The LiveCAD or demonstration file."""
    detector: ModelFile | None
    """The face detector, or None for dlib, the fallback."""
    recogniser: ModelFile | None
    """The recogniser, or None when identity is off."""
    settings: Settings = field(default_factory=Settings)
    """Thresholds."""
    threads: int = 1
    """Threads inside one model run."""
    known_proofs: tuple[str, ...] = ()
    """What `Ready.proofs` said before: what was proven once is not proven again."""
    may_use_dlib: bool = True
    """Whether dlib may be imported: on a processor without AVX that would end the process."""
