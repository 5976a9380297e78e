"""Was seen: a person's visits, taken back one by one and put in again."""

from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.digitalshadow.commands.visits import LISTED_AT_ONCE
from custom_components.digitalshadow.engine.records.faces import WhyNot
from custom_components.digitalshadow.engine.records.pictures import Process
from custom_components.digitalshadow.watching.snapshot import CameraSnapshot, CameraStatus
from tests.builders.home import (
    ANNA,
    BEN,
    BEN_SUBENTRY,
    HALL_SUBENTRY,
    async_settle,
    camera,
    reading_of,
    seen,
    sighting,
)
from tests.builders.household import as_subentry, async_connect, async_reloaded


class Was:
    """The list as one account sees it."""

    def __init__(self, hass: HomeAssistant, hass_ws_client: WebSocketGenerator, user: User) -> None:
        """Open it for an account."""
        self._account = (hass, hass_ws_client, user)

    async def ask(self, command: str, **data: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON
        """Send a command about Ben and return the whole answer."""
        client = await async_connect(*self._account)
        await client.send_json_auto_id({"type": f"digitalshadow/person/{command}", "person_id": BEN, **data})
        answer: dict[str, Any] = await client.receive_json()
        return answer

    async def seen(self) -> list[dict[str, Any]]:
        """Return the visits."""
        return (await self.ask("visits"))["result"]["visits"]


@pytest.fixture
async def ben(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, accounts: dict[str, User], home: MockConfigEntry
) -> Was:
    """Return the list of Ben's own account; he was seen in the hall, four times in all."""
    hass.config_entries.async_add_subentry(home, as_subentry(camera()))
    await async_reloaded(hass, home)
    for ended_at in (1000.0, 2000.0, 3000.0):
        await home.runtime_data.record.async_add_reading(reading_of(BEN, ended_at / 10_000, ended_at))
    await home.runtime_data.coordinator.household.async_recall_reading(BEN)
    return Was(hass, hass_ws_client, accounts["themself"])


def shown(home: MockConfigEntry) -> float | None:
    reading = home.runtime_data.coordinator.data.people[BEN_SUBENTRY].reading
    return reading and reading.ended_at


async def test_visits_are_listed_with_camera_and_frames_and_without_a_value(ben: Was) -> None:
    newest = (await ben.seen())[0]
    assert newest == {
        "visit_id": reading_of(BEN, 0.3, 3000.0).reading_id,
        "started_at": "1970-01-01T00:49:55+00:00",
        "ended_at": "1970-01-01T00:50:00+00:00",
        "cameras": ["Hall"],
        "frames": 3,
        "taken_back": False,
        "taken_back_by_me": False,
        "why_not": None,
        "liveness": "unknown",
    }


@pytest.mark.parametrize(
    ("position", "shows"),
    [pytest.param(0, 2000.0, id="the newest"), pytest.param(1, 3000.0, id="one in between")],
)
async def test_any_visit_is_taken_back_and_put_in_again(
    home: MockConfigEntry, ben: Was, position: int, shows: float
) -> None:
    visit_id = (await ben.seen())[position]["visit_id"]
    assert (await ben.ask("count_visit", visit_id=visit_id, counts=False))["success"]
    gone = (await ben.seen())[position]
    assert (gone["taken_back"], gone["taken_back_by_me"]) == (True, True)
    assert shown(home) == shows
    assert (await ben.ask("count_visit", visit_id=visit_id, counts=True))["success"]
    assert not (await ben.seen())[position]["taken_back"]
    assert shown(home) == 3000.0
    audit = (await home.runtime_data.record.async_export_person(BEN))["audit"]
    assert [one["action"] for one in audit][-2:] == ["reading_undone", "reading_put_back"]


async def test_it_is_said_that_somebody_else_took_a_visit_back(
    home: MockConfigEntry, accounts: dict[str, User], ben: Was
) -> None:
    await home.runtime_data.coordinator.undo.async_undo_last(BEN, accounts["owner"].id)
    newest = (await ben.seen())[0]
    assert (newest["taken_back"], newest["taken_back_by_me"]) == (True, False)


@pytest.mark.parametrize(
    ("visit_id", "counts"),
    [
        pytest.param("nobody's", False, id="of nobody"),
        pytest.param("its own", True, id="put in while it counts"),
    ],
)
async def test_what_cannot_be_is_refused(ben: Was, visit_id: str, *, counts: bool) -> None:
    own = (await ben.seen())[0]["visit_id"]
    asked = own if visit_id == "its own" else visit_id
    answer = await ben.ask("count_visit", visit_id=asked, counts=counts)
    assert answer["error"]["translation_key"] == "no_such_visit"


async def test_a_visit_of_somebody_else_is_nobodys(home: MockConfigEntry, ben: Was) -> None:
    (of_anna,) = await home.runtime_data.record.async_latest_readings(ANNA, 1)
    answer = await ben.ask("count_visit", visit_id=of_anna.reading_id, counts=False)
    assert answer["error"]["translation_key"] == "no_such_visit"


async def test_older_visits_are_asked_for_by_time(home: MockConfigEntry, ben: Was) -> None:
    for number in range(LISTED_AT_ONCE):
        await home.runtime_data.record.async_add_reading(reading_of(BEN, 0.2, 10_000.0 + 100 * number))
    first = (await ben.ask("visits"))["result"]
    assert (len(first["visits"]), first["more"]) == (LISTED_AT_ONCE, True)
    rest = (await ben.ask("visits", before=first["visits"][-1]["started_at"]))["result"]
    assert (len(rest["visits"]), rest["more"]) == (4, False)


@pytest.mark.parametrize(
    ("why_not", "said"),
    [
        pytest.param((WhyNot.TOO_DARK, WhyNot.NOT_DUE), "too_dark", id="too dark"),
        pytest.param((None,), "too_short", id="one frame is no visit to read"),
    ],
)
async def test_a_visit_without_a_value_says_why(
    home: MockConfigEntry, ben: Was, why_not: tuple[WhyNot | None, ...], said: str
) -> None:
    watching = home.runtime_data.coordinator.watching
    for reason in why_not:
        request = Process(HALL_SUBENTRY, watching.now() - 600, b"")
        watching.take(seen(request, sighting(request, BEN, None if reason else 0.5, reason)))
    await async_settle(home)
    visit = (await ben.seen())[0]
    assert (visit["visit_id"], visit["why_not"], visit["cameras"]) == (None, said, ["Hall"])
    home.runtime_data.coordinator.monitoring._drop_visit(BEN)
    assert all(one["why_not"] is None for one in await ben.seen())


async def test_presence_says_on_which_days_somebody_was_seen_and_nothing_else(
    home: MockConfigEntry, ben: Was
) -> None:
    now = dt_util.utcnow().timestamp()
    for days_ago in (3, 4, 6):
        await home.runtime_data.record.async_add_reading(reading_of(BEN, 0.4, now - days_ago * 86_400))
    home.runtime_data.coordinator.outlook.forget(BEN)
    presence = (await ben.ask("presence"))["result"]
    assert presence["days"] == [*[False] * 7, True, False, True, True, False, False, False]
    assert presence["days_unseen"] == 3
    assert (presence["cameras"], presence["cameras_off"]) == (1, 0)
    assert set(presence) == {
        "first_day",
        "days",
        "days_unseen",
        "last_seen_at",
        "cameras",
        "cameras_off",
    }


async def test_presence_says_when_every_camera_is_off(home: MockConfigEntry, ben: Was) -> None:
    watching = home.runtime_data.coordinator.watching
    watching.show_camera(HALL_SUBENTRY, CameraSnapshot(CameraStatus.UNAVAILABLE))
    home.runtime_data.coordinator._publish()
    presence = (await ben.ask("presence"))["result"]
    assert (presence["cameras"], presence["cameras_off"]) == (1, 1)
