"""A person's report: made from the real record, kept sealed, had in five formats, and told once."""

from datetime import datetime, timedelta
import json
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.models import User
from homeassistant.core import Context, HomeAssistant, State
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import probatio
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.digitalshadow.const import RECORD_FOLDER
from custom_components.digitalshadow.health.person.answers import answered, answers_as_content
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.outlook.clinical import async_tell_clinical_inputs
from custom_components.digitalshadow.record import TYPED, Record, RecordBusyError, StoredMeasurement
from tests.builders.home import ANNA, ANNA_SUBENTRY, BEN, BEN_SUBENTRY, reading_of
from tests.builders.household import async_act, async_connect, device_of
from tests.builders.man_of_50 import MAN_OF_50
from tests.fake_runner import RISK_MODEL, FakeRunner

NOW: Final = datetime(2026, 9, 21, 12, tzinfo=ZoneInfo("US/Pacific"))
"""Where the harness puts its homes."""
SENSOR: Final = "sensor.anna_last_report"
BUTTON: Final = "button.anna_make_a_report"
SPOKEN_BY: Final = {"model": RISK_MODEL.name, "model_kind": "demonstration"}
MEASURED: Final = {
    Measure.SYSTOLIC: 140.0,
    Measure.TOTAL_CHOLESTEROL: 5.5,
    Measure.HDL_CHOLESTEROL: 1.3,
}
"""With the answers the example in the abstract of SCORE2: 7.5 % where the risk is moderate, at the age of 50."""


@pytest.fixture
async def record(hass: HomeAssistant, freezer: FrozenDateTimeFactory, home: MockConfigEntry) -> Record:
    """The record of the home at noon, where Germany is and readings, answers and measurements of Anna are known."""
    freezer.move_to(NOW)
    hass.config.country = "DE"
    record: Record = home.runtime_data.record
    yesterday = (NOW - timedelta(days=1)).timestamp()
    await record.async_set_profile(ANNA, answers_as_content(answered(MAN_OF_50, yesterday)), yesterday)
    await record.async_add_measurements(
        ANNA,
        [
            StoredMeasurement(kind=str(measure), value=value, measured_at=yesterday, source=TYPED)
            for measure, value in MEASURED.items()
        ],
    )
    for number, probability in enumerate((0.31, 0.42, 0.53)):
        stored = reading_of(ANNA, probability, yesterday - 86_400 * number)
        await record.async_add_reading(stored)
        await home.runtime_data.coordinator.outlook.async_update_trend(ANNA, stored.started_at)
    async_tell_clinical_inputs(hass)
    return record


@pytest.fixture
def owner(record: Record, accounts: dict[str, User]) -> User:  # noqa: ARG001  # the record is filled before somebody asks
    """Return an administrator of that home."""
    return accounts["owner"]


async def async_report_of(hass: HomeAssistant, subentry_id: str, user: User, **data: str) -> dict[str, Any]:
    """Make a report by the action."""
    answer: dict[str, Any] = await async_act(
        hass, "generate_report", user, person=device_of(hass, subentry_id), **data
    )
    return answer


def shown(hass: HomeAssistant, entity_id: str) -> State:
    """Return an entity's state."""
    state = hass.states.get(entity_id)
    assert state is not None
    return state


async def test_a_report_tells_what_was_seen_and_what_the_equation_says_each_by_its_name(
    hass: HomeAssistant, owner: User
) -> None:
    answer = await async_report_of(hass, ANNA_SUBENTRY, owner)
    text = answer.pop("report")
    assert answer == {
        "person": "Anna",
        "made_at": "2026-09-21T19:00:00+00:00",
        "language": "en",
        "format": "markdown",
        "chosen_by": None,
        **SPOKEN_BY,
    }
    assert text.startswith("# ")
    for said in (
        "Anna",
        RISK_MODEL.name,
        "demonstration",
        "was 42",
        "not a chance of disease",
        "SCORE2",
        "2021",
        "112",
    ):
        assert said in text, said


