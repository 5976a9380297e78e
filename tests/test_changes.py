"""A setting of one person or camera changes that one; everybody else's entities go on undisturbed."""

import asyncio
from collections.abc import Iterator

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.event import async_track_state_change_event
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.digitalshadow.const import (
    CONF_ASKED_AT,
    CONF_CONSENT_VERSION,
    CONF_GRANTED_USER_IDS,
    CONF_INTERVAL_SECONDS,
    CONF_REPORT_WEEKDAY,
    CONF_SHARING,
    CONF_USER_ID,
    DOMAIN,
)
from tests.builders.home import (
    ANNA,
    ANNA_SHARED,
    ANNA_SUBENTRY,
    BEN,
    BEN_PRIVATE,
    BEN_SUBENTRY,
    HALL_SUBENTRY,
    FilmCamera,
    async_add_cameras,
    async_engine_runs,
    async_enrol,
    async_set_up,
    async_until,
    camera,
    home_entry,
    walk_past,
)
from tests.builders.household import as_subentry, async_enrol_in
from tests.fake_runner import FakeRunner


@pytest.fixture
async def home(hass: HomeAssistant, runner: FakeRunner) -> MockConfigEntry:  # noqa: ARG001  # before the entry
    """A home with Anna, Ben and a watched camera."""
    await async_add_cameras(hass, FilmCamera())
    await async_enrol(hass, ANNA_SHARED, BEN_PRIVATE)
    entry = home_entry([ANNA_SHARED, BEN_PRIVATE, camera()])
    await async_set_up(hass, entry)
    return entry


@pytest.fixture
def unavailable(hass: HomeAssistant, home: MockConfigEntry) -> Iterator[set[str]]:  # noqa: ARG001  # its entities are there
    """Collect which of our entities become unavailable from now on."""
    seen: set[str] = set()

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        """Note one that does."""
        state = event.data["new_state"]
        if state is not None and state.state == "unavailable":
            seen.add(state.entity_id)

    ours = [state.entity_id for state in hass.states.async_all() if not state.entity_id.startswith("camera.")]
    stop = async_track_state_change_event(hass, ours, note)
    yield seen
    stop()


def change(
    hass: HomeAssistant, entry: MockConfigEntry, subentry_id: str, *, title: str | None = None, **data: object
) -> ConfigSubentry:
    """Change one subentry as a dialog does."""
    subentry = entry.subentries[subentry_id]
    hass.config_entries.async_update_subentry(
        entry, subentry, title=title or subentry.title, data={**subentry.data, **data}
    )
    return subentry


@pytest.mark.parametrize(
    ("subentry_id", "data"),
    [
        pytest.param(ANNA_SUBENTRY, {CONF_REPORT_WEEKDAY: "monday"}, id="a weekly report"),
        pytest.param(BEN_SUBENTRY, {CONF_GRANTED_USER_IDS: ["carer"]}, id="somebody may read"),
        pytest.param(HALL_SUBENTRY, {CONF_INTERVAL_SECONDS: 5.0}, id="a camera is asked less often"),
    ],
)
async def test_a_setting_makes_nothing_unavailable(
    hass: HomeAssistant,
    home: MockConfigEntry,
    unavailable: set[str],
    subentry_id: str,
    data: dict[str, object],
) -> None:
    coordinator = home.runtime_data.coordinator
    change(hass, home, subentry_id, **data)
    await hass.async_block_till_done()
    assert home.runtime_data.coordinator is coordinator, "a setting of one must not reload everything"
    assert unavailable == set()


