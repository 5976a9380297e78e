"""Linking sensors to a person, driven as the user interface does."""

from homeassistant.config_entries import SubentryFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.digitalshadow.const import CONF_LINKED_ENTITIES
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.runtime import DigitalShadowConfigEntry
from tests.builders.home import ANNA_SUBENTRY, async_until
from tests.builders.household import ANNA_DATA, BEN_DATA, async_enrol_in, async_reloaded
from tests.builders.person_flow import Flow

BEN_LINKED = {
    **BEN_DATA,
    "data": {**BEN_DATA["data"], CONF_LINKED_ENTITIES: {"weight_kg": "sensor.scale_ben"}},
}

NUMBERS = ["sensor", "number", "input_number"]

pytestmark = pytest.mark.parametrize(
    "subentries", [[ANNA_DATA, BEN_LINKED]], ids=["Anna and Ben, who has a scale"]
)


@pytest.fixture
async def flow(hass: HomeAssistant, entry: DigitalShadowConfigEntry) -> Flow:
    """Open Anna's links; some sensors are there."""
    for entity_id, state, unit in (
        ("sensor.scale", "81.5", "kg"),
        ("sensor.cuff", "unknown", "mmHg"),
        ("sensor.outside", "7.5", "°C"),
        ("sensor.away", "unavailable", None),
        ("sensor.mqtt_scale", "180", "lbs"),
        ("number.weight", "81.5", "KG"),
        ("input_number.steps", "8000", None),
    ):
        hass.states.async_set(entity_id, state, {"unit_of_measurement": unit})
    await async_enrol_in(entry, ANNA_DATA)
    flow, _ = await _async_open(hass, entry)
    return flow


async def _async_open(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry
) -> tuple[Flow, SubentryFlowResult]:
    """Open Anna's links and return what is shown."""
    flow = Flow(hass, entry)
    await flow.begin(ANNA_SUBENTRY)
    return flow, await flow.choose("linked_entities")


def _suggested(form: SubentryFlowResult) -> dict[str, str]:
    """What the form suggests, under others too."""
    fields = form["data_schema"].schema
    others = next(field for key, field in fields.items() if key.schema == "others")
    return {
        key.schema: key.description["suggested_value"]
        for key in (*fields, *others.schema.schema)
        if key.description and "suggested_value" in key.description and key.schema != "others"
    }


async def test_links_are_kept_in_the_entry_and_followed_at_once(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, flow: Flow
) -> None:
    chosen = {"weight_kg": "sensor.scale", "systolic_mmhg": "sensor.cuff", "height_m": "sensor.away"}

    done = await flow.submit(**chosen)
    await async_reloaded(hass, entry)

    assert done["reason"] == "reconfigure_successful"
    assert entry.subentries[ANNA_SUBENTRY].data == {**ANNA_DATA["data"], CONF_LINKED_ENTITIES: chosen}
    await async_until(lambda: entry.runtime_data.linked_entities.followed == 4)
    _, again = await _async_open(hass, entry)
    assert _suggested(again) == chosen


async def test_a_registered_sensor_is_kept_by_what_lasts_and_shown_by_its_present_id(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, flow: Flow
) -> None:
    registry = er.async_get(hass)
    scale = registry.async_get_or_create("sensor", "test", "scale", suggested_object_id="bathroom_scale")
    await flow.submit(weight_kg=scale.entity_id)
    await async_reloaded(hass, entry)
    assert entry.subentries[ANNA_SUBENTRY].data[CONF_LINKED_ENTITIES] == {"weight_kg": scale.id}
    registry.async_update_entity(scale.entity_id, new_entity_id="sensor.scale_anna")
    await async_reloaded(hass, entry)
    _, form = await _async_open(hass, entry)
    assert _suggested(form) == {"weight_kg": "sensor.scale_anna"}
    registry.async_remove("sensor.scale_anna")
    await async_reloaded(hass, entry)
    _, form = await _async_open(hass, entry)
    assert _suggested(form) == {}


async def test_an_emptied_field_ends_a_link(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, flow: Flow
) -> None:
    await flow.submit(weight_kg="sensor.scale")
    await async_reloaded(hass, entry)

    again, _ = await _async_open(hass, entry)
    await again.submit()
    await async_reloaded(hass, entry)

    assert entry.subentries[ANNA_SUBENTRY].data[CONF_LINKED_ENTITIES] == {}
    await async_until(lambda: entry.runtime_data.linked_entities.followed == 1)


