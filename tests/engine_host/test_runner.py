"""The engine on a thread of its own, for machines that cannot start a process."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
import subprocess
import sys
from threading import Event, current_thread, enumerate as all_threads
import time
from typing import Any

import pytest

from custom_components.digitalshadow.engine.engine import Engine
from custom_components.digitalshadow.engine.model_file.catalog import PACKAGE_FOLDER, find
from custom_components.digitalshadow.engine.records.configuration import Configure, ModelFile, ModelKind
from custom_components.digitalshadow.engine.records.errors import (
    EngineBusyError,
    EngineLostError,
    EngineTimeoutError,
    EngineUnavailableError,
    FrameError,
    ModelError,
)
from custom_components.digitalshadow.engine.records.gallery import EnrolledPerson, GalleryLoaded, SetGallery
from custom_components.digitalshadow.engine.records.pictures import Process
from custom_components.digitalshadow.engine.records.refusals import ModelRefusal
from custom_components.digitalshadow.engine_host.process_runner import ProcessRunner
from custom_components.digitalshadow.engine_host.runner import EngineRunner, RunnerState
from custom_components.digitalshadow.engine_host.thread_runner import ThreadRunner

PATIENCE_SECONDS = 20.0
ANSWERED = GalleryLoaded(0, ())
FRAME = Process("hall", 1.0, b"no picture")


def named(person_id: str) -> SetGallery:
    """Return the smallest request: a gallery of somebody without a template."""
    return SetGallery((EnrolledPerson(person_id, may_be_read=False, model_sha256="", templates=()),))


class SlowEngine(Engine):
    """The real engine, which a person's name can make wait or fail."""

    def __init__(self) -> None:
        """Wait for nothing yet."""
        super().__init__(time.perf_counter)
        self.threads: set[str] = set()
        self.waits = Event()
        self.may_go_on = Event()

    def handle(self, request: Any) -> Any:  # noqa: ANN401  # as the real one, for any request
        """Wait or fail where the request says so."""
        self.threads.add(current_thread().name)
        if request == named("slow"):
            self.waits.set()
            self.may_go_on.wait(PATIENCE_SECONDS)
        if request == named("mistake"):
            raise ZeroDivisionError
        return super().handle(request)


class ObservedRunner:
    """A thread runner, its engine and its reports."""

    def __init__(self) -> None:
        """Prepare a runner."""
        self.engine = SlowEngine()
        self.states: list[RunnerState] = []
        self.runner = ThreadRunner(self.states.append, make_engine=lambda: self.engine)

    async def ask(self, person_id: str, deadline_seconds: float = PATIENCE_SECONDS) -> GalleryLoaded:
        """Send the smallest request."""
        return await self.runner.async_call(named(person_id), deadline_seconds)


def configure() -> Configure:
    """Return a configuration of the integration's own files."""
    demonstration = find("demonstration", [PACKAGE_FOLDER])
    assert demonstration is not None
    return Configure(demonstration, None, None)


@pytest.fixture
async def observed() -> AsyncIterator[ObservedRunner]:
    """Run an engine on a thread."""
    observed = ObservedRunner()
    await observed.runner.async_start(configure())
    yield observed
    observed.engine.may_go_on.set()
    await observed.runner.async_stop()


async def test_it_answers_as_the_engine_does_and_on_one_thread_only(observed: ObservedRunner) -> None:
    """The same engine behind the same Protocol."""
    assert observed.runner.ready is not None
    assert observed.runner.ready.risk_model.kind is ModelKind.DEMONSTRATION
    with pytest.raises(FrameError):
        await observed.runner.async_call(FRAME, PATIENCE_SECONDS)
    assert await asyncio.gather(*(observed.ask("garden") for _ in range(20))) == [ANSWERED] * 20
    person = EnrolledPerson("a", may_be_read=True, model_sha256="", templates=())
    assert await observed.runner.async_set_gallery(SetGallery((person,))) == GalleryLoaded(0, ())
    assert observed.engine.threads == {"digitalshadow_engine"}
    assert observed.states == [RunnerState.STARTING, RunnerState.RUNNING]


