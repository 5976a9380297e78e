"""Frames carry the camera's own times, however the network delivers them."""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import pytest

from custom_components.digitalshadow.live_video.true_times import TrueTimes

STEP = 1 / 15
TRANSPORT = 0.06
"""Seconds that the fastest packets take."""


def errors(captured: Iterable[float], stamps: Iterable[float], delays: Iterable[float]) -> list[float]:
    """Return by how much each time is off, where a packet is stamped, sent when captured, and delayed."""
    times, off = TrueTimes(), []
    for truth, stamp, delay in zip(captured, stamps, delays, strict=True):
        times.follow(stamp, truth + TRANSPORT + delay)
        off.append(times.captured_at(stamp) - truth - TRANSPORT)
    return off


def late(count: int) -> list[float]:
    """Return how late packets come over a bad wireless network: 20 ms on average, seldom not at all."""
    return np.random.default_rng(7).exponential(0.02, count).tolist()


def test_packets_that_come_late_do_not_move_the_times() -> None:
    truth = [number * STEP for number in range(300)]
    off = errors(truth, [moment + 4000.0 for moment in truth], late(300))
    assert np.std(off[30:]) < 0.002
    assert max(map(abs, off[30:])) < 0.004


def test_packets_that_were_held_up_for_seconds_do_not_either() -> None:
    """A stall: for three seconds nothing comes, and then all of it at once."""
    truth = [number * STEP for number in range(200)]
    delays = [0.0] * 100 + [3.0 - number * STEP for number in range(45)] + [0.0] * 55
    off = errors(truth, truth, delays)
    assert max(map(abs, off)) < 0.002


@pytest.mark.parametrize("drift", [-1e-4, -2e-5, 2e-5, 1e-4])
def test_a_clock_that_is_fast_or_slow_is_followed(drift: float) -> None:
    """An hour: at 20 parts in a million it would be wrong by 70 ms, and by 360 ms at worst."""
    truth = [number * STEP for number in range(54_000)]
    off = errors(truth, [moment * (1 + drift) for moment in truth], late(54_000))
    assert max(map(abs, off[30:])) < 0.03


@pytest.mark.parametrize(
    "jump",
    [
        pytest.param(-3600.0, id="the camera began anew"),
        pytest.param(5.0, id="its clock was set forward"),
        pytest.param(-2.0, id="its clock was set back"),
    ],
)
def test_a_clock_that_was_set_is_followed_from_there(jump: float) -> None:
    truth = [number * STEP for number in range(200)]
    stamps = truth[:100] + [moment + jump for moment in truth[100:]]
    off = errors(truth, stamps, [0.0] * 200)
    assert max(map(abs, off)) < 0.001


def test_one_wrong_stamp_disturbs_no_other() -> None:
    truth = [number * STEP for number in range(200)]
    stamps = [*truth[:100], 9000.0, *truth[101:]]
    off = errors(truth, stamps, late(200))
    assert max(map(abs, off[130:])) < 0.004


def test_times_never_lie_in_the_future_and_go_forward() -> None:
    times, captured = TrueTimes(), []
    truth = [number * STEP for number in range(300)]
    for moment, delay in zip(truth, late(300), strict=True):
        times.follow(moment, moment + delay)
        captured.append(times.captured_at(moment))
        assert captured[-1] <= moment + delay
    assert all(later > earlier for earlier, later in pairwise(captured[5:]))
