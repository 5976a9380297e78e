"""Consent by the person's own account: until the yes nothing of the person is anywhere but sealed in the record."""

from datetime import timedelta
import json
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.models import User
from homeassistant.config_entries import ConfigSubentry, ConfigSubentryData
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.digitalshadow.const import (
    CONF_ASKED_AT,
    CONF_ASKED_BY,
    CONF_CONSENT_VERSION,
    CONF_SHARING,
    CONF_USER_ID,
    CONSENT_VERSION,
    DOMAIN,
    SUBENTRY_PERSON,
)
from custom_components.digitalshadow.engine.records.errors import (
    EngineUnavailableError,
    EnrolmentError,
)
from custom_components.digitalshadow.engine.records.gallery import Enrol
from custom_components.digitalshadow.engine.records.refusals import EnrolmentRefusal
from custom_components.digitalshadow.people.access import (
    can_answer,
    can_change,
    can_read,
    can_read_record,
    can_undo,
)
from custom_components.digitalshadow.record import Consent, Record, Sharing, UnknownPersonError
from tests.builders.home import ANNA, BEN, BEN_SUBENTRY, async_open, async_set_up, async_until, home_entry
from tests.builders.household import (
    ANNA_DATA,
    BEN_ACCOUNT,
    BEN_DATA,
    ROLES,
    as_subentry,
    async_connect,
    async_enrol_in,
    async_make_accounts,
    async_reloaded,
    photo,
)
from tests.builders.person_flow import Flow
from tests.builders.slow_record import SlowRecord
from tests.fake_runner import FakeRunner

ASKED_AT = 1_790_000_000.0
DAY_SECONDS = 86_400.0
PHOTOS = [b"photo one...", b"photo two..."]
BEN_INVITED = ConfigSubentryData(
    subentry_id=BEN_SUBENTRY,
    subentry_type=SUBENTRY_PERSON,
    title="Ben",
    unique_id=BEN,
    data={CONF_USER_ID: BEN_ACCOUNT, CONF_ASKED_AT: ASKED_AT, CONF_ASKED_BY: "Owner"},
)
BEN_LINKED_LATER = ConfigSubentryData(**{**BEN_DATA, "data": {**BEN_DATA["data"], CONF_ASKED_AT: ASKED_AT}})
AGREE = {"type": "digitalshadow/person/agree", "person_id": BEN, "version": CONSENT_VERSION}
REFUSE = {"type": "digitalshadow/person/refuse", "person_id": BEN}


@pytest.fixture
def now(freezer: FrozenDateTimeFactory) -> FrozenDateTimeFactory:
    """A clock that stands an hour after Ben was asked."""
    freezer.move_to(dt_util.utc_from_timestamp(ASKED_AT + 3600))
    return freezer


@pytest.fixture
async def invited(hass: HomeAssistant, runner: FakeRunner, now: FrozenDateTimeFactory) -> MockConfigEntry:  # noqa: ARG001  # the clock stands before the entry is set up
    """A home with Anna, to which Ben was invited with two photos; the engine makes templates of them."""
    runner.answer(Enrol, lambda request: photo(request.image))
    record = await async_open(hass)
    await record.async_invite(BEN, PHOTOS, ASKED_AT, "owner")
    await record.async_close()
    entry = home_entry([ANNA_DATA, BEN_INVITED])
    await async_set_up(hass, entry)
    await async_enrol_in(entry, ANNA_DATA)
    return entry


async def async_say(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, user: User, command: dict[str, Any]
) -> dict[str, Any]:
    """Send a command as an account, and return the answer."""
    client = await async_connect(hass, hass_ws_client, user)
    await client.send_json_auto_id(command)
    answer: dict[str, Any] = await client.receive_json()
    return answer


async def async_view(hass: HomeAssistant, hass_ws_client: WebSocketGenerator, user: User) -> dict[str, Any]:
    """Return what the panel of an account is sent."""
    client = await async_connect(hass, hass_ws_client, user)
    await client.send_json_auto_id({"type": "digitalshadow/subscribe"})
    await client.receive_json()
    view: dict[str, Any] = (await client.receive_json())["event"]
    return view


def in_gallery(runner: FakeRunner) -> dict[str, tuple[bytes, ...]]:
    """Return the templates that the engine knows."""
    assert runner.gallery is not None
    return {person.person_id: person.templates for person in runner.gallery.people}


