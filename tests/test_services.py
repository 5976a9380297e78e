"""The actions: what they answer, what they refuse, and that they change what they say they change."""

from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError, Unauthorized
import probatio
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.digitalshadow.const import CONF_COMPARED_PERSON_IDS, CONF_SINGLE_PERSON_ID
from custom_components.digitalshadow.engine.records.errors import (
    EngineTimeoutError,
    EnrolmentError,
    FrameError,
)
from custom_components.digitalshadow.engine.records.faces import Quality, WhyNot
from custom_components.digitalshadow.engine.records.gallery import Enrol
from custom_components.digitalshadow.engine.records.pictures import Assess, AssessedFace, Assessment
from custom_components.digitalshadow.engine.records.refusals import EnrolmentRefusal, FrameRefusal
from custom_components.digitalshadow.engine.records.sightings import Identity
from custom_components.digitalshadow.people.budget import BURST
from custom_components.digitalshadow.record import StoredTemplate
from tests.builders.home import (
    ANNA,
    ANNA_SUBENTRY,
    BEN,
    BEN_SUBENTRY,
    GOOD,
    HALL,
    HALL_SUBENTRY,
    async_set_up,
    camera,
    home_entry,
)
from tests.builders.household import (
    ANNA_DATA,
    PortraitCamera,
    async_act,
    async_make_accounts,
    async_reloaded,
    device_of,
    photo,
)
from tests.fake_runner import READY, RISK_MODEL, FakeRunner

STRANGER = AssessedFace(None, None, None, GOOD, None, WhyNot.NOT_RECOGNISED)
ANNA_SEEN = AssessedFace(ANNA, Identity.RECOGNISED, 0.71234, GOOD, 0.0912, None)
BEN_SEEN = AssessedFace(BEN, Identity.RECOGNISED, 0.6, GOOD, 0.5, None)
ANNA_BLURRED = AssessedFace(
    ANNA,
    Identity.SINGLE_PERSON,
    None,
    Quality(0.2, (WhyNot.BLURRED,), 30.0, 2.0, None),
    None,
    WhyNot.BLURRED,
)
QUALITY = {"quality": 0.9, "quality_reasons": []}
SPOKEN_BY = {"model": RISK_MODEL.name, "model_kind": "demonstration"}


async def test_assessing_answers_with_values_beside_their_model(
    hass: HomeAssistant, accounts: dict[str, User], runner: FakeRunner
) -> None:
    runner.answer(Assess, Assessment((ANNA_SEEN, ANNA_BLURRED, STRANGER)))
    answer = await async_act(hass, "assess", accounts["owner"], entity_id=HALL)
    known = {"person": "Anna", "person_id": ANNA, **SPOKEN_BY}
    blurred = {"quality": 0.2, "quality_reasons": ["blurred"]}
    assert answer == {
        "faces": [
            known
            | QUALITY
            | {"identity": "recognised", "similarity": 0.712, "why_not": None, "signal_level": 9.1},
            known | blurred | {"identity": "single_person", "similarity": None, "why_not": "blurred"},
            {"person": None, "why_not": "not_recognised", **QUALITY},
        ]
    }


async def test_somebody_whose_values_are_not_for_the_caller_looks_like_a_stranger(
    hass: HomeAssistant, accounts: dict[str, User], runner: FakeRunner
) -> None:
    runner.answer(Assess, Assessment((BEN_SEEN,)))
    for caller in (accounts["other"], accounts["read_only"], None):
        answer = await async_act(hass, "assess", caller, entity_id=HALL)
        assert answer == {"faces": [{"person": None, "why_not": "not_recognised", **QUALITY}]}


async def test_only_those_who_may_read_the_record_learn_who_of_the_sharing_people_is_in_a_picture(
    hass: HomeAssistant, accounts: dict[str, User], runner: FakeRunner
) -> None:
    runner.answer(Assess, Assessment((ANNA_SEEN,)))
    for caller in (accounts["other"], accounts["read_only"], None):
        answer = await async_act(hass, "assess", caller, entity_id=HALL)
        assert answer == {"faces": [{"person": None, "why_not": "not_recognised", **QUALITY}]}


