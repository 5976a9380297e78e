"""Every runtime on every model, side by side: time, memory, and how far the answers lie apart."""

from concurrent.futures import ProcessPoolExecutor
import hashlib
from multiprocessing import get_context
import os
from pathlib import Path
from tempfile import TemporaryDirectory
import time
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import psutil

from custom_components.digitalshadow.engine.conversion.conversion import convert
from custom_components.digitalshadow.engine.model_file.catalog import ModelRole, find_role, model_folders
from custom_components.digitalshadow.engine.model_file.loading import Rung, native_runtimes, open_on
from custom_components.digitalshadow.engine.records.configuration import ModelFile
from custom_components.digitalshadow.engine.records.conversion_plan import Precision
from models.random_checkpoint import BASE, TINY, write_random_checkpoint

from .effort import SMOKE, Effort
from .livecad import random_plan

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FORMS: Final = (Precision.FP32, Precision.FP16, Precision.INT8)
_ROUNDS: Final = 2
_LEAST_RUNS: Final = 5
"""Before that, onnxruntime's first runs on fresh memory decide: YuNet takes 10 instead of 6 ms."""
_BRIGHTEST: Final = 255

type Measured = tuple[float, float, dict[str, NDArray[Any]]]


def measure(effort: Effort) -> dict[str, float]:
    """Return for every model what each runtime takes, and how many times onnxruntime's time and memory; differences."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    figures: dict[str, float] = {}
    with TemporaryDirectory() as folder:
        for name, file in _files(Path(folder), effort).items():
            runs = max(_LEAST_RUNS, effort.frames // 6)
            measured = _take_turns(file, runs)
            fastest = measured[Rung.ONNXRUNTIME]
            for rung, (milliseconds, megabytes, answers) in measured.items():
                figures |= {
                    f"runtimes_{name}_{rung}_ms": milliseconds,
                    f"runtimes_{name}_{rung}_times": milliseconds / fastest[0],
                    f"runtimes_{name}_{rung}_mb": megabytes,
                    f"runtimes_{name}_{rung}_difference": _difference(fastest[2], answers),
                }
                if name.startswith("livecad"):
                    shares = [
                        {key: _shares(one) for key, one in side.items()} for side in (fastest[2], answers)
                    ]
                    figures[f"runtimes_{name}_{rung}_probability_difference"] = _difference(*shares)
    return figures


def _files(folder: Path, effort: Effort) -> dict[str, ModelFile]:
    """Return the face models that are here, and LiveCAD of random weights in every form."""
    folders = model_folders(Path.cwd(), os.environ)
    named = {"detector": ModelRole.DETECTOR, "recogniser": ModelRole.RECOGNISER}
    found = {name: file for name, role in named.items() if (file := find_role(role, folders)) is not None}
    checkpoint = write_random_checkpoint(folder, TINY if effort is SMOKE else BASE)
    for form in _FORMS:
        path = folder / f"{form}.onnx"
        for _ in convert(checkpoint, path, random_plan(form)):
            pass
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        found[f"livecad_{form}"] = ModelFile(path.stem, str(path), sha256, pinned=False)
    return found


def _take_turns(file: ModelFile, runs: int) -> dict[Rung, Measured]:
    """Measure all runtimes in turn, each in processes of its own, and keep the least time of each."""
    rungs = (*native_runtimes(), Rung.NUMPY)
    rounds = [{rung: _alone(file, rung, runs) for rung in rungs} for _ in range(_ROUNDS)]
    return {rung: min((one[rung] for one in rounds), key=lambda measured: measured[0]) for rung in rungs}


def _alone(file: ModelFile, rung: Rung, runs: int) -> Measured:
    """Measure in a fresh process, so that its memory is its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measure, file, rung, runs).result()


def _measure(file: ModelFile, rung: Rung, runs: int) -> Measured:
    """Return CPU milliseconds of the fastest run, megabytes that loading and running added, and the answers."""
    process = psutil.Process()
    before = process.memory_info().rss
    session = open_on(rung, file, 1)
    spec = session.inputs[0]
    # The face models take pixels as they are, LiveCAD takes them scaled.
    largest = _BRIGHTEST if file.pinned else 1
    shape = [size or 1 for size in spec.shape]
    feeds = {spec.name: np.random.default_rng(1).random(shape, np.float32) * np.float32(largest)}
    answers = session.run(feeds)
    times = []
    for _ in range(runs):
        started = time.process_time()
        session.run(feeds)
        times.append(time.process_time() - started)
    return min(times) * 1000, (process.memory_info().rss - before) / 1e6, answers


def _shares(logits: NDArray[Any]) -> NDArray[Any]:
    """Return probabilities of logits."""
    above = np.exp(logits - logits.max(-1, keepdims=True))
    shares: NDArray[Any] = above / above.sum(-1, keepdims=True)
    return shares


def _difference(one: dict[str, NDArray[Any]], other: dict[str, NDArray[Any]]) -> float:
    """Return the largest difference of any number."""
    return max(float(np.abs(one[name] - other[name]).max()) for name in one)
