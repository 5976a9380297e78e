"""Typing measurements in and taking them back, driven as the user interface does, on a real record."""

from typing import Any

from homeassistant.config_entries import SubentryFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from homeassistant.util.unit_system import US_CUSTOMARY_SYSTEM
import pytest

from custom_components.digitalshadow.outlook.clinical import async_track_clinical_inputs
from custom_components.digitalshadow.record import TYPED, RecordFullError, StoredMeasurement
from custom_components.digitalshadow.runtime import DigitalShadowConfigEntry
from tests.builders.home import ANNA
from tests.builders.household import ANNA_DATA, async_enrol_in
from tests.builders.person_flow import Flow

pytestmark = pytest.mark.parametrize("subentries", [[ANNA_DATA]], ids=["with Anna"])

EVENING = "2026-01-05 20:30:00"


@pytest.fixture
async def flow(hass: HomeAssistant, entry: DigitalShadowConfigEntry) -> Flow:
    """Open the measurements of Anna."""
    await async_enrol_in(entry, ANNA_DATA)
    flow = Flow(hass, entry)
    await flow.begin(ANNA_DATA["subentry_id"])
    menu = await flow.choose("measurements")
    assert menu["menu_options"] == ["add_measurement", "finish_measurements"]
    return flow


def _timestamp(text: str) -> float:
    """The moment that a local time stands for."""
    moment = dt_util.parse_datetime(text)
    return moment.replace(tzinfo=dt_util.get_default_time_zone()).timestamp()


async def _async_type(flow: Flow, measure: str, **values: Any) -> SubentryFlowResult:  # noqa: ANN401  # numbers and texts
    """Type something in."""
    await flow.choose("add_measurement")
    await flow.submit(measure=measure)
    return await flow.submit(**{"measured_at": EVENING, **values})


async def test_a_blood_pressure_is_typed_in_as_a_pair(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, flow: Flow
) -> None:
    told: list[bool] = []
    stop = async_track_clinical_inputs(hass, lambda: told.append(True))

    menu = await _async_type(flow, "blood_pressure", systolic=128, diastolic=82, unit="mmHg")

    stop()
    assert (menu["step_id"], menu["description_placeholders"]["count"]) == ("measurements", "2")
    assert set(await entry.runtime_data.record.async_measurements(ANNA)) == {
        StoredMeasurement("systolic_mmhg", _timestamp(EVENING), 128.0, TYPED, "mmHg"),
        StoredMeasurement("diastolic_mmhg", _timestamp(EVENING), 82.0, TYPED, "mmHg"),
    }
    assert told == [True]
    assert (await flow.choose("finish_measurements"))["reason"] == "measurements_finished"
    assert "128" not in str(entry.as_dict()["subentries"])


@pytest.mark.parametrize(
    ("measure", "value", "unit", "stored"),
    [
        pytest.param("weight_kg", 180, "lb", 81.6466, id="pounds"),
        pytest.param("height_m", 172, "cm", 1.72, id="centimetres"),
        pytest.param("hba1c_mmol_mol", 6.5, "%", 47.545, id="per cent"),
        pytest.param("egfr_ml_min_1_73m2", 88, None, 88.0, id="a measure with one unit"),
        pytest.param("mepa_points", 9, None, 9.0, id="points"),
    ],
)
async def test_a_value_is_stored_in_its_own_unit(
    entry: DigitalShadowConfigEntry,
    flow: Flow,
    *,
    measure: str,
    value: float,
    unit: str | None,
    stored: float,
) -> None:
    await _async_type(flow, measure, value=value, **({} if unit is None else {"unit": unit}))

    (kept,) = await entry.runtime_data.record.async_measurements(ANNA)
    assert (kept.kind, kept.source) == (measure, TYPED)
    assert kept.value == pytest.approx(stored, rel=1e-4)


async def test_the_unit_system_of_the_home_says_which_unit_comes_first(
    hass: HomeAssistant, flow: Flow
) -> None:
    hass.config.units = US_CUSTOMARY_SYSTEM
    await flow.choose("add_measurement")
    form = await flow.submit(measure="weight_kg")

    assert {key.schema: key.default() for key in form["data_schema"].schema if key.schema == "unit"} == {
        "unit": "lb"
    }


