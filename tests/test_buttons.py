"""A button does for the one who presses it what the action of its name does for them, and for the others nothing."""

from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, Unauthorized, UnknownUser
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.digitalshadow.record import Record, RecordBusyError
from tests.builders.home import ANNA, BEN
from tests.builders.household import ROLES

UNDO_ANNA = "button.anna_undo_last_visit"
UNDO_BEN = "button.ben_undo_last_visit"
REPORT_BEN = "button.ben_make_a_report"
UNDO_ROLES = {"owner", "administrator", "themself"}
REPORT_ROLES = UNDO_ROLES | {"granted"}


@pytest.fixture
def record(home: MockConfigEntry) -> Record:
    """The record of the home."""
    record: Record = home.runtime_data.record
    return record


async def async_press(hass: HomeAssistant, entity_id: str, user_id: str | None) -> None:
    """Press a button on behalf of an account, or of an automation."""
    await hass.services.async_call(
        "button", "press", {"entity_id": entity_id}, blocking=True, context=Context(user_id=user_id)
    )


async def async_try_to_press(hass: HomeAssistant, entity_id: str, user_id: str | None) -> bool:
    """Press, and tell whether that was allowed."""
    try:
        await async_press(hass, entity_id, user_id)
    except Unauthorized:
        return False
    return True


@pytest.mark.parametrize("role", [role for role in ROLES if role not in {"system", "left"}])
async def test_a_private_persons_reading_is_taken_back_by_the_person_and_administrators(
    hass: HomeAssistant, accounts: dict[str, User], record: Record, role: str
) -> None:
    assert await async_try_to_press(hass, UNDO_BEN, accounts[role].id) is (role in UNDO_ROLES)
    assert bool(await record.async_latest_readings(BEN, 1)) is (role not in UNDO_ROLES)


@pytest.mark.parametrize("role", [role for role in ROLES if role not in {"system", "left"}])
async def test_a_private_persons_report_is_made_for_those_who_may_read_it(
    hass: HomeAssistant, accounts: dict[str, User], record: Record, role: str
) -> None:
    assert await async_try_to_press(hass, REPORT_BEN, accounts[role].id) is (role in REPORT_ROLES)
    assert (await record.async_report(BEN) is not None) is (role in REPORT_ROLES)


@pytest.mark.parametrize("button", [UNDO_BEN, REPORT_BEN])
@pytest.mark.usefixtures("accounts")
async def test_no_automation_presses_a_private_persons_button(
    hass: HomeAssistant, record: Record, button: str
) -> None:
    with pytest.raises(Unauthorized) as refusal:
        await async_press(hass, button, None)
    assert refusal.value.entity_id == button
    assert await record.async_report(BEN) is None
    assert len(await record.async_latest_readings(BEN, 2)) == 1


async def test_no_automation_makes_the_report_of_somebody_who_shares(
    hass: HomeAssistant, record: Record
) -> None:
    with pytest.raises(Unauthorized):
        await async_press(hass, "button.anna_make_a_report", None)
    assert await record.async_report(ANNA) is None


async def test_an_account_that_is_gone_does_not_pass_for_an_automation(
    hass: HomeAssistant, accounts: dict[str, User], record: Record
) -> None:
    await hass.auth.async_remove_user(accounts["other"])
    with pytest.raises(UnknownUser):
        await async_press(hass, UNDO_ANNA, accounts["other"].id)
    assert len(await record.async_latest_readings(ANNA, 2)) == 1


@pytest.mark.usefixtures("accounts")
async def test_an_automation_takes_a_shared_persons_reading_back_and_the_sensor_follows(
    hass: HomeAssistant, record: Record
) -> None:
    await async_press(hass, UNDO_ANNA, None)
    assert await record.async_latest_readings(ANNA, 1) == ()
    assert hass.states.is_state("sensor.anna_demonstration_value", "not_seen_yet")


async def test_without_a_reading_the_button_does_nothing(
    hass: HomeAssistant, accounts: dict[str, User], record: Record
) -> None:
    for _ in range(2):
        await async_press(hass, UNDO_ANNA, accounts["owner"].id)
    assert await record.async_latest_readings(ANNA, 1) == ()


async def test_a_reading_that_cannot_be_taken_back_is_told(
    hass: HomeAssistant, accounts: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(*_args: object) -> None:
        raise RecordBusyError("Expected a free file, got one in use.")

    monkeypatch.setattr(Record, "async_undo_last_reading", busy)
    with pytest.raises(HomeAssistantError) as told:
        await async_press(hass, UNDO_ANNA, accounts["owner"].id)
    assert told.value.translation_key == "record_unavailable"
