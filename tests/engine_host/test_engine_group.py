"""Several engines side by side: each camera has its own, and a person's visit is one all the same."""

from array import array
from collections.abc import Callable
from dataclasses import replace
import os
from pathlib import Path
import signal

import pytest

from custom_components.digitalshadow.engine.model_file.catalog import PACKAGE_FOLDER, find
from custom_components.digitalshadow.engine.records.colours import Colours
from custom_components.digitalshadow.engine.records.configuration import Configure, ModelFile
from custom_components.digitalshadow.engine.records.elsewhere import (
    Answered,
    AskElsewhere,
    AskingElsewhere,
    AskLocally,
    GiveAnswer,
    PictureForm,
)
from custom_components.digitalshadow.engine.records.errors import (
    EngineBusyError,
    EngineError,
    EngineUnavailableError,
    ModelError,
)
from custom_components.digitalshadow.engine.records.faces import Quality
from custom_components.digitalshadow.engine.records.frame_result import FrameResult, RiskQuestion
from custom_components.digitalshadow.engine.records.gallery import EnrolledPerson, SetGallery
from custom_components.digitalshadow.engine.records.pictures import Assess, Assessment, LookedAt, Process
from custom_components.digitalshadow.engine.records.pulse import FollowPulse
from custom_components.digitalshadow.engine.records.refusals import ModelRefusal
from custom_components.digitalshadow.engine.records.sightings import Crop, Sighting
from custom_components.digitalshadow.engine_host.engine_group import EngineGroup, several
from custom_components.digitalshadow.engine_host.process_runner import ProcessRunner
from custom_components.digitalshadow.engine_host.runner import EngineRunner, RunnerState
from tests.builders.home import async_until
from tests.fake_runner import READY, FakeRunner, result_of

CONFIGURE = Configure(ModelFile("demonstration", "a", "0" * 64, pinned=True), None, None)
DEADLINE_SECONDS = 10.0
NO_COLOURS = Colours((), ())
GOOD = Quality(0.8, (), 60.0, 50.0, 0.0)


class Home:
    """A group of three engines, and what it told of itself."""

    def __init__(self) -> None:
        self.engines: list[FakeRunner] = []
        self.states: list[RunnerState] = []
        self.group = EngineGroup(self._make, 3, self.states.append)

    def _make(self, on_state: Callable[[RunnerState], None]) -> EngineRunner:
        self.engines.append(FakeRunner(on_state, replace(READY, proofs=("proven",))))
        return self.engines[-1]

    async def async_show(self, camera_id: str, captured_at: float = 0.0) -> FrameResult:
        """Show a picture of a camera."""
        return await self.group.async_call(Process(camera_id, captured_at, b""), DEADLINE_SECONDS)

    def shown(self, number: int) -> list[Process]:
        """Return the pictures that an engine was shown."""
        return [request for request in self.engines[number].requests if isinstance(request, Process)]


@pytest.fixture
async def home() -> Home:
    """Three engines that run."""
    home = Home()
    await home.group.async_start(CONFIGURE)
    return home


def asking(request: Process) -> FrameResult:
    """Return a frame for which LiveCAD looked at Anna, and a server is asked about her."""
    sighting = Sighting("anna", request.camera_id, request.captured_at, 0.9, GOOD, 0.2, None, Crop.DETECTED)
    question = RiskQuestion(f"anna {request.camera_id}", "anna", b"")
    return replace(result_of(request), faces=1, sightings=(sighting,), questions=(question,))


async def test_cameras_are_dealt_evenly_and_keep_their_engine(home: Home) -> None:
    cameras = [f"camera {number}" for number in range(7)]
    for camera_id in (*cameras, *reversed(cameras)):
        await home.async_show(camera_id)

    watched = [[request.camera_id for request in home.shown(number)] for number in range(3)]
    assert [len(set(of_engine)) for of_engine in watched] == [3, 2, 2]
    assert sorted(camera_id for of_engine in watched for camera_id in set(of_engine)) == cameras


async def test_the_others_start_with_what_the_first_has_proven_and_all_are_told_as_one() -> None:
    home = Home()
    await home.group.async_start(CONFIGURE)

    assert [engine.requests for engine in home.engines] == [
        [CONFIGURE],
        *[[replace(CONFIGURE, known_proofs=("proven",))]] * 2,
    ]
    assert home.states == [RunnerState.STARTING, RunnerState.RUNNING]