async def test_whose_monitoring_is_off_looks_like_a_stranger_to_everybody(
    hass: HomeAssistant, accounts: dict[str, User], runner: FakeRunner
) -> None:
    runner.answer(Assess, Assessment((ANNA_SEEN,)))
    await hass.services.async_call(
        "switch", "turn_off", {"entity_id": "switch.anna_recognition"}, blocking=True
    )
    answer = await async_act(hass, "assess", accounts["owner"], entity_id=HALL)
    assert answer == {"faces": [{"person": None, "why_not": "not_recognised", **QUALITY}]}


async def async_pause(hass: HomeAssistant) -> None:
    """Pause everything, as the household does."""
    await hass.services.async_call(
        "switch", "turn_on", {"entity_id": "switch.digitalshadow_pause"}, blocking=True
    )


@pytest.mark.parametrize("action", ["assess", "enrol"])
async def test_while_paused_no_camera_is_asked_and_nobody_is_named(
    hass: HomeAssistant,
    *,
    accounts: dict[str, User],
    runner: FakeRunner,
    hall_camera: PortraitCamera,
    monkeypatch: pytest.MonkeyPatch,
    action: str,
) -> None:
    asked: list[str] = []

    async def look(*_args: object) -> bytes:
        """Take note that a picture was fetched."""
        asked.append(HALL)
        return b"picture"

    monkeypatch.setattr(hall_camera, "async_camera_image", look)
    runner.answer(Assess, Assessment((ANNA_SEEN,)))
    runner.answer(Enrol, photo(b"face"))
    await async_pause(hass)
    person = {} if action == "assess" else {"person": device_of(hass, ANNA_SUBENTRY)}
    with pytest.raises(ServiceValidationError) as refusal:
        await async_act(hass, action, accounts["owner"], entity_id=HALL, **person)
    assert (refusal.value.translation_key, asked) == ("paused", [])


async def test_a_pause_that_begins_while_the_engine_looks_keeps_the_answer_back(
    hass: HomeAssistant, home: MockConfigEntry, accounts: dict[str, User], runner: FakeRunner
) -> None:
    def pause_meanwhile(_request: Assess) -> Assessment:
        """Answer after the household has paused."""
        home.runtime_data.coordinator.async_set_paused(on=True)
        return Assessment((ANNA_SEEN,))

    runner.answer(Assess, pause_meanwhile)
    with pytest.raises(ServiceValidationError) as refusal:
        await async_act(hass, "assess", accounts["owner"], entity_id=HALL)
    assert refusal.value.translation_key == "paused"


async def test_somebody_who_was_just_removed_looks_like_a_stranger(
    hass: HomeAssistant, accounts: dict[str, User], runner: FakeRunner
) -> None:
    gone = AssessedFace("f" * 32, Identity.RECOGNISED, 0.6, GOOD, 0.5, None)
    runner.answer(Assess, Assessment((gone,)))
    answer = await async_act(hass, "assess", accounts["owner"], entity_id=HALL)
    assert answer == {"faces": [{"person": None, "why_not": "not_recognised", **QUALITY}]}


@pytest.mark.parametrize(
    ("choice", "people"),
    [
        pytest.param({CONF_SINGLE_PERSON_ID: ANNA}, (ANNA, 0, ()), id="sees one person only"),
        pytest.param({CONF_COMPARED_PERSON_IDS: [ANNA]}, (None, 0, (ANNA,)), id="compares a few"),
    ],
)
async def test_a_picture_of_a_camera_is_assessed_for_those_whom_it_is_meant_for(
    hass: HomeAssistant,
    runner: FakeRunner,
    hall_camera: PortraitCamera,
    choice: dict[str, object],
    people: tuple[Any, ...],
) -> None:
    for_all = camera("camera.kitchen", "04KITCHEN", 60.0)
    for_anna = camera(interval_seconds=60.0, **choice)
    await async_set_up(hass, home_entry([ANNA_DATA, for_all, for_anna]))
    asked: list[Assess] = []

    def answer(request: Assess) -> Assessment:
        """Remember what was asked."""
        asked.append(request)
        return Assessment(())

    runner.answer(Assess, answer)
    assert await async_act(hass, "assess", entity_id=HALL) == {"faces": []}
    assert asked == [Assess(hall_camera.picture or b"", *people)]


