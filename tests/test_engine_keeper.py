"""Bringing the engine up: what is missing is told, tried again, and taken back when it is there."""

import asyncio
from dataclasses import replace
from datetime import timedelta
import errno
from pathlib import Path
import shutil
import sys

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.digitalshadow.const import CONF_RISK_MODEL, DOMAIN, MODEL_FOLDER
from custom_components.digitalshadow.engine.model_file.catalog import PACKAGE_FOLDER, CatalogEntry, entry_of
from custom_components.digitalshadow.engine.records.configuration import Configure, ModelFile
from custom_components.digitalshadow.engine.records.errors import EngineLostError, ModelError
from custom_components.digitalshadow.engine.records.refusals import ModelRefusal
from custom_components.digitalshadow.engine_host.dlib_trial import DlibState, DlibTrial
from custom_components.digitalshadow.engine_host.making import make_runner
from custom_components.digitalshadow.engine_host.process_runner import ProcessRunner
from custom_components.digitalshadow.engine_host.runner import EngineRunner, RunnerState
from custom_components.digitalshadow.engine_host.thread_runner import ThreadRunner
from custom_components.digitalshadow.model_files.choice import async_more_exact_files
from custom_components.digitalshadow.model_files.download import Progress
from custom_components.digitalshadow.model_files.track_record import TrackRecord
from custom_components.digitalshadow.watching.snapshot import CameraStatus
from tests.builders.home import (
    HALL_SUBENTRY,
    FilmCamera,
    async_add_cameras,
    async_set_up,
    async_until,
    camera,
    home_entry,
)
from tests.fake_runner import READY, FakeRunner


def configures(runner: FakeRunner) -> list[Configure]:
    """Return what the engine was started with, in order."""
    return [request for request in runner.requests if isinstance(request, Configure)]


def told(hass: HomeAssistant) -> set[str]:
    """Return the open issues."""
    return {issue_id for domain, issue_id in ir.async_get(hass).issues if domain == DOMAIN}


async def async_pass(hass: HomeAssistant, freezer: FrozenDateTimeFactory, seconds: float) -> None:
    """Let time pass."""
    freezer.tick(timedelta(seconds=seconds))
    async_fire_time_changed(hass)
    await hass.async_block_till_done(wait_background_tasks=False)


@pytest.mark.parametrize(
    ("executable", "expected"),
    [
        pytest.param("python", ProcessRunner, id="an ordinary system starts a process"),
        pytest.param("", ThreadRunner, id="an embedded Python cannot start another one"),
    ],
)
async def test_the_engine_lives_in_a_process_wherever_one_can_be_started(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch, executable: str, expected: type[EngineRunner]
) -> None:
    monkeypatch.setattr(sys, "executable", executable)
    assert isinstance(make_runner(hass, lambda _state: None), expected)


async def test_without_face_models_the_fallback_runs_and_an_issue_says_so(
    hass: HomeAssistant, runner: FakeRunner
) -> None:
    await async_set_up(hass, home_entry())
    (configure,) = configures(runner)
    assert configure.detector is None
    assert configure.recogniser is None
    assert configure.risk_model.name == "demonstration"
    assert configure.risk_model.pinned
    issue = ir.async_get(hass).async_get_issue(DOMAIN, "face_models_missing")
    assert issue is not None
    placeholders = issue.translation_placeholders
    assert placeholders is not None
    assert placeholders["folder"] == hass.config.path("digitalshadow/models")
    detector, recogniser = placeholders["models"].splitlines()
    assert detector.startswith("- `face_detection_yunet_2023mar.onnx`, 0.2 MB: https://")
    assert recogniser.startswith("- `face_recognition_sface_2021dec.onnx`, 38.7 MB: https://")


async def test_a_computer_that_is_in_no_network_starts_with_what_is_there(
    hass: HomeAssistant, runner: FakeRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_hass: HomeAssistant) -> None:
        raise OSError(errno.ENODEV, "No such device")

    monkeypatch.setattr(
        "custom_components.digitalshadow.model_files.face_models.async_get_clientsession", fail
    )
    await async_set_up(hass, home_entry())
    (configure,) = configures(runner)
    assert configure.may_use_dlib
    assert "engine_failed" not in told(hass)
    assert "face_models_missing" in told(hass)


@pytest.mark.parametrize(
    ("state", "may_be_used", "is_told"),
    [
        pytest.param(DlibState.WORKS, True, False, id="it stands in"),
        pytest.param(DlibState.NOT_INSTALLED, False, False, id="what is missing another issue says"),
        pytest.param(DlibState.PROCESSOR_TOO_OLD, False, True, id="no fault of a camera or a model"),
    ],
)
async def test_without_face_models_dlib_stands_in_where_the_processor_can_run_it(
    hass: HomeAssistant, runner: FakeRunner, state: DlibState, may_be_used: bool, is_told: bool
) -> None:
    runner.dlib = DlibTrial("20.0.1 flags", state)
    entry = home_entry()
    await async_set_up(hass, entry)
    (configure,) = configures(runner)
    assert configure.may_use_dlib is may_be_used
    assert ("dlib_unusable" in told(hass)) is is_told
    record = TrackRecord(hass)
    await record.async_load()
    assert record.dlib == runner.dlib


