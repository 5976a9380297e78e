"""What one watched camera is doing at one moment, and how an analysed frame says so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from ..engine.records.faces import WhyNot
from ..engine.records.frame_result import FrameResult
from ..engine.records.refusals import FrameRefusal
from ..live_video.records import StreamEnd, StreamFacts


class CameraStatus(StrEnum):
    """What a watched camera is doing; the states of its state sensor."""

    STARTING = "starting"
    WATCHING = "watching"
    """The last frame held a face that could be read, or was not due to be read again."""
    NOBODY = "nobody"
    NOT_RECOGNISED = "not_recognised"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    TOO_SMALL = "too_small"
    BLURRED = "blurred"
    TURNED = "turned"
    CUT_OFF = "cut_off"
    GREY = "grey"
    COLOUR_CAST = "colour_cast"
    COVERED = "covered"
    EYES_COVERED = "eyes_covered"
    FROZEN = "frozen"
    """The camera keeps delivering the same picture, whatever clock runs on it, or shows a face that does not live."""
    INVALID_PICTURE = "invalid_picture"
    SET_ASIDE = "set_aside"
    """Its pictures kept ending the engine, so it is left alone for an hour."""
    UNAVAILABLE = "unavailable"
    ASLEEP = "asleep"
    """Waiting for its motion or occupancy entity."""
    WAKE_UNAVAILABLE = "wake_unavailable"
    """Waiting for it while it says nothing: nobody knows whether somebody moves."""
    PAUSED = "paused"
    NO_ENGINE = "no_engine"
    NO_FACE_MODELS = "no_face_models"
    """Nothing is here that could find a face: neither a face model nor dlib."""


class Dropped(StrEnum):
    """Why a fetched frame was not handed to the engine, or got no answer."""

    IDENTICAL = "identical"
    BUSY = "busy"
    PAUSED = "paused"
    NO_ENGINE = "no_engine"
    TIMEOUT = "timeout"
    ENGINE_LOST = "engine_lost"
    ENGINE_ERROR = "engine_error"
    CANCELLED = "cancelled"
    SUPERSEDED = "superseded"
    """A newer picture of the camera was analysed meanwhile."""


class Video(StrEnum):
    """How a camera is looked at."""

    STILLS = "stills"
    OPENING = "opening"
    """Its live stream is being opened; stills go on."""
    LIVE = "live"


class VideoHindrance(StrEnum):
    """Why a camera's live stream is not opened at all."""

    CHOSEN = "chosen"
    """Somebody chose stills only."""
    BATTERY = "battery"
    """The camera has a battery, which a stream would drain."""
    DOORBELL = "doorbell"
    """The camera is a doorbell, which serves one viewer or a few."""
    CLOUD = "cloud"
    """The pictures come by way of a server on the internet."""
    NO_PYAV = "no_pyav"
    """Nothing is here that decodes video."""
    NO_SOURCE = "no_source"
    """The camera's integration gives no address of a stream."""
    OTHERS_LIVE = "others_live"
    """As many streams as may be open at once are open."""


@dataclass(frozen=True, slots=True)
class CameraVideo:
    """How a camera is looked at, and what its live stream is."""

    video: Video = Video.STILLS
    """Stills or live."""
    reason: VideoHindrance | StreamEnd | None = None
    """Why there is no live stream, or why the last one ended; None where nothing stands against it."""
    facts: StreamFacts | None = None
    """What the live stream is; None while there is none."""
    reconnects: int = 0
    """How often the stream came back after it could not be opened or had ended, since the start."""


@dataclass(frozen=True, slots=True)
class FrameCounters:
    """Exact accounting: fetched == analysed + sum(refused) + sum(dropped) whenever no frame is under way."""

    fetched: int = 0
    """Pictures the camera delivered."""
    analysed: int = 0
    """Frames the engine answered."""
    refused: Mapping[FrameRefusal, int] = field(default_factory=lambda: MappingProxyType({}))
    """Pictures the engine refused, by reason."""
    dropped: Mapping[Dropped, int] = field(default_factory=lambda: MappingProxyType({}))
    """Frames nobody analysed, by reason."""
    why_not: Mapping[WhyNot, int] = field(default_factory=lambda: MappingProxyType({}))
    """Faces that did not become a reading, by reason; faces, not frames."""


@dataclass(frozen=True, slots=True)
class CameraSnapshot:
    """One watched camera."""

    status: CameraStatus = CameraStatus.STARTING
    """What it is doing."""
    last_analysed_at: float | None = None
    """When its latest analysed frame was taken."""
    frame_ms: float | None = None
    """Median milliseconds from request to answer over the latest frames."""
    counters: FrameCounters = FrameCounters()
    """What happened to its frames since start."""
    shown: CameraStatus = CameraStatus.STARTING
    """What its sensor shows of that: a status that flips is shown once."""
    video: CameraVideo = CameraVideo()
    """Whether it is looked at live."""


_STATUS_OF: Final = {
    WhyNot.NOT_DUE: CameraStatus.WATCHING,
    WhyNot.UNCONFIRMED: CameraStatus.WATCHING,
    WhyNot.NO_CONSENT: CameraStatus.WATCHING,
    WhyNot.TOO_DARK: CameraStatus.TOO_DARK,
    WhyNot.TOO_BRIGHT: CameraStatus.TOO_BRIGHT,
    WhyNot.TOO_SMALL: CameraStatus.TOO_SMALL,
    WhyNot.BLURRED: CameraStatus.BLURRED,
    WhyNot.TURNED: CameraStatus.TURNED,
    WhyNot.CUT_OFF: CameraStatus.CUT_OFF,
    WhyNot.GREY: CameraStatus.GREY,
    WhyNot.COLOUR_CAST: CameraStatus.COLOUR_CAST,
    WhyNot.COVERED: CameraStatus.COVERED,
    WhyNot.EYES_COVERED: CameraStatus.EYES_COVERED,
    WhyNot.NOT_RECOGNISED: CameraStatus.NOT_RECOGNISED,
    WhyNot.AMBIGUOUS: CameraStatus.NOT_RECOGNISED,
    WhyNot.TOO_MANY_FACES: CameraStatus.NOT_RECOGNISED,
    WhyNot.FROZEN: CameraStatus.FROZEN,
    WhyNot.ASKED_ELSEWHERE: CameraStatus.WATCHING,
    WhyNot.SERVER_BUSY: CameraStatus.WATCHING,
    WhyNot.NO_EXACT_CROP: CameraStatus.TURNED,
}


def status_of(result: FrameResult) -> CameraStatus:
    """Return `watching` if any face could be read, else what stood against the first face, else `nobody`."""
    if any(sighting.probability is not None for sighting in result.sightings):
        return CameraStatus.WATCHING
    statuses = [_STATUS_OF[reason] for reason in result.why_not]
    if CameraStatus.WATCHING in statuses:
        return CameraStatus.WATCHING
    return statuses[0] if statuses else CameraStatus.NOBODY
