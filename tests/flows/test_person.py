"""Enrolling a person through the user interface, and changing one later."""

from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from io import BytesIO
from typing import Any

from homeassistant.config_entries import SubentryFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.digitalshadow.const import (
    CONF_ASKED_AT,
    CONF_COMPARED_PERSON_IDS,
    CONF_CONSENT_VERSION,
    CONF_CONSENTED_AT,
    CONF_GRANTED_USER_IDS,
    CONF_SHARING,
    CONF_TURN_DEGREES,
    CONF_USER_ID,
    CONSENT_VERSION,
    SUBENTRY_PERSON,
)
from custom_components.digitalshadow.engine.records.errors import (
    EngineTimeoutError,
    EnrolmentError,
    FrameError,
)
from custom_components.digitalshadow.engine.records.gallery import CheckPhoto, Enrol, PhotoCheck
from custom_components.digitalshadow.engine.records.refusals import EnrolmentRefusal, FrameRefusal
from custom_components.digitalshadow.flows.account_link import FIELD_PERSON_ENTITY_ID
from custom_components.digitalshadow.flows.consent import FIELD_GRANTED
from custom_components.digitalshadow.record import Record, RecordFullError
from custom_components.digitalshadow.runtime import DigitalShadowConfigEntry
from custom_components.digitalshadow.watching.plan import plans_of
from tests.builders.home import ANNA, ANNA_SUBENTRY, BEN_SUBENTRY, GOOD, HALL_SUBENTRY, camera
from tests.builders.household import (
    ANNA_DATA,
    BEN_ACCOUNT,
    BEN_DATA,
    CARER_ACCOUNT,
    PortraitCamera,
    async_enrol_in,
    async_reloaded,
    lose_recogniser,
    photo,
)
from tests.builders.person_flow import (
    Flow,
    async_agree,
    async_reach_photos,
    async_reach_photos_of_account,
    async_snapshot,
)
from tests.fake_runner import FakeRunner

CLARA_ACCOUNT = "c" * 32


@pytest.fixture
def flow(hass: HomeAssistant, entry: DigitalShadowConfigEntry) -> Flow:
    """Return a flow of the loaded entry."""
    return Flow(hass, entry)


@pytest.fixture
async def known(entry: DigitalShadowConfigEntry) -> str:
    """Enrol Anna and return her subentry id."""
    await async_enrol_in(entry, ANNA_DATA)
    return ANNA_DATA["subentry_id"]


with_anna = pytest.mark.parametrize("subentries", [[ANNA_DATA]], ids=["with Anna"])


async def test_a_person_is_stored_durably_with_consent_before_the_person_appears(
    *,
    hass: HomeAssistant,
    entry: DigitalShadowConfigEntry,
    flow: Flow,
    runner: FakeRunner,
    hall_camera: PortraitCamera,
) -> None:
    runner.answer(Enrol, lambda request: photo(b"face%04d" % len(request.previous)))
    menu = await async_reach_photos(flow)
    assert (menu["type"], menu["step_id"]) == (FlowResultType.MENU, "photos")
    assert menu["menu_options"] == ["upload", "snapshot"]
    for taken in ("1", "2"):
        hall_camera.picture = taken.encode()
        menu = await async_snapshot(flow)
        assert menu["description_placeholders"]["count"] == taken
        assert menu["menu_options"] == ["upload", "snapshot", "finish"]
    done = await flow.choose("finish")
    await async_reloaded(hass, entry)

    (person,) = entry.get_subentries_of_type(SUBENTRY_PERSON)
    assert (done["type"], person.title) == (FlowResultType.CREATE_ENTRY, "Clara")
    assert person.data[CONF_SHARING] == "private"
    assert person.data[CONF_GRANTED_USER_IDS] == [CARER_ACCOUNT]
    assert person.data[CONF_CONSENT_VERSION] == CONSENT_VERSION
    (stored,) = await entry.runtime_data.record.async_people()
    assert stored.person_id == person.unique_id
    assert stored.consent.consented_at == person.data[CONF_CONSENTED_AT]
    assert stored.consent.granted_user_ids == (CARER_ACCOUNT,)
    templates = (await entry.runtime_data.record.async_templates())[stored.person_id]
    assert {template.template for template in templates} == {b"face0000", b"face0001"}
    assert runner.gallery is not None
    assert [known.person_id for known in runner.gallery.people] == [person.unique_id]


