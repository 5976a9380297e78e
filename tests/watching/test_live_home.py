"""A home with a live camera: what pausing, leaving and a refused stream do, and where it is shown."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator, WebSocketGenerator

from custom_components.digitalshadow.const import CONF_VIDEO, DOMAIN, VIDEO_STILLS
from custom_components.digitalshadow.diagnostics import async_get_config_entry_diagnostics
from custom_components.digitalshadow.engine.records.frame_result import FrameResult
from custom_components.digitalshadow.engine.records.pictures import Process
from custom_components.digitalshadow.live_video.records import StreamEnd
from custom_components.digitalshadow.watching import cameras
from custom_components.digitalshadow.watching.snapshot import Video, VideoHindrance
from tests.builders.home import (
    ANNA_SUBENTRY,
    HALL_SUBENTRY,
    FilmCamera,
    async_add_cameras,
    async_enrol,
    async_set_up,
    async_until,
    camera,
    home_entry,
    seen,
    sighting,
)
from tests.builders.household import ANNA_DATA, async_connect, async_make_accounts
from tests.builders.streams import Streams
from tests.fake_runner import FakeRunner

ADDRESS = "rtsp://watcher:s3cr3t@192.0.2.7/live/t0ken"
ISSUE = f"camera_stream_unauthorised:{HALL_SUBENTRY}"
LIVE = {
    "video": "live",
    "reason": None,
    "codec": "h264",
    "width_px": 1280,
    "height_px": 720,
    "frames_per_second": 15,
    "keyframe_interval_seconds": 2.0,
    "reconnects": 0,
}


@pytest.fixture
def refusal() -> StreamEnd | None:
    """Why streams are refused; None where they are not."""
    return None


@pytest.fixture
def streams(monkeypatch: pytest.MonkeyPatch, refusal: StreamEnd | None) -> Streams:
    """Streams in the place of real ones."""
    streams = Streams()
    streams.refusal = refusal
    monkeypatch.setattr(cameras, "LiveStream", streams.make)
    return streams


@pytest.fixture
def data() -> dict[str, Any]:
    """What was chosen for the camera."""
    return {}


@pytest.fixture
async def live_home(
    hass: HomeAssistant,
    runner: FakeRunner,
    streams: Streams,
    data: dict[str, Any],
) -> AsyncIterator[MockConfigEntry]:
    """Return a home whose camera in the hall shows Anna all the time and has a live stream, closed in the end."""
    film = FilmCamera()
    film.source = ADDRESS
    assert await async_setup_component(hass, "homeassistant", {})
    await async_add_cameras(hass, film)
    await async_enrol(hass, ANNA_DATA)
    entry = home_entry([ANNA_DATA, camera(interval_seconds=0.2, **data)])

    def see_anna(request: Process) -> FrameResult:
        """See Anna in every picture, as long as her face may be read."""
        people = runner.gallery.people if runner.gallery else ()
        may_be_read = any(person.may_be_read for person in people)
        return replace(seen(request, sighting(request)), has_match=may_be_read)

    runner.answer(Process, see_anna)
    await async_set_up(hass, entry)
    yield entry
    assert await hass.config_entries.async_unload(entry.entry_id)
    assert all(stream.is_closed for stream in streams.opened)


def video_of(entry: MockConfigEntry) -> Any:  # noqa: ANN401  # of an entry whose data is untyped
    """Return how the camera is looked at."""
    return entry.runtime_data.coordinator.watching.cameras[HALL_SUBENTRY].video


async def async_live(entry: MockConfigEntry, streams: Streams) -> None:
    """Wait until a stream is open, and show a frame in it."""
    opened = sum(stream.is_closed for stream in streams.opened)
    await async_until(lambda: len(streams.opened) > opened)
    streams.latest.show(b"live", entry.runtime_data.coordinator.watching.now())
    await async_until(lambda: video_of(entry).video is Video.LIVE)


async def test_live_video_is_shown_to_administrators_and_ends_with_a_pause_and_with_leaving(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    live_home: MockConfigEntry,
    streams: Streams,
) -> None:
    coordinator = live_home.runtime_data.coordinator
    await async_live(live_home, streams)
    await async_until(lambda: bool(coordinator.data.cameras[HALL_SUBENTRY].video.facts))
    accounts = await async_make_accounts(hass)
    for role, expected in (("administrator", LIVE), ("other", None)):
        client = await async_connect(hass, hass_ws_client, accounts[role])
        await client.send_json_auto_id({"type": "digitalshadow/subscribe"})
        await client.receive_json()
        (told,) = (await client.receive_json())["event"]["cameras"]
        assert told["video"] == expected
    (told,) = (await async_get_config_entry_diagnostics(hass, live_home))["cameras"]
    assert told["video"] == LIVE
    assert "s3cr3t" not in str(await async_get_config_entry_diagnostics(hass, live_home))

    coordinator.async_set_paused(on=True)
    assert video_of(live_home).video is Video.STILLS
    await async_until(lambda: streams.latest.is_closed)
    coordinator.async_set_paused(on=False)
    await async_live(live_home, streams)

    await coordinator.monitoring.async_set(ANNA_SUBENTRY, on=False)
    await async_until(lambda: streams.latest.is_closed)
    opened = len(streams.opened)
    analysed = coordinator.watching.cameras[HALL_SUBENTRY].counters.analysed
    await async_until(lambda: coordinator.watching.cameras[HALL_SUBENTRY].counters.analysed > analysed + 2)
    assert len(streams.opened) == opened
    assert video_of(live_home).video is Video.STILLS


@pytest.mark.parametrize("refusal", [StreamEnd.UNAUTHORISED])
async def test_a_refused_stream_is_a_repair_that_tries_it_again_and_no_entity_turns_unavailable(
    hass: HomeAssistant,
    hass_client: ClientSessionGenerator,
    runner: FakeRunner,
    streams: Streams,
    live_home: MockConfigEntry,
) -> None:
    assert await async_setup_component(hass, "repairs", {})
    issues = ir.async_get(hass)
    await async_until(lambda: issues.async_get_issue(DOMAIN, ISSUE) is not None)
    await hass.async_block_till_done(wait_background_tasks=False)
    issue = issues.async_get_issue(DOMAIN, ISSUE)
    assert issue is not None
    assert issue.translation_placeholders == {"camera": "Hall"}
    assert video_of(live_home).reason is StreamEnd.UNAUTHORISED
    ours = [state for state in hass.states.async_all() if "hall" in state.entity_id]
    assert [state.entity_id for state in ours if state.state == STATE_UNAVAILABLE] == []

    streams.refusal = None
    client = await hass_client()
    answer = await client.post("/api/repairs/issues/fix", json={"handler": DOMAIN, "issue_id": ISSUE})
    flow = await answer.json()
    await client.post(f"/api/repairs/issues/fix/{flow['flow_id']}", json={})
    assert issues.async_get_issue(DOMAIN, ISSUE) is None
    await async_live(live_home, streams)
    assert len([one for one in runner.requests if isinstance(one, Process)]) > 1


@pytest.mark.parametrize("data", [{CONF_VIDEO: VIDEO_STILLS}], ids=["stills only"])
async def test_a_camera_that_somebody_chose_stills_for_is_never_opened(
    live_home: MockConfigEntry, streams: Streams
) -> None:
    watching = live_home.runtime_data.coordinator.watching
    await async_until(lambda: watching.cameras[HALL_SUBENTRY].counters.analysed > 2)
    assert streams.opened == []
    assert video_of(live_home).reason is VideoHindrance.CHOSEN
