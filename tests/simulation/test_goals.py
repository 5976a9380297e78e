"""What is wanted of the trend, on simulated people whom the limits were not set on; docs/trend.md has it at length."""

import pytest

from custom_components.digitalshadow.health.trend.daily_values import logit
from simulation.figures import lit, rates, second_shift, shifted, still_rising
from simulation.people import Life, lived
from simulation.tables import ASKED_GOAL, FOUND_GOAL, ONE, TOLD_GOAL, TWO
from simulation.variants import limit_of_sum, two_weeks_alone, without_the_year_before

SEEDS = range(500_000, 500_100)
FEW = SEEDS[:40]


def test_chance_tells_a_rise_once_in_five_years_and_asks_for_measuring_once_in_twenty() -> None:
    chance = rates(TWO, range(500_000, 500_200))

    assert chance.told <= 1 / TOLD_GOAL
    assert chance.asked <= 1 / ASKED_GOAL


def test_a_change_of_one_detectable_change_is_found_within_ninety_days() -> None:
    assert shifted(TWO, 1, SEEDS).share >= FOUND_GOAL


def test_the_sum_finds_what_two_weeks_alone_miss_and_tells_chance_hardly_more_often() -> None:
    found, told = shifted(TWO, 1, SEEDS).share, rates(TWO, SEEDS).told
    with two_weeks_alone():
        assert shifted(TWO, 1, SEEDS).share < found
        assert told <= rates(TWO, SEEDS).told + 0.05


def test_a_lower_limit_of_the_sum_tells_chance_more_often() -> None:
    with limit_of_sum(4):
        low = rates(ONE, FEW).told

    assert low > rates(ONE, FEW).told


@pytest.mark.parametrize("life", [pytest.param(ONE, id="one camera"), pytest.param(TWO, id="two cameras")])
def test_a_rise_that_stayed_is_no_rise_for_ever_and_hides_no_second_one(life: Life) -> None:
    assert still_rising(life, 1.2, FEW) <= 0.05
    assert second_shift(life, 1.2, 1.0, FEW).share >= 0.95


@pytest.mark.parametrize("lamp", [0.35, 0.7, 1.0])
def test_no_lamp_before_the_only_camera_asks_anybody_to_measure(lamp: float) -> None:
    found = lit(ONE, lamp, FEW)

    assert found.told > 0.5, "it cannot be told from a change"
    assert found.asked == 0


def test_a_season_of_light_is_no_news_from_the_second_year_on() -> None:
    life = Life(cameras=2, season_sds=1.0)
    later = rates(life, FEW, years=3, first_year=1).told
    with without_the_year_before():
        as_if_new = rates(life, FEW, years=3, first_year=1).told

    assert as_if_new > 0.5
    assert later <= 1 / TOLD_GOAL


def test_a_season_takes_nothing_from_a_change_in_the_second_year() -> None:
    found = shifted(Life(cameras=2, season_sds=0.5), 2, FEW, on_day=550)

    assert found.share >= 0.95


def test_equal_seeds_live_equal_lives() -> None:
    assert lived(TWO, 200, 7) == lived(TWO, 200, 7)
    assert lived(TWO, 200, 7) != lived(TWO, 200, 8)


def test_a_season_changes_nothing_else_of_a_life() -> None:
    calm, lit_up = lived(TWO, 400, 7), lived(Life(cameras=2, season_sds=1.0), 400, 7)

    assert [(day.day, day.visits) for day in calm] == [(day.day, day.visits) for day in lit_up]
    differences = [
        logit(one.probability) - logit(two.probability) for one, two in zip(lit_up, calm, strict=True)
    ]
    assert max(differences) == pytest.approx(TWO.day_sd, rel=0.01)
    assert min(differences) == pytest.approx(-TWO.day_sd, rel=0.01)
