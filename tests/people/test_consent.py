"""Somebody who agreed to another text than today's is not read, until they agree to this one."""

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.digitalshadow.const import CONF_CONSENT_VERSION, CONF_SHARING, CONSENT_VERSION, DOMAIN
from custom_components.digitalshadow.coordinator import DigitalShadowCoordinator
from custom_components.digitalshadow.engine.records.gallery import Enrol
from custom_components.digitalshadow.engine.records.pictures import Process
from custom_components.digitalshadow.flows.consent import FIELD_CONSENT
from tests.builders.home import (
    ANNA,
    ANNA_SUBENTRY,
    BEN,
    BEN_SUBENTRY,
    HALL_SUBENTRY,
    async_enrol,
    async_set_up,
    async_settle,
    home_entry,
    seen,
    sighting,
)
from tests.builders.household import (
    BEN_DATA,
    async_act,
    async_make_accounts,
    async_reloaded,
    device_of,
    person_data,
)
from tests.fake_runner import FakeRunner

ANNA_OF_OLD = person_data(
    ANNA, ANNA_SUBENTRY, "Anna", **{CONF_SHARING: "shared", CONF_CONSENT_VERSION: "2020-01"}
)
ANNA_OF_NO_VERSION = person_data(
    ANNA, ANNA_SUBENTRY, "Anna", **{CONF_SHARING: "shared", CONF_CONSENT_VERSION: None}
)


@pytest.fixture
async def entry(hass: HomeAssistant, runner: FakeRunner) -> MockConfigEntry:  # noqa: ARG001  # before the entry
    """A home in which Ben agreed to today's text, and Anna to an older one."""
    await async_enrol(hass, ANNA_OF_OLD, BEN_DATA)
    entry = home_entry([ANNA_OF_OLD, BEN_DATA])
    await async_set_up(hass, entry)
    return entry


def consenting(runner: FakeRunner) -> set[str]:
    """Return those whose faces the engine may read."""
    assert runner.gallery is not None
    return {person.person_id for person in runner.gallery.people if person.may_be_read}


def issue(hass: HomeAssistant) -> ir.IssueEntry | None:
    """Return the repair issue."""
    return ir.async_get(hass).async_get_issue(DOMAIN, "consent_outdated")


async def test_the_engine_may_read_only_those_who_agreed_to_todays_text(
    entry: MockConfigEntry, runner: FakeRunner
) -> None:
    assert consenting(runner) == {BEN}
    people = entry.runtime_data.coordinator.data.people
    assert (people[ANNA_SUBENTRY].needs_consent, people[BEN_SUBENTRY].needs_consent) == (True, False)


async def test_a_sighting_that_comes_all_the_same_becomes_no_reading(entry: MockConfigEntry) -> None:
    coordinator: DigitalShadowCoordinator = entry.runtime_data.coordinator
    now = dt_util.utcnow().timestamp()
    for seconds in range(100, 94, -1):
        request = Process(HALL_SUBENTRY, now - seconds, b"")
        coordinator._handle_result(seen(request, sighting(request, ANNA), sighting(request, BEN)))
    await async_settle(entry)
    assert await entry.runtime_data.record.async_latest_readings(ANNA, 1) == ()
    assert len(await entry.runtime_data.record.async_latest_readings(BEN, 1)) == 1
    assert coordinator.data.people[ANNA_SUBENTRY].last_seen_at is None


@pytest.mark.usefixtures("entry")
async def test_it_is_told_how_many_must_agree_and_not_who(hass: HomeAssistant) -> None:
    told = issue(hass)
    assert told is not None
    assert told.translation_placeholders == {"people": "1"}


async def test_agreeing_again_lets_the_person_be_read_and_heals_the_issue(
    hass: HomeAssistant, entry: MockConfigEntry, runner: FakeRunner
) -> None:
    flows = hass.config_entries.subentries
    menu = await flows.async_init(
        (entry.entry_id, "person"), context={"source": "reconfigure", "subentry_id": ANNA_SUBENTRY}
    )
    form = await flows.async_configure(menu["flow_id"], {"next_step_id": "change_sharing"})
    assert form["step_id"] == "consent"  # the new text is read before it is agreed to
    for answer in ({}, {}, {CONF_SHARING: "shared"}, {FIELD_CONSENT: True}):
        await flows.async_configure(menu["flow_id"], answer)
    await async_reloaded(hass, entry)
    assert entry.subentries[ANNA_SUBENTRY].data[CONF_CONSENT_VERSION] == CONSENT_VERSION
    assert consenting(runner) == {ANNA, BEN}
    assert issue(hass) is None


async def test_a_consent_without_a_version_is_none_to_todays_text(
    hass: HomeAssistant, runner: FakeRunner
) -> None:
    await async_enrol(hass, BEN_DATA)
    await async_set_up(hass, home_entry([ANNA_OF_NO_VERSION, BEN_DATA]))
    assert consenting(runner) == {BEN}
    assert issue(hass) is not None


@pytest.mark.usefixtures("home")
async def test_where_everybody_agreed_nothing_is_told(hass: HomeAssistant) -> None:
    assert issue(hass) is None


@pytest.mark.usefixtures("hall_camera")
async def test_no_photo_is_taken_by_action_of_somebody_who_has_yet_to_agree(
    hass: HomeAssistant, entry: MockConfigEntry, runner: FakeRunner
) -> None:
    accounts = await async_make_accounts(hass)
    anna = device_of(hass, ANNA_SUBENTRY)
    with pytest.raises(ServiceValidationError, match="has not agreed"):
        await async_act(hass, "enrol", accounts["owner"], person=anna, entity_id="camera.hall")
    assert not [request for request in runner.requests if isinstance(request, Enrol)]
    assert len((await entry.runtime_data.record.async_templates())[ANNA]) == 1


@pytest.mark.parametrize("option", ["add_photos", "replace_photos"])
async def test_no_photo_is_taken_in_the_dialog_of_somebody_who_has_yet_to_agree(
    hass: HomeAssistant, entry: MockConfigEntry, option: str
) -> None:
    flows = hass.config_entries.subentries
    menu = await flows.async_init(
        (entry.entry_id, "person"), context={"source": "reconfigure", "subentry_id": ANNA_SUBENTRY}
    )
    done = await flows.async_configure(menu["flow_id"], {"next_step_id": option})
    assert done["reason"] == "consent_outdated"
