"""The trend on simulated people: no false alarms, no missed changes, and nothing that a camera alone brings about."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise
import math
from statistics import fmean
import time

import pytest

from custom_components.digitalshadow.health.trend.baseline import SeenDay, baseline_of
from custom_components.digitalshadow.health.trend.daily_values import (
    DayValue,
    VisitValue,
    day_values,
    effective_number,
    logit,
    of_one_kind,
    probability_of,
    week_values,
    whole_days,
)
from custom_components.digitalshadow.health.trend.replay import (
    STRANGE_DAYS,
    Replay,
    TrendState,
)
from custom_components.digitalshadow.health.trend.trend import Trend, seen_days, trend_of
from custom_components.digitalshadow.health.trend.year_before import unexplained
from simulation.people import FIRST_DAY, Life, lived

HALL = ("hall",)
BATH = ("bath",)


def on(number: int) -> date:
    return FIRST_DAY + timedelta(number)


def seen(number: int, probability: float, cameras: tuple[str, ...] = HALL) -> DayValue:
    return DayValue(day=on(number), probability=probability, camera_ids=cameras, visits=1)


def wavering(first: int, last: int, middle: float, cameras: tuple[str, ...] = HALL) -> list[DayValue]:
    """Days that go up and down a little around a middle."""
    return [
        seen(number, middle + 0.02 * (-1, 0, 1, 0, 1, -1)[number % 6], cameras)
        for number in range(first, last)
    ]


def states(days: Iterable[DayValue], last: int) -> list[TrendState]:
    """What was said at the end of each day, as a home would have asked."""
    return [trend_of(days, on(number)).state for number in range(last)]


def history(days: Iterable[DayValue]) -> list[tuple[date, TrendState]]:
    """What was said on each day with data, by one pass as `trend_of` makes it."""
    replay = Replay()
    said = []
    for day in seen_days(days):
        replay = replay.then(day)
        said.append((date.fromordinal(day.ordinal), replay.state))
    return said


def rises(days: Iterable[DayValue], first: date = FIRST_DAY) -> int:
    """How often "rising" was said anew from a day on."""
    return sum(
        now is TrendState.RISING is not before and day >= first
        for (_, before), (day, now) in pairwise(history(days))
    )


@pytest.mark.parametrize(
    "life",
    [
        pytest.param(Life(cameras=1), id="one camera"),
        pytest.param(Life(cameras=2), id="two cameras"),
        pytest.param(Life(cameras=1, day_correlation=0.5), id="days that resemble each other"),
        pytest.param(Life(cameras=2, presence=1.0), id="seen every day"),
        pytest.param(Life(cameras=1, presence=0.4), id="seen on two days of five"),
        pytest.param(Life(cameras=1, level=-3.0, day_sd=0.6), id="low and restless"),
    ],
)
def test_who_does_not_change_rises_less_than_once_a_year(life: Life) -> None:
    years = 40
    false_alarms = sum(rises(lived(life, 365 + 28, seed)) for seed in range(years))

    assert false_alarms / years <= 1


@pytest.mark.parametrize(
    "life",
    [
        pytest.param(Life(cameras=1), id="one camera"),
        pytest.param(Life(cameras=2), id="two cameras"),
        pytest.param(Life(cameras=3), id="three cameras"),
        pytest.param(Life(cameras=2, day_correlation=0.6), id="days that resemble each other"),
    ],
)
def test_a_shift_of_two_detectable_changes_is_found_within_three_weeks(life: Life) -> None:
    people, change_day = 60, 120
    found = 0
    for seed in range(people):
        before = trend_of(lived(life, change_day, seed), on(change_day - 1))
        assert before.baseline is not None
        assert before.detectable_change is not None
        shift = logit(before.baseline + before.detectable_change) - logit(before.baseline)
        changed = replace(life, shift=2 * shift, shift_on_day=change_day)
        said = history(lived(changed, change_day + 21, seed))
        found += any(state is TrendState.RISING for day, state in said if day >= on(change_day))

    assert found / people >= 0.9


@pytest.mark.parametrize("lamp", [0.5, 1.0, 2.0, 4.0])
@pytest.mark.parametrize("cameras", [2, 3])
def test_a_new_lamp_before_one_camera_raises_nobody_more_than_chance_does(cameras: int, lamp: float) -> None:
    people, lamp_day = 30, 120
    lives = (
        lived(Life(cameras=cameras, lamp=lamp, lamp_on_day=lamp_day), lamp_day + 60, seed)
        for seed in range(people)
    )
    raised = sum(rises(days, on(lamp_day)) for days in lives)

    assert raised / people <= 60 / 365, "as often as chance may raise anybody in sixty days"


def test_a_new_camera_that_reads_higher_raises_nobody() -> None:
    days = sorted(
        wavering(0, 160, 0.2) + wavering(80, 160, 0.6, BATH), key=lambda value: (value.day, value.camera_ids)
    )

    assert set(states(days, 160)) == {TrendState.CALIBRATING, TrendState.STABLE}
    assert trend_of(days, on(159)).cameras == 2


def test_a_true_change_is_seen_by_both_cameras() -> None:
    days = sorted(
        wavering(0, 80, 0.2)
        + wavering(0, 80, 0.3, BATH)
        + wavering(80, 110, 0.4)
        + wavering(80, 110, 0.5, BATH),
        key=lambda value: (value.day, value.camera_ids),
    )
    trend = trend_of(days, on(109))

    assert trend.state is TrendState.RISING
    assert trend.since is not None
    assert on(80) < trend.since <= on(95)
    assert trend.change is not None
    assert trend.change > 0.1


def test_nothing_is_said_before_fourteen_days_of_reference_and_a_window() -> None:
    days = wavering(0, 60, 0.3)
    said = states(days, 60)

    assert said.index(TrendState.STABLE) == 27
    silent = trend_of(days, on(20))
    assert (silent.state, silent.since, silent.baseline, silent.current) == (
        TrendState.CALIBRATING,
        None,
        None,
        None,
    )
    assert (silent.baseline_days, silent.cameras, silent.change) == (21, 0, None)


def test_without_data_there_is_no_trend() -> None:
    trend = trend_of([], on(0))

    assert (trend.state, trend.last_day, trend.baseline_days) == (TrendState.CALIBRATING, None, 0)


def test_the_future_is_not_looked_at() -> None:
    days = wavering(0, 60, 0.2) + wavering(60, 100, 0.6)

    assert trend_of(days, on(59)) == trend_of(days[:60], on(59))


def test_a_gap_is_a_gap() -> None:
    days = wavering(0, 60, 0.2)
    trend = trend_of(days, on(90))

    assert trend.state is TrendState.STABLE, "the last word stands"
    assert (trend.current, trend.recent_days, trend.month_days) == (None, 0, 0)
    assert trend.last_day == on(59)


def test_too_few_days_after_a_gap_say_nothing_yet() -> None:
    days = wavering(0, 60, 0.2) + wavering(90, 94, 0.7)

    assert trend_of(days, on(93)).state is TrendState.STABLE
    assert trend_of([*days, *wavering(94, 97, 0.7)], on(96)).state is TrendState.RISING


def test_one_odd_day_changes_nothing() -> None:
    days = [*wavering(0, 60, 0.2), seen(60, 0.99), *wavering(61, 80, 0.2)]

    assert TrendState.RISING not in states(days, 80)


def test_a_rise_lasts_until_half_of_it_is_gone() -> None:
    days = wavering(0, 60, 0.2) + wavering(60, 100, 0.3)
    limit = trend_of(days, on(99)).detectable_change
    assert limit is not None

    lingering = trend_of([*days, *wavering(100, 140, 0.2 + 0.75 * limit)], on(139))
    gone = trend_of([*days, *wavering(100, 140, 0.2)], on(139))

    assert lingering.state is TrendState.RISING
    assert lingering.since == trend_of(days, on(99)).since
    assert gone.state is TrendState.STABLE


def test_a_fall_is_found_too_and_can_follow_a_rise() -> None:
    days = wavering(0, 60, 0.3) + wavering(60, 100, 0.5) + wavering(100, 140, 0.1)
    said = states(days, 140)

    assert said[99] is TrendState.RISING
    assert said[139] is TrendState.FALLING


def test_the_reference_stands_still_while_a_rise_lasts() -> None:
    days = wavering(0, 60, 0.2) + wavering(60, 150, 0.5)
    trend = trend_of(days, on(149))

    assert trend.state is TrendState.RISING
    assert trend.baseline == pytest.approx(0.2, abs=0.02)


@pytest.mark.parametrize(
    ("level", "changed"),
    [
        pytest.param(0.5, TrendState.RISING, id="a rise"),
        pytest.param(0.1, TrendState.FALLING, id="a fall"),
        pytest.param(0.9, TrendState.RISING, id="a rise beyond what one odd day may count"),
    ],
)
def test_a_change_that_lasts_for_ninety_days_is_the_new_own_level(level: float, changed: TrendState) -> None:
    days = wavering(0, 60, 0.3) + wavering(60, 1000, level)
    before = trend_of(days, on(149))
    assert (before.state, before.new_level_since) == (changed, None)
    assert before.since is not None

    after = trend_of(days, before.since + timedelta(90))
    assert (after.state, after.before, after.new_level_since) == (TrendState.STABLE, changed, before.since)
    assert after.baseline == pytest.approx(level, abs=0.01)
    years_later = trend_of(days, on(999))
    assert (years_later.state, years_later.since) == (TrendState.STABLE, after.since), (
        "nothing was said again"
    )


def test_a_change_with_too_few_days_for_a_level_waits_for_them() -> None:
    seldom = [day for day in wavering(60, 400, 0.5) if day.day < on(68) or day.day.toordinal() % 14 == 0]
    days = wavering(0, 60, 0.2) + seldom

    assert trend_of(days, on(160)).state is TrendState.RISING
    assert trend_of(days, on(250)).new_level_since == trend_of(days, on(160)).since


def test_a_small_change_that_only_the_sum_finds_is_shown_for_as_long_as_it_lasts() -> None:
    def every_other_day(first: int, last: int, middle: float) -> list[DayValue]:
        return [seen(number, middle + 0.02 * (-1, 0, 1)[number % 3]) for number in range(first, last, 2)]

    limit = trend_of(every_other_day(0, 400, 0.2), on(399)).detectable_change
    assert limit is not None
    higher = 0.2 + 0.45 * limit
    days = every_other_day(0, 400, 0.2) + every_other_day(400, 700, higher)
    rose_on = next(day for day, state in history(days) if state is TrendState.RISING)
    gone = [day for day in days if day.day <= rose_on] + every_other_day(
        (rose_on - FIRST_DAY).days + 2, 700, 0.2
    )

    assert on(430) < rose_on < on(550)
    assert trend_of(days, rose_on + timedelta(30)).state is TrendState.RISING
    assert trend_of(gone, rose_on + timedelta(30)).state is TrendState.STABLE


def test_a_rise_that_two_cameras_saw_stays_one_when_one_of_them_is_switched_off() -> None:
    both = wavering(0, 60, 0.2) + wavering(60, 90, 0.5)
    bath = wavering(0, 60, 0.2, BATH) + wavering(60, 90, 0.5, BATH)
    days = sorted(both + bath, key=lambda value: (value.day, value.camera_ids)) + wavering(90, 120, 0.5)

    trend = trend_of(days, on(119))

    assert trend.is_sustained_rise
    assert trend.cameras == 2


def test_the_next_rise_after_a_new_own_level_is_found() -> None:
    days = wavering(0, 60, 0.2) + wavering(60, 200, 0.4) + wavering(200, 230, 0.6)
    trend = trend_of(days, on(229))

    assert trend.state is TrendState.RISING
    assert trend.since is not None
    assert on(200) < trend.since <= on(210)


def test_the_reference_holds_a_year() -> None:
    days = [seen(number, 0.2 + 0.00005 * number + 0.02 * (number % 3)) for number in range(1000)]
    trend = trend_of(days, on(999))

    assert trend.state is TrendState.STABLE
    assert trend.baseline_days <= 366


def season(first: int, last: int) -> list[DayValue]:
    """Days that go up and down with the year, and a little from day to day."""
    return [
        seen(
            number,
            0.3 + 0.1 * math.sin(2 * math.pi * number / 365) + 0.03 * (-1, 0, 1, 0, 1, -1)[number % 6],
        )
        for number in range(first, last)
    ]


def test_a_season_is_news_in_the_first_year_and_no_more() -> None:
    said = dict(history(season(0, 3 * 365)))
    first_year = {state for day, state in said.items() if day < on(365)}
    later = {state for day, state in said.items() if day >= on(400)}

    assert TrendState.RISING in first_year
    assert TrendState.RISING not in later


def test_a_season_belongs_to_the_own_level_that_is_shown() -> None:
    summer = trend_of(season(0, 2 * 365 + 91), on(2 * 365 + 90))
    winter = trend_of(season(0, 2 * 365 + 274), on(2 * 365 + 273))

    assert summer.baseline is not None
    assert winter.baseline is not None
    assert summer.baseline > winter.baseline + 0.05
    assert summer.change == pytest.approx(0, abs=0.05)
    assert winter.change == pytest.approx(0, abs=0.05)


def test_a_change_beyond_the_season_is_still_found() -> None:
    days = season(0, 2 * 365 + 60) + [
        replace(day, probability=day.probability + 0.2) for day in season(2 * 365 + 60, 2 * 365 + 90)
    ]

    assert trend_of(days, on(2 * 365 + 89)).state is TrendState.RISING


@pytest.mark.parametrize(
    ("change", "expected", "left"),
    [
        pytest.param(1.0, 0.0, 1.0, id="nothing is known of the year before"),
        pytest.param(1.0, 0.4, 0.6, id="a part came the year before, too"),
        pytest.param(1.0, 1.5, 0.0, id="more than that came the year before"),
        pytest.param(1.0, -0.5, 1.0, id="the year before it was lower"),
        pytest.param(-1.0, -0.4, -0.6, id="a fall of which a part is known"),
        pytest.param(-1.0, 0.5, -1.0, id="a fall where the year before was higher"),
        pytest.param(0.0, 0.5, 0.0, id="no change"),
    ],
)
def test_the_year_before_takes_from_a_change_and_never_adds_to_it(
    change: float, expected: float, left: float
) -> None:
    assert unexplained(change, expected) == pytest.approx(left)


def test_when_all_cameras_are_replaced_everything_begins_anew() -> None:
    days = wavering(0, 60, 0.2) + wavering(60, 100, 0.5) + wavering(100, 200, 0.7, BATH)
    said = states(days, 200)

    assert said[99] is TrendState.RISING
    assert said[100 + STRANGE_DAYS] is TrendState.STABLE
    trend = trend_of(days, on(199))
    assert (trend.state, trend.cameras) == (TrendState.STABLE, 1)
    assert trend.baseline == pytest.approx(0.7, abs=0.03)


def test_a_camera_that_was_replaced_a_few_days_ago_is_not_compared() -> None:
    days = wavering(0, 60, 0.2) + wavering(60, 74, 0.6, BATH)
    trend = trend_of(days, on(73))

    assert (trend.state, trend.current) == (TrendState.STABLE, None)


def test_rare_combinations_of_cameras_share_a_level() -> None:
    rooms = ("hall", "bath", "kitchen", "stairs")
    rooms = ("hall", "bath", "kitchen", "stairs")
    days = [
        seen(
            number,
            0.2 + 0.02 * (-1, 0, 1)[number % 3],
            ("garden", *sorted({rooms[number % 4], rooms[number // 4 % 4], rooms[number // 16 % 4]})),
        )
        for number in range(40)
    ]

    assert trend_of(days, on(39)).state is TrendState.STABLE


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        pytest.param(85, False, id="a rise that just began"),
        pytest.param(115, True, id="a rise of more than thirty days"),
    ],
)
def test_a_rise_is_sustained_after_thirty_days(last: int, expected: bool) -> None:
    trend = trend_of(wavering(0, 60, 0.2) + wavering(60, 200, 0.5), on(last))

    assert trend.state is TrendState.RISING
    assert trend.is_sustained_rise is expected


@pytest.mark.parametrize(
    ("every", "expected"),
    [pytest.param(2, True, id="fifteen of thirty days"), pytest.param(3, False, id="ten of thirty days")],
)
def test_a_sustained_rise_has_data_on_half_of_the_days(every: int, expected: bool) -> None:
    days = wavering(0, 60, 0.2) + [day for day in wavering(60, 141, 0.5) if day.day.toordinal() % every == 0]
    last = days[-1].day

    trend = trend_of(days, last)

    assert trend.state is TrendState.RISING
    assert trend.is_sustained_rise is expected


def test_what_never_rose_is_not_sustained() -> None:
    assert not trend_of(wavering(0, 60, 0.2), on(59)).is_sustained_rise


def test_the_detectable_change_grows_with_a_persons_own_variation() -> None:
    def detectable(day_sd: float) -> float:
        return trend_of(lived(Life(day_sd=day_sd, visit_sd=0.1), 100, 1), on(99)).detectable_change or 0.0

    assert detectable(0.1) < detectable(0.6)


def test_a_face_that_never_varies_still_needs_a_real_change() -> None:
    days = [seen(number, 0.2) for number in range(60)] + [seen(number, 0.202) for number in range(60, 90)]

    assert trend_of(days, on(89)).state is TrendState.STABLE


def test_days_that_resemble_each_other_count_less() -> None:
    def reference(pattern: list[float]) -> float:
        days = [SeenDay(number, ((HALL, pattern[number % len(pattern)], 1.0),)) for number in range(60)]
        return baseline_of(days).correlation

    assert reference([1.0, 1.0, 1.0, 1.0, -1.0, -1.0, -1.0, -1.0]) > reference([1.0, -1.0]) == 0


def test_gaps_between_days_say_nothing_about_neighbours() -> None:
    days = [SeenDay(3 * number, ((HALL, (-1.0) ** number, 1.0),)) for number in range(60)]

    assert baseline_of(days).correlation == pytest.approx(0.3), "only the usual correlation is known"


def test_too_few_days_of_each_camera_make_no_reference() -> None:
    days = [SeenDay(number, (((f"camera {number}",), 0.0, 1.0),)) for number in range(20)]

    assert baseline_of(days) is None


@pytest.mark.parametrize(
    "sets",
    [
        pytest.param([(f"camera {number:02}",) for number in range(20)], id="twenty cameras"),
        pytest.param(list(combinations("abcdefgh", 2)), id="eight cameras, two at a time"),
    ],
)
def test_fewer_days_than_sets_of_cameras_make_a_reference(sets: list[tuple[str, ...]]) -> None:
    days = [seen(number, 0.3 + 0.02 * (number % 3), cameras) for number in range(20) for cameras in sets]

    assert baseline_of(list(seen_days(days))).days == 20


def test_ten_years_of_days_cost_about_ten_times_as_much_as_one() -> None:
    def cpu_seconds(count: int) -> float:
        days = lived(Life(cameras=2, presence=1.0), count, 5)
        return min(_cpu_seconds_of_trend(days, on(count)) for _ in range(5))

    assert cpu_seconds(3650) <= 25 * cpu_seconds(365)


def _cpu_seconds_of_trend(days: Sequence[DayValue], as_of: date) -> float:
    """Return what one trend costs."""
    started = time.process_time()
    trend_of(days, as_of)
    return time.process_time() - started


@pytest.mark.parametrize(
    ("count", "correlation", "worth"),
    [
        pytest.param(1000, 0.8, 1.25, id="a thousand alike frames"),
        pytest.param(1, 0.8, 1.0, id="one"),
        pytest.param(10, 0.0, 10.0, id="independent ones"),
        pytest.param(10, 1.0, 1.0, id="ten times the same"),
    ],
)
def test_alike_values_are_worth_fewer_independent_ones(count: int, correlation: float, worth: float) -> None:
    assert effective_number(count, correlation) == pytest.approx(worth, rel=0.002)


def test_visits_become_one_value_per_day_and_cameras() -> None:
    visits = [
        VisitValue(day=on(1), probability=0.2, camera_ids=("b", "a")),
        VisitValue(day=on(1), probability=0.3, camera_ids=("a", "b")),
        VisitValue(day=on(1), probability=0.9, camera_ids=("a", "b")),
        VisitValue(day=on(0), probability=0.5, camera_ids=("b",)),
    ]

    first, second = day_values(visits)

    assert (first.day, first.camera_ids, first.visits, first.probability) == (on(0), ("b",), 1, 0.5)
    assert (second.camera_ids, second.visits) == (("a", "b"), 3)
    assert second.probability == pytest.approx(0.3), "the highest and the lowest are left out"


def test_a_whole_day_is_the_mean_of_its_cameras_in_log_odds() -> None:
    days = [
        DayValue(day=on(0), probability=0.2, camera_ids=HALL, visits=3),
        DayValue(day=on(0), probability=0.4, camera_ids=BATH, visits=1),
        DayValue(day=on(1), probability=0.5, camera_ids=BATH, visits=2),
    ]

    first, second = whole_days(days)

    assert (first.day, first.visits) == (on(0), 4)
    assert first.probability == pytest.approx(probability_of(fmean([logit(0.2), logit(0.4)])))
    assert (second.day, second.visits, second.probability) == (on(1), 2, 0.5)


def test_weeks_have_a_median_a_band_and_no_filling() -> None:
    monday = date(2027, 1, 4)
    days = [
        DayValue(day=monday, probability=0.2, camera_ids=HALL, visits=1),
        DayValue(day=monday, probability=0.4, camera_ids=BATH, visits=1),
        DayValue(day=monday + timedelta(2), probability=0.5, camera_ids=HALL, visits=1),
        DayValue(day=monday + timedelta(6), probability=0.6, camera_ids=HALL, visits=1),
        DayValue(day=monday + timedelta(21), probability=0.1, camera_ids=HALL, visits=1),
    ]

    first, second = week_values(days)

    assert (first.first_day, first.days) == (monday, 3)
    assert [first.probability, first.highest] == pytest.approx([0.5, 0.6])
    assert first.lowest == pytest.approx(probability_of(fmean([logit(0.2), logit(0.4)])))
    assert (second.first_day, second.days) == (monday + timedelta(21), 1)


@pytest.mark.parametrize("probability", [0.0, 1.0])
def test_certain_values_are_held_away_from_the_ends(probability: float) -> None:
    assert 0 < probability_of(logit(probability)) < 1


def test_a_trend_is_data() -> None:
    trend = trend_of(wavering(0, 60, 0.2), on(59))

    assert isinstance(trend, Trend)
    assert hash(trend) == hash(trend_of(wavering(0, 60, 0.2), on(59)))


def of_kind(number: int, crop: str, light: str = "colour", visits: int = 1) -> DayValue:
    """Return a day of one kind of picture."""
    return DayValue(day=on(number), probability=0.3, camera_ids=HALL, visits=visits, kind=(crop, light))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param([], "", id="nobody was seen"),
        pytest.param([of_kind(n, "derived") for n in range(40)], "derived", id="there is only one kind"),
        pytest.param(
            [*(of_kind(n, "derived") for n in range(40)), of_kind(39, "exact")],
            "derived",
            id="a single visit changes nothing",
        ),
        pytest.param(
            [*(of_kind(n, "derived") for n in range(40)), *(of_kind(n, "exact") for n in range(40, 60))],
            "exact",
            id="most visits of four weeks do",
        ),
        pytest.param(
            [of_kind(0, "exact", visits=9), *(of_kind(n, "derived") for n in range(50, 53))],
            "derived",
            id="what was long ago does not count",
        ),
        pytest.param([of_kind(0, "derived"), of_kind(0, "exact")], "derived", id="as many of both"),
        pytest.param(
            [*(of_kind(n, "exact") for n in range(20)), *(of_kind(n, "exact", "grey") for n in range(19))],
            "exact",
            id="grey pictures are another kind",
        ),
    ],
)
def test_a_trend_is_of_the_kind_of_picture_that_most_recent_visits_have(
    days: list[DayValue], expected: str
) -> None:
    kept = of_one_kind(days, on(100))
    kind = (expected, "colour")
    assert {day.kind for day in kept} == ({kind} if days else set())
    assert len(kept) == sum(day.kind == kind for day in days)


def test_visits_of_two_kinds_are_two_values_of_a_day() -> None:
    at_night = VisitValue(day=on(0), probability=0.2, camera_ids=HALL, kind=("exact", "grey"))
    by_day = VisitValue(day=on(0), probability=0.6, camera_ids=HALL, kind=("exact", "colour"))
    assert [day.kind[1] for day in day_values([at_night, by_day])] == ["colour", "grey"]
