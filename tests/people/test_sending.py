"""Whose face the inference server may get: that of people who agreed to it by name, and only as long as they do."""

from dataclasses import replace
from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.digitalshadow.const import CONF_SERVER, CONF_SERVER_RECEIVER
from custom_components.digitalshadow.engine.records.configuration import Configure
from custom_components.digitalshadow.engine.records.elsewhere import TellContract
from custom_components.digitalshadow.engine.records.errors import EngineUnavailableError
from custom_components.digitalshadow.record import Consent
from custom_components.digitalshadow.server_options import ServerOptions
from tests.builders.home import (
    ANNA,
    ANNA_SUBENTRY,
    BEN,
    BEN_SUBENTRY,
    async_enrol,
    async_set_up,
    home_entry,
)
from tests.builders.household import (
    ANNA_DATA,
    BEN_DATA,
    CARER_ACCOUNT,
    async_connect,
    async_make_accounts,
    async_reloaded,
)
from tests.builders.person_flow import Flow
from tests.builders.slow_record import SlowRecord
from tests.fake_runner import FakeRunner

CELLAR = ServerOptions("Cellar", "http://127.0.0.1:9", "face")
RECEIVER = "Cellar (http://127.0.0.1:9)"


@pytest.fixture
async def served(hass: HomeAssistant, runner: FakeRunner) -> MockConfigEntry:
    """A home with Anna, Ben and a server."""
    runner.answer(TellContract, EngineUnavailableError("Expected a running engine, got none."))
    await async_enrol(hass, ANNA_DATA, BEN_DATA)
    entry = home_entry([ANNA_DATA, BEN_DATA], {CONF_SERVER: CELLAR.as_stored()})
    await async_set_up(hass, entry)
    return entry


class Choosing:
    """The page "My data" of each account."""

    def __init__(
        self, hass: HomeAssistant, hass_ws_client: WebSocketGenerator, accounts: dict[str, User]
    ) -> None:
        """Open it."""
        self._hass, self._client = hass, hass_ws_client
        self.accounts = accounts

    async def async_say(
        self, on: bool, person_id: str = BEN, role: str = "themself"
    ) -> dict[str, Any]:  # reads as a sentence
        """Say yes or no, and return the whole answer."""
        client = await async_connect(self._hass, self._client, self.accounts[role])
        await client.send_json_auto_id(
            {"type": "digitalshadow/person/set_switch", "person_id": person_id, "switch": "server", "on": on}
        )
        answer: dict[str, Any] = await client.receive_json()
        return answer


@pytest.fixture
async def ben(hass: HomeAssistant, served: MockConfigEntry, hass_ws_client: WebSocketGenerator) -> Choosing:
    """Ben's page, and those of the others."""
    del served
    return Choosing(hass, hass_ws_client, await async_make_accounts(hass))


async def async_consent(entry: MockConfigEntry, person_id: str) -> Consent:
    """Return somebody's latest consent."""
    people = await entry.runtime_data.record.async_people()
    return next(person.consent for person in people if person.person_id == person_id)


def sent(runner: FakeRunner) -> set[str]:
    """Return whose face the engine may ask a server about."""
    assert runner.gallery is not None
    return {person.person_id for person in runner.gallery.people if person.may_be_asked_elsewhere}


def starts(runner: FakeRunner) -> int:
    """Return how often the engine was started."""
    return sum(isinstance(request, Configure) for request in runner.requests)


async def test_nobody_is_sent_before_they_agreed(served: MockConfigEntry, runner: FakeRunner) -> None:
    assert served.runtime_data.coordinator.household.may_be_sent == frozenset()
    assert sent(runner) == set()


async def test_a_yes_is_to_a_receiver_by_name_and_is_kept_as_every_consent(
    served: MockConfigEntry,
    runner: FakeRunner,
    ben: Choosing,
) -> None:
    answer = await ben.async_say(on=True)

    assert answer["result"]["server"] == {"receiver": RECEIVER, "agreed": True, "may_agree": True}
    assert sent(runner) == {BEN}
    assert starts(runner) == 1
    latest = await async_consent(served, BEN)
    assert (latest.receiver, latest.recorded_by) == (RECEIVER, ben.accounts["themself"].id)
    assert (latest.sharing, latest.granted_user_ids) == ("private", (CARER_ACCOUNT,))


