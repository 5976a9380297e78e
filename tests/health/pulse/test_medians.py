"""What pulse rates come to over days and weeks: medians, and a change only where it is large, own and lasting."""

from collections.abc import Sequence
from datetime import date, timedelta
import random

import pytest

from custom_components.digitalshadow.health.pulse.medians import (
    FEWEST_DAYS_OF_BASELINE,
    LEAST_CHANGE_BPM,
    DayMedian,
    PulseMedians,
    day_medians,
    pulse_medians,
    should_count,
)

TODAY = date(2026, 11, 29)


def days_of(levels: Sequence[float | None], answers: int = 3) -> list[tuple[date, float]]:
    """Return so many answers on each day, the last level being today's; None is a day without any."""
    first = TODAY - timedelta(days=len(levels) - 1)
    return [
        (first + timedelta(days=number), level)
        for number, level in enumerate(levels)
        if level is not None
        for _ in range(answers)
    ]


def of(levels: Sequence[float | None], answers: int = 3) -> PulseMedians:
    """Return the medians as of today."""
    return pulse_medians(days_of(levels, answers), TODAY)


def steady(days: int, level: float = 66.0, sway: float = 2.0) -> list[float | None]:
    """Return days of somebody whose pulse hardly sways."""
    return [level + (sway if number % 2 else -sway) for number in range(days)]


def test_a_day_needs_three_answers_and_is_their_median() -> None:
    rates = [(TODAY, 60.0), (TODAY, 62.0), (TODAY, 90.0), (TODAY - timedelta(days=1), 70.0)]
    assert day_medians(rates) == (DayMedian(TODAY, 62.0, 3),)


def test_without_answers_there_is_nothing() -> None:
    assert pulse_medians([], TODAY) == PulseMedians(TODAY, None, None, None, 0, None, None)


@pytest.mark.parametrize(
    ("levels", "has_week", "has_baseline"),
    [
        pytest.param([70, 70], False, False, id="two days"),
        pytest.param([70, 70, 70], True, False, id="three days"),
        pytest.param([*[70] * FEWEST_DAYS_OF_BASELINE, *[None] * 7], False, True, id="nothing this week"),
        pytest.param([*[70] * (FEWEST_DAYS_OF_BASELINE - 1), *[70] * 7], True, False, id="a day too few"),
        pytest.param([*[70] * FEWEST_DAYS_OF_BASELINE, *[70] * 7], True, True, id="enough of both"),
        pytest.param([*[70] * 28, *[None] * 28], False, False, id="all of it long ago"),
    ],
)
def test_a_week_and_its_baseline_need_days_enough(
    levels: list[float | None], has_week: bool, has_baseline: bool
) -> None:
    found = of(levels)
    assert (found.week_bpm is not None, found.baseline_bpm is not None) == (has_week, has_baseline)
    assert (found.detectable_bpm is not None) == (has_week and has_baseline)


def test_the_baseline_is_of_the_four_weeks_before_the_week() -> None:
    found = of([*[90] * 10, *[70] * 28, *[80] * 7])
    assert (found.week_bpm, found.baseline_bpm, found.baseline_days) == (80, 70, 28)


@pytest.mark.parametrize(
    ("levels", "changed"),
    [
        pytest.param([*steady(35), *[82.0] * 16], 16.0, id="higher for two weeks"),
        pytest.param([*steady(35), *[52.0] * 16], -14.0, id="lower for two weeks"),
        pytest.param([*steady(35), *[82.0] * 5], None, id="higher since Wednesday"),
        pytest.param([*steady(35), *[70.0] * 16], None, id="by less than five"),
        pytest.param([*steady(35, sway=12), *[75.0] * 16], None, id="by less than this person sways"),
        pytest.param([*steady(28), *[82.0] * 7, *[66.0] * 14], None, id="higher once, long over"),
        pytest.param(steady(60), None, id="no change"),
    ],
)
def test_a_change_is_shown_where_it_is_large_own_and_has_lasted_a_week(
    levels: list[float | None], changed: float | None
) -> None:
    found = of(levels).changed_bpm
    assert found == (changed if changed is None else pytest.approx(changed, abs=2.1))


def test_no_change_is_smaller_than_five() -> None:
    assert of([*[66.0] * 35]).detectable_bpm == LEAST_CHANGE_BPM


def test_chance_alone_seldom_shows_a_change() -> None:
    chance = random.Random(7)  # noqa: S311  # repeatable days, no secret
    shown = sum(of([chance.gauss(66, 3) for _ in range(49)]).changed_bpm is not None for _ in range(300))
    assert shown <= 3


@pytest.mark.parametrize(("bpm", "counts"), [(49, True), (50, False), (100, False), (101, True)])
def test_where_the_pulse_should_be_counted_by_hand(bpm: float, counts: bool) -> None:
    assert should_count(bpm) is counts
