"""When a process that keeps dying is left alone; time is an argument."""

from itertools import accumulate

import pytest

from custom_components.digitalshadow.engine_host.breaker import DEATHS, OPEN_SECONDS, WINDOW_SECONDS, Breaker


def after_deaths(*pauses: float) -> tuple[Breaker, float]:
    """Return the breaker after deaths so many seconds apart, and the time of the last one."""
    breaker, now = Breaker(), 0.0
    for now in accumulate(pauses):
        breaker = breaker.after_death(now)
    return breaker, now


@pytest.mark.parametrize(
    ("pauses", "is_open"),
    [
        pytest.param([0.0] * (DEATHS - 1), False, id="four at once"),
        pytest.param([0.0] * DEATHS, True, id="five at once"),
        pytest.param([0.0, *[14.9] * (DEATHS - 1)], True, id="five within a minute"),
        pytest.param([0.0, *[15.0] * (DEATHS - 1)], False, id="five in a minute and a moment"),
        pytest.param([WINDOW_SECONDS] * 100, False, id="one a minute for ever"),
    ],
)
def test_five_deaths_within_a_minute_open_it(pauses: list[float], is_open: bool) -> None:
    """No fewer, and none that are further apart."""
    breaker, now = after_deaths(*pauses)
    assert breaker.is_open(now) is is_open


def test_it_stays_open_for_ten_minutes_and_then_allows_one_probe() -> None:
    """The probe's death opens it again at once, its success closes it for good."""
    breaker, now = after_deaths(*[1.0] * DEATHS)
    assert breaker.is_open(now + OPEN_SECONDS - 0.001)
    now += OPEN_SECONDS
    assert not breaker.is_open(now)
    assert breaker.after_death(now).is_open(now)
    closed = breaker.after_success()
    assert closed == Breaker()
    assert not closed.after_death(now).is_open(now)


def test_success_between_deaths_does_not_hide_them() -> None:
    """An engine that answers one frame and dies at the next is no healthy engine."""
    breaker = Breaker()
    for now in range(DEATHS):
        breaker = breaker.after_success().after_death(float(now))
    assert breaker.is_open(DEATHS)


def test_the_first_start_is_at_once_and_all_of_them_are_within_three_seconds() -> None:
    """A single lost frame costs no pause; repeated ones do not busy the machine."""
    pauses = [after_deaths(*[0.0] * deaths)[0].pause_seconds for deaths in range(1, DEATHS)]
    assert pauses == [0.0, 0.25, 0.5, 1.0]


def test_one_camera_alone_never_opens_it() -> None:
    """Its watcher sets it aside; everybody else goes on."""
    breaker = Breaker()
    for now in range(100):
        breaker = breaker.after_death(float(now), "hall")
        assert not breaker.is_open(float(now))
        assert breaker.pause_seconds == 0
    assert len(breaker.deaths) == 1


def test_an_engine_that_dies_of_everybodys_pictures_is_itself_at_fault() -> None:
    """Five cameras count as five deaths, and a start that fails counts beside them."""
    breaker = Breaker()
    for culprit in ("hall", "door", None, "garden", "hall"):
        breaker = breaker.after_death(0.0, culprit)
    assert not breaker.is_open(0.0)
    assert breaker.after_death(0.0, "attic").is_open(0.0)
    assert breaker.after_death(0.0).is_open(0.0)
