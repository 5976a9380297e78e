"""What one analysed frame told: its sightings, and what was asked for beside them."""

from dataclasses import dataclass

from .faces import Box, WhyNot
from .sightings import Sighting


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
