"""One camera's watcher: every frame under exactly one heading, and how long it rests after what."""

import asyncio
from datetime import timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.digitalshadow.engine.picture.image_format import FRAME_LIMITS
from custom_components.digitalshadow.engine.records.errors import (
    EngineBrokenError,
    EngineBusyError,
    EngineError,
    EngineLostError,
    EngineLostInModelError,
    EngineNotBackError,
    EngineTimeoutError,
    EngineUnavailableError,
    FrameError,
    MessageError,
    ModelError,
)
from custom_components.digitalshadow.engine.records.faces import WhyNot
from custom_components.digitalshadow.engine.records.frame_result import FrameResult
from custom_components.digitalshadow.engine.records.pictures import Process
from custom_components.digitalshadow.engine.records.refusals import FrameRefusal, ModelRefusal
from custom_components.digitalshadow.engine.records.sightings import Sighting
from custom_components.digitalshadow.watching.camera_watcher import (
    CameraWatcher,
)
from custom_components.digitalshadow.watching.plan import WatchPlan
from custom_components.digitalshadow.watching.snapshot import CameraStatus, Dropped
from custom_components.digitalshadow.watching.strikes import ASIDE_SECONDS, STRIKES
from tests.builders.home import HALL, FilmCamera, async_add_cameras, seen, sighting
from tests.builders.watch import Heard, async_heard

MOTION = "binary_sensor.motion"


@pytest.fixture
async def heard() -> Heard:
    """A watch with an engine that runs."""
    return await async_heard()


@pytest.fixture
async def film(hass: HomeAssistant) -> FilmCamera:
    """A camera in the heard."""
    film = FilmCamera()
    await async_add_cameras(hass, film)
    return film


@pytest.fixture
async def watcher(hass: HomeAssistant, heard: Heard, film: FilmCamera) -> CameraWatcher:  # noqa: ARG001  # is watched
    """A watcher of that camera."""
    return CameraWatcher(hass, heard.watch, WatchPlan("hall", HALL, 2.0), spread=lambda: 0.5)


def released_view() -> memoryview:
    """Return a view whose memory is gone."""
    view = memoryview(b"picture")
    view.release()
    return view


def adds_up(watcher: CameraWatcher) -> bool:
    """Whether every picture that the camera delivered ended under one heading."""
    counters = watcher.snapshot.counters
    return counters.fetched == counters.analysed + sum(counters.refused.values()) + sum(
        counters.dropped.values()
    )


async def test_an_analysed_frame_reaches_the_house_and_is_counted(
    heard: Heard, watcher: CameraWatcher
) -> None:
    heard.runner.answer(Process, lambda request: seen(request, sighting(request)))
    rest = await watcher._async_watch_once()
    assert rest is not None
    assert 1.5 < rest <= 2.0
    assert [result.camera_id for result in heard.results] == ["hall"]
    assert watcher.snapshot.status is CameraStatus.WATCHING
    assert watcher.snapshot.last_analysed_at == 1_000.0
    assert watcher.snapshot.frame_ms is not None
    assert (watcher.snapshot.counters.fetched, watcher.snapshot.counters.analysed) == (1, 1)


@pytest.mark.parametrize(
    ("error", "dropped", "status", "rest"),
    [
        pytest.param(
            EngineBusyError("x"), Dropped.BUSY, CameraStatus.STARTING, 1.0, id="busy: half an interval"
        ),
        pytest.param(EngineTimeoutError("x"), Dropped.TIMEOUT, CameraStatus.STARTING, None, id="too slow"),
        pytest.param(
            EngineLostError("x"), Dropped.ENGINE_LOST, CameraStatus.STARTING, None, id="engine died"
        ),
        pytest.param(
            EngineBrokenError("x"), Dropped.NO_ENGINE, CameraStatus.NO_ENGINE, 5.0, id="breaker open"
        ),
        pytest.param(
            EngineUnavailableError("x"), Dropped.NO_ENGINE, CameraStatus.NO_ENGINE, 5.0, id="not there"
        ),
        pytest.param(MessageError("x"), Dropped.ENGINE_ERROR, CameraStatus.NO_ENGINE, 5.0, id="nonsense"),
        pytest.param(
            ModelError(ModelRefusal.BAD_OUTPUT, "x"),
            Dropped.ENGINE_ERROR,
            CameraStatus.NO_ENGINE,
            5.0,
            id="no number",
        ),
    ],
)
async def test_a_frame_without_an_answer_is_dropped_with_its_reason(
    heard: Heard,
    watcher: CameraWatcher,
    *,
    error: EngineError,
    dropped: Dropped,
    status: CameraStatus,
    rest: float | None,
) -> None:
    heard.runner.answer(Process, error)
    got = await watcher._async_watch_once()
    assert got == rest if rest is not None else (got is not None and got > 1.5)
    assert watcher.snapshot.counters.dropped == {dropped: 1}
    assert watcher.snapshot.status is status
    assert heard.errors == ([error] if dropped is Dropped.ENGINE_ERROR else [])
    assert adds_up(watcher)


