"""What Home Assistant itself remembers: the data of actions go at once, an erased person goes with every byte."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
import json
from pathlib import Path
import sqlite3
from typing import Any
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.recorder import Recorder
from homeassistant.components.recorder.const import SupportedDialect
from homeassistant.components.recorder.tasks import RecorderTask
from homeassistant.components.recorder.util import session_scope
from homeassistant.config_entries import ConfigSubentryData
from homeassistant.const import (
    EVENT_CALL_SERVICE,
    EVENT_HOMEASSISTANT_CLOSE,
    EVENT_HOMEASSISTANT_FINAL_WRITE,
    EVENT_HOMEASSISTANT_STOP,
)
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr, entity_registry as er, restore_state
from homeassistant.helpers.storage import Store
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, flush_store
from pytest_homeassistant_custom_component.components.recorder.common import async_wait_recording_done
from sqlalchemy import text

from custom_components.digitalshadow.const import DOMAIN
from custom_components.digitalshadow.history.footprint import footprint_of
from custom_components.digitalshadow.history.removals import Left, Until, async_left
from tests.builders.home import (
    BEN,
    BEN_PRIVATE,
    BEN_SUBENTRY,
    HALL,
    FilmCamera,
    async_add_cameras,
    async_engine_runs,
    async_enrol,
    async_set_up,
    home_entry,
    person,
    reading_of,
)
from tests.builders.household import async_act, async_make_accounts, device_of
from tests.fake_runner import FakeRunner

ZED = "2ed" + "7" * 29
ZED_SUBENTRY = "09ZEDSUBENTRYXQ"
ZED_SHARED = person(ZED, ZED_SUBENTRY, "Zebedäus Quixt")

WRITE_DATA = Store._async_write_data
"""As it is before the test harness takes its place."""

UNUSUAL = {
    "name": "Zebedäus Quixt",
    "name as JSON may write it": "Zebed\\u00e4us",
    "entity ids": "zebedaus_quixt",
    "nickname": "Zottelmops",
    "name of an entity": "Mxyzptlk",
    "weight": "83.7719",
    "path": "xyzzy-selfie",
    "reading": "73.1",
    "person id": ZED,
    "subentry id": ZED_SUBENTRY,
}


@pytest.fixture
def mock_recorder_before_hass(async_test_recorder: object) -> None:
    """Have the recorder there before Home Assistant is."""


@pytest.fixture
def recorder_db_url(tmp_path: Path) -> str:
    """A recorder with a file where Home Assistant has it."""
    return f"sqlite:///{tmp_path / 'home-assistant_v2.db'}"


@pytest.fixture
def real_files(hass: HomeAssistant) -> Iterator[None]:
    """Have Home Assistant write its files, as it does outside of tests."""
    for registry, store in ((er, er.EntityRegistryStore), (dr, dr.DeviceRegistryStore)):
        registry.async_get(hass)._store = store(
            hass,
            registry.STORAGE_VERSION_MAJOR,
            registry.STORAGE_KEY,
            minor_version=registry.STORAGE_VERSION_MINOR,
            serialize_in_event_loop=False,
        )
    with patch.object(Store, "_async_write_data", WRITE_DATA):
        yield


@pytest.fixture
def people() -> list[ConfigSubentryData]:
    """Who lives here."""
    return [ZED_SHARED, BEN_PRIVATE]


@pytest.fixture
async def home(
    recorder_mock: Recorder,  # noqa: ARG001  # is there before the entry
    hass: HomeAssistant,
    runner: FakeRunner,  # noqa: ARG001  # takes the engine's place before the entry is set up
    people: list[ConfigSubentryData],
) -> MockConfigEntry:
    """A home in which unusual things are remembered."""
    assert await async_setup_component(hass, "homeassistant", {})
    await restore_state.async_load(hass)
    await async_add_cameras(hass, FilmCamera(HALL))
    lately = dt_util.utcnow().timestamp() - 3600  # a value has an age
    await async_enrol(hass, *people, readings=[reading_of(ZED, 0.7313, lately), reading_of(BEN, 0.2, lately)])
    entry = home_entry(people)
    await async_set_up(hass, entry)
    return entry


@dataclass(slots=True)
class _Task(RecorderTask):
    """Work of the recorder's thread."""

    work: Callable[[], object]

    def run(self, instance: Recorder) -> None:
        """Do it."""
        del instance
        self.work()


async def _rows(hass: HomeAssistant, query: str) -> list[Any]:
    """Ask the recorder's file for one column, once everything is written."""
    await async_wait_recording_done(hass)
    await async_wait_recording_done(hass)
    connection = sqlite3.connect(hass.config.path("home-assistant_v2.db"))
    try:
        return [row[0] for row in connection.execute(query)]
    finally:
        connection.close()


async def _calls(hass: HomeAssistant) -> list[dict[str, Any]]:
    """The data of all calls of actions that the recorder keeps."""
    query = "SELECT shared_data FROM events JOIN event_data USING (data_id) JOIN event_types USING (event_type_id)"
    return [
        json.loads(data)
        for data in await _rows(hass, f"{query} WHERE event_types.event_type = 'call_service'")
    ]


