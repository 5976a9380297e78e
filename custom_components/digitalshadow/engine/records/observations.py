"""The records that flow through DigitalShadow: frame, face, sighting, visit, reading.

All are frozen; a new fact is a new record. Times are seconds since the Unix epoch (UTC), pixels are those of the
decoded frame, probabilities and qualities lie in 0-1, similarities are cosines in -1..1.
Arrays appear only in `Face`, which never leaves the engine; everything else crosses the pipe.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray


class FrameRefusal(StrEnum):
    """Why a picture was refused before anything looked for a face in it."""

    EMPTY = "empty"
    TOO_MANY_BYTES = "too_many_bytes"
    UNKNOWN_FORMAT = "unknown_format"
    TOO_LARGE = "too_large"
    TOO_SMALL = "too_small"
    TOO_MANY_SCANS = "too_many_scans"
    ANIMATED = "animated"
    TRUNCATED = "truncated"
    UNDECODABLE = "undecodable"
    UNSUPPORTED_PIXELS = "unsupported_pixels"
    DAMAGED = "damaged"
    HEIC = "heic"


class ModelRefusal(StrEnum):
    """Why a model file, or an answer of a model, was refused."""

    MISSING = "missing"
    WRONG_HASH = "wrong_hash"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    UNSAFE_STRUCTURE = "unsafe_structure"
    DISGUISED = "disguised"
    WRONG_SIGNATURE = "wrong_signature"
    MISSING_METADATA = "missing_metadata"
    GOLDEN_CHECK = "golden_check"
    INT8_GOLDEN_CHECK = "int8_golden_check"
    BAD_OUTPUT = "bad_output"
    DOWNLOAD = "download"
    NOT_STORED = "not_stored"


class EnrolmentRefusal(StrEnum):
    """Why a picture cannot become part of a person's template."""

    NO_FACE = "no_face"
    SEVERAL_FACES = "several_faces"
    TOO_SMALL = "too_small"
    BLURRED = "blurred"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    TURNED = "turned"
    GREY = "grey"
    COLOUR_CAST = "colour_cast"
    COVERED = "covered"
    EYES_COVERED = "eyes_covered"
    LOOKS_LIKE_ANOTHER = "looks_like_another"
    DIFFERENT_PERSON = "different_person"
    NO_RECOGNITION = "no_recognition"


class ClipRefusal(StrEnum):
    """Why a video file is not read."""

    UNREADABLE = "unreadable"
    """No plain file that can be opened."""
    NO_VIDEO = "no_video"
    """Nothing in it that can be decoded, or no container of one video."""
    TOO_MANY_BYTES = "too_many_bytes"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_LONG = "too_long"
    TOO_SLOW = "too_slow"
    NOT_SUPPORTED = "not_supported"
    """This system has no PyAV."""


class WhyNot(StrEnum):
    """Why a face in a frame did not become a LiveCAD probability of a person."""

    TOO_SMALL = "too_small"
    BLURRED = "blurred"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    TURNED = "turned"
    CUT_OFF = "cut_off"
    GREY = "grey"
    """The picture has no colours, as infra-red cameras give it, and such pictures are not to be read."""
    COLOUR_CAST = "colour_cast"
    """Everything in the picture leans to one colour: the light or the camera does that."""
    COVERED = "covered"
    """A mask, a scarf or a hand lies over the lower part of the face."""
    EYES_COVERED = "eyes_covered"
    """Dark glasses."""
    NOT_RECOGNISED = "not_recognised"
    AMBIGUOUS = "ambiguous"
    UNCONFIRMED = "unconfirmed"
    NO_CONSENT = "no_consent"
    NOT_DUE = "not_due"
    TOO_MANY_FACES = "too_many_faces"
    FROZEN = "frozen"
    ASKED_ELSEWHERE = "asked_elsewhere"
    """A server was asked; its answer comes later."""
    SERVER_BUSY = "server_busy"
    """Too many questions are with the server."""
    NO_EXACT_CROP = "no_exact_crop"
    """dlib, whose box was asked for, does not see the face."""