async def test_a_camera_with_another_interval_is_watched_with_it_and_the_others_go_on(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    watching = home.runtime_data.coordinator.watching
    before = watching._watchers[HALL_SUBENTRY]
    change(hass, home, HALL_SUBENTRY, title="Entrance")
    await hass.async_block_till_done()
    assert watching._watchers[HALL_SUBENTRY] is before, "a name is no reason to start anew"
    change(hass, home, HALL_SUBENTRY, **{CONF_INTERVAL_SECONDS: 7.0})
    await hass.async_block_till_done()
    assert watching._watchers[HALL_SUBENTRY].plan.interval_seconds == 7.0


async def test_a_new_name_is_the_devices_and_entities_keep_their_ids(
    hass: HomeAssistant, home: MockConfigEntry, unavailable: set[str]
) -> None:
    change(hass, home, ANNA_SUBENTRY, title="Annabel")
    await hass.async_block_till_done()
    device = dr.async_get(hass).async_get_device_by_identifier((DOMAIN, ANNA_SUBENTRY), home.entry_id)
    assert device is not None
    assert device.name == "Annabel"
    state = hass.states.get("button.anna_make_a_report")
    assert state is not None, [one.entity_id for one in hass.states.async_all()]
    assert state.name.startswith("Annabel")
    assert unavailable == set()


async def test_who_turns_private_loses_value_sensors_and_nobody_else_notices(
    hass: HomeAssistant, home: MockConfigEntry, unavailable: set[str]
) -> None:
    assert hass.states.get("sensor.anna_demonstration_value") is not None
    change(hass, home, ANNA_SUBENTRY, **{CONF_SHARING: "private"})
    await async_until(lambda: hass.states.get("sensor.anna_demonstration_value") is None)
    await hass.async_block_till_done()
    assert {entity_id for entity_id in unavailable if ".anna_" not in entity_id} == set()
    change(hass, home, ANNA_SUBENTRY, **{CONF_SHARING: "shared"})
    await async_until(lambda: hass.states.get("sensor.anna_demonstration_value") is not None)
    await hass.async_block_till_done()
    news = hass.states.get("event.anna_news")
    assert news is not None
    assert "reading" in news.attributes["event_types"]


async def test_somebody_added_is_there_at_once_and_somebody_removed_is_gone(
    hass: HomeAssistant, runner: FakeRunner
) -> None:
    await async_enrol(hass, BEN_PRIVATE)
    entry = home_entry([BEN_PRIVATE])
    await async_set_up(hass, entry)
    coordinator = entry.runtime_data.coordinator
    await async_enrol_in(entry, {**ANNA_SHARED, "data": {**ANNA_SHARED["data"], CONF_GRANTED_USER_IDS: []}})
    hass.config_entries.async_add_subentry(entry, as_subentry(ANNA_SHARED))
    await async_until(lambda: hass.states.get("sensor.anna_demonstration_value") is not None)
    assert runner.gallery is not None
    await async_until(lambda: {person.person_id for person in runner.gallery.people} == {ANNA, BEN})  # type: ignore[union-attr]  # as above
    hass.config_entries.async_remove_subentry(entry, BEN_SUBENTRY)
    await async_until(lambda: hass.states.get("switch.ben_monitoring") is None)
    await async_until(lambda: {person.person_id for person in runner.gallery.people} == {ANNA})  # type: ignore[union-attr]  # as above
    assert entry.runtime_data.coordinator is coordinator


async def test_a_camera_added_is_watched_and_one_removed_is_not(
    hass: HomeAssistant, home: MockConfigEntry, unavailable: set[str]
) -> None:
    watching = home.runtime_data.coordinator.watching
    second = as_subentry(camera("camera.stairs", "04STAIRS"))
    hass.config_entries.async_add_subentry(home, second)
    await async_until(lambda: set(watching._watchers) == {"03HALL", "04STAIRS"})
    await hass.async_block_till_done()
    assert "04STAIRS" in home.runtime_data.coordinator.data.cameras
    hass.config_entries.async_remove_subentry(home, HALL_SUBENTRY)
    await async_until(lambda: set(watching._watchers) == {"04STAIRS"})
    await hass.async_block_till_done()
    assert set(home.runtime_data.coordinator.data.cameras) == {"04STAIRS"}
    assert {entity_id for entity_id in unavailable if ".hall" not in entity_id} == set()


async def test_a_change_ends_no_open_visit(hass: HomeAssistant, home: MockConfigEntry) -> None:
    coordinator = home.runtime_data.coordinator
    walk_past(coordinator.watching, (ANNA, 0.5))
    change(hass, home, BEN_SUBENTRY, **{CONF_REPORT_WEEKDAY: "monday"})
    await hass.async_block_till_done()
    walk_past(coordinator.watching, (ANNA, 0.5), seconds_ago=-1.0)
    await coordinator.visits.async_end()
    (reading,) = await home.runtime_data.record.async_latest_readings(ANNA, 9)
    assert reading.frames == 4


async def test_what_must_reload_tells_the_open_visit_before_it_goes(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    told: set[str] = set()

    @callback
    def note(event: Event[EventStateChangedData]) -> None:
        """Note when the event entity told of a reading; after the reload it shows the same one again."""
        state = event.data["new_state"]
        if state is not None and state.attributes.get("event_type") == "reading":
            told.add(state.state)

    async_track_state_change_event(hass, ["event.anna_news"], note)
    walk_past(home.runtime_data.coordinator.watching, (ANNA, 0.5))
    hass.config_entries.async_update_entry(home, options={"visit_gap_seconds": 60.0})
    await hass.async_block_till_done()
    await async_until(lambda: len(told) == 1)
    await async_engine_runs(home)
    assert len(told) == 1
    assert len(await home.runtime_data.record.async_latest_readings(ANNA, 9)) == 1


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({CONF_SHARING: "private"}, id="turned private"),
        pytest.param({CONF_CONSENT_VERSION: "2020-01-01"}, id="agreed to another text"),
        pytest.param({CONF_USER_ID: "somebody", CONF_ASKED_AT: 1.0}, id="is asked by an account of theirs"),
    ],
)
async def test_the_last_face_of_somebody_goes_whose_face_is_shown_or_read_no_more(
    hass: HomeAssistant, home: MockConfigEntry, data: dict[str, object]
) -> None:
    household = home.runtime_data.coordinator.household
    household.show_face(ANNA, b"a face")
    change(hass, home, ANNA_SUBENTRY, **data)
    await hass.async_block_till_done()
    anna = household.person(ANNA)
    assert anna is not None
    assert anna.face_jpeg is None


async def test_a_setting_that_is_changed_while_somebody_is_erased_makes_nobody_known_again(
    hass: HomeAssistant, home: MockConfigEntry, runner: FakeRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    coordinator = home.runtime_data.coordinator
    is_purging, may_go_on = asyncio.Event(), asyncio.Event()

    async def purge(entity_ids: list[str]) -> None:
        """Take as long as a recorder that is busy."""
        if entity_ids:
            is_purging.set()
            await may_go_on.wait()

    monkeypatch.setattr(coordinator.leaving, "_purge_history", purge)
    erasing = asyncio.create_task(coordinator.leaving.async_forget(ANNA, None))
    await is_purging.wait()
    change(hass, home, ANNA_SUBENTRY, title="Annabel")
    await hass.async_block_till_done()
    known = coordinator.household.person(ANNA)
    may_go_on.set()
    await erasing
    assert known is None
    assert runner.gallery is not None
    assert {person.person_id for person in runner.gallery.people} == {BEN}