@pytest.mark.parametrize(
    ("measure", "values", "error", "limits"),
    [
        pytest.param(
            "weight_kg",
            {"value": 400, "unit": "kg"},
            {"value": "implausible_value"},
            ("20", "350"),
            id="too heavy",
        ),
        pytest.param(
            "weight_kg",
            {"value": 12, "unit": "lb"},
            {"value": "implausible_value"},
            ("44.09", "771.6"),
            id="the range in the unit that was typed",
        ),
        pytest.param(
            "blood_pressure",
            {"systolic": 300, "diastolic": 80, "unit": "mmHg"},
            {"systolic": "implausible_value"},
            ("70", "260"),
            id="too high",
        ),
        pytest.param(
            "blood_pressure",
            {"systolic": 80, "diastolic": 120, "unit": "mmHg"},
            {"diastolic": "implausible_value"},
            ("30", "80"),
            id="upper and lower value swapped",
        ),
        pytest.param(
            "weight_kg",
            {"value": 80, "unit": "kg", "measured_at": "2999-01-01 00:00:00"},
            {"measured_at": "measured_in_future"},
            ("", ""),
            id="in the future",
        ),
    ],
)
async def test_what_cannot_be_is_refused_with_the_range(
    entry: DigitalShadowConfigEntry,
    flow: Flow,
    *,
    measure: str,
    values: dict[str, Any],
    error: dict[str, str],
    limits: tuple[str, str],
) -> None:
    form = await _async_type(flow, measure, **values)

    assert (form["step_id"], form["errors"]) == ("measurement_value", error)
    placeholders = form["description_placeholders"]
    assert (placeholders["minimum"], placeholders["maximum"]) == limits
    assert await entry.runtime_data.record.async_measurements(ANNA) == ()


async def test_the_same_time_again_corrects_the_value(entry: DigitalShadowConfigEntry, flow: Flow) -> None:
    await _async_type(flow, "weight_kg", value=18, unit="st")
    await _async_type(flow, "weight_kg", value=81, unit="kg")

    (kept,) = await entry.runtime_data.record.async_measurements(ANNA)
    assert kept.value == 81


async def test_a_wrong_value_can_be_removed_and_what_a_sensor_told_cannot(
    entry: DigitalShadowConfigEntry, flow: Flow
) -> None:
    record = entry.runtime_data.record
    told = StoredMeasurement("weight_kg", 1.0, 70.0, "sensor.scale")
    await record.async_add_measurements(ANNA, [told])
    await _async_type(flow, "height_m", value=172, unit="cm")
    await _async_type(flow, "weight_kg", value=90, unit="kg")

    form = await flow.choose("remove_measurements")
    (selector,) = form["data_schema"].schema.values()
    labels = [option["label"] for option in selector.config["options"]]
    menu = await flow.submit(remove=["1"])

    assert labels == [
        "2026-01-05 20:30 · Weight: 90 kg",
        "2026-01-05 20:30 · Height: 172 cm",
    ]
    assert menu["description_placeholders"]["count"] == "1"
    assert {kept.value for kept in await record.async_measurements(ANNA)} == {70.0, 90.0}


async def test_a_full_disk_is_said_and_nothing_typed_is_lost(
    entry: DigitalShadowConfigEntry, flow: Flow, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_arguments: object) -> None:
        """Refuse as a full disk does."""
        raise RecordFullError("Expected room")

    await _async_type(flow, "height_m", value=172, unit="cm")
    monkeypatch.setattr(entry.runtime_data.record, "async_add_measurements", fail)
    monkeypatch.setattr(entry.runtime_data.record, "async_delete_measurement", fail)

    form = await _async_type(flow, "weight_kg", value=81, unit="kg")

    assert (form["step_id"], form["errors"]) == ("measurement_value", {"base": "record_full"})
    suggested = [
        key.description["suggested_value"] for key in form["data_schema"].schema if key.schema == "value"
    ]
    assert suggested == [81]


async def test_a_removal_that_fails_is_said(
    entry: DigitalShadowConfigEntry, flow: Flow, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_arguments: object) -> None:
        """Refuse as a full disk does."""
        raise RecordFullError("Expected room")

    await _async_type(flow, "height_m", value=172, unit="cm")
    monkeypatch.setattr(entry.runtime_data.record, "async_delete_measurement", fail)
    await flow.choose("remove_measurements")

    assert (await flow.submit(remove=["0"]))["errors"] == {"base": "record_full"}