async def test_whoever_only_clicks_on_publishes_nothing(flow: Flow) -> None:
    await flow.begin()
    await flow.submit(name="Clara")
    await flow.submit()
    form = await flow.submit()
    assert form["data_schema"] is not None
    assert form["data_schema"].schema[CONF_SHARING].config["options"][0] == "private"


async def test_no_tick_no_enrolment(flow: Flow, entry: DigitalShadowConfigEntry) -> None:
    await flow.begin()
    await flow.submit(name="Clara")
    for _ in ("what happens", "what is kept"):
        await flow.submit()
    await flow.submit(sharing="shared")
    form = await flow.submit(consent=False)
    assert (form["step_id"], form["errors"]) == ("agreed", {"consent": "consent_required"})
    assert await entry.runtime_data.record.async_people() == ()


@with_anna
@pytest.mark.parametrize(
    ("user_input", "error"),
    [
        pytest.param({}, "name_required", id="neither name nor person"),
        pytest.param({"name": " \u200b"}, "name_required", id="an invisible name"),
        pytest.param({"name": "x" * 49}, "name_too_long", id="one letter too many"),
        pytest.param({"name": "ANNA"}, "name_taken", id="the name of somebody enrolled"),
        pytest.param({FIELD_PERSON_ENTITY_ID: "person.gone"}, "name_required", id="a person without a state"),
    ],
)
async def test_a_name_that_will_not_do_is_asked_for_again(
    flow: Flow, user_input: dict[str, str], error: str
) -> None:
    await flow.begin()
    form = await flow.submit(**user_input)
    assert (form["step_id"], form["errors"]) == ("user", {"name": error})


async def test_somebody_with_an_account_is_only_invited(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, flow: Flow, runner: FakeRunner
) -> None:
    runner.answer(CheckPhoto, PhotoCheck(GOOD))
    hass.states.async_set("person.clara", "home", {"friendly_name": "Clara <b>", "user_id": CLARA_ACCOUNT})
    menu = await async_reach_photos_of_account(flow, "person.clara")
    assert (menu["step_id"], menu["description_placeholders"]["name"]) == ("photos", "Clara b")
    await async_snapshot(flow)
    assert (await flow.choose("finish"))["type"] is FlowResultType.CREATE_ENTRY
    await async_reloaded(hass, entry)
    (person,) = entry.get_subentries_of_type(SUBENTRY_PERSON)
    assert person.data.keys() == {CONF_USER_ID, CONF_ASKED_AT}
    assert person.data[CONF_USER_ID] == CLARA_ACCOUNT
    record: Record = entry.runtime_data.record
    assert await record.async_photos(str(person.unique_id)) == (b"portrait",)
    assert (await record.async_people(), await record.async_templates()) == ((), {})
    assert not [request for request in runner.requests if isinstance(request, Enrol)]
    assert (await flow.begin(person.subentry_id))["reason"] == "waits_for_answer"


@pytest.mark.parametrize("subentries", [[camera()]], ids=["with the camera watched"])
@pytest.mark.parametrize("known", [None, "90", "270"])
async def test_how_a_watched_camera_hangs_is_found_out_by_a_photo_of_its_own(
    hass: HomeAssistant,
    entry: DigitalShadowConfigEntry,
    flow: Flow,
    runner: FakeRunner,
    known: str | None,
) -> None:
    if known is not None:
        hall = entry.subentries[HALL_SUBENTRY]
        data = {**hall.data, CONF_TURN_DEGREES: known}
        hass.config_entries.async_update_subentry(entry, hall, data=data)
        await async_reloaded(hass, entry)
    runner.answer(Enrol, replace(photo(b"face"), turn_degrees=270))
    await async_reach_photos(flow)
    await async_snapshot(flow)
    assert (await flow.choose("finish"))["type"] is FlowResultType.CREATE_ENTRY
    await async_reloaded(hass, entry)
    assert entry.subentries[HALL_SUBENTRY].data[CONF_TURN_DEGREES] == "270"
    (plan,) = plans_of(hass, entry)
    assert plan.turn_degrees == 270