async def test_facts_carry_number_unit_day_and_source(hass: HomeAssistant, owner: User) -> None:
    answer = await async_report_of(hass, ANNA_SUBENTRY, owner, format="facts")
    facts = {fact["key"]: fact for fact in answer["report"]}
    assert facts["seen.middle"] == {
        "key": "seen.middle",
        "value": pytest.approx(42.0),
        "unit": "level 0 to 100, not a chance of disease",
        "day": "2026-09-21",
        "source": f"{RISK_MODEL.name} (demonstration)",
    }
    assert facts["trend.state"]["value"] == "calibrating"
    assert facts["measured.systolic_mmhg"]["day"] == "2026-09-20"
    assert facts["risk.value"]["value"] == pytest.approx(7.5, abs=0.3)
    assert facts["risk.value"]["source"].startswith("SCORE2 2021")


@pytest.mark.parametrize(
    ("language", "configured", "written_in"),
    [
        pytest.param(None, "de", "de", id="the-home's"),
        pytest.param(None, "pt-BR", "pt", id="the-home's-with-its-country"),
        pytest.param(None, "sv", "en", id="english-where-the-home's-is-not-spoken"),
        pytest.param("fr", "de", "fr", id="as-asked"),
    ],
)
async def test_the_language_is_the_one_asked_for_or_the_homes(
    hass: HomeAssistant, owner: User, language: str | None, configured: str, written_in: str
) -> None:
    hass.config.language = configured
    asked = {} if language is None else {"language": language}
    page = await async_report_of(hass, ANNA_SUBENTRY, owner, format="handout", **asked)
    assert page["language"] == written_in
    assert f'<html lang="{written_in}">' in page["report"]
    plain = await async_report_of(hass, ANNA_SUBENTRY, owner, format="plain", **asked)
    assert "#" not in plain["report"]


async def test_the_doctors_bundle_names_the_person_and_the_equation(hass: HomeAssistant, owner: User) -> None:
    bundle = (await async_report_of(hass, ANNA_SUBENTRY, owner, format="fhir"))["report"]
    resources = [entry["resource"] for entry in bundle["entry"]]
    assert resources[0]["birthDate"] == "1976-06-01"
    assert [one["resourceType"] for one in resources].count("RiskAssessment") == 1


@pytest.mark.usefixtures("record")
async def test_the_emergency_number_is_the_one_of_the_home_or_else_of_the_answer(
    hass: HomeAssistant, owner: User
) -> None:
    hass.config.country = "US"
    assert "911" in (await async_report_of(hass, ANNA_SUBENTRY, owner))["report"]
    hass.config.country = None
    assert "112" in (await async_report_of(hass, ANNA_SUBENTRY, owner))["report"]


async def test_somebody_nobody_knows_anything_of_gets_a_report_that_says_so(
    hass: HomeAssistant, owner: User, home: MockConfigEntry
) -> None:
    await home.runtime_data.coordinator.undo.async_undo_last(BEN, None)
    facts = (await async_report_of(hass, BEN_SUBENTRY, owner, format="facts"))["report"]
    values = {fact["key"]: fact["value"] for fact in facts}
    assert (values["seen.visits"], values["seen.middle"], values["risk.value"]) == (0, None, None)
    assert values["risk.reason"] is not None


async def test_what_is_wrong_with_the_question_is_told(
    hass: HomeAssistant, owner: User, home: MockConfigEntry
) -> None:
    with pytest.raises(probatio.Invalid):
        await async_report_of(hass, ANNA_SUBENTRY, owner, format="pdf")
    with pytest.raises(probatio.Invalid):
        await async_report_of(hass, ANNA_SUBENTRY, owner, language="tlh")
    with pytest.raises(ServiceValidationError, match="not a person"):
        await async_report_of(hass, home.entry_id, owner)


async def test_without_a_model_there_is_no_report_by_action_or_button(
    hass: HomeAssistant, owner: User, runner: FakeRunner, record: Record
) -> None:
    await runner.async_stop()
    with pytest.raises(HomeAssistantError, match="not running"):
        await async_report_of(hass, ANNA_SUBENTRY, owner)
    with pytest.raises(HomeAssistantError, match="not running"):
        await async_press(hass, BUTTON, owner)
    assert await record.async_report(ANNA) is None


