"""Cameras, motion sensors, linked sensors and the language model are followed by what lasts, and told when gone."""

from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigSubentryData
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er, issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.digitalshadow.const import (
    CONF_CAMERA_ENTITY_ID,
    CONF_CHOOSER,
    CONF_LINKED_ENTITIES,
    CONF_WAKE_ENTITY_ID,
    DOMAIN,
)
from custom_components.digitalshadow.entity_reference import reference_to
from custom_components.digitalshadow.issues import Issue
from tests.builders.home import (
    ANNA,
    ANNA_SUBENTRY,
    HALL,
    HALL_SUBENTRY,
    async_engine_runs,
    async_enrol,
    async_set_up,
    async_until,
    camera,
    home_entry,
)
from tests.builders.household import ANNA_DATA, PortraitCamera
from tests.fake_runner import FakeRunner

MOTION = "binary_sensor.hall_motion"
SCALE = "sensor.scale"
WRITER = "ai_task.writer"
KILOGRAMS = {"unit_of_measurement": "kg"}


def register(hass: HomeAssistant, entity_id: str, unique_id: str | None = None) -> str:
    """Register an entity under an id and return what means it."""
    domain, name = entity_id.split(".")
    entity = er.async_get(hass).async_get_or_create(
        domain, "test", unique_id or name, suggested_object_id=name
    )
    assert entity.entity_id == entity_id
    return entity.id


def rename(hass: HomeAssistant, entity_id: str, new_entity_id: str) -> None:
    """Give an entity another id, as a user does."""
    er.async_get(hass).async_update_entity(entity_id, new_entity_id=new_entity_id)


def told(hass: HomeAssistant) -> set[str]:
    """Return the repair issues about entities that are gone."""
    kinds = (Issue.CAMERA_GONE, Issue.WAKE_SENSOR_SILENT, Issue.LINKED_SENSOR_GONE, Issue.CHOOSER_GONE)
    return {issue_id for _, issue_id in ir.async_get(hass).issues if issue_id.partition(":")[0] in kinds}


def status(hass: HomeAssistant) -> str:
    """Return what the watched camera does."""
    state = hass.states.get("sensor.hall_state")
    return "" if state is None else state.state


@pytest.fixture
async def entry(hass: HomeAssistant, runner: FakeRunner, hall_camera: PortraitCamera) -> MockConfigEntry:  # noqa: ARG001  # both are there before the entry
    """A home in which everything that another integration brings is registered, and nobody moves."""
    motion, scale, writer = (register(hass, entity_id) for entity_id in (MOTION, SCALE, WRITER))
    hass.states.async_set(MOTION, "off")
    hass.states.async_set(SCALE, "75.0", KILOGRAMS)
    hass.states.async_set(WRITER, "unknown")
    await async_enrol(hass, ANNA_DATA)
    links = {CONF_LINKED_ENTITIES: {"weight_kg": scale}}
    anna = ConfigSubentryData(**{**ANNA_DATA, "data": {**ANNA_DATA["data"], **links}})
    hall = camera(interval_seconds=0.2, **{CONF_WAKE_ENTITY_ID: motion})
    entry = home_entry([anna, hall], options={CONF_CHOOSER: writer})
    await async_set_up(hass, entry)
    await async_until(lambda: status(hass) == "asleep")
    return entry