@pytest.mark.parametrize("subentries", [[BEN_DATA]], ids=["with Ben"])
async def test_whoever_has_an_account_answers_and_measures_on_their_own_page(
    entry: DigitalShadowConfigEntry, flow: Flow
) -> None:
    await async_enrol_in(entry, BEN_DATA)
    menu = await flow.begin(BEN_SUBENTRY)
    assert "profile" not in menu["menu_options"]
    assert "measurements" not in menu["menu_options"]
    assert "withdraw" in menu["menu_options"]


@pytest.mark.parametrize("subentries", [[BEN_DATA]], ids=["with Ben"])
async def test_a_person_of_home_assistant_is_linked_once(hass: HomeAssistant, flow: Flow) -> None:
    hass.states.async_set("person.ben", "home", {"user_id": BEN_ACCOUNT})
    form = await flow.begin()
    (selector,) = [
        field for key, field in form["data_schema"].schema.items() if key == FIELD_PERSON_ENTITY_ID
    ]
    assert selector.config["exclude_entities"] == ["person.ben"]


@pytest.mark.parametrize("subentries", [[BEN_DATA]], ids=["with Ben"])
async def test_who_was_linked_meanwhile_ends_the_flow(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, flow: Flow
) -> None:
    (ben,) = entry.get_subentries_of_type(SUBENTRY_PERSON)
    hass.states.async_set("person.dora", "home", {"user_id": "dora", "friendly_name": "Dora"})
    await flow.begin()
    hass.config_entries.async_update_subentry(entry, ben, data={**ben.data, CONF_USER_ID: "dora"})
    await async_reloaded(hass, entry)
    assert (await flow.submit(person_entity_id="person.dora"))["reason"] == "already_linked"


async def test_a_person_without_an_account_can_be_given_no_right(hass: HomeAssistant, flow: Flow) -> None:
    hass.states.async_set("person.grandma", "home", {"friendly_name": "Grandma"})
    await flow.begin()
    form = await flow.submit(person_entity_id="person.grandma")
    assert (form["step_id"], form["errors"]) == ("user", {FIELD_PERSON_ENTITY_ID: "person_without_account"})
    await flow.submit(name="Grandma")
    for _ in ("what happens", "what is kept"):
        await flow.submit()
    await flow.submit(sharing="private")
    form = await flow.submit(**{FIELD_GRANTED: ["person.carer", "person.grandma"]})
    assert (form["step_id"], form["errors"]) == ("granted", {FIELD_GRANTED: "person_without_account"})


ANNA_GRANTS = {**ANNA_DATA, "data": {**ANNA_DATA["data"], CONF_GRANTED_USER_IDS: [CARER_ACCOUNT]}}


@pytest.mark.parametrize("subentries", [[ANNA_GRANTS, BEN_DATA]], ids=["with both"])
async def test_the_forms_show_the_persons_that_the_accounts_have_now(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, flow: Flow
) -> None:
    await async_enrol_in(entry, ANNA_DATA)
    await async_enrol_in(entry, BEN_DATA)
    hass.states.async_remove("person.carer")
    hass.states.async_set("person.nurse", "home", {"user_id": CARER_ACCOUNT})
    hass.states.async_set("person.benjamin", "home", {"user_id": BEN_ACCOUNT})
    for subentry_id, step, field, shown in (
        (ANNA_SUBENTRY, "change_sharing", FIELD_GRANTED, ["person.nurse"]),
        (BEN_SUBENTRY, "link", FIELD_PERSON_ENTITY_ID, "person.benjamin"),
    ):
        await flow.begin(subentry_id)
        form = await flow.choose(step)
        if step == "change_sharing":
            form = await flow.submit(sharing="private")
        (marker,) = (key for key in form["data_schema"].schema if key == field)
        assert marker.description == {"suggested_value": shown}


async def test_while_paused_no_camera_takes_a_photo(entry: DigitalShadowConfigEntry, flow: Flow) -> None:
    await async_reach_photos(flow)
    entry.runtime_data.coordinator.async_set_paused(on=True)
    assert (await async_snapshot(flow))["errors"] == {"then": "paused"}


