"""The same value measured again: what counts as a measurement, when it was made, and what is only said anew."""

from collections.abc import Callable
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.sensor import SensorDeviceClass
from homeassistant.config_entries import ConfigSubentryData
from homeassistant.const import EntityCategory
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.loader import async_get_integration
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.digitalshadow.const import CONF_LINKED_ENTITIES
from custom_components.digitalshadow.outlook.measuring_time import TIME_ATTRIBUTES
from custom_components.digitalshadow.outlook.repeating import START_SECONDS
from tests.builders.home import ANNA_SUBENTRY, async_engine_runs, async_enrol, home_entry
from tests.builders.household import ANNA_DATA
from tests.builders.linked_sensors import SCALE, Sensors, async_start, stored_measurements

CUFF = "sensor.cuff"
STEPS = "sensor.steps"
DAY_SECONDS = 24 * 3600
LINKS = {"weight_kg": SCALE, "systolic_mmhg": CUFF, "steps_per_day": STEPS}
ANNA_LINKED = ConfigSubentryData(**{**ANNA_DATA, "data": {**ANNA_DATA["data"], CONF_LINKED_ENTITIES: LINKS}})

type Measuring = Callable[[Sensors], None]


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


def _by_force(sensors: Sensors) -> None:
    """Say it again with `force_update`, as MQTT can."""
    sensors.hass.states.async_set(CUFF, "128", {"unit_of_measurement": "mmHg"}, force_update=True)


def _again(sensors: Sensors) -> None:
    """Say it again as it was: Home Assistant only notes that it was reported."""
    sensors.say(CUFF, 128, "mmHg")


def _through_unknown(sensors: Sensors) -> None:
    """Forget between two measurements, as cuffs do."""
    sensors.say(CUFF, "unknown", "mmHg")
    sensors.say(CUFF, 128, "mmHg")


def _through_unavailable(sensors: Sensors) -> None:
    """Sleep between two measurements, as battery devices do."""
    sensors.say(CUFF, "unavailable", "mmHg")
    sensors.say(CUFF, 128, "mmHg")


def _with_a_date(sensors: Sensors) -> None:
    """Say when it was measured, as Health Connect does."""
    sensors.say(CUFF, 128, "mmHg", date=dt_util.utcnow().isoformat())


def _with_another_attribute(sensors: Sensors) -> None:
    """Tell something else of the measurement, as Bluetooth devices do."""
    sensors.say(CUFF, 128, "mmHg", packet=dt_util.utcnow().timestamp())


@pytest.mark.parametrize(
    "measure",
    [
        pytest.param(_by_force, id="force_update"),
        pytest.param(_again, id="reported again"),
        pytest.param(_through_unknown, id="through unknown"),
        pytest.param(_through_unavailable, id="through unavailable"),
        pytest.param(_with_a_date, id="with a date"),
        pytest.param(_with_another_attribute, id="with another attribute"),
    ],
)
async def test_fourteen_days_of_the_same_value_are_fourteen_days(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors, measure: Measuring
) -> None:
    await async_start(hass, home)
    noons = []
    for _ in range(14):
        noons.append(dt_util.utcnow().timestamp())
        measure(sensors)
        await sensors.wait()
        measure(sensors)  # and again two minutes later, which is the same day
        await sensors.wait(DAY_SECONDS - 61)

    stored = await stored_measurements(home, "systolic_mmhg")

    assert {value for _, value in stored} == {128}
    days = {dt_util.as_local(dt_util.utc_from_timestamp(at)).date() for at, _ in stored}
    assert len(days) == 14
    assert [at for at, _ in stored if at in noons] == noons


def _as_text(at: float) -> str:
    """Return a time as most integrations write it."""
    return dt_util.utc_from_timestamp(at).isoformat()


@pytest.mark.parametrize(
    ("name", "write"),
    [
        pytest.param("date", dt_util.utc_from_timestamp, id="as a time"),
        pytest.param("date", float, id="in seconds"),
        pytest.param("date", lambda at: int(at * 1000), id="in milliseconds"),
        *(pytest.param(name, _as_text, id=name) for name in TIME_ATTRIBUTES),
    ],
)
async def test_a_measurement_is_dated_by_what_the_sensor_says_and_counts_once(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors, name: str, write: Callable[[float], object]
) -> None:
    await async_start(hass, home)
    measured_at = dt_util.utcnow().timestamp() - 3 * DAY_SECONDS
    sensors.say(CUFF, 128, "mmHg", **{name: write(measured_at)})
    await sensors.wait()
    for _ in range(3):  # polled, and each day anew
        sensors.say(CUFF, 128, "mmHg", **{name: write(measured_at)})
        await sensors.wait(DAY_SECONDS)
    sensors.say(CUFF, 128, "mmHg", **{name: write(measured_at + 7200)})
    await sensors.wait()

    assert await stored_measurements(home, "systolic_mmhg") == [(measured_at, 128), (measured_at + 7200, 128)]


