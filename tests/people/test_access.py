"""Who may see whose values: one table of roles for the rule itself, and one for every door to the values."""

from copy import deepcopy
from dataclasses import dataclass, replace
import json
from typing import Any

from homeassistant.auth.models import User
from homeassistant.components.websocket_api import DOMAIN as WEBSOCKET_COMMANDS
from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import Unauthorized, UnknownUser
from homeassistant.helpers import entity_registry as er, intent
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.digitalshadow.const import (
    CONF_GRANTED_USER_IDS,
    CONF_SHARING,
    CONF_USER_ID,
    CONSENT_VERSION,
    DOMAIN,
    SUBENTRY_CAMERA,
)
from custom_components.digitalshadow.engine.records.gallery import Enrol
from custom_components.digitalshadow.engine.records.pictures import Assess, AssessedFace, Assessment
from custom_components.digitalshadow.engine.records.sightings import Identity
from custom_components.digitalshadow.intent import INTENT_QUESTION, INTENT_REPORT
from custom_components.digitalshadow.people.access import (
    AUTOMATION,
    async_caller,
    can_change,
    can_read,
    can_read_record,
    can_undo,
)
from custom_components.digitalshadow.record import TYPED, StoredMeasurement
from tests.builders.home import ANNA, ANNA_SUBENTRY, BEN, BEN_SUBENTRY, GOOD, HALL, reading_of
from tests.builders.household import (
    ANNA_DATA,
    BEN_DATA,
    ROLES,
    as_subentry,
    async_act,
    async_connect,
    async_make_accounts,
    async_reloaded,
    device_of,
    mirror_data,
    photo,
)
from tests.fake_runner import FakeRunner

BEN_PRIVATE = as_subentry(BEN_DATA)

READS_BEN = {"owner", "administrator", "themself", "granted"}
CHANGES_BEN = {"owner", "administrator", "themself"}
PEOPLE = set(ROLES) - {"system", "left"}


QUESTIONS = {"values": can_read, "record": can_read_record, "changes": can_change, "undoing": can_undo}
BEN_SHARED = as_subentry({**BEN_DATA, "data": {**BEN_DATA["data"], CONF_SHARING: "shared"}})
SHOWN_TO_ALL = {"values": PEOPLE, "record": READS_BEN, "changes": CHANGES_BEN, "undoing": CHANGES_BEN}
KEPT_PRIVATE = {**SHOWN_TO_ALL, "values": READS_BEN}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    ("person", "may"),
    [
        pytest.param(BEN_PRIVATE, KEPT_PRIVATE, id="a private person"),
        pytest.param(BEN_SHARED, SHOWN_TO_ALL, id="a person who shares"),
    ],
)
async def test_an_account_may_what_its_role_allows(
    hass: HomeAssistant, person: ConfigSubentry, may: dict[str, set[str]], question: str, role: str
) -> None:
    account = (await async_make_accounts(hass))[role]
    assert QUESTIONS[question](account, person) == (role in may[question])


@pytest.mark.parametrize(
    ("person", "may"),
    [
        pytest.param(BEN_PRIVATE, set(), id="a private person"),
        pytest.param(BEN_SHARED, {"values", "undoing"}, id="a person who shares"),
    ],
)
def test_an_automation_reads_no_record_and_changes_nobody(person: ConfigSubentry, may: set[str]) -> None:
    assert {name for name, question in QUESTIONS.items() if question(AUTOMATION, person)} == may


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({}, id="nothing is known"),
        pytest.param({CONF_SHARING: "SHARED"}, id="another word for sharing"),
        pytest.param({CONF_USER_ID: None}, id="linked to nobody"),
        pytest.param({CONF_USER_ID: "person.other"}, id="linked to an entity instead of an account"),
        pytest.param({CONF_GRANTED_USER_IDS: ["person.other"]}, id="granted to an entity"),
        pytest.param({"person_entity_id": "person.other"}, id="an entity under a name of its own"),
    ],
)
async def test_what_is_not_allowed_is_denied(hass: HomeAssistant, data: dict[str, object]) -> None:
    account = (await async_make_accounts(hass))["other"]
    person = as_subentry({**BEN_DATA, "data": data})
    for question in QUESTIONS.values():
        assert not question(account, person)
        assert not question(AUTOMATION, person)


