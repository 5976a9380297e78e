"""Set-up, reload, removal: what is started, what is left behind, who is forgotten."""

import asyncio
from dataclasses import replace
from datetime import timedelta, tzinfo
from pathlib import Path
import shutil
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigEntry, ConfigEntryState
from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.helpers import device_registry as dr, issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.digitalshadow.const import (
    CONF_MONITORING,
    CONF_PAUSED,
    DOMAIN,
    KEY_FILE,
    MODEL_DEMONSTRATION,
    MODEL_FOLDER,
    RECORD_FOLDER,
)
from custom_components.digitalshadow.engine.model_file.catalog import find, model_folders
from custom_components.digitalshadow.engine.records.configuration import ModelKind
from custom_components.digitalshadow.engine.records.gallery import SetGallery
from custom_components.digitalshadow.record import (
    TYPED,
    Record,
    RecordBusyError,
    RecordDamagedError,
    RecordError,
    RecordTooNewError,
    StoredMeasurement,
)
from tests.builders.home import (
    ANNA,
    ANNA_SHARED,
    ANNA_SUBENTRY,
    BEN,
    BEN_PRIVATE,
    FilmCamera,
    async_add_cameras,
    async_engine_runs,
    async_enrol,
    async_open,
    async_set_up,
    async_until,
    camera,
    home_entry,
    reading_of,
)
from tests.fake_runner import READY, FakeRunner


def consenting(gallery: SetGallery | None) -> set[str]:
    """Return who may be read."""
    assert gallery is not None
    return {person.person_id for person in gallery.people if person.may_be_read}


def models_of(hass: HomeAssistant, entry: ConfigEntry[Any]) -> set[str | None]:
    """Return what the home's devices say about the model that speaks."""
    devices = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    return {device.model for device in devices}


async def async_stored_people(hass: HomeAssistant) -> set[str]:
    """Return who is in the record of a home that is not set up."""
    record = await async_open(hass)
    people = {person.person_id for person in await record.async_people()}
    await record.async_close()
    return people


async def test_an_empty_home_sets_up_and_unloads(hass: HomeAssistant, runner: FakeRunner) -> None:
    entry = home_entry()
    await async_set_up(hass, entry)
    assert entry.state is ConfigEntryState.LOADED
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert runner.stops == 1
    assert runner.ready is None


async def test_entities_are_there_before_the_engine_is(hass: HomeAssistant, runner: FakeRunner) -> None:
    await async_enrol(hass, ANNA_SHARED)
    hass.set_state(CoreState.starting)
    entry = home_entry([ANNA_SHARED, camera()])
    await async_set_up(hass, entry, engine_runs=False)
    assert runner.requests == []
    expected = {
        "sensor.anna_demonstration_value": "unavailable",
        "sensor.anna_last_visit": "not_seen_yet",
        "binary_sensor.anna_lasting_rise": "unavailable",
        "event.anna_news": "unknown",
        "switch.anna_recognition": "on",
        "sensor.hall_state": "starting",
        "sensor.digitalshadow_model": "unavailable",
        "switch.digitalshadow_pause": "off",
        "binary_sensor.digitalshadow_analysing": "off",
    }
    assert {entity_id: hass.states.get(entity_id).state for entity_id in expected} == expected  # type: ignore[union-attr]  # a missing one fails
    hass.set_state(CoreState.running)
    hass.bus.async_fire("homeassistant_started")
    await async_engine_runs(entry)
    assert runner.gallery is not None


async def test_every_device_says_that_a_demonstration_speaks(hass: HomeAssistant, runner: FakeRunner) -> None:
    await async_enrol(hass, ANNA_SHARED)
    entry = home_entry([ANNA_SHARED])
    await async_set_up(hass, entry)
    assert models_of(hass, entry) == {"Demonstration model"}
    assert runner.ready is not None


