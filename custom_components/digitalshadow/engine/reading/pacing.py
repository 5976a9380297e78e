"""How often LiveCAD looks at one person: often enough for a sure value, seldom enough to cost nothing.

Somebody who stands still looks the same fifteen times a second. So per person, across cameras: a least interval; after
a number of answers within one continuous presence only a much better frame, or one after a stretched interval.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

PRESENCE_GAP_SECONDS: Final = 30.0
ANSWERS_PER_PRESENCE: Final = 20
# So many answers make a reading that one damaged frame cannot move; who only walks past must give them too.
EARLY_ANSWERS: Final = 3
EARLY_SHARE: Final = 0.4
MUCH_BETTER_QUALITY: Final = 0.15
STRETCH: Final = 10.0
LARGEST_SHARE, LARGEST_EARLY_SHARE = 0.4, 0.7
"""So much of the time LiveCAD may compute for one person, later and for the first answers: on a slow computer it would
otherwise leave no time to look at pictures."""


@dataclass(frozen=True, slots=True)
class _Presence:
    """One person, seen without a long gap."""

    seen_at: float
    """Latest sighting."""
    asked_at: float
    """When LiveCAD answered last."""
    answers: int
    """How often it answered in this presence."""
    best_quality: float
    """The best quality it saw."""


class Pacing:
    """Decides for each person whether LiveCAD is due."""

    def __init__(self, *, interval_seconds: float) -> None:
        """Set the least time between two LiveCAD runs for one person."""
        self._interval_seconds = interval_seconds
        self._took_seconds = 0.0
        self._presences: dict[str, _Presence] = {}

    def is_due(self, person_id: str, captured_at: float, quality: float) -> bool:
        """Note that the person is in view and tell whether LiveCAD should look now."""
        presence = self._presences.get(person_id)
        if presence is None or abs(captured_at - presence.seen_at) > PRESENCE_GAP_SECONDS:
            # The gap counts both ways: after a clock was set back, the old presence must not block anything.
            self._presences.pop(person_id, None)
            return True
        self._presences[person_id] = replace(presence, seen_at=max(captured_at, presence.seen_at))
        waited = captured_at - presence.asked_at
        is_early = presence.answers < EARLY_ANSWERS
        if waited < self._least_seconds(is_early=is_early):
            return False
        if presence.answers < ANSWERS_PER_PRESENCE or waited >= self._interval_seconds * STRETCH:
            return True
        return quality >= presence.best_quality + MUCH_BETTER_QUALITY

    def _least_seconds(self, *, is_early: bool) -> float:
        """Return the least time between two answers for one person."""
        by_choice = self._interval_seconds * (EARLY_SHARE if is_early else 1.0)
        return max(by_choice, self._took_seconds / (LARGEST_EARLY_SHARE if is_early else LARGEST_SHARE))

    def note_answer(
        self, person_id: str, captured_at: float, quality: float, took_seconds: float = 0.0
    ) -> None:
        """Note that LiveCAD looked at the person, and how long that took here; 0 where somebody else computed."""
        self._took_seconds = took_seconds
        presence = self._presences.get(person_id, _Presence(captured_at, captured_at, 0, 0.0))
        self._presences[person_id] = _Presence(
            seen_at=max(captured_at, presence.seen_at),
            asked_at=captured_at,
            answers=presence.answers + 1,
            best_quality=max(quality, presence.best_quality),
        )

    def keep_people(self, may_stay: Callable[[str], bool]) -> None:
        """Forget everybody who may not stay."""
        self._presences = {
            person_id: kept for person_id, kept in self._presences.items() if may_stay(person_id)
        }