async def test_a_refused_picture_is_counted_with_its_reason(heard: Heard, watcher: CameraWatcher) -> None:
    heard.runner.answer(Process, FrameError(FrameRefusal.TRUNCATED, "x"))
    await watcher._async_watch_once()
    assert watcher.snapshot.counters.refused == {FrameRefusal.TRUNCATED: 1}
    assert watcher.snapshot.status is CameraStatus.INVALID_PICTURE
    assert adds_up(watcher)


async def test_a_camera_that_repeats_its_picture_for_a_minute_is_frozen_until_a_new_one_comes(
    heard: Heard, watcher: CameraWatcher, film: FilmCamera
) -> None:
    film.still = b"the same"
    for _ in range(60):
        await watcher._async_watch_once()
        heard.seconds += 1
    assert heard.latest() is CameraStatus.NOBODY
    await watcher._async_watch_once()
    assert heard.latest() is CameraStatus.FROZEN
    assert watcher.snapshot.counters.analysed == 1
    assert watcher.snapshot.counters.dropped == {Dropped.IDENTICAL: 60}
    film.still = None
    await watcher._async_watch_once()
    assert heard.latest() is CameraStatus.NOBODY
    assert len(heard.results) == 2
    assert adds_up(watcher)


@pytest.mark.parametrize("group_seconds", [12, 60])
async def test_a_streams_keyframe_that_comes_again_until_the_next_one_is_healthy(
    heard: Heard, watcher: CameraWatcher, film: FilmCamera, group_seconds: int
) -> None:
    for picture in range(4):
        film.still = b"keyframe %d" % picture
        for _ in range(group_seconds):
            await watcher._async_watch_once()
            heard.seconds += 1
    assert CameraStatus.FROZEN not in heard.shown
    assert watcher.snapshot.counters.analysed == 4


