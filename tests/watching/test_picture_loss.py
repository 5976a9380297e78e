"""A camera without a picture is told after ten minutes, once, and taken back when pictures come steadily."""

from collections.abc import Iterable

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.digitalshadow.const import DOMAIN
from custom_components.digitalshadow.watching.picture_loss import PictureLoss
from custom_components.digitalshadow.watching.snapshot import CameraStatus
from tests.builders.home import (
    HALL_SUBENTRY,
    FilmCamera,
    async_add_cameras,
    async_set_up,
    async_until,
    camera,
    home_entry,
)

NONE, NOBODY, PAUSED = CameraStatus.UNAVAILABLE, CameraStatus.NOBODY, CameraStatus.PAUSED
ISSUE = f"camera_without_picture:{HALL_SUBENTRY}"


def told(minutes: Iterable[tuple[CameraStatus, int]]) -> list[int]:
    """Return at which minute it is told and taken back, in turn, looking four times a minute."""
    loss, at, changes = PictureLoss(), 0, []
    for status, lasts in minutes:
        for _ in range(4 * lasts):
            was_told, loss = loss.is_told, loss.then(status, 15.0 * at)
            if loss.is_told is not was_told:
                changes.append(at // 4)
            at += 1
    return changes


@pytest.mark.parametrize(
    ("minutes", "changes"),
    [
        pytest.param([(NOBODY, 60)], [], id="always there"),
        pytest.param([(NOBODY, 5), (NONE, 9), (NOBODY, 60)], [], id="restarts"),
        pytest.param([(NOBODY, 5), (NONE, 30), (NOBODY, 60)], [15, 40], id="off for half an hour"),
        pytest.param([(NONE, 2), (NOBODY, 2)] * 10 + [(NOBODY, 9)], [12, 43], id="flips, told once"),
        pytest.param([(NONE, 1), (NOBODY, 20)] * 3, [], id="a gap now and then"),
        pytest.param([(NONE, 12), (PAUSED, 60), (NONE, 1)], [10], id="a pause says nothing"),
        pytest.param([(CameraStatus.INVALID_PICTURE, 11)], [10], id="no picture that can be used"),
    ],
)
def test_it_is_told_when_it_lasts(minutes: list[tuple[CameraStatus, int]], changes: list[int]) -> None:
    assert told(minutes) == changes


@pytest.mark.usefixtures("runner")
async def test_the_repair_names_the_camera_and_goes_by_itself(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    film = FilmCamera()
    film.error = HomeAssistantError("no picture")
    await async_add_cameras(hass, film)
    entry = home_entry([camera()])
    await async_set_up(hass, entry)
    issues, watching = ir.async_get(hass), entry.runtime_data.coordinator.watching

    async def async_minutes(minutes: int) -> None:
        """Let time go by, looking as often as the coordinator does at least."""
        for _ in range(2 * minutes):
            freezer.tick(30)
            async_fire_time_changed(hass)
            await hass.async_block_till_done(wait_background_tasks=False)

    await async_until(lambda: watching.cameras[HALL_SUBENTRY].status is CameraStatus.UNAVAILABLE)
    await async_minutes(9)
    assert issues.async_get_issue(DOMAIN, ISSUE) is None
    await async_minutes(2)
    issue = issues.async_get_issue(DOMAIN, ISSUE)
    assert issue is not None
    assert issue.translation_placeholders == {"camera": "Hall"}
    film.error = None
    await async_minutes(6)
    await async_until(lambda: watching.cameras[HALL_SUBENTRY].status is CameraStatus.NOBODY)
    await async_minutes(6)
    assert issues.async_get_issue(DOMAIN, ISSUE) is None
