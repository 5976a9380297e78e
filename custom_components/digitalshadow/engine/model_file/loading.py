"""The one door through which a model file becomes a session: hash, structure guard, and one of the runtimes."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
import fcntl
import hashlib
import os
from pathlib import Path
from typing import Final

from ..records.configuration import ModelFile
from . import ncnn_session, onnxruntime_session
from .catalog import open_model, require_hash
from .native_builds import RUNTIMES_VARIABLE
from .ncnn_session import NcnnSession
from .numpy_session import NumpySession
from .onnx_graph import read_graph, with_input_side
from .onnxruntime_session import OnnxRuntimeSession
from .protobuf import FileSource
from .session import Session
from .structure import inspect
from .translation.layering import UntranslatableError
from .translation.network import Network
from .translation.translate import translate

_COPIED_BYTES: Final = 2**20
_SEALS: Final = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL


class Rung(StrEnum):
    """What can compute a model, the fastest first. Each takes what those before it cannot."""

    ONNXRUNTIME = "onnxruntime"
    NCNN = "ncnn"
    NUMPY = "numpy"


LADDER: Final[Mapping[Rung, Callable[[], str | None]]] = {
    Rung.ONNXRUNTIME: onnxruntime_session.installed_version,
    Rung.NCNN: ncnn_session.installed_version,
}
"""The native runtimes, the fastest first, and what names each with its version; None where it is not here."""


def native_runtimes() -> dict[Rung, str]:
    """Return the native runtimes that are here and may be used, the fastest first, with their versions."""
    chosen = os.environ.get(RUNTIMES_VARIABLE)
    allowed = LADDER.keys() if chosen is None else set(chosen.split(","))
    versions = {rung: installed_version() for rung, installed_version in LADDER.items() if rung in allowed}
    return {rung: version for rung, version in versions.items() if version}


def open_session(file: ModelFile, threads: int) -> Session:
    """Return a session from bytes that are verified; those that nobody vouches for pass the structure guard first.

    It runs on the fastest runtime that is here and knows the model. Whether that one answers rightly is not asked.

    Raises:
        ModelError: The model is refused.
    """
    for rung in native_runtimes():
        try:
            return open_on(rung, file, threads)
        except UntranslatableError:
            continue
    return open_on(Rung.NUMPY, file, threads)


def open_on(rung: Rung, file: ModelFile, threads: int, input_side_px: int | None = None) -> Session:
    """Return a session on one runtime, from bytes that passed the same checks.

    The bytes are read once, into a file in memory that nobody can change any more, and the runtime reads that one. From
    bytes in Python onnxruntime would keep three copies of a model while it loads and one for good: 1030 MB instead of
    450 for LiveCAD in fp32, 306 instead of 200 in int8. For ncnn that file is gone before the weights are written once
    more, in its own order.

    `input_side_px` gives a model pictures of another size than it says, except on onnxruntime, which insists on that.

    Raises:
        ModelError: The model is refused.
        UntranslatableError: It has an operator that is not translated for ncnn.
    """
    if rung is Rung.NCNN:
        return NcnnSession(_translated(file, input_side_px), threads=threads)
    with _inspected_copy(file) as descriptor:
        if rung is Rung.NUMPY:
            return NumpySession(FileSource(descriptor), input_side_px=input_side_px)
        return OnnxRuntimeSession(Path(f"/proc/self/fd/{descriptor}"), threads=threads)


def is_known(rung: Rung, file: ModelFile) -> bool:
    """Tell whether a runtime knows what a model is made of; what onnxruntime does not know, it says when it loads.

    Raises:
        ModelError: The model is refused.
    """
    if rung is Rung.NCNN:
        try:
            _translated(file)
        except UntranslatableError:
            return False
    return True


def _translated(file: ModelFile, input_side_px: int | None = None) -> Network:
    """Return a model in ncnn's layers."""
    with _inspected_copy(file) as descriptor:
        graph = read_graph(FileSource(descriptor))
        return translate(with_input_side(graph, input_side_px) if input_side_px else graph)


@contextmanager
def _inspected_copy(file: ModelFile) -> Iterator[int]:
    """Copy a model file into memory, and look at its structure where nobody vouches for it."""
    with _sealed_copy(file) as descriptor:
        if not file.pinned:
            inspect(FileSource(descriptor))
        yield descriptor


@contextmanager
def _sealed_copy(file: ModelFile) -> Iterator[int]:
    """Copy a model file into memory, check its hash and seal it; the copy goes when the session is made."""
    descriptor = os.memfd_create(file.name, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    try:
        digest = hashlib.sha256()
        with open_model(Path(file.path)) as opened, os.fdopen(descriptor, "wb", closefd=False) as copy:
            left = os.fstat(opened.fileno()).st_size
            while data := opened.read(min(left, _COPIED_BYTES)):
                digest.update(data)
                copy.write(data)
                left -= len(data)
        require_hash(file, digest.hexdigest())
        fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, _SEALS)
        yield descriptor
    finally:
        os.close(descriptor)