async def test_a_runtime_that_answers_wrongly_is_told_until_it_is_right(
    hass: HomeAssistant, runner: FakeRunner
) -> None:
    runner.will_be(replace(READY, runtime="numpy 2.3.2", refused_runtimes=("onnxruntime 1.32.0",)))
    entry = home_entry()
    await async_set_up(hass, entry)
    issue = ir.async_get(hass).async_get_issue(DOMAIN, "runtime_refused")
    assert issue is not None
    assert issue.translation_placeholders == {"runtime": "onnxruntime 1.32.0"}
    assert hass.states.get("sensor.digitalshadow_model").attributes["runtime"] == "numpy 2.3.2"
    runner.will_be(READY)
    assert await hass.config_entries.async_reload(entry.entry_id)
    await async_until(lambda: len(configures(runner)) == 2)
    assert "runtime_refused" not in told(hass)


async def test_what_was_proven_of_a_runtime_is_remembered_beyond_a_restart(
    hass: HomeAssistant, runner: FakeRunner
) -> None:
    runner.will_be(replace(READY, proofs=("a proof",)))
    entry = home_entry()
    await async_set_up(hass, entry)
    assert await hass.config_entries.async_reload(entry.entry_id)
    await async_until(lambda: len(configures(runner)) == 2)
    assert [configure.known_proofs for configure in configures(runner)] == [(), ("a proof",)]