async def test_a_report_that_cannot_be_kept_is_neither_shown_nor_told(
    hass: HomeAssistant, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(*_args: object) -> None:
        raise RecordBusyError("Expected a free file, got one in use.")

    monkeypatch.setattr(Record, "async_set_report", busy)
    with pytest.raises(HomeAssistantError):
        await async_report_of(hass, ANNA_SUBENTRY, owner)
    assert shown(hass, SENSOR).state == "no_report_yet"
    assert shown(hass, "event.anna_news").state == "unknown"


async def async_press(hass: HomeAssistant, entity_id: str, user: User) -> None:
    """Press a button on behalf of an account."""
    context = Context(user_id=user.id)
    await hass.services.async_call(
        "button", "press", {"entity_id": entity_id}, blocking=True, context=context
    )


@pytest.mark.parametrize("name", ["anna", "ben"])
@pytest.mark.usefixtures("record")
async def test_the_button_makes_a_report_that_states_tell_by_its_time_only(
    hass: HomeAssistant, name: str, home: MockConfigEntry, owner: User
) -> None:
    assert shown(hass, f"sensor.{name}_last_report").state == "no_report_yet"
    told = async_capture_events(hass, "state_changed")
    await async_press(hass, f"button.{name}_make_a_report", owner)
    report = shown(hass, f"sensor.{name}_last_report")
    assert report.state == "2026-09-21T19:00:00+00:00"
    assert set(report.attributes) == {"device_class", "friendly_name"}
    news = [event.data["new_state"] for event in told if event.data["entity_id"] == f"event.{name}_news"]
    assert [one.attributes["event_type"] for one in news] == ["report_ready"]
    kept = {key: value for key, value in news[0].attributes.items() if key in SPOKEN_BY}
    assert kept == {"model_kind": "demonstration"}
    assert await home.runtime_data.record.async_report({"anna": ANNA, "ben": BEN}[name]) is not None


@pytest.mark.usefixtures("record")
async def test_after_a_restart_the_report_is_there_and_no_news(
    hass: HomeAssistant, home: MockConfigEntry, owner: User
) -> None:
    await async_press(hass, BUTTON, owner)
    told = async_capture_events(hass, "state_changed")
    assert await hass.config_entries.async_reload(home.entry_id)
    await hass.async_block_till_done(wait_background_tasks=False)
    assert shown(hass, SENSOR).state == "2026-09-21T19:00:00+00:00"
    news = [
        event.data["new_state"]
        for event in told
        if event.data["entity_id"] == "event.anna_news" and event.data["new_state"] is not None
    ]
    assert {one.state for one in news} <= {"unavailable", "2026-09-21T19:00:00.000+00:00"}


async def test_the_latest_report_is_answered_and_lies_sealed_in_the_record(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, owner: User, record: Record
) -> None:
    client = await async_connect(hass, hass_ws_client, owner)
    command = {"type": "digitalshadow/person/report", "person_id": ANNA}
    await client.send_json_auto_id(command)
    assert (await client.receive_json())["result"] is None
    made = await async_report_of(hass, ANNA_SUBENTRY, owner, language="de")
    await client.send_json_auto_id(command)
    answer = (await client.receive_json())["result"]
    facts = answer.pop("facts")
    assert answer == {
        "made_at": made["made_at"],
        "language": "de",
        "markdown": made["report"],
        "whole_markdown": made["report"],
        "people": {"heading": "Dein 10-Jahres-Risiko", "of_100": 8},
        "chosen_by": None,
        **SPOKEN_BY,
    }
    assert f"## {answer['people']['heading']}" in answer["markdown"]
    assert "seen.middle" in {fact["key"] for fact in facts}
    exported = await record.async_export_person(ANNA, NOW.timestamp(), None)
    assert "seen.middle" in json.dumps(exported)
    folder = hass.config.path(RECORD_FOLDER)
    assert b"SCORE2" not in await hass.async_add_executor_job(_bytes_of, folder)


async def test_a_report_goes_with_its_person(
    hass: HomeAssistant, home: MockConfigEntry, owner: User, record: Record
) -> None:
    await async_report_of(hass, ANNA_SUBENTRY, owner)
    await home.runtime_data.coordinator.leaving.async_forget(ANNA, None)
    assert await record.async_report(ANNA) is None
    with pytest.raises(ServiceValidationError):
        await async_report_of(hass, ANNA_SUBENTRY, owner)


def _bytes_of(folder: str) -> bytes:
    """Return all that lies in a folder."""
    return b"".join(path.read_bytes() for path in Path(folder).rglob("*") if path.is_file())
