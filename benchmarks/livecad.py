"""The converter and the model of LiveCAD's size: time, memory, and speed beside fp32 and PyTorch."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
import hashlib
from multiprocessing import get_context
import os
from pathlib import Path
import re
from statistics import median
from tempfile import TemporaryDirectory
import time

import psutil

from custom_components.digitalshadow.engine.conversion.conversion import convert
from custom_components.digitalshadow.engine.model_file.catalog import ModelRole, find_role, model_folders
from custom_components.digitalshadow.engine.model_file.loading import open_session
from custom_components.digitalshadow.engine.model_file.onnxruntime_session import OnnxRuntimeSession
from custom_components.digitalshadow.engine.reading.livecad import LiveCad
from custom_components.digitalshadow.engine.records.configuration import Configure, ModelFile, ModelKind
from custom_components.digitalshadow.engine.records.conversion_plan import ConversionPlan, Precision
from custom_components.digitalshadow.engine.records.crop_geometry import CropGeometry
from custom_components.digitalshadow.engine.records.pictures import Process
from custom_components.digitalshadow.engine_host.process_runner import ProcessRunner
from demo.clip import jpeg, person_frames
from models.environment import ENVIRONMENT_PYTHON
from models.random_checkpoint import BASE, CLASSES, TINY, write_random_checkpoint
from models.verify import inputs_for, reference, take_turns

from .effort import SMOKE, Effort
from .engine_parts import PERSON_ID, gallery_with

ENGINE_FRAMES = 10
ENGINE_DEADLINE_SECONDS = 20.0
_FORMS = (Precision.FP32, Precision.INT8)


def measure(effort: Effort) -> dict[str, float]:
    """Return figures of the base network with random weights; PyTorch's only where `scripts/setup models` was run."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    figures: dict[str, float] = {}
    with TemporaryDirectory() as folder:
        checkpoint = write_random_checkpoint(Path(folder), TINY if effort is SMOKE else BASE)
        for precision in _FORMS:
            path = Path(folder, f"{precision}.onnx")
            figures |= _named(f"livecad_convert_{precision}", _alone(_convert, checkpoint, path, precision))
            figures |= _named(f"livecad_{precision}", _alone(_load, path))
        figures |= asyncio.run(_engine_mb(Path(folder, f"{Precision.INT8}.onnx"), Path(folder, "empty")))
        figures |= _speed(checkpoint, {form: Path(folder, f"{form}.onnx") for form in _FORMS}, effort.frames)
    return figures


def _named(prefix: str, figures: dict[str, float]) -> Iterator[tuple[str, float]]:
    """Yield figures with a prefix to their names."""
    return ((f"{prefix}_{name}", value) for name, value in figures.items())


def _alone[**Arguments](
    work: Callable[Arguments, dict[str, float]], *arguments: Arguments.args, **options: Arguments.kwargs
) -> dict[str, float]:
    """Do something in a process of its own, so that its memory is its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *arguments, **options).result()


def random_plan(precision: Precision) -> ConversionPlan:
    """Return how random weights become a file; it claims nothing about hearts."""
    return ConversionPlan(
        name="random weights",
        version="1",
        classes=CLASSES,
        positive_index=0,
        licence="",
        converted_on="2026-01-01",
        kind=ModelKind.DEMONSTRATION,
        precision=precision,
        # Any detector gives such a crop; the time and memory of the network do not depend on it.
        crop_geometry=CropGeometry.BOX,
    )


def _convert(checkpoint: Path, target: Path, precision: Precision) -> dict[str, float]:
    """Convert once, proof included."""
    started = time.perf_counter()
    for _ in convert(checkpoint, target, random_plan(precision)):
        pass
    return {
        "seconds": time.perf_counter() - started,
        "peak_mb": _peak_mb(),
        "file_mb": target.stat().st_size / 1e6,
    }


def _load(path: Path) -> dict[str, float]:
    """Load a file through the engine's door and let it answer, as the engine does at its start."""
    file = _model_file(path)
    process = psutil.Process()
    before, started = process.memory_info().rss, time.perf_counter()
    livecad = LiveCad(open_session(file, 1))
    created = time.perf_counter() - started
    livecad.golden_check()
    return {
        "create_seconds": created,
        "added_mb": (process.memory_info().rss - before) / 1e6,
        "peak_mb": _peak_mb(),
    }


def _model_file(path: Path) -> ModelFile:
    """Return a file as the engine takes it."""
    return ModelFile(path.stem, str(path), hashlib.sha256(path.read_bytes()).hexdigest(), pinned=False)


async def _engine_mb(path: Path, working_folder: Path) -> dict[str, float]:
    """Return the memory of a home's engine process that reads somebody with a file."""
    folders = model_folders(Path.cwd(), os.environ)
    detector, recogniser = (find_role(role, folders) for role in (ModelRole.DETECTOR, ModelRole.RECOGNISER))
    runner = ProcessRunner(working_folder, lambda _state: None)
    try:
        configure = Configure(_model_file(path), detector, recogniser)
        # As at every start but the first, in which each model is compared with NumPy.
        proofs = (await runner.async_start(configure)).proofs
        await runner.async_start(replace(configure, known_proofs=proofs))
        await runner.async_set_gallery(gallery_with())
        for number, frame in enumerate(person_frames(ENGINE_FRAMES)):
            seen = Process("hall", 3.0 * number, jpeg(frame), single_person_id=PERSON_ID)
            await runner.async_call(seen, ENGINE_DEADLINE_SECONDS)
        memory = psutil.Process(runner.pid).memory_full_info()
        return {"livecad_engine_mb": memory.rss / 1e6, "livecad_engine_private_mb": memory.uss / 1e6}
    finally:
        await runner.async_stop()


def _speed(checkpoint: Path, files: dict[Precision, Path], runs: int) -> dict[str, float]:
    """Let fp32, int8 and, where it is installed, PyTorch compute one input in turn, each on one thread."""
    sessions = {path: OnnxRuntimeSession(path.read_bytes()) for path in files.values()}
    with ExitStack() as stack:
        pytorch = None
        inputs = inputs_for(LiveCad(next(iter(sessions.values()))).metadata, None)[:1]
        if ENVIRONMENT_PYTHON.exists():
            _, pytorch = stack.enter_context(reference(ENVIRONMENT_PYTHON, checkpoint, inputs))
        times = take_turns(pytorch, sessions, inputs, runs)
    fp32, int8 = (median(times[files[form]]) for form in _FORMS)
    figures = {"livecad_fp32_ms": fp32, "livecad_int8_ms": int8, "livecad_int8_over_fp32": fp32 / int8}
    if times[None]:
        eager = median(times[None])
        figures |= {"livecad_pytorch_ms": eager, "livecad_int8_over_pytorch": eager / int8}
    return figures


def _peak_mb() -> float:
    """Return the largest resident memory that this process had; `ru_maxrss` would begin with its parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    [kibibytes] = re.findall(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    return int(kibibytes) * 1024 / 1e6
