"""What one frame showed, what earlier ones add to that, and what became of each of its faces."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..records.faces import WhyNot
from ..records.sightings import Crop, Liveness, Sighting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..face.naming import NamedFace
    from ..picture.picture import Picture


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of a watched camera."""

    picture: Picture
    """What it shows."""
    captured_at: float
    """When the camera delivered the picture."""
    camera_id: str
    """The camera's subentry id."""


@dataclass(frozen=True, slots=True)
class SoFar:
    """What a camera's frames until now tell of a face."""

    is_confirmed: bool
    """Whether enough of them agree on its name."""
    still_since: float | None
    """Since when it has not changed at all, so that it is no person; None where it lives."""
    liveness: Liveness
    """Whether it was seen living."""


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What became of one face of a frame."""

    named: NamedFace
    """The face."""
    person_id: str | None
    """The confirmed name."""
    probability: float | None
    """LiveCAD's answer."""
    why_not: WhyNot | None
    """Why there is none."""
    crop: Crop | None = None
    """What its crop was made from."""
    runtime: str | None = None
    """What computed the answer."""
    liveness: Liveness = Liveness.UNKNOWN
    """Whether the face was seen living."""


def unread(named: NamedFace, why_not: WhyNot | None) -> Outcome:
    """Return the outcome of a face whose name is confirmed, and that LiveCAD was not asked about."""
    return Outcome(named, named.person_id, None, why_not)


def unconfirmed(named: NamedFace) -> Outcome:
    """Return the outcome of a face without a name, or with one that too few frames gave it."""
    why_not = WhyNot.UNCONFIRMED if named.person_id is not None else named.why_not
    return Outcome(named, None, None, why_not)


def answered(sighting: Sighting, probability: float, runtime: str) -> Sighting:
    """Return a sighting with the answer to its question, and what computed that."""
    return replace(sighting, probability=probability, why_not=None, runtime=runtime)


def sightings_of(frame: Frame, outcomes: Sequence[Outcome]) -> tuple[Sighting, ...]:
    """Return one sighting per face with a confirmed name."""
    return tuple(
        Sighting(
            person_id=outcome.person_id,
            camera_id=frame.camera_id,
            captured_at=frame.captured_at,
            similarity=outcome.named.similarity,
            quality=outcome.named.quality,
            probability=outcome.probability,
            why_not=outcome.why_not,
            crop=outcome.crop,
            runtime=outcome.runtime,
            liveness=outcome.liveness,
        )
        for outcome in outcomes
        if outcome.person_id is not None
    )
