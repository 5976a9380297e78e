"""From sightings to what people see: visits, readings, news; who is shown what, and what a restart keeps."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.image import async_get_image
from homeassistant.config_entries import RELOAD_AFTER_UPDATE_DELAY
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
    async_fire_time_changed,
)

from custom_components.digitalshadow.camera_sensors import SHOWN_EVERY_SECONDS
from custom_components.digitalshadow.const import (
    CONF_SINGLE_PERSON_ID,
    DOMAIN,
    SHARING_PRIVATE,
)
from custom_components.digitalshadow.coordinator import DigitalShadowCoordinator
from custom_components.digitalshadow.engine.records.faces import WhyNot
from custom_components.digitalshadow.engine.records.frame_result import FaceCrop, FrameResult
from custom_components.digitalshadow.engine.records.gallery import Enrol, EnrolmentPhoto
from custom_components.digitalshadow.engine.records.pictures import Assess, Assessment, Process
from custom_components.digitalshadow.engine.records.readings import Reading
from custom_components.digitalshadow.engine.records.refusals import FrameRefusal
from custom_components.digitalshadow.entry import person_name
from custom_components.digitalshadow.health.notices.state import NoticeKind
from custom_components.digitalshadow.notices.news import News
from custom_components.digitalshadow.record import InvalidEntryError, Record, RecordFullError
from custom_components.digitalshadow.watching.snapshot import (
    CameraSnapshot,
    CameraStatus,
    Dropped,
    FrameCounters,
)
from tests.builders.home import (
    ANNA,
    ANNA_SHARED,
    ANNA_SUBENTRY,
    BEN,
    BEN_PRIVATE,
    BEN_SUBENTRY,
    GOOD,
    HALL_SUBENTRY,
    FilmCamera,
    async_add_cameras,
    async_engine_runs,
    async_enrol,
    async_open,
    async_set_up,
    async_settle,
    async_until,
    camera,
    home_entry,
    person,
    reading_of,
    seen,
    sighting,
    walk_past,
)
from tests.fake_runner import FakeRunner

type Visit = Callable[[str, float | None], Awaitable[None]]
"""Lets a person walk by with a LiveCAD probability, or none."""


def state(hass: HomeAssistant, entity_id: str) -> State:
    """Return a state that must be there."""
    found = hass.states.get(entity_id)
    assert found is not None
    return found


def values(hass: HomeAssistant) -> dict[str, str]:
    """Return the states of the integration's entities."""
    ours = er.async_get(hass).entities
    return {one.entity_id: one.state for one in hass.states.async_all() if one.entity_id in ours}


@pytest.fixture
async def entry(hass: HomeAssistant, runner: FakeRunner) -> MockConfigEntry:
    """A home with Anna, who shares her values, Ben, who does not, and a camera in the hall."""
    await async_enrol(hass, ANNA_SHARED, BEN_PRIVATE)
    await async_add_cameras(hass, FilmCamera())
    entry = home_entry([ANNA_SHARED, BEN_PRIVATE, camera()])
    await async_set_up(hass, entry)
    assert runner.ready is not None
    return entry


@pytest.fixture
def coordinator(entry: MockConfigEntry) -> DigitalShadowCoordinator:
    """The coordinator of that home."""
    coordinator: DigitalShadowCoordinator = entry.runtime_data.coordinator
    return coordinator


@pytest.fixture
def visit(
    hass: HomeAssistant, coordinator: DigitalShadowCoordinator, freezer: FrozenDateTimeFactory
) -> Visit:
    """Let a person walk by with a LiveCAD probability, and the visit end."""

    async def async_visit(person_id: str, probability: float | None) -> None:
        walk_past(coordinator.watching, (person_id, probability))
        await async_pass(hass, freezer, 33)

    return async_visit


async def async_pass(hass: HomeAssistant, freezer: FrozenDateTimeFactory, seconds: float) -> None:
    """Let time pass."""
    freezer.tick(timedelta(seconds=seconds))
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=False)
    for entry in hass.config_entries.async_loaded_entries(DOMAIN):
        await async_settle(entry)
    await hass.async_block_till_done(wait_background_tasks=False)


