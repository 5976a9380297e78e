"""A face in a picture: where it is, how good it is, and what may stand against reading it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray


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