class ModelKind(StrEnum):
    """What a facial risk model is. Only `livecad` claims anything about hearts."""

    DEMONSTRATION = "demonstration"
    LIVECAD = "livecad"


class Crop(StrEnum):
    """Where the box came from that a reading's crops were made of. Values of two kinds do not compare."""

    DETECTED = "detected"
    """The detector's own box."""
    DERIVED = "derived"
    """dlib's box as the landmarks let expect it."""
    EXACT = "exact"
    """dlib's own box, as LiveCAD's authors cropped."""


class Light(StrEnum):
    """What a reading's pictures were taken in. Values of two kinds do not compare."""

    COLOUR = "colour"
    """Light that shows colours."""
    GREY = "grey"
    """Infra-red light, or whatever else leaves a picture grey."""


class Liveness(StrEnum):
    """Whether a face was seen living. It says nothing about whose face it is, and keeps nobody from being named."""

    SEEN = "seen"
    """Eyes shut and opened, or the head turned."""
    NOT_SEEN = "not_seen"
    """Neither, although live pictures would have shown it."""
    UNKNOWN = "unknown"
    """Too few or too small pictures to tell."""


class Identity(StrEnum):
    """How a face gets its person."""

    RECOGNISED = "recognised"
    SINGLE_PERSON = "single_person"


@dataclass(frozen=True, slots=True)
class Box:
    """An axis-aligned rectangle in pixels of the frame; right and bottom are exclusive."""

    left: float
    """Pixels from the frame's left edge."""
    top: float
    """Pixels from the frame's top edge."""
    width: float
    """Pixels, greater than zero."""
    height: float
    """Pixels, greater than zero."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One detected face."""

    box: Box
    """Where the face is."""
    confidence: float
    """The detector's confidence, 0-1."""
    landmarks: NDArray[float32] | None
    """Shape (5, 2), x and y in frame pixels: the eye on the left of the picture, the eye on the right, nose tip, the
    mouth corner on the left, the one on the right. None where the detector gives none."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Whether a face is good enough to read."""

    value: float
    """0 (useless) to 1 (as good as can be told apart)."""
    reasons: tuple[WhyNot, ...]
    """What stands against reading it, worst first; empty when the face passes."""
    eye_distance_px: float
    """Distance between the eyes; estimated from the box where there are no landmarks."""
    sharpness: float
    """Variance of the Laplacian after a Gaussian of sigma 1.5 on the aligned 112-pixel chip."""
    yaw_ratio: float | None
    """Offset of the nose from the eyes' middle over the eye distance; 0 is frontal. None without landmarks."""
    is_grey: bool = False
    """Whether the face has no colours; asked only where nothing else stands against reading it."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A face in a frame, matched to a person."""

    person_id: str
    """Whose face it is."""
    camera_id: str
    """Which camera saw it."""
    captured_at: float
    """When."""
    similarity: float | None
    """Cosine to the person's mean template; None where the camera sees one person only."""
    quality: Quality
    """How good the face is."""
    probability: float | None
    """LiveCAD's answer for this frame, if it was asked."""
    why_not: WhyNot | None
    """Why LiveCAD was not asked; None exactly when there is a probability."""
    crop: Crop | None = None
    """What its crop was made from; None where it was not asked."""
    runtime: str | None = None
    """What computed LiveCAD's answer, with its version, or the server that did; None where there is no answer."""
    liveness: Liveness = Liveness.UNKNOWN
    """Whether the face was seen living until then, before this camera and without a long gap."""

    @property
    def light(self) -> Light:
        """What its picture was taken in."""
        return Light.GREY if self.quality.is_grey else Light.COLOUR


@dataclass(frozen=True, slots=True)
class StageTimes:
    """Where a frame's time went, in milliseconds of wall clock."""

    decode_ms: float
    """Header checks and decoding."""
    detect_ms: float
    """Looking for faces, all included."""
    recognise_ms: float
    """Quality, alignment, embedding and matching."""
    livecad_ms: float
    """Crop, pre-processing and the LiveCAD session; 0 when it was not asked."""