async def async_reloaded(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Wait until a change of the registry has reloaded the entry."""
    await hass.async_block_till_done(wait_background_tasks=False)
    await async_engine_runs(entry)
    await hass.async_block_till_done(wait_background_tasks=False)


async def async_weights(entry: MockConfigEntry) -> list[float]:
    """Return what is stored of Anna's weight."""
    return [one.value for one in await entry.runtime_data.record.async_measurements(ANNA, "weight_kg")]


async def test_a_renamed_camera_and_its_renamed_motion_sensor_go_on(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    rename(hass, HALL, "camera.entrance")
    rename(hass, MOTION, "binary_sensor.entrance_motion")
    await async_reloaded(hass, entry)
    hass.states.async_set("binary_sensor.entrance_motion", "off")
    await async_until(lambda: status(hass) == "asleep")
    hass.states.async_set("binary_sensor.entrance_motion", "on")
    await async_until(
        lambda: entry.runtime_data.coordinator.watching.cameras[HALL_SUBENTRY].counters.fetched > 0
    )
    assert told(hass) == set()


async def test_what_is_named_by_entity_ids_is_kept_by_what_lasts_once_the_registry_knows_it(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    anna, hall = (entry.subentries[one] for one in (ANNA_SUBENTRY, HALL_SUBENTRY))
    lasting = (anna.data, hall.data, hall.unique_id, entry.options)
    for subentry, changes in (
        (anna, {CONF_LINKED_ENTITIES: {"weight_kg": SCALE}}),
        (hall, {CONF_CAMERA_ENTITY_ID: HALL, CONF_WAKE_ENTITY_ID: MOTION}),
    ):
        data = {**subentry.data, **changes}
        hass.config_entries.async_update_subentry(entry, subentry, data=data)
    hass.config_entries.async_update_entry(entry, options={CONF_CHOOSER: WRITER})
    await async_reloaded(hass, entry)
    anna, hall = (entry.subentries[one] for one in (ANNA_SUBENTRY, HALL_SUBENTRY))
    assert (anna.data, hall.data, hall.unique_id, entry.options) == lasting


async def test_a_renamed_scale_goes_on_and_says_nothing_twice(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    rename(hass, SCALE, "sensor.scale_anna")
    hass.states.async_remove(SCALE)
    await async_reloaded(hass, entry)
    hass.states.async_set("sensor.scale_anna", "75.0", KILOGRAMS)
    hass.states.async_set("sensor.scale_anna", "76.0", KILOGRAMS)
    freezer.tick(61)
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=False)
    for _ in range(100):
        if len(await async_weights(entry)) > 1:
            break
    assert await async_weights(entry) == [75.0, 76.0]


async def test_a_strangers_scale_that_gets_the_former_id_is_not_annas(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    er.async_get(hass).async_remove(SCALE)
    hass.states.async_remove(SCALE)
    register(hass, SCALE, "a stranger's")
    await async_reloaded(hass, entry)
    hass.states.async_set(SCALE, "99.0", KILOGRAMS)
    freezer.tick(61)
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=False)
    assert await async_weights(entry) == [75.0]
    assert entry.runtime_data.linked_entities.followed == 0
    assert told(hass) == {"linked_sensor_gone"}


@pytest.mark.parametrize(
    ("entity_id", "issue"),
    [
        pytest.param(HALL, f"camera_gone:{HALL_SUBENTRY}", id="the camera"),
        pytest.param(MOTION, f"wake_sensor_silent:{HALL_SUBENTRY}", id="what wakes it"),
        pytest.param(SCALE, "linked_sensor_gone", id="a linked sensor"),
        pytest.param(WRITER, "chooser_gone", id="the language model"),
    ],
)
async def test_what_is_removed_is_told_until_it_is_back(
    hass: HomeAssistant, entry: MockConfigEntry, entity_id: str, issue: str
) -> None:
    registry = er.async_get(hass)
    removed = registry.async_get(entity_id)
    assert removed is not None
    registry.async_remove(entity_id)
    await async_reloaded(hass, entry)
    assert told(hass) == {issue}
    if HALL_SUBENTRY in issue:
        assert status(hass) == "unavailable"
    back = registry.async_get_or_create(
        removed.domain, removed.platform, removed.unique_id, suggested_object_id=entity_id.split(".")[1]
    )
    assert back.id == removed.id
    await async_reloaded(hass, entry)
    assert told(hass) == set()


async def test_a_camera_that_is_taken_out_of_the_entry_is_told_of_no_more(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    er.async_get(hass).async_remove(MOTION)
    await async_reloaded(hass, entry)
    assert told(hass) == {f"wake_sensor_silent:{HALL_SUBENTRY}"}
    hass.config_entries.async_remove_subentry(entry, HALL_SUBENTRY)
    await async_reloaded(hass, entry)
    assert told(hass) == set()


async def test_with_the_entry_all_is_taken_back(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    er.async_get(hass).async_remove(MOTION)
    await async_reloaded(hass, entry)
    await hass.config_entries.async_remove(entry.entry_id)
    assert told(hass) == set()


async def async_pass(hass: HomeAssistant, freezer: FrozenDateTimeFactory, minutes: int) -> None:
    """Let time pass in steps of five minutes."""
    for _ in range(minutes // 5):
        freezer.tick(timedelta(minutes=5))
        async_fire_time_changed(hass)
        await hass.async_block_till_done(wait_background_tasks=False)


@pytest.mark.parametrize("silent", ["unavailable", "unknown", None])
async def test_a_motion_sensor_that_says_nothing_for_an_hour_is_told_and_not_taken_for_an_empty_room(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory, silent: str | None
) -> None:
    if silent is None:
        hass.states.async_remove(MOTION)
    else:
        hass.states.async_set(MOTION, silent)
    await async_until(lambda: status(hass) == "wake_unavailable")
    await async_pass(hass, freezer, 55)
    assert told(hass) == set()
    await async_pass(hass, freezer, 15)
    assert told(hass) == {f"wake_sensor_silent:{HALL_SUBENTRY}"}
    issue = ir.async_get(hass).async_get_issue(DOMAIN, f"wake_sensor_silent:{HALL_SUBENTRY}")
    assert issue is not None
    assert issue.translation_placeholders == {"camera": "Hall"}
    hass.states.async_set(MOTION, "off")
    await async_pass(hass, freezer, 5)
    assert told(hass) == set()
    await async_until(lambda: status(hass) == "asleep")
    assert entry.subentries[HALL_SUBENTRY].data[CONF_CAMERA_ENTITY_ID] == reference_to(hass, HALL)


@pytest.mark.parametrize(
    "states",
    [
        pytest.param(["unavailable", "off", "unavailable"], id="it was back in between"),
        pytest.param(["off"], id="nobody moves"),
    ],
)
@pytest.mark.usefixtures("entry")
async def test_a_motion_sensor_that_speaks_now_and_then_is_no_trouble(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, states: list[str]
) -> None:
    for state in states:
        hass.states.async_set(MOTION, state)
        await async_pass(hass, freezer, 50)
    assert told(hass) == set()


async def test_a_scale_that_is_asleep_is_no_trouble(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    hass.states.async_set(SCALE, "unavailable")
    await async_pass(hass, freezer, 180)
    assert told(hass) == set()
    assert entry.subentries[ANNA_SUBENTRY].data[CONF_LINKED_ENTITIES]["weight_kg"] == reference_to(
        hass, SCALE
    )
