"""What DigitalShadow knows at one moment, as frozen records: the coordinator's data.

A change makes a new snapshot with `dataclasses.replace`; entities only read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from .engine.records.messages import Ready
from .engine.records.observations import FrameRefusal, Reading, WhyNot
from .health.notices.state import NoticeState
from .health.trend.trend import Trend, TrendState
from .outlook.clinical import ClinicalSnapshot


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
    STALLED = "stalled"
    """The camera keeps delivering the same picture."""
    INVALID_PICTURE = "invalid_picture"
    UNAVAILABLE = "unavailable"
    ASLEEP = "asleep"
    """Waiting for its motion or occupancy entity."""
    PAUSED = "paused"
    NO_ENGINE = "no_engine"


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


@dataclass(frozen=True, slots=True)
class PersonSnapshot:
    """One enrolled person."""

    person_id: str
    """Key in gallery and record."""
    monitoring: bool = True
    """Whether the person's monitoring switch is on."""
    reading: Reading | None = None
    """Latest reading of the model that speaks now."""
    trend: Trend | None = None
    """Change against the person's own reference, by the model that speaks now; None until it is computed."""
    clinical: ClinicalSnapshot | None = None
    """What a validated equation says, apart from any reading; None until it is computed."""
    report_made_at: float | None = None
    """When the latest report was made."""
    notices: NoticeState | None = None
    """What was told, snoozed and muted; None for somebody whom the record does not know."""
    last_seen_at: float | None = None
    """Latest sighting since start."""
    needs_consent: bool = False
    """The person agreed to another text than today's, and is not read."""
    needs_enrolment: bool = False
    """The stored templates came from another recogniser, or cannot be read."""
    face_jpeg: bytes | None = None
    """Crop of the latest sighting; kept only in memory and only while the image entity is enabled."""

    @property
    def attention(self) -> bool | None:
        """Whether a rise of the trend has lasted long enough to look at; None while there is no reference."""
        if self.trend is None or self.trend.state is TrendState.CALIBRATING:
            return None
        return self.trend.is_sustained_rise


@dataclass(frozen=True, slots=True)
class HomeSnapshot:
    """Everything the entities show."""

    people: Mapping[str, PersonSnapshot]
    """By person subentry id."""
    cameras: Mapping[str, CameraSnapshot]
    """By camera subentry id."""
    ready: Ready | None = None
    """What the engine runs with; None while there is no engine."""
    analysing: bool = False
    """Whether at least one camera was analysed within the last seconds."""
    paused: bool = False
    """Whether everything is paused."""
