"""Which times make sense. Clocks are wrong at times: a board without a battery begins in 1970, another one in 2036."""

from typing import Final

from .errors import InvalidEntryError

EARLIEST: Final = 0.0
"""1970-01-01, where a clock without a battery begins."""
LATEST: Final = 4_102_444_800.0
"""2100-01-01."""
CLOCK_SKEW_SECONDS: Final = 60.0
"""What is later than now by more does not count until the clock has reached it."""


def check_times(*moments: float | None) -> None:
    """Raise `InvalidEntryError` for a time, in seconds since the epoch, that no clock of a home can have shown."""
    for moment in moments:
        if moment is not None and not EARLIEST <= moment <= LATEST:
            raise InvalidEntryError(
                f"Expected a time between 1970 and 2100, got {moment:.0f} s after 1970. Set the clock of this machine"
            )


def bounded(moment: float) -> float:
    """Return a time that can be stored: what must happen does so whatever the clock says."""
    return min(max(moment, EARLIEST), LATEST)
