"""The commands for dashboards and mirrors."""

from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.digitalshadow.const import CONF_GRANTED_USER_IDS
from custom_components.digitalshadow.coordinator import DigitalShadowCoordinator
from custom_components.digitalshadow.engine.records.sightings import Sighting
from custom_components.digitalshadow.health.notices.state import Notice, NoticeKind, NoticeState
from tests.builders.home import (
    ANNA,
    ANNA_SUBENTRY,
    BEN,
    BEN_SUBENTRY,
    GOOD,
    HALL,
    async_until,
    camera,
    reading_of,
)
from tests.builders.household import as_subentry, async_connect, async_reloaded
from tests.fake_runner import RISK_MODEL, FakeRunner

READINGS = "digitalshadow/person/readings"
NOTICES = "digitalshadow/person/notices"
BEGINNING = "1970-01-01T00:00:00Z"
SPOKEN_BY = {"model": "Marker demonstration", "model_kind": "demonstration"}
ANNA_NOW: dict[str, Any] = {
    "person_id": ANNA,
    "subentry_id": ANNA_SUBENTRY,
    "name": "Anna",
    "sharing": "shared",
    "can_change": False,
    "can_read_record": False,
    "is_themself": False,
    "is_granted": True,
    "urgent": None,
    "monitoring": True,
    "needs_consent": False,
    "needs_enrolment": False,
    "last_seen_at": None,
    "pulse_at": None,
    "attention": None,
    "reading": {"ended_at": "1970-01-01T00:01:40+00:00", "signal_level": 50.0, **SPOKEN_BY},
}
"""As everybody may see Anna, who shares."""
VISIT = {
    "started_at": "1970-01-01T00:01:35+00:00",
    "ended_at": "1970-01-01T00:01:40+00:00",
    "signal_level": 50.0,
    "signal_spread": 1.0,
    "frames": 3,
    "quality": 0.9,
    **SPOKEN_BY,
    "model_sha256": RISK_MODEL.sha256,
    "crop": "detected",
    "runtimes": ["onnxruntime 1.32.0"],
    "light": "colour",
    "liveness": "unknown",
}
"""Anna's reading as those see it who may read her record."""

OUTLOOK = {"trend", "clinical", "next_input_due"}


