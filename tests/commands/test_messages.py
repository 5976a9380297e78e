"""Messages on phones: an automation made with one click, and whom it is made for."""

from http import HTTPStatus
from pathlib import Path
from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import CLIENT_ID, MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator, WebSocketGenerator

from custom_components.digitalshadow.const import CONF_USER_ID
from custom_components.digitalshadow.health.notices.state import NoticeKind
from tests.automated import AutomatedHome
from tests.builders.home import ANNA, ANNA_SUBENTRY, BEN, BEN_SUBENTRY, async_until
from tests.builders.household import BEN_ACCOUNT, CARER_ACCOUNT, async_connect
from tests.phone import Phone

CONFIGURATION = "automation: !include automations.yaml\n"


class Page:
    """The page of an administrator, as one account has it open."""

    def __init__(self, hass: HomeAssistant, hass_ws_client: WebSocketGenerator, user: User) -> None:
        """Open it for an account."""
        self._account = (hass, hass_ws_client, user)

    async def ask(self, command: str, **data: str) -> dict[str, Any]:
        """Send a command and return the whole answer."""
        client = await async_connect(*self._account)
        await client.send_json_auto_id({"type": f"digitalshadow/{command}", **data})
        answer: dict[str, Any] = await client.receive_json()
        return answer

    async def receiver(self, account: str, person_id: str = BEN) -> dict[str, Any]:
        """Return what the page shows of somebody who could be told the news of a person."""
        receivers = (await self.ask("messages"))["result"]["receivers"]
        return next(one for one in receivers if (one["account"], one["person_id"]) == (account, person_id))


@pytest.fixture
def page(hass: HomeAssistant, hass_ws_client: WebSocketGenerator, accounts: dict[str, User]) -> Page:
    """Return the page of an administrator."""
    return Page(hass, hass_ws_client, accounts["administrator"])


@pytest.fixture
async def bens_phone(hass: HomeAssistant, home: MockConfigEntry, socket_enabled: None) -> Any:  # noqa: ANN401, ARG001  # a generator; the home is there first, and the phone may listen
    """Return a phone on which Ben is signed in."""
    phone = Phone(hass)
    await phone.async_register(BEN_ACCOUNT)
    yield phone
    await phone.server.close()


async def test_one_click_makes_an_automation_that_opens_the_page_it_speaks_of(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    automated: AutomatedHome,
    accounts: dict[str, User],
    page: Page,
) -> None:
    anna = automated.entry.subentries[ANNA_SUBENTRY]
    hass.config_entries.async_update_subentry(
        automated.entry, anna, data={**anna.data, CONF_USER_ID: accounts["other"].id}
    )
    (registration,) = hass.config_entries.async_entries("mobile_app")
    hass.config_entries.async_update_entry(
        registration, data={**registration.data, "user_id": accounts["other"].id}
    )
    for name, text in (("configuration.yaml", CONFIGURATION), ("automations.yaml", "[]\n")):
        Path(hass.config.path(name)).write_text(text, encoding="utf-8")
    assert await async_setup_component(hass, "config", {})

    phone = {"device_id": automated.phone.device_id, "name": "Phone"}
    assert (await page.receiver("Other", ANNA))["phones"] == [{**phone, "is_told": False}]
    prepared = (await page.ask("messages/prepare", person_id=ANNA, phone=automated.phone.device_id))["result"]
    made = {"alias": "Tell", "description": "", "use_blueprint": prepared["use_blueprint"]}
    address = f"/api/config/automation/config/{prepared['automation_id']}"
    token = await hass.auth.async_create_refresh_token(accounts["administrator"], CLIENT_ID)
    browser = await hass_client(hass.auth.async_create_access_token(token))
    answer = await browser.post(address, json=made)
    assert answer.status == HTTPStatus.OK, await answer.text()
    await async_until(lambda: hass.states.get("automation.tell") is not None)
    assert (await page.receiver("Other", ANNA))["phones"] == [{**phone, "is_told": True}]

    await automated.async_tell(NoticeKind.TREND_CHANGED, trend="rising", trend_before="stable")
    push = await automated.async_next_push(buttons=1)
    assert push["data"]["url"] == push["data"]["clickAction"] == "/digitalshadow/trend"


async def test_the_person_reads_on_which_phone_news_are_told(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, accounts: dict[str, User], bens_phone: Phone
) -> None:
    ben = Page(hass, hass_ws_client, accounts["themself"])
    data = (await ben.ask("person/data", person_id=BEN))["result"]
    assert data["phones"] == [{"name": "Phone", "is_told": False}]
    assert bens_phone.pushes == []


