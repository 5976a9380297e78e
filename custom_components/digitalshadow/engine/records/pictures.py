"""What the engine is asked about a picture, and what it tells of one that belongs to no visit."""

from dataclasses import dataclass

from .faces import Box, Quality, WhyNot
from .frame_result import FrameResult
from .messages import Request
from .sightings import Crop, Identity


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A face that another engine asked LiveCAD about."""

    person_id: str
    """Whose."""
    captured_at: float
    """When the picture was taken."""
    quality: float
    """How good the face was, 0-1."""


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
    looked_at: tuple[LookedAt, ...] = ()
    """Whom other engines asked LiveCAD about meanwhile: that counts for a person's visit here too."""


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
