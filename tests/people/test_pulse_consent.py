"""Whose pulse may be measured: that of people who agreed to just that, and nothing of it stays with their no."""

from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.digitalshadow.const import CONF_PULSE, CONF_PULSE_AGREED, CONF_USER_ID
from custom_components.digitalshadow.record import Consent, Record, RecordBusyError, Sharing
from tests.builders.home import (
    ANNA,
    ANNA_SUBENTRY,
    BEN,
    BEN_SUBENTRY,
    async_enrol,
    async_set_up,
    async_until,
    camera,
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
from tests.builders.pulses import pulse_of
from tests.builders.slow_record import SlowRecord
from tests.fake_runner import FakeRunner


@pytest.fixture
async def pulsed(hass: HomeAssistant, runner: FakeRunner) -> MockConfigEntry:
    """A home with Anna, Ben and a camera that is switched on for the pulse."""
    del runner
    await async_enrol(hass, ANNA_DATA, BEN_DATA)
    entry = home_entry([ANNA_DATA, BEN_DATA, camera(**{CONF_PULSE: True})])
    await async_set_up(hass, entry)
    return entry


class Page:
    """The page "My data" of each account."""

    def __init__(
        self, hass: HomeAssistant, hass_ws_client: WebSocketGenerator, accounts: dict[str, User]
    ) -> None:
        """Open it."""
        self._hass, self._client = hass, hass_ws_client
        self.accounts = accounts

    async def async_ask(self, role: str, command: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON
        """Ask something, and return the whole answer."""
        client = await async_connect(self._hass, self._client, self.accounts[role])
        await client.send_json_auto_id({"type": f"digitalshadow/person/{command}", **fields})
        answer: dict[str, Any] = await client.receive_json()
        return answer

    async def async_say(self, *, on: bool, person_id: str = BEN, role: str = "themself") -> dict[str, Any]:
        """Say yes or no."""
        return await self.async_ask(role, "set_switch", person_id=person_id, switch="pulse", on=on)


@pytest.fixture
async def page(hass: HomeAssistant, pulsed: MockConfigEntry, hass_ws_client: WebSocketGenerator) -> Page:
    """Everybody's page."""
    del pulsed
    return Page(hass, hass_ws_client, await async_make_accounts(hass))


async def async_consent(entry: MockConfigEntry, person_id: str) -> Consent:
    """Return somebody's latest consent."""
    people = await entry.runtime_data.record.async_people()
    return next(person.consent for person in people if person.person_id == person_id)


def measured(runner: FakeRunner) -> set[str]:
    """Return whose pulse the engine may measure."""
    assert runner.gallery is not None
    return {person.person_id for person in runner.gallery.people if person.may_have_pulse}


async def test_nobody_is_measured_before_they_agreed(pulsed: MockConfigEntry, runner: FakeRunner) -> None:
    assert pulsed.runtime_data.coordinator.household.may_have_pulse == frozenset()
    assert measured(runner) == set()


async def test_a_yes_is_kept_as_every_consent_and_changes_nothing_else(
    pulsed: MockConfigEntry, runner: FakeRunner, page: Page
) -> None:
    answer = await page.async_say(on=True)
    assert answer["result"]["pulse"] == {"cameras": ["Hall"], "agreed": True, "may_agree": True}
    assert measured(runner) == {BEN}
    after = await async_consent(pulsed, BEN)
    assert (after.pulse, after.recorded_by) == (True, page.accounts["themself"].id)
    assert (after.sharing, after.granted_user_ids, after.receiver) == ("private", (CARER_ACCOUNT,), None)


async def test_a_no_erases_every_rate_and_nothing_else(
    hass: HomeAssistant, pulsed: MockConfigEntry, runner: FakeRunner, page: Page
) -> None:
    await page.async_say(on=True)
    record: Record = pulsed.runtime_data.record
    coordinator = pulsed.runtime_data.coordinator
    await record.async_add_pulse(BEN, pulse_of())
    coordinator.household.show_pulse(BEN, pulse_of(at=coordinator.watching.now()))
    await coordinator.pulses.async_update(BEN)
    assert coordinator.household.person(BEN).pulse is not None

    answer = await page.async_say(on=False)

    assert answer["result"]["pulse"]["agreed"] is False
    assert measured(runner) == set()
    assert await record.async_pulses(BEN, 0.0) == ()
    ben = coordinator.household.person(BEN)
    assert (ben.pulse, ben.no_pulse, ben.pulse_medians) == (None, (), None)
    assert CONF_PULSE_AGREED not in pulsed.subentries[BEN_SUBENTRY].data
    assert not (await async_consent(pulsed, BEN)).pulse
    assert len((await record.async_templates())[BEN]) == 1
    await async_reloaded(hass, pulsed)
    assert coordinator.household.may_be_read == {ANNA, BEN}


async def test_a_no_stops_measuring_before_anything_can_fail(
    pulsed: MockConfigEntry, runner: FakeRunner, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    await page.async_say(on=True)

    async def refuse(_self: Record, _consent: Consent) -> None:
        assert measured(runner) == set()
        raise RecordBusyError("Expected a free record, got a busy one.")

    monkeypatch.setattr(Record, "async_record_consent", refuse)
    assert (await page.async_say(on=False))["success"] is False
    assert pulsed.runtime_data.coordinator.household.may_have_pulse == frozenset()


async def test_a_no_that_comes_while_the_yes_is_being_kept_is_the_last_word(
    pulsed: MockConfigEntry, runner: FakeRunner, slow_record: SlowRecord
) -> None:
    consent, person = pulsed.runtime_data.coordinator.pulse_consent, pulsed.subentries[BEN_SUBENTRY]
    await slow_record.async_let(
        consent.async_set(person, "ben", on=True), consent.async_set(person, "ben", on=False)
    )
    assert pulsed.runtime_data.coordinator.household.may_have_pulse == frozenset()
    assert measured(runner) == set()
    assert CONF_PULSE_AGREED not in pulsed.subentries[BEN_SUBENTRY].data
    assert not (await async_consent(pulsed, BEN)).pulse


async def test_readers_that_are_chosen_while_a_no_is_being_kept_do_not_say_yes_again(
    pulsed: MockConfigEntry, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    await page.async_say(on=True)
    slow_record = SlowRecord(monkeypatch)
    coordinator, person = pulsed.runtime_data.coordinator, pulsed.subentries[BEN_SUBENTRY]
    await slow_record.async_let(
        coordinator.pulse_consent.async_set(person, "ben", on=False),
        coordinator.asking.async_choose_readers(BEN_SUBENTRY, "ben", Sharing.SHARED, ()),
    )
    latest = await async_consent(pulsed, BEN)
    assert (latest.pulse, latest.sharing) == (False, Sharing.SHARED)


async def test_a_no_that_a_crash_interrupted_is_finished_by_the_next_start(
    hass: HomeAssistant, pulsed: MockConfigEntry, runner: FakeRunner, page: Page
) -> None:
    await page.async_say(on=True)
    ben = await async_consent(pulsed, BEN)
    no = Consent(BEN, ben.version, 5.0, ben.sharing, ben.granted_user_ids)
    await pulsed.runtime_data.record.async_record_consent(no)
    assert pulsed.subentries[BEN_SUBENTRY].data[CONF_PULSE_AGREED]

    assert await hass.config_entries.async_reload(pulsed.entry_id)
    await async_reloaded(hass, pulsed)

    assert measured(runner) == set()
    assert CONF_PULSE_AGREED not in pulsed.subentries[BEN_SUBENTRY].data


@pytest.mark.parametrize(
    ("choice", "is_taken"),
    [
        pytest.param(("owner", BEN, True), False, id="nobody says yes for somebody with an account"),
        pytest.param(("owner", BEN, False), True, id="an administrator may say no for him"),
        pytest.param(("owner", ANNA, True), True, id="somebody without an account told an administrator"),
        pytest.param(("granted", BEN, True), False, id="a carer may read, not agree"),
        pytest.param(("other", ANNA, True), False, id="nor anybody else"),
    ],
)
async def test_who_may_say_yes_and_no(
    pulsed: MockConfigEntry, page: Page, choice: tuple[str, str, bool], is_taken: bool
) -> None:
    role, person_id, on = choice
    answer = await page.async_say(on=on, person_id=person_id, role=role)
    assert answer["success"] is is_taken
    agreed = pulsed.runtime_data.coordinator.household.may_have_pulse
    assert agreed == ({person_id} if is_taken and on else frozenset())


async def test_a_yes_survives_a_restart_another_choice_of_readers_and_ends_for_now_with_monitoring(
    hass: HomeAssistant, pulsed: MockConfigEntry, runner: FakeRunner, page: Page
) -> None:
    await page.async_say(on=True)
    coordinator = pulsed.runtime_data.coordinator
    await coordinator.asking.async_choose_readers(BEN_SUBENTRY, "user", Sharing.PRIVATE, ())
    assert (await async_consent(pulsed, BEN)).pulse
    assert await hass.config_entries.async_reload(pulsed.entry_id)
    await async_reloaded(hass, pulsed)
    assert measured(runner) == {BEN}

    await pulsed.runtime_data.coordinator.monitoring.async_set(BEN_SUBENTRY, on=False)
    assert measured(runner) == set()


async def test_while_everything_is_paused_the_engine_knows_of_nobody_to_measure(
    pulsed: MockConfigEntry, runner: FakeRunner, page: Page
) -> None:
    await page.async_say(on=True)
    pulsed.runtime_data.coordinator.async_set_paused(on=True)
    await async_until(lambda: measured(runner) == set())
    pulsed.runtime_data.coordinator.async_set_paused(on=False)
    await async_until(lambda: measured(runner) == {BEN})


async def test_the_dialog_of_somebody_without_an_account_takes_yes_and_no(
    hass: HomeAssistant, pulsed: MockConfigEntry, runner: FakeRunner
) -> None:
    flow = Flow(hass, pulsed)
    await flow.begin(ANNA_SUBENTRY)
    form = await flow.choose("pulse")
    schema = form["data_schema"]
    assert schema is not None
    assert schema({}) == {"pulse_agrees": False}
    done = await flow.submit(pulse_agrees=True)
    assert (done["type"], done["reason"]) == (FlowResultType.ABORT, "pulse_agreed")
    assert measured(runner) == {ANNA}

    await flow.begin(ANNA_SUBENTRY)
    await flow.choose("pulse")
    assert (await flow.submit(pulse_agrees=False))["reason"] == "pulse_agreed_no_more"
    assert measured(runner) == set()


async def test_the_dialog_leaves_a_yes_to_the_account_of_the_person(
    hass: HomeAssistant, pulsed: MockConfigEntry, runner: FakeRunner
) -> None:
    flow = Flow(hass, pulsed)
    await flow.begin(BEN_SUBENTRY)
    await flow.choose("pulse")
    assert (await flow.submit(pulse_agrees=True))["errors"] == {"pulse_agrees": "agrees_by_themself"}
    assert measured(runner) == set()


async def test_without_a_camera_for_it_nothing_is_offered(hass: HomeAssistant, home: MockConfigEntry) -> None:
    menu = await Flow(hass, home).begin(ANNA_SUBENTRY)
    assert "pulse" not in menu["menu_options"]


async def test_the_page_tells_the_latest_rate_what_it_comes_to_and_of_which_camera(
    hass: HomeAssistant, pulsed: MockConfigEntry, page: Page
) -> None:
    del hass
    await page.async_say(on=True)
    coordinator = pulsed.runtime_data.coordinator
    now = coordinator.watching.now()
    for number, bpm in enumerate((101.2, 104.0, 103.4)):
        await pulsed.runtime_data.record.async_add_pulse(BEN, pulse_of(bpm, now - 2 + number))
    await coordinator.pulses.async_update(BEN)
    answer = (await page.async_ask("granted", "pulse", person_id=BEN))["result"]
    latest = answer["latest"]
    assert (latest["bpm"], latest["seconds"], latest["is_calm"], latest["should_count"]) == (
        103,
        20,
        False,
        True,
    )
    assert (latest["camera"], answer["cameras"], answer["why_not"]) == ("Hall", ["Hall"], [])
    assert (answer["medians"]["today_bpm"], answer["medians"]["today_answers"]) == (103, 3)
    assert answer["medians"]["changed_bpm"] is None


async def test_somebody_who_does_not_agree_has_a_page_without_any_rate(page: Page) -> None:
    answer = (await page.async_ask("themself", "pulse", person_id=BEN))["result"]
    assert (answer["agreed"], answer["latest"], answer["medians"]) == (False, None, None)


async def test_with_another_account_the_pulse_ends_and_what_was_measured_is_erased(
    hass: HomeAssistant, pulsed: MockConfigEntry, page: Page
) -> None:
    await page.async_say(on=True)
    await pulsed.runtime_data.record.async_add_pulse(BEN, pulse_of())
    flow = Flow(hass, pulsed)
    await flow.begin(BEN_SUBENTRY)
    await flow.choose("link")
    done = await flow.submit()
    assert done["reason"] == "reconfigure_successful"
    await async_reloaded(hass, pulsed)
    assert CONF_USER_ID not in pulsed.subentries[BEN_SUBENTRY].data
    assert pulsed.runtime_data.coordinator.household.may_have_pulse == frozenset()
    assert await pulsed.runtime_data.record.async_pulses(BEN, 0.0) == ()
