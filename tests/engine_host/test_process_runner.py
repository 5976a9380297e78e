"""The engine's process may die, hang or starve; a user of the runner loses one request and nothing else."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
import logging
import os
from pathlib import Path
import shutil
import signal
import subprocess
import sys
import time
from typing import Any

import psutil
import pytest

from custom_components.digitalshadow.engine.model_file.catalog import PACKAGE_FOLDER, find
from custom_components.digitalshadow.engine.model_file.native_builds import RUNTIMES_VARIABLE
from custom_components.digitalshadow.engine.records.configuration import Configure, ModelFile, ModelKind
from custom_components.digitalshadow.engine.records.errors import (
    EngineBrokenError,
    EngineBusyError,
    EngineError,
    EngineLostError,
    EngineLostInModelError,
    EngineNotBackError,
    EngineTimeoutError,
    EngineUnavailableError,
    EnrolmentError,
    FrameError,
    MessageError,
    ModelError,
)
from custom_components.digitalshadow.engine.records.gallery import (
    Enrol,
    EnrolledPerson,
    GalleryLoaded,
    SetGallery,
)
from custom_components.digitalshadow.engine.records.pictures import Process
from custom_components.digitalshadow.engine.records.refusals import (
    EnrolmentRefusal,
    FrameRefusal,
    ModelRefusal,
)
from custom_components.digitalshadow.engine_host.breaker import DEATHS, OPEN_SECONDS
from custom_components.digitalshadow.engine_host.process_runner import ProcessRunner
from custom_components.digitalshadow.engine_host.runner import RunnerState
from custom_components.digitalshadow.engine_host.worker_process import WORKER, child_environment
from tests.hostile.pictures import encode, portrait

FAULTY = Path(__file__).with_name("faulty_worker.py")
ANSWERED = GalleryLoaded(1, ())
"""What the engine with faults replies to a request that asks for none."""
BACK_WITHIN_SECONDS = 3.0
"""On a computer that has a core to spare; see `ObservedRunner.back_after_seconds`."""
PATIENCE_SECONDS = 20.0
"""A busy machine may be slow; what must be fast is measured, what must happen is awaited this long."""


def gallery(*person_ids: str) -> SetGallery:
    """Return a gallery of these people."""
    return SetGallery(
        tuple(
            EnrolledPerson(person_id, may_be_read=True, model_sha256="0" * 64, templates=(bytes(512),))
            for person_id in person_ids
        )
    )


def asking_for(fault: str) -> SetGallery:
    """Return the smallest request: a gallery that holds nothing but the name of a fault, or of none."""
    return SetGallery((EnrolledPerson(fault, may_be_read=False, model_sha256="", templates=()),))


def demonstration() -> ModelFile:
    """Return the model that ships with the engine."""
    file = find("demonstration", [PACKAGE_FOLDER])
    assert file is not None
    return file


def configure() -> Configure:
    """Return the configuration that needs no file beside the integration's own."""
    return Configure(risk_model=demonstration(), detector=None, recogniser=None)


def copy_of_demonstration(folder: Path) -> Path:
    """Copy the model that ships, so that a test can take it away."""
    return Path(shutil.copy(demonstration().path, folder / "demonstration.onnx"))


class Clock:
    """A clock that moves when it is told to."""

    now = 1_000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


class States(list[RunnerState]):
    """What a runner reported, and a way to wait for it."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self._news = asyncio.Event()

    def __call__(self, state: RunnerState) -> None:
        """Take a report."""
        self.append(state)
        self._news.set()

    async def wait_for(self, state: RunnerState) -> None:
        """Wait until this is the latest state."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not self or self[-1] is not state:
                self._news.clear()
                await self._news.wait()


class ObservedRunner:
    """A runner with its reports and its clock."""

    def __init__(self, folder: Path, **options: Any) -> None:  # noqa: ANN401  # the runner's own
        """Prepare a runner."""
        self.states = States()
        self.clock = Clock()
        self.runner = ProcessRunner(
            folder / "engine", self.states, **{"worker": FAULTY, "clock": self.clock, **options}
        )

    @property
    def pid(self) -> int:
        """The child's number."""
        assert self.runner.pid is not None
        return self.runner.pid

    @property
    def back_after_seconds(self) -> float:
        """How long the last start takes where nobody wants the same core: the pause before it, and the child's work.

        No clock on the wall tells that: the child stands back for everything else that a busy machine does.
        """
        work = psutil.Process(self.pid).cpu_times()
        return self.runner._breaker.pause_seconds + work.user + work.system

    async def ask(self, fault: str, deadline_seconds: float = PATIENCE_SECONDS) -> GalleryLoaded:
        """Send the smallest request."""
        return await self.runner.async_call(asking_for(fault), deadline_seconds)