async def test_a_visit_becomes_one_reading_that_is_shown_and_told(hass: HomeAssistant, visit: Visit) -> None:
    told = async_capture_events(hass, "state_changed")
    await visit(ANNA, 0.123)
    risk = state(hass, "sensor.anna_demonstration_value")
    assert float(risk.state) == 12.3
    assert risk.attributes["model"] == "Marker demonstration"
    assert risk.attributes["model_kind"] == "demonstration"
    assert "unit_of_measurement" not in risk.attributes
    assert risk.attributes["scale"] == "no_meaning"
    assert "state_class" not in risk.attributes
    assert state(hass, "sensor.anna_last_visit").state.startswith("20")
    assert state(hass, "binary_sensor.anna_lasting_rise").state == "unknown"
    news = [event for event in told if event.data["entity_id"] == "event.anna_news"]
    assert [event.data["new_state"].attributes["event_type"] for event in news] == ["reading"]
    assert not {"signal_level", "frames", "quality"} & state(hass, "event.anna_news").attributes.keys()
    assert state(hass, "event.anna_news").attributes["model_kind"] == "demonstration"


async def test_a_private_persons_reading_is_told_without_any_value(
    hass: HomeAssistant, coordinator: DigitalShadowCoordinator, visit: Visit
) -> None:
    told: list[News] = []
    coordinator.news.async_subscribe(told.append)
    await visit(BEN, 0.731)
    await visit(BEN, 0.731)
    assert {entity_id for entity_id in values(hass) if "ben" in entity_id} == {
        "button.ben_make_a_report",
        "button.ben_undo_last_visit",
        "event.ben_news",
        "sensor.ben_last_visit",
        "sensor.ben_last_report",
        "switch.ben_recognition",
        "switch.ben_mute_notices",
    }
    shown = [
        f"{one.state}{dict(one.attributes)}" for one in hass.states.async_all() if one.domain != "camera"
    ]
    assert not [text for text in shown if "73.1" in text or "0.731" in text]
    assert state(hass, "event.ben_news").attributes["event_type"] == "reading"
    person_of_ben = coordinator.data.people[BEN_SUBENTRY]
    assert person_of_ben.reading is not None
    assert [news.kind for news in told] == [NoticeKind.READING, NoticeKind.READING]


async def test_high_readings_alone_ask_for_no_attention(hass: HomeAssistant, visit: Visit) -> None:
    for _ in range(3):
        await visit(ANNA, 0.9)
    assert state(hass, "binary_sensor.anna_lasting_rise").state == "unknown"


async def test_who_stopped_listening_hears_nothing_more(
    coordinator: DigitalShadowCoordinator, visit: Visit
) -> None:
    told: list[News] = []
    stop = coordinator.news.async_subscribe(told.append)
    await visit(ANNA, 0.9)
    stop()
    await visit(ANNA, 0.9)
    assert len(told) == 1


async def test_somebody_who_was_only_seen_has_no_reading(
    hass: HomeAssistant, coordinator: DigitalShadowCoordinator, visit: Visit
) -> None:
    await visit(ANNA, None)
    assert state(hass, "sensor.anna_demonstration_value").state == "not_seen_yet"
    assert state(hass, "binary_sensor.anna_lasting_rise").state == "unknown"
    assert coordinator.data.people[ANNA_SUBENTRY].last_seen_at is not None


async def test_a_person_whom_nobody_enrolled_here_is_dropped(
    coordinator: DigitalShadowCoordinator, visit: Visit
) -> None:
    await visit("f" * 32, 0.9)
    assert all(someone.reading is None for someone in coordinator.data.people.values())