def traces_of_ben(hass: HomeAssistant, entry: MockConfigEntry) -> list[str]:
    """Return the states, entities and devices that say anything of Ben."""
    states = [
        state.entity_id for state in hass.states.async_all() if "ben" in json.dumps(state.as_dict()).lower()
    ]
    entities = er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id)
    devices = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    return [
        *states,
        *(one.entity_id for one in entities if one.config_subentry_id == BEN_SUBENTRY),
        *(one.id for one in devices if (DOMAIN, BEN_SUBENTRY) in one.identifiers),
    ]


# Before the answer


async def test_until_the_answer_no_template_no_state_and_no_entity_knows_the_person(
    hass: HomeAssistant, invited: MockConfigEntry, runner: FakeRunner
) -> None:
    assert set(in_gallery(runner)) == {ANNA}
    assert not [request for request in runner.requests if isinstance(request, Enrol)]
    assert traces_of_ben(hass, invited) == []
    assert invited.runtime_data.coordinator.data.people.keys() == {ANNA_DATA["subentry_id"]}
    assert BEN not in await invited.runtime_data.record.async_templates()


@pytest.mark.parametrize("role", ROLES)
async def test_an_invited_person_is_nobody_but_for_the_own_answer(hass: HomeAssistant, role: str) -> None:
    account, ben = (await async_make_accounts(hass))[role], as_subentry(BEN_INVITED)
    assert not any(may(account, ben) for may in (can_read, can_read_record, can_change, can_undo))
    assert can_answer(account, ben) == (role == "themself")


@pytest.mark.parametrize("command", [AGREE, REFUSE], ids=["yes", "no"])
@pytest.mark.parametrize("role", [role for role in ROLES if role not in {"themself", "left"}])
async def test_nobody_else_can_answer(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    *,
    invited: MockConfigEntry,
    role: str,
    command: dict[str, Any],
) -> None:
    accounts = await async_make_accounts(hass)
    answer = await async_say(hass, hass_ws_client, accounts[role], command)
    assert answer["error"]["code"] == "unauthorized"
    assert CONF_ASKED_AT in invited.subentries[BEN_SUBENTRY].data
    assert list(await invited.runtime_data.record.async_photos(BEN)) == PHOTOS


async def test_the_account_is_asked_and_administrators_see_for_whom_the_home_waits(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, invited: MockConfigEntry
) -> None:
    accounts = await async_make_accounts(hass)
    view = await async_view(hass, hass_ws_client, accounts["themself"])
    assert view["question"] == {
        "person_id": BEN,
        "name": "Ben",
        "reason": "added",
        "version": CONSENT_VERSION,
        "asked_by": "Owner",
        "sharing": "private",
        "cameras": [],
        "erased_on": dt_util.utc_from_timestamp(ASKED_AT + 14 * DAY_SECONDS).isoformat(),
    }
    assert view["waiting_for"] == []
    assert [person["name"] for person in view["people"]] == ["Anna"]
    view = await async_view(hass, hass_ws_client, accounts["owner"])
    assert view["question"] is None
    assert [one["name"] for one in view["waiting_for"]] == ["Ben"]
    assert [person["name"] for person in view["people"]] == ["Anna"]
    view = await async_view(hass, hass_ws_client, accounts["other"])
    assert "Ben" not in json.dumps(view)
    assert invited.runtime_data.coordinator.data.people.keys() == {ANNA_DATA["subentry_id"]}


# Yes


async def test_a_yes_makes_templates_destroys_the_photos_and_keeps_values_private(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    invited: MockConfigEntry,
    runner: FakeRunner,
    caplog: pytest.LogCaptureFixture,
) -> None:
    accounts = await async_make_accounts(hass)
    answer = await async_say(hass, hass_ws_client, accounts["themself"], AGREE)
    assert answer["success"], answer
    await async_reloaded(hass, invited)
    templates = set(PHOTOS)
    await async_until(lambda: set(in_gallery(runner).get(BEN, ())) == templates)
    record: Record = invited.runtime_data.record
    assert await record.async_photos(BEN) == ()
    consent = next(one.consent for one in await record.async_people() if one.person_id == BEN)
    assert (consent.recorded_by, consent.sharing) == (BEN_ACCOUNT, Sharing.PRIVATE)
    data = invited.subentries[BEN_SUBENTRY].data
    assert (data[CONF_CONSENT_VERSION], data[CONF_SHARING]) == (CONSENT_VERSION, "private")
    assert not {CONF_ASKED_AT, CONF_ASKED_BY} & data.keys()
    assert hass.states.get("switch.ben_recognition") is not None
    assert "does not generate unique IDs" not in caplog.text
    again = await async_say(hass, hass_ws_client, accounts["themself"], AGREE)
    assert again["error"]["code"] == "unauthorized"