async def test_a_camera_is_nobody_whose_values_could_be_read(hass: HomeAssistant) -> None:
    account = (await async_make_accounts(hass))["owner"]
    camera = as_subentry({**ANNA_DATA, "subentry_type": SUBENTRY_CAMERA})
    assert not any(question(account, camera) for question in QUESTIONS.values())


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
EVERYBODY_WHO_ACTS = set(ROLES) - {"read_only"}
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

    @property
    def registered_as(self) -> str:
        """What Home Assistant knows it by: a command, an action, or an entity."""
        if self.command["type"] != "call_service":
            return str(self.command["type"])
        data = self.command["service_data"]
        return str(data["entity_id"]) if self.is_entity else f"{DOMAIN}.{self.command['service']}"

    @property
    def is_entity(self) -> bool:
        """Whether it is an entity that does something."""
        return self.command.get("domain") not in {None, DOMAIN}


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
MIRROR = "04MIRROR"
BEN_VISIT = "his visit"
DOORS = {
    "list of people": Door({"type": "digitalshadow/people"}, READS, answers_everybody=True),
    "subscription": Door({"type": "digitalshadow/subscribe"}, READS, answers_everybody=True),
    "readings": Door(
        {"type": "digitalshadow/person/readings", "person_id": BEN, "start": "1970-01-01T00:00:00Z"}, READS
    ),
    "days": Door(
        {
            "type": "digitalshadow/person/readings",
            "person_id": BEN,
            "start": "1970-01-01T00:00:00Z",
            "resolution": "daily",
        },
        READS,
    ),
    "latest report": Door({"type": "digitalshadow/person/report", "person_id": BEN}, READS),
    "earlier reports": Door({"type": "digitalshadow/person/earlier_reports", "person_id": BEN}, READS),
    "question": Door(
        {"type": "digitalshadow/person/ask", "person_id": BEN, "question": "Why?"}, {"themself"}
    ),
    "notices": Door({"type": "digitalshadow/person/notices", "person_id": BEN}, READS),
    "new report": Door({"type": "digitalshadow/person/make_report", "person_id": BEN}, READS),
    "languages of reports": Door({"type": "digitalshadow/report_languages"}, set(), answers_everybody=True),
    "measurements": Door({"type": "digitalshadow/person/measurements", "person_id": BEN}, READS),
    "typing in": Door(
        {
            "type": "digitalshadow/person/add_measurements",
            "person_id": BEN,
            "values": [{"measure": "weight_kg", "value": 80, "unit": "kg"}],
        },
        CHANGES,
    ),
    "deleting": Door(
        {
            "type": "digitalshadow/person/delete_measurement",
            "person_id": BEN,
            "measure": "weight_kg",
            "measured_at": "1970-01-01T01:00:00Z",
        },
        CHANGES,
    ),
    "measures": Door({"type": "digitalshadow/person/measures", "person_id": BEN}, CHANGES),
    "diary": Door({"type": "digitalshadow/person/diary", "person_id": BEN}, READS),
    "questions": Door({"type": "digitalshadow/person/questions", "person_id": BEN}, CHANGES),
    "answering": Door(
        {"type": "digitalshadow/person/answer", "person_id": BEN, "question": "statin", "answer": True},
        CHANGES,
    ),
    "trend": Door({"type": "digitalshadow/person/trend", "person_id": BEN}, READS),
    "pulse": Door({"type": "digitalshadow/person/pulse", "person_id": BEN}, READS),
    "presence": Door({"type": "digitalshadow/person/presence", "person_id": BEN}, READS),
    "set-up of the home": Door({"type": "digitalshadow/home"}, {"owner", "administrator"}),
    "what a camera sees": Door({"type": "digitalshadow/camera/look", "camera": "nobody's"}, set()),
    "who could be told": Door({"type": "digitalshadow/messages"}, {"owner", "administrator"}),
    "whom to ask for messages": Door({"type": "digitalshadow/person/messages", "person_id": BEN}, READS),
    "an automation for a phone": Door(
        {"type": "digitalshadow/messages/prepare", "person_id": BEN, "phone": "nobody's"}, set()
    ),
    "visits": Door({"type": "digitalshadow/person/visits", "person_id": BEN}, READS),
    "taking a visit back": Door(
        {
            "type": "digitalshadow/person/count_visit",
            "person_id": BEN,
            "visit_id": BEN_VISIT,
            "counts": False,
        },
        CHANGES,
    ),
    "own data": Door({"type": "digitalshadow/person/data", "person_id": BEN}, CHANGES),
    "switch of the panel": Door(
        {"type": "digitalshadow/person/set_switch", "person_id": BEN, "switch": "monitoring", "on": False},
        CHANGES,
    ),
    "days until not being seen is told": Door(
        {"type": "digitalshadow/person/set_absence", "person_id": BEN, "days": 3}, CHANGES
    ),
    "choices for mirrors": Door({"type": "digitalshadow/person/mirrors", "person_id": BEN}, CHANGES),
    "choice for a mirror": Door(
        {
            "type": "digitalshadow/person/set_mirror",
            "person_id": BEN,
            "mirror_id": MIRROR,
            "topics": ["risk"],
        },
        CHANGES,
    ),
    "what a mirror shows": Door({"type": "digitalshadow/mirror"}, set()),
    "choosing readers": Door(
        {"type": "digitalshadow/person/set_readers", "person_id": BEN, "sharing": "private", "granted": []},
        {"themself"},
    ),
    "file of everything": Door({"type": "digitalshadow/person/export", "person_id": BEN}, CHANGES),
    "withdrawal": Door({"type": "digitalshadow/person/withdraw", "person_id": BEN}, CHANGES),
    "own yes": Door(
        {"type": "digitalshadow/person/agree", "person_id": BEN, "version": CONSENT_VERSION}, set()
    ),
    "own no": Door({"type": "digitalshadow/person/refuse", "person_id": BEN}, set()),
    "report": action("generate_report", READS, person=BEN_DEVICE),
    "assess": action("assess", READS, answers_everybody=True, entity_id=HALL),
    "enrol": action("enrol", CHANGES, entity_id=HALL, person=BEN_DEVICE),
    "export": action("export_person", CHANGES, person=BEN_DEVICE),
    "undo": action("undo_last_reading", CHANGES, person=BEN_DEVICE),
    "undo button": entity("button.ben_undo_last_visit", "press", CHANGES),
    "report button": entity("button.ben_make_a_report", "press", READS),
    "monitoring on": entity("switch.ben_recognition", "turn_on", CHANGES),
    "monitoring off": entity("switch.ben_recognition", "turn_off", EVERYBODY_WHO_ACTS),
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
    "pause": entity("switch.digitalshadow_pause", "turn_on", EVERYBODY_WHO_ACTS),
    "go on": entity("switch.digitalshadow_pause", "turn_off", EVERYBODY_WHO_ACTS),
}
TO_THE_RECORD = {
    "readings",
    "days",
    "latest report",
    "earlier reports",
    "report",
    "new report",
    "measurements",
    "trend",
    "visits",
    "pulse",
    "diary",
    "assess",
    "report button",
}
"""Those that stay closed where the person shares: they lead to what no sensor shows."""


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
    await async_walk(hass, hass_ws_client, accounts, home=home, runner=runner, name=name, role=role)


