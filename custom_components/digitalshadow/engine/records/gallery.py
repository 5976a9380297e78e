"""Who can be recognised: the gallery, and the photos that become part of it."""

from dataclasses import dataclass

from .faces import Quality
from .messages import Request


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
