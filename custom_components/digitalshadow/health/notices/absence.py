"""Whether somebody has not been seen for long, while the cameras could have seen them."""

from datetime import datetime, timedelta
from typing import Final

FEWEST_DAYS: Final = 1
MOST_DAYS: Final = 30
"""What may be chosen; a longer absence is a journey."""


def absence(
    last_seen_at: float | None, watched_since: float | None, days: int | None, now: datetime
) -> str | None:
    """Name the day on which somebody was seen last, once that is too long ago; empty while it is not.

    Args:
        last_seen_at: When they were seen last, in seconds since the epoch; None for somebody who never was.
        watched_since: Since when the cameras have been looked at without a gap; None while one is not.
        days: After how many days it is worth telling; None where nobody wants to be told.
        now: The moment, in the local time zone.

    Returns:
        None where nothing can be said, which is no news: a camera that is off has seen nobody.
    """
    if last_seen_at is None or watched_since is None or days is None:
        return None
    if now.timestamp() - max(last_seen_at, watched_since) < timedelta(days=days).total_seconds():
        return ""
    return datetime.fromtimestamp(last_seen_at, now.tzinfo).date().isoformat()
