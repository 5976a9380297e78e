"""When a child process that keeps dying is left alone for a while. Time is an argument."""

from dataclasses import dataclass
from typing import Final

DEATHS: Final = 5
"""So many deaths ..."""
WINDOW_SECONDS: Final = 60.0
"""... within this time open the breaker ..."""
OPEN_SECONDS: Final = 600.0
"""... for this long. Then one start is tried; its first death opens the breaker again."""
FIRST_PAUSE_SECONDS: Final = 0.25
"""Pause before the second start in a row. The first one is at once, each further pause is twice as long."""


@dataclass(frozen=True, slots=True)
class Death:
    """One end of the process."""

    at: float
    """When, in seconds of any steady clock."""
    culprit: str | None
    """The camera whose picture was being analysed; None where no camera's was."""


@dataclass(frozen=True, slots=True)
class Breaker:
    """What is remembered of the deaths of a process; a new record after each event."""

    deaths: tuple[Death, ...] = ()
    """The deaths within the last window, oldest first; of one culprit only the latest."""
    opens_until: float | None = None
    """When the next start may be tried; None while the breaker is closed."""

    def after_death(self, now: float, culprit: str | None = None) -> Breaker:
        """Return what is remembered after a death at `now`, in seconds of any steady clock.

        One culprit counts once: its watcher sets it aside, and the others go on.
        """
        others = (
            death
            for death in self.deaths
            if now - death.at < WINDOW_SECONDS and (culprit is None or death.culprit != culprit)
        )
        deaths = (*others, Death(now, culprit))
        if self.opens_until is not None or len(deaths) >= DEATHS:
            return Breaker(deaths, now + OPEN_SECONDS)
        return Breaker(deaths)

    def after_success(self) -> Breaker:
        """Return what is remembered after real work: a probe that succeeded closes the breaker."""
        return self if self.opens_until is None else Breaker()

    def is_open(self, now: float) -> bool:
        """Tell whether nothing may be started at `now`."""
        return self.opens_until is not None and now < self.opens_until

    @property
    def pause_seconds(self) -> float:
        """How long to wait before the next start."""
        repeated = len(self.deaths) - 1
        return FIRST_PAUSE_SECONDS * 2.0 ** (repeated - 1) if repeated > 0 else 0.0
