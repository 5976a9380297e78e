"""What Home Assistant and a reader say to each other: requests, and two replies that each of them may get."""

from dataclasses import dataclass
from typing import Final

from ..engine.records.faces import Box
from ..engine.wire.vocabulary import Vocabulary
from .records import LiveFrame, StreamAddress, StreamEnd, StreamFacts


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a reader waits for a camera."""

    open_seconds: float = 10.0
    """Until the stream is open."""
    silence_seconds: float = 5.0
    """Without a packet, once it is."""
    picture_seconds: float = 20.0
    """With packets and without a picture. A camera that sends a whole picture every ten seconds is no exception."""


@dataclass(frozen=True, slots=True)
class OpenStream:
    """Begin to open a stream; the first request, and once only."""

    address: StreamAddress
    """Where it is."""
    patience: Patience
    """How long it may take."""


@dataclass(frozen=True, slots=True)
class AwaitOpening:
    """Wait a moment for the stream to be open."""


@dataclass(frozen=True, slots=True)
class NextFrame:
    """Wait a moment for a frame that was not given yet."""

    boxes: tuple[Box, ...]
    """Whose colours to take from now on."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is; with neither facts nor frame, ask again."""

    facts: StreamFacts | None
    """What the stream is; None while it is not open."""
    frame: LiveFrame | None
    """The newest frame; None where none came in time, or none was asked for."""
    frames_skipped: int
    """Decoded frames that were not given, since the beginning."""


@dataclass(frozen=True, slots=True)
class Ended:
    """There is no live video any more; the reader ends."""

    reason: StreamEnd
    """Why."""


type Request = OpenStream | AwaitOpening | NextFrame
type Reply = Progress | Ended

VOCABULARY: Final[Vocabulary[Request | Reply]] = Vocabulary(
    OpenStream, AwaitOpening, NextFrame, Progress, Ended
)
ANSWER_SECONDS: Final = 1.0
"""A reader answers at least this often, so that one that hangs is told from one that waits for its camera."""
