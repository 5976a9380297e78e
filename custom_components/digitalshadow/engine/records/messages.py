"""What Home Assistant and the engine process say to each other: frozen requests and their replies.

`wire.py` turns them into bytes. Each request names the reply it gets through `Request[Reply]`; the engine may answer
any request with `Failure`, which the caller raises as the matching error.
"""

from dataclasses import dataclass, field

from .conversion_plan import ConversionPlan, ConversionProgress
from .observations import Box, Crop, FrameResult, Identity, ModelKind, Quality, WhyNot


class Request[Reply]:
    """Marks a record as a request and names the reply it gets."""

    __slots__ = ()


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


@dataclass(frozen=True, slots=True)
class EnrolledPerson:
    """One person of the gallery."""

    person_id: str
    """Who."""
    may_be_read: bool
    """Whether LiveCAD may look at this face: False without consent, and while monitoring is off."""
    model_sha256: str
    """The recogniser that made the templates; another one's are not compared."""
    templates: tuple[bytes, ...]
    """One float32 little-endian unit vector per enrolment picture."""
    may_be_asked_elsewhere: bool = False
    """Whether this person agreed that the server which is asked gets the face."""
    may_have_pulse: bool = False
    """Whether this person agreed that the pulse is measured from video."""


@dataclass(frozen=True, slots=True)
class GalleryLoaded:
    """What the engine took from the gallery."""

    people: int
    """How many people can be recognised."""
    needs_enrolment: tuple[str, ...]
    """People whose templates came from another recogniser: ask them to enrol again."""


@dataclass(frozen=True, slots=True)
class SetGallery(Request[GalleryLoaded]):
    """Replace the whole gallery. Tracks of people who are gone or withdrew are forgotten at once."""

    people: tuple[EnrolledPerson, ...]
    """Everybody enrolled."""


@dataclass(frozen=True, slots=True)
class Process(Request[FrameResult]):
    """Analyse the next frame of a watched camera."""

    camera_id: str
    """Which camera; tracks are kept per camera."""
    captured_at: float
    """When the picture was taken; must not run backwards per camera."""
    image: bytes
    """JPEG, PNG, WebP or AVIF as the camera delivered it."""
    turn_degrees: int = 0
    """How far the picture must be turned clockwise to be upright: 0, 90, 180 or 270, as the camera is mounted."""
    single_person_id: str | None = None
    """Set when the camera sees this one person only: then no face is compared, the largest gets the name."""
    faces_of: tuple[str, ...] = ()
    """The people whose faces are to be returned as pictures."""
    people: tuple[str, ...] = ()
    """The people with whom faces are compared; empty stands for everybody enrolled."""
    with_pulse: bool = False
    """Whether it is to be told where the colour of faces is to be measured, of people who agreed to that."""


@dataclass(frozen=True, slots=True)
class AssessedFace:
    """One face of a picture that was assessed outside a visit."""

    person_id: str | None
    """Whose face; None for nobody."""
    identity: Identity | None
    """How the person was found; None for nobody."""
    similarity: float | None
    """Cosine to the person's mean template, where faces are compared."""
    quality: Quality
    """How good the face is."""
    probability: float | None
    """LiveCAD's answer, only for a consenting person."""
    why_not: WhyNot | None
    """Why there is none."""
    crop: Crop | None = None
    """What its crop was made from; None where LiveCAD was not asked."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What one picture tells, without tracks or visits."""

    faces: tuple[AssessedFace, ...]
    """Largest first."""


@dataclass(frozen=True, slots=True)
class Assess(Request[Assessment]):
    """Assess one picture now. Consent and quality gates hold as for a watched camera; nothing is remembered."""

    image: bytes
    """JPEG, PNG, WebP or AVIF."""
    single_person_id: str | None = None
    """As in `Process`."""
    turn_degrees: int = 0
    """As in `Process`."""
    people: tuple[str, ...] = ()
    """As in `Process`."""


@dataclass(frozen=True, slots=True)
class LookedFace:
    """One face of a picture that somebody sets a camera up with; nothing of it is read."""

    box: Box
    """Where it is, in the pixels of the upright picture."""
    quality: Quality
    """How good it is."""
    person_id: str | None
    """Whose face; None for nobody."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a picture shows to somebody who sets a camera up."""

    width_px: int
    """Width of the upright picture."""
    height_px: int
    """Height of the upright picture."""
    faces: tuple[LookedFace, ...]
    """Largest first."""


@dataclass(frozen=True, slots=True)
class Look(Request[Looked]):
    """Find and name the faces of a picture. The facial model is asked about none, and nothing is remembered."""

    image: bytes
    """JPEG, PNG, WebP or AVIF."""
    single_person_id: str | None = None
    """As in `Process`."""
    turn_degrees: int = 0
    """As in `Process`."""
    people: tuple[str, ...] = ()
    """As in `Process`."""


@dataclass(frozen=True, slots=True)
class EnrolmentPhoto:
    """A picture that can become part of a person's template."""

    template: bytes
    """Float32 little-endian unit vector."""
    model_sha256: str
    """The recogniser that made it."""
    quality: Quality
    """How good the face is."""
    turn_degrees: int = 0
    """How far the picture had to be turned clockwise for the face to be upright: 0, 90, 180 or 270."""


@dataclass(frozen=True, slots=True)
class Enrol(Request[EnrolmentPhoto]):
    """Turn one picture of one person into a template. Nothing is remembered; refusal is an `EnrolmentError`."""

    person_id: str
    """Who is being enrolled; their own templates in the gallery are no look-alikes."""
    image: bytes
    """JPEG, PNG, WebP or AVIF with one face; others may stand far behind."""
    previous: tuple[bytes, ...] = ()
    """Templates already taken in this enrolment; the new face must be the same person's."""


@dataclass(frozen=True, slots=True)
class PhotoCheck:
    """A picture whose face is good enough for a template; none was made."""

    quality: Quality
    """How good the face is."""
    turn_degrees: int = 0
    """As in `EnrolmentPhoto`."""


@dataclass(frozen=True, slots=True)
class CheckPhoto(Request[PhotoCheck]):
    """Look whether a picture is good enough for a template without making one; refusal is an `EnrolmentError`.

    Whose face it is stays unasked: that is for the time after the person agreed.
    """

    image: bytes
    """As in `Enrol`."""


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


@dataclass(frozen=True, slots=True)
class Failure:
    """A request failed for a reason the engine knows."""

    error: str
    """Name of the class in `errors.py`."""
    message: str
    """What was expected, what came, what to do."""
    reason: str | None = None
    """The error's machine-readable reason."""
    person_id: str | None = None
    """Look-alike of a refused enrolment."""
    similarity: float | None = None
    """Cosine to that look-alike."""
