"""Turns a checkpoint of LiveCAD's authors, or of anybody who fine-tuned a BEiT v2, into a model file.

Needs NumPy alone. Weights go from the checkpoint into the file one at a time, so that memory does not grow with the
model. The file then proves itself: it enters through the door that every model file enters through, and its answers
are compared with those that NumPy computes from the checkpoint itself. Where a form is too far off, the next more exact
one is made. On a system without a runtime for models nothing can be compared, and the result says so.
"""

from collections.abc import Buffer, Generator, Iterator, Sequence
from dataclasses import dataclass
import hashlib
import json
import math
from math import prod
import os
from pathlib import Path
from typing import IO, Final

import numpy as np

from ..model_file.catalog import MAX_MODEL_BYTES, open_model
from ..model_file.loading import open_session
from ..reading.livecad import GOLDEN_BOX, LiveCad, golden_picture, prepare
from ..reading.risk_metadata import GOLDEN_INPUT, read_risk_metadata
from ..records.configuration import ModelFile
from ..records.conversion_plan import (
    ConversionPlan,
    ConversionProgress,
    ConversionStage,
    Converted,
    Parity,
    Precision,
)
from ..records.errors import ModelError
from ..records.refusals import ModelRefusal
from . import beit_reference
from .beit import Architecture, Beit, expected_shapes
from .beit_graph import OUTPUT, template
from .beit_weights import weights
from .checkpoint import Checkpoint
from .onnx_writer import metadata, weight
from .proof import ProofFace, drawn_faces, parity

MAX_CHECKPOINT_BYTES: Final = 4_000_000_000
"""A large network with its optimiser's state has 3.7 GB."""
_HASHED_BYTES: Final = 16 * 2**20
_BYTES_PER_PARAMETER: Final = {
    Precision.FP32: 4,
    Precision.FP16: 2,
    Precision.INT8: 1,
    Precision.INT8_REDUCED: 1,
}
_FORMS: Final = {
    Precision.INT8: (Precision.INT8, Precision.INT8_REDUCED, Precision.FP16, Precision.FP32),
    Precision.INT8_REDUCED: (Precision.INT8_REDUCED, Precision.FP16, Precision.FP32),
    Precision.FP16: (Precision.FP16, Precision.FP32),
    Precision.FP32: (Precision.FP32,),
}
"""What is tried for each wish, the wish first."""

type Progress[Result] = Generator[ConversionProgress, None, Result]


@dataclass(frozen=True, slots=True, eq=False)
class _Source:
    """A checkpoint that was read and asked."""

    network: Beit
    """Its network."""
    pairs: dict[str, str]
    """What the file will say about itself."""
    faces: tuple[ProofFace, ...]
    """What was shown to the network, first the golden picture."""
    answers: tuple[float, ...]
    """Its probability for each."""


def convert(
    checkpoint: Path,
    target: Path,
    plan: ConversionPlan,
    faces: Sequence[ProofFace] = (),
    *,
    threads: int = 1,
) -> Progress[Converted]:
    """Convert a checkpoint file; yields how far it is and returns the result.

    `faces` are compared on beside the built-in ones. Closing the generator cancels: nothing is left behind, and an
    older file of the target's name stays until the new one is complete.

    Raises:
        ModelError: For a checkpoint or plan that is refused.
    """
    part = target.with_name(f"{target.name}.part")
    with open_model(checkpoint, MAX_CHECKPOINT_BYTES) as opened:
        source_sha256 = yield from _hash(opened)
        source = yield from _read(opened, plan, source_sha256, faces)
        try:
            file, precision, parities = yield from _make(source, plan.precision, part, threads)
            size_bytes = part.stat().st_size
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    golden = source.answers[0]
    return Converted(str(target), file.sha256, size_bytes, source_sha256, precision, parities, golden)


def _hash(file: IO[bytes]) -> Progress[str]:
    """Return the SHA-256 of a file."""
    digest, size = hashlib.sha256(), os.fstat(file.fileno()).st_size
    while data := file.read(_HASHED_BYTES):
        digest.update(data)
        yield ConversionProgress(ConversionStage.READING, file.tell() / size)
    return digest.hexdigest()


