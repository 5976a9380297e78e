"""A face in a frame that got a person's name, and what it was seen in."""

from dataclasses import dataclass
from enum import StrEnum

from .faces import Quality, WhyNot


class Identity(StrEnum):
    """How a face gets its person."""

    RECOGNISED = "recognised"
    SINGLE_PERSON = "single_person"


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
