"""Measurements by action: stored in their own unit, refused where they cannot be, taken back by who typed them."""

from datetime import UTC, datetime
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError, Unauthorized
import probatio
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.record import TYPED, Record, RecordBusyError, StoredMeasurement
from tests.builders.home import ANNA_SUBENTRY, BEN, BEN_SUBENTRY, async_until
from tests.builders.household import async_act, device_of
from tests.builders.texts import LANGUAGES, texts_of

NOON = datetime(2026, 9, 21, 19, tzinfo=UTC)
"""Twelve o'clock where the harness puts its homes."""


@pytest.fixture
def record(home: MockConfigEntry, freezer: FrozenDateTimeFactory) -> Record:
    """The record of the home, at noon."""
    freezer.move_to(NOON)
    record: Record = home.runtime_data.record
    return record


async def async_measure(hass: HomeAssistant, user: User | None, **data: Any) -> Any:  # noqa: ANN401  # JSON
    """Add a measurement of Ben."""
    return await async_act(hass, "add_measurement", user, person=device_of(hass, BEN_SUBENTRY), **data)


async def async_take_back(hass: HomeAssistant, user: User | None, **data: Any) -> Any:  # noqa: ANN401  # JSON
    """Take a measurement of Ben back."""
    return await async_act(hass, "delete_measurement", user, person=device_of(hass, BEN_SUBENTRY), **data)


@pytest.mark.parametrize(
    ("measure", "value", "unit", "stored"),
    [
        pytest.param("systolic_mmhg", 130, "mmHg", 130, id="as it is stored"),
        pytest.param("systolic_mmhg", 17.3, "kPa", 129.76, id="a pressure in kilopascals"),
        pytest.param("weight_kg", 180, "lb", 81.647, id="a weight in pounds"),
        pytest.param("total_cholesterol_mmol_l", 200, "mg/dL", 5.172, id="a blood test in another unit"),
        pytest.param("hba1c_mmol_mol", 6.5, "%", 47.54, id="a unit with another zero"),
        pytest.param("mepa_points", 9, "", 9, id="points have no unit"),
    ],
)
async def test_a_person_records_a_measurement_in_any_unit_of_its_kind(
    hass: HomeAssistant,
    accounts: dict[str, User],
    record: Record,
    *,
    measure: str,
    value: float,
    unit: str,
    stored: float,
) -> None:
    answer = await async_measure(hass, accounts["themself"], measure=measure, value=value, unit=unit)
    (kept,) = await record.async_measurements(BEN)
    assert (kept.kind, kept.measured_at, kept.source) == (measure, NOON.timestamp(), TYPED)
    assert kept.value == pytest.approx(stored, rel=1e-3)
    assert answer == {
        "person": "Ben",
        "measure": measure,
        "value": round(kept.value, 4),
        "unit": answer["unit"],
        "measured_at": "2026-09-21T19:00:00+00:00",
    }


async def test_what_was_measured_counts_at_once(
    hass: HomeAssistant, accounts: dict[str, User], home: MockConfigEntry, record: Record
) -> None:
    await async_measure(hass, accounts["owner"], measure="systolic_mmhg", value=130, unit="mmHg")
    coordinator = home.runtime_data.coordinator

    def counts() -> bool:
        """Whether the pressure is known."""
        clinical = coordinator.data.people[BEN_SUBENTRY].clinical
        return clinical is not None and Measure.SYSTOLIC in clinical.measured

    await async_until(counts)
    assert len(await record.async_measurements(BEN)) == 1


async def test_a_time_without_zone_is_the_homes_and_the_same_time_again_replaces_the_value(
    hass: HomeAssistant, accounts: dict[str, User], record: Record
) -> None:
    for value in (130, 128):
        await async_measure(
            hass,
            accounts["owner"],
            measure="systolic_mmhg",
            value=value,
            unit="mmHg",
            measured_at="2026-09-21 07:30:00",
        )
    (kept,) = await record.async_measurements(BEN)
    assert (kept.measured_at, kept.value) == (datetime(2026, 9, 21, 14, 30, tzinfo=UTC).timestamp(), 128)


@pytest.mark.parametrize(
    ("data", "reason", "placeholders"),
    [
        pytest.param(
            {"measure": "systolic_mmhg", "value": 13, "unit": "mmHg"},
            "implausible_value",
            {"minimum": "70", "maximum": "260", "unit": "mmHg"},
            id="nobody has that pressure",
        ),
        pytest.param(
            {"measure": "systolic_mmhg", "value": 130, "unit": "kPa"},
            "implausible_value",
            {"minimum": "9.333", "maximum": "34.66", "unit": "kPa"},
            id="the range is told in the unit that was used",
        ),
        pytest.param(
            {"measure": "weight_kg", "value": float("nan"), "unit": "kg"},
            "implausible_value",
            {"minimum": "20", "maximum": "350", "unit": "kg"},
            id="not a number",
        ),
        pytest.param(
            {"measure": "systolic_mmhg", "value": 130},
            "unit_not_taken",
            {"unit": "-", "units": "mmHg, kPa"},
            id="nothing is taken without its unit",
        ),
        pytest.param(
            {"measure": "weight_kg", "value": 80, "unit": "mmHg"},
            "unit_not_taken",
            {"unit": "mmHg", "units": "kg, lb, st"},
            id="a unit of something else",
        ),
        pytest.param(
            {"measure": "mepa_points", "value": 9, "unit": "kg"},
            "unit_not_taken",
            {"unit": "kg", "units": "-"},
            id="a unit for points",
        ),
        pytest.param(
            {
                "measure": "weight_kg",
                "value": 80,
                "unit": "kg",
                "measured_at": "2026-09-21T19:02:00+00:00",
            },
            "measured_in_future",
            {},
            id="in two minutes",
        ),
        pytest.param(
            {"measure": "weight_kg", "value": 80, "unit": "kg", "measured_at": "2027-01-01 00:00:00"},
            "measured_in_future",
            {},
            id="next year",
        ),
    ],
)
async def test_what_cannot_be_is_refused_with_the_reason(
    hass: HomeAssistant,
    accounts: dict[str, User],
    record: Record,
    *,
    data: dict[str, Any],
    reason: str,
    placeholders: dict[str, str],
) -> None:
    with pytest.raises(ServiceValidationError) as refusal:
        await async_measure(hass, accounts["owner"], **data)
    assert (refusal.value.translation_key, refusal.value.translation_placeholders or {}) == (
        reason,
        placeholders,
    )
    assert await record.async_measurements(BEN) == ()


