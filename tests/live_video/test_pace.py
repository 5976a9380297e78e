"""How often a stream shows pictures is measured, not believed."""

import pytest

from custom_components.digitalshadow.live_video.pace import Pace


@pytest.mark.parametrize("per_second", [5, 15, 30, 60])
def test_frames_are_counted_by_their_own_times(per_second: int) -> None:
    pace = Pace()
    for number in range(per_second * 4):
        pace.frame(1e9 + number / per_second)
    assert pace.frames_per_second == pytest.approx(per_second, rel=1e-3)


def test_nothing_is_said_before_a_second_is_over() -> None:
    pace = Pace()
    assert pace.frames_per_second is None
    for number in range(15):
        pace.frame(number / 15)
    assert pace.frames_per_second is None


def test_the_interval_of_keyframes_is_the_last_one() -> None:
    pace = Pace()
    pace.keyframe(1.0)
    assert pace.keyframe_interval_seconds is None
    pace.keyframe(2.0)
    pace.keyframe(6.0)
    assert pace.keyframe_interval_seconds == 4.0
