"""A hundred cameras and a flood of questions before one engine: fair turns, few pictures in vain, nobody shut out."""

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, suppress
from typing import override

from homeassistant.core import HomeAssistant
import pytest

from custom_components.digitalshadow.engine.records.errors import EngineBusyError
from custom_components.digitalshadow.engine.records.pictures import Assess, Process
from custom_components.digitalshadow.watching.camera_watcher import CameraWatcher
from custom_components.digitalshadow.watching.plan import WatchPlan
from custom_components.digitalshadow.watching.turns import MOST_PICTURES, MOST_QUESTIONS, PLACES, Turns
from tests.builders.home import FilmCamera, async_add_cameras, async_until, seen
from tests.builders.watch import Heard, async_heard
from tests.fake_runner import FakeRunner

CAMERAS = 100
ROUNDS = 3


class SlowEngine:
    """An engine that answers one request at a time, and only when a test lets it."""

    def __init__(self, runner: FakeRunner) -> None:
        """Take the place of the scripted answers."""
        self.at_work: list[tuple[Process | Assess, asyncio.Future[object]]] = []
        self.most_at_once = 0
        self.answered: Counter[str] = Counter()
        runner.answer(Process, self._begin)
        runner.answer(Assess, self._begin)

    def _begin(self, request: Process | Assess) -> asyncio.Future[object]:
        """Work on a request until `finish`."""
        reply: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        self.at_work.append((request, reply))
        self.most_at_once = max(self.most_at_once, len(self.at_work))
        return reply

    async def finish(self) -> None:
        """Answer what is worked on, as soon as something is."""
        await async_until(lambda: bool(self.at_work))
        request, reply = self.at_work.pop(0)
        camera_id = request.camera_id if isinstance(request, Process) else "a question"
        self.answered[camera_id] += 1
        reply.set_result(seen(request) if isinstance(request, Process) else None)


class HangingCamera(FilmCamera):
    """A camera that never delivers."""

    @override
    async def async_camera_image(self, width: int | None = None, height: int | None = None) -> bytes | None:
        """Hang."""
        self.asked += 1
        await asyncio.Event().wait()
        return None


@pytest.fixture
async def heard() -> Heard:
    """A watch with an engine that runs."""
    return await async_heard()


@pytest.fixture
def engine(heard: Heard) -> SlowEngine:
    """The engine of the heard."""
    assert isinstance(heard.runner, FakeRunner)
    return SlowEngine(heard.runner)


async def _async_watch(
    hass: HomeAssistant, heard: Heard, turns: Turns, films: list[FilmCamera], stack: AsyncExitStack
) -> None:
    """Watch cameras as often as they can be had, until the stack is left."""
    heard.watch.turns = (turns,)
    await async_add_cameras(hass, *films)
    for film in films:
        watcher = CameraWatcher(hass, heard.watch, WatchPlan(film.entity_id, film.entity_id, 0.001))
        stack.push_async_callback(_async_end, asyncio.create_task(watcher.async_run()))


async def _async_end(task: asyncio.Task[None]) -> None:
    """End a watcher."""
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_of_a_hundred_cameras_each_gets_its_turn_and_no_picture_is_fetched_in_vain(
    hass: HomeAssistant, heard: Heard, engine: SlowEngine
) -> None:
    films = [FilmCamera(f"camera.number_{number}") for number in range(CAMERAS)]
    async with AsyncExitStack() as stack:
        await _async_watch(hass, heard, Turns(), films, stack)
        for answered in range(CAMERAS * ROUNDS):
            await engine.finish()
            assert sum(film.asked for film in films) <= answered + 1 + PLACES

        assert engine.most_at_once == 1
        assert {engine.answered[film.entity_id] for film in films} == {ROUNDS}


async def test_cameras_that_hang_do_not_keep_the_others_waiting(
    hass: HomeAssistant, heard: Heard, engine: SlowEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("custom_components.digitalshadow.watching.turns.SLOW_FETCH_SECONDS", 0.01)
    hanging: list[FilmCamera] = [HangingCamera(f"camera.hangs_{number}") for number in range(5)]
    good = FilmCamera("camera.good")
    async with AsyncExitStack() as stack:
        await _async_watch(hass, heard, Turns(), [*hanging, good], stack)
        for _ in range(3):
            await engine.finish()

        assert engine.answered == {"camera.good": 3}


async def test_a_flood_of_questions_is_refused_and_leaves_the_cameras_their_turn(
    hass: HomeAssistant, heard: Heard, engine: SlowEngine
) -> None:
    turns, films = Turns(), [FilmCamera(f"camera.number_{number}") for number in range(3)]
    refused = 0

    async def ask() -> None:
        """Ask about a picture, as an account does."""
        nonlocal refused
        try:
            async with turns.for_question():
                await heard.runner.async_call(Assess(b"picture", None), 10)
        except EngineBusyError:
            refused += 1

    async with AsyncExitStack() as stack:
        await _async_watch(hass, heard, turns, films, stack)
        flood = [asyncio.create_task(ask()) for _ in range(200)]
        while not all(task.done() for task in flood):
            await engine.finish()
            await asyncio.sleep(0)
            flood += [asyncio.create_task(ask()) for _ in range(3) if len(flood) < 260]
        for _ in range(2 * len(films)):
            await engine.finish()

    analysed = sum(engine.answered[film.entity_id] for film in films)
    assert refused >= 200 - MOST_QUESTIONS
    assert analysed >= engine.answered["a question"] / MOST_QUESTIONS
    assert min(engine.answered[film.entity_id] for film in films) >= 2


async def test_when_slow_cameras_deliver_together_the_rest_is_dropped() -> None:
    turns = Turns()
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(turns.for_picture())
        waiting = asyncio.create_task(_async_hold(turns.for_picture))
        await asyncio.sleep(0)
        with pytest.raises(EngineBusyError):
            await _async_hold(turns.for_picture)
    await waiting
    assert MOST_PICTURES == 2
    await _async_hold(turns.for_picture)


async def _async_hold(turn: Callable[[], AbstractAsyncContextManager[None]]) -> None:
    """Take a turn and give it back."""
    async with turn():
        pass


async def test_a_pause_that_begins_while_others_are_served_leaves_the_camera_alone(
    hass: HomeAssistant, heard: Heard, engine: SlowEngine
) -> None:
    turns, film = Turns(), FilmCamera("camera.late")
    async with AsyncExitStack() as stack:
        async with AsyncExitStack() as others:
            for _ in range(PLACES):
                await others.enter_async_context(turns.place())
            await _async_watch(hass, heard, turns, [film], stack)
            await hass.async_block_till_done(wait_background_tasks=False)
            heard.watch.paused = True
        await heard.async_until(lambda: bool(heard.shown))

        assert film.asked == 0
        assert engine.at_work == []
