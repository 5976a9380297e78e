"""A camera whose pictures end the engine, in a home with another one."""

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.digitalshadow.const import DOMAIN
from custom_components.digitalshadow.engine.records.errors import EngineLostError
from custom_components.digitalshadow.engine.records.frame_result import FrameResult
from custom_components.digitalshadow.engine.records.pictures import Process
from custom_components.digitalshadow.watching.snapshot import CameraStatus
from custom_components.digitalshadow.watching.strikes import STRIKES
from tests.builders.home import (
    HALL,
    HALL_SUBENTRY,
    FilmCamera,
    async_add_cameras,
    async_set_up,
    async_until,
    camera,
    home_entry,
    seen,
)
from tests.fake_runner import FakeRunner

DOOR = "camera.door"
DOOR_SUBENTRY = "04DOOR"
ISSUE = f"camera_set_aside:{HALL_SUBENTRY}"


@pytest.fixture
def kill(runner: FakeRunner) -> list[str]:
    """Have pictures of these cameras end the engine, and those of others show nobody."""
    killers = [HALL_SUBENTRY]

    def answer(request: Process) -> FrameResult | EngineLostError:
        return EngineLostError("x") if request.camera_id in killers else seen(request)

    runner.answer(Process, answer)
    return killers


async def test_the_camera_is_named_in_a_repair_that_tries_it_again_and_the_other_goes_on(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    freezer: FrozenDateTimeFactory,
    kill: list[str],
) -> None:
    assert await async_setup_component(hass, "repairs", {})
    await async_add_cameras(hass, FilmCamera(HALL), FilmCamera(DOOR))
    entry = home_entry([camera(), camera(DOOR, DOOR_SUBENTRY)])
    await async_set_up(hass, entry)
    watching = entry.runtime_data.coordinator.watching
    issues = ir.async_get(hass)

    async def async_pass() -> None:
        freezer.tick(1.1)
        async_fire_time_changed(hass)
        await hass.async_block_till_done(wait_background_tasks=False)

    for _ in range(STRIKES + 3):
        await async_pass()
    await async_until(lambda: watching.cameras[HALL_SUBENTRY].status is CameraStatus.SET_ASIDE)
    issue = issues.async_get_issue(DOMAIN, ISSUE)
    assert issue is not None
    assert issue.translation_placeholders == {"camera": "Hall"}
    assert sum(watching.cameras[HALL_SUBENTRY].counters.dropped.values()) == STRIKES
    assert watching.cameras[DOOR_SUBENTRY].counters.analysed > STRIKES
    assert sum(watching.cameras[DOOR_SUBENTRY].counters.dropped.values()) == 0

    kill.clear()
    client = await hass_client()
    answer = await client.post("/api/repairs/issues/fix", json={"handler": DOMAIN, "issue_id": ISSUE})
    flow = await answer.json()
    await client.post(f"/api/repairs/issues/fix/{flow['flow_id']}", json={})
    await async_until(lambda: watching.cameras[HALL_SUBENTRY].status is CameraStatus.NOBODY)
    assert issues.async_get_issue(DOMAIN, ISSUE) is None


async def test_a_camera_that_is_taken_away_takes_its_repair_along(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, kill: list[str]
) -> None:
    await async_add_cameras(hass, FilmCamera(HALL))
    entry = home_entry([camera()])
    await async_set_up(hass, entry)
    for _ in range(STRIKES + 3):
        freezer.tick(1.1)
        async_fire_time_changed(hass)
        await hass.async_block_till_done(wait_background_tasks=False)
    issues = ir.async_get(hass)
    await async_until(lambda: issues.async_get_issue(DOMAIN, ISSUE) is not None)
    assert kill == [HALL_SUBENTRY]
    hass.config_entries.async_remove_subentry(entry, HALL_SUBENTRY)
    await hass.async_block_till_done(wait_background_tasks=False)
    assert issues.async_get_issue(DOMAIN, ISSUE) is None
