"""The sum that finds small changes: what makes it count, and what does not."""

import pytest

from custom_components.digitalshadow.health.trend.baseline import Baseline, SeenDay, View, baseline_of
from custom_components.digitalshadow.health.trend.lasting_sum import (
    FARTHEST,
    LIMIT,
    LIMIT_OF_ONE_CAMERA,
    LastingSum,
)

HALL: View = ("hall",)
BATH: View = ("bath",)


def seen(number: int, **values: float) -> SeenDay:
    return SeenDay(number, tuple(((camera,), value, 1.0) for camera, value in values.items()))


def reference(*cameras: str) -> Baseline:
    """A reference around 0 whose days alternate."""
    baseline = baseline_of(
        [
            SeenDay(number, tuple(((camera,), (-1.0) ** number, 1.0) for camera in cameras))
            for number in range(60)
        ]
    )
    assert baseline is not None
    return baseline


ONE, TWO = reference("hall"), reference("hall", "bath")


def days_until_found(baseline: Baseline, **sds: float) -> int | None:
    """After how many equal days, in long-run standard deviations, a rise is found; None when not within 100."""
    total = LastingSum(1)
    for number in range(100):
        day = seen(number, **{camera: value * baseline.long_run_sd for camera, value in sds.items()})
        distance, weight = baseline.distance(day)
        if total.add(day, distance / weight, 0.0, baseline):
            return number + 1
    return None


@pytest.mark.parametrize(
    ("baseline", "sds", "days"),
    [
        pytest.param(ONE, {"hall": 0.75}, 2 * LIMIT_OF_ONE_CAMERA, id="one camera, half a deviation a day"),
        pytest.param(TWO, {"hall": 0.75, "bath": 0.75}, 2 * LIMIT, id="two cameras that agree"),
        pytest.param(TWO, {"hall": 1.25, "bath": 0.5}, 4 * LIMIT, id="the weaker of two cameras decides"),
        pytest.param(TWO, {"hall": 3.0, "bath": 0.0}, None, id="a lamp before one of two cameras"),
        pytest.param(TWO, {"hall": 0.75}, 2 * LIMIT_OF_ONE_CAMERA, id="only one of two cameras saw anything"),
        pytest.param(ONE, {"hall": 0.25}, None, id="no more than the allowance"),
        pytest.param(ONE, {"hall": -2.0}, None, id="a fall is no rise"),
    ],
)
def test_a_change_counts_when_its_sum_reaches_the_limit(
    baseline: Baseline, sds: dict[str, float], days: float | None
) -> None:
    assert days_until_found(baseline, **sds) == days


def test_two_days_of_another_camera_contradict_nothing() -> None:
    total, unit = LastingSum(1), TWO.long_run_sd
    for number in range(2):
        assert not total.add(seen(number, hall=1.5 * unit, bath=0.0), 0.75 * unit, 0.0, TWO)
    added = [total.add(seen(number, hall=1.25 * unit), 1.25 * unit, 0.0, TWO) for number in range(2, 12)]

    assert added == [*[0] * 8, 1, 1]


def test_a_fall_is_found_by_the_other_sum() -> None:
    total, unit = LastingSum(-1), ONE.long_run_sd

    assert [total.add(seen(day), -2.25 * unit, 0.0, ONE) for day in range(5)] == [0, 0, 0, 0, 1]


def test_an_odd_day_adds_no_more_than_the_farthest() -> None:
    total, unit = LastingSum(1), ONE.long_run_sd
    added = [total.add(seen(day), 1000 * unit, 0.0, ONE) for day in range(3)]

    assert FARTHEST * 2 < LIMIT_OF_ONE_CAMERA < FARTHEST * 3
    assert added == [0, 0, 1]


def test_chance_brings_the_sum_back_to_zero() -> None:
    total, unit = LastingSum(1), ONE.long_run_sd
    for day in range(200):
        assert not total.add(seen(day), (1.5, -1.5)[day % 2] * unit, 0.0, ONE)


def test_what_the_year_before_did_adds_nothing_and_what_it_did_not_takes_nothing() -> None:
    unit = ONE.long_run_sd
    same, less = LastingSum(1), LastingSum(1)

    assert not any(same.add(seen(day), 2 * unit, 2 * unit, ONE) for day in range(50))
    assert sum(less.add(seen(day), 2.25 * unit, -2 * unit, ONE) > 0 for day in range(5)) == 1


def test_it_says_how_many_cameras_agree() -> None:
    total, unit = LastingSum(1), TWO.long_run_sd
    added = [
        total.add(seen(day, hall=2.25 * unit, bath=2.25 * unit), 2.25 * unit, 0.0, TWO) for day in range(4)
    ]

    assert added == [0, 0, 0, 2]
