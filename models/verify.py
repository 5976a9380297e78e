"""The command `verify`: does a model file compute what PyTorch computes from the checkpoint, and how fast?"""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
import json
from pathlib import Path
import statistics
import subprocess
import tempfile
import time

import numpy as np
from numpy import float32, float64
from numpy.typing import NDArray

from custom_components.digitalshadow.engine.conversion.checkpoint_folder import CHECKPOINT_NAME
from custom_components.digitalshadow.engine.conversion.proof import BOUNDS, drawn_faces
from custom_components.digitalshadow.engine.model_file.onnxruntime_session import OnnxRuntimeSession
from custom_components.digitalshadow.engine.reading.livecad import prepare
from custom_components.digitalshadow.engine.reading.risk_metadata import RiskMetadata, read_risk_metadata
from custom_components.digitalshadow.engine.records.conversion_plan import Precision

from .environment import ENVIRONMENT_PYTHON
from .faces import faces_in

REFERENCE = Path(__file__).with_name("torch_reference.py")
MAX_FP32_DIFFERENCE = 2e-6
_RANDOM_INPUTS = 16
_SEED = 7


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    form: str
    """What was run."""
    megabytes: float
    """Size of its file."""
    random_max: float
    """Largest difference of probabilities from PyTorch's on random inputs."""
    faces_max: float
    """The same on faces."""
    faces_mean: float
    """Mean difference on faces."""
    milliseconds: float
    """Median time of a run on one thread."""
    times_faster: float
    """PyTorch's median over this one."""
    is_within_bounds: bool
    """Whether the differences are as small as this form promises."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the checkpoint, the files made of it, and what to compare on."""
    parser.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help="model files made of the checkpoint"
    )
    parser.add_argument("--checkpoint", type=Path, required=True, metavar="FOLDER")
    parser.add_argument(
        "--pictures", type=Path, metavar="FOLDER", help="compare on the faces in these pictures too"
    )
    parser.add_argument("--runs", type=int, default=9, help="timed runs of each (default: 9)")
    parser.add_argument(
        "--python", type=Path, default=ENVIRONMENT_PYTHON, help="an interpreter with PyTorch and timm"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the table here too")


def run(options: argparse.Namespace) -> int:
    """Compare and measure; return 0 where every file is within its bounds."""
    if not options.python.exists():
        raise SystemExit(
            "verify: Expected an interpreter with PyTorch, got none. Run scripts/setup models first."
        )
    sessions = {path: OnnxRuntimeSession(path.read_bytes()) for path in options.files}
    metadata = {path: read_risk_metadata(session.metadata) for path, session in sessions.items()}
    inputs = inputs_for(next(iter(metadata.values())), options.pictures)
    with reference(options.python, options.checkpoint / CHECKPOINT_NAME, inputs) as (logits, pytorch):
        title = f"{pytorch.title}: {len(inputs)} inputs, {_RANDOM_INPUTS} of them random"
        times = take_turns(pytorch, sessions, inputs[:1], options.runs)
    eager = statistics.median(times[None])
    checkpoint_bytes = (options.checkpoint / CHECKPOINT_NAME).stat().st_size
    rows = [Row("PyTorch eager", checkpoint_bytes / 1e6, 0.0, 0.0, 0.0, eager, 1.0, is_within_bounds=True)]
    for path, session in sessions.items():
        expected = _probabilities(logits, metadata[path])
        got = _probabilities(np.concatenate([_ask(session, one[None]) for one in inputs]), metadata[path])
        median = statistics.median(times[path])
        rows.append(_row(path, metadata[path], np.abs(got - expected), median, eager))
    print(_table(title, rows))
    if options.json:
        options.json.write_text(json.dumps([asdict(row) for row in rows], indent=2), encoding="utf-8")
    return 0 if all(row.is_within_bounds for row in rows) else 1


class PyTorch:
    """The running reference; each `run` is one timed computation in it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Wait until it has answered."""
        self._process = process
        self.title = self._line()

    def run(self) -> float:
        """Compute once and return the milliseconds."""
        assert self._process.stdin is not None  # noqa: S101  # made with PIPE
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return float(self._line())

    def _line(self) -> str:
        """Return the next line it says; ends the program where it ended."""
        assert self._process.stdout is not None  # noqa: S101  # made with PIPE
        line = self._process.stdout.readline().strip()
        if not line:
            raise SystemExit("verify: Expected an answer of PyTorch, got its end; what it printed says why.")
        return line


@contextmanager
def reference(
    python: Path, checkpoint: Path, inputs: NDArray[float32]
) -> Iterator[tuple[NDArray[float32], PyTorch]]:
    """Start PyTorch on the inputs; yield its logits and the running process."""
    with tempfile.TemporaryDirectory() as scratch:
        np.save(f"{scratch}/inputs.npy", inputs)
        command = [
            str(python),
            str(REFERENCE),
            str(checkpoint),
            f"{scratch}/inputs.npy",
            f"{scratch}/logits.npy",
        ]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            pytorch = PyTorch(process)
            yield np.load(f"{scratch}/logits.npy"), pytorch


def inputs_for(metadata: RiskMetadata, pictures: Path | None) -> NDArray[float32]:
    """Return what is compared on: random numbers, then drawn faces, then faces in the user's pictures."""
    side = metadata.input_size
    random = np.random.default_rng(_SEED).standard_normal((_RANDOM_INPUTS, 3, side, side), float32)
    faces = [*drawn_faces(), *(faces_in(pictures, metadata.crop_geometry) if pictures else ())]
    return np.concatenate([random, *(prepare(face.pixels, face.box, metadata) for face in faces)])


def _ask(session: OnnxRuntimeSession, image: NDArray[float32]) -> NDArray[float32]:
    """Return the logits of one input."""
    logits: NDArray[float32] = session.run({session.inputs[0].name: image})["logits"]
    return logits


def _probabilities(logits: NDArray[float32], metadata: RiskMetadata) -> NDArray[float64]:
    """Return the probability of the positive class for each row of logits."""
    powers = np.exp(logits.astype(float64) - logits.max(axis=1, keepdims=True))
    positive: NDArray[float64] = powers[:, metadata.positive_index] / powers.sum(axis=1)
    return positive


def take_turns(
    pytorch: PyTorch | None, sessions: dict[Path, OnnxRuntimeSession], image: NDArray[float32], runs: int
) -> dict[Path | None, list[float]]:
    """Return the milliseconds of each file's runs, PyTorch's under None: turn by turn, so that noise hits all."""
    times: dict[Path | None, list[float]] = {None: [], **{path: [] for path in sessions}}
    for _ in range(runs):
        if pytorch is not None:
            times[None].append(pytorch.run())
        for path, session in sessions.items():
            started = time.perf_counter()
            _ask(session, image)
            times[path].append((time.perf_counter() - started) * 1000)
    return times


def _row(
    path: Path, metadata: RiskMetadata, differences: NDArray[float64], milliseconds: float, eager: float
) -> Row:
    """Return a file's line."""
    random, faces = differences[:_RANDOM_INPUTS], differences[_RANDOM_INPUTS:]
    precision = Precision(metadata.precision)
    most, most_mean = BOUNDS[precision]
    if precision is Precision.FP32:
        most = most_mean = MAX_FP32_DIFFERENCE
    return Row(
        form=precision,
        megabytes=path.stat().st_size / 1e6,
        random_max=float(random.max()),
        faces_max=float(faces.max()),
        faces_mean=float(faces.mean()),
        milliseconds=milliseconds,
        times_faster=eager / milliseconds,
        is_within_bounds=bool(differences.max() <= most and faces.mean() <= most_mean),
    )


def _table(title: str, rows: Sequence[Row]) -> str:
    """Return the rows as text."""
    lines = [
        title,
        f"{'':14}{'MB':>7}{'max Δp random':>15}{'max Δp faces':>14}{'mean Δp':>10}{'ms':>8}{'speed-up':>10}",
    ]
    lines += [
        f"{row.form:14}{row.megabytes:7.1f}{row.random_max:15.1e}{row.faces_max:14.1e}{row.faces_mean:10.1e}"
        f"{row.milliseconds:8.1f}{row.times_faster:10.2f}"
        + ("" if row.is_within_bounds else "  OUT OF BOUNDS")
        for row in rows
    ]
    return "\n".join(lines)
