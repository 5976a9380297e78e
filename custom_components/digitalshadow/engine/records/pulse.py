"""A pulse rate that a camera saw, or why it saw none. It is no resting heart rate and says nothing about rhythm."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from .colours import Colours
from .messages import Request

METHOD: Final = "POS+CHROM 1"
"""Name and version of how a rate is found; rates of two versions are not compared."""


class WhyNoPulse(StrEnum):
    """Why a piece of video gave no pulse rate. Each check of the gate has its own reason."""

    SHORT = "short"
    UNTRUE_TIMES = "untrue_times"
    """The frames' own times run faster or slower than the clock."""
    FEW_FRAMES = "few_frames"
    FACE_SMALL = "face_small"
    DARK = "dark"
    BRIGHT = "bright"
    GREY = "grey"
    """A picture without colour, as of an infra-red camera at night."""
    UNSTEADY = "unsteady"
    METHODS_DISAGREE = "methods_disagree"
    WEAK = "weak"
    REGIONS_DISAGREE = "regions_disagree"
    BACKGROUND_TOO = "background_too"
    MOVES_IN_TIME = "moves_in_time"
    OUT_OF_RANGE = "out_of_range"


@dataclass(frozen=True, slots=True)
class Pulse:
    """A pulse rate that passed every check."""

    bpm: float
    """Beats per minute, 45-150."""
    seconds: float
    """How long the face was watched for it."""
    spread_bpm: float
    """How far apart the rates of single windows lie: the 90th less the 10th percentile."""
    snr_db: float
    """How far the pulse stands out of everything else within the band of pulse rates, in decibels."""
    method: str = METHOD
    """How it was found."""


@dataclass(frozen=True, slots=True)
class NoPulse:
    """No pulse rate, and every reason against one."""

    why_not: tuple[WhyNoPulse, ...]
    """At least one, in the order of the checks."""


@dataclass(frozen=True, slots=True)
class PulseFollowed:
    """What is known of a pulse by now. With neither a rate nor a reason the face is still being watched."""

    seconds: float
    """How long the present piece is."""
    pulse: Pulse | None = None
    """The rate that a whole piece gave."""
    why_not: tuple[WhyNoPulse, ...] = ()
    """Why a whole piece gave none."""
    is_calm: bool = False
    """Whether the person had been in view and about still for four minutes by then."""


@dataclass(frozen=True, slots=True)
class FollowPulse(Request[PulseFollowed]):
    """Take the colours that were measured in the boxes of `FrameResult.pulse_boxes`, for a person who agreed."""

    camera_id: str
    """Which camera."""
    person_id: str
    """Whose face."""
    colours: Colours
    """Of the person's four boxes, in every frame since the last time."""
    told_at: float
    """Now, in seconds of the clock that dates the frames of stills."""