async def _add_weight(hass: HomeAssistant, **data: object) -> None:
    """Type a weight in, by the action."""
    accounts = await async_make_accounts(hass)
    device = device_of(hass, ZED_SUBENTRY)
    await async_act(
        hass,
        "add_measurement",
        accounts["owner"],
        person=device,
        measure="weight_kg",
        unit="kg",
        **{"value": 83.7719, **data},
    )


@pytest.mark.usefixtures("home")
async def test_what_an_action_was_given_is_not_in_the_recorder_a_moment_later(
    hass: HomeAssistant,
) -> None:
    await hass.services.async_call("homeassistant", "save_persistent_states", {}, blocking=True)
    await _add_weight(hass)
    # Those of others are not ours to delete.
    assert [one["domain"] for one in await _calls(hass)] == ["homeassistant"]
    data = await _rows(hass, "SELECT shared_data FROM event_data")
    assert not [row for row in data if "83.7719" in row]


@pytest.mark.usefixtures("home")
async def test_what_was_refused_is_forgotten_as_well(hass: HomeAssistant) -> None:
    with pytest.raises(HomeAssistantError):
        await _add_weight(hass, value=9_999_999.0)
    assert await _calls(hass) == []


@pytest.mark.usefixtures("home")
async def test_only_calls_from_then_on_are_looked_for(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    hass.bus.async_fire(EVENT_CALL_SERVICE, {"domain": DOMAIN, "service": "of_before"})
    await async_wait_recording_done(hass)
    freezer.tick(60)
    await _add_weight(hass)
    assert [one["service"] for one in await _calls(hass)] == ["of_before"]


@pytest.mark.parametrize("former", ["0", "1", "FAST"])
@pytest.mark.usefixtures("home")
async def test_the_recorders_connection_is_as_it_was_afterwards(
    hass: HomeAssistant, recorder_mock: Recorder, former: str
) -> None:
    seen: list[int] = []

    def pragma(statement: str) -> int:
        with session_scope(session=recorder_mock.get_session()) as session:
            return int(session.execute(text(f"PRAGMA {statement}")).scalar() or 0)

    recorder_mock.queue_task(_Task(lambda: pragma(f"secure_delete={former}")))
    await _add_weight(hass)
    recorder_mock.queue_task(_Task(lambda: seen.append(pragma("secure_delete"))))
    await async_wait_recording_done(hass)
    assert seen == [{"0": 0, "1": 1, "FAST": 2}[former]]


@pytest.mark.parametrize("people", [[BEN_PRIVATE, ZED_SHARED]], ids=["ben and zed"])
async def test_a_removed_entity_leaves_no_stored_state_and_a_reload_keeps_it(
    hass: HomeAssistant, home: MockConfigEntry, people: list[ConfigSubentryData]
) -> None:
    del people
    stored = restore_state.async_get(hass).last_states
    assert await hass.config_entries.async_reload(home.entry_id)
    await async_engine_runs(home)
    news = "event.zebedaus_quixt_news"
    assert news in stored
    hass.config_entries.async_remove_subentry(home, ZED_SUBENTRY)
    await home.runtime_data.coordinator.removals.async_left(ZED_SUBENTRY)
    assert news not in stored
    assert "event.ben_news" in stored


async def _live(hass: HomeAssistant, entry: MockConfigEntry, accounts: dict[str, Any]) -> None:
    """Do what leaves traces: type in, mute, assess a file, ask a script for a report, name things."""
    device = device_of(hass, ZED_SUBENTRY)
    await async_act(
        hass,
        "add_measurement",
        accounts["owner"],
        person=device,
        measure="weight_kg",
        unit="kg",
        value=83.7719,
    )
    await async_act(hass, "mute_notices", accounts["owner"], person=device, kinds=["trend_changed"])
    with pytest.raises(HomeAssistantError):
        await async_act(hass, "assess", accounts["owner"], path="/media/xyzzy-selfie.jpg")
    entities, devices = er.async_get(hass), dr.async_get(hass)
    entities.async_update_entity("sensor.zebedaus_quixt_demonstration_value", name="Mxyzptlk")
    devices.async_update_device(device, name_by_user="Zottelmops")
    ask = {"action": f"{DOMAIN}.generate_report", "data": {"person": device}, "response_variable": "made"}
    told = {"variables": {"text": "{{ made.report }}"}}
    assert await async_setup_component(hass, "script", {"script": {"tell": {"sequence": [ask, told]}}})
    asks = Context(user_id=accounts["owner"].id)
    await hass.services.async_call("script", "tell", {}, blocking=True, context=asks)
    await hass.async_block_till_done(wait_background_tasks=False)
    await async_wait_recording_done(hass)
    assert entry.runtime_data.coordinator.data.people[ZED_SUBENTRY].report_made_at


async def _write_everything(hass: HomeAssistant) -> None:
    """Have written what Home Assistant would write within a quarter of an hour."""
    await restore_state.async_get(hass).async_dump_states()
    for registry in (er.async_get(hass), dr.async_get(hass)):
        registry.async_schedule_save()
        await flush_store(registry._store)
    await hass.data["trace_store"].async_save(
        {key: list(traces.all_traces()) for key, traces in hass.data["trace"].items()}
    )


async def _stop(hass: HomeAssistant, recorder: Recorder) -> None:
    """Stop Home Assistant so that everything is written."""
    for event in (EVENT_HOMEASSISTANT_STOP, EVENT_HOMEASSISTANT_FINAL_WRITE, EVENT_HOMEASSISTANT_CLOSE):
        hass.bus.async_fire(event)
        await hass.async_block_till_done()
    await hass.async_add_executor_job(recorder.join)


def _found(folder: Path) -> dict[str, set[str]]:
    """In which files of a folder something unusual is found, and what."""
    found: dict[str, set[str]] = {}
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        if what := {name for name, value in UNUSUAL.items() if value.encode() in content}:
            found[str(path.relative_to(folder))] = what
    return found


@pytest.mark.usefixtures("real_files")
async def test_of_an_erased_person_only_what_the_answer_named_is_found_in_any_file(
    hass: HomeAssistant, recorder_mock: Recorder, home: MockConfigEntry, tmp_path: Path
) -> None:
    accounts = await async_make_accounts(hass)
    await _live(hass, home, accounts)
    await _write_everything(hass)
    before = _found(tmp_path)
    everywhere = {name for what in before.values() for name in what}
    assert {"entity ids", "name", "reading", "nickname", "name of an entity", "subentry id"} <= everywhere
    assert {path.partition("/")[2] for path in before if path.startswith(".storage")} == {
        "core.device_registry",
        "core.entity_registry",
        "core.restore_state",
        "trace.saved_traces",
    }

    answer = await async_act(hass, "forget_person", accounts["owner"], person=device_of(hass, ZED_SUBENTRY))
    await async_engine_runs(home)
    assert "zebedaus" not in str(hass.states.async_all())
    await _stop(hass, recorder_mock)

    named = {found["where"]: found["until"] for found in answer["found_in"]}
    assert named["backups"] == "deleted_by_hand"
    assert named["recorder: what others told"] == "purged_by_recorder"
    lasting = {where for where, until in named.items() if until not in {"next_write", "next_start"}}
    left = _found(tmp_path)
    assert {name: what for name, what in left.items() if name not in lasting} == {}
    assert answer["verified"]
    assert list(home.subentries) == [BEN_SUBENTRY]


@pytest.mark.usefixtures("home")
async def test_the_recorder_knows_the_entities_no_more(hass: HomeAssistant) -> None:
    accounts = await async_make_accounts(hass)
    await async_act(hass, "forget_person", accounts["owner"], person=device_of(hass, ZED_SUBENTRY))
    known = await _rows(hass, "SELECT entity_id FROM states_meta")
    assert not [one for one in known if "zebedaus" in one]
    assert [one for one in known if "ben" in one]


async def test_nothing_of_its_people_is_kept_once_the_integration_is_removed(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    er.async_get(hass).async_update_entity("sensor.zebedaus_quixt_last_visit", name="Mxyzptlk")
    query = "SELECT entity_id FROM states_meta WHERE entity_id LIKE '%zebedaus_quixt%'"
    assert await _rows(hass, query)
    assert await hass.config_entries.async_remove(home.entry_id)
    assert await _rows(hass, query) == []
    attributes = await _rows(hass, "SELECT shared_attrs FROM state_attributes")
    assert not [row for row in attributes if "Quixt" in row]
    last_states = restore_state.async_get(hass).async_get_stored_states()
    assert not [one for one in last_states if "zebedaus" in one.state.entity_id]
    assert not [one for one in er.async_get(hass).deleted_entities.values() if one.name == "Mxyzptlk"]


@pytest.mark.usefixtures("home")
async def test_a_database_that_cannot_be_searched_is_named(
    hass: HomeAssistant, recorder_mock: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder_mock, "dialect_name", SupportedDialect.MYSQL)
    footprint = footprint_of(hass, ZED_SUBENTRY, ZED)
    left = await async_left(hass, footprint)
    assert Left("recorder: mysql", Until.SPACE_REUSED) in left


@pytest.mark.usefixtures("real_files")
async def test_a_dashboard_that_names_an_entity_of_the_person_is_found_and_stays(
    hass: HomeAssistant, home: MockConfigEntry, tmp_path: Path
) -> None:
    (tmp_path / "ui-lovelace.yaml").write_text("entity: sensor.zebedaus_quixt_demonstration_value")
    accounts = await async_make_accounts(hass)
    answer = await async_act(hass, "forget_person", accounts["owner"], person=device_of(hass, ZED_SUBENTRY))
    assert {"where": "ui-lovelace.yaml", "until": "changed_by_hand"} in answer["found_in"]
    assert not answer["verified"]
    assert list(home.subentries) == [BEN_SUBENTRY]
