"""How much a watched empty room writes into Home Assistant's own memory, counted in the recorder's file."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path
import sqlite3

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed
from pytest_homeassistant_custom_component.components.recorder.common import async_wait_recording_done

from custom_components.digitalshadow.const import DOMAIN
from custom_components.digitalshadow.watching.snapshot import CameraStatus
from tests.builders.home import (
    ANNA_SHARED,
    BEN_PRIVATE,
    HALL_SUBENTRY,
    FilmCamera,
    async_add_cameras,
    async_enrol,
    async_set_up,
    async_until,
    camera,
    home_entry,
)

MOST_ROWS_A_DAY = 50
STEP = timedelta(minutes=1)
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def mock_recorder_before_hass(async_test_recorder: object) -> None:
    """Have the recorder there before Home Assistant is."""


@pytest.fixture
def recorder_db_url(tmp_path: Path) -> str:
    """A recorder with a file where Home Assistant has it."""
    return f"sqlite:///{tmp_path / 'home-assistant_v2.db'}"


async def async_rows(hass: HomeAssistant, file: Path) -> dict[str, int]:
    """Return how many rows of states the file holds of each of our entities."""
    await async_wait_recording_done(hass)
    ours = {one.entity_id for one in er.async_get(hass).entities.values() if one.platform == DOMAIN}
    with closing(sqlite3.connect(file)) as database:
        rows = database.execute(
            "SELECT m.entity_id, COUNT(*) FROM states JOIN states_meta m USING (metadata_id) GROUP BY m.entity_id"
        ).fetchall()
    return {entity_id: count for entity_id, count in rows if entity_id in ours}


@pytest.mark.usefixtures("recorder_mock", "runner")
async def test_a_watched_empty_room_hardly_writes_a_day(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, tmp_path: Path
) -> None:
    freezer.move_to("2026-11-29 12:00:00+00:00")
    film = FilmCamera()
    await async_add_cameras(hass, film)
    await async_enrol(hass, ANNA_SHARED, BEN_PRIVATE)
    entry = home_entry([ANNA_SHARED, BEN_PRIVATE, camera(interval_seconds=60.0)])
    await async_set_up(hass, entry)
    cameras = entry.runtime_data.coordinator.watching.cameras
    await async_until(lambda: cameras[HALL_SUBENTRY].status is CameraStatus.NOBODY)
    before = await async_rows(hass, tmp_path / "home-assistant_v2.db")
    for _ in range(A_DAY // STEP):
        freezer.tick(STEP)
        async_fire_time_changed(hass)
        await hass.async_block_till_done(wait_background_tasks=False)
    analysed = cameras[HALL_SUBENTRY].counters.analysed
    after = await async_rows(hass, tmp_path / "home-assistant_v2.db")
    rows = {name: count - before.get(name, 0) for name, count in after.items()}
    assert analysed > 0.9 * (A_DAY / STEP)
    assert sum(rows.values()) <= MOST_ROWS_A_DAY, rows
    assert rows["sensor.hall_last_analysed"] >= 20