async def test_a_carer_reads_whom_to_ask_until_the_news_are_told_on_their_own_phone(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    accounts: dict[str, User],
    page: Page,
    bens_phone: Phone,
) -> None:
    (registration,) = hass.config_entries.async_entries("mobile_app")
    carer = Page(hass, hass_ws_client, accounts["granted"])
    asked = (await carer.ask("person/messages", person_id=BEN))["result"]
    assert asked["phones"] == []
    assert {"Administrator", "Owner"} <= set(asked["administrators"])
    assert not {"Ben", "Carer"} & set(asked["administrators"])
    hass.config_entries.async_update_entry(registration, data={**registration.data, "user_id": CARER_ACCOUNT})
    for is_told in (False, True):
        told = (await carer.ask("person/messages", person_id=BEN))["result"]
        assert told["phones"] == [{"name": "Phone", "is_told": is_told}]
        prepared = await page.ask("messages/prepare", person_id=BEN, phone=bens_phone.device_id)
        made = {"alias": "Tell", "use_blueprint": prepared["result"]["use_blueprint"]}
        if not is_told:
            assert await async_setup_component(hass, "automation", {"automation": made})
    assert bens_phone.pushes == []
    await hass.services.async_call("automation", "turn_off", {"entity_id": "automation.tell"}, blocking=True)


async def test_a_carer_is_told_by_the_blueprint_that_asks_for_consent_first(
    hass: HomeAssistant, page: Page, bens_phone: Phone
) -> None:
    (registration,) = hass.config_entries.async_entries("mobile_app")
    hass.config_entries.async_update_entry(registration, data={**registration.data, "user_id": CARER_ACCOUNT})
    assert await async_setup_component(hass, "automation", {})
    assert (await page.receiver("Carer"))["is_carer"]
    prepared = (await page.ask("messages/prepare", person_id=BEN, phone=bens_phone.device_id))["result"]
    assert prepared["use_blueprint"] == {
        "path": "digitalshadow/notify_carer.yaml",
        "input": {"news": "event.ben_news", "phone": bens_phone.device_id, "carer": "person.carer"},
    }
    assert (await page.ask("messages"))["result"]["blueprints"] == "current"


async def test_asked_twice_it_is_the_same_automation(page: Page, bens_phone: Phone) -> None:
    first, second = [
        await page.ask("messages/prepare", person_id=BEN, phone=bens_phone.device_id) for _ in range(2)
    ]
    assert first["result"] == second["result"]
    assert BEN_SUBENTRY in first["result"]["automation_id"]


async def test_what_stands_against_a_message_is_named(hass: HomeAssistant, page: Page) -> None:
    hass.states.async_remove("person.carer")
    assert (await page.receiver("Ben"))["why_not"] == "no_phone"
    assert (await page.receiver("Carer"))["why_not"] == "no_person"


async def test_an_app_that_takes_no_messages_is_no_phone(
    hass: HomeAssistant, page: Page, bens_phone: Phone
) -> None:
    assert (await page.receiver("Ben"))["phones"][0]["device_id"] == bens_phone.device_id
    (registration,) = hass.config_entries.async_entries("mobile_app")
    hass.config_entries.async_update_entry(registration, data={**registration.data, "app_data": {}})
    assert (await page.receiver("Ben"))["why_not"] == "no_phone"


@pytest.mark.parametrize(
    ("person_id", "phone"),
    [
        pytest.param(BEN, "gone", id="a phone that is not there"),
        pytest.param("gone", None, id="a person who is not there"),
        pytest.param(ANNA, None, id="the phone of somebody who may not read her"),
    ],
)
async def test_nothing_is_prepared_for_a_phone_that_may_not_be_told(
    page: Page, bens_phone: Phone, person_id: str, phone: str | None
) -> None:
    answer = await page.ask("messages/prepare", person_id=person_id, phone=phone or bens_phone.device_id)
    assert answer["error"]["translation_key"] == "phone_gone"


@pytest.mark.parametrize("role", ["themself", "granted", "other", "read_only"])
async def test_nobody_but_administrators_has_news_told(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    accounts: dict[str, User],
    bens_phone: Phone,
    role: str,
) -> None:
    theirs = Page(hass, hass_ws_client, accounts[role])
    assert (await theirs.ask("messages"))["error"]["code"] == "unauthorized"
    prepared = await theirs.ask("messages/prepare", person_id=BEN, phone=bens_phone.device_id)
    assert prepared["error"]["code"] == "unauthorized"
