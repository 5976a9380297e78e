"""Linked sensors: real states of a real Home Assistant become measurements in a real record, once each."""

from collections.abc import Callable
from itertools import pairwise
import math

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigSubentryData
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.digitalshadow.const import CONF_LINKED_ENTITIES
from custom_components.digitalshadow.diagnostics import async_get_config_entry_diagnostics
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.outlook.clinical import async_track_clinical_inputs
from custom_components.digitalshadow.outlook.sensor_value import Ignored
from custom_components.digitalshadow.record import RecordFullError, StoredMeasurement
from custom_components.digitalshadow.runtime import DigitalShadowConfigEntry
from tests.builders.home import ANNA, ANNA_SUBENTRY, async_engine_runs, async_enrol, home_entry
from tests.builders.household import ANNA_DATA
from tests.builders.linked_sensors import (
    SCALE,
    Sensors,
    _async_finish_storing,
    async_start,
    stored_measurements,
)

STEPS = "sensor.steps"
CUFF = "sensor.cuff"
ACTIVE = "sensor.active"
LINKS = {
    "weight_kg": SCALE,
    "steps_per_day": STEPS,
    "systolic_mmhg": CUFF,
    "moderate_activity_minutes_per_week": ACTIVE,
}

ANNA_LINKED = ConfigSubentryData(
    **{
        **ANNA_DATA,
        "data": {**ANNA_DATA["data"], CONF_LINKED_ENTITIES: {**LINKS, "of_a_later_version": "sensor.x"}},
    }
)