@pytest.mark.parametrize(
    "error", [HomeAssistantError("gone"), ValueError("a bug of the camera's integration"), TimeoutError()]
)
async def test_a_camera_without_pictures_is_asked_less_and_less_and_logged_once(
    heard: Heard, watcher: CameraWatcher, film: FilmCamera, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    film.error = error
    assert [await watcher._async_watch_once() for _ in range(8)] == [5, 10, 20, 40, 80, 160, 300, 300]
    assert heard.latest() is CameraStatus.UNAVAILABLE
    assert watcher.snapshot.counters.fetched == 0
    assert caplog.text.count("delivers no picture") == 1
    watcher._frames._failures = 5_000  # three days later
    assert await watcher._async_watch_once() == 300
    film.error = None
    await watcher._async_watch_once()
    assert heard.latest() is CameraStatus.NOBODY
    assert caplog.text.count("delivers pictures again") == 1
    film.error = error
    assert await watcher._async_watch_once() == 5


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(bytearray(b"picture"), id="a bytearray"),
        pytest.param(memoryview(b"picture"), id="a memoryview"),
        pytest.param(memoryview(b"p-i-c-t-u-r-e-")[::2], id="every other byte of a memoryview"),
        pytest.param(type("Own", (bytes,), {})(b"picture"), id="a kind of bytes of its own"),
    ],
)
async def test_a_picture_in_another_kind_of_bytes_is_analysed(
    heard: Heard, watcher: CameraWatcher, film: FilmCamera, content: bytes
) -> None:
    film.still = content
    await watcher._async_watch_once()
    assert watcher.snapshot.status is CameraStatus.NOBODY
    (request,) = [one for one in heard.runner.requests if isinstance(one, Process)]
    assert type(request.image) is bytes
    assert request.image == bytes(content)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("picture", id="text"),
        pytest.param(7, id="a number"),
        pytest.param([1, 2, 3], id="a list"),
        pytest.param(object(), id="an object"),
        pytest.param(released_view(), id="a view of memory that is gone"),
    ],
)
async def test_what_is_no_picture_is_the_cameras_fault_and_nobody_elses(
    heard: Heard, watcher: CameraWatcher, film: FilmCamera, caplog: pytest.LogCaptureFixture, content: object
) -> None:
    film.still = content
    assert await watcher._async_watch_once() == 5
    assert heard.latest() is CameraStatus.UNAVAILABLE
    assert caplog.text.count("delivers no picture") == 1
    assert heard.errors == []
    assert watcher.snapshot.counters.fetched == 0
    film.still = None
    await watcher._async_watch_once()
    assert heard.latest() is CameraStatus.NOBODY


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(asyncio.CancelledError(), id="a cancellation of its own"),
        pytest.param(SystemExit(1), id="an exit"),
        pytest.param(BaseException("x"), id="the base of everything"),
        pytest.param(BaseExceptionGroup("x", [asyncio.CancelledError()]), id="a group"),
        pytest.param(StopAsyncIteration(), id="an end of something"),
    ],
)
async def test_nothing_that_a_camera_raises_ends_its_watcher(
    heard: Heard, watcher: CameraWatcher, film: FilmCamera, error: BaseException
) -> None:
    film.error = error
    task = asyncio.create_task(watcher.async_run())
    await heard.async_until(lambda: CameraStatus.UNAVAILABLE in heard.shown)
    film.error = None
    watcher.nudge()
    await heard.async_until(lambda: bool(heard.results))
    task.cancel()
    await asyncio.wait([task])
    assert task.cancelled()


async def test_a_picture_over_the_limit_never_reaches_the_engine(
    heard: Heard, watcher: CameraWatcher, film: FilmCamera
) -> None:
    film.still = bytes(FRAME_LIMITS.max_bytes + 1)
    await watcher._async_watch_once()
    assert watcher.snapshot.counters.refused == {FrameRefusal.TOO_MANY_BYTES: 1}
    assert watcher.snapshot.status is CameraStatus.INVALID_PICTURE
    assert not any(isinstance(request, Process) for request in heard.runner.requests)
    assert adds_up(watcher)


async def strike(
    heard: Heard, watcher: CameraWatcher, error: EngineError, seconds_apart: float = 1.0
) -> None:
    """Have a picture end the engine."""
    heard.runner.answer(Process, error)
    heard.seconds += seconds_apart
    await watcher._async_watch_once()


@pytest.mark.parametrize("error", [EngineTimeoutError("x"), EngineLostError("x")])
async def test_a_camera_whose_pictures_end_the_engine_is_set_aside_for_an_hour(
    heard: Heard, watcher: CameraWatcher, film: FilmCamera, error: EngineError
) -> None:
    for _ in range(STRIKES):
        assert heard.aside == []
        await strike(heard, watcher, error)
    assert heard.aside == [True]
    asked = film.asked
    assert await watcher._async_watch_once() == ASIDE_SECONDS
    assert heard.latest() is CameraStatus.SET_ASIDE
    heard.seconds += ASIDE_SECONDS - 1
    assert await watcher._async_watch_once() == 1
    assert film.asked == asked
    assert adds_up(watcher)


async def test_after_an_hour_one_picture_decides(heard: Heard, watcher: CameraWatcher) -> None:
    for _ in range(STRIKES):
        await strike(heard, watcher, EngineLostError("x"))
    await strike(heard, watcher, EngineLostError("x"), ASIDE_SECONDS)
    assert await watcher._async_watch_once() == ASIDE_SECONDS
    assert heard.aside == [True]
    heard.seconds += ASIDE_SECONDS
    heard.runner.answer(Process, seen)
    await watcher._async_watch_once()
    assert heard.latest() is CameraStatus.NOBODY
    assert heard.aside == [True, False]


