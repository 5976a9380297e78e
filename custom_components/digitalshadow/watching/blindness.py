"""Since when all cameras have been looked at without a gap, so that not being seen says something."""

from dataclasses import dataclass, replace
from typing import Final

from .snapshot import CameraStatus

LASTING_SECONDS: Final = 600.0
"""A shorter gap, as after a restart, misses nobody for days."""

BLIND: Final = frozenset(
    {
        CameraStatus.UNAVAILABLE,
        CameraStatus.INVALID_PICTURE,
        CameraStatus.FROZEN,
        CameraStatus.SET_ASIDE,
        CameraStatus.WAKE_UNAVAILABLE,
        CameraStatus.PAUSED,
        CameraStatus.NO_ENGINE,
    }
)
"""Nobody who passes is seen then."""


@dataclass(frozen=True, slots=True)
class Blindness:
    """What is remembered of the gaps; a new record after each look. What was before the start is taken for watched."""

    began_at: float | None = None
    """Since when at least one camera sees nobody; None while all do."""
    ended_at: float = 0.0
    """When the last lasting gap ended."""

    def then(self, *, is_blind: bool, now: float) -> Blindness:
        """Return what is remembered when a camera is blind at `now`, or none is, in seconds since the epoch."""
        if is_blind:
            return self if self.began_at is not None else replace(self, began_at=now)
        if self.began_at is None:
            return self
        return Blindness(None, now if self._lasts(now) else self.ended_at)

    def watched_since(self, now: float) -> float | None:
        """Return since when there was no lasting gap; None while there is one."""
        return None if self._lasts(now) else self.ended_at

    def _lasts(self, now: float) -> bool:
        """Tell whether the gap is a lasting one."""
        return self.began_at is not None and now - self.began_at >= LASTING_SECONDS