@pytest.mark.parametrize(
    "date",
    [
        pytest.param("2031-01-01T00:00:00+00:00", id="a clock that is years ahead"),
        pytest.param("1970-01-01T00:02:00+00:00", id="a clock that was never set"),
        pytest.param("yesterday", id="a word"),
        pytest.param("2026-11-24", id="a mere day"),
        pytest.param(True, id="no time at all"),
        pytest.param(float("nan"), id="not a number"),
        pytest.param([1], id="a list"),
    ],
)
async def test_a_time_that_cannot_be_one_is_passed_over(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors, date: object
) -> None:
    await async_start(hass, home)
    said_at = sensors.say(CUFF, 128, "mmHg", date=date)
    await sensors.wait()

    assert await stored_measurements(home, "systolic_mmhg") == [(said_at, 128)]


async def test_a_time_that_stands_still_dates_no_other_value(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors
) -> None:
    await async_start(hass, home)
    first = sensors.say(CUFF, 128, "mmHg", time="2026-01-01T00:00:00+00:00")
    await sensors.wait()
    times = []
    for value in (131, 126):
        sensors.say(CUFF, "unavailable", "mmHg")
        times.append((sensors.say(CUFF, value, "mmHg", time="2026-01-01T00:00:00+00:00"), value))
        await sensors.wait()

    stored = await stored_measurements(home, "systolic_mmhg")

    assert [value for _, value in stored] == [128, 131, 126]
    assert stored[1:] == times
    assert stored[0][0] < first


async def test_a_start_of_home_assistant_is_no_measurement(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors
) -> None:
    said_at = sensors.say(CUFF, 128, "mmHg")
    await async_start(hass, home)
    for _ in range(3):
        await sensors.wait(DAY_SECONDS)
        hass.states.async_remove(CUFF)
        assert await hass.config_entries.async_reload(home.entry_id)
        await async_engine_runs(home)
        sensors.say(CUFF, "unavailable", "mmHg", restored=True)
        await sensors.wait(START_SECONDS + 1)
        sensors.say(CUFF, 128, "mmHg")  # however late its device comes back
        await sensors.wait()

    assert await stored_measurements(home, "systolic_mmhg") == [(said_at, 128)]


async def test_while_home_assistant_starts_nothing_counts_twice(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors
) -> None:
    said_at = sensors.say(CUFF, 128, "mmHg")
    await async_start(hass, home)
    await sensors.wait(DAY_SECONDS)
    hass.set_state(CoreState.starting)
    assert await hass.config_entries.async_reload(home.entry_id)
    for state in ("unknown", 128, "unavailable", 128):
        sensors.say(CUFF, state, "mmHg")
        await sensors.wait()

    assert await stored_measurements(home, "systolic_mmhg") == [(said_at, 128)]


async def test_an_integration_that_is_loaded_anew_has_measured_nothing(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors
) -> None:
    await async_start(hass, home)
    said_at = sensors.say(CUFF, 128, "mmHg")
    await sensors.wait(DAY_SECONDS)
    sensors.say(CUFF, "unavailable", "mmHg", restored=True)
    sensors.say(CUFF, 128, "mmHg")
    await sensors.wait()

    assert await stored_measurements(home, "systolic_mmhg") == [(said_at, 128)]


async def test_a_renamed_sensor_has_measured_nothing(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors
) -> None:
    await async_start(hass, home)
    said_at = sensors.say(CUFF, 128, "mmHg", friendly_name="Cuff")
    await sensors.wait(DAY_SECONDS)
    sensors.say(CUFF, 128, "mmHg", friendly_name="Anna's cuff")
    await sensors.wait()

    assert await stored_measurements(home, "systolic_mmhg") == [(said_at, 128)]


@pytest.mark.parametrize(
    ("platform", "days"),
    [pytest.param("withings", 14, id="told by webhook"), pytest.param("fitbit", 1, id="asked by the clock")],
)
async def test_an_integration_that_asks_by_the_clock_says_nothing_new_by_saying_it_again(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors, platform: str, days: int
) -> None:
    await async_get_integration(hass, platform)
    er.async_get(hass).async_get_or_create("sensor", platform, "cuff", suggested_object_id="cuff")
    await async_start(hass, home)
    for _ in range(14):
        sensors.say(CUFF, 128, "mmHg")
        await sensors.wait(DAY_SECONDS)

    assert len(await stored_measurements(home, "systolic_mmhg")) == days


async def test_a_counter_that_stands_still_is_no_new_day(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors
) -> None:
    await async_start(hass, home)
    for _ in range(3):
        sensors.say(STEPS, 5000, "steps")
        await sensors.wait(DAY_SECONDS)

    assert len(await stored_measurements(home, "steps_per_day")) == 1