async def test_a_camera_is_tried_at_once_when_somebody_asks_for_it(
    heard: Heard, watcher: CameraWatcher
) -> None:
    for _ in range(STRIKES):
        await strike(heard, watcher, EngineLostError("x"))
    heard.runner.answer(Process, seen)
    watcher.forgive()
    assert heard.aside == [True, False]
    await watcher._async_watch_once()
    assert heard.latest() is CameraStatus.NOBODY


async def test_an_engine_that_was_down_before_or_whose_model_ended_it_is_no_cameras_fault(
    heard: Heard, watcher: CameraWatcher
) -> None:
    for _ in range(2 * STRIKES):
        await strike(heard, watcher, EngineNotBackError("x"))
        await strike(heard, watcher, EngineLostInModelError("x"))
        await strike(heard, watcher, EngineBrokenError("x"))
    assert heard.aside == []


async def test_a_camera_that_comes_back_is_not_kept_waiting(
    hass: HomeAssistant, heard: Heard, watcher: CameraWatcher, film: FilmCamera
) -> None:
    film.error = HomeAssistantError("gone")
    task = asyncio.create_task(watcher.async_run())
    await heard.async_until(lambda: CameraStatus.UNAVAILABLE in heard.shown)
    film.error = None
    hass.states.async_set(HALL, "unavailable")
    hass.states.async_set(HALL, "idle")
    await heard.async_until(lambda: bool(heard.results))
    task.cancel()
    await asyncio.wait([task])
    assert task.cancelled()


async def test_a_pause_leaves_the_camera_alone_until_it_ends(
    heard: Heard, watcher: CameraWatcher, film: FilmCamera
) -> None:
    heard.watch.paused = True
    assert await watcher._async_watch_once() is None
    assert heard.latest() is CameraStatus.PAUSED
    assert film.asked == 0
    heard.watch.paused = False
    watcher.nudge()
    assert watcher._nudged.is_set()