async def test_a_restart_shows_what_was_and_tells_nothing(
    hass: HomeAssistant, runner: FakeRunner, freezer: FrozenDateTimeFactory
) -> None:
    freezer.move_to("2026-11-24 20:00:00+00:00")
    today = dt_util.utcnow().timestamp()
    await async_enrol(
        hass,
        ANNA_SHARED,
        readings=[
            reading_of(ANNA, 0.9, today - 7200),
            reading_of(ANNA, 0.8, today - 3600),
            reading_of(ANNA, 0.1, today),
        ],
    )
    entry = home_entry([ANNA_SHARED])
    await async_set_up(hass, entry)
    assert float(state(hass, "sensor.anna_demonstration_value").state) == 10.0
    assert state(hass, "sensor.anna_last_visit").state == "2026-11-24T20:00:00+00:00"
    await async_pass(hass, freezer, 60)
    assert state(hass, "event.anna_news").state == "unknown"
    assert runner.ready is not None


async def test_readings_of_another_model_are_not_shown(hass: HomeAssistant, runner: FakeRunner) -> None:
    await async_enrol(hass, ANNA_SHARED, readings=[reading_of(ANNA, 0.9, 1_000.0, model_sha256="f" * 64)])
    await async_set_up(hass, home_entry([ANNA_SHARED]))
    assert state(hass, "sensor.anna_demonstration_value").state == "not_seen_yet"
    assert state(hass, "sensor.anna_last_visit").state == "not_seen_yet"
    assert runner.ready is not None


async def test_values_are_unavailable_without_a_model(
    hass: HomeAssistant, runner: FakeRunner, entry: MockConfigEntry, visit: Visit
) -> None:
    await visit(ANNA, 0.2)
    await runner.async_stop()
    await hass.async_block_till_done()
    for entity_id in (
        "sensor.anna_demonstration_value",
        "binary_sensor.anna_lasting_rise",
        "sensor.digitalshadow_model",
    ):
        assert state(hass, entity_id).state == "unavailable", entity_id
    assert state(hass, "sensor.anna_last_visit").state != "unavailable"
    assert entry.runtime_data.coordinator.data.ready is None


async def test_that_was_not_me_takes_the_reading_out_of_everything(
    hass: HomeAssistant, coordinator: DigitalShadowCoordinator, visit: Visit
) -> None:
    for probability in (0.1, 0.9, 0.9):
        await visit(ANNA, probability)
    assert float(state(hass, "sensor.anna_demonstration_value").state) == 90.0
    undone = await coordinator.undo.async_undo_last(ANNA, None)
    await hass.async_block_till_done()
    assert undone is not None
    assert undone.probability == 0.9
    for _ in range(2):
        await coordinator.undo.async_undo_last(ANNA, None)
    await hass.async_block_till_done()
    assert state(hass, "sensor.anna_demonstration_value").state == "not_seen_yet"
    assert await coordinator.undo.async_undo_last(ANNA, None) is None


async def test_the_news_entity_tells_of_a_reading_that_was_taken_back_no_more(
    hass: HomeAssistant, coordinator: DigitalShadowCoordinator, entry: MockConfigEntry, visit: Visit
) -> None:
    for probability in (0.1, 0.9):
        await visit(ANNA, probability)
    assert state(hass, "event.anna_news").attributes["event_type"] == "reading"
    await coordinator.undo.async_undo_last(ANNA, None)
    await hass.async_block_till_done(wait_background_tasks=False)
    assert state(hass, "event.anna_news").state == "unknown"
    assert "ended_at" not in state(hass, "event.anna_news").attributes

    assert await hass.config_entries.async_reload(entry.entry_id)
    await async_engine_runs(entry)
    assert state(hass, "event.anna_news").state == "unknown"


async def test_a_reading_taken_back_behind_the_entitys_back_is_not_told_after_a_restart(
    hass: HomeAssistant, coordinator: DigitalShadowCoordinator, entry: MockConfigEntry, visit: Visit
) -> None:
    await visit(ANNA, 0.9)
    assert state(hass, "event.anna_news").attributes["event_type"] == "reading"
    await coordinator.record.async_undo_last_reading(ANNA, 1.0, None)
    assert await hass.config_entries.async_reload(entry.entry_id)
    await async_engine_runs(entry)
    assert state(hass, "event.anna_news").state == "unknown"