@pytest.mark.parametrize(
    ("kind", "verified", "said"),
    [
        pytest.param(ModelKind.DEMONSTRATION, True, "Demonstration model", id="the demonstration that ships"),
        pytest.param(ModelKind.DEMONSTRATION, False, "Demonstration model, unverified", id="another one"),
        pytest.param(ModelKind.LIVECAD, True, "LiveCAD model", id="a file that the project vouches for"),
        pytest.param(ModelKind.LIVECAD, False, "LiveCAD model, unverified", id="a file that nobody does"),
    ],
)
async def test_of_a_model_that_somebody_brought_the_devices_say_what_the_engine_found(
    hass: HomeAssistant, runner: FakeRunner, kind: ModelKind, verified: bool, said: str
) -> None:
    await async_enrol(hass, BEN_PRIVATE)
    brought = find(MODEL_DEMONSTRATION, model_folders(Path(hass.config.config_dir), {}))
    assert brought is not None
    folder = Path(hass.config.path(MODEL_FOLDER))
    folder.mkdir(parents=True)
    shutil.copy(brought.path, folder / "brought.onnx")
    entry = home_entry([BEN_PRIVATE], risk_model=brought.sha256)
    runner.will_be(replace(READY, risk_model=replace(READY.risk_model, kind=kind, is_verified=verified)))
    hass.set_state(CoreState.starting)
    await async_set_up(hass, entry, engine_runs=False)
    assert models_of(hass, entry) == {None}
    hass.set_state(CoreState.running)
    hass.bus.async_fire("homeassistant_started")
    await async_engine_runs(entry)
    assert models_of(hass, entry) == {said}
    state = hass.states.get("sensor.digitalshadow_model")
    assert state is not None
    is_ours = verified and kind is ModelKind.DEMONSTRATION
    assert (state.state == "demonstration") is is_ours
    assert state.state.endswith("(unverified)") is not verified


@pytest.mark.parametrize(
    ("licence", "shown"),
    [
        pytest.param("mine; MAE, CC BY-NC 4.0", "mine; MAE, CC BY-NC 4.0", id="as the file says it"),
        pytest.param("", "not_stated", id="where the file says nothing"),
    ],
)
async def test_the_model_sensor_shows_the_licence_of_the_model(
    hass: HomeAssistant, runner: FakeRunner, licence: str, shown: str
) -> None:
    runner.will_be(replace(READY, risk_model=replace(READY.risk_model, licence=licence)))
    await async_set_up(hass, home_entry([BEN_PRIVATE]))
    state = hass.states.get("sensor.digitalshadow_model")
    assert state is not None
    assert state.attributes["licence"] == shown


async def test_only_people_with_a_subentry_reach_the_engine(hass: HomeAssistant, runner: FakeRunner) -> None:
    await async_enrol(hass, ANNA_SHARED, BEN_PRIVATE)
    await async_set_up(hass, home_entry([ANNA_SHARED]))
    assert consenting(runner.gallery) == {ANNA}


async def test_switching_monitoring_off_reaches_the_engine_at_once_and_survives_a_restart(
    hass: HomeAssistant, runner: FakeRunner
) -> None:
    await async_enrol(hass, ANNA_SHARED, BEN_PRIVATE)
    entry = home_entry([ANNA_SHARED, BEN_PRIVATE])
    await async_set_up(hass, entry)
    coordinator = entry.runtime_data.coordinator
    await hass.services.async_call(
        "switch", "turn_off", {"entity_id": "switch.anna_recognition"}, blocking=True
    )
    assert consenting(runner.gallery) == {BEN}
    assert entry.subentries[ANNA_SUBENTRY].data[CONF_MONITORING] is False
    await hass.async_block_till_done()
    assert entry.runtime_data.coordinator is coordinator, "a switch must not reload the integration"
    runner.gallery = None
    await hass.config_entries.async_reload(entry.entry_id)
    await async_engine_runs(entry)
    assert consenting(runner.gallery) == {BEN}
    await hass.services.async_call(
        "switch", "turn_on", {"entity_id": "switch.anna_recognition"}, blocking=True
    )
    assert consenting(runner.gallery) == {ANNA, BEN}


async def test_a_pause_survives_a_restart(hass: HomeAssistant, runner: FakeRunner) -> None:
    film = FilmCamera()
    await async_add_cameras(hass, film)
    entry = home_entry([camera(interval_seconds=0.2)])
    await async_set_up(hass, entry)
    await async_until(lambda: film.asked > 0)
    await hass.services.async_call(
        "switch", "turn_on", {"entity_id": "switch.digitalshadow_pause"}, blocking=True
    )
    assert entry.data[CONF_PAUSED] is True
    await hass.config_entries.async_reload(entry.entry_id)
    await async_engine_runs(entry)
    assert hass.states.get("switch.digitalshadow_pause").state == "on"  # type: ignore[union-attr]  # it is there
    await async_until(lambda: hass.states.get("sensor.hall_state").state == "paused")  # type: ignore[union-attr]  # so is it
    asked = film.asked
    await hass.services.async_call(
        "switch", "turn_off", {"entity_id": "switch.digitalshadow_pause"}, blocking=True
    )
    await async_until(lambda: film.asked > asked)
    assert runner.ready is not None


