"""Who stands in front of a mirror. Pure: the pictures' results and the time are arguments.

Whatever is not certain is nobody's: a second face, a stranger, a face that is turned away, a camera that went silent.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from ..engine.records.frame_result import FrameResult

FRESH_SECONDS: Final = 5.0
"""An older picture says nothing about who stands there now. Every camera of a mirror must have a fresh one."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What the latest picture of one camera shows."""

    captured_at: float
    """When it was taken."""
    faces: int
    """Faces in it, strangers included."""
    recognised: frozenset[str]
    """The people whose faces were compared and confirmed by several pictures, and who may be read."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The one person in front of a mirror."""

    person_id: str
    """Who."""
    since: float
    """Since when."""
    seen_at: float
    """When the latest picture of them was taken."""


def glance_of(result: FrameResult, may_be_read: Collection[str]) -> Glance:
    """Return what an analysed frame shows.

    A camera that compares no faces names anybody who stands there: such a name has no similarity and counts as none.
    """
    recognised = frozenset(
        sighting.person_id
        for sighting in result.sightings
        if sighting.similarity is not None and sighting.person_id in may_be_read
    )
    return Glance(result.captured_at, result.faces, recognised)


def standing(
    before: Standing | None, glances: Collection[Glance | None], now: float, dark_after_seconds: float
) -> Standing | None:
    """Return who stands there after the latest picture of each of a mirror's cameras; None for whatever is uncertain.

    Only an empty view waits `dark_after_seconds` before the person counts as gone.
    """
    latest = [glance for glance in glances if glance and abs(now - glance.captured_at) <= FRESH_SECONDS]
    if not latest or len(latest) < len(glances):
        return None
    seen = [glance for glance in latest if glance.faces]
    if not seen:
        return before if before and 0 <= now - before.seen_at <= dark_after_seconds else None
    people = frozenset().union(*(glance.recognised for glance in seen))
    if len(people) != 1 or any(glance.faces != 1 or not glance.recognised for glance in seen):
        return None
    (person_id,) = people
    since = before.since if before and before.person_id == person_id else now
    return Standing(person_id, since, max(glance.captured_at for glance in seen))
