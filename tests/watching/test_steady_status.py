"""Which status of a camera is shown: the first changes at once, a flipping camera once."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from custom_components.digitalshadow.watching.snapshot import CameraStatus
from custom_components.digitalshadow.watching.steady_status import SteadyStatus

NOBODY, WATCHING, FROZEN = CameraStatus.NOBODY, CameraStatus.WATCHING, CameraStatus.FROZEN


def flipping(every_seconds: float, hours: float) -> Iterator[CameraStatus]:
    """Yield what is shown, look by look, of a camera that flips between two states."""
    steady = SteadyStatus()
    for look in range(int(hours * 3600 / 2)):
        now = 2.0 * look
        steady = steady.then((NOBODY, FROZEN)[int(now // every_seconds) % 2], now)
        yield steady.shown


def test_the_first_changes_are_shown_at_once() -> None:
    steady = SteadyStatus().then(NOBODY, 0.0)
    assert steady.shown is NOBODY
    assert steady.then(WATCHING, 2.0).shown is WATCHING
    assert steady.then(WATCHING, 2.0).then(NOBODY, 4.0).shown is NOBODY


@pytest.mark.parametrize(
    ("every_seconds", "most"),
    [
        pytest.param(2, 4, id="faster than anybody looks"),
        pytest.param(50, 4, id="within a minute"),
        pytest.param(120, 10, id="every two minutes"),
    ],
)
def test_a_camera_that_flips_does_not_flip_its_sensor(every_seconds: float, most: int) -> None:
    shown = list(flipping(every_seconds, 1.0))
    assert sum(one is not other for one, other in pairwise(shown)) <= most


def test_what_lasts_is_shown_however_much_flipped_before() -> None:
    steady = SteadyStatus(NOBODY, tuple(100.0 + turn for turn in range(10)))
    steady = steady.then(WATCHING, 200.0)
    assert steady.shown is NOBODY
    assert steady.then(WATCHING, 799.0).shown is NOBODY
    assert steady.then(WATCHING, 800.0).shown is WATCHING


def test_a_clock_that_is_set_back_leaves_nothing_waiting_for_ever() -> None:
    steady = SteadyStatus(NOBODY, (1e6, 1e6, 1e6, 1e6)).then(WATCHING, 1e6)
    assert steady.then(WATCHING, 100.0).then(WATCHING, 161.0).shown is WATCHING