async def test_a_no_ends_what_is_under_way_first_of_all(
    served: MockConfigEntry,
    runner: FakeRunner,
    ben: Choosing,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await ben.async_say(on=True)
    dropped: list[str] = []
    carrier = served.runtime_data.coordinator.carrier
    monkeypatch.setattr(carrier, "drop", dropped.append)

    answer = await ben.async_say(on=False)

    assert answer["result"]["server"]["agreed"] is False
    assert dropped == [BEN]
    assert sent(runner) == set()
    assert CONF_SERVER_RECEIVER not in served.subentries[BEN_SUBENTRY].data
    assert (await async_consent(served, BEN)).receiver is None


async def test_a_no_that_comes_while_the_yes_is_being_kept_is_the_last_word(
    served: MockConfigEntry, runner: FakeRunner, slow_record: SlowRecord
) -> None:
    sending, person = served.runtime_data.coordinator.sending, served.subentries[BEN_SUBENTRY]
    await slow_record.async_let(
        sending.async_set(person, "ben", on=True), sending.async_set(person, "ben", on=False)
    )
    assert served.runtime_data.coordinator.household.may_be_sent == frozenset()
    assert sent(runner) == set()
    assert CONF_SERVER_RECEIVER not in served.subentries[BEN_SUBENTRY].data
    assert (await async_consent(served, BEN)).receiver is None


@pytest.mark.parametrize(
    ("choice", "is_taken"),
    [
        pytest.param(("owner", BEN, True), False, id="nobody says yes for somebody with an account"),
        pytest.param(("owner", BEN, False), True, id="an administrator may say no for him"),
        pytest.param(("owner", ANNA, True), True, id="somebody without an account told an administrator"),
        pytest.param(("granted", BEN, True), False, id="a carer may read, not agree"),
        pytest.param(("granted", BEN, False), False, id="nor change anything"),
        pytest.param(("other", ANNA, True), False, id="nor anybody else"),
    ],
)
async def test_who_may_say_yes_and_no(
    served: MockConfigEntry,
    ben: Choosing,
    choice: tuple[str, str, bool],
    is_taken: bool,
) -> None:
    role, person_id, on = choice
    answer = await ben.async_say(on=on, person_id=person_id, role=role)

    assert answer["success"] is is_taken
    agreed = served.runtime_data.coordinator.household.may_be_sent
    assert agreed == ({person_id} if is_taken and on else frozenset())


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"name": "Attic"}, id="another name"),
        pytest.param({"url": "http://127.0.0.1:10"}, id="another port"),
        pytest.param({"url": "https://127.0.0.1:9"}, id="another scheme"),
    ],
)
async def test_a_yes_does_not_move_to_another_receiver(
    hass: HomeAssistant,
    served: MockConfigEntry,
    runner: FakeRunner,
    ben: Choosing,
    changed: dict[str, str],
) -> None:
    await ben.async_say(on=True)
    hass.config_entries.async_update_entry(
        served, options={CONF_SERVER: replace(CELLAR, **changed).as_stored()}
    )
    await async_reloaded(hass, served)

    assert served.runtime_data.coordinator.household.may_be_sent == frozenset()
    assert sent(runner) == set()


async def test_a_yes_survives_a_restart_and_monitoring_off_ends_it_for_now(
    hass: HomeAssistant,
    served: MockConfigEntry,
    runner: FakeRunner,
    ben: Choosing,
) -> None:
    await ben.async_say(on=True)
    assert await hass.config_entries.async_reload(served.entry_id)
    await async_reloaded(hass, served)
    assert sent(runner) == {BEN}

    await served.runtime_data.coordinator.monitoring.async_set(BEN_SUBENTRY, on=False)
    assert sent(runner) == set()


async def test_nothing_is_sent_while_everything_is_paused(served: MockConfigEntry, ben: Choosing) -> None:
    await ben.async_say(on=True)
    coordinator = served.runtime_data.coordinator
    assert coordinator.carrier._may_be_sent() == {BEN}

    coordinator.async_set_paused(on=True)
    assert coordinator.carrier._may_be_sent() == frozenset()


async def test_the_dialog_of_somebody_without_an_account_names_the_receiver(
    hass: HomeAssistant, served: MockConfigEntry, runner: FakeRunner
) -> None:
    flow = Flow(hass, served)
    await flow.begin(ANNA_SUBENTRY)
    form = await flow.choose("server")
    assert form["description_placeholders"] == {"name": "Anna", "receiver": RECEIVER}
    schema = form["data_schema"]
    assert schema is not None
    assert schema({}) == {"agrees": False}

    done = await flow.submit(agrees=True)
    assert (done["type"], done["reason"]) == (FlowResultType.ABORT, "agreed")
    assert sent(runner) == {ANNA}

    await flow.begin(ANNA_SUBENTRY)
    await flow.choose("server")
    assert (await flow.submit(agrees=False))["reason"] == "agrees_no_more"
    assert sent(runner) == set()


async def test_the_dialog_leaves_a_yes_to_the_account_of_the_person(
    hass: HomeAssistant, served: MockConfigEntry, runner: FakeRunner
) -> None:
    flow = Flow(hass, served)
    await flow.begin(BEN_SUBENTRY)
    await flow.choose("server")
    assert (await flow.submit(agrees=True))["errors"] == {"agrees": "agrees_by_themself"}
    assert sent(runner) == set()


async def test_without_a_server_the_dialog_does_not_offer_one(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    menu = await Flow(hass, home).begin(ANNA_SUBENTRY)
    assert "server" not in menu["menu_options"]


async def test_a_server_that_is_lost_for_long_is_told_in_a_repair(
    served: MockConfigEntry, issue_registry: ir.IssueRegistry
) -> None:
    carrier = served.runtime_data.coordinator.carrier
    carrier._on_loss(True)  # noqa: FBT003  # what it is said by its name
    issue = issue_registry.async_get_issue("digitalshadow", "server_lost")
    assert issue is not None
    assert issue.translation_placeholders == {"name": "Cellar"}

    carrier._on_loss(False)  # noqa: FBT003  # what it is said by its name
    assert issue_registry.async_get_issue("digitalshadow", "server_lost") is None
