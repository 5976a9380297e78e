"""When a camera whose pictures end the engine is set aside. Time is an argument."""

from dataclasses import dataclass
from typing import Final

STRIKES: Final = 3
"""So many pictures that ended the engine ..."""
WINDOW_SECONDS: Final = 3600.0
"""... within this time set the camera aside ..."""
ASIDE_SECONDS: Final = 3600.0
"""... for this long. Then one picture is tried; if it ends the engine too, the camera is set aside again."""


@dataclass(frozen=True, slots=True)
class Strikes:
    """What is remembered of a camera's pictures that ended the engine; a new record after each event."""

    at: tuple[float, ...] = ()
    """When they did within the last window, oldest first."""
    aside_since: float | None = None
    """Since when the camera is set aside, or was before the picture that is tried; None where it is not."""

    def after_strike(self, now: float) -> Strikes:
        """Return what is remembered after a picture ended the engine at `now`, in seconds of any clock."""
        at = (*(earlier for earlier in self.at if abs(now - earlier) < WINDOW_SECONDS), now)
        if self.aside_since is not None or len(at) >= STRIKES:
            return Strikes(at, now)
        return Strikes(at)

    def after_answer(self) -> Strikes:
        """Return what is remembered after the engine answered: a camera that was set aside begins anew."""
        return self if self.aside_since is None else Strikes()

    def seconds_aside(self, now: float) -> float:
        """Return how long the camera is still left alone; 0 where it is not. A clock that was set back frees it."""
        if self.aside_since is None or now < self.aside_since:
            return 0.0
        return max(0.0, self.aside_since + ASIDE_SECONDS - now)