async def test_a_page_that_showed_another_text_cannot_agree(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, invited: MockConfigEntry
) -> None:
    accounts = await async_make_accounts(hass)
    answer = await async_say(hass, hass_ws_client, accounts["themself"], {**AGREE, "version": "2020-01"})
    assert not answer["success"]
    assert CONF_ASKED_AT in invited.subentries[BEN_SUBENTRY].data


async def test_without_an_engine_the_yes_counts_and_the_photos_wait_for_it(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, invited: MockConfigEntry, runner: FakeRunner
) -> None:
    runner.answer(Enrol, EngineUnavailableError("Expected a running engine, got none."))
    accounts = await async_make_accounts(hass)
    assert (await async_say(hass, hass_ws_client, accounts["themself"], AGREE))["success"]
    await async_reloaded(hass, invited)
    record: Record = invited.runtime_data.record
    assert list(await record.async_photos(BEN)) == PHOTOS
    runner.answer(Enrol, photo(b"template"))
    await hass.config_entries.async_reload(invited.entry_id)
    await async_reloaded(hass, invited)
    await async_until(lambda: in_gallery(runner).get(BEN) == (b"template", b"template"))
    assert await invited.runtime_data.record.async_photos(BEN) == ()


async def test_a_photo_of_somebody_else_is_left_out(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, invited: MockConfigEntry, runner: FakeRunner
) -> None:
    other = EnrolmentError(EnrolmentRefusal.DIFFERENT_PERSON, "")
    runner.answer(Enrol, lambda request: other if request.previous else photo(b"template"))
    accounts = await async_make_accounts(hass)
    await async_say(hass, hass_ws_client, accounts["themself"], AGREE)
    await async_reloaded(hass, invited)
    await async_until(lambda: in_gallery(runner).get(BEN) == (b"template",))
    assert await invited.runtime_data.record.async_photos(BEN) == ()


async def test_a_yes_that_reached_the_record_just_before_a_crash_is_not_asked_for_again(
    hass: HomeAssistant, runner: FakeRunner, now: FrozenDateTimeFactory
) -> None:
    runner.answer(Enrol, photo(b"template"))
    record = await async_open(hass)
    await record.async_invite(BEN, PHOTOS, ASKED_AT, "owner")
    consent = Consent(BEN, CONSENT_VERSION, now().timestamp(), Sharing.PRIVATE, (), BEN_ACCOUNT)
    await record.async_record_consent(consent)
    await record.async_close()
    entry = home_entry([BEN_INVITED])
    await async_set_up(hass, entry)
    assert entry.subentries[BEN_SUBENTRY].data[CONF_CONSENT_VERSION] == CONSENT_VERSION
    await async_until(lambda: in_gallery(runner).get(BEN) == (b"template", b"template"))


# No, and no answer


async def test_a_no_erases_everything_at_once(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, invited: MockConfigEntry, runner: FakeRunner
) -> None:
    accounts = await async_make_accounts(hass)
    answer = await async_say(hass, hass_ws_client, accounts["themself"], REFUSE)
    assert answer["result"] == {"verified": True, "found_in": []}
    await async_reloaded(hass, invited)
    assert BEN_SUBENTRY not in invited.subentries
    assert BEN not in await invited.runtime_data.record.async_stored_since()
    assert not [request for request in runner.requests if isinstance(request, Enrol)]


@pytest.mark.parametrize(("days", "is_there"), [(13.9, True), (14.1, False)])
async def test_photos_that_nobody_answers_for_are_erased_after_two_weeks(
    hass: HomeAssistant, invited: MockConfigEntry, *, days: float, is_there: bool
) -> None:
    await invited.runtime_data.coordinator.asking.async_erase_unanswered(ASKED_AT + days * DAY_SECONDS)
    await async_reloaded(hass, invited)
    assert (BEN_SUBENTRY in invited.subentries) == is_there
    assert (BEN in await invited.runtime_data.record.async_stored_since()) == is_there


async def test_two_weeks_pass_also_while_home_assistant_is_stopped(
    hass: HomeAssistant, invited: MockConfigEntry, now: FrozenDateTimeFactory
) -> None:
    await hass.config_entries.async_unload(invited.entry_id)
    now.tick(timedelta(days=15))
    await hass.config_entries.async_setup(invited.entry_id)
    await async_until(lambda: BEN_SUBENTRY not in invited.subentries)
    await async_reloaded(hass, invited)
    assert BEN not in await invited.runtime_data.record.async_stored_since()


