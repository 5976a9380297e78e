"""Whether a native runtime answers as NumPy does: asked before a model may speak on it, and remembered.

A runtime can compute plausible wrong answers: 8-bit products that saturate on some processors, a kernel that is wrong
on one of them, a translation that loses a weight. So it is compared with NumPy on drawn faces, once for each file,
version and processor, which takes some seconds; NumPy's copy of the model is gone before the runtime loads its own.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
import hashlib
from pathlib import Path
import platform
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from .conversion.proof import drawn_faces
from .model_file.loading import Rung, is_known, native_runtimes, open_on
from .model_file.session import Session, require_image_input
from .picture import image
from .reading.livecad import LiveCad
from .records.configuration import ModelFile
from .records.errors import ModelError

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    from .reading.risk_metadata import RiskMetadata

FACES: Final = 8
"""Drawn faces that are asked about."""
TOLERANCE: Final = 2e-3
TOLERANCE_INT8: Final = 1e-2
"""How far apart an output may be. Runtimes round what they multiply by 8-bit weights, NumPy does not."""
_OPEN_SIDE_PX: Final = 320
"""What a detector is shown that leaves its input's size open."""
_SMALLEST_LENGTH: Final = 1e-12
_PROCESSOR_FIELDS: Final = frozenset(
    {
        *("vendor_id", "model name", "flags", "Features", "CPU implementer", "CPU variant", "CPU part"),
    }
)
_KEY_LETTERS: Final = 32


class Question(NamedTuple):
    """What a kind of model is asked, and how far its answers may lie from NumPy's."""

    answers: Callable[[Session], NDArray[float32]]
    """All numbers that are compared."""
    tolerance: Callable[[Session], float]
    """The largest difference of any of them."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a model runs on, and why."""

    session: Session
    """The model, loaded."""
    proof: str
    """What to remember, so that it need not be proven again; empty where nothing was proven."""
    refused_runtimes: tuple[str, ...] = ()
    """The runtimes that answer otherwise than NumPy, in whose place the next one speaks."""


def open_agreeing(
    file: ModelFile,
    threads: int,
    known_proofs: Collection[str],
    question: Question,
    input_side_px: int | None = None,
) -> Agreement:
    """Return a model on the fastest runtime that agrees with NumPy, for pictures of its own size or of another.

    A model with an operator that NumPy's side does not know cannot be compared, and runs unproven; ncnn's closed list
    has none that NumPy does not know.

    Raises:
        ModelError: The file is refused, by the door or by what would compute it.
    """
    expected: NDArray[float32] | None = None
    refused: list[str] = []
    for rung, runtime in native_runtimes().items():
        proof = proof_of(file.sha256, runtime, input_side_px)
        if proof in known_proofs:
            return Agreement(open_on(rung, file, threads, input_side_px), proof, tuple(refused))
        if not is_known(rung, file):
            continue
        if expected is None:
            try:
                expected = question.answers(open_on(Rung.NUMPY, file, threads, input_side_px))
            except ModelError:
                return Agreement(open_on(rung, file, threads, input_side_px), "")
        opened = partial(open_on, rung, file, threads, input_side_px)
        if session := _agreeing(opened, question, expected):
            return Agreement(session, proof, tuple(refused))
        refused.append(runtime)
    return Agreement(open_on(Rung.NUMPY, file, threads, input_side_px), "", tuple(refused))


def _agreeing(
    opened: Callable[[], Session], question: Question, expected: NDArray[float32]
) -> Session | None:
    """Return a session that answers as it should; None where it does not. No answer is another one."""
    try:
        session = opened()
        answers = question.answers(session)
    except ModelError:
        return None
    is_near = answers.shape == expected.shape and (
        float(np.abs(answers - expected).max()) <= question.tolerance(session)
    )
    return session if is_near else None


def proof_of(sha256: str, runtime: str, input_side_px: int | None = None) -> str:
    """Name a proof by what it holds for: this file, this size of pictures, these versions, this processor."""
    versions = f"{runtime}\nnumpy {np.__version__}\n{platform.machine()}\n{_processor()}"
    holds_for = f"{sha256}\n{input_side_px or ''}\n{versions}"
    return hashlib.sha256(holds_for.encode()).hexdigest()[:_KEY_LETTERS]


def _processor() -> str:
    """Say which processor this is and what it can do, as far as Linux tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return platform.processor()
    told = {line for line in lines if line.partition(":")[0].strip() in _PROCESSOR_FIELDS}
    return "\n".join(sorted(told))


def answers_to_drawn_faces(livecad: LiveCad) -> NDArray[float32]:
    """Return a model's raw outputs for the drawn faces, shape (faces, classes)."""
    return np.concatenate([livecad.raw(face.pixels, face.box) for face in drawn_faces()[:FACES]])


def tolerance_of(metadata: RiskMetadata) -> float:
    """Return how far apart two runtimes' outputs of one model may lie."""
    return TOLERANCE_INT8 if metadata.precision.startswith("int8") else TOLERANCE


def _outputs(session: Session) -> NDArray[float32]:
    """Return every number that a face model answers to the drawn faces, shape (faces, numbers)."""
    spec = require_image_input(session)
    height, width = (size or _OPEN_SIDE_PX for size in spec.shape[2:])
    rows = []
    for face in drawn_faces()[:FACES]:
        planes = np.stack(image.split(image.resize_bilinear(face.pixels, width, height)), dtype=np.float32)
        answers = session.run({spec.name: planes[None]})
        rows.append(np.concatenate([answers[output.name].ravel() for output in session.outputs]))
    return np.stack(rows)


def _directions(session: Session) -> NDArray[float32]:
    """Return a recogniser's answers as unit vectors: nothing but their directions is ever compared."""
    vectors = _outputs(session)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    directions: NDArray[float32] = vectors / np.maximum(lengths, _SMALLEST_LENGTH)
    return directions


FACIAL_MODEL: Final = Question(
    lambda session: answers_to_drawn_faces(LiveCad(session)),
    lambda session: tolerance_of(LiveCad(session).metadata),
)
DETECTOR: Final = Question(_outputs, lambda _session: TOLERANCE)
"""Every number of every output, as they are: also what would lie below the confidence of a face."""
RECOGNISER: Final = Question(_directions, lambda _session: TOLERANCE)
"""Of two unit vectors that differ by this in every number, the cosine is 0.9995 or more."""