@asynccontextmanager
async def running(folder: Path, **options: Any) -> AsyncIterator[ObservedRunner]:  # noqa: ANN401  # the runner's own
    """Run an engine."""
    observed = ObservedRunner(folder, **options)
    await observed.runner.async_start(configure())
    try:
        yield observed
    finally:
        await observed.runner.async_stop()


@pytest.fixture(autouse=True)
def strangers() -> frozenset[psutil.Process]:
    """Return the processes that other tests left running on purpose, such as a fork server."""
    return frozenset(psutil.Process().children())


@pytest.fixture
async def observed(tmp_path: Path) -> AsyncIterator[ObservedRunner]:
    """Run an engine with faults on demand."""
    async with running(tmp_path) as observed:
        yield observed


async def test_the_real_worker_starts_in_a_bare_interpreter_and_proves_its_model(tmp_path: Path) -> None:
    """Nothing of Home Assistant is needed, and the model says that it is a demonstration."""
    async with running(tmp_path, worker=WORKER) as observed:
        ready = observed.runner.ready
        assert ready is not None
        assert ready.risk_model.kind is ModelKind.DEMONSTRATION
        assert ready.risk_model.sha256 == demonstration().sha256
        assert (ready.detector, ready.recogniser) == ("dlib", None)
        with pytest.raises(FrameError) as caught:
            await observed.runner.async_call(Process("hall", 1.0, b""), PATIENCE_SECONDS)
        assert caught.value.reason is FrameRefusal.EMPTY
    assert observed.states == [RunnerState.STARTING, RunnerState.RUNNING, RunnerState.STOPPED]
    assert observed.runner.ready is None


@pytest.mark.parametrize(
    ("image_format", "options"),
    [
        pytest.param("JPEG", {}, id="as phones save it"),
        pytest.param("JPEG", {"progressive": True, "subsampling": 0}, id="progressive in full colour"),
        pytest.param("PNG", {"compress_level": 1}, id="PNG"),
    ],
)
async def test_a_photo_of_64_megapixels_fits_into_the_childs_memory(
    tmp_path: Path, image_format: str, options: dict[str, Any]
) -> None:
    """It is decoded, and only then is there nobody to recognise anybody."""
    photo = encode(portrait().resize((9248, 6936), 0), image_format, **options)
    async with running(tmp_path, worker=WORKER) as observed:
        with pytest.raises(EnrolmentError) as caught:
            await observed.runner.async_call(Enrol("anna", photo), PATIENCE_SECONDS)
        assert caught.value.reason is EnrolmentRefusal.NO_RECOGNITION


async def kill_from_outside(observed: ObservedRunner) -> None:
    """Do what the kernel does when memory runs out."""
    hanging = asyncio.create_task(observed.ask("hang"))
    await asyncio.sleep(0)
    os.kill(observed.pid, signal.SIGKILL)
    await hanging


def fault(name: str) -> Callable[[ObservedRunner], Coroutine[Any, Any, Any]]:
    """Return a request that brings the fault about."""
    return lambda observed: observed.ask(name)


def frame_of(camera_id: str) -> Callable[[ObservedRunner], Coroutine[Any, Any, Any]]:
    """Return the request of a camera that has a picture analysed."""
    return lambda observed: observed.runner.async_call(Process(camera_id, 1.0, b"x"), PATIENCE_SECONDS)


def too_slow(name: str) -> Callable[[ObservedRunner], Coroutine[Any, Any, Any]]:
    """Return a request whose deadline passes."""
    return lambda observed: observed.ask(name, 0.2)


