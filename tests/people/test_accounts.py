"""Whoever gets a name, a `person` entity or its former id never gets the rights that came with them."""

from collections.abc import Awaitable, Callable

from homeassistant.auth.models import User
from homeassistant.components.person import async_create_person
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.digitalshadow.const import CONF_GRANTED_USER_IDS, CONF_USER_ID, DOMAIN
from custom_components.digitalshadow.flows.account_link import FIELD_PERSON_ENTITY_ID
from custom_components.digitalshadow.people.access import can_change, can_read, can_read_record
from custom_components.digitalshadow.people.accounts import user_id_of
from custom_components.digitalshadow.record import Sharing
from tests.builders.home import BEN_SUBENTRY
from tests.builders.household import BEN_ACCOUNT, async_act, async_reloaded, device_of
from tests.builders.person_flow import Flow

PERSON = "person.robin"


@pytest.fixture
async def robin(hass: HomeAssistant, home: MockConfigEntry) -> User:  # noqa: ARG001  # the home comes first
    """Return the account whose person Home Assistant calls Robin."""
    await hass.auth.async_create_user("Whoever comes first owns the home")
    robin = await hass.auth.async_create_user("Robin")
    assert await async_setup_component(hass, "person", {})
    await async_create_person(hass, "Robin", user_id=robin.id)
    await hass.async_block_till_done()
    return robin


@pytest.fixture
async def stranger(hass: HomeAssistant, robin: User) -> User:  # noqa: ARG001  # came first
    """Return the account of somebody who has no right."""
    return await hass.auth.async_create_user("Stranger")


async def async_link(hass: HomeAssistant, home: MockConfigEntry) -> None:
    """Say that Ben is Robin."""
    flow = Flow(hass, home)
    await flow.begin(BEN_SUBENTRY)
    await flow.choose("link")
    await flow.submit(**{FIELD_PERSON_ENTITY_ID: PERSON})
    await async_reloaded(hass, home)


async def async_grant(hass: HomeAssistant, home: MockConfigEntry) -> None:
    """Let Robin read what Ben keeps private, as Ben does on his own page."""
    robin = str(user_id_of(hass, PERSON))
    await home.runtime_data.coordinator.asking.async_choose_readers(
        BEN_SUBENTRY, BEN_ACCOUNT, Sharing.PRIVATE, (robin,)
    )
    await async_reloaded(hass, home)


async def async_rename(hass: HomeAssistant, _stranger: User) -> None:
    """Give Robin's person another id."""
    er.async_get(hass).async_update_entity(PERSON, new_entity_id="person.robinia")


async def async_delete(hass: HomeAssistant, _stranger: User) -> None:
    """Delete Robin's person."""
    await hass.data["person"][1].async_delete_item("robin")


async def async_make_again(hass: HomeAssistant, stranger: User) -> None:
    """Delete Robin's person and make one of the same name for somebody else: it has the same ids."""
    before = er.async_get(hass).async_get(PERSON)
    await async_delete(hass, stranger)
    await hass.async_block_till_done()
    await async_create_person(hass, "Robin", user_id=stranger.id)
    await hass.async_block_till_done()
    after = er.async_get(hass).async_get(PERSON)
    assert before is not None
    assert after is not None
    assert (after.id, after.unique_id) == (before.id, before.unique_id)


async def async_take_the_id(hass: HomeAssistant, stranger: User) -> None:
    """Rename Robin's person, and give its id to the person of somebody else."""
    await async_rename(hass, stranger)
    await async_create_person(hass, "Somebody", user_id=stranger.id)
    await hass.async_block_till_done()
    er.async_get(hass).async_update_entity("person.somebody", new_entity_id=PERSON)


async def async_change_hands(hass: HomeAssistant, stranger: User) -> None:
    """Give Robin's person to the account of somebody else."""
    await hass.data["person"][1].async_update_item("robin", {"user_id": stranger.id})


