"""What Home Assistant and an engine without models say to each other where a video file is read."""

from dataclasses import dataclass, field

from .messages import Request


@dataclass(frozen=True, slots=True)
class ClipFrame:
    """One frame of a video file."""

    seconds: float
    """Since the file's first frame, by the file's own times."""
    image: bytes = field(repr=False)
    """A JPEG of the frame as it is stored."""
    turn_degrees: int = 0
    """How far it must be turned clockwise to be upright, as the file says: 0, 90, 180 or 270."""


@dataclass(frozen=True, slots=True)
class ClipPart:
    """How far the reading of a video file is."""

    frame: ClipFrame | None
    """The next frame; None where the file is over."""


@dataclass(frozen=True, slots=True)
class BeginClip(Request[ClipPart]):
    """Open a video file and return its first frame. Needs no configuration; what was being read is dropped.

    Each `ContinueClip` returns the next one. Refusals are `ClipError`.
    """

    path: str
    """Absolute path of a plain file; a link is not followed."""
    frames_per_second: float
    """So many frames at most."""
    most_frames: int | None = None
    """Where the file says how long it is, its frames are spread so that there are about as many."""
    max_seconds: float | None = None
    """A longer file is refused, as soon as that is known; None for any length."""
    max_bytes: int | None = None
    """A larger file is refused; None for any size."""


@dataclass(frozen=True, slots=True)
class ContinueClip(Request[ClipPart]):
    """Return the next frame."""