async def test_without_a_record_there_is_nothing_to_show(
    hass: HomeAssistant,
    entry: DigitalShadowConfigEntry,
    flow: Flow,  # noqa: ARG001  # enrols Anna
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def fail(*_arguments: object) -> None:
        """Refuse as a full disk does."""
        raise RecordFullError("Expected room")

    monkeypatch.setattr(entry.runtime_data.record, "async_measurements", fail)
    another = Flow(hass, entry)
    await another.begin(ANNA_DATA["subentry_id"])

    assert (await another.choose("measurements"))["reason"] == "record_full"


@pytest.mark.parametrize(
    ("country", "measure", "first"),
    [
        pytest.param("FR", "total_cholesterol_mmol_l", ["g/L", "mmol/L", "mg/dL"], id="France"),
        pytest.param("FR", "fasting_glucose_mmol_l", ["g/L", "mmol/L", "mg/dL"], id="a sugar in France"),
        pytest.param("FR", "creatinine_umol_l", ["mg/L", "μmol/L", "mg/dL"], id="a kidney value in France"),
        pytest.param("US", "hba1c_mmol_mol", ["%", "mmol/mol"], id="United States"),
        pytest.param("GB", "total_cholesterol_mmol_l", ["mmol/L", "mg/dL"], id="no g/L elsewhere"),
        pytest.param(None, "total_cholesterol_mmol_l", ["mmol/L", "mg/dL"], id="no country"),
    ],
)
async def test_the_units_of_the_countrys_laboratories_come_first_and_are_only_suggested(
    hass: HomeAssistant, flow: Flow, country: str | None, measure: str, first: list[str]
) -> None:
    hass.config.country = country
    await flow.choose("add_measurement")
    form = await flow.submit(measure=measure)

    (field,) = (key for key in form["data_schema"].schema if key.schema == "unit")
    assert form["data_schema"].schema[field].config["options"] == first
    assert field.default() == first[0]


@pytest.mark.parametrize(
    ("measure", "value", "asked_back"),
    [
        pytest.param("total_cholesterol_mmol_l", 2.05, True, id="2.05 is usual for g/L"),
        pytest.param("total_cholesterol_mmol_l", 2.5, False, id="2.5"),
        pytest.param("ldl_cholesterol_mmol_l", 1.3, True, id="LDL 1.3"),
        pytest.param("hdl_cholesterol_mmol_l", 0.5, True, id="HDL 0.5"),
        pytest.param("fasting_glucose_mmol_l", 2.4, True, id="glucose 2.4"),
        pytest.param("fasting_glucose_mmol_l", 5.1, False, id="glucose 5.1"),
    ],
)
async def test_a_number_that_looks_like_grams_is_asked_back_once(
    hass: HomeAssistant,
    entry: DigitalShadowConfigEntry,
    flow: Flow,
    *,
    measure: str,
    value: float,
    asked_back: bool,
) -> None:
    hass.config.country = "FR"
    form = await _async_type(flow, measure, value=value, unit="mmol/L")
    if asked_back:
        assert form["errors"] == {"unit": "perhaps_another_unit"}
        assert await entry.runtime_data.record.async_measurements(ANNA) == ()
        await flow.submit(value=value, unit="mmol/L", measured_at=EVENING)

    (kept,) = await entry.runtime_data.record.async_measurements(ANNA)
    assert kept.value == value


async def test_grams_per_litre_are_stored_as_what_they_are(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, flow: Flow
) -> None:
    hass.config.country = "FR"
    await _async_type(flow, "total_cholesterol_mmol_l", value=2.05, unit="mmol/L")
    await flow.submit(value=2.05, unit="g/L", measured_at=EVENING)

    (kept,) = await entry.runtime_data.record.async_measurements(ANNA)
    assert kept.value == pytest.approx(5.30, abs=0.005)


async def test_elsewhere_a_small_number_is_what_it_says(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, flow: Flow
) -> None:
    hass.config.country = "DE"
    await _async_type(flow, "total_cholesterol_mmol_l", value=2.05, unit="mmol/L")

    (kept,) = await entry.runtime_data.record.async_measurements(ANNA)
    assert kept.value == 2.05


@pytest.mark.parametrize(
    ("first", "second", "value"),
    [
        pytest.param("total_cholesterol_mmol_l", "hdl_cholesterol_mmol_l", 3.0, id="HDL above the total"),
        pytest.param(
            "total_cholesterol_mmol_l", "ldl_cholesterol_mmol_l", 2.0, id="LDL as high as the total"
        ),
        pytest.param("hdl_cholesterol_mmol_l", "total_cholesterol_mmol_l", 1.9, id="a total below HDL"),
    ],
)
async def test_a_part_of_cholesterol_lies_below_the_whole(
    hass: HomeAssistant,
    entry: DigitalShadowConfigEntry,
    flow: Flow,
    *,
    first: str,
    second: str,
    value: float,
) -> None:
    hass.config.country = "DE"
    await _async_type(flow, first, value=2.0, unit="mmol/L")

    form = await _async_type(flow, second, value=value, unit="mmol/L")

    assert form["errors"] == {"value": "part_of_cholesterol"}
    assert form["description_placeholders"]["maximum"] == "2"
    assert len(await entry.runtime_data.record.async_measurements(ANNA)) == 1