@pytest.mark.parametrize(
    ("chosen", "errors"),
    [
        pytest.param(
            {"weight_kg": "sensor.outside"}, {"weight_kg": "unit_unknown"}, id="a thermometer is no scale"
        ),
        pytest.param(
            {"weight_kg": "sensor.scale_ben"}, {"weight_kg": "linked_to_somebody_else"}, id="Ben's scale"
        ),
        pytest.param(
            {"systolic_mmhg": "sensor.cuff", "diastolic_mmhg": "sensor.cuff"},
            {"systolic_mmhg": "linked_twice", "diastolic_mmhg": "linked_twice"},
            id="one sensor for both values",
        ),
    ],
)
async def test_a_sensor_that_cannot_speak_of_this_is_refused(
    entry: DigitalShadowConfigEntry, flow: Flow, chosen: dict[str, str], errors: dict[str, str]
) -> None:
    form = await flow.submit(**chosen)

    assert (form["step_id"], form["errors"]) == ("linked_entities", errors)
    assert _suggested(form) == chosen
    assert CONF_LINKED_ENTITIES not in entry.subentries[ANNA_SUBENTRY].data


async def test_everything_that_a_device_can_measure_can_be_linked(
    hass: HomeAssistant,
    entry: DigitalShadowConfigEntry,
    flow: Flow,  # noqa: ARG001  # enrols Anna
) -> None:
    _, form = await _async_open(hass, entry)

    linkable = set(Measure) - {Measure.DIET}
    fields = {key.schema: field for key, field in form["data_schema"].schema.items()}
    others = fields.pop("others")
    assert fields.keys() == {key.schema for key in others.schema.schema} == linkable
    assert others.options == {"collapsed": True}
    filters = {name: field.config["filter"] for name, field in fields.items()}
    assert filters["systolic_mmhg"][0] == {"domain": ["sensor"], "device_class": ["pressure"]}
    assert all(one["domain"] == NUMBERS for one in (each[-1] for each in filters.values()))
    (any_number,) = {str(field.config["filter"]) for field in others.schema.schema.values()}
    assert any_number == str([{"domain": NUMBERS}])


@pytest.mark.parametrize(
    ("measure", "unit"),
    [
        pytest.param("weight_kg", "lbs", id="an MQTT scale"),
        pytest.param("weight_kg", "jin", id="a scale of ble_monitor"),
        pytest.param("weight_kg", "Kg", id="a template"),
        pytest.param("systolic_mmhg", "mmhg", id="a cuff"),
        pytest.param("fasting_glucose_mmol_l", "mg/dl", id="a meter"),
        pytest.param("creatinine_umol_l", "umol/L", id="a laboratory without a Greek keyboard"),
        pytest.param("egfr_ml_min_1_73m2", "mL/min/1.73m2", id="a laboratory without a raised two"),
        pytest.param("steps_per_day", "Schritte", id="a German band"),
    ],
)
async def test_a_sensor_without_a_device_class_is_offered_by_its_unit(
    hass: HomeAssistant,
    entry: DigitalShadowConfigEntry,
    flow: Flow,  # noqa: ARG001  # enrols Anna
    measure: str,
    unit: str,
) -> None:
    _, form = await _async_open(hass, entry)

    by_unit = form["data_schema"].schema[measure].config["filter"][-1]
    assert by_unit["domain"] == NUMBERS
    assert unit in by_unit["unit_of_measurement"]


@pytest.mark.parametrize(
    "others",
    [
        pytest.param({"steps_per_day": "input_number.steps"}, id="a counter without a unit"),
        pytest.param({"weight_kg": "number.weight"}, id="a number"),
        pytest.param({"weight_kg": "sensor.mqtt_scale"}, id="a scale that writes lbs"),
    ],
)
async def test_what_no_filter_finds_is_linked_under_others(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, flow: Flow, others: dict[str, str]
) -> None:
    done = await flow.submit(systolic_mmhg="sensor.cuff", others=others)
    await async_reloaded(hass, entry)

    assert done["reason"] == "reconfigure_successful"
    linked = entry.subentries[ANNA_SUBENTRY].data[CONF_LINKED_ENTITIES]
    assert linked == {"systolic_mmhg": "sensor.cuff", **others}


async def test_what_is_wrong_under_others_is_said_and_kept_to_be_mended(flow: Flow) -> None:
    form = await flow.submit(others={"weight_kg": "sensor.outside"})

    assert form["errors"] == {"base": "unit_unknown"}
    assert _suggested(form)["weight_kg"] == "sensor.outside"
