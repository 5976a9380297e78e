"""Who may see whose values: one table of roles for the rule itself, and one for every door to the values."""

from copy import deepcopy
from dataclasses import dataclass
import json
from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import Unauthorized, UnknownUser
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.digitalshadow.const import (
    CONF_GRANTED_PERSON_ENTITY_IDS,
    CONF_PERSON_ENTITY_ID,
    CONF_SHARING,
    DOMAIN,
    SUBENTRY_CAMERA,
)
from custom_components.digitalshadow.engine.records.messages import Assess, AssessedFace, Assessment, Enrol
from custom_components.digitalshadow.engine.records.observations import Identity
from custom_components.digitalshadow.people.access import (
    AUTOMATION,
    async_caller,
    can_change,
    can_read,
    can_undo,
)
from custom_components.digitalshadow.record import TYPED, StoredMeasurement
from tests.fake_runner import FakeRunner
from tests.home import ANNA, ANNA_SUBENTRY, BEN, BEN_SUBENTRY, GOOD, HALL
from tests.household import (
    ANNA_DATA,
    BEN_DATA,
    ROLES,
    as_subentry,
    async_act,
    async_connect,
    async_make_accounts,
    async_reloaded,
    device_of,
    photo,
)

ANNA_SHARED = as_subentry(ANNA_DATA)
BEN_PRIVATE = as_subentry(BEN_DATA)

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
    person = as_subentry({**BEN_DATA, "data": data})
    assert not can_read(hass, account, person)
    assert not can_read(hass, AUTOMATION, person)
    assert not can_change(hass, account, person)


async def test_a_camera_is_nobody_whose_values_could_be_read(hass: HomeAssistant) -> None:
    account = (await async_make_accounts(hass))["owner"]
    camera = as_subentry({**ANNA_DATA, "subentry_type": SUBENTRY_CAMERA})
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


# The same rule at every door

READS = {"owner", "administrator", "themself", "granted"}
CHANGES = {"owner", "administrator", "themself"}
BEN_FACE = AssessedFace(BEN, Identity.RECOGNISED, 0.6, GOOD, 0.5, None)


@dataclass(frozen=True)
class Door:
    """One way by which an account could learn or change something about Ben."""

    command: dict[str, Any]
    """What is sent over the websocket."""
    opens_for: set[str]
    """The roles that come through."""
    answers_everybody: bool = False
    """Whether the others get an answer too, in which Ben does not appear."""


def action(name: str, opens_for: set[str], *, answers_everybody: bool = False, **data: str) -> Door:
    """Return the door of an action."""
    command = {
        "type": "call_service",
        "domain": DOMAIN,
        "service": name,
        "service_data": data,
        "return_response": True,
    }
    return Door(command, opens_for, answers_everybody)


def entity(entity_id: str, service: str, opens_for: set[str]) -> Door:
    """Return the door of an entity that does something."""
    command = {
        "type": "call_service",
        "domain": entity_id.split(".", maxsplit=1)[0],
        "service": service,
        "service_data": {"entity_id": entity_id},
    }
    return Door(command, opens_for)