@pytest.mark.parametrize("number", range(3))
async def test_none_runs_where_one_does_not_start(number: int) -> None:
    home = Home()
    home.engines[number].start_error = ModelError(ModelRefusal.GOLDEN_CHECK, "Expected another answer.")

    with pytest.raises(ModelError):
        await home.group.async_start(CONFIGURE)

    assert [engine.ready for engine in home.engines] == [None] * 3
    assert home.states == [RunnerState.STARTING, RunnerState.STOPPED]


async def test_everybody_knows_the_same_people(home: Home) -> None:
    gallery = SetGallery(())
    await home.group.async_set_gallery(gallery)
    assert [engine.gallery for engine in home.engines] == [gallery] * 3


async def test_an_engine_that_is_down_gets_the_gallery_too(home: Home) -> None:
    await home.engines[0].async_stop()
    with pytest.raises(EngineUnavailableError):
        await home.group.async_set_gallery(SetGallery(()))
    assert [engine.gallery for engine in home.engines] == [SetGallery(())] * 3


async def test_whom_one_engine_looked_at_the_others_learn_with_their_next_picture(home: Home) -> None:
    home.engines[0].answer(Process, asking)
    await home.async_show("hall", 1.0)
    await home.async_show("kitchen", 2.0)
    await home.async_show("kitchen", 3.0)
    await home.async_show("stairs", 4.0)

    told = LookedAt("anna", 1.0, GOOD.value)
    assert [request.looked_at for request in home.shown(0)] == [()]
    assert [request.looked_at for request in home.shown(1)] == [(told,), ()]
    assert [request.looked_at for request in home.shown(2)] == [(told,)]


async def test_an_engine_that_took_no_picture_is_told_again(home: Home) -> None:
    home.engines[0].answer(Process, asking)
    await home.async_show("hall", 1.0)
    home.engines[1].answer(Process, EngineBusyError("at work"))
    with pytest.raises(EngineBusyError):
        await home.async_show("kitchen", 2.0)
    home.engines[1].answer(Process, result_of)
    await home.async_show("kitchen", 3.0)

    assert [len(request.looked_at) for request in home.shown(1)] == [1, 1]


async def test_an_answer_goes_to_the_engine_that_asked(home: Home) -> None:
    await home.async_show("hall")
    home.engines[1].answer(Process, asking)
    (question,) = (await home.async_show("kitchen")).questions
    for engine in home.engines:
        engine.answer(GiveAnswer, Answered(None))
        engine.answer(AskLocally, Answered(None))

    for request in (GiveAnswer(question.question_id, b"", "server"), AskLocally(question.question_id)):
        assert home.group.engine_of(request) == 1
        await home.group.async_call(request, DEADLINE_SECONDS)

    assert [len(engine.requests) for engine in home.engines] == [2, 4, 1]


async def test_colours_go_to_the_engine_that_watches_the_camera(home: Home) -> None:
    await home.async_show("hall")
    await home.async_show("kitchen")
    assert home.group.engine_of(FollowPulse("kitchen", "anna", NO_COLOURS, 0.0)) == 1


async def test_all_are_told_whom_to_ask_and_the_first_is_asked_about_single_pictures(home: Home) -> None:
    for engine in home.engines:
        engine.answer(AskElsewhere, AskingElsewhere(PictureForm.UINT8))
        engine.answer(Assess, Assessment(()))

    await home.group.async_call(AskElsewhere(PictureForm.UINT8), DEADLINE_SECONDS)
    await home.group.async_call(Assess(b""), DEADLINE_SECONDS)

    assert [len(engine.requests) for engine in home.engines] == [3, 2, 2]


async def test_all_run_again_once_the_last_one_does(home: Home) -> None:
    home.states.clear()
    for engine in home.engines[1:]:
        engine._ready = None
        engine.change_state(RunnerState.RESTARTING)
    for engine in home.engines[1:]:
        engine._ready = READY
        engine.change_state(RunnerState.RUNNING)

    assert home.states == [RunnerState.RESTARTING, RunnerState.RESTARTING, RunnerState.RUNNING]


