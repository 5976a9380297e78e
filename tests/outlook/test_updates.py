"""Diagnostics, system health, repairs and backups."""

from collections.abc import Awaitable, Callable
import json
from pathlib import Path
import shutil
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.digitalshadow import backup, system_health
from custom_components.digitalshadow.const import DOMAIN, KEY_FILE, RECORD_FOLDER
from custom_components.digitalshadow.diagnostics import async_get_config_entry_diagnostics
from custom_components.digitalshadow.issues import ACKNOWLEDGED, Issue, async_tell
from custom_components.digitalshadow.record import Record, RecordBusyError
from tests.builders.home import (
    ANNA,
    ANNA_SUBENTRY,
    BEN_PRIVATE,
    FilmCamera,
    async_add_cameras,
    async_engine_runs,
    async_enrol,
    async_set_up,
    async_until,
    camera,
    home_entry,
    person,
    reading_of,
)
from tests.fake_runner import FakeRunner

CANARY = person(ANNA, ANNA_SUBENTRY, "CANARY-NAME-7f3a")


class Registration:
    """Keeps what the integration registers for system health."""

    info: Callable[[HomeAssistant], Awaitable[dict[str, Any]]]

    def async_register_info(self, info: Callable[[HomeAssistant], Awaitable[dict[str, Any]]]) -> None:
        self.info = info


async def test_diagnostics_count_and_name_nobody(
    hass: HomeAssistant, runner: FakeRunner, caplog: pytest.LogCaptureFixture
) -> None:
    await async_enrol(hass, CANARY, BEN_PRIVATE, readings=[reading_of(ANNA, 0.731731, 1_000.0)])
    film = FilmCamera("camera.canary")
    await async_add_cameras(hass, film)
    entry = home_entry([CANARY, BEN_PRIVATE, camera("camera.canary")])
    await async_set_up(hass, entry)
    coordinator = entry.runtime_data.coordinator
    await async_until(
        lambda: bool(coordinator.data.cameras) and film.asked > 0 and coordinator.data.analysing
    )
    diagnostics = await async_get_config_entry_diagnostics(hass, entry)
    text = json.dumps(diagnostics).lower()
    for secret in (
        "canary",
        "0.7317",
        "73.2",
        ANNA,
        ANNA_SUBENTRY.lower(),
        "ben",
        "camera.",
        hass.config.config_dir,
    ):
        assert secret not in text, secret
    assert diagnostics["people"] == {"enrolled": 2, "shared": 1, "monitored": 2, "needing_enrolment": 0}
    assert diagnostics["cameras"][0]["analysed"] >= 1
    assert diagnostics["engine"]["risk_model_kind"] == "demonstration"
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("custom_components")]
    assert not [line for line in ours if "canary-name" in line.lower() or "0.73" in line]
    await runner.async_stop()
    assert (await async_get_config_entry_diagnostics(hass, entry))["engine"] is None


async def test_system_health_follows_the_engine(hass: HomeAssistant, runner: FakeRunner) -> None:
    registration = Registration()
    system_health.async_register(hass, registration)  # type: ignore[arg-type]  # all that is used of it
    assert await registration.info(hass) == {"engine": "not loaded"}
    entry = home_entry()
    await async_set_up(hass, entry)
    assert await registration.info(hass) == {
        "engine": "onnxruntime 1.32.0",
        "model_kind": "demonstration",
        "model_verified": True,
        "detector": "yunet",
        "recogniser": "sface",
        "cameras": 0,
        "frames_analysed": 0,
        "inference_server": "none",
    }
    await runner.async_stop()
    assert await registration.info(hass) == {"engine": "not running", "cameras": 0}


WITH_BUTTONS_OF_THEIR_OWN = {
    Issue.BLUEPRINTS_CHANGED,  # each has its own tests
    Issue.CAMERA_SET_ASIDE,
    Issue.CAMERA_STREAM_NOT_FOUND,
    Issue.CAMERA_STREAM_UNAUTHORISED,
    Issue.RECOVERY_FILE_MISSING,
    Issue.RECORD_KEY_MISSING,
    Issue.NEW_KEY_OFFERED,
    Issue.PERSON_REMOVED,
}