@pytest.mark.parametrize(
    "async_happen",
    [
        pytest.param(async_rename, id="renamed"),
        pytest.param(async_delete, id="deleted"),
        pytest.param(async_make_again, id="deleted and made again under the same name"),
        pytest.param(async_take_the_id, id="another one is given the id"),
        pytest.param(async_change_hands, id="given to another account"),
    ],
)
@pytest.mark.parametrize(
    ("async_give", "may"),
    [
        pytest.param(async_link, {can_read, can_read_record, can_change}, id="link"),
        pytest.param(async_grant, {can_read, can_read_record}, id="grant"),
    ],
)
async def test_rights_stay_with_the_account(
    hass: HomeAssistant,
    *,
    home: MockConfigEntry,
    robin: User,
    stranger: User,
    async_give: Callable[[HomeAssistant, MockConfigEntry], Awaitable[None]],
    may: set[object],
    async_happen: Callable[[HomeAssistant, User], Awaitable[None]],
) -> None:
    await async_give(hass, home)
    await async_happen(hass, stranger)
    await hass.async_block_till_done()
    await hass.config_entries.async_reload(home.entry_id)
    await async_reloaded(hass, home)
    ben = home.subentries[BEN_SUBENTRY]
    questions = (can_read, can_read_record, can_change)
    assert {question for question in questions if question(robin, ben)} == may
    assert not any(question(stranger, ben) for question in questions)
    assert ben.data[CONF_USER_ID if async_give is async_link else CONF_GRANTED_USER_IDS] in (
        robin.id,
        [robin.id],
    )


@pytest.mark.parametrize(
    ("async_happen", "asked", "granted"),
    [
        pytest.param(async_rename, "person.robinia", True, id="renamed"),
        pytest.param(async_make_again, PERSON, False, id="made again for somebody else"),
        pytest.param(async_take_the_id, PERSON, False, id="the id is somebody else's"),
        pytest.param(async_take_the_id, "person.robinia", True, id="under the new id"),
        pytest.param(async_delete, PERSON, False, id="deleted"),
    ],
)
@pytest.mark.usefixtures("robin")
async def test_whether_a_carer_may_know_is_asked_of_the_account_behind_the_person(
    hass: HomeAssistant,
    *,
    home: MockConfigEntry,
    stranger: User,
    async_happen: Callable[[HomeAssistant, User], Awaitable[None]],
    asked: str,
    granted: bool,
) -> None:
    await async_grant(hass, home)
    await async_happen(hass, stranger)
    await hass.async_block_till_done()
    answer = await async_act(hass, "is_granted", person=device_of(hass, BEN_SUBENTRY), person_entity_id=asked)
    assert answer == {"granted": granted}


async def test_a_carer_whose_account_is_switched_off_is_told_nothing(
    hass: HomeAssistant, home: MockConfigEntry, robin: User
) -> None:
    await async_grant(hass, home)
    await hass.auth.async_deactivate_user(robin)
    answer = await async_act(
        hass, "is_granted", person=device_of(hass, BEN_SUBENTRY), person_entity_id=PERSON
    )
    assert answer == {"granted": False}


async def test_a_link_whose_account_is_gone_is_told_until_there_is_another(
    hass: HomeAssistant, home: MockConfigEntry, robin: User, stranger: User
) -> None:
    issues = ir.async_get(hass)
    await async_link(hass, home)
    assert issues.async_get_issue(DOMAIN, "account_gone") is None
    await hass.auth.async_remove_user(robin)
    await hass.async_block_till_done()
    told = issues.async_get_issue(DOMAIN, "account_gone")
    assert told is not None
    assert told.translation_placeholders == {"people": "1"}
    await hass.config_entries.async_reload(home.entry_id)
    await async_reloaded(hass, home)
    assert issues.async_get_issue(DOMAIN, "account_gone") is not None
    await async_change_hands(hass, stranger)
    await hass.async_block_till_done()
    await async_link(hass, home)
    assert issues.async_get_issue(DOMAIN, "account_gone") is None