@pytest.mark.parametrize(
    ("harm", "error"),
    [
        pytest.param(kill_from_outside, EngineLostError, id="kill -9 from outside"),
        pytest.param(fault("kill"), EngineLostError, id="kill -9 in the middle of a request"),
        pytest.param(fault("abort"), EngineLostError, id="a native library aborts"),
        pytest.param(fault("exit"), EngineLostError, id="the process just ends"),
        pytest.param(fault("raise"), EngineLostError, id="a mistake in the engine"),
        pytest.param(fault("babble"), EngineLostError, id="something else than a reply comes"),
        pytest.param(fault("confuse"), EngineLostError, id="the reply to another request comes"),
        pytest.param(fault("say too much"), EngineLostError, id="a reply that nobody asked for comes"),
        pytest.param(fault("flood"), EngineLostError, id="a reply of 64 MB comes"),
        pytest.param(frame_of("another camera"), EngineLostError, id="what another camera saw comes"),
        pytest.param(too_slow("hang"), EngineTimeoutError, id="a request hangs"),
        pytest.param(
            too_slow("hang in C"), EngineTimeoutError, id="native code hangs and signals are blocked"
        ),
    ],
)
async def test_one_request_is_lost_and_the_engine_comes_back(
    observed: ObservedRunner,
    harm: Callable[[ObservedRunner], Coroutine[Any, Any, Any]],
    error: type[EngineError],
) -> None:
    """The caller learns at once; the next one is served by a new process within three seconds."""
    before = observed.pid
    with pytest.raises(error):
        await harm(observed)
    await observed.ask("garden")
    assert observed.back_after_seconds < BACK_WITHIN_SECONDS
    assert observed.pid != before
    assert not psutil.pid_exists(before)
    assert observed.states[-2:] == [RunnerState.RESTARTING, RunnerState.RUNNING]


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(fault("abort in the model"), id="it aborts"),
        pytest.param(too_slow("hang in the model"), id="it hangs"),
    ],
)
async def test_a_death_while_the_facial_model_computes_is_told_as_the_models(
    observed: ObservedRunner, harm: Callable[[ObservedRunner], Coroutine[Any, Any, Any]]
) -> None:
    deaths: list[None] = []
    observed.runner.on_model_death = lambda: deaths.append(None)
    with pytest.raises(EngineLostInModelError):
        await harm(observed)
    assert len(deaths) == 1
    await observed.ask("garden")
    with pytest.raises(EngineLostError) as caught:
        await observed.ask("abort")
    assert not isinstance(caught.value, EngineLostInModelError)
    assert len(deaths) == 1


async def test_exhausted_memory_loses_one_request(tmp_path: Path) -> None:
    """The limit holds in the child, long before the machine feels anything."""
    async with running(tmp_path, memory_limit_bytes=400 * 2**20) as observed:
        limit = psutil.Process(observed.pid).rlimit(psutil.RLIMIT_DATA)
        with pytest.raises(EngineLostError):
            await observed.ask("exhaust memory")
        await observed.ask("garden")
        assert observed.back_after_seconds < BACK_WITHIN_SECONDS
        assert limit == (400 * 2**20, 400 * 2**20)


async def test_the_child_stands_back_and_leaves_nothing_behind(
    observed: ObservedRunner, tmp_path: Path
) -> None:
    """Low priority, no core dump with faces in it, an empty folder, an empty environment, one inference thread."""
    child = psutil.Process(observed.pid)
    assert child.nice() == min(psutil.Process().nice() + 10, 19)
    assert child.rlimit(psutil.RLIMIT_CORE) == (0, 0)
    assert Path(child.cwd()) == tmp_path / "engine"
    assert list((tmp_path / "engine").iterdir()) == []
    assert set(child.environ()) == {
        "LC_ALL",
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "PILLOW_BLOCKS_MAX",
    }
    assert os.getsid(observed.pid) != os.getsid(0)
    assert 0 < child.rlimit(psutil.RLIMIT_DATA)[0] < 2 * 2**30


@pytest.mark.parametrize(
    ("preloaded", "handed_on"),
    [
        pytest.param(None, None, id="nothing"),
        pytest.param("/usr/local/lib/libjemalloc.so.2", "/usr/local/lib/libjemalloc.so.2", id="an allocator"),
        pytest.param("/opt/libspy.so:/usr/lib/libjemalloc.so.2", "/usr/lib/libjemalloc.so.2", id="two"),
        pytest.param("/opt/libspy.so", None, id="anything else"),
        pytest.param("/opt/libjemalloc.so.2/libspy.so", None, id="anything else in a folder of that name"),
    ],
)
def test_of_what_home_assistant_preloads_the_child_gets_the_allocator_alone(
    preloaded: str | None, handed_on: str | None
) -> None:
    parents = {"SECRET": "token"} | ({} if preloaded is None else {"LD_PRELOAD": preloaded})
    given = child_environment(parents)
    assert given.get("LD_PRELOAD") == handed_on
    assert "SECRET" not in given


