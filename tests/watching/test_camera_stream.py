"""A camera whose live stream opens and closes: what is analysed, what is shown, and what is never told."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
import logging
import traceback
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest

from custom_components.digitalshadow.engine.records.colours import Colours
from custom_components.digitalshadow.engine.records.errors import EngineUnavailableError
from custom_components.digitalshadow.engine.records.faces import Box
from custom_components.digitalshadow.engine.records.frame_result import FrameResult
from custom_components.digitalshadow.engine.records.pictures import Process
from custom_components.digitalshadow.live_video.records import StreamAddress, StreamEnd, StreamEndedError
from custom_components.digitalshadow.watching import camera_stream, stream_source, stream_wake
from custom_components.digitalshadow.watching.camera_watcher import CameraWatcher
from custom_components.digitalshadow.watching.plan import WatchPlan
from custom_components.digitalshadow.watching.snapshot import (
    CameraStatus,
    CameraVideo,
    Dropped,
    Video,
    VideoHindrance,
)
from custom_components.digitalshadow.watching.stream_source import async_stream_address
from tests.builders.home import HALL, FilmCamera, async_add_cameras, seen, sighting
from tests.builders.streams import FACTS
from tests.builders.watch import Heard, async_heard

DOOR, KITCHEN = "camera.door", "camera.kitchen"
ADDRESS = "rtsp://watcher:s3cr3t@192.0.2.7/live/t0ken"
NOBODY, MATCH, ANNA, STRANGER = b"nobody", b"match", b"anna", b"stranger"


def look(request: Process) -> FrameResult:
    """See what a picture says that it shows."""
    if ANNA in request.image:
        return replace(seen(request, sighting(request)), has_match=True)
    return replace(seen(request), has_match=MATCH in request.image)


@pytest.fixture
async def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """A watch whose engine reads the pictures' words; frames follow each other at once."""
    monkeypatch.setattr(stream_wake, "WALK_INTERVAL_SECONDS", 0.0)
    monkeypatch.setattr(stream_wake, "STAY_INTERVAL_SECONDS", 0.0)
    heard = await async_heard()
    heard.runner.answer(Process, look)
    return heard


@pytest.fixture
async def films(hass: HomeAssistant) -> list[FilmCamera]:
    """Three cameras with a live stream."""
    films = [FilmCamera(HALL), FilmCamera(DOOR), FilmCamera(KITCHEN)]
    for film in films:
        film.source = ADDRESS
        film.still = NOBODY
    await async_add_cameras(hass, *films)
    return films


@pytest.fixture
def film(films: list[FilmCamera]) -> FilmCamera:
    """The camera in the hall."""
    return films[0]


type Begin = Callable[..., CameraWatcher]


@pytest.fixture
async def begin(hass: HomeAssistant, heard: Heard, films: list[FilmCamera]) -> AsyncIterator[Begin]:  # noqa: ARG001  # are there before they are watched
    """Watch a camera until the test ends."""
    tasks = []

    def begin(entity_id: str = HALL, **plan: Any) -> CameraWatcher:  # noqa: ANN401  # fields of a plan
        watcher = CameraWatcher(hass, heard.watch, WatchPlan(entity_id, entity_id, 0.01, **plan))
        tasks.append(asyncio.create_task(watcher.async_run()))
        return watcher

    yield begin
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks)
    assert all(stream.is_closed for stream in heard.streams.opened)
    assert heard.watch.live == set()


def video_of(watcher: CameraWatcher) -> CameraVideo:
    """Return how a camera is looked at."""
    return watcher.snapshot.video