async def test_a_record_that_is_closed_meanwhile_keeps_those_left_over_for_the_next_start(
    hass: HomeAssistant, runner: FakeRunner, freezer: FrozenDateTimeFactory, caplog: pytest.LogCaptureFixture
) -> None:
    await async_enrol(hass, ANNA_SHARED)
    entry = home_entry([ANNA_SHARED])
    await async_set_up(hass, entry)
    await entry.runtime_data.record.async_close()
    freezer.tick(timedelta(seconds=61))
    async_fire_time_changed(hass)
    await async_until(lambda: "looked for at the next start" in caplog.text)
    assert runner.ready is not None


async def test_removing_the_integration_destroys_key_and_record_and_leaves_models(
    hass: HomeAssistant, runner: FakeRunner
) -> None:
    await async_enrol(hass, ANNA_SHARED)
    entry = home_entry([ANNA_SHARED])
    await async_set_up(hass, entry)
    model = Path(hass.config.path(RECORD_FOLDER, "models", "mine.onnx"))
    model.parent.mkdir(parents=True)
    model.write_bytes(b"brought by hand")
    await hass.config_entries.async_remove(entry.entry_id)
    assert not Path(hass.config.path(KEY_FILE)).exists()
    assert [path.name for path in Path(hass.config.path(RECORD_FOLDER)).iterdir()] == ["models"]
    assert model.exists()
    assert [issue for domain, issue in ir.async_get(hass).issues if domain == DOMAIN] == []
    assert runner.ready is None


@pytest.mark.usefixtures("runner")
async def test_removing_the_integration_goes_on_where_the_key_is_gone_already(hass: HomeAssistant) -> None:
    entry = home_entry()
    await async_set_up(hass, entry)
    shutil.rmtree(Path(hass.config.path(KEY_FILE)).parent)
    await hass.config_entries.async_remove(entry.entry_id)
    assert list(Path(hass.config.path(RECORD_FOLDER)).glob("digitalshadow.db*")) == []


async def test_home_assistant_stopping_ends_the_engine_and_the_record(
    hass: HomeAssistant, runner: FakeRunner
) -> None:
    entry = home_entry()
    await async_set_up(hass, entry)
    hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
    await hass.async_block_till_done(wait_background_tasks=False)
    assert runner.stops == 1
    with pytest.raises(RecordError):
        await entry.runtime_data.record.async_people()


@pytest.mark.parametrize(
    ("error", "state"),
    [
        pytest.param(RecordTooNewError("x"), ConfigEntryState.SETUP_ERROR, id="written by a newer version"),
        pytest.param(RecordDamagedError("x"), ConfigEntryState.SETUP_ERROR, id="damaged"),
        pytest.param(RecordBusyError("x"), ConfigEntryState.SETUP_RETRY, id="held by another program"),
    ],
)
async def test_a_record_that_cannot_be_opened_stops_the_set_up_and_says_so(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch, error: RecordError, state: ConfigEntryState
) -> None:
    async def fail(*_args: object, **_kwargs: object) -> None:
        raise error

    monkeypatch.setattr(Record, "async_open", fail)
    entry = home_entry()
    entry.add_to_hass(hass)
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is state
    assert ir.async_get(hass).async_get_issue(DOMAIN, "record_unreadable") is not None


async def test_a_record_that_fails_while_it_is_read_is_closed_again(
    hass: HomeAssistant, runner: FakeRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_args: object) -> None:
        raise RecordDamagedError("Expected a sound database, got another.")

    monkeypatch.setattr(Record, "async_people", fail)
    entry = home_entry()
    entry.add_to_hass(hass)
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert entry.state is ConfigEntryState.SETUP_RETRY
    assert runner.stops == 1


async def test_a_damaged_record_is_told_until_somebody_read_it(
    hass: HomeAssistant, runner: FakeRunner
) -> None:
    await async_enrol(hass, ANNA_SHARED)
    for file in Path(hass.config.path(RECORD_FOLDER)).glob("digitalshadow.db*"):
        file.write_bytes(b"no database at all" * 500)
    await async_set_up(hass, home_entry([ANNA_SHARED]))
    issues = ir.async_get(hass)
    issue = issues.async_get_issue(DOMAIN, "record_set_aside")
    assert issue is not None
    assert issue.is_persistent
    enrolment = issues.async_get_issue(DOMAIN, "enrolment_needed")
    assert enrolment is not None
    assert enrolment.translation_placeholders == {"people": "1"}
    assert runner.ready is not None