def test_whoever_compares_runtimes_chooses_them_for_the_child_too() -> None:
    assert child_environment({RUNTIMES_VARIABLE: "ncnn"})[RUNTIMES_VARIABLE] == "ncnn"
    assert RUNTIMES_VARIABLE not in child_environment({})


async def test_the_child_ends_when_its_parent_is_killed_even_in_the_middle_of_a_request(
    tmp_path: Path,
) -> None:
    """No orphan keeps a core busy after Home Assistant was killed."""
    script = (
        "import asyncio, sys; sys.path[:0] = sys.argv[1:2]; "
        "from tests.engine_host.test_process_runner import orphan_maker; "
        "asyncio.run(orphan_maker(sys.argv[2]))"
    )
    root = Path(__file__).parents[2]
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, str(root), str(tmp_path), stdout=subprocess.PIPE
    )
    assert parent.stdout is not None
    async with asyncio.timeout(PATIENCE_SECONDS):
        child = psutil.Process(int(await parent.stdout.readline()))
        parent.kill()
        await parent.wait()
        await asyncio.to_thread(child.wait, PATIENCE_SECONDS)


async def orphan_maker(folder: str) -> None:
    """Start an engine that hangs, say its number, and wait for the end; runs in a process of its own."""
    async with running(Path(folder)) as observed:
        print(observed.pid, flush=True)  # noqa: T201
        await observed.ask("hang")


async def test_what_libraries_print_does_not_reach_the_channel(observed: ObservedRunner) -> None:
    """OpenCV and onnxruntime print what they like, on Python's level and below."""
    before = observed.pid
    assert await observed.ask("talk") == ANSWERED
    assert await observed.ask("garden") == ANSWERED
    assert observed.pid == before


async def test_the_log_says_where_the_engine_failed_and_not_at_what(
    observed: ObservedRunner, caplog: pytest.LogCaptureFixture
) -> None:
    """An exception's text can contain names; its type and lines cannot."""
    with caplog.at_level(logging.DEBUG), pytest.raises(EngineLostError):
        await observed.ask("raise")
    await observed.ask("garden")
    assert "ZeroDivisionError at faulty_worker.py" in caplog.text
    assert "CANARY-7f3a" not in caplog.text


async def test_a_frame_is_refused_while_anything_runs_and_other_requests_wait(
    observed: ObservedRunner,
) -> None:
    """Frames never queue: the next one is better than an old one."""
    hanging = asyncio.create_task(observed.ask("hang", 0.3))
    waiting = asyncio.create_task(observed.ask("garden"))
    await asyncio.sleep(0)
    for _ in range(3):
        with pytest.raises(EngineBusyError):
            await observed.runner.async_call(Process("hall", 1.0, b"x"), 1.0)
    with pytest.raises(EngineTimeoutError):
        await hanging
    # While the engine comes back, frames are refused the same way.
    with pytest.raises(EngineBusyError):
        await observed.runner.async_call(Process("hall", 1.0, b"x"), 1.0)
    assert await waiting == ANSWERED
    with pytest.raises(FrameError):
        await observed.runner.async_call(Process("hall", 1.0, b"x"), PATIENCE_SECONDS)


async def test_fifty_callers_each_get_their_own_answer(observed: ObservedRunner) -> None:
    """One pipe serves everybody in turn."""
    galleries = [gallery(*map(str, range(count))) for count in range(50)]
    replies = await asyncio.gather(
        *(observed.runner.async_call(each, PATIENCE_SECONDS) for each in galleries)
    )
    assert [reply.people for reply in replies] == list(range(50))


async def test_a_caller_that_gives_up_does_not_disturb_the_next_one(observed: ObservedRunner) -> None:
    """The answer to a cancelled request is not taken for the answer to the next."""
    before = observed.pid
    for _ in range(20):
        given_up = asyncio.create_task(observed.runner.async_set_gallery(gallery("a")))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        given_up.cancel()
        with pytest.raises(asyncio.CancelledError):
            await given_up
        assert await observed.ask("garden") == ANSWERED
    assert observed.pid == before