class Stage:
    """What a camera shows, in numbered pictures: no two are the same."""

    def __init__(self, heard: Heard, film: FilmCamera, watcher: CameraWatcher) -> None:
        self.heard, self.film, self.watcher = heard, film, watcher
        self._number = 0

    async def async_still(self, word: bytes) -> None:
        """Show something to the next still, and wait until that was analysed."""
        self._number += 1
        self.film.still = picture = b"%s %d" % (word, self._number)
        await self.heard.async_until(lambda: self._was_asked(picture))

    async def async_live(self, word: bytes, seconds_later: float = 0.2) -> None:
        """Show something in the stream, and wait until that was analysed."""
        self._number += 1
        self.heard.seconds += seconds_later
        picture = b"%s live %d" % (word, self._number)
        self.heard.streams.latest.show(picture, self.heard.seconds)
        await self.heard.async_until(lambda: self._was_asked(picture))

    async def async_wake(self, word: bytes = MATCH) -> None:
        """Open the stream, and show the first frame in it."""
        opened = len(self.heard.streams.opened)
        await self.async_still(word)
        await self.heard.async_until(lambda: len(self.heard.streams.opened) > opened)
        await self.async_live(word)
        assert video_of(self.watcher).video is Video.LIVE

    async def async_until(self, video: Video) -> None:
        """Wait until the camera is looked at so."""
        await self.heard.async_until(lambda: video_of(self.watcher).video is video)

    def _was_asked(self, picture: bytes) -> bool:
        """Whether a picture was analysed."""
        counters = self.watcher.snapshot.counters
        asked = [one for one in self.heard.runner.requests if isinstance(one, Process)]
        camera_id = self.watcher.plan.camera_id
        was_asked = any((one.camera_id, one.image) == (camera_id, picture) for one in asked)
        return was_asked and counters.fetched >= counters.analysed > 0


@pytest.fixture
async def stage(heard: Heard, film: FilmCamera, begin: Begin) -> Stage:
    """The camera in the hall, watched."""
    return Stage(heard, film, begin())


async def test_while_the_stream_lives_its_frames_are_analysed_at_their_own_time_and_no_stills(
    heard: Heard, film: FilmCamera, stage: Stage
) -> None:
    await stage.async_still(NOBODY)
    assert heard.streams.opened == []
    await stage.async_wake()
    assert video_of(stage.watcher) == CameraVideo(Video.LIVE, None, FACTS)
    asked = film.asked
    for _ in range(3):
        await stage.async_live(ANNA)
        assert heard.results[-1].captured_at == heard.seconds
    assert film.asked <= asked + 1  # the one that was under way
    assert stage.watcher.snapshot.status is CameraStatus.WATCHING
    counters = stage.watcher.snapshot.counters
    assert counters.fetched == counters.analysed + sum(counters.dropped.values())


@pytest.mark.parametrize("word", [NOBODY, STRANGER])
async def test_who_matches_nobody_never_opens_the_stream(heard: Heard, stage: Stage, word: bytes) -> None:
    for _ in range(5):
        await stage.async_still(word)
    assert heard.streams.opened == []
    assert video_of(stage.watcher) == CameraVideo()


async def test_somebody_who_may_not_be_read_keeps_no_stream_open(heard: Heard, stage: Stage) -> None:
    heard.may_be_read = frozenset()
    await stage.async_wake(ANNA)
    await stage.async_live(ANNA, 2.0)
    await stage.async_until(Video.STILLS)
    assert heard.streams.latest.is_closed


async def test_a_stream_on_which_nobody_is_confirmed_closes_and_stills_go_on(
    heard: Heard, stage: Stage
) -> None:
    await stage.async_wake()
    await stage.async_live(MATCH, 2.0)
    await stage.async_until(Video.STILLS)
    await stage.async_still(NOBODY)
    assert len(heard.streams.opened) == 1
    assert video_of(stage.watcher) == CameraVideo()


async def test_a_stream_closes_eight_seconds_after_everybody_left(heard: Heard, stage: Stage) -> None:
    await stage.async_wake(ANNA)
    await stage.async_live(NOBODY, 7.0)
    assert stage.watcher.stream.is_live
    await stage.async_live(NOBODY, 1.0)
    await stage.async_until(Video.STILLS)
    await stage.async_still(NOBODY)
    heard.seconds += 10
    await stage.async_wake(ANNA)
    assert video_of(stage.watcher).reconnects == 0