async def test_a_missed_deadline_keeps_it_busy_until_the_thread_is_free(observed: ObservedRunner) -> None:
    """A thread cannot be killed, so the next frame is refused instead of queued."""
    with pytest.raises(EngineTimeoutError):
        await observed.ask("slow", 0.05)
    with pytest.raises(EngineBusyError):
        await observed.runner.async_call(FRAME, PATIENCE_SECONDS)
    waiting = asyncio.create_task(observed.ask("garden"))
    await asyncio.sleep(0)
    assert not waiting.done()
    observed.engine.may_go_on.set()
    assert await waiting == ANSWERED
    with pytest.raises(FrameError):
        await observed.runner.async_call(FRAME, PATIENCE_SECONDS)


async def test_a_caller_that_gives_up_does_not_free_the_thread(observed: ObservedRunner) -> None:
    """Its turn ends when the thread is done with it."""
    given_up = asyncio.create_task(observed.ask("slow"))
    await asyncio.to_thread(observed.engine.waits.wait, PATIENCE_SECONDS)
    given_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await given_up
    with pytest.raises(EngineBusyError):
        await observed.runner.async_call(FRAME, PATIENCE_SECONDS)
    observed.engine.may_go_on.set()
    assert await observed.ask("garden") == ANSWERED


async def test_a_mistake_in_the_engine_loses_one_request(observed: ObservedRunner) -> None:
    """The caller gets the reason, the thread lives on."""
    with pytest.raises(EngineLostError) as caught:
        await observed.ask("mistake")
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    assert await observed.ask("garden") == ANSWERED


async def test_stopping_leaves_a_hanging_thread_behind(observed: ObservedRunner) -> None:
    """Within two seconds; those who wait are told."""
    slow = asyncio.create_task(observed.ask("slow"))
    waiting = asyncio.create_task(observed.ask("garden"))
    await asyncio.to_thread(observed.engine.waits.wait, PATIENCE_SECONDS)
    started_at = time.monotonic()
    await observed.runner.async_stop()
    assert time.monotonic() - started_at < 2.0
    observed.engine.may_go_on.set()
    for task in (slow, waiting):
        with pytest.raises(EngineUnavailableError):
            await task
    with pytest.raises(EngineUnavailableError):
        await observed.ask("garden")
    assert observed.runner.ready is None
    assert observed.states[-1] is RunnerState.STOPPED
    for thread in all_threads():
        if thread.name == "digitalshadow_engine":
            await asyncio.to_thread(thread.join, PATIENCE_SECONDS)


async def test_a_refused_model_ends_the_thread_and_another_one_starts_it_again() -> None:
    """As with the process."""
    observed = ObservedRunner()
    gone = ModelFile("gone", "/nowhere/gone.onnx", "0" * 64, pinned=True)
    with pytest.raises(ModelError) as caught:
        await observed.runner.async_start(Configure(gone, None, None))
    assert caught.value.reason is ModelRefusal.MISSING
    with pytest.raises(EngineUnavailableError):
        await observed.ask("garden")
    await observed.runner.async_start(configure())
    assert await observed.ask("garden") == ANSWERED
    await observed.runner.async_start(configure())
    assert await observed.ask("garden") == ANSWERED
    await observed.runner.async_stop()


async def test_both_runners_keep_the_protocol(tmp_path: Path) -> None:
    """What Home Assistant's side may rely on."""
    runners: list[EngineRunner] = [
        ThreadRunner(lambda _: None),
        ProcessRunner(tmp_path / "engine", lambda _: None),
    ]
    for runner in runners:
        assert runner.ready is None
        assert await runner.async_start(configure()) == runner.ready
        with pytest.raises(FrameError):
            await runner.async_call(FRAME, PATIENCE_SECONDS)
        await runner.async_stop()


def test_a_hanging_thread_does_not_keep_python_from_exiting(tmp_path: Path) -> None:
    """Home Assistant's stop must not wait for a native library."""
    script = tmp_path / "hang.py"
    script.write_text(
        "import asyncio, sys, threading\n"
        f"sys.path.insert(0, {str(Path(__file__).parents[2])!r})\n"
        "from custom_components.digitalshadow.engine.records.gallery import SetGallery\n"
        "from custom_components.digitalshadow.engine_host.thread_runner import EngineThread\n"
        "class Engine:\n"
        "    def handle(self, request):\n"
        "        threading.Event().wait()\n"
        "async def main():\n"
        "    thread = EngineThread(Engine)\n"
        "    try:\n"
        "        await thread.async_ask(SetGallery(()), 0.05)\n"
        "    finally:\n"
        "        await thread.async_stop()\n"
        "asyncio.run(main())\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, timeout=60, check=False)
    assert b"EngineTimeoutError" in done.stderr
    assert done.returncode == 1