@pytest.mark.parametrize("issue", [issue for issue in Issue if issue not in WITH_BUTTONS_OF_THEIR_OWN])
async def test_the_button_of_an_issue_tries_again_or_takes_note(
    hass: HomeAssistant, runner: FakeRunner, hass_client: ClientSessionGenerator, issue: Issue
) -> None:
    assert await async_setup_component(hass, "repairs", {})
    entry = home_entry()
    await async_set_up(hass, entry)
    async_tell(
        hass, issue, error="x", packages="x", models="x", people="1", file="x", lost_from="x", lost_until="x"
    )
    registered = ir.async_get(hass).async_get_issue(DOMAIN, issue)
    assert registered is not None
    if not registered.is_fixable:
        assert issue not in ACKNOWLEDGED
        return
    client = await hass_client()
    answer = await client.post("/api/repairs/issues/fix", json={"handler": DOMAIN, "issue_id": issue})
    flow = await answer.json()
    assert flow["step_id"] == "confirm"
    answer = await client.post(f"/api/repairs/issues/fix/{flow['flow_id']}", json={})
    assert (await answer.json())["type"] == "create_entry"
    if issue in ACKNOWLEDGED:
        assert ir.async_get(hass).async_get_issue(DOMAIN, issue) is None
        assert runner.stops == 0
    else:
        await async_until(lambda: runner.stops == 1)
        await async_engine_runs(entry)


async def test_a_backup_copies_a_database_that_keeps_still(
    hass: HomeAssistant, runner: FakeRunner, tmp_path: Path
) -> None:
    await async_enrol(hass, CANARY)
    entry = home_entry([CANARY])
    await async_set_up(hass, entry)
    record: Record = entry.runtime_data.record
    await backup.async_pre_backup(hass)
    record.keep_reading(reading_of(ANNA, 0.5, 2_000.0))
    assert await record.async_store_readings() == ()
    copy = tmp_path / "restored"
    copy.mkdir()
    shutil.copy(Path(hass.config.path(RECORD_FOLDER), "digitalshadow.db"), copy)
    await backup.async_post_backup(hass)
    await record.async_store_readings()
    assert [one.probability for one in await record.async_latest_readings(ANNA, 5)] == [0.5]
    restored = await Record.async_open(copy, Path(hass.config.path(KEY_FILE)))
    assert [one.person_id for one in await restored.async_people()] == [ANNA]
    assert await restored.async_latest_readings(ANNA, 5) == ()
    await restored.async_close()
    assert runner.ready is not None


async def test_a_backup_without_a_still_database_fails_loudly(
    hass: HomeAssistant, runner: FakeRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(_record: Record) -> None:
        raise RecordBusyError("Expected a free file, got one in use.")

    await async_set_up(hass, home_entry())
    monkeypatch.setattr(Record, "async_hold_for_backup", busy)
    with pytest.raises(HomeAssistantError):
        await backup.async_pre_backup(hass)
    assert runner.ready is not None


async def test_a_backup_that_would_wait_for_ever_for_another_one_fails_loudly(
    hass: HomeAssistant, runner: FakeRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    await async_set_up(hass, home_entry())
    await backup.async_pre_backup(hass)
    monkeypatch.setattr(backup, "HOLD_SECONDS", 0.05)
    with pytest.raises(HomeAssistantError):
        await backup.async_pre_backup(hass)
    await backup.async_post_backup(hass)
    assert runner.ready is not None


async def test_a_hold_that_ended_before_the_backup_is_told(
    hass: HomeAssistant, runner: FakeRunner, caplog: pytest.LogCaptureFixture
) -> None:
    await async_set_up(hass, home_entry())
    await backup.async_post_backup(hass)
    assert "may be of no use" in caplog.text
    assert runner.ready is not None
