"""Time that follows the wall clock, also back when that was wrong."""

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.digitalshadow.watching.steady_clock import ClockSteps, SteadyClock

TEN_YEARS = 3652 * 86_400.0


@pytest.mark.parametrize(
    ("steps", "passed"),
    [
        pytest.param([1.0, 2.0], [1.0, 3.0], id="it follows the wall clock"),
        pytest.param([3600.0], [3600.0], id="also over a large step forwards"),
        pytest.param([-1.0, 3.0], [0.0, 2.0], id="it waits out a small step back"),
        pytest.param(
            [TEN_YEARS, 1.0, -TEN_YEARS, 1.0],
            [TEN_YEARS, TEN_YEARS + 1, 1.0, 2.0],
            id="it comes back with a clock that was ten years ahead",
        ),
    ],
)
def test_the_clock_follows_the_wall(
    freezer: FrozenDateTimeFactory, steps: list[float], passed: list[float]
) -> None:
    clock = SteadyClock()
    start = clock.now()
    for step, expected in zip(steps, passed, strict=True):
        freezer.tick(step)
        assert clock.now() - start == pytest.approx(expected)


@pytest.mark.parametrize(
    ("wall_seconds", "has_stepped"),
    [
        pytest.param(10.0, False, id="ten seconds passed"),
        pytest.param(12.0, False, id="and the network's time service moved it a little"),
        pytest.param(1_790_000_000.0, True, id="a board learnt the time"),
        pytest.param(-TEN_YEARS, True, id="a clock that was ahead was corrected"),
    ],
)
def test_a_clock_that_was_set_is_noticed_once(wall_seconds: float, has_stepped: bool) -> None:
    wall, ticks = 1_000_000_000.0, 50.0
    steps = ClockSteps(lambda: wall, lambda: ticks)
    assert not steps.has_stepped()
    wall, ticks = wall + wall_seconds, ticks + 10.0
    assert steps.has_stepped() is has_stepped
    wall, ticks = wall + 10.0, ticks + 10.0
    assert not steps.has_stepped()
