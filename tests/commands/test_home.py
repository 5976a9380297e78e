"""The page "Home" for administrators: how the home is set up, and what a camera sees just now."""

from base64 import b64decode
from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.digitalshadow.commands import home as commands
from custom_components.digitalshadow.engine.records.errors import EngineBusyError
from custom_components.digitalshadow.engine.records.faces import Box, Quality, WhyNot
from custom_components.digitalshadow.engine.records.pictures import Look, Looked, LookedFace
from tests.builders.home import BEN, BEN_SUBENTRY, GOOD, HALL_SUBENTRY, camera
from tests.builders.household import PortraitCamera, as_subentry, async_connect, async_reloaded
from tests.fake_runner import FakeRunner

FAR = Quality(0.1, (WhyNot.TOO_SMALL,), 15.2, 20.0, 0.0)
SEEN = Looked(
    640,
    360,
    (LookedFace(Box(64, 36, 128, 180), GOOD, BEN), LookedFace(Box(320, 180, 32, 36), FAR, None)),
)


class Page:
    """The page as one account has it open."""

    def __init__(self, hass: HomeAssistant, hass_ws_client: WebSocketGenerator, user: User) -> None:
        """Open it for an account."""
        self._account = (hass, hass_ws_client, user)

    async def ask(self, command: str, **data: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON
        """Send a command and return the whole answer."""
        client = await async_connect(*self._account)
        await client.send_json_auto_id({"type": f"digitalshadow/{command}", **data})
        answer: dict[str, Any] = await client.receive_json()
        return answer

    async def look(self) -> dict[str, Any]:
        """Look at the hall's camera."""
        answer: dict[str, Any] = (await self.ask("camera/look", camera=HALL_SUBENTRY))["result"]
        return answer


@pytest.fixture
async def page(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    accounts: dict[str, User],
    home: MockConfigEntry,
    runner: FakeRunner,
) -> Page:
    """Return the page of an administrator, in a home whose hall is watched."""
    hass.config_entries.async_add_subentry(home, as_subentry(camera()))
    await async_reloaded(hass, home)
    runner.answer(Look, SEEN)
    return Page(hass, hass_ws_client, accounts["administrator"])


async def test_a_camera_shows_its_picture_the_faces_and_what_stands_against_them(
    page: Page, hall_camera: PortraitCamera
) -> None:
    looked = await page.look()
    assert b64decode(looked["picture"]) == hall_camera.picture
    assert (looked["width_px"], looked["height_px"], looked["needed_px"]) == (640, 360, 50)
    near, far = looked["faces"]
    assert near == {
        "left": 0.1,
        "top": 0.1,
        "width": 0.2,
        "height": 0.5,
        "face_px": 150,
        "why_not": None,
        "person": "Ben",
    }
    assert (far["face_px"], far["why_not"], far["person"]) == (38, "too_small", None)


async def test_somebody_who_is_not_monitored_looks_like_a_stranger(home: MockConfigEntry, page: Page) -> None:
    await home.runtime_data.coordinator.monitoring.async_set(BEN_SUBENTRY, on=False)
    face = (await page.look())["faces"][0]
    assert (face["person"], face["why_not"]) == (None, "not_recognised")


async def test_what_was_looked_at_is_read_by_no_model_and_kept_nowhere(
    home: MockConfigEntry, page: Page, runner: FakeRunner
) -> None:
    before = await home.runtime_data.record.async_stored_rows(BEN)
    await page.look()
    asked = [request for request in runner.requests if isinstance(request, Look)]
    assert len(asked) == 1
    assert await home.runtime_data.record.async_stored_rows(BEN) == before
    assert home.runtime_data.coordinator.data.people[BEN_SUBENTRY].last_seen_at is None


async def test_a_picture_too_large_for_the_connection_is_left_out(
    page: Page, hall_camera: PortraitCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "LARGEST_SHOWN_BYTES", len(hall_camera.picture or b"") - 1)
    looked = await page.look()
    assert looked["picture"] is None
    assert len(looked["faces"]) == 2


@pytest.mark.parametrize("why", ["paused", "no_picture", "engine_busy"])
async def test_why_there_is_nothing_to_see_is_told(
    home: MockConfigEntry, page: Page, hall_camera: PortraitCamera, runner: FakeRunner, why: str
) -> None:
    if why == "paused":
        home.runtime_data.coordinator.async_set_paused(on=True)
    elif why == "no_picture":
        hall_camera.picture = None
    else:
        runner.answer(Look, EngineBusyError("busy"))
    answer = await page.ask("camera/look", camera=HALL_SUBENTRY)
    assert answer["error"]["translation_key"] == why


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize("role", ["themself", "granted", "other", "read_only"])
async def test_nobody_but_administrators_looks_through_a_camera(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    accounts: dict[str, User],
    *,
    runner: FakeRunner,
    role: str,
) -> None:
    theirs = Page(hass, hass_ws_client, accounts[role])
    for command in ({"command": "home"}, {"command": "camera/look", "camera": HALL_SUBENTRY}):
        assert (await theirs.ask(**command))["error"]["code"] == "unauthorized"
    assert not any(isinstance(request, Look) for request in runner.requests)


async def test_a_person_is_no_camera(page: Page) -> None:
    answer = await page.ask("camera/look", camera=BEN_SUBENTRY)
    assert answer["error"]["code"] == "unauthorized"


async def test_the_home_tells_its_model_and_how_far_the_first_hour_has_come_without_a_value(
    page: Page,
) -> None:
    home = (await page.ask("home"))["result"]
    assert (home["model"]["model"], home["model"]["model_kind"]) == ("Marker demonstration", "demonstration")
    assert home["model"]["runtime"] == "onnxruntime 1.32.0"
    people = {one.pop("name"): one for one in home["people"]}
    assert people["Ben"] == {
        "is_shared": False,
        "has_agreed": True,
        "has_answered": False,
        "was_read": True,
    }
    assert home["cameras"][HALL_SUBENTRY]["saw_faces"] is False
    assert "60.0" not in str(home)


async def test_a_home_without_an_engine_has_no_model(page: Page, runner: FakeRunner) -> None:
    await runner.async_stop()
    assert (await page.ask("home"))["result"]["model"] is None