BEN_DEVICE = "his device"
DOORS = {
    "list of people": Door({"type": "digitalshadow/people"}, READS, answers_everybody=True),
    "subscription": Door({"type": "digitalshadow/subscribe"}, READS, answers_everybody=True),
    "readings": Door(
        {"type": "digitalshadow/person/readings", "person_id": BEN, "start": "1970-01-01T00:00:00Z"}, READS
    ),
    "latest report": Door({"type": "digitalshadow/person/report", "person_id": BEN}, READS),
    "question": Door(
        {"type": "digitalshadow/person/ask", "person_id": BEN, "question": "Why?"}, {"themself"}
    ),
    "report": action("generate_report", READS, person=BEN_DEVICE),
    "assess": action("assess", READS, answers_everybody=True, entity_id=HALL),
    "enrol": action("enrol", CHANGES, entity_id=HALL, person=BEN_DEVICE),
    "export": action("export_person", CHANGES, person=BEN_DEVICE),
    "undo": action("undo_last_reading", CHANGES, person=BEN_DEVICE),
    "undo button": entity("button.ben_take_the_last_reading_back", "press", CHANGES),
    "report button": entity("button.ben_make_a_report", "press", READS),
    "monitoring on": entity("switch.ben_monitoring", "turn_on", CHANGES),
    "monitoring off": entity("switch.ben_monitoring", "turn_off", set(ROLES) - {"read_only"}),
    "mute": entity("switch.ben_mute_notices", "turn_on", CHANGES),
    "unmute": entity("switch.ben_mute_notices", "turn_off", CHANGES),
    "acknowledge": action("acknowledge_notice", CHANGES, person=BEN_DEVICE),
    "snooze": action("snooze_notices", CHANGES, person=BEN_DEVICE, duration="01:00:00"),
    "mute some": action("mute_notices", CHANGES, person=BEN_DEVICE),
    "open notices": action("open_notices", READS, person=BEN_DEVICE),
    "grants": action("is_granted", CHANGES, person=BEN_DEVICE, person_entity_id="person.ben"),
    "measure": action(
        "add_measurement", CHANGES, person=BEN_DEVICE, measure="weight_kg", value="80", unit="kg"
    ),
    "take a measurement back": action(
        "delete_measurement",
        CHANGES,
        person=BEN_DEVICE,
        measure="weight_kg",
        measured_at="1970-01-01T01:00:00Z",
    ),
    "forget": action("forget_person", CHANGES, person=BEN_DEVICE),
    "blueprints": action("install_blueprints", {"owner", "administrator"}),
}


@pytest.mark.parametrize("role", [role for role in ROLES if role != "left"])
@pytest.mark.parametrize("name", DOORS)
async def test_every_door_opens_for_those_who_may_and_tells_the_others_nothing(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    accounts: dict[str, User],
    *,
    home: MockConfigEntry,
    runner: FakeRunner,
    name: str,
    role: str,
) -> None:
    door = DOORS[name]
    runner.answer(Assess, Assessment((BEN_FACE,)))
    runner.answer(Enrol, photo(b"face"))
    weight = StoredMeasurement("weight_kg", 3600.0, 80.0, TYPED)
    await home.runtime_data.record.async_add_measurements(BEN, [weight])
    command = deepcopy(door.command)
    if command.get("service_data", {}).get("person") == BEN_DEVICE:
        command["service_data"]["person"] = device_of(hass, BEN_SUBENTRY)
    client = await async_connect(hass, hass_ws_client, accounts[role])
    await client.send_json_auto_id(command)
    answer = await client.receive_json()
    if name == "subscription":
        answer = {"success": answer["success"], **await client.receive_json()}
    opened = role in door.opens_for or (role == "system" and name == "blueprints")
    assert answer["success"] == (opened or door.answers_everybody)
    if door.answers_everybody:
        assert (BEN in json.dumps(answer)) == opened
    if not opened:
        assert not {"Ben", BEN, BEN_SUBENTRY} & set(json.dumps(answer).split('"'))
    await async_reloaded(hass, home)


@pytest.mark.parametrize(
    "name", ["enrol", "export", "undo", "report", "forget", "measure", "take a measurement back"]
)
@pytest.mark.usefixtures("accounts")
async def test_no_automation_changes_exports_or_reports_on_a_private_person(
    hass: HomeAssistant, name: str
) -> None:
    command = DOORS[name].command
    data = {**command["service_data"], "person": device_of(hass, BEN_SUBENTRY)}
    with pytest.raises(Unauthorized):
        await async_act(hass, command["service"], None, **data)


async def test_an_automation_takes_a_shared_persons_reading_back(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    answer = await async_act(hass, "undo_last_reading", None, person=device_of(hass, ANNA_SUBENTRY))
    assert answer["undone"] is not None
    assert await home.runtime_data.record.async_latest_readings(ANNA, 1) == ()
