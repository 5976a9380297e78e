"""Which status of a camera its sensor shows: one that flips is shown once, not all day long. Time is an argument."""

from dataclasses import dataclass, replace
from typing import Final

from .snapshot import CameraStatus

_WINDOW_SECONDS: Final = 3600.0
"""Changes within this time count."""
_LASTING_SECONDS: Final = ((10, 600.0), (4, 60.0))
"""From so many changes on, the next one must last so long before it is shown; the first ones are shown at once."""


@dataclass(frozen=True, slots=True)
class SteadyStatus:
    """What is shown of one camera; a new record after each look."""

    shown: CameraStatus = CameraStatus.STARTING
    """What its sensor shows."""
    changed_at: tuple[float, ...] = ()
    """When that changed within the last window, oldest first."""
    waiting: CameraStatus | None = None
    """What it does instead, if that has yet to last."""
    waiting_since: float = 0.0
    """Since when it does that."""

    def then(self, status: CameraStatus, now: float) -> SteadyStatus:
        """Return what is shown when the camera does `status` at `now`, in seconds of any clock."""
        if status is self.shown:
            return self if self.waiting is None else replace(self, waiting=None)
        since = self.waiting_since if status is self.waiting and self.waiting_since <= now else now
        changed_at = tuple(at for at in self.changed_at if abs(now - at) < _WINDOW_SECONDS)
        lasting = next((seconds for changes, seconds in _LASTING_SECONDS if len(changed_at) >= changes), 0.0)
        if now - since < lasting:
            return replace(self, waiting=status, waiting_since=since)
        return SteadyStatus(status, (*changed_at, now))
