"""The reports before the latest: of each day the last, so that somebody can look back."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from homeassistant.util import dt as dt_util

MOST_EARLIER: Final = 11
"""With the latest a dozen: of a weekly report three months."""


def with_one_more(
    earlier: Sequence[Mapping[str, Any]], report: Mapping[str, Any], next_made_at: float
) -> list[Mapping[str, Any]]:
    """Return the earlier reports, newest first, with the one whose place another takes now.

    Args:
        earlier: Those that were kept before, each with `made_at` in seconds since the epoch.
        report: The one that has been the latest until now.
        next_made_at: When the other was made. Of its day, here, only that one stays.
    """
    others = [one for one in earlier if one["made_at"] != report["made_at"]]
    is_of_another_day = _day(float(report["made_at"])) != _day(next_made_at)
    return [*([report] if is_of_another_day else []), *others][:MOST_EARLIER]


def _day(at: float) -> str:
    """Return the local day of a moment."""
    return dt_util.as_local(dt_util.utc_from_timestamp(at)).date().isoformat()