async def test_a_picture_that_arrives_in_a_pause_is_dropped(
    heard: Heard, watcher: CameraWatcher, film: FilmCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = await film.async_camera_image()

    async def pause_meanwhile(**_size: int | None) -> bytes | None:
        heard.watch.paused = True
        return picture

    monkeypatch.setattr(film, "async_camera_image", pause_meanwhile)
    await watcher._async_watch_once()
    assert watcher.snapshot.counters.dropped == {Dropped.PAUSED: 1}
    assert heard.results == []
    assert adds_up(watcher)


async def test_a_camera_with_a_motion_entity_sleeps_until_a_minute_after_motion(
    hass: HomeAssistant, heard: Heard, film: FilmCamera
) -> None:
    hass.states.async_set(MOTION, "off")
    watcher = CameraWatcher(hass, heard.watch, WatchPlan("hall", HALL, 0.0, wake_entity_id=MOTION))
    task = asyncio.create_task(watcher.async_run())

    await heard.async_until(lambda: heard.shown[-1:] == [CameraStatus.ASLEEP])
    assert film.asked == 0
    hass.states.async_set(MOTION, "on")
    await heard.async_until(lambda: heard.latest() is CameraStatus.NOBODY)
    heard.seconds += 3_600
    hass.states.async_set(MOTION, "off")
    await hass.async_block_till_done()
    heard.seconds += 59
    assert watcher._is_awake()
    heard.seconds += 2
    await heard.async_until(lambda: heard.latest() is CameraStatus.ASLEEP)
    task.cancel()
    await asyncio.wait([task])


@pytest.mark.parametrize("silent", [None, "unavailable", "unknown"])
async def test_a_silent_motion_entity_wakes_no_camera_and_is_not_taken_for_an_empty_room(
    hass: HomeAssistant, heard: Heard, film: FilmCamera, silent: str | None
) -> None:
    if silent is not None:
        hass.states.async_set(MOTION, silent)
    watcher = CameraWatcher(hass, heard.watch, WatchPlan("hall", HALL, 1.0, wake_entity_id=MOTION))
    assert await watcher._async_watch_once() is None
    assert (heard.latest(), film.asked) == (CameraStatus.WAKE_UNAVAILABLE, 0)
    hass.states.async_set(MOTION, "off")
    assert await watcher._async_watch_once() is None
    assert heard.latest() is CameraStatus.ASLEEP


async def test_a_frame_under_way_when_the_watcher_ends_is_accounted_for(
    heard: Heard, watcher: CameraWatcher
) -> None:
    asked = asyncio.Event()

    def hang(_request: Process) -> asyncio.Future[FrameResult]:
        asked.set()
        return asyncio.get_running_loop().create_future()

    heard.runner.answer(Process, hang)
    task = asyncio.create_task(watcher.async_run())
    async with asyncio.timeout(5):
        await asked.wait()
    task.cancel()
    await asyncio.wait([task])
    assert task.cancelled()
    assert watcher.snapshot.counters.dropped == {Dropped.CANCELLED: 1}
    assert adds_up(watcher)


async def test_a_watcher_ends_although_home_assistant_hides_the_cancellation_of_a_fetch(
    watcher: CameraWatcher, film: FilmCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asyncio.Event()

    async def hang(**_size: int | None) -> bytes | None:
        asked.set()
        await asyncio.get_running_loop().create_future()
        return None

    monkeypatch.setattr(film, "async_camera_image", hang)
    task = asyncio.create_task(watcher.async_run())
    async with asyncio.timeout(5):
        await asked.wait()
    task.cancel()
    done, _ = await asyncio.wait([task], timeout=1)
    assert done == {task}


async def test_a_slow_computer_waits_longer_than_the_interval(
    watcher: CameraWatcher, film: FilmCamera
) -> None:
    assert await watcher._async_watch_once() == pytest.approx(watcher.plan.interval_seconds, abs=0.5)
    watcher._watch.least_interval_seconds = 40.0
    assert film.asked == 1
    assert await watcher._async_watch_once() == pytest.approx(40.0, abs=0.5)


async def test_pictures_follow_at_the_interval(
    hass: HomeAssistant, watcher: CameraWatcher, film: FilmCamera, freezer: FrozenDateTimeFactory
) -> None:
    task = hass.async_create_background_task(watcher.async_run(), "watcher")
    for _ in range(3):
        await hass.async_block_till_done(wait_background_tasks=False)
        asked = film.asked
        freezer.tick(timedelta(seconds=2.1))
        async_fire_time_changed(hass)
        await hass.async_block_till_done(wait_background_tasks=False)
        assert film.asked == asked + 1
    task.cancel()
    await asyncio.wait([task])


@pytest.mark.parametrize(
    ("sightings", "expected"),
    [
        pytest.param([], CameraStatus.NOBODY, id="nobody there"),
        pytest.param([(0.5, None)], CameraStatus.WATCHING, id="a face was read"),
        pytest.param([(None, WhyNot.NOT_DUE)], CameraStatus.WATCHING, id="read a moment ago"),
        pytest.param([(None, WhyNot.UNCONFIRMED)], CameraStatus.WATCHING, id="a name waits for agreement"),
        pytest.param([(None, WhyNot.NO_CONSENT)], CameraStatus.WATCHING, id="monitoring is off"),
        pytest.param([(None, WhyNot.TOO_DARK)], CameraStatus.TOO_DARK, id="night"),
        pytest.param(
            [(None, WhyNot.BLURRED), (None, WhyNot.TURNED)], CameraStatus.BLURRED, id="the first counts"
        ),
        pytest.param([(None, WhyNot.BLURRED), (0.5, None)], CameraStatus.WATCHING, id="one of two was read"),
        pytest.param([(None, WhyNot.AMBIGUOUS)], CameraStatus.NOT_RECOGNISED, id="two people fit"),
    ],
)
async def test_the_state_says_what_the_frame_showed(
    heard: Heard,
    watcher: CameraWatcher,
    sightings: list[tuple[float | None, WhyNot | None]],
    expected: CameraStatus,
) -> None:
    def see(request: Process) -> FrameResult:
        faces: list[Sighting] = [
            sighting(request, probability=probability, why_not=why_not) for probability, why_not in sightings
        ]
        return seen(request, *faces)

    heard.runner.answer(Process, see)
    await watcher._async_watch_once()
    assert watcher.snapshot.status is expected
    assert sum(watcher.snapshot.counters.why_not.values()) == sum(1 for _, why_not in sightings if why_not)