@pytest.mark.parametrize("role", ["granted", "other", "read_only", "system"])
@pytest.mark.parametrize("name", sorted(TO_THE_RECORD))
async def test_to_somebody_who_shares_the_doors_to_the_record_stay_closed(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    accounts: dict[str, User],
    *,
    home: MockConfigEntry,
    runner: FakeRunner,
    name: str,
    role: str,
) -> None:
    ben = home.subentries[BEN_SUBENTRY]
    hass.config_entries.async_update_subentry(home, ben, data={**ben.data, CONF_SHARING: "shared"})
    await async_reloaded(hass, home)
    await async_walk(hass, hass_ws_client, accounts, home=home, runner=runner, name=name, role=role)


async def test_no_door_is_left_out(hass: HomeAssistant, home: MockConfigEntry) -> None:
    """What is registered is what the table holds; Assist's own doors are in the tests of the intents."""
    registered = {f"{DOMAIN}.{name}" for name in hass.services.async_services_for_domain(DOMAIN)}
    registered |= {name for name in hass.data[WEBSOCKET_COMMANDS] if name.startswith(f"{DOMAIN}/")}
    entities = er.async_entries_for_config_entry(er.async_get(hass), home.entry_id)
    registered |= {
        entity.entity_id
        for entity in entities
        if hass.services.async_services_for_domain(entity.domain)
        and entity.config_subentry_id != ANNA_SUBENTRY
    }
    assert {door.registered_as for door in DOORS.values()} == registered
    assert await async_setup_component(hass, "intent", {})
    ours = {handler.intent_type for handler in intent.async_get(hass) if is_ours(handler)}
    assert ours == {INTENT_REPORT, INTENT_QUESTION}


def is_ours(thing: object) -> bool:
    """Tell whether something is of the integration."""
    return type(thing).__module__.startswith("custom_components.digitalshadow")


async def async_walk(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    accounts: dict[str, User],
    *,
    home: MockConfigEntry,
    runner: FakeRunner,
    name: str,
    role: str,
) -> None:
    """Try a door with an account: whoever may not learn of Ben gets no answer in which he appears."""
    door = DOORS[name]
    runner.answer(Assess, Assessment((BEN_FACE,)))
    runner.answer(Enrol, photo(b"face"))
    weight = StoredMeasurement("weight_kg", 3600.0, 80.0, TYPED)
    record = home.runtime_data.record
    await record.async_add_measurements(BEN, [weight])
    await record.async_add_reading(replace(reading_of(BEN, 0.5, 200.0), reading_id=BEN_VISIT))
    hass.config_entries.async_add_subentry(home, as_subentry(mirror_data(MIRROR)))
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
    if not opened and name != "blueprints":
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


@pytest.mark.parametrize("name", ["enrol", "export", "report", "forget", "measure"])
async def test_no_automation_changes_exports_or_reports_on_somebody_who_shares(
    hass: HomeAssistant, home: MockConfigEntry, name: str
) -> None:
    command = DOORS[name].command
    data = {**command["service_data"], "person": device_of(hass, ANNA_SUBENTRY)}
    with pytest.raises(Unauthorized):
        await async_act(hass, command["service"], None, **data)
    assert await home.runtime_data.record.async_report(ANNA) is None


async def test_an_automation_takes_a_shared_persons_reading_back(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    answer = await async_act(hass, "undo_last_reading", None, person=device_of(hass, ANNA_SUBENTRY))
    assert answer["undone"] is not None
    assert await home.runtime_data.record.async_latest_readings(ANNA, 1) == ()