@pytest.fixture
def sensors(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> Sensors:
    """The sensors of a home at noon."""
    freezer.move_to("2026-11-24 20:00:00+00:00")
    return Sensors(hass, freezer)


@pytest.fixture
async def home(
    hass: HomeAssistant,
    runner: object,  # noqa: ARG001  # takes the engine's place before the entry is set up
    hall_camera: object,  # noqa: ARG001  # is there before the entry is set up
    sensors: Sensors,  # noqa: ARG001  # stops the clock
) -> MockConfigEntry:
    """An entry that is not set up yet; Anna is enrolled and has linked sensors."""
    entry = home_entry([ANNA_LINKED])
    await async_enrol(hass, ANNA_DATA)
    return entry


async def test_what_a_sensor_says_at_the_start_is_stored_once_however_often_it_starts(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors
) -> None:
    said_at = sensors.say(SCALE, 81_500, "g")
    await sensors.wait()
    await async_start(hass, home)
    assert await stored_measurements(home) == [(said_at, 81.5)]

    sensors.say(SCALE, "unavailable")
    await sensors.wait()
    for unit, state in (("g", 81_500), ("kg", "unknown"), ("kg", 81.5)):
        sensors.say(SCALE, state, unit)  # set anew, as after a restart of Home Assistant
        assert await hass.config_entries.async_reload(home.entry_id)
        await async_engine_runs(home)
        await sensors.wait()

    assert await stored_measurements(home) == [(said_at, 81.5)]


async def test_a_new_value_is_dated_by_its_change_and_told(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors
) -> None:
    await async_start(hass, home)
    told: list[bool] = []
    stop = async_track_clinical_inputs(hass, lambda: told.append(True))
    first = sensors.say(SCALE, 81.5)
    await sensors.wait()
    second = sensors.say(SCALE, 81.0)
    await sensors.wait()
    stop()

    assert await stored_measurements(home) == [(first, 81.5), (second, 81.0)]
    (kept, _) = await home.runtime_data.record.async_measurements(ANNA)
    assert kept == StoredMeasurement("weight_kg", first, 81.5, SCALE)
    assert told == [True, True]


async def test_a_sensor_that_speaks_every_second_is_stored_once_a_minute(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors
) -> None:
    await async_start(hass, home)
    for second in range(300):
        sensors.say(SCALE, 80 + second % 7 / 10)
        await sensors.wait(1)

    stored = await stored_measurements(home)

    assert 4 <= len(stored) <= 6
    assert min(later[0] - earlier[0] for earlier, later in pairwise(stored)) >= 59


async def test_of_values_that_run_through_only_the_last_counts(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors
) -> None:
    await async_start(hass, home)
    for running in (31.2, 64.8, 80.4, 81.0):
        settled_at = sensors.say(SCALE, running)
        await sensors.wait(2)
    await sensors.wait()

    assert await stored_measurements(home) == [(settled_at, 81.0)]


async def test_a_value_that_returns_within_the_minute_is_no_news(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors
) -> None:
    said_at = sensors.say(SCALE, 81.0)
    await async_start(hass, home)
    sensors.say(SCALE, 81.4)
    sensors.say(SCALE, 81.0)
    await sensors.wait()

    assert await stored_measurements(home) == [(said_at, 81.0)]


@pytest.mark.parametrize(
    ("say", "reason"),
    [
        pytest.param(lambda it: it.say(SCALE, "unavailable"), None, id="unavailable"),
        pytest.param(lambda it: it.say(SCALE, "unknown"), None, id="unknown"),
        pytest.param(lambda it: it.say(SCALE, "heavy"), Ignored.NOT_A_NUMBER, id="a word"),
        pytest.param(lambda it: it.say(SCALE, math.nan), Ignored.NOT_A_NUMBER, id="no number"),
        pytest.param(lambda it: it.say(SCALE, math.inf), Ignored.NOT_A_NUMBER, id="no finite number"),
        pytest.param(lambda it: it.say(SCALE, 82, None), Ignored.UNIT_CHANGED, id="its unit is gone"),
        pytest.param(lambda it: it.say(SCALE, 180.8, "lb"), Ignored.UNIT_CHANGED, id="shown in another unit"),
        pytest.param(lambda it: it.say(SCALE, 0.2), Ignored.IMPLAUSIBLE, id="nobody stands on it"),
        pytest.param(lambda it: it.say(SCALE, 820), Ignored.IMPLAUSIBLE, id="too heavy"),
        pytest.param(lambda it: it.say(SCALE, 81.0, battery=3), None, id="only another attribute"),
    ],
)
async def test_what_is_no_measurement_is_not_stored_and_counted_without_saying_whose(
    hass: HomeAssistant,
    home: MockConfigEntry,
    sensors: Sensors,
    *,
    say: Callable[[Sensors], float],
    reason: Ignored | None,
) -> None:
    said_at = sensors.say(SCALE, 82.0 if reason is Ignored.UNIT_CHANGED else 81.0)
    linked = await async_start(hass, home)
    before = await stored_measurements(home)
    say(sensors)
    await sensors.wait()

    assert await stored_measurements(home) == before == [(said_at, before[0][1])]
    assert dict(linked.ignored) == ({} if reason is None else {(Measure.WEIGHT, reason): 1})
    told = (await async_get_config_entry_diagnostics(hass, home))["linked_sensors"]
    assert told == {
        "followed": len(LINKS),
        "ignored": {} if reason is None else {f"weight_kg {reason.value}": 1},
    }


async def test_a_unit_in_which_nothing_of_the_kind_is_measured_is_counted(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors
) -> None:
    linked = await async_start(hass, home)
    sensors.say(CUFF, 120, "°C")
    await sensors.wait()

    assert dict(linked.ignored) == {(Measure.SYSTOLIC, Ignored.UNKNOWN_UNIT): 1}


async def test_a_pressure_set_to_kilopascals_is_stored_in_millimetres_of_mercury(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors
) -> None:
    await async_start(hass, home)
    sensors.say(CUFF, 16.0, "kPa")
    await sensors.wait()

    ((_, value),) = await stored_measurements(home, "systolic_mmhg")
    assert value == pytest.approx(120.0, abs=0.05)


async def test_a_counter_of_steps_becomes_one_value_a_day_the_last(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors
) -> None:
    await async_start(hass, home)
    midnight = dt_util.start_of_local_day().timestamp()
    for steps in (7_900, 8_000):  # what came in late last night
        sensors.say(STEPS, steps, "steps")
        await sensors.wait()
    sensors.say(STEPS, 0, "steps")  # begins anew, or has not been worn yet
    await sensors.wait()
    for steps in (900, 5_000):
        sensors.say(STEPS, steps, "steps")
        await sensors.wait()
    assert await stored_measurements(home, "steps_per_day") == [(midnight, 5_000)]

    await sensors.wait(24 * 3600)
    sensors.say(STEPS, 300, "steps")
    await sensors.wait()

    assert await stored_measurements(home, "steps_per_day") == [
        (midnight, 5_000),
        (midnight + 24 * 3600, 300),
    ]


async def test_minutes_of_a_day_count_as_those_of_a_week_like_it(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors
) -> None:
    await async_start(hass, home)
    sensors.say(ACTIVE, 0.5, "h")
    await sensors.wait()

    assert await stored_measurements(home, "moderate_activity_minutes_per_week") == [
        (dt_util.start_of_local_day().timestamp(), 7 * 30)
    ]


async def test_on_a_full_disk_values_wait_and_come_later(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors, monkeypatch: pytest.MonkeyPatch
) -> None:
    await async_start(hass, home)

    async def fail(*_arguments: object) -> None:
        """Refuse as a full disk does."""
        raise RecordFullError("Expected room")

    with monkeypatch.context() as full:
        full.setattr(home.runtime_data.record, "async_add_measurements", fail)
        said_at = sensors.say(SCALE, 81.0)
        await sensors.wait()
    assert await stored_measurements(home) == []
    await sensors.wait()

    assert await stored_measurements(home) == [(said_at, 81.0)]


async def test_nothing_is_stored_of_somebody_who_was_erased(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors, caplog: pytest.LogCaptureFixture
) -> None:
    await async_start(hass, home)
    await home.runtime_data.record.async_erase_person(ANNA, 1.0, None)
    sensors.say(SCALE, 81.0)
    await sensors.wait()

    assert await stored_measurements(home) == []
    assert "could not be stored" in caplog.text
    assert "81.0" not in "".join(
        record.message for record in caplog.records if "digitalshadow" in record.name
    )


@pytest.mark.parametrize(
    ("state", "attributes"),
    [
        pytest.param("81.5", {"timestamp": "0001-01-01T00:00:00"}, id="a clock that was never set"),
        pytest.param("81.5", {"timestamp": "9999-12-31T23:59:59"}, id="the end of all time"),
        pytest.param("1E-99999999", {}, id="a number of no size"),
        pytest.param("-1E+99999999", {}, id="a number of any size"),
    ],
)
async def test_what_a_broken_sensor_says_keeps_no_other_from_being_followed(
    hass: HomeAssistant,
    home: MockConfigEntry,
    sensors: Sensors,
    state: str,
    attributes: dict[str, object],
) -> None:
    await hass.config.async_set_time_zone("Europe/Berlin")
    sensors.say(SCALE, state, **attributes)
    sensors.say(CUFF, 128, "mmHg")
    await async_start(hass, home)
    assert [value for _, value in await stored_measurements(home, "systolic_mmhg")] == [128.0]
    await sensors.wait()
    sensors.say(SCALE, state, **attributes, again=True)
    sensors.say(CUFF, 131, "mmHg")
    await sensors.wait()
    assert len(await stored_measurements(home, "systolic_mmhg")) == 2


async def test_what_waits_of_a_sensor_is_not_stored_once_its_link_is_gone(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors
) -> None:
    await async_start(hass, home)
    sensors.say(SCALE, 81.5)
    anna = home.subentries[ANNA_SUBENTRY]
    others = {kind: sensor for kind, sensor in LINKS.items() if sensor != SCALE}
    hass.config_entries.async_update_subentry(home, anna, data={**anna.data, CONF_LINKED_ENTITIES: others})
    await hass.async_block_till_done(wait_background_tasks=False)
    await sensors.wait()
    assert await stored_measurements(home) == []


async def test_nothing_that_a_sensor_said_of_somebody_who_was_erased_stays_in_memory(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors
) -> None:
    followed = await async_start(hass, home)
    sensors.say(SCALE, 81.5)
    await sensors.wait()
    assert followed._settling.stored
    await home.runtime_data.coordinator.leaving.async_forget(ANNA, None)
    hass.config_entries.async_remove_subentry(home, ANNA_SUBENTRY)
    await hass.async_block_till_done(wait_background_tasks=False)
    assert not followed._settling.stored


async def test_an_unloaded_home_follows_nothing_and_the_next_start_finds_what_was_said_meanwhile(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors
) -> None:
    await async_start(hass, home)
    sensors.say(SCALE, 81.0)  # still settling
    assert await hass.config_entries.async_unload(home.entry_id)
    said_at = sensors.say(SCALE, 80.0)
    await sensors.wait()

    assert await hass.config_entries.async_setup(home.entry_id)
    await async_engine_runs(home)
    await _async_finish_storing(hass)

    assert await stored_measurements(home) == [(said_at, 80.0)]


async def test_a_record_that_cannot_be_read_leaves_the_rest_of_the_home_alone(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_arguments: object) -> None:
        """Refuse as a broken disk does."""
        raise RecordFullError("Expected to read")

    monkeypatch.setattr("custom_components.digitalshadow.record.Record.async_latest_measurement", fail)
    linked = await async_start(hass, home)
    sensors.say(SCALE, 81.0)
    await sensors.wait()

    assert linked.followed == 0
    assert home.runtime_data.coordinator.data.people[ANNA_SUBENTRY].person_id == ANNA


async def test_a_home_without_links_listens_to_nothing(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry
) -> None:
    await _async_finish_storing(hass)

    assert entry.runtime_data.linked_entities.followed == 0