async def test_a_record_that_came_back_from_its_copy_is_told(hass: HomeAssistant, runner: FakeRunner) -> None:
    await async_enrol(hass, ANNA_SHARED)
    folder = Path(hass.config.path(RECORD_FOLDER))
    assert (folder / "digitalshadow.db.bak").exists()
    for lost in folder.glob("digitalshadow.db"):
        lost.unlink()
    await async_set_up(hass, home_entry([ANNA_SHARED]))
    issues = ir.async_get(hass)
    assert issues.async_get_issue(DOMAIN, "record_restored") is not None
    assert issues.async_get_issue(DOMAIN, "record_set_aside") is None
    assert issues.async_get_issue(DOMAIN, "enrolment_needed") is None
    assert runner.ready is not None


async def test_a_lost_key_is_told(hass: HomeAssistant, runner: FakeRunner) -> None:
    await async_enrol(hass, ANNA_SHARED, readings=[reading_of(ANNA, 0.5, 100.0)])
    record = await async_open(hass)
    await record.async_set_profile(ANNA, {"sex": "female"}, 100.0)
    await record.async_add_measurements(
        ANNA, [StoredMeasurement("weight_kg", at, 71.5, TYPED) for at in (100.0, 200.0)]
    )
    await record.async_close()
    shutil.rmtree(Path(hass.config.path(KEY_FILE)).parent)
    entry = home_entry([ANNA_SHARED])
    await async_set_up(hass, entry)
    issue = ir.async_get(hass).async_get_issue(DOMAIN, "record_key_missing")
    assert issue is not None
    assert issue.translation_placeholders == {
        "templates": "1",
        "readings": "1",
        "measurements": "2",
        "documents": "1",
    }
    assert entry.runtime_data.coordinator.data.people[ANNA_SUBENTRY].needs_enrolment
    assert runner.ready is not None


async def test_the_engine_says_who_must_enrol_again(hass: HomeAssistant, runner: FakeRunner) -> None:
    await async_enrol(hass, ANNA_SHARED)
    runner.needs_enrolment = (ANNA,)
    entry = home_entry([ANNA_SHARED])
    await async_set_up(hass, entry)
    coordinator = entry.runtime_data.coordinator
    assert coordinator.data.people[ANNA_SUBENTRY].needs_enrolment
    assert ir.async_get(hass).async_get_issue(DOMAIN, "enrolment_needed") is not None
    runner.needs_enrolment = ()
    await coordinator.gallery.async_reload()
    assert not coordinator.data.people[ANNA_SUBENTRY].needs_enrolment
    assert ir.async_get(hass).async_get_issue(DOMAIN, "enrolment_needed") is None


async def test_a_changed_option_reloads(hass: HomeAssistant, runner: FakeRunner) -> None:
    entry = home_entry()
    await async_set_up(hass, entry)
    coordinator = entry.runtime_data.coordinator
    hass.config_entries.async_update_entry(entry, options={"visit_gap_seconds": 5.0})
    await async_until(
        lambda: entry.state is ConfigEntryState.LOADED and entry.runtime_data.coordinator is not coordinator
    )
    assert runner.stops == 1


async def test_the_nightly_copy_is_made(
    hass: HomeAssistant, runner: FakeRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies: list[Record] = []

    async def copy(record: Record) -> None:
        copies.append(record)
        raise RecordBusyError("Expected a free file, got one in use.")

    monkeypatch.setattr(Record, "async_copy", copy)
    entry = home_entry()
    await async_set_up(hass, entry)
    night = dt_util.now().replace(hour=3, minute=40, second=0, microsecond=0) + timedelta(days=1)
    async_fire_time_changed(hass, night)
    await hass.async_block_till_done(wait_background_tasks=False)
    assert copies == [entry.runtime_data.record]
    assert runner.ready is not None


async def test_a_set_up_that_is_broken_off_leaves_no_open_record(
    hass: HomeAssistant, runner: FakeRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken_off(*_args: object) -> None:
        raise asyncio.CancelledError

    opened: list[Record] = []
    open_record = Record.async_open

    async def remember(*args: Path, **kwargs: tzinfo) -> Record:
        opened.append(await open_record(*args, **kwargs))
        return opened[0]

    monkeypatch.setattr(Record, "async_open", remember)
    monkeypatch.setattr(hass.config_entries, "async_forward_entry_setups", broken_off)
    entry = home_entry()
    entry.add_to_hass(hass)
    assert not await hass.config_entries.async_setup(entry.entry_id)
    assert runner.stops == 1
    with pytest.raises(RecordError):
        await opened[0].async_people()