@pytest.mark.usefixtures("record")
async def test_an_unknown_measure_is_no_call_at_all(hass: HomeAssistant, accounts: dict[str, User]) -> None:
    with pytest.raises(probatio.Invalid):
        await async_measure(hass, accounts["owner"], measure="shoe_size", value=43, unit="cm")


async def test_a_typed_measurement_is_taken_back_and_no_other(
    hass: HomeAssistant, accounts: dict[str, User], record: Record
) -> None:
    told = StoredMeasurement("weight_kg", NOON.timestamp(), 81.0, "sensor.scale")
    await record.async_add_measurements(BEN, [told])
    added = await async_measure(hass, accounts["themself"], measure="weight_kg", value=80, unit="kg")
    at = {"measure": "weight_kg", "measured_at": added["measured_at"]}
    assert await async_take_back(hass, accounts["themself"], **at) == {"person": "Ben", **at}
    assert await record.async_measurements(BEN) == (told,)
    with pytest.raises(ServiceValidationError) as refusal:
        await async_take_back(hass, accounts["themself"], **at)
    assert refusal.value.translation_key == "no_such_measurement"


@pytest.mark.parametrize("role", ["granted", "other", "read_only"])
async def test_nobody_else_measures_or_takes_back(
    hass: HomeAssistant, accounts: dict[str, User], record: Record, role: str
) -> None:
    with pytest.raises(Unauthorized):
        await async_measure(hass, accounts[role], measure="weight_kg", value=80, unit="kg")
    with pytest.raises(Unauthorized):
        await async_take_back(hass, accounts[role], measure="weight_kg", measured_at="2026-09-21 07:30:00")
    assert await record.async_measurements(BEN) == ()


@pytest.mark.usefixtures("accounts", "record")
async def test_no_automation_measures_not_even_somebody_who_shares(hass: HomeAssistant) -> None:
    with pytest.raises(Unauthorized):
        await async_act(
            hass,
            "add_measurement",
            None,
            person=device_of(hass, ANNA_SUBENTRY),
            measure="weight_kg",
            value=80,
            unit="kg",
        )


@pytest.mark.usefixtures("record")
async def test_a_record_that_cannot_be_written_is_told(
    hass: HomeAssistant, accounts: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(*_args: object) -> None:
        raise RecordBusyError("Expected a free file, got one in use.")

    monkeypatch.setattr(Record, "async_add_measurements", busy)
    with pytest.raises(HomeAssistantError) as told:
        await async_measure(hass, accounts["owner"], measure="weight_kg", value=80, unit="kg")
    assert told.value.translation_key == "record_unavailable"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_that_can_be_chosen_has_a_name(language: str) -> None:
    assert {measure.value for measure in Measure} <= texts_of(language)["selector"]["measure"][
        "options"
    ].keys()


async def test_a_number_that_looks_like_grams_is_refused_until_the_unit_is_sure(
    hass: HomeAssistant, accounts: dict[str, User], record: Record
) -> None:
    hass.config.country = "FR"
    said = {"measure": "total_cholesterol_mmol_l", "value": 2.05, "unit": "mmol/l"}

    with pytest.raises(ServiceValidationError) as refusal:
        await async_measure(hass, accounts["owner"], **said)
    assert refusal.value.translation_key == "perhaps_g_l"

    await async_measure(hass, accounts["owner"], **said, unit_is_sure=True)
    (kept,) = await record.async_measurements(BEN)
    assert kept.value == 2.05


async def test_more_hdl_than_cholesterol_is_refused(
    hass: HomeAssistant, accounts: dict[str, User], record: Record
) -> None:
    await async_measure(hass, accounts["owner"], measure="total_cholesterol_mmol_l", value=200, unit="mg/dL")
    with pytest.raises(ServiceValidationError) as refusal:
        await async_measure(
            hass, accounts["owner"], measure="hdl_cholesterol_mmol_l", value=210, unit="mg/dL"
        )

    assert refusal.value.translation_key == "implausible_value", "nobody has so much"
    with pytest.raises(ServiceValidationError) as refusal:
        await async_measure(
            hass, accounts["owner"], measure="ldl_cholesterol_mmol_l", value=210, unit="mg/dL"
        )
    assert refusal.value.translation_key == "part_of_cholesterol"
    assert refusal.value.translation_placeholders == {"maximum": "200", "unit": "mg/dL"}
    assert len(await record.async_measurements(BEN)) == 1