def _read(
    file: IO[bytes], plan: ConversionPlan, sha256: str, faces: Sequence[ProofFace]
) -> Progress[_Source]:
    """Read a checkpoint, check it against the plan, and ask it about the faces."""
    checkpoint = Checkpoint(file)
    network = Beit(checkpoint, plan.input_size)
    size = network.architecture
    if size.classes != len(plan.classes):
        raise ModelError(
            ModelRefusal.WRONG_SIGNATURE,
            f"Expected a checkpoint of the {len(plan.classes)} classes {', '.join(plan.classes)}, got one of "
            f"{size.classes}. Choose the classes.txt that belongs to it.",
        )
    pairs = _describe(size, plan, sha256) | ({"source_key": checkpoint.key} if checkpoint.key else {})
    risk_metadata = read_risk_metadata(pairs)
    shown = (ProofFace(golden_picture(), GOLDEN_BOX), *drawn_faces(), *faces)
    images = np.concatenate([prepare(face.pixels, face.box, risk_metadata) for face in shown])
    computation = beit_reference.logits(network, images)
    try:
        while True:
            yield ConversionProgress(ConversionStage.COMPUTING, next(computation))
    except StopIteration as end:
        powers = np.exp(end.value.astype(np.float64) - end.value.max(axis=1, keepdims=True))
    answers = tuple((powers[:, plan.positive_index] / powers.sum(axis=1)).tolist())
    pairs |= {"golden_input": GOLDEN_INPUT, "golden_probability": f"{answers[0]:.6f}"}
    return _Source(network, pairs, shown, answers)


def _describe(size: Architecture, plan: ConversionPlan, sha256: str) -> dict[str, str]:
    """Return what the file says about itself."""
    return {
        "kind": plan.kind,
        "name": plan.name,
        "version": plan.version,
        "licence": plan.whole_licence,
        **({"start_licence": plan.start_licence} if plan.start_licence else {}),
        "classes": json.dumps(plan.classes),
        "positive_index": str(plan.positive_index),
        "input_size": str(size.input_size),
        "channel_order": "rgb",
        "mean": json.dumps(plan.mean),
        "std": json.dumps(plan.std),
        "crop_geometry": plan.crop_geometry,
        "crop_scale": str(plan.crop_scale),
        "output": OUTPUT,
        "architecture": f"BEiT v2, {size.depth} blocks, {size.width} wide, {size.heads} heads, patch {size.patch_px}",
        "source_sha256": sha256,
        "converted_on": plan.converted_on,
    }


def _make(
    source: _Source, wish: Precision, part: Path, threads: int
) -> Progress[tuple[ModelFile, Precision, tuple[Parity, ...]]]:
    """Write the file in the form that was asked for, or in the first more exact one that proves itself."""
    parities: tuple[Parity, ...] = ()
    for precision in _FORMS[wish]:
        file = yield from _write(source, precision, part)
        found = yield from _prove(source, precision, file, threads)
        parities += (found,)
        if found.is_within_bounds:
            return file, precision, parities
    raise ModelError(
        ModelRefusal.BAD_OUTPUT,
        f"Expected a file that answers as its checkpoint does, got {parities[-1]}. Please report this.",
    )


def _write(source: _Source, precision: Precision, part: Path) -> Progress[ModelFile]:
    """Write the file, and return it with the hash of its bytes."""
    size = source.network.architecture
    numbers = sum(prod(shape) for shape in expected_shapes(size).values())
    expected_bytes = numbers * _BYTES_PER_PARAMETER[precision]
    if expected_bytes > MAX_MODEL_BYTES:
        raise ModelError(
            ModelRefusal.TOO_LARGE,
            f"Expected a model file of at most {MAX_MODEL_BYTES} bytes, got {expected_bytes} in {precision}. "
            f"Convert it to {Precision.INT8}.",
        )
    digest = hashlib.sha256()
    try:
        with part.open("wb") as file:
            for data in _pieces(source, precision):
                digest.update(data)
                file.write(data)
                yield ConversionProgress(ConversionStage.WRITING, min(1.0, file.tell() / expected_bytes))
            file.flush()
            os.fsync(file.fileno())
    except OSError as err:
        raise ModelError(
            ModelRefusal.NOT_STORED,
            f"Expected to write {expected_bytes} bytes of a model file, got {err.strerror}. Free some space.",
        ) from err
    return ModelFile(part.stem, str(part), digest.hexdigest(), pinned=False)


def _pieces(source: _Source, precision: Precision) -> Iterator[Buffer]:
    """Yield the file's bytes: the template, what the file says about itself, and one weight after the other."""
    yield template(source.network.architecture, precision)
    yield b"".join(metadata(key, text) for key, text in {**source.pairs, "precision": precision}.items())
    for name, values in weights(source.network, precision):
        yield from weight(name, values)


def _prove(source: _Source, precision: Precision, file: ModelFile, threads: int) -> Progress[Parity]:
    """Return how closely the file answers as its checkpoint does."""
    yield ConversionProgress(ConversionStage.PROVING, 0.0)
    livecad = LiveCad(open_session(file, threads))
    answers = []
    for face in source.faces:
        answers.append(_answer(livecad, face))
        yield ConversionProgress(ConversionStage.PROVING, len(answers) / len(source.faces))
    found = parity(precision, answers, source.answers)
    if found.is_within_bounds:
        livecad.golden_check()
    return found


def _answer(livecad: LiveCad, face: ProofFace) -> float:
    """Return the file's probability for a face; NaN where it gives none, as weights that overflow make it."""
    try:
        return livecad.estimate(face.pixels, face.box)
    except ModelError:
        return math.nan