@pytest.mark.parametrize(
    ("refusal", "error"),
    [
        *(
            pytest.param(EnrolmentError(reason, ""), f"enrolment_{reason}", id=reason)
            for reason in EnrolmentRefusal
        ),
        *(
            pytest.param(FrameError(reason, ""), f"frame_{reason}", id=f"picture {reason}")
            for reason in FrameRefusal
        ),
        pytest.param(EngineTimeoutError(""), "engine_timeout", id="the engine hangs"),
    ],
)
async def test_a_refused_photo_comes_back_with_the_reason_and_another_can_be_taken(
    flow: Flow, runner: FakeRunner, refusal: Exception, error: str
) -> None:
    runner.answer(Enrol, refusal)
    await async_reach_photos(flow)
    form = await async_snapshot(flow)
    assert (form["step_id"], form["errors"]) == ("preview", {"then": error})
    runner.answer(Enrol, photo(b"face"))
    assert "finish" in (await flow.submit(then="take"))["menu_options"]


@with_anna
async def test_a_look_alike_is_named_with_the_similarity(flow: Flow, runner: FakeRunner) -> None:
    refusal = EnrolmentError(EnrolmentRefusal.LOOKS_LIKE_ANOTHER, "", person_id=ANNA, similarity=0.4567)
    runner.answer(Enrol, refusal)
    await async_reach_photos(flow)
    placeholders = (await async_snapshot(flow))["description_placeholders"]
    assert (placeholders["look_alike"], placeholders["similarity"]) == ("Anna", "0.46")


async def test_a_camera_without_a_picture_is_told(flow: Flow, hall_camera: PortraitCamera) -> None:
    await async_reach_photos(flow)
    hall_camera.picture = None
    assert (await async_snapshot(flow))["errors"] == {"then": "no_picture"}


async def test_an_upload_that_is_gone_is_told(flow: Flow) -> None:
    await async_reach_photos(flow)
    await flow.choose("upload")
    gone = "00000000-0000-0000-0000-000000000000"
    assert (await flow.submit(photo_2=gone))["errors"] == {"photo_2": "upload_missing"}
    menu = await flow.submit()
    assert (menu["step_id"], menu["description_placeholders"]["count"]) == ("photos", "0")


async def test_the_camera_is_looked_at_before_a_photo_is_taken(flow: Flow, runner: FakeRunner) -> None:
    runner.answer(Enrol, photo(b"face"))
    await async_reach_photos(flow)
    await flow.choose("snapshot")
    form = await flow.submit(camera="camera.hall")
    assert form["step_id"] == "preview"
    assert form["description_placeholders"]["picture"].startswith("/api/camera_proxy/camera.hall?token=")
    assert (await flow.submit(then="look_again"))["step_id"] == "preview"
    menu = await flow.submit(then="back")
    assert (menu["step_id"], menu["description_placeholders"]["count"]) == ("photos", "0")
    assert not [request for request in runner.requests if isinstance(request, Enrol)]


async def test_the_same_photo_counts_once(flow: Flow, runner: FakeRunner) -> None:
    runner.answer(Enrol, photo(b"face"))
    await async_reach_photos(flow)
    await async_snapshot(flow)
    assert (await async_snapshot(flow))["errors"] == {"then": "same_photo"}


async def test_ten_photos_are_enough(flow: Flow, runner: FakeRunner, hall_camera: PortraitCamera) -> None:
    runner.answer(Enrol, photo(b"face"))
    await async_reach_photos(flow)
    for number in range(9):
        hall_camera.picture = b"portrait %d" % number
        await async_snapshot(flow)
    hall_camera.picture = b"the last one"
    assert (await async_snapshot(flow))["menu_options"] == ["finish"]


async def test_without_a_recogniser_the_flow_says_so_and_enrols_without_photos(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, flow: Flow, runner: FakeRunner
) -> None:
    lose_recogniser(runner)
    form = await async_reach_photos(flow)
    assert form["step_id"] == "without_photos"
    assert (await flow.submit())["type"] is FlowResultType.CREATE_ENTRY
    await async_reloaded(hass, entry)
    (stored,) = await entry.runtime_data.record.async_people()
    assert stored.templates == 0