async def test_what_was_told_last_is_still_told_after_a_restart(
    hass: HomeAssistant, entry: MockConfigEntry, visit: Visit
) -> None:
    await visit(ANNA, 0.9)
    told = state(hass, "event.anna_news")
    assert await hass.config_entries.async_reload(entry.entry_id)
    await async_engine_runs(entry)
    assert state(hass, "event.anna_news").state == told.state
    assert state(hass, "event.anna_news").attributes["ended_at"] == told.attributes["ended_at"]


async def test_a_reading_that_is_taken_back_while_others_are_stored_is_not_shown_again(
    hass: HomeAssistant, coordinator: DigitalShadowCoordinator, monkeypatch: pytest.MonkeyPatch
) -> None:
    undoing: list[asyncio.Task[Reading | None]] = []
    store = Record.async_store_readings

    async def store_and_undo(record: Record) -> tuple[Reading, ...]:
        """Store readings; Anna takes hers back before they are shown."""
        stored = await store(record)
        undoing.append(hass.async_create_task(coordinator.undo.async_undo_last(ANNA, None)))
        await asyncio.wait(undoing, timeout=0.2)
        return stored

    monkeypatch.setattr(Record, "async_store_readings", store_and_undo)
    for person_id in (ANNA, BEN):
        walk_past(coordinator.watching, (person_id, 0.5), seconds_ago=60)
    await async_settle(coordinator.config_entry)
    undone = await asyncio.gather(*undoing)
    assert [one.person_id for one in undone if one] == [ANNA]
    assert state(hass, "sensor.anna_demonstration_value").state == "not_seen_yet"


async def test_the_face_of_a_reading_that_was_taken_back_is_shown_no_more(
    coordinator: DigitalShadowCoordinator, visit: Visit
) -> None:
    await visit(ANNA, 0.5)
    coordinator.household.show_face(ANNA, b"somebody else")
    await coordinator.undo.async_undo_last(ANNA, None)
    assert coordinator.data.people[ANNA_SUBENTRY].face_jpeg is None