class TestWithACompanion:
    """A device that tells the time of its last measurement in an entity of its own."""

    @pytest.fixture
    def last_measured(self, hass: HomeAssistant) -> str:
        """Register the cuff's two entities, and one that says when it was switched on."""
        owner = MockConfigEntry(domain="omron")
        owner.add_to_hass(hass)
        device = dr.async_get(hass).async_get_or_create(
            config_entry_id=owner.entry_id, identifiers={("omron", "1")}
        )
        registry = er.async_get(hass)
        registry.async_get_or_create(
            "sensor", "omron", "cuff", suggested_object_id="cuff", device_id=device.id, config_entry=owner
        )
        registry.async_get_or_create(
            "sensor",
            "omron",
            "boot",
            device_id=device.id,
            config_entry=owner,
            entity_category=EntityCategory.DIAGNOSTIC,
            original_device_class=SensorDeviceClass.TIMESTAMP,
        )
        return registry.async_get_or_create(
            "sensor",
            "omron",
            "measured",
            device_id=device.id,
            config_entry=owner,
            original_device_class=SensorDeviceClass.TIMESTAMP,
        ).entity_id

    @pytest.mark.parametrize("value_first", [True, False], ids=["the value first", "the time first"])
    async def test_each_new_time_is_a_measurement_and_dates_it(
        self,
        hass: HomeAssistant,
        home: MockConfigEntry,
        sensors: Sensors,
        last_measured: str,
        *,
        value_first: bool,
    ) -> None:
        await async_start(hass, home)
        told = []
        for value in (128, 128, 131, 128):
            at = dt_util.utcnow() - timedelta(minutes=20)
            told.append((at.timestamp(), value))
            says = [
                lambda value=value: sensors.say(CUFF, value, "mmHg"),
                lambda at=at: sensors.say(last_measured, at.isoformat(), None),
            ]
            for say in says if value_first else reversed(says):
                say()
                await sensors.wait(2)
            await sensors.wait(3600)
            sensors.say(CUFF, "unavailable", "mmHg")  # and comes back
            sensors.say(CUFF, value, "mmHg")
            await sensors.wait(DAY_SECONDS)

        assert await stored_measurements(home, "systolic_mmhg") == told

    async def test_it_is_known_again_after_a_reload(
        self, hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors, last_measured: str
    ) -> None:
        at = dt_util.utcnow() - timedelta(days=2)
        sensors.say(CUFF, 128, "mmHg")
        sensors.say(last_measured, at.isoformat(), None)
        await async_start(hass, home)
        await sensors.wait(DAY_SECONDS)
        assert await hass.config_entries.async_reload(home.entry_id)
        await async_engine_runs(home)
        await sensors.wait()

        assert await stored_measurements(home, "systolic_mmhg") == [(at.timestamp(), 128)]


@pytest.mark.parametrize(
    ("second", "stored"),
    [
        pytest.param((75.02, "kg"), 1, id="the same, rounded"),
        pytest.param((76.0, "kg"), 2, id="a kilogram more"),
    ],
)
@pytest.mark.parametrize("while_it_happens", ["loaded", "reloaded after it", "unloaded"])
async def test_a_value_that_comes_in_another_unit_is_stored_only_if_it_is_another(
    hass: HomeAssistant,
    home: MockConfigEntry,
    sensors: Sensors,
    *,
    second: tuple[float, str],
    stored: int,
    while_it_happens: str,
) -> None:
    await async_start(hass, home)
    sensors.say(SCALE, 165.4, "lb")
    await sensors.wait(200 * DAY_SECONDS)
    if while_it_happens == "unloaded":
        assert await hass.config_entries.async_unload(home.entry_id)
    sensors.say(SCALE, *second)
    if while_it_happens == "reloaded after it":
        await sensors.wait()
        assert await hass.config_entries.async_unload(home.entry_id)
    if while_it_happens != "loaded":
        assert await hass.config_entries.async_setup(home.entry_id)
        await async_engine_runs(home)
    await sensors.wait()

    assert len(await stored_measurements(home)) == stored


async def test_a_sensor_that_the_registry_comes_to_know_says_nothing_twice(
    hass: HomeAssistant, home: MockConfigEntry, sensors: Sensors
) -> None:
    measured_at = sensors.say(SCALE, 75.0)
    await async_start(hass, home)
    await hass.config_entries.async_unload(home.entry_id)
    hass.states.async_remove(SCALE)
    er.async_get(hass).async_get_or_create("sensor", "template", "scale", suggested_object_id="scale")
    await sensors.wait(200 * DAY_SECONDS)
    sensors.say(SCALE, 75.0)
    assert await hass.config_entries.async_setup(home.entry_id)
    await async_engine_runs(home)
    await sensors.wait()
    sensors.say(SCALE, 76.0)
    await sensors.wait()

    stored = await stored_measurements(home)
    assert [value for _, value in stored] == [75, 76]
    assert stored[0] == (measured_at, 75)
    assert home.subentries[ANNA_SUBENTRY].data[CONF_LINKED_ENTITIES]["weight_kg"] != SCALE