async def test_a_file_is_assessed_from_an_allowed_folder_only(
    hass: HomeAssistant, accounts: dict[str, User], runner: FakeRunner, tmp_path: Path
) -> None:
    runner.answer(Assess, Assessment(()))
    media = tmp_path / "media"
    media.mkdir()
    (media / "anna.jpg").write_bytes(b"picture")
    hass.config.allowlist_external_dirs = {str(media)}
    assert await async_act(hass, "assess", accounts["other"], path=str(media / "anna.jpg")) == {"faces": []}
    with pytest.raises(ServiceValidationError, match="allowlist_external_dirs"):
        await async_act(hass, "assess", accounts["owner"], path="/etc/hostname")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({}, id="no picture"),
        pytest.param({"entity_id": HALL, "path": "/media/a.jpg"}, id="two pictures"),
        pytest.param({"entity_id": "light.hall"}, id="nothing that has a picture"),
    ],
)
async def test_assessing_takes_exactly_one_picture(
    hass: HomeAssistant, accounts: dict[str, User], data: dict[str, str]
) -> None:
    with pytest.raises(probatio.Invalid):
        await async_act(hass, "assess", accounts["owner"], **data)


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        pytest.param(FrameError(FrameRefusal.ANIMATED, ""), "Animated", id="the picture"),
        pytest.param(EngineTimeoutError(""), "took too long", id="the engine"),
    ],
)
async def test_what_the_engine_refuses_is_told(
    hass: HomeAssistant, accounts: dict[str, User], runner: FakeRunner, refusal: Exception, said: str
) -> None:
    runner.answer(Assess, refusal)
    with pytest.raises(HomeAssistantError, match=said):
        await async_act(hass, "assess", accounts["owner"], entity_id=HALL)


async def test_without_an_engine_there_is_no_answer(
    hass: HomeAssistant, accounts: dict[str, User], runner: FakeRunner
) -> None:
    await runner.async_stop()
    with pytest.raises(HomeAssistantError, match="not running"):
        await async_act(hass, "assess", accounts["owner"], entity_id=HALL)


async def test_a_camera_without_a_picture_is_told(
    hass: HomeAssistant, accounts: dict[str, User], hall_camera: PortraitCamera
) -> None:
    hall_camera.picture = None
    with pytest.raises(ServiceValidationError, match=f"{HALL} has no picture"):
        await async_act(hass, "assess", accounts["owner"], entity_id=HALL)


async def test_an_account_that_asks_again_and_again_is_told_to_wait_and_nobody_else_is(
    hass: HomeAssistant, accounts: dict[str, User], runner: FakeRunner, freezer: FrozenDateTimeFactory
) -> None:
    freezer.move_to("2026-11-24 20:00:00+00:00")
    runner.answer(Assess, Assessment(()))
    for _ in range(BURST):
        await async_act(hass, "assess", accounts["other"], entity_id=HALL)
    for _ in range(200 - BURST):
        with pytest.raises(ServiceValidationError) as refusal:
            await async_act(hass, "assess", accounts["other"], entity_id=HALL)
        assert refusal.value.translation_key == "too_many_questions"

    asked = [one for one in runner.requests if isinstance(one, Assess)]
    assert len(asked) == BURST
    assert await async_act(hass, "assess", accounts["owner"], entity_id=HALL) == {"faces": []}
    assert await async_act(hass, "assess", entity_id=HALL) == {"faces": []}


@pytest.mark.usefixtures("accounts")
async def test_an_account_that_may_not_see_a_camera_cannot_use_it(hass: HomeAssistant) -> None:
    blind = await hass.auth.async_create_user("Blind", group_ids=[])
    with pytest.raises(Unauthorized):
        await async_act(hass, "assess", blind, entity_id=HALL)


async def test_actions_say_that_the_entry_is_not_loaded(
    hass: HomeAssistant, accounts: dict[str, User], home: MockConfigEntry
) -> None:
    await hass.config_entries.async_unload(home.entry_id)
    with pytest.raises(ServiceValidationError, match="not set up"):
        await async_act(hass, "assess", accounts["owner"], entity_id=HALL)


# Changing people


async def test_a_photo_is_added_and_known_at_once(
    hass: HomeAssistant, accounts: dict[str, User], home: MockConfigEntry, runner: FakeRunner
) -> None:
    runner.answer(Enrol, photo(b"new face"))
    ben = device_of(hass, BEN_SUBENTRY)
    answer = await async_act(hass, "enrol", accounts["themself"], person=ben, entity_id=HALL)
    assert answer == {"person": "Ben", "photos": 2, "quality": 0.9}
    templates = (await home.runtime_data.record.async_templates())[BEN]
    assert b"new face" in {template.template for template in templates}
    assert runner.gallery is not None
    assert b"new face" in {template for person in runner.gallery.people for template in person.templates}