async def test_a_full_disk_creates_nobody_and_can_be_tried_again(
    hass: HomeAssistant,
    entry: DigitalShadowConfigEntry,
    flow: Flow,
    runner: FakeRunner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def refuse(*_: object) -> None:
        """Refuse as a record without room does."""
        raise RecordFullError("full")

    runner.answer(Enrol, photo(b"face"))
    await async_reach_photos(flow)
    await async_snapshot(flow)
    with monkeypatch.context() as full:
        full.setattr(Record, "async_enrol", refuse)
        form = await flow.choose("finish")
    assert (form["step_id"], form["errors"]) == ("finish", {"base": "record_full"})
    assert entry.get_subentries_of_type(SUBENTRY_PERSON) == []
    assert (await flow.submit())["type"] is FlowResultType.CREATE_ENTRY
    await async_reloaded(hass, entry)


async def test_while_the_engine_starts_no_photo_is_taken_and_nothing_typed_in_is_lost(
    flow: Flow, runner: FakeRunner
) -> None:
    runner.answer(Enrol, photo(b"face"))
    ready = runner.ready
    await async_reach_photos(flow)
    await runner.async_stop()
    assert (await async_snapshot(flow))["errors"] == {"then": "engine_unavailable"}
    runner._ready = ready
    assert (await flow.submit(then="take"))["description_placeholders"]["count"] == "1"


@with_anna
@pytest.mark.parametrize(
    "subentry_id", [None, ANNA_DATA["subentry_id"]], ids=["somebody new", "somebody known"]
)
async def test_nobody_is_enrolled_or_changed_while_the_entry_is_not_loaded(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, flow: Flow, subentry_id: str | None
) -> None:
    await hass.config_entries.async_unload(entry.entry_id)
    assert (await flow.begin(subentry_id))["reason"] == "entry_not_loaded"


async def test_a_photo_is_uploaded_over_rest_and_the_consent_tells_who_ticked(
    hass: HomeAssistant,
    entry: DigitalShadowConfigEntry,
    runner: FakeRunner,
    hass_client: ClientSessionGenerator,
    hass_admin_user: Any,  # noqa: ANN401  # the harness' own class
) -> None:
    dark = EnrolmentError(EnrolmentRefusal.TOO_DARK, "")
    runner.answer(Enrol, lambda request: dark if request.image == b"dark" else photo(request.image))
    hass.states.async_set("person.carer", "home", {"user_id": CARER_ACCOUNT})
    assert await async_setup_component(hass, "config", {})
    client = await hass_client()
    flows = "/api/config/config_entries/subentries/flow"

    async def post(path: str, content: dict[str, Any]) -> dict[str, Any]:
        """Send one step and return the next."""
        response = await client.post(path, json=content)
        assert response.status == HTTPStatus.OK, await response.text()
        answer: dict[str, Any] = await response.json()
        return answer

    form = await post(flows, {"handler": [entry.entry_id, SUBENTRY_PERSON]})
    step = f"{flows}/{form['flow_id']}"
    await post(step, {"name": "Clara"})
    answers: list[dict[str, Any]] = [
        {},
        {},
        {"sharing": "private"},
        {"granted_person_entity_ids": []},
        {"consent": True},
    ]
    for answer in answers:
        await post(step, answer)
    await post(step, {"next_step_id": "upload"})
    files = {}
    for field, content in (("photo_1", b"uploaded"), ("photo_2", b"dark"), ("photo_3", b"uploaded")):
        sent = await (await client.post("/api/file_upload", data={"file": BytesIO(content)})).json()
        files[field] = sent["file_id"]
    form = await post(step, files)
    assert form["errors"] == {"photo_2": "enrolment_too_dark", "photo_3": "same_photo"}
    # The page sends what it still holds again; what was taken stays taken.
    assert (await post(step, files))["errors"] == form["errors"]
    assert (await post(step, {"photo_1": files["photo_1"]}))["description_placeholders"]["count"] == "1"
    assert (await post(step, {"next_step_id": "finish"}))["type"] == "create_entry"
    await async_reloaded(hass, entry)

    (stored,) = await entry.runtime_data.record.async_people()
    assert stored.consent.recorded_by == hass_admin_user.id
    templates = (await entry.runtime_data.record.async_templates())[stored.person_id]
    assert [template.template for template in templates] == [b"uploaded"]


# Changing somebody


@with_anna
async def test_sharing_less_is_a_new_consent_and_takes_the_values_away(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, flow: Flow, known: str
) -> None:
    menu = await flow.begin(known)
    assert menu["menu_options"] == [
        "profile",
        "measurements",
        "linked_entities",
        "report_schedule",
        "absence",
        "link",
        "change_sharing",
        "add_photos",
        "replace_photos",
        "withdraw",
    ]
    form = await flow.choose("change_sharing")
    assert form["description_placeholders"] == {"name": "Anna", "version": CONSENT_VERSION}
    assert (await async_agree(flow))["reason"] == "reconfigure_successful"
    await async_reloaded(hass, entry)
    assert entry.subentries[known].data[CONF_SHARING] == "private"
    (stored,) = await entry.runtime_data.record.async_people()
    assert (stored.consent.sharing, stored.consent.granted_user_ids) == (
        "private",
        (CARER_ACCOUNT,),
    )


@pytest.mark.parametrize("subentries", [[BEN_DATA]], ids=["with Ben"])
async def test_of_somebody_with_an_account_no_administrator_answers_measures_or_chooses_readers(
    entry: DigitalShadowConfigEntry, flow: Flow
) -> None:
    await async_enrol_in(entry, BEN_DATA)
    menu = await flow.begin(BEN_SUBENTRY)
    for option in ("profile", "measurements", "change_sharing"):
        assert option not in menu["menu_options"]


@with_anna
async def test_an_account_that_is_linked_while_readers_are_chosen_chooses_them_itself(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, flow: Flow, known: str
) -> None:
    await flow.begin(known)
    await flow.choose("change_sharing")
    before = dict(entry.subentries[known].data) | {CONF_USER_ID: "anna"}
    hass.config_entries.async_update_subentry(entry, entry.subentries[known], data=before)
    assert (await async_agree(flow))["reason"] == "chooses_readers_by_themself"
    assert dict(entry.subentries[known].data) == before


@with_anna
@pytest.mark.parametrize(
    ("option", "templates"),
    [
        pytest.param("add_photos", [b"template", b"face"], id="beside the old ones"),
        pytest.param("replace_photos", [b"face"], id="in place of the old ones"),
    ],
)
async def test_new_photos_are_taken(
    *,
    entry: DigitalShadowConfigEntry,
    flow: Flow,
    runner: FakeRunner,
    known: str,
    option: str,
    templates: list[bytes],
) -> None:
    requests: list[Enrol] = []

    def answer(request: Enrol) -> object:
        """Remember what was asked."""
        requests.append(request)
        return photo(b"face")

    runner.answer(Enrol, answer)
    await flow.begin(known)
    menu = await flow.choose(option)
    assert menu["description_placeholders"]["count"] == str(len(templates) - 1)
    await async_snapshot(flow)
    assert (await flow.choose("finish"))["reason"] == "reconfigure_successful"
    stored = (await entry.runtime_data.record.async_templates())[ANNA]
    assert [template.template for template in stored] == templates
    assert (requests[0].person_id, list(requests[0].previous)) == (ANNA, templates[:-1])
    assert runner.gallery is not None
    assert list(runner.gallery.people[0].templates) == templates


@with_anna
@pytest.mark.parametrize(
    ("option", "state", "reason"),
    [
        pytest.param("add_photos", "recogniser lost", "recognition_off", id="adding without a recogniser"),
        pytest.param(
            "replace_photos", "recogniser lost", "recognition_off", id="replacing without a recogniser"
        ),
        pytest.param("add_photos", "stopped", "engine_not_ready", id="adding without an engine"),
    ],
)
async def test_photos_that_nothing_could_use_are_not_taken(
    *, flow: Flow, runner: FakeRunner, known: str, option: str, state: str, reason: str
) -> None:
    await flow.begin(known)
    if state == "stopped":
        await runner.async_stop()
    else:
        lose_recogniser(runner)
    assert (await flow.choose(option))["reason"] == reason


@with_anna
async def test_a_person_is_linked_later_and_unlinked_again(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, flow: Flow, known: str
) -> None:
    hass.states.async_set("person.anna", "home")
    await flow.begin(known)
    await flow.choose("link")
    form = await flow.submit(person_entity_id="person.anna")
    assert (form["step_id"], form["errors"]) == ("link", {FIELD_PERSON_ENTITY_ID: "person_without_account"})
    hass.states.async_set("person.anna", "home", {"user_id": "anna"})
    await flow.submit(person_entity_id="person.anna")
    await async_reloaded(hass, entry)
    linked = entry.subentries[known].data
    assert linked == {**ANNA_DATA["data"], CONF_USER_ID: "anna", CONF_ASKED_AT: linked[CONF_ASKED_AT]}
    await flow.begin(known)
    await flow.choose("link")
    await flow.submit()
    await async_reloaded(hass, entry)
    assert entry.subentries[known].data == ANNA_DATA["data"]


@with_anna
async def test_withdrawing_consent_erases_and_removes_the_person(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, flow: Flow, runner: FakeRunner, known: str
) -> None:
    await flow.begin(known)
    await flow.choose("withdraw")
    assert (await flow.submit(erase=False))["errors"] == {"erase": "erase_required"}
    done = await flow.submit(erase=True)
    assert (done["reason"], done["description_placeholders"]["name"]) == ("consent_withdrawn", "Anna")
    await async_reloaded(hass, entry)
    assert entry.get_subentries_of_type(SUBENTRY_PERSON) == []
    assert await entry.runtime_data.record.async_people() == ()
    assert runner.gallery is not None
    assert runner.gallery.people == ()


@with_anna
@pytest.mark.parametrize(
    ("method", "steps", "told"),
    [
        pytest.param("async_stored_since", [], lambda result: result["reason"], id="when the flow opens"),
        pytest.param(
            "async_templates", ["add_photos"], lambda result: result["reason"], id="before photos are added"
        ),
        pytest.param(
            "async_erase_person",
            ["withdraw", True],
            lambda result: result["errors"]["base"],
            id="while erasing",
        ),
    ],
)
async def test_a_record_that_refuses_is_told_and_the_person_stays(
    *,
    entry: DigitalShadowConfigEntry,
    flow: Flow,
    known: str,
    monkeypatch: pytest.MonkeyPatch,
    method: str,
    steps: list[str | bool],
    told: Callable[[SubentryFlowResult], str],
) -> None:
    async def refuse(*_: object) -> None:
        """Refuse as a record without room does."""
        raise RecordFullError("full")

    if steps:
        await flow.begin(known)
    if steps[1:]:
        await flow.choose("withdraw")
    with monkeypatch.context() as full:
        full.setattr(Record, method, refuse)
        if not steps:
            result = await flow.begin(known)
        elif steps[1:]:
            result = await flow.submit(erase=True)
        else:
            result = await flow.choose(str(steps[0]))
    assert told(result) == "record_full"
    assert known in entry.subentries


@with_anna
async def test_somebody_whose_record_is_lost_gives_consent_and_photos_again(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, flow: Flow, runner: FakeRunner
) -> None:
    runner.answer(Enrol, photo(b"face"))
    form = await flow.begin(ANNA_DATA["subentry_id"])
    assert form["step_id"] == "consent"
    for _ in ("what happens", "what is kept"):
        await flow.submit()
    await async_agree(flow)
    await async_snapshot(flow)
    assert (await flow.choose("finish"))["reason"] == "reconfigure_successful"
    await async_reloaded(hass, entry)
    (stored,) = await entry.runtime_data.record.async_people()
    assert (stored.person_id, stored.templates) == (ANNA, 1)
    assert entry.subentries[ANNA_DATA["subentry_id"]].data[CONF_SHARING] == "private"


@pytest.mark.parametrize(
    ("subentries", "limit", "warns"),
    [
        pytest.param([ANNA_DATA], 2, True, id="one more is many"),
        pytest.param([ANNA_DATA], 3, False, id="one more is not many yet"),
        pytest.param([ANNA_DATA, camera()], 2, True, id="a camera compares everybody"),
        pytest.param(
            [ANNA_DATA, camera(**{CONF_COMPARED_PERSON_IDS: [ANNA]})], 2, False, id="cameras compare few"
        ),
    ],
)
@pytest.mark.usefixtures("known")
async def test_whoever_is_one_of_many_is_told_what_that_costs_and_may_go_on(
    flow: Flow, monkeypatch: pytest.MonkeyPatch, *, limit: int, warns: bool
) -> None:
    monkeypatch.setattr("custom_components.digitalshadow.flows.many_people.MANY_PEOPLE", limit)
    await flow.begin()

    step = await flow.submit(name="Clara")

    assert step["step_id"] == ("many_people" if warns else "consent")
    if warns:
        assert step["description_placeholders"] == {"number": "2", "limit": str(limit)}
        assert (await flow.submit())["step_id"] == "consent"