@pytest.mark.parametrize("how", ["pause", "withdrawal", "the camera is gone", "is off", "sleeps"])
async def test_the_stream_closes_at_once(
    hass: HomeAssistant, heard: Heard, film: FilmCamera, begin: Begin, how: str
) -> None:
    hass.states.async_set("binary_sensor.motion", "on")
    stage = Stage(heard, film, begin(wake_entity_id="binary_sensor.motion"))
    await stage.async_wake(ANNA)
    if how == "pause":
        heard.watch.paused = True
        stage.watcher.nudge()
    elif how == "withdrawal":
        stage.watcher.stream.close()
    elif how == "is off":
        film._attr_is_on = False
        await stage.async_live(ANNA)
    elif how == "sleeps":
        hass.states.async_set("binary_sensor.motion", "off")
        await hass.async_block_till_done()
        await stage.async_live(ANNA, 61.0)
    else:
        hass.states.async_set(HALL, "unavailable")
        await hass.async_block_till_done()
    await stage.async_until(Video.STILLS)
    await heard.async_until(lambda: heard.streams.latest.is_closed)
    assert video_of(stage.watcher).reason is None
    assert stage.watcher.snapshot.status is not CameraStatus.UNAVAILABLE


@pytest.mark.parametrize("end", [StreamEnd.ENDED, StreamEnd.BROKEN, StreamEnd.FAILED])
async def test_a_stream_that_ends_by_itself_says_why_and_comes_back_after_five_seconds(
    heard: Heard, stage: Stage, end: StreamEnd
) -> None:
    await stage.async_wake(ANNA)
    heard.streams.latest.end(end)
    await stage.async_until(Video.STILLS)
    await stage.async_still(ANNA)
    assert len(heard.streams.opened) == 1
    assert video_of(stage.watcher).reason is end
    assert stage.watcher.snapshot.status is CameraStatus.WATCHING
    heard.seconds += 5
    await stage.async_wake(ANNA)
    assert video_of(stage.watcher) == CameraVideo(Video.LIVE, None, FACTS, reconnects=1)


async def test_a_silent_stream_is_closed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await stage.async_wake(ANNA)
    monkeypatch.setattr(camera_stream, "SILENT_SECONDS", 0.01)
    await stage.async_live(ANNA)
    await stage.async_until(Video.STILLS)
    assert video_of(stage.watcher).reason is StreamEnd.SILENT


@pytest.mark.parametrize("refusal", [StreamEnd.NOT_FOUND, StreamEnd.UNAUTHORISED])
async def test_a_refused_address_is_not_tried_again_before_it_changes_or_somebody_asks(
    heard: Heard, film: FilmCamera, stage: Stage, refusal: StreamEnd
) -> None:
    heard.streams.refusal = refusal
    await stage.async_still(ANNA)
    await heard.async_until(lambda: heard.refused == [refusal])
    for _ in range(3):
        heard.seconds += 300
        await stage.async_still(ANNA)
    await stage.async_until(Video.STILLS)
    assert len(heard.streams.opened) == 1
    assert video_of(stage.watcher) == CameraVideo(Video.STILLS, refusal)

    film.source = f"{ADDRESS}/new"
    heard.seconds += 300
    await stage.async_still(ANNA)
    await heard.async_until(lambda: len(heard.streams.opened) == 2)
    assert heard.refused[-1] is refusal

    heard.streams.refusal = None
    stage.watcher.stream.try_again()
    assert heard.refused[-1] is None
    assert video_of(stage.watcher).reason is None
    await stage.async_wake(ANNA)


async def test_no_more_than_two_streams_are_open_at_once(
    heard: Heard, films: list[FilmCamera], begin: Begin
) -> None:
    stages = []
    for film in films[:2]:
        stages.append(Stage(heard, film, begin(film.entity_id)))
        await stages[-1].async_wake(ANNA)
    third = Stage(heard, films[2], begin(KITCHEN))
    await third.async_still(ANNA)
    assert len(heard.streams.opened) == 2
    assert video_of(third.watcher) == CameraVideo(Video.STILLS, VideoHindrance.OTHERS_LIVE)
    stages[0].watcher.stream.close()
    await stages[0].async_until(Video.STILLS)
    await heard.async_until(lambda: len(heard.watch.live) == 1)
    stages[0].film.still = NOBODY
    await third.async_wake(ANNA)


