"""A slow computer is seen by what its pictures take, told in words, and followed by how often cameras are looked at."""

from collections.abc import Iterable

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.digitalshadow.const import DOMAIN
from custom_components.digitalshadow.engine.records.frame_result import FrameResult, StageTimes
from custom_components.digitalshadow.engine.records.pictures import Process
from custom_components.digitalshadow.watching.speed import BUSY_SHARE, Speed
from tests.builders.home import HALL_SUBENTRY, async_set_up, camera, home_entry


def after(times: Iterable[StageTimes], speed: Speed = Speed()) -> Speed:  # noqa: B008  # frozen
    """Return the speed after these pictures."""
    for one in times:
        speed = speed.then(one)
    return speed


def pictures(count: int, frame_ms: float, livecad_ms: float = 0.0) -> list[StageTimes]:
    """Return pictures of which most of the time went into looking for faces."""
    return [StageTimes(0.1 * frame_ms, 0.8 * frame_ms, 0.1 * frame_ms, livecad_ms)] * count


@pytest.mark.parametrize(
    ("times", "is_slow"),
    [
        pytest.param(pictures(60, 40.0, 160.0), False, id="a fast core without onnxruntime"),
        pytest.param(pictures(60, 400.0), True, id="two pictures a second"),
        pytest.param(pictures(60, 40.0, 3000.0), True, id="three seconds a face"),
        pytest.param(pictures(19, 900.0), False, id="too few to tell from a busy start"),
        pytest.param([*pictures(9, 900.0), *pictures(11, 40.0)], False, id="a busy minute"),
        pytest.param([*pictures(60, 40.0), *pictures(2, 40.0, 9000.0)], False, id="two slow answers"),
    ],
)
def test_a_computer_is_slow_by_its_median_picture_or_answer(times: list[StageTimes], is_slow: bool) -> None:
    assert after(times).is_slow is is_slow


def test_a_computer_at_the_limit_is_told_once() -> None:
    slow = after(pictures(60, 260.0))
    assert after(pictures(60, 200.0), slow).is_slow
    assert not after(pictures(60, 140.0), slow).is_slow


def test_cameras_of_a_slow_computer_share_what_it_can_do_and_others_keep_their_intervals() -> None:
    assert after(pictures(60, 40.0)).least_interval_seconds(100) == 0.0
    slow = after(pictures(60, 700.0))
    assert slow.least_interval_seconds(3) == pytest.approx(3 * 0.7 / BUSY_SHARE)


@pytest.mark.usefixtures("runner")
async def test_whoever_has_a_slow_computer_reads_what_it_takes(hass: HomeAssistant) -> None:
    entry = home_entry([camera()])
    await async_set_up(hass, entry)
    watching = entry.runtime_data.coordinator.watching
    for times in pictures(20, 400.0, 2000.0):
        watching.take(seen_in(times))
    issue = ir.async_get(hass).async_get_issue(DOMAIN, "slow_computer")
    assert issue is not None
    assert issue.translation_placeholders == {
        "frame_ms": "400",
        "frames_per_second": "1.8",
        "reading_ms": "2000",
        "detector": "yunet",
        "runtime": "onnxruntime 1.32.0",
    }
    for times in pictures(60, 40.0, 60.0):
        watching.take(seen_in(times))
    assert ir.async_get(hass).async_get_issue(DOMAIN, "slow_computer") is None


def seen_in(times: StageTimes) -> FrameResult:
    """Return a picture of nobody that took this long."""
    request = Process(HALL_SUBENTRY, 100.0, b"")
    return FrameResult(request.camera_id, request.captured_at, 640, 480, 0, (), (), times)
