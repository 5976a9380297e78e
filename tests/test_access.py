"""Who may see whose values: one table of roles and people for the rule itself."""

from types import MappingProxyType

from homeassistant.config_entries import ConfigSubentry, ConfigSubentryData
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import UnknownUser
import pytest

from custom_components.digitalshadow.access import AUTOMATION, async_caller, can_change, can_read, can_undo
from custom_components.digitalshadow.const import (
    CONF_GRANTED_PERSON_ENTITY_IDS,
    CONF_PERSON_ENTITY_ID,
    CONF_SHARING,
    SUBENTRY_CAMERA,
)
from tests.household import ANNA_DATA, BEN_DATA, ROLES, async_make_accounts


def subentry_of(data: ConfigSubentryData) -> ConfigSubentry:
    """Return a subentry as Home Assistant keeps it."""
    return ConfigSubentry(**{**data, "data": MappingProxyType(data["data"])})


ANNA_SHARED = subentry_of(ANNA_DATA)
BEN_PRIVATE = subentry_of(BEN_DATA)

READS_BEN = {"owner", "administrator", "themself", "granted"}
CHANGES_BEN = {"owner", "administrator", "themself"}
PEOPLE = set(ROLES) - {"system", "left"}


@pytest.mark.parametrize("role", ROLES)
async def test_a_private_person_is_read_and_changed_by_those_named_only(
    hass: HomeAssistant, role: str
) -> None:
    account = (await async_make_accounts(hass))[role]
    assert can_read(hass, account, BEN_PRIVATE) == (role in READS_BEN)
    assert can_change(hass, account, BEN_PRIVATE) == (role in CHANGES_BEN)
    assert can_undo(hass, account, BEN_PRIVATE) == (role in CHANGES_BEN)


@pytest.mark.parametrize("role", ROLES)
async def test_a_shared_person_is_read_by_everybody_in_the_home_and_changed_by_administrators(
    hass: HomeAssistant, role: str
) -> None:
    account = (await async_make_accounts(hass))[role]
    assert can_read(hass, account, ANNA_SHARED) == (role in PEOPLE)
    assert can_change(hass, account, ANNA_SHARED) == (role in {"owner", "administrator"})


async def test_an_automation_reads_shared_values_and_takes_readings_back_but_changes_nobody(
    hass: HomeAssistant,
) -> None:
    assert can_read(hass, AUTOMATION, ANNA_SHARED)
    assert can_undo(hass, AUTOMATION, ANNA_SHARED)
    assert not can_read(hass, AUTOMATION, BEN_PRIVATE)
    assert not can_undo(hass, AUTOMATION, BEN_PRIVATE)
    assert not can_change(hass, AUTOMATION, ANNA_SHARED)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({}, id="nothing is known"),
        pytest.param({CONF_SHARING: "SHARED"}, id="another word for sharing"),
        pytest.param(
            {CONF_SHARING: "private", CONF_PERSON_ENTITY_ID: "person.gone"}, id="the linked person is gone"
        ),
        pytest.param(
            {CONF_SHARING: "private", CONF_PERSON_ENTITY_ID: "sensor.spoofed"}, id="the link is no person"
        ),
        pytest.param(
            {CONF_SHARING: "private", CONF_PERSON_ENTITY_ID: "person.unlinked"},
            id="the person has no account",
        ),
        pytest.param(
            {CONF_SHARING: "private", CONF_GRANTED_PERSON_ENTITY_IDS: ["sensor.spoofed"]},
            id="a granted thing is no person",
        ),
    ],
)
async def test_what_is_not_allowed_is_denied(hass: HomeAssistant, data: dict[str, object]) -> None:
    account = (await async_make_accounts(hass))["other"]
    hass.states.async_set("sensor.spoofed", "home", {"user_id": account.id})
    hass.states.async_set("person.unlinked", "home", {"user_id": None})
    person = subentry_of({**BEN_DATA, "data": data})
    assert not can_read(hass, account, person)
    assert not can_read(hass, AUTOMATION, person)
    assert not can_change(hass, account, person)


async def test_a_camera_is_nobody_whose_values_could_be_read(hass: HomeAssistant) -> None:
    account = (await async_make_accounts(hass))["owner"]
    camera = subentry_of({**ANNA_DATA, "subentry_type": SUBENTRY_CAMERA})
    assert not can_read(hass, account, camera)
    assert not can_change(hass, account, camera)


async def test_a_context_without_account_is_an_automation_and_one_with_a_deleted_account_is_nobody(
    hass: HomeAssistant,
) -> None:
    account = (await async_make_accounts(hass))["other"]
    assert await async_caller(hass, Context(user_id=account.id)) is account
    assert await async_caller(hass, Context()) is AUTOMATION
    with pytest.raises(UnknownUser):
        await async_caller(hass, Context(user_id="deleted"))