async def test_readings_wait_while_the_disk_is_full_and_are_told_when_stored(
    hass: HomeAssistant,
    coordinator: DigitalShadowCoordinator,
    freezer: FrozenDateTimeFactory,
    visit: Visit,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def full(*_args: object) -> None:
        raise RecordFullError("Expected room, got none.")

    issues = ir.async_get(hass)
    with monkeypatch.context() as patch:
        patch.setattr(Record, "async_store_readings", full)
        await visit(ANNA, 0.2)
        await visit(ANNA, 0.3)
        assert state(hass, "sensor.anna_demonstration_value").state == "not_seen_yet"
        assert issues.async_get_issue(DOMAIN, "record_write_failed") is not None
    told: list[News] = []
    coordinator.news.async_subscribe(told.append)
    await async_pass(hass, freezer, 3)
    assert [news.data["signal_level"] for news in told] == [20.0, 30.0]
    assert float(state(hass, "sensor.anna_demonstration_value").state) == 30.0
    assert issues.async_get_issue(DOMAIN, "record_write_failed") is None


async def test_an_open_visit_is_stored_when_home_assistant_unloads(
    hass: HomeAssistant, coordinator: DigitalShadowCoordinator, entry: MockConfigEntry
) -> None:
    walk_past(coordinator.watching, (ANNA, 0.4))
    assert await hass.config_entries.async_unload(entry.entry_id)
    record = await async_open(hass)
    assert [stored.probability for stored in await record.async_latest_readings(ANNA, 5)] == [0.4]
    await record.async_close()


async def test_fast_cameras_do_not_write_states_faster_than_once_a_second(
    hass: HomeAssistant, runner: FakeRunner, freezer: FrozenDateTimeFactory
) -> None:
    await async_enrol(hass, ANNA_SHARED)
    entry = home_entry([ANNA_SHARED, camera(**{CONF_SINGLE_PERSON_ID: ANNA})])
    await async_set_up(hass, entry)
    coordinator: DigitalShadowCoordinator = entry.runtime_data.coordinator
    await async_until(lambda: coordinator.data.cameras[HALL_SUBENTRY].status is CameraStatus.UNAVAILABLE)
    shown = [coordinator.data.cameras]

    def note_cameras() -> None:
        """Leave out what is shown of people only: trends and notices are computed meanwhile, soon or late."""
        if coordinator.data.cameras != shown[-1]:
            shown.append(coordinator.data.cameras)

    coordinator.async_add_listener(note_cameras)
    await async_pass(hass, freezer, 2)
    del shown[:-1]
    for number in range(50):
        request = Process(HALL_SUBENTRY, coordinator.watching.now() + number / 100, b"")
        coordinator.watching.take(seen(request, sighting(request, probability=None)))
        coordinator.watching.show_camera(
            HALL_SUBENTRY, coordinator.watching.cameras[HALL_SUBENTRY].__class__(frame_ms=float(number))
        )
    assert len(shown) <= 2
    await async_pass(hass, freezer, 1.1)
    assert len(shown) <= 3
    assert coordinator.data.cameras[HALL_SUBENTRY].frame_ms == 49.0
    assert runner.ready is not None


async def test_analysing_shows_for_some_seconds(
    hass: HomeAssistant, coordinator: DigitalShadowCoordinator, freezer: FrozenDateTimeFactory
) -> None:
    await async_pass(hass, freezer, 2)
    assert state(hass, "binary_sensor.digitalshadow_analysing").state == "on"
    coordinator.async_set_paused(on=True)
    await async_pass(hass, freezer, 2)
    assert state(hass, "binary_sensor.digitalshadow_analysing").state == "off"
    assert state(hass, "sensor.hall_state").state == "paused"


async def test_who_was_seen_by_a_frame_that_ends_in_a_pause_is_not_shown(
    hass: HomeAssistant, coordinator: DigitalShadowCoordinator, freezer: FrozenDateTimeFactory
) -> None:
    before = coordinator.data.people[ANNA_SUBENTRY].last_seen_at
    coordinator.async_set_paused(on=True)
    request = Process(HALL_SUBENTRY, coordinator.watching.now() + 1, b"", None)
    coordinator.watching.take(seen(request, sighting(request)))
    await async_pass(hass, freezer, 120)
    assert coordinator.data.people[ANNA_SUBENTRY].last_seen_at == before
    assert await coordinator.record.async_latest_readings(ANNA, 9) == ()


def keys_of(hass: HomeAssistant, subentry_id: str) -> set[str]:
    """Return what the registry holds of a person, disabled entities included, by the keys of their unique ids."""
    return {
        one.unique_id.removeprefix(f"{subentry_id}_")
        for one in er.async_get(hass).entities.values()
        if one.config_subentry_id == subentry_id
    }


async def test_a_person_who_turned_private_keeps_what_a_private_person_has_and_nothing_else(
    hass: HomeAssistant, runner: FakeRunner
) -> None:
    await async_enrol(hass, ANNA_SHARED, BEN_PRIVATE, readings=[reading_of(ANNA, 0.2, 1_000.0)])
    entry = home_entry([ANNA_SHARED, BEN_PRIVATE])
    await async_set_up(hass, entry)
    values = keys_of(hass, ANNA_SUBENTRY) - keys_of(hass, BEN_SUBENTRY)
    assert values == {
        "attention",
        "cardiovascular_risk",
        "last_face",
        "demonstration_value",
        "next_input_due",
        "pulse",
        "pulse_why_not",
        "trend",
    }

    private = person(ANNA, ANNA_SUBENTRY, "Anna", SHARING_PRIVATE)["data"]
    hass.config_entries.async_update_subentry(entry, entry.subentries[ANNA_SUBENTRY], data=private)
    await async_until(lambda: hass.states.get("sensor.anna_demonstration_value") is None)
    await async_engine_runs(entry)

    assert keys_of(hass, ANNA_SUBENTRY) == keys_of(hass, BEN_SUBENTRY)
    assert hass.states.get("sensor.anna_last_visit") is not None
    assert runner.ready is not None


async def test_a_face_is_asked_for_and_shown_only_while_its_entity_is_enabled(
    hass: HomeAssistant, runner: FakeRunner, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    def see(request: Process) -> FrameResult:
        crops = tuple(FaceCrop(person_id, b"\xff\xd8face") for person_id in request.faces_of)
        return seen(request, sighting(request), face_crops=crops)

    runner.answer(Process, see)
    await async_pass(hass, freezer, 2)
    assert not [one for one in runner.requests if isinstance(one, Process) and one.faces_of]
    er.async_get(hass).async_update_entity("image.anna_last_face", disabled_by=None)
    await hass.config_entries.async_reload(entry.entry_id)
    await async_engine_runs(entry)
    for _ in range(3):
        await async_pass(hass, freezer, 2)
    picture = await async_get_image(hass, "image.anna_last_face")
    assert picture.content == b"\xff\xd8face"
    assert state(hass, "image.anna_last_face").state not in ("unknown", "unavailable")


async def test_a_couple_before_the_mirror_each_see_their_own_face(
    coordinator: DigitalShadowCoordinator,
) -> None:
    """Of people whom nobody asked about, and of those who may not be read, nothing is kept."""
    coordinator.watching.faces_wanted.update((ANNA, BEN))
    await coordinator.monitoring.async_set(BEN_SUBENTRY, on=False)
    request = Process(HALL_SUBENTRY, coordinator.watching.now(), b"")
    crops = (FaceCrop(ANNA, b"anna"), FaceCrop(BEN, b"ben"))
    faces = {}
    for on in (False, True):
        await coordinator.monitoring.async_set(BEN_SUBENTRY, on=on)
        coordinator.watching.take(
            seen(request, sighting(request, ANNA), sighting(request, BEN), face_crops=crops)
        )
        faces[on] = {key: person.face_jpeg for key, person in coordinator.household.people.items()}
    assert faces[False] == {ANNA_SUBENTRY: b"anna", BEN_SUBENTRY: None}
    assert faces[True] == {ANNA_SUBENTRY: b"anna", BEN_SUBENTRY: b"ben"}
    coordinator.watching.faces_wanted.discard(ANNA)
    coordinator.household.show_face(ANNA, None)
    coordinator.watching.take(seen(request, sighting(request, ANNA), face_crops=crops))
    assert coordinator.household.people[ANNA_SUBENTRY].face_jpeg is None


async def test_camera_counters_are_told_by_the_hour_with_their_reasons_but_not_recorded(
    hass: HomeAssistant,
    runner: FakeRunner,
    coordinator: DigitalShadowCoordinator,
    entry: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
) -> None:
    registry = er.async_get(hass)
    names = ("frames_analysed", "frames_not_analysed", "faces_not_read", "time_per_frame")
    for name in names:
        disabled = registry.async_get(f"sensor.hall_{name}")
        assert disabled is not None
        assert disabled.disabled_by is er.RegistryEntryDisabler.INTEGRATION
        registry.async_update_entity(f"sensor.hall_{name}", disabled_by=None)
    coordinator.async_set_paused(on=True)
    await async_pass(hass, freezer, RELOAD_AFTER_UPDATE_DELAY + 1)
    await async_engine_runs(entry)
    again: DigitalShadowCoordinator = entry.runtime_data.coordinator
    counters = FrameCounters(
        fetched=10,
        analysed=6,
        refused={FrameRefusal.TRUNCATED: 1},
        dropped={Dropped.BUSY: 3},
        why_not={WhyNot.TOO_DARK: 2, WhyNot.TURNED: 1},
    )
    await async_until(lambda: again.data.cameras[HALL_SUBENTRY].status is CameraStatus.PAUSED)
    again.watching.show_camera(HALL_SUBENTRY, CameraSnapshot(CameraStatus.PAUSED, 90.5, 71.6, counters))
    await async_pass(hass, freezer, 2)
    assert again.data.cameras[HALL_SUBENTRY].counters is counters
    assert [state(hass, f"sensor.hall_{name}").state for name in names[:3]] == ["0", "0", "0"]
    later = CameraSnapshot(CameraStatus.PAUSED, 91.5, 71.6, counters)
    again.watching.show_camera(
        HALL_SUBENTRY, later
    )  # before the hour is over, which may have things shown anew
    await async_pass(hass, freezer, SHOWN_EVERY_SECONDS)
    again.watching.show_camera(HALL_SUBENTRY, later)
    await async_pass(hass, freezer, 2)
    assert [state(hass, f"sensor.hall_{name}").state for name in names] == ["6", "4", "3", "71.6"]
    reasons = state(hass, "sensor.hall_frames_not_analysed").attributes["reasons"]
    assert reasons == {"refused_truncated": 1, "dropped_busy": 3}
    assert state(hass, "sensor.hall_faces_not_read").attributes["reasons"] == {"too_dark": 2, "turned": 1}
    unrecorded = state(hass, "sensor.hall_faces_not_read").state_info
    assert unrecorded is not None
    assert "reasons" in unrecorded["unrecorded_attributes"]
    assert state(hass, "sensor.hall_last_analysed").state == "1970-01-01T00:01:31+00:00"
    assert runner.ready is not None


async def test_a_camera_that_is_gone_has_no_state(
    hass: HomeAssistant, coordinator: DigitalShadowCoordinator, freezer: FrozenDateTimeFactory
) -> None:
    coordinator.watching.show_camera(HALL_SUBENTRY, CameraSnapshot(CameraStatus.UNAVAILABLE))
    coordinator._publish()
    assert state(hass, "sensor.hall_state").state == "unavailable"
    await async_pass(hass, freezer, 2)
    await async_until(lambda: coordinator.watching.cameras[HALL_SUBENTRY].status is CameraStatus.NOBODY)
    coordinator._publish()
    assert state(hass, "sensor.hall_state").state == "nobody"


async def test_a_reading_that_no_record_takes_holds_up_nobody(
    hass: HomeAssistant,
    coordinator: DigitalShadowCoordinator,
    visit: Visit,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refuse(*_args: object) -> None:
        raise InvalidEntryError("Expected a probability of 0-1, got another.")

    with monkeypatch.context() as patch:
        patch.setattr(Record, "keep_reading", refuse)
        await visit(ANNA, 0.2)
    assert "A reading was refused" in caplog.text
    await visit(ANNA, 0.3)
    assert float(state(hass, "sensor.anna_demonstration_value").state) == 30.0
    assert coordinator.data.ready is not None


async def test_a_visit_of_somebody_erased_meanwhile_leaves_nothing(
    hass: HomeAssistant, coordinator: DigitalShadowCoordinator, visit: Visit
) -> None:
    await coordinator.record.async_erase_person(ANNA, 1.0, None)
    await visit(ANNA, 0.2)
    assert state(hass, "sensor.anna_demonstration_value").state == "not_seen_yet"


async def test_switching_monitoring_off_drops_the_visit_that_goes_on(
    hass: HomeAssistant, coordinator: DigitalShadowCoordinator, freezer: FrozenDateTimeFactory
) -> None:
    walk_past(coordinator.watching, (ANNA, 0.9))
    await coordinator.monitoring.async_set(ANNA_SUBENTRY, on=False)
    walk_past(coordinator.watching, (ANNA, 0.9))
    await async_pass(hass, freezer, 33)
    assert await coordinator.record.async_latest_readings(ANNA, 5) == ()


async def test_names_and_questions_go_through_the_coordinator(
    coordinator: DigitalShadowCoordinator, runner: FakeRunner
) -> None:
    assert person_name(coordinator.config_entry, ANNA) == "Anna"
    assert person_name(coordinator.config_entry, "f" * 32) == "f" * 32
    photo = EnrolmentPhoto(b"\0" * 512, "e" * 64, GOOD)
    runner.answer(Assess, Assessment(()))
    runner.answer(Enrol, photo)
    assert await coordinator.engine.async_assess(b"picture", ANNA) == Assessment(())
    assert await coordinator.engine.async_enrol_photo(ANNA, b"picture", (b"before",)) == photo
    assert runner.requests[-2:] == [Assess(b"picture", ANNA), Enrol(ANNA, b"picture", (b"before",))]