async def test_two_weeks_pass_while_home_assistant_runs(
    hass: HomeAssistant, invited: MockConfigEntry, now: FrozenDateTimeFactory
) -> None:
    now.tick(timedelta(days=15))
    async_fire_time_changed(hass)
    await async_until(lambda: BEN_SUBENTRY not in invited.subentries)
    await async_reloaded(hass, invited)
    assert BEN not in await invited.runtime_data.record.async_stored_since()


async def test_an_invitation_taken_back_by_an_administrator_erases_the_photos(
    hass: HomeAssistant, invited: MockConfigEntry
) -> None:
    hass.config_entries.async_remove_subentry(invited, BEN_SUBENTRY)
    await async_reloaded(hass, invited)
    record: Record = invited.runtime_data.record
    for _ in range(500):
        if BEN not in await record.async_stored_since():
            break
    assert BEN not in await record.async_stored_since()


# An account that is linked later


@pytest.fixture
async def linked(hass: HomeAssistant, runner: FakeRunner, now: FrozenDateTimeFactory) -> MockConfigEntry:  # noqa: ARG001  # before the entry
    """A home in which Ben was known before an account was linked, which is asked now."""
    entry = home_entry([BEN_LINKED_LATER])
    await async_set_up(hass, entry)
    await async_enrol_in(entry, BEN_DATA)
    return entry


async def test_an_account_linked_later_is_asked_and_nobody_is_compared_with_the_person_until_then(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, linked: MockConfigEntry, runner: FakeRunner
) -> None:
    assert in_gallery(runner) == {}
    accounts = await async_make_accounts(hass)
    view = await async_view(hass, hass_ws_client, accounts["themself"])
    assert (view["question"]["reason"], view["question"]["erased_on"]) == ("linked", None)
    assert (await async_say(hass, hass_ws_client, accounts["themself"], AGREE))["success"]
    await async_reloaded(hass, linked)
    await async_until(lambda: set(in_gallery(runner)) == {BEN})
    data = linked.subentries[BEN_SUBENTRY].data
    assert (CONF_ASKED_AT in data, data[CONF_SHARING]) == (False, BEN_DATA["data"][CONF_SHARING])


async def test_silence_erases_nothing_that_was_agreed_to_before_the_account_was_linked(
    hass: HomeAssistant, linked: MockConfigEntry
) -> None:
    await linked.runtime_data.coordinator.asking.async_erase_unanswered(ASKED_AT + 99 * DAY_SECONDS)
    await hass.async_block_till_done(wait_background_tasks=False)
    assert BEN_SUBENTRY in linked.subentries
    assert BEN in await linked.runtime_data.record.async_stored_since()


async def test_linking_an_account_in_the_dialog_asks_it(
    hass: HomeAssistant, home: MockConfigEntry, runner: FakeRunner
) -> None:
    hass.states.async_set("person.anna", "home", {"user_id": "anna's account"})
    flow = Flow(hass, home)
    await flow.begin(ANNA_DATA["subentry_id"])
    await flow.choose("link")
    await flow.submit(person_entity_id="person.anna")
    await async_reloaded(hass, home)
    anna: ConfigSubentry = home.subentries[ANNA_DATA["subentry_id"]]
    assert CONF_ASKED_AT in anna.data
    await async_until(lambda: set(in_gallery(runner)) == {BEN})


async def test_a_yes_that_is_kept_while_another_account_is_linked_is_not_that_accounts(
    hass: HomeAssistant, invited: MockConfigEntry, slow_record: SlowRecord
) -> None:
    asking, ben = invited.runtime_data.coordinator.asking, invited.subentries[BEN_SUBENTRY]

    async def link_another() -> None:
        """Link another account, as the dialog does."""
        hass.config_entries.async_update_subentry(
            invited, ben, data={**ben.data, CONF_USER_ID: "another", CONF_ASKED_AT: ASKED_AT + 60}
        )

    with pytest.raises(UnknownPersonError):
        await slow_record.async_let(asking.async_agree(BEN_SUBENTRY, BEN_ACCOUNT), link_another())
    assert CONF_ASKED_AT in invited.subentries[BEN_SUBENTRY].data
    assert CONF_CONSENT_VERSION not in invited.subentries[BEN_SUBENTRY].data