async def test_a_caller_that_gives_up_while_it_waits_leaves_no_trace(observed: ObservedRunner) -> None:
    """Its request never reaches the child, and frames are welcome again afterwards."""
    hanging = asyncio.create_task(observed.ask("hang", 0.2))
    given_up = asyncio.create_task(observed.ask("kill"))
    await asyncio.sleep(0)
    given_up.cancel()
    with pytest.raises(EngineTimeoutError):
        await hanging
    await observed.ask("garden")
    assert given_up.cancelled()
    before = observed.pid
    with pytest.raises(FrameError):
        await observed.runner.async_call(Process("hall", 1.0, b"x"), PATIENCE_SECONDS)
    assert observed.pid == before


async def test_the_new_process_gets_models_and_gallery_of_the_old_one(observed: ObservedRunner) -> None:
    """Nobody has to be told that a process died."""
    first = observed.runner.ready
    await observed.runner.async_set_gallery(gallery("a", "b"))
    with pytest.raises(EngineLostError):
        await observed.ask("kill")
    await observed.ask("garden")
    assert observed.runner.ready == first
    assert await observed.runner.async_set_gallery(gallery()) == GalleryLoaded(0, ("a", "b"))


async def test_a_gallery_set_while_the_engine_is_away_is_given_to_the_next_process(tmp_path: Path) -> None:
    """Withdrawn consent must not wait for a second attempt."""
    async with running(tmp_path) as observed:
        for _ in range(DEATHS):
            with pytest.raises(EngineLostError):
                await observed.ask("kill")
        await observed.states.wait_for(RunnerState.BROKEN)
        with pytest.raises(EngineBrokenError):
            await observed.runner.async_set_gallery(gallery("a"))
        observed.clock.now += OPEN_SECONDS
        assert await observed.ask("garden") == ANSWERED
        assert await observed.runner.async_set_gallery(gallery()) == GalleryLoaded(0, ("a",))


async def test_five_deaths_open_the_breaker_and_one_probe_closes_it(observed: ObservedRunner) -> None:
    """A machine that cannot run the engine is left in peace, and tried again after ten minutes."""
    for _ in range(DEATHS):
        observed.clock.now += 5
        with pytest.raises(EngineLostError):
            await observed.ask("kill")
    await observed.states.wait_for(RunnerState.BROKEN)
    assert observed.runner.pid is None
    for _ in range(3):
        with pytest.raises(EngineBrokenError):
            await observed.ask("garden")
    observed.clock.now += OPEN_SECONDS - 1
    with pytest.raises(EngineBrokenError):
        await observed.ask("garden")

    observed.clock.now += 1
    with pytest.raises(EngineLostError):
        await observed.ask("kill")
    await observed.states.wait_for(RunnerState.BROKEN)
    observed.clock.now += OPEN_SECONDS
    assert await observed.ask("garden") == ANSWERED
    assert observed.states[-1] is RunnerState.RUNNING
    with pytest.raises(EngineLostError):
        await observed.ask("kill")
    assert await observed.ask("garden") == ANSWERED


async def test_pictures_of_one_camera_that_end_the_engine_do_not_open_the_breaker(
    observed: ObservedRunner,
) -> None:
    """Its watcher sets the camera aside; the others lose the moment of a restart and no more."""
    for number in range(DEATHS + 2):
        with pytest.raises(EngineLostError):
            await observed.runner.async_call(Process("kill", float(number), b"x"), PATIENCE_SECONDS)
        assert await observed.ask("garden") == ANSWERED
    assert RunnerState.BROKEN not in observed.states


async def test_a_probe_that_cannot_even_start_leaves_the_breaker_open(
    observed: ObservedRunner, tmp_path: Path
) -> None:
    """For example because the model file is gone; once it is back, the next probe succeeds."""
    model = copy_of_demonstration(tmp_path)
    await observed.runner.async_start(Configure(replace(demonstration(), path=str(model)), None, None))
    model.rename(model.with_suffix(".away"))
    with pytest.raises(EngineLostError):
        await observed.ask("kill")
    await observed.states.wait_for(RunnerState.BROKEN)
    observed.clock.now += OPEN_SECONDS
    with pytest.raises(EngineNotBackError, match="start again"):
        await observed.ask("garden")
    await observed.states.wait_for(RunnerState.BROKEN)
    with pytest.raises(EngineBrokenError):
        await observed.ask("garden")
    model.with_suffix(".away").rename(model)
    observed.clock.now += OPEN_SECONDS
    assert await observed.ask("garden") == ANSWERED


