"""Not being seen is told only where somebody could have been seen."""

from datetime import UTC, datetime, timedelta

import pytest

from custom_components.digitalshadow.health.notices.absence import absence

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


def days_ago(days: float) -> float:
    """Return a time before now, in seconds since the epoch."""
    return (NOW - timedelta(days=days)).timestamp()


@pytest.mark.parametrize(
    ("last_seen", "watched_since", "days", "told"),
    [
        pytest.param(2.9, 1000, 3, "", id="seen lately"),
        pytest.param(3.0, 1000, 3, "2026-11-26", id="not seen for as long as was chosen"),
        pytest.param(5.0, 2, 3, "", id="the camera was off until two days ago"),
        pytest.param(5.0, 3, 3, "2026-11-24", id="the camera has worked again for three days"),
    ],
)
def test_it_is_the_day_of_the_last_sighting_once_that_is_too_long_ago(
    last_seen: float, watched_since: float, days: int, told: str
) -> None:
    assert absence(days_ago(last_seen), days_ago(watched_since), days, NOW) == told


@pytest.mark.parametrize(
    ("last_seen_at", "watched_since", "days"),
    [
        pytest.param(None, 0.0, 3, id="never seen, or not looked for"),
        pytest.param(0.0, None, 3, id="a camera is off"),
        pytest.param(0.0, 0.0, None, id="nobody wants to be told"),
    ],
)
def test_what_is_not_known_is_no_news(
    last_seen_at: float | None, watched_since: float | None, days: int | None
) -> None:
    assert absence(last_seen_at, watched_since, days, NOW) is None
