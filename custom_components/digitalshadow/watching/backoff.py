"""How long something that failed is left alone: longer from failure to failure, and never for ever."""

from typing import Final

FIRST_GAP_SECONDS: Final = 5.0
"""Wait after the first failure; doubled with each further one."""
LONGEST_GAP_SECONDS: Final = 300.0
_MOST_DOUBLINGS: Final = 16
"""More change nothing, and a power of two that grows for days is no number any more."""


def gap_seconds(failures: int) -> float:
    """Return the wait after one more failure, when there were so many in a row before it."""
    return min(LONGEST_GAP_SECONDS, FIRST_GAP_SECONDS * 2.0 ** min(failures, _MOST_DOUBLINGS))
