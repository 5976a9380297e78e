"""When LiveCAD looks at one person: as soon as its answer would better the visit's reading, and seldom otherwise.

A reading is made of a visit's five best frames. While there are fewer, any frame that may be read adds all of its
quality; from then on a frame adds what it is better by than the worst of the five. The more is gained, the sooner it is
asked for. Somebody who stands still looks the same fifteen times a second, and hardly anything is gained by that.
"""

from dataclasses import dataclass, replace
import math
from typing import TYPE_CHECKING, Final

from .visits import BEST_SIGHTINGS, MAX_VISIT_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..records.pictures import LookedAt

SOONEST_SECONDS: Final = 0.5
"""Between two answers where most is gained: who only walks past gives a reading, and no two frames are nearly one."""
LATEST_SECONDS: Final = 25.0
"""Between two answers where nothing is gained: who stays is still looked at."""
LARGE_GAIN: Final = 0.25
"""A gain of quality that is asked for at once. Any face that may be read has more, so the first five always gain it."""
# So many answers make a reading that one damaged frame cannot move; who only walks past must give them too.
EARLY_ANSWERS: Final = 3
LARGEST_SHARE, LARGEST_EARLY_SHARE = 0.4, 0.7
"""So much of the time LiveCAD may compute for one person, later and for the first answers: on a slow computer it would
otherwise leave no time to look at pictures."""


@dataclass(frozen=True, slots=True)
class _Presence:
    """One person, seen without a long gap: a visit, as far as LiveCAD looked."""

    began_at: float
    """First answer."""
    seen_at: float
    """Latest sighting."""
    asked_at: float
    """Latest answer."""
    best: tuple[float, ...]
    """The qualities of the best frames that were answered, the best first."""


class Pacing:
    """Decides for each person whether LiveCAD is due."""

    def __init__(self, *, gap_seconds: float) -> None:
        """Set after which time unseen a visit ends; another one wants frames of its own."""
        self._gap_seconds = gap_seconds
        self._took_seconds = 0.0
        self._presences: dict[str, _Presence] = {}

    def is_due(self, person_id: str, captured_at: float, quality: float) -> bool:
        """Note that the person is in view and tell whether LiveCAD should look now, at a face of this quality 0-1."""
        presence = self._presences.get(person_id)
        if presence is None or not self._goes_on(presence, captured_at):
            self._presences.pop(person_id, None)
            return True
        self._presences[person_id] = replace(presence, seen_at=max(captured_at, presence.seen_at))
        pause_seconds = max(_pause_seconds(presence, quality), self._rest_seconds(presence))
        return captured_at - presence.asked_at >= pause_seconds

    def note_answer(
        self, person_id: str, captured_at: float, quality: float, took_seconds: float = 0.0
    ) -> None:
        """Note that LiveCAD looked at the person, and how long that took here; 0 where somebody else computed."""
        self._took_seconds = took_seconds
        presence = self._presences.get(person_id, _Presence(captured_at, captured_at, captured_at, ()))
        best = sorted((*presence.best, quality), reverse=True)
        self._presences[person_id] = replace(
            presence,
            seen_at=max(captured_at, presence.seen_at),
            asked_at=captured_at,
            best=tuple(best[:BEST_SIGHTINGS]),
        )

    def note_elsewhere(self, looked_at: Iterable[LookedAt], may_be_read: Callable[[str], bool]) -> None:
        """Note whom other engines asked LiveCAD about; of somebody who may not be read any more nothing is kept."""
        for face in looked_at:
            if may_be_read(face.person_id):
                self.note_answer(face.person_id, face.captured_at, face.quality, self._took_seconds)

    def keep_people(self, may_stay: Callable[[str], bool]) -> None:
        """Forget everybody who may not stay."""
        self._presences = {
            person_id: kept for person_id, kept in self._presences.items() if may_stay(person_id)
        }

    def _goes_on(self, presence: _Presence, captured_at: float) -> bool:
        """Tell whether a sighting at this time belongs to a presence: as long as it would to a visit."""
        # The gap counts both ways: after a clock was set back, the old presence must not block anything.
        is_near = abs(captured_at - presence.seen_at) <= self._gap_seconds
        return is_near and captured_at - presence.began_at < MAX_VISIT_SECONDS

    def _rest_seconds(self, presence: _Presence) -> float:
        """Return how long pictures have the processor to themselves."""
        is_early = len(presence.best) < EARLY_ANSWERS
        return self._took_seconds / (LARGEST_EARLY_SHARE if is_early else LARGEST_SHARE)


def _pause_seconds(presence: _Presence, quality: float) -> float:
    """Return how long after an answer the next one is worth it, from the latest to the soonest as the gain grows."""
    replaced = presence.best[-1] if len(presence.best) == BEST_SIGHTINGS else 0.0
    gain = min(max(quality - replaced, 0.0) / LARGE_GAIN, 1.0)
    return SOONEST_SECONDS * math.pow(LATEST_SECONDS / SOONEST_SECONDS, 1 - gain)
