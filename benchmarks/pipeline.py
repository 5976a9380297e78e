"""What the pipeline costs beyond the work that cannot be avoided: one JPEG decode and the session runs themselves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
import sys
from tempfile import TemporaryDirectory
import time
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
import onnxruntime  # type: ignore[import-untyped]  # it ships no types

from custom_components.digitalshadow.engine.conversion.conversion import convert
from custom_components.digitalshadow.engine.face.detector import YuNetDetector
from custom_components.digitalshadow.engine.face.recogniser import Recogniser
from custom_components.digitalshadow.engine.model_file.catalog import ModelRole
from custom_components.digitalshadow.engine.model_file.onnxruntime_session import OnnxRuntimeSession
from custom_components.digitalshadow.engine.model_file.session import Session
from custom_components.digitalshadow.engine.picture import image
from custom_components.digitalshadow.engine.reading.livecad import LiveCad
from custom_components.digitalshadow.engine.reading.pipeline import Pipeline
from custom_components.digitalshadow.engine.records.configuration import Settings
from custom_components.digitalshadow.engine.records.conversion_plan import Precision
from custom_components.digitalshadow.engine.records.pictures import Process
from demo.clip import jpeg, person_frames
from models.random_checkpoint import BASE, TINY, write_random_checkpoint

from .effort import SMOKE, Effort
from .engine_parts import RECOGNISER_SHA256, RecordingSession, enrol, model_bytes, risk_model_bytes
from .livecad import random_plan

ROUNDS = 3
INTERVAL_SECONDS = 1.0
"""Time between two frames of a watched camera by default; LiveCAD is due in the first five, then seldom."""


@dataclass(frozen=True, slots=True)
class BareRun:
    """One run of a model, without anything around it."""

    session: Any
    """An onnxruntime session with the engine's settings."""
    feeds: Mapping[str, NDArray[Any]]
    """What the pipeline fed it."""


def measure(effort: Effort) -> dict[str, float]:
    """Compare CPU seconds of `Pipeline.process` with those of the bare work, frame by frame in turn."""
    models = [model_bytes(ModelRole.DETECTOR), model_bytes(ModelRole.RECOGNISER), risk_model_bytes()]
    found = [model for model in models if model is not None]
    if len(found) < len(models):
        print(
            "bench: pipeline left out: no folder in DIGITALSHADOW_MODELS holds the face models",
            file=sys.stderr,
        )
        return {}
    # As in the engine's own process.
    image.hear_complaints()
    frames = [jpeg(frame) for frame in person_frames(effort.frames)]
    figures = _compare("pipeline", found, frames)
    with TemporaryDirectory() as folder:
        checkpoint = write_random_checkpoint(Path(folder), TINY if effort is SMOKE else BASE)
        file = Path(folder, "int8.onnx")
        for _ in convert(checkpoint, file, random_plan(Precision.INT8)):
            pass
        figures |= _compare("pipeline_livecad", [*found[:2], file.read_bytes()], frames)
    return figures


def _compare(prefix: str, models: list[bytes], frames: list[bytes]) -> dict[str, float]:
    """Compare with these models: detector, recogniser, risk model."""
    sessions = [OnnxRuntimeSession(model) for model in models]
    work = _bare_work(models, sessions, frames)
    ours_ms, bare_ms = np.full(len(frames), np.inf), np.full(len(frames), np.inf)
    for _ in range(ROUNDS):
        pipeline = _pipeline(sessions, frames[0])
        for number, frame in enumerate(frames):
            request = _request(number, frame)
            ours_ms[number] = min(ours_ms[number], _cpu_ms(lambda: pipeline.process(request)))  # noqa: B023  # called at once
            bare_ms[number] = min(bare_ms[number], _cpu_ms(lambda: _do(frame, work[number])))  # noqa: B023  # called at once
    return {
        f"{prefix}_frames": len(frames),
        f"{prefix}_session_runs": sum(map(len, work)),
        f"{prefix}_cpu_ms_per_frame": float(ours_ms.mean()),
        f"{prefix}_bare_cpu_ms_per_frame": float(bare_ms.mean()),
        f"{prefix}_overhead_ratio": float(ours_ms.sum() / bare_ms.sum()),
    }


def _pipeline(sessions: Sequence[Session], photo: bytes) -> Pipeline:
    """Return a pipeline that knows the clip's person, with nothing remembered."""
    detector, recognition, risk = sessions
    recogniser = Recogniser(recognition, model_sha256=RECOGNISER_SHA256)
    pipeline = Pipeline(YuNetDetector(detector), recogniser, LiveCad(risk), Settings(), time.perf_counter)
    pipeline.set_gallery(enrol(pipeline, photo))
    return pipeline


def _bare_work(models: list[bytes], sessions: Sequence[Session], frames: list[bytes]) -> list[list[BareRun]]:
    """Return, per frame, the runs that the pipeline asks for."""
    recording = [RecordingSession(session) for session in sessions]
    bare = [_bare_session(model) for model in models]
    pipeline = _pipeline(recording, frames[0])
    work = []
    for number, frame in enumerate(frames):
        for session in recording:
            session.asked.clear()
        pipeline.process(_request(number, frame))
        work.append(
            [BareRun(run, feeds) for run, kept in zip(bare, recording, strict=True) for feeds in kept.asked]
        )
    return work


def _bare_session(model: bytes) -> Any:  # noqa: ANN401  # onnxruntime ships no types
    """Return a session with the settings of the engine: one thread, no spinning."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _request(number: int, frame: bytes) -> Process:
    """Return the request for a frame of the clip."""
    return Process("hall", number * INTERVAL_SECONDS, frame)


def _do(frame: bytes, runs: list[BareRun]) -> None:
    """Decode one JPEG and run the sessions."""
    cv2.imdecode(np.frombuffer(frame, np.uint8), cv2.IMREAD_COLOR)
    for run in runs:
        run.session.run(None, run.feeds)


def _cpu_ms(work: Callable[[], object]) -> float:
    """Return the CPU milliseconds that the process spends on the work."""
    started = time.process_time_ns()
    work()
    return (time.process_time_ns() - started) / 1e6