class Commands:
    """The commands of one account."""

    def __init__(self, hass: HomeAssistant, hass_ws_client: WebSocketGenerator, user: User) -> None:
        """Speak for an account."""
        self._account = (hass, hass_ws_client, user)

    async def ask(self, command: str, **data: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON values of any kind
        """Send a command and return the whole answer."""
        client = await async_connect(*self._account)
        await client.send_json_auto_id({"type": command, **data})
        answer: dict[str, Any] = await client.receive_json()
        return answer


@pytest.fixture
def owner(hass: HomeAssistant, hass_ws_client: WebSocketGenerator, accounts: dict[str, User]) -> Commands:
    """Return the commands of an administrator."""
    return Commands(hass, hass_ws_client, accounts["owner"])


@pytest.fixture
def other(hass: HomeAssistant, hass_ws_client: WebSocketGenerator, accounts: dict[str, User]) -> Commands:
    """Return the commands of an account that Ben granted nothing."""
    return Commands(hass, hass_ws_client, accounts["other"])


def without_outlook(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return people without what is computed in the background and has its own tests below."""
    return [{key: value for key, value in one.items() if key not in OUTLOOK} for one in people]


async def test_people_are_listed_with_their_latest_reading_beside_its_model(other: Commands) -> None:
    assert without_outlook((await other.ask("digitalshadow/people"))["result"]) == [ANNA_NOW]


async def test_of_somebody_who_shares_everybody_sees_what_sensors_show_and_no_more(
    home: MockConfigEntry, owner: Commands, other: Commands
) -> None:
    coordinator: DigitalShadowCoordinator = home.runtime_data.coordinator
    await async_until(lambda: all(one.trend and one.clinical for one in coordinator.data.people.values()))
    coordinator.household.see(Sighting(ANNA, HALL, 100.0, 0.7, GOOD, 0.5, None))
    coordinator._publish()
    (shown,) = (await other.ask("digitalshadow/people"))["result"]
    whole = (await owner.ask("digitalshadow/people"))["result"][0]
    assert whole["reading"] == VISIT
    assert (whole["last_seen_at"], shown["last_seen_at"]) == ("1970-01-01T00:01:40+00:00", None)
    assert shown["trend"] == {"state": whole["trend"]["state"], **SPOKEN_BY}
    assert whole["clinical"].keys() - shown["clinical"].keys() == {
        "cholesterol_unit",
        "classes",
        "contradictions",
        "no_class",
        "other_risks",
        "risk_together_percent",
        "steps",
        "systolic_mmhg",
    }
    assert whole["clinical"].items() >= shown["clinical"].items()


async def test_what_notices_say_is_for_those_who_may_read_the_record(
    home: MockConfigEntry, owner: Commands, other: Commands
) -> None:
    coordinator: DigitalShadowCoordinator = home.runtime_data.coordinator
    await async_until(lambda: all(one.trend and one.clinical for one in coordinator.data.people.values()))
    await coordinator.notices.async_look_at_all()  # what was computed after the start is decided on before
    notice = Notice(kind=NoticeKind.TREND_CHANGED, told_at=100.0, before="stable", now="rising")
    coordinator.household.set_notices(ANNA, NoticeState(open=(notice,)))
    told = {"kind": "trend_changed", "told_at": "1970-01-01T00:01:40+00:00", **SPOKEN_BY}
    assert (await other.ask(NOTICES, person_id=ANNA))["result"]["open"] == [told]
    assert (await owner.ask(NOTICES, person_id=ANNA))["result"]["open"] == [
        told | {"trend": "rising", "trend_before": "stable"}
    ]


async def test_without_a_speaking_model_no_value_of_it_is_shown(other: Commands, runner: FakeRunner) -> None:
    await runner.async_stop()
    (anna,) = (await other.ask("digitalshadow/people"))["result"]
    assert (anna["reading"], anna["attention"], anna["trend"]) == (None, None, None)


async def test_readings_of_a_period_come_oldest_first_and_end_with_the_newest(
    owner: Commands, home: MockConfigEntry
) -> None:
    for number in range(3):
        await home.runtime_data.record.async_add_reading(reading_of(BEN, 0.1 * number, 1000.0 + number))
    whole = (await owner.ask(READINGS, person_id=BEN, start=BEGINNING))["result"]
    assert [one["signal_level"] for one in whole] == [60.0, 0.0, 10.0, 20.0]
    assert whole[0] == VISIT | {
        "started_at": "1970-01-01T00:03:15+00:00",
        "ended_at": "1970-01-01T00:03:20+00:00",
        "signal_level": 60.0,
    }
    newest = (await owner.ask(READINGS, person_id=BEN, start=BEGINNING, limit=2))["result"]
    assert newest == whole[-2:]
    first_minutes = (await owner.ask(READINGS, person_id=BEN, start=BEGINNING, end="1970-01-01T00:10:00Z"))[
        "result"
    ]
    assert first_minutes == whole[:1]


async def test_days_are_summed_up(owner: Commands) -> None:
    (day,) = (await owner.ask(READINGS, person_id=BEN, start="1969-12-30T00:00:00Z", resolution="daily"))[
        "result"
    ]
    assert day.pop("day") in {"1969-12-31", "1970-01-01"}
    assert day == {"readings": 1, "signal_level": 60.0, **SPOKEN_BY}


async def test_a_day_is_what_the_trend_makes_of_it(owner: Commands, home: MockConfigEntry) -> None:
    """Its odd visits do not carry it: 20 %, where the plain mean of the readings would be 40 %."""
    noon = 5 * 86_400.0 + 43_200
    for number, probability in enumerate((0.1, 0.2, 0.9)):
        await home.runtime_data.record.async_add_reading(reading_of(BEN, probability, noon + number))
    await home.runtime_data.coordinator.outlook.async_update_trend(BEN, noon)

    days = (await owner.ask(READINGS, person_id=BEN, start="1969-12-30T00:00:00Z", resolution="daily"))[
        "result"
    ]
    assert [(day["readings"], day["signal_level"]) for day in days] == [(1, 60.0), (3, 20.0)]
    later = await owner.ask(READINGS, person_id=BEN, start="1970-01-03T00:00:00Z", resolution="daily")
    assert later["result"] == days[1:]


async def test_readings_of_another_model_are_not_mixed_in(owner: Commands, home: MockConfigEntry) -> None:
    await home.runtime_data.record.async_add_reading(reading_of(BEN, 0.9, 300.0, model_sha256="f" * 64))
    readings = (await owner.ask(READINGS, person_id=BEN, start=BEGINNING))["result"]
    assert [one["signal_level"] for one in readings] == [60.0]


async def test_nobodys_readings_are_refused_like_somebody_elses(owner: Commands, other: Commands) -> None:
    nobody = await owner.ask(READINGS, person_id="f" * 32, start=BEGINNING)
    not_for_you = await other.ask(READINGS, person_id=BEN, start=BEGINNING)
    assert nobody["error"] == not_for_you["error"]
    assert nobody["error"]["code"] == "unauthorized"


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"limit": 0}, id="no reading at all"),
        pytest.param({"limit": 1001}, id="more than a page needs"),
        pytest.param({"resolution": "hourly"}, id="an unknown resolution"),
        pytest.param({"start": "yesterday"}, id="no time"),
    ],
)
async def test_a_question_that_makes_no_sense_is_refused(owner: Commands, wrong: dict[str, Any]) -> None:
    answer = await owner.ask(READINGS, **{"person_id": BEN, "start": BEGINNING, **wrong})
    assert answer["error"]["code"] == "invalid_format"


async def test_without_an_engine_readings_are_not_shown_without_their_models_name(
    owner: Commands, runner: FakeRunner
) -> None:
    await runner.async_stop()
    answer = await owner.ask(READINGS, person_id=BEN, start=BEGINNING)
    assert answer["error"]["translation_key"] == "engine_unavailable"


async def test_without_a_loaded_entry_commands_say_so(
    hass: HomeAssistant, owner: Commands, home: MockConfigEntry
) -> None:
    await hass.config_entries.async_unload(home.entry_id)
    for command in ("digitalshadow/people", "digitalshadow/subscribe"):
        assert (await owner.ask(command))["error"]["translation_key"] == "not_loaded"


async def test_a_subscription_pushes_changes_and_nothing_else_and_stays_through_a_reload(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, accounts: dict[str, User], home: MockConfigEntry
) -> None:
    coordinator: DigitalShadowCoordinator = home.runtime_data.coordinator
    await async_until(lambda: all(one.trend and one.clinical for one in coordinator.data.people.values()))
    client = await async_connect(hass, hass_ws_client, accounts["other"])
    await client.send_json_auto_id({"type": "digitalshadow/subscribe"})
    assert (await client.receive_json())["success"]
    first = (await client.receive_json())["event"]
    assert without_outlook(first["people"]) == [ANNA_NOW]
    assert (first["cameras"], first["paused"], first["analysing"]) == ([], False, False)

    coordinator.async_update_listeners()
    coordinator.async_set_paused(on=True)
    assert (await client.receive_json())["event"] == first | {"paused": True}

    hass.config_entries.async_add_subentry(home, as_subentry(camera(interval_seconds=60.0)))
    await async_reloaded(hass, home)
    while (
        not (pushed := (await client.receive_json())["event"])["cameras"]
        or not pushed["people"][0]["reading"]
    ):
        pass
    assert pushed["cameras"][0]["name"] == "Hall"
    assert without_outlook(pushed["people"]) == [ANNA_NOW]


async def test_a_subscription_follows_rights_as_they_change(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, accounts: dict[str, User], home: MockConfigEntry
) -> None:
    client = await async_connect(hass, hass_ws_client, accounts["other"])
    await client.send_json_auto_id({"type": "digitalshadow/subscribe"})
    await client.receive_json()
    assert [person["name"] for person in (await client.receive_json())["event"]["people"]] == ["Anna"]
    for granted, names in (([accounts["other"].id], ["Anna", "Ben"]), ([], ["Anna"])):
        ben = home.subentries[BEN_SUBENTRY]
        hass.config_entries.async_update_subentry(
            home, ben, data={**ben.data, CONF_GRANTED_USER_IDS: granted}
        )
        await async_reloaded(hass, home)
        while [person["name"] for person in (await client.receive_json())["event"]["people"]] != names:
            pass


async def test_a_subscription_ends_with_its_connection(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, accounts: dict[str, User], home: MockConfigEntry
) -> None:
    client = await async_connect(hass, hass_ws_client, accounts["other"])
    coordinator = home.runtime_data.coordinator
    listeners = len(coordinator._listeners)
    await client.send_json_auto_id({"type": "digitalshadow/subscribe"})
    await client.receive_json()
    assert len(coordinator._listeners) == listeners + 1
    await client.send_json_auto_id({"type": "unsubscribe_events", "subscription": 1})
    while (await client.receive_json())["type"] != "result":
        pass
    assert len(coordinator._listeners) == listeners