async def test_ten_photos_are_enough(
    hass: HomeAssistant, accounts: dict[str, User], home: MockConfigEntry, runner: FakeRunner
) -> None:
    runner.answer(Enrol, photo(b"new face"))
    more = [
        StoredTemplate(b"face%04d" % number, str(READY.recogniser_sha256), 1.0, 0.9) for number in range(9)
    ]
    await home.runtime_data.record.async_add_templates(BEN, more)
    with pytest.raises(ServiceValidationError, match="10 photos already"):
        await async_act(
            hass, "enrol", accounts["owner"], person=device_of(hass, BEN_SUBENTRY), entity_id=HALL
        )


@pytest.mark.parametrize(
    ("role", "said"),
    [
        pytest.param("owner", r"Anna \(cosine similarity 0\.46\)", id="an administrator learns whom"),
        pytest.param("themself", "somebody else who was added", id="nobody else does"),
    ],
)
async def test_a_look_alike_is_named_to_administrators_only(
    hass: HomeAssistant, accounts: dict[str, User], runner: FakeRunner, role: str, said: str
) -> None:
    refusal = EnrolmentError(EnrolmentRefusal.LOOKS_LIKE_ANOTHER, "", person_id=ANNA, similarity=0.4567)
    runner.answer(Enrol, refusal)
    with pytest.raises(ServiceValidationError, match=said):
        await async_act(hass, "enrol", accounts[role], person=device_of(hass, BEN_SUBENTRY), entity_id=HALL)


async def test_a_person_who_asks_is_forgotten_and_gone(
    hass: HomeAssistant, accounts: dict[str, User], home: MockConfigEntry
) -> None:
    answer = await async_act(
        hass, "forget_person", accounts["themself"], person=device_of(hass, BEN_SUBENTRY)
    )
    assert (answer["verified"], answer["templates"], answer["readings"]) == (True, 1, 1)
    assert answer["found_in"] == [{"where": "backups", "until": "deleted_by_hand"}]
    await async_reloaded(hass, home)
    assert list(home.subentries) == [ANNA_SUBENTRY]
    assert [person.person_id for person in await home.runtime_data.record.async_people()] == [ANNA]


async def test_an_export_holds_everything_that_is_stored(
    hass: HomeAssistant, accounts: dict[str, User]
) -> None:
    answer = await async_act(
        hass, "export_person", accounts["themself"], person=device_of(hass, BEN_SUBENTRY)
    )
    assert (answer["name"], answer["settings"]["sharing"]) == ("Ben", "private")
    stored = answer["record"]
    assert [value["probability"] for value in stored["readings"]] == [0.6]
    assert (len(stored["templates"]), len(stored["consents"])) == (1, 1)


async def test_that_was_not_me_takes_the_last_reading_back(
    hass: HomeAssistant, accounts: dict[str, User], home: MockConfigEntry
) -> None:
    ben = device_of(hass, BEN_SUBENTRY)
    answer = await async_act(hass, "undo_last_reading", accounts["themself"], person=ben)
    assert answer == {"undone": {"ended_at": "1970-01-01T00:03:20+00:00"}}
    assert await home.runtime_data.record.async_latest_readings(BEN, 1) == ()
    assert await async_act(hass, "undo_last_reading", accounts["themself"], person=ben) == {"undone": None}


@pytest.mark.parametrize("device", ["nobody's", "a camera's"])
@pytest.mark.usefixtures("runner", "hall_camera")
async def test_a_device_that_is_no_person_is_refused(hass: HomeAssistant, device: str) -> None:
    await async_set_up(hass, home_entry([camera(interval_seconds=60.0)]))
    owner = (await async_make_accounts(hass))["owner"]
    person = device_of(hass, HALL_SUBENTRY) if device == "a camera's" else "nobody"
    with pytest.raises(ServiceValidationError, match="not a person"):
        await async_act(hass, "export_person", owner, person=person)


async def test_somebody_whose_record_is_gone_cannot_be_exported(
    hass: HomeAssistant, accounts: dict[str, User], home: MockConfigEntry
) -> None:
    await home.runtime_data.record.async_erase_person(BEN, 1.0, None)
    with pytest.raises(ServiceValidationError, match="not here any more"):
        await async_act(hass, "export_person", accounts["owner"], person=device_of(hass, BEN_SUBENTRY))
