"""What a chart shows beside the values: a range from the day it is known, a new one after a change, gaps."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest

from custom_components.digitalshadow.health.trend.chart import bands_of, gaps_of, new_cameras
from custom_components.digitalshadow.health.trend.daily_values import (
    DayValue,
    PeriodValue,
    month_of,
    week_of,
)
from custom_components.digitalshadow.health.trend.trend import trend_of

FIRST_DAY = date(2026, 3, 2)
HALL, BATH = ("hall",), ("bath",)


def on(number: int) -> date:
    return FIRST_DAY + timedelta(number)


def days(first: int, last: int, middle: float, cameras: tuple[str, ...] = HALL) -> list[DayValue]:
    """Days that go up and down a little around a middle."""
    return [
        DayValue(
            day=on(number),
            probability=middle + 0.02 * (-1, 0, 1, 0, 1, -1)[number % 6],
            camera_ids=cameras,
            visits=1,
        )
        for number in range(first, last)
    ]


def test_there_is_no_range_while_it_is_learnt() -> None:
    learning = days(0, 20, 0.3)
    assert bands_of(learning, trend_of(learning, on(19))) == ()


def test_a_range_begins_on_the_day_it_is_known_and_has_the_numbers_of_the_trend() -> None:
    settled = days(0, 90, 0.3)
    trend = trend_of(settled, on(95))
    (band,) = bands_of(settled, trend)
    known = next(number for number in range(90) if trend_of(settled, on(number)).baseline is not None)
    assert (band.first_day, band.last_day) == (on(known), on(95))
    assert trend.baseline is not None
    assert trend.detectable_change is not None
    assert band.low == pytest.approx(trend.baseline - trend.detectable_change)
    assert band.high == pytest.approx(trend.baseline + trend.detectable_change)


def test_a_new_own_level_gets_a_range_of_its_own() -> None:
    risen = [*days(0, 120, 0.3), *days(120, 260, 0.5)]
    trend = trend_of(risen, on(259))
    assert trend.new_level_since is not None
    first, second = bands_of(risen, trend)
    assert first.last_day + timedelta(days=1) == second.first_day
    assert first.low < 0.3 < first.high < 0.45
    assert second.low < 0.5 < second.high


def test_after_all_cameras_were_replaced_everything_is_learnt_anew() -> None:
    replaced = [*days(0, 120, 0.3), *days(120, 220, 0.5, BATH)]
    bands = bands_of(replaced, trend_of(replaced, on(219)))
    assert len(bands) == 2
    assert all(before.last_day < after.first_day for before, after in pairwise(bands))


@pytest.mark.parametrize(
    ("joined", "marked"),
    [
        pytest.param(3, False, id="there from the beginning"),
        pytest.param(40, True, id="later"),
    ],
)
def test_a_camera_that_joins_later_is_marked(joined: int, *, marked: bool) -> None:
    seen = [*days(0, 60, 0.3), *days(joined, 60, 0.3, BATH)]
    assert new_cameras(sorted(seen, key=lambda day: day.day)) == (((on(joined), "bath"),) if marked else ())


def test_nobody_seen_has_no_new_camera() -> None:
    assert new_cameras([]) == ()


@pytest.mark.parametrize(
    ("seen", "period_of", "today", "gaps"),
    [
        pytest.param(["2026-11-02", "2026-11-09"], week_of, "2026-11-20", [], id="every week"),
        pytest.param(
            ["2026-10-05", "2026-10-26"],
            week_of,
            "2026-10-30",
            [("2026-10-12", "2026-10-25")],
            id="two weeks away",
        ),
        pytest.param(
            ["2026-10-05"], week_of, "2026-11-03", [("2026-10-12", "2026-11-03")], id="not seen since"
        ),
        pytest.param(["2026-01-01", "2026-02-01"], month_of, "2026-03-02", [], id="every month"),
        pytest.param(
            ["2026-01-01", "2026-04-01"],
            month_of,
            "2026-04-02",
            [("2026-02-01", "2026-03-31")],
            id="two months away",
        ),
        pytest.param([], week_of, "2026-11-03", [], id="never seen"),
    ],
)
def test_a_whole_period_without_data_is_a_gap(
    seen: list[str], period_of: Callable[[date], date], today: str, gaps: list[tuple[str, str]]
) -> None:
    periods = [
        PeriodValue(first_day=date.fromisoformat(day), probability=0.3, lowest=0.2, highest=0.4, days=3)
        for day in seen
    ]
    found = gaps_of(periods, period_of, date.fromisoformat(today))
    assert [(gap.first_day.isoformat(), gap.last_day.isoformat()) for gap in found] == gaps
