"""What many sightings tell: the visit they belong to, and the reading that it yields."""

from dataclasses import dataclass

from .configuration import ModelKind
from .faces import WhyNot
from .sightings import Crop, Light, Liveness, Sighting


@dataclass(frozen=True, slots=True)
class Visit:
    """A person's sightings with no gap longer than the visit gap, across cameras: one walk, one verdict."""

    person_id: str
    """Whose visit."""
    started_at: float
    """First sighting."""
    last_seen_at: float
    """Latest sighting."""
    sightings: int
    """How many sightings, with and without a probability."""
    best: tuple[Sighting, ...]
    """The best sightings of each kind of crop and light that have a probability, best quality first; bounded."""
    camera_ids: tuple[str, ...]
    """The cameras that took part, in order of appearance."""
    why_not: WhyNot | None = None
    """What last stood against reading the face; None where nothing ever did."""
    liveness: Liveness = Liveness.UNKNOWN
    """Whether the face was seen living; one camera that saw it suffices."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a visit yields: one robust LiveCAD probability. Stored."""

    reading_id: str
    """Names the reading for ever; writing it twice stores it once."""
    person_id: str
    """Whose reading."""
    started_at: float
    """First sighting of the visit."""
    ended_at: float
    """Last sighting of the visit."""
    probability: float
    """Robust mean of the best LiveCAD probabilities, 0-1."""
    spread: float
    """Standard deviation of those probabilities; 0 for a single one."""
    frames: int
    """How many LiveCAD probabilities went into it."""
    quality: float
    """Mean quality of those frames, 0-1."""
    camera_ids: tuple[str, ...]
    """The cameras that took part."""
    model_sha256: str
    """Which model spoke, by the hash of its file. Values of two models are never mixed."""
    model_kind: ModelKind
    """Whether that model is a demonstration."""
    crop: Crop
    """What the crops of all those frames were made from."""
    runtimes: tuple[str, ...]
    """What computed those probabilities, with versions: last digits depend on it. Several where it changed
    during the visit."""
    light: Light = Light.COLOUR
    """What the pictures of all those frames were taken in."""
    liveness: Liveness = Liveness.UNKNOWN
    """Whether the face was seen living during the visit."""