async def test_deaths_of_any_engine_count(home: Home) -> None:
    deaths: list[str] = []
    home.group.on_model_death = lambda: deaths.append("died")
    for engine in home.engines:
        assert engine.on_model_death is not None
        engine.on_model_death()
    home.engines[2].failed_launches = 3

    assert len(deaths) == 3
    assert home.group.failed_launches == 3
    home.group.failed_launches = 0
    assert home.engines[2].failed_launches == 0


async def test_all_are_stopped_and_that_is_told_once(home: Home) -> None:
    home.states.clear()
    await home.group.async_stop()
    assert [engine.stops for engine in home.engines] == [1, 1, 1]
    assert home.states == [RunnerState.STOPPED]


async def test_one_engine_is_no_group() -> None:
    home = Home()
    assert several(home._make, 1) == home._make


async def test_two_real_processes_work_side_by_side(tmp_path: Path, portrait: bytes) -> None:
    runners: list[ProcessRunner] = []

    def make(on_state: Callable[[RunnerState], None]) -> EngineRunner:
        runners.append(ProcessRunner(tmp_path / "engine", on_state))
        return runners[-1]

    model = find("demonstration", [PACKAGE_FOLDER])
    assert model is not None
    group = several(make, 2)(lambda _state: None)
    try:
        await group.async_start(Configure(model, None, None))
        results = [
            await group.async_call(Process(camera_id, 1.0, portrait), DEADLINE_SECONDS)
            for camera_id in ("hall", "kitchen")
        ]
        assert [result.camera_id for result in results] == ["hall", "kitchen"]
        assert len({runner.pid for runner in runners} - {None}) == 2
    finally:
        await group.async_stop()


async def test_a_killed_engine_comes_back_while_the_other_goes_on_and_nobody_is_answered_twice(
    tmp_path: Path, portrait: bytes
) -> None:
    runners: list[ProcessRunner] = []

    def make(on_state: Callable[[RunnerState], None]) -> EngineRunner:
        runners.append(ProcessRunner(tmp_path / "engine", on_state))
        return runners[-1]

    async def async_look(camera_id: str, captured_at: float) -> FrameResult:
        request = Process(camera_id, captured_at, portrait, single_person_id=camera_id)
        return await group.async_call(request, DEADLINE_SECONDS)

    async def async_asked(camera_id: str, captured_at: float) -> str:
        """Show a face long enough to be asked about; return the question."""
        await async_look(camera_id, captured_at)
        (question,) = (await async_look(camera_id, captured_at + 0.2)).questions
        return question.question_id

    async def async_answered(question_id: str) -> Sighting | None:
        request = GiveAnswer(question_id, array("f", (0.25, -0.5)).tobytes(), "server Cellar")
        return (await group.async_call(request, DEADLINE_SECONDS)).sighting

    states: list[RunnerState] = []
    group = several(make, 2)(states.append)
    people = tuple(
        EnrolledPerson(
            camera_id, may_be_read=True, model_sha256="", templates=(), may_be_asked_elsewhere=True
        )
        for camera_id in ("hall", "kitchen")
    )
    model = find("demonstration", [PACKAGE_FOLDER])
    assert model is not None
    try:
        await group.async_start(Configure(model, None, None))
        await group.async_set_gallery(SetGallery(people))
        await group.async_call(AskElsewhere(PictureForm.FLOAT32), DEADLINE_SECONDS)
        of_hall, of_kitchen = await async_asked("hall", 100.0), await async_asked("kitchen", 100.0)
        assert (group.engine_of_camera("hall"), group.engine_of_camera("kitchen")) == (0, 1)

        lost = runners[1].pid
        assert lost is not None
        os.kill(lost, signal.SIGKILL)
        with pytest.raises(EngineError):
            await async_look("kitchen", 101.0)
        assert (await async_look("hall", 101.0)).camera_id == "hall"
        answered = await async_answered(of_hall)
        assert answered is not None
        assert answered.person_id == "hall"
        assert await async_answered(of_hall) is None

        await async_until(lambda: states[-1] is RunnerState.RUNNING)
        assert RunnerState.RESTARTING in states
        assert runners[1].pid not in (lost, None)
        # Whoever came back knows the people, and nothing of what the lost one had asked.
        assert await async_answered(of_kitchen) is None
        await group.async_call(AskElsewhere(PictureForm.FLOAT32), DEADLINE_SECONDS)
        answered = await async_answered(await async_asked("kitchen", 140.0))
        assert answered is not None
        assert answered.captured_at == 140.2
    finally:
        await group.async_stop()
