"""Whether a native runtime answers as NumPy does: asked before a facial model may speak on it, and remembered.

A runtime can compute plausible wrong answers: 8-bit products that saturate on some processors, a kernel that is wrong
on one of them, a translation that loses a weight. So it is compared with NumPy on drawn faces, once for each file,
version and processor, which takes some seconds; NumPy's copy of the model is gone before the runtime loads its own.
"""

from collections.abc import Collection
from dataclasses import dataclass
import hashlib
from pathlib import Path
import platform
from typing import TYPE_CHECKING, Final

import numpy as np

from .conversion.proof import drawn_faces
from .model_file.loading import installed_runtime, open_session, open_with_numpy
from .reading.livecad import LiveCad
from .records.errors import ModelError
from .records.messages import ModelFile

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    from .model_file.session import Session
    from .reading.livecad import RiskMetadata

FACES: Final = 8
"""Drawn faces that are asked about."""
TOLERANCE: Final = 2e-3
TOLERANCE_INT8: Final = 1e-2
"""How far apart an output may be. Runtimes round what they multiply by 8-bit weights, NumPy does not."""
_PROCESSOR_FIELDS: Final = frozenset(
    {
        *("vendor_id", "model name", "flags", "Features", "CPU implementer", "CPU variant", "CPU part"),
    }
)
_KEY_LETTERS: Final = 32


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a facial model runs on, and why."""

    session: Session
    """The model, loaded."""
    proof: str
    """What to remember, so that it need not be proven again; empty where nothing was proven."""
    refused_runtime: str = ""
    """The runtime that answers otherwise than NumPy, which speaks in its place; empty where none does."""


def open_agreeing(file: ModelFile, threads: int, known_proofs: Collection[str]) -> Agreement:
    """Return a facial model on the fastest runtime that agrees with NumPy.

    A model with an operator that NumPy's side does not know cannot be compared, and runs unproven.

    Raises:
        ModelError: The file is refused, by the door or by what would compute it.
    """
    runtime = installed_runtime()
    if runtime is None:
        return Agreement(open_session(file, threads), "")
    proof = proof_of(file.sha256, runtime)
    if proof in known_proofs:
        return Agreement(open_session(file, threads), proof)
    try:
        expected = answers_to_drawn_faces(LiveCad(open_with_numpy(file)))
    except ModelError:
        return Agreement(open_session(file, threads), "")
    session = open_session(file, threads)
    if _agrees(LiveCad(session), expected):
        return Agreement(session, proof)
    del session
    return Agreement(open_with_numpy(file), "", runtime)


def proof_of(sha256: str, runtime: str) -> str:
    """Name a proof by what it holds for: this file, these versions, this processor."""
    holds_for = f"{sha256}\n{runtime}\nnumpy {np.__version__}\n{platform.machine()}\n{_processor()}"
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


def _agrees(livecad: LiveCad, expected: NDArray[float32]) -> bool:
    """Tell whether a model answers as it should; no answer is another one."""
    try:
        answers = answers_to_drawn_faces(livecad)
    except ModelError:
        return False
    return answers.shape == expected.shape and float(np.abs(answers - expected).max()) <= tolerance_of(
        livecad.metadata
    )
