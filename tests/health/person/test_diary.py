"""The blood pressure diary: which day it is, and how often was measured in a morning and an evening."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from custom_components.digitalshadow.health.person.diary import PartOfDay, diary_of

BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY = datetime(2026, 11, 27, tzinfo=BERLIN)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return FRIDAY + timedelta(days=day, hours=hour, minutes=minute)


TWO_DAYS = [at(0, 8), at(0, 8, 2), at(0, 19), at(0, 19, 2), at(1, 8), at(1, 8, 2), at(1, 20), at(1, 20, 2)]


def test_without_a_measurement_the_first_day_is_today() -> None:
    diary = diary_of([], at(0, 9))
    assert (diary.first_day, diary.day, diary.part, diary.taken) == (
        date(2026, 11, 27),
        1,
        PartOfDay.MORNING,
        0,
    )
    assert diary.latest is None
    assert diary.counts == ((0, 0),) * 7


def test_on_the_third_morning_the_second_of_two_is_missing() -> None:
    diary = diary_of([*TWO_DAYS, at(2, 8, 2)], at(2, 8, 4))
    assert (diary.day, diary.taken, diary.latest) == (3, 1, at(2, 8, 2))
    assert diary.counts == ((2, 2), (2, 2), (1, 0), *((0, 0),) * 4)


@pytest.mark.parametrize(
    ("hour", "part"),
    [pytest.param(13, PartOfDay.MORNING, id="noon"), pytest.param(14, PartOfDay.EVENING, id="from two")],
)
def test_the_evening_begins_at_two(hour: int, part: PartOfDay) -> None:
    diary = diary_of(TWO_DAYS, at(1, hour))
    assert diary.part is part
    assert diary.taken == (2 if part is PartOfDay.MORNING else 0)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        pytest.param(at(6, 22), 7, id="the last day"),
        pytest.param(at(7, 8), 1, id="the day after begins anew"),
        pytest.param(at(90, 8), 1, id="long after"),
    ],
)
def test_a_diary_lasts_seven_days_even_with_days_left_out(now: datetime, day: int) -> None:
    assert diary_of(TWO_DAYS, now).day == day


def test_a_diary_after_a_diary_begins_with_its_first_measurement() -> None:
    diary = diary_of([at(day, 8) for day in range(10)], at(9, 9))
    assert (diary.first_day, diary.day) == (date(2026, 12, 4), 3)


def test_what_is_later_than_now_does_not_count_yet() -> None:
    assert diary_of([at(3, 8)], at(0, 8)).counts == ((0, 0),) * 7


def test_a_day_is_a_local_one_also_where_the_clock_changes() -> None:
    summer = datetime(2026, 10, 24, 23, 30, tzinfo=BERLIN)
    diary = diary_of([summer], summer + timedelta(hours=12))
    assert (diary.day, diary.counts[0]) == (2, (0, 1))


def test_a_measurement_before_the_clock_was_put_back_counts_and_one_after_it_is_the_latest() -> None:
    before = datetime(2026, 10, 25, 2, 55, tzinfo=BERLIN)
    after = datetime(2026, 10, 25, 2, 1, fold=1, tzinfo=BERLIN)
    diary = diary_of([after, before], datetime(2026, 10, 25, 2, 5, fold=1, tzinfo=BERLIN))
    assert diary.taken == 2
    assert diary.latest is not None
    assert diary.latest.fold == 1