@dataclass(frozen=True, slots=True)
class FaceCrop:
    """The picture of one person's face; never stored."""

    person_id: str
    """Whose face."""
    jpeg: bytes
    """The face with something around it, as JPEG."""


@dataclass(frozen=True, slots=True)
class RiskQuestion:
    """A face that a server is to be asked about. Nothing but the picture may leave the home."""

    question_id: str
    """What the answer is given to."""
    person_id: str
    """Whose face, so that it is sent only while that person agrees."""
    picture: bytes
    """The facial model's input, in the form that was asked for."""


@dataclass(frozen=True, slots=True)
class PulseBoxes:
    """Where the colour of one person's face is to be measured, for a person who agreed that it is."""

    person_id: str
    """Whose face."""
    boxes: tuple[Box, ...]
    """Forehead, right cheek, left cheek and the wall beside the face, in pixels of the frame as it was delivered."""


@dataclass(frozen=True, slots=True)
class FrameResult:
    """What one analysed frame told."""

    camera_id: str
    """Which camera."""
    captured_at: float
    """When the picture was taken."""
    width_px: int
    """Width of the decoded frame."""
    height_px: int
    """Height of the decoded frame."""
    faces: int
    """Faces found, strangers included."""
    sightings: tuple[Sighting, ...]
    """One per face that got a person's name, at most one per person."""
    why_not: tuple[WhyNot, ...]
    """One reason per face without a probability, strangers included; nothing that could identify them."""
    times: StageTimes
    """Where the time went."""
    face_crops: tuple[FaceCrop, ...] = ()
    """The faces that were asked for, of people in this frame who may be read."""
    frozen_since: float | None = None
    """Since when a face in the picture has not changed at all, so that nothing since then was a person; None where
    every face lives."""
    questions: tuple[RiskQuestion, ...] = ()
    """What is to be asked elsewhere; each belongs to a sighting that waits for its probability."""
    pulse_boxes: tuple[PulseBoxes, ...] = ()
    """Where colours are to be measured from now on, if that was asked for."""
    has_match: bool = False
    """Whether this frame alone takes a face for somebody who may be read. Nobody is named by it: frames must agree."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A person's sightings with no gap longer than the visit gap, across cameras: one walk, one verdict."""

    person_id: str
    """Whose visit."""
    started_at: float
    """First sighting."""
    last_seen_at: float
    """Latest sighting."""
    sightings: int
    """How many sightings, with and without a probability."""
    best: tuple[Sighting, ...]
    """The best sightings of each kind of crop and light that have a probability, best quality first; bounded."""
    camera_ids: tuple[str, ...]
    """The cameras that took part, in order of appearance."""
    why_not: WhyNot | None = None
    """What last stood against reading the face; None where nothing ever did."""
    liveness: Liveness = Liveness.UNKNOWN
    """Whether the face was seen living; one camera that saw it suffices."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a visit yields: one robust LiveCAD probability. Stored."""

    reading_id: str
    """Names the reading for ever; writing it twice stores it once."""
    person_id: str
    """Whose reading."""
    started_at: float
    """First sighting of the visit."""
    ended_at: float
    """Last sighting of the visit."""
    probability: float
    """Robust mean of the best LiveCAD probabilities, 0-1."""
    spread: float
    """Standard deviation of those probabilities; 0 for a single one."""
    frames: int
    """How many LiveCAD probabilities went into it."""
    quality: float
    """Mean quality of those frames, 0-1."""
    camera_ids: tuple[str, ...]
    """The cameras that took part."""
    model_sha256: str
    """Which model spoke, by the hash of its file. Values of two models are never mixed."""
    model_kind: ModelKind
    """Whether that model is a demonstration."""
    crop: Crop
    """What the crops of all those frames were made from."""
    runtimes: tuple[str, ...]
    """What computed those probabilities, with versions: last digits depend on it. Several where it changed
    during the visit."""
    light: Light = Light.COLOUR
    """What the pictures of all those frames were taken in."""
    liveness: Liveness = Liveness.UNKNOWN
    """Whether the face was seen living during the visit."""