async def test_a_camera_without_a_stream_stays_with_stills_and_says_so(
    heard: Heard, film: FilmCamera, stage: Stage
) -> None:
    film.source = None
    await stage.async_still(ANNA)
    await heard.async_until(lambda: video_of(stage.watcher).reason is VideoHindrance.NO_SOURCE)
    await stage.async_still(ANNA)
    assert heard.streams.opened == []


async def test_a_stream_that_does_not_open_costs_no_still_before_the_next_is_due(
    hass: HomeAssistant, heard: Heard, film: FilmCamera
) -> None:
    film.source, film.still = None, ANNA
    watcher = CameraWatcher(hass, heard.watch, WatchPlan(HALL, HALL, 3600.0))
    task = asyncio.create_task(watcher.async_run())
    await heard.async_until(lambda: video_of(watcher).reason is VideoHindrance.NO_SOURCE)
    await hass.async_block_till_done(wait_background_tasks=False)
    assert film.asked == 1
    task.cancel()
    await asyncio.wait([task])


async def test_while_the_stream_is_being_opened_for_a_single_match_the_next_still_is_not_waited_for(
    hass: HomeAssistant, heard: Heard, film: FilmCamera
) -> None:
    film.still = MATCH
    watcher = CameraWatcher(hass, heard.watch, WatchPlan(HALL, HALL, 3600.0))
    task = asyncio.create_task(watcher.async_run())
    await heard.async_until(lambda: film.asked > 1)
    film.still = ANNA
    await heard.async_until(lambda: watcher.snapshot.counters.analysed == 2)  # both pictures
    asked = film.asked
    await hass.async_block_till_done(wait_background_tasks=False)
    assert film.asked == asked
    task.cancel()
    await asyncio.wait([task])


async def test_without_an_engine_the_stream_closes(heard: Heard, stage: Stage) -> None:
    await stage.async_wake(ANNA)
    heard.runner.answer(Process, EngineUnavailableError("x"))
    await stage.async_live(ANNA, 8.0)
    await stage.async_until(Video.STILLS)
    assert stage.watcher.snapshot.counters.dropped[Dropped.NO_ENGINE] == 1


async def test_a_frame_from_before_the_latest_still_is_dropped_and_counted(
    heard: Heard, stage: Stage
) -> None:
    await stage.async_still(MATCH)
    await heard.async_until(lambda: bool(heard.streams.opened))
    heard.streams.latest.show(b"anna of old", heard.seconds - 0.5)
    await stage.async_until(Video.LIVE)
    await heard.async_until(lambda: Dropped.SUPERSEDED in stage.watcher.snapshot.counters.dropped)
    await stage.async_live(ANNA)