async def test_deaths_far_apart_do_not_open_the_breaker(observed: ObservedRunner) -> None:
    """A memory limit met once a minute is no reason to stop."""
    for _ in range(DEATHS + 1):
        observed.clock.now += 61
        with pytest.raises(EngineLostError):
            await observed.ask("kill")
        assert await observed.ask("garden") == ANSWERED


async def test_those_who_wait_when_the_breaker_opens_are_told(observed: ObservedRunner) -> None:
    """Nobody waits ten minutes for a turn."""
    for _ in range(DEATHS - 1):
        with pytest.raises(EngineLostError):
            await observed.ask("kill")
    outcomes = await asyncio.gather(*(observed.ask("kill") for _ in range(4)), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [EngineLostError, *[EngineBrokenError] * 3]


@pytest.mark.parametrize(
    "doing",
    [
        pytest.param(None, id="when it is idle"),
        pytest.param("hang", id="while a request hangs"),
        pytest.param("hang in C", id="while native code hangs"),
        pytest.param("kill", id="while it comes back"),
    ],
)
async def test_stopping_takes_less_than_two_seconds(
    strangers: frozenset[psutil.Process], observed: ObservedRunner, doing: str | None
) -> None:
    """Home Assistant's stop is not delayed by what the engine does."""
    child = psutil.Process(observed.pid)
    busy = None if doing is None else asyncio.create_task(observed.ask(doing))
    if doing == "kill":
        await observed.states.wait_for(RunnerState.RESTARTING)
    # The request may or may not have arrived by now; the promise holds for both.
    await asyncio.sleep(0.05)
    started_at = time.monotonic()
    await observed.runner.async_stop()
    assert time.monotonic() - started_at < 2.0
    assert not child.is_running()
    assert set(psutil.Process().children()) <= strangers
    if busy is not None:
        with pytest.raises(EngineUnavailableError):
            await busy
    with pytest.raises(EngineUnavailableError):
        await observed.ask("garden")
    await observed.runner.async_stop()
    assert observed.states[-1] is RunnerState.STOPPED


async def test_stopping_while_it_starts_leaves_no_process(
    strangers: frozenset[psutil.Process], tmp_path: Path
) -> None:
    """Home Assistant may be stopped at any moment."""
    for loop_turns in (0, 1, 3, 10, 50):
        observed = ObservedRunner(tmp_path)
        starting = asyncio.create_task(observed.runner.async_start(configure()))
        for _ in range(loop_turns):
            await asyncio.sleep(0.001)
        await observed.runner.async_stop()
        outcome = (await asyncio.gather(starting, return_exceptions=True))[0]
        if loop_turns:
            assert isinstance(outcome, EngineUnavailableError)
        await observed.runner.async_stop()
        assert set(psutil.Process().children()) <= strangers
        assert observed.states[-1] is RunnerState.STOPPED


async def test_a_start_that_is_cancelled_leaves_no_process(
    strangers: frozenset[psutil.Process], tmp_path: Path
) -> None:
    """Unloading cancels the task that starts the engine."""
    for pause in (0.0, 0.002, 0.02, 0.1):
        observed = ObservedRunner(tmp_path)
        starting = asyncio.create_task(observed.runner.async_start(configure()))
        await asyncio.sleep(pause)
        starting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await starting
        assert set(psutil.Process().children()) <= strangers


async def test_it_starts_again_after_a_stop_and_with_another_configuration(observed: ObservedRunner) -> None:
    """Reloading the integration, or choosing another model."""
    before = observed.pid
    await observed.runner.async_start(configure())
    assert observed.pid != before
    await observed.runner.async_stop()
    await observed.runner.async_start(configure())
    assert await observed.ask("garden") == ANSWERED


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        pytest.param(
            ModelFile("gone", "/nowhere/gone.onnx", "0" * 64, pinned=True), ModelRefusal.MISSING, id="missing"
        ),
        pytest.param(
            ModelFile("demonstration", demonstration().path, "0" * 64, pinned=True),
            ModelRefusal.WRONG_HASH,
            id="another file than was chosen",
        ),
    ],
)
async def test_a_refused_model_is_reported_and_nothing_runs(
    strangers: frozenset[psutil.Process], tmp_path: Path, model: ModelFile, reason: ModelRefusal
) -> None:
    """The caller gets the engine's own error and may start again with another file."""
    observed = ObservedRunner(tmp_path)
    with pytest.raises(ModelError) as caught:
        await observed.runner.async_start(Configure(model, None, None))
    assert caught.value.reason is reason
    assert set(psutil.Process().children()) <= strangers
    assert observed.states == [RunnerState.STARTING, RunnerState.STOPPED]
    await observed.runner.async_start(configure())
    await observed.runner.async_stop()