async def test_face_models_that_can_be_had_later_replace_the_fallback(
    hass: HomeAssistant, runner: FakeRunner, monkeypatch: pytest.MonkeyPatch, freezer: FrozenDateTimeFactory
) -> None:
    async def download(_session: object, known: CatalogEntry, folder: Path, on_progress: object) -> ModelFile:
        assert folder == Path(hass.config.path(MODEL_FOLDER))
        on_progress(known.size_bytes // 2, known.size_bytes)  # type: ignore[operator]  # a callback
        return ModelFile(known.name, str(folder / known.file_name), known.sha256, pinned=True)

    await async_set_up(hass, home_entry())
    monkeypatch.setattr("custom_components.digitalshadow.model_files.face_models.async_download", download)
    await async_pass(hass, freezer, 61)
    await async_until(lambda: len(configures(runner)) == 2)
    await async_until(lambda: "face_models_missing" not in told(hass))
    detector, recogniser = configures(runner)[1].detector, configures(runner)[1].recogniser
    assert detector is not None
    assert recogniser is not None
    assert detector.name == "face_detection_yunet_2023mar"


async def test_the_engine_starts_with_what_is_here_while_a_download_takes_long(
    hass: HomeAssistant, runner: FakeRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = asyncio.Event()

    async def drip(_session: object, known: CatalogEntry, folder: Path, on_progress: Progress) -> ModelFile:
        on_progress(known.size_bytes - 1, known.size_bytes)
        await released.wait()
        return ModelFile(known.name, str(folder / known.file_name), known.sha256, pinned=True)

    monkeypatch.setattr("custom_components.digitalshadow.model_files.face_models.async_download", drip)
    monkeypatch.setattr("custom_components.digitalshadow.model_files.choice.PATIENCE_SECONDS", 0.0)
    await async_set_up(hass, home_entry())
    (first,) = configures(runner)
    assert first.detector is None
    assert "face_models_missing" not in told(hass), "they are on their way"
    coming = ir.async_get(hass).async_get_issue(DOMAIN, "face_models_coming")
    assert coming is not None
    assert coming.translation_placeholders == {"progress": "face_detection_yunet_2023mar 75 %"}
    released.set()
    await async_until(lambda: len(configures(runner)) == 2)
    await async_until(lambda: "face_models_coming" not in told(hass))
    detector = configures(runner)[1].detector
    assert detector is not None
    assert detector.name == "face_detection_yunet_2023mar"


async def test_downloads_begin_before_runtimes_are_brought(
    hass: HomeAssistant, runner: FakeRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Installing packages takes minutes, and needs not the same host."""
    begun = asyncio.Event()

    async def begin(_session: object, known: CatalogEntry, folder: Path, _on_progress: object) -> ModelFile:
        begun.set()
        return ModelFile(known.name, str(folder / known.file_name), known.sha256, pinned=True)

    async def install(_hass: HomeAssistant) -> tuple[str, ...]:
        await begun.wait()
        return ()

    monkeypatch.setattr("custom_components.digitalshadow.model_files.face_models.async_download", begin)
    monkeypatch.setattr("custom_components.digitalshadow.engine_keeper.async_bring_runtimes", install)
    await async_set_up(hass, home_entry())
    (configure,) = configures(runner)
    assert configure.detector is not None


async def test_a_camera_says_that_there_are_no_face_models_and_never_that_nobody_is_there(
    hass: HomeAssistant, runner: FakeRunner
) -> None:
    """Nothing is here that could find a face: no detector's file, and no dlib."""
    runner.dlib = DlibTrial("20.0.1 flags", DlibState.NOT_INSTALLED)
    runner.start_error = ModelError(ModelRefusal.MISSING, "Expected the detector YuNet or dlib, got neither.")
    await async_add_cameras(hass, FilmCamera())
    entry = home_entry([camera()])
    await async_set_up(hass, entry, engine_runs=False)
    coordinator = entry.runtime_data.coordinator
    await async_until(
        lambda: coordinator.watching.cameras[HALL_SUBENTRY].status is CameraStatus.NO_FACE_MODELS
    )
    assert "face_models_missing" in told(hass)


async def test_a_model_that_needs_the_detector_waits_for_it(
    hass: HomeAssistant, runner: FakeRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = asyncio.Event()

    async def drip(_session: object, known: CatalogEntry, folder: Path, _on_progress: object) -> ModelFile:
        await released.wait()
        runner.start_error = None
        return ModelFile(known.name, str(folder / known.file_name), known.sha256, pinned=True)

    monkeypatch.setattr("custom_components.digitalshadow.model_files.face_models.async_download", drip)
    monkeypatch.setattr("custom_components.digitalshadow.model_files.choice.PATIENCE_SECONDS", 0.0)
    runner.start_error = ModelError(ModelRefusal.MISSING, "Expected the detector YuNet, got none.")
    await async_set_up(hass, home_entry(), engine_runs=False)
    await async_until(lambda: len(configures(runner)) == 1)
    assert "engine_failed" not in told(hass)
    released.set()
    await async_until(lambda: runner.ready is not None)
    assert "engine_failed" not in told(hass)


async def test_the_engine_is_not_started_anew_while_nothing_new_is_there(
    hass: HomeAssistant, runner: FakeRunner, monkeypatch: pytest.MonkeyPatch, freezer: FrozenDateTimeFactory
) -> None:
    await async_set_up(hass, home_entry())
    tries = 0

    async def fail(*_args: object) -> None:
        nonlocal tries
        tries += 1
        raise ModelError(ModelRefusal.DOWNLOAD, "Expected the network, got none.")

    monkeypatch.setattr("custom_components.digitalshadow.model_files.face_models.async_download", fail)
    await async_pass(hass, freezer, 61)
    await async_until(lambda: tries == 2)
    await hass.async_block_till_done(wait_background_tasks=False)
    assert len(configures(runner)) == 1


async def test_real_face_models_are_found_in_their_folder(
    hass: HomeAssistant, runner: FakeRunner, face_models: Path
) -> None:
    await async_set_up(hass, home_entry())
    (configure,) = configures(runner)
    assert configure.detector is not None
    assert Path(configure.detector.path).parent == face_models
    assert configure.recogniser is not None
    assert "face_models_missing" not in told(hass)


async def test_an_engine_that_does_not_start_is_told_and_started_again(
    hass: HomeAssistant, runner: FakeRunner, freezer: FrozenDateTimeFactory
) -> None:
    runner.start_error = EngineLostError("Expected a reply, got the end of the engine's process.")
    await async_add_cameras(hass, FilmCamera())
    entry = home_entry([camera()])
    await async_set_up(hass, entry, engine_runs=False)
    coordinator = entry.runtime_data.coordinator
    await async_until(lambda: coordinator.watching.cameras[HALL_SUBENTRY].status is CameraStatus.NO_ENGINE)
    assert "engine_failed" in told(hass)
    runner.start_error = None
    await async_pass(hass, freezer, 61)
    await async_until(lambda: coordinator.data.ready is not None)
    await async_until(lambda: "engine_failed" not in told(hass))
    await async_pass(hass, freezer, 1.1)
    await async_until(lambda: coordinator.watching.cameras[HALL_SUBENTRY].status is CameraStatus.NOBODY)


async def test_another_reason_takes_the_place_of_the_former_one(
    hass: HomeAssistant, runner: FakeRunner, freezer: FrozenDateTimeFactory
) -> None:
    runner.start_error = EngineLostError("Expected a reply, got the end of the engine's process.")
    await async_set_up(hass, home_entry(), engine_runs=False)
    await async_until(lambda: "engine_failed" in told(hass))
    runner.start_error = ModelError(ModelRefusal.INT8_GOLDEN_CHECK, "Expected 0.5, got 0.9.")
    await async_pass(hass, freezer, 61)
    await async_until(lambda: "int8_refused" in told(hass))
    assert "engine_failed" not in told(hass)


async def test_a_detector_that_the_model_needs_is_not_told_as_a_missing_risk_model(
    hass: HomeAssistant, runner: FakeRunner
) -> None:
    runner.start_error = ModelError(ModelRefusal.MISSING, "Expected the detector YuNet, got none.")
    await async_set_up(hass, home_entry(), engine_runs=False)
    await async_until(lambda: "engine_failed" in told(hass))
    assert "risk_model_missing" not in told(hass)


async def test_a_refused_file_that_went_away_meanwhile_has_no_more_exact_one(hass: HomeAssistant) -> None:
    gone = ModelFile("gone", hass.config.path("gone.onnx"), "0" * 64, pinned=False)
    assert await async_more_exact_files(hass, gone) == "-"


async def test_a_missing_risk_model_is_told(hass: HomeAssistant, runner: FakeRunner) -> None:
    entry = home_entry(**{CONF_RISK_MODEL: "f" * 64})
    await async_set_up(hass, entry, engine_runs=False)
    await async_until(lambda: "risk_model_missing" in told(hass))
    issue = ir.async_get(hass).issues[DOMAIN, "risk_model_missing"]
    assert issue.translation_placeholders == {"sha256": "f" * 8}
    assert configures(runner) == []
    assert hass.states.get("sensor.digitalshadow_model").state == "unavailable"  # type: ignore[union-attr]  # it is there


async def test_why_there_is_no_engine_is_logged_once_however_often_it_is_tried(
    hass: HomeAssistant, runner: FakeRunner, freezer: FrozenDateTimeFactory, caplog: pytest.LogCaptureFixture
) -> None:
    await async_set_up(hass, home_entry(**{CONF_RISK_MODEL: "f" * 64}), engine_runs=False)
    said = "The engine did not start"
    await async_until(lambda: said in caplog.text)
    await async_pass(hass, freezer, 61)
    await async_until(lambda: caplog.text.count(said) == 2)
    warnings = [entry for entry in caplog.records if said in entry.message and entry.levelname == "WARNING"]
    assert len(warnings) == 1
    assert configures(runner) == []


async def test_a_users_own_risk_model_is_found_by_its_hash(hass: HomeAssistant, runner: FakeRunner) -> None:
    folder = Path(hass.config.path(MODEL_FOLDER))
    folder.mkdir(parents=True)
    shutil.copy(PACKAGE_FOLDER / "demonstration.onnx", folder / "mine.onnx")
    known = entry_of("demonstration")
    assert known is not None
    await async_set_up(hass, home_entry(**{CONF_RISK_MODEL: known.sha256}))
    (configure,) = configures(runner)
    assert configure.risk_model.path == str(folder / "mine.onnx")
    assert not configure.risk_model.pinned


async def test_an_engine_that_keeps_dying_is_told_until_it_runs_again(
    hass: HomeAssistant, runner: FakeRunner
) -> None:
    entry = home_entry()
    await async_set_up(hass, entry)
    runner.change_state(RunnerState.RESTARTING)
    assert entry.runtime_data.coordinator.data.ready is not None, "a restart takes a moment and is not shown"
    runner.change_state(RunnerState.BROKEN)
    assert entry.runtime_data.coordinator.data.ready is None
    assert "engine_broken" in told(hass)
    runner.change_state(RunnerState.RUNNING)
    assert entry.runtime_data.coordinator.data.ready is not None
    assert "engine_broken" not in told(hass)


async def test_faulty_answers_in_a_row_are_told(hass: HomeAssistant, runner: FakeRunner) -> None:
    entry = home_entry()
    await async_set_up(hass, entry)
    watching = entry.runtime_data.coordinator.watching
    for _ in range(4):
        watching.note_engine_error(ModelError(ModelRefusal.BAD_OUTPUT, "Expected a number, got NaN."))
    assert "engine_failed" not in told(hass)
    watching.note_engine_error(ModelError(ModelRefusal.BAD_OUTPUT, "Expected a number, got NaN."))
    assert "engine_failed" in told(hass)
    assert runner.ready is not None


async def test_stopping_ends_an_attempt_that_hangs(
    hass: HomeAssistant, runner: FakeRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging = asyncio.Event()

    async def hang(*_args: object) -> None:
        hanging.set()
        await asyncio.get_running_loop().create_future()

    monkeypatch.setattr("custom_components.digitalshadow.model_files.face_models.async_download", hang)
    entry = home_entry()
    await async_set_up(hass, entry, engine_runs=False)
    async with asyncio.timeout(10):
        await hanging.wait()
        assert await hass.config_entries.async_unload(entry.entry_id)
    assert runner.stops == 1