async def test_a_live_camera_is_looked_at_five_times_a_second_at_most(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stage.async_wake(ANNA)
    monkeypatch.setattr(stream_wake, "WALK_INTERVAL_SECONDS", 0.2)
    loop = asyncio.get_running_loop()
    await stage.async_live(ANNA)  # still at the former pace
    began = loop.time()
    for _ in range(3):
        await stage.async_live(ANNA)
    assert loop.time() - began >= 0.35


async def test_the_newest_frame_is_analysed_and_those_before_it_are_not(heard: Heard, stage: Stage) -> None:
    await stage.async_wake(ANNA)
    heard.streams.latest.show(b"anna first", heard.seconds + 0.1)
    await stage.async_live(ANNA)
    images = [one.image for one in heard.runner.requests if isinstance(one, Process)]
    assert b"anna first" not in images


@pytest.mark.parametrize(
    "error", [HomeAssistantError(ADDRESS), ValueError(ADDRESS), asyncio.CancelledError(ADDRESS)]
)
async def test_an_integration_that_fails_to_say_where_the_stream_is_costs_nothing_but_the_stream(
    heard: Heard, film: FilmCamera, stage: Stage, error: BaseException
) -> None:
    film.source = error
    await stage.async_still(ANNA)
    await heard.async_until(lambda: video_of(stage.watcher).reason is StreamEnd.UNREACHABLE)
    await stage.async_still(ANNA)
    assert stage.watcher.snapshot.status is CameraStatus.WATCHING


async def test_an_address_is_neither_logged_nor_shown_nor_in_an_errors_chain(
    hass: HomeAssistant, heard: Heard, film: FilmCamera, stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    heard.streams.refusal = StreamEnd.UNAUTHORISED
    await stage.async_still(ANNA)
    await heard.async_until(lambda: bool(heard.refused))
    film.source = HomeAssistantError(ADDRESS)
    with pytest.raises(StreamEndedError) as raised:
        await async_stream_address(hass, HALL)
    told = "".join(traceback.format_exception(raised.value))
    assert raised.value.__context__ is None
    for text in (told, caplog.text, repr(stage.watcher.snapshot), repr(vars(stage.watcher.stream))):
        assert "s3cr3t" not in text
        assert "t0ken" not in text
    assert "unauthorised" in caplog.text


@pytest.mark.parametrize(
    ("chosen", "options"),
    [
        pytest.param({}, {"tls_verify": "0"}, id="cameras sign their own certificates"),
        pytest.param({"verify_ssl": True}, {"tls_verify": "1"}, id="somebody wants it verified"),
        pytest.param(
            {"rtsp_transport": "udp", "use_wallclock_as_timestamps": True},
            {"tls_verify": "0", "rtsp_transport": "udp", "use_wallclock_as_timestamps": "1"},
            id="what the camera needs",
        ),
    ],
)
async def test_a_stream_is_read_as_home_assistants_own_streams_are(
    hass: HomeAssistant, film: FilmCamera, chosen: dict[str, Any], options: dict[str, str]
) -> None:
    film.stream_options = chosen
    assert await async_stream_address(hass, HALL) == StreamAddress(ADDRESS, options)


async def test_an_integration_that_never_says_where_the_stream_is_is_not_waited_for(
    hass: HomeAssistant, film: FilmCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang() -> str | None:
        await asyncio.get_running_loop().create_future()
        return None

    monkeypatch.setattr(film, "stream_source", hang)
    monkeypatch.setattr(stream_source, "SOURCE_SECONDS", 0.01)
    with pytest.raises(StreamEndedError) as raised:
        await async_stream_address(hass, HALL)
    assert raised.value.reason is StreamEnd.UNREACHABLE


async def test_no_colour_is_measured_while_nobody_is_to_be(heard: Heard, stage: Stage) -> None:
    await stage.async_wake(ANNA)
    for _ in range(3):
        await stage.async_live(ANNA)
    assert set(heard.streams.latest.boxes) == {()}
    assert heard.colours == []
    asked = [one for one in heard.runner.requests if isinstance(one, Process)]
    assert not any(one.with_pulse for one in asked)


async def test_boxes_go_to_the_stream_and_what_was_measured_in_them_is_told(
    heard: Heard, film: FilmCamera, begin: Begin
) -> None:
    stage = Stage(heard, film, begin(measures_pulse=True))
    await stage.async_wake(ANNA)
    heard.boxes = (Box(10.0, 20.0, 30.0, 40.0),)
    await stage.async_live(ANNA)
    colours = Colours((heard.seconds,), (((190.0, 150.0, 130.0),),))
    heard.streams.latest.show(b"anna with colours", heard.seconds + 0.1, colours)
    await heard.async_until(lambda: heard.colours == [colours])
    assert heard.streams.latest.boxes[-1] == heard.boxes
    asked = [one for one in heard.runner.requests if isinstance(one, Process)]
    assert all(one.with_pulse for one in asked)


async def test_colours_come_with_a_frame_that_is_dropped_too(heard: Heard, stage: Stage) -> None:
    await stage.async_wake(ANNA)
    heard.runner.answer(Process, EngineUnavailableError("Expected a running engine, got none."))
    colours = Colours((heard.seconds,), (((190.0, 150.0, 130.0),),))
    heard.streams.latest.show(b"dropped", heard.seconds + 0.1, colours)
    await heard.async_until(lambda: heard.colours == [colours])