async def test_a_model_that_never_finishes_loading_is_given_up(
    strangers: frozenset[psutil.Process], tmp_path: Path
) -> None:
    """A start has a deadline too."""
    observed = ObservedRunner(tmp_path, start_deadline_seconds=0.5)
    model = ModelFile("hang", str(tmp_path / "hang.onnx"), "0" * 64, pinned=False)
    with pytest.raises(EngineTimeoutError):
        await observed.runner.async_start(Configure(model, None, None))
    assert set(psutil.Process().children()) <= strangers


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"python": "/nowhere/python"}, id="no interpreter"),
        pytest.param({"worker": Path("/nowhere/worker.py")}, id="no worker"),
        pytest.param({"memory_limit_bytes": 2**20}, id="less memory than Python needs"),
    ],
)
async def test_a_process_that_cannot_start_is_reported(
    strangers: frozenset[psutil.Process], tmp_path: Path, options: dict[str, Any]
) -> None:
    """And nothing is left of the attempt."""
    observed = ObservedRunner(tmp_path, **options)
    with pytest.raises(EngineLostError):
        await observed.runner.async_start(configure())
    assert set(psutil.Process().children()) <= strangers


async def test_a_working_folder_with_files_in_it_is_refused(tmp_path: Path) -> None:
    """The runtime could read weights from the folder it runs in."""
    (tmp_path / "engine").mkdir()
    (tmp_path / "engine" / "weights.bin").touch()
    with pytest.raises(EngineLostError, match="empty folder"):
        await ObservedRunner(tmp_path).runner.async_start(configure())
    (tmp_path / "file").touch()
    with pytest.raises(EngineLostError, match="folder"):
        await ObservedRunner(tmp_path / "file").runner.async_start(configure())


async def test_a_request_that_cannot_travel_never_reaches_the_child(observed: ObservedRunner) -> None:
    """A mistake of the caller is the caller's alone."""
    before = observed.pid
    with pytest.raises(MessageError):
        await observed.runner.async_call(Process("hall", float("nan"), b""), 1.0)
    assert await observed.ask("garden") == ANSWERED
    assert observed.pid == before


async def test_calls_before_the_first_start_are_refused(tmp_path: Path) -> None:
    """There is nothing to wait for."""
    observed = ObservedRunner(tmp_path)
    with pytest.raises(EngineUnavailableError):
        await observed.ask("garden")
    await observed.runner.async_stop()


async def test_thirty_restarts_leak_neither_files_nor_processes_nor_tasks(observed: ObservedRunner) -> None:
    """A month of bad frames must not end in 'too many open files'."""
    await observed.ask("garden")
    me = psutil.Process()
    before = me.num_fds(), len(me.children()), len(asyncio.all_tasks()), me.num_threads()
    for _ in range(30):
        observed.clock.now += 100
        with pytest.raises(EngineLostError):
            await observed.ask("kill")
        await observed.ask("garden")
    after = me.num_fds(), len(me.children()), len(asyncio.all_tasks()), me.num_threads()
    assert after == before


async def test_the_event_loop_keeps_turning_while_a_process_starts(tmp_path: Path) -> None:
    """Starting costs the loop a few milliseconds; a busy test machine gets a hundred."""
    worst = 0.0

    async def measure() -> None:
        nonlocal worst
        while True:
            started_at = time.perf_counter()
            await asyncio.sleep(0.005)
            worst = max(worst, time.perf_counter() - started_at - 0.005)

    measuring = asyncio.create_task(measure())
    async with running(tmp_path):
        measuring.cancel()
    assert worst < 0.1
