"""Time that never runs backwards."""

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.digitalshadow.watching.steady_clock import SteadyClock


@pytest.mark.parametrize(
    ("steps", "passed"),
    [
        pytest.param([1.0, 2.0], [1.0, 3.0], id="it follows the wall clock"),
        pytest.param([3600.0], [3600.0], id="also over a large step forwards"),
        pytest.param([-1.0, 3.0], [0.0, 2.0], id="it waits out a small step back"),
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


def test_after_a_large_step_back_time_goes_on_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    wall, ticks = 10_000.0, 50.0
    monkeypatch.setattr("time.time", lambda: wall)
    monkeypatch.setattr("time.monotonic", lambda: ticks)
    clock = SteadyClock()
    assert clock.now() == 10_000.0
    wall, ticks = 6_400.0, 52.0
    assert clock.now() == 10_002.0
    wall, ticks = 6_410.0, 62.0
    assert clock.now() == 10_012.0
    wall, ticks = 10_100.0, 3_752.0
    assert clock.now() == 10_100.0
