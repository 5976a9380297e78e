"""The one door through which a model file becomes a session: hash, structure guard, runtime."""

from collections.abc import Iterator
from contextlib import contextmanager
import fcntl
import hashlib
import os
from pathlib import Path
from typing import Final

from ..records.messages import ModelFile
from . import onnxruntime_session
from .catalog import open_model, require_hash
from .numpy_session import NumpySession
from .onnxruntime_session import OnnxRuntimeSession
from .protobuf import FileSource
from .session import Session
from .structure import inspect

_COPIED_BYTES: Final = 2**20
_SEALS: Final = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL


def installed_runtime() -> str | None:
    """Name the native runtime that is here and its version; None where there is only NumPy."""
    return onnxruntime_session.installed_version()


def open_session(file: ModelFile, threads: int) -> Session:
    """Return a session from bytes that are verified; those that nobody vouches for pass the structure guard first.

    It runs on the fastest runtime that is here: onnxruntime, or NumPy where that cannot be had.

    The bytes are read once, into a file in memory that nobody can change any more, and onnxruntime reads that one. From
    bytes in Python it would keep three copies of a model while it loads and one for good: 1030 MB instead of 450 for
    LiveCAD in fp32, 306 instead of 200 in int8.

    Raises:
        ModelError: The model is refused.
    """
    if installed_runtime() is None:
        return open_with_numpy(file)
    with _inspected_copy(file) as descriptor:
        return OnnxRuntimeSession(Path(f"/proc/self/fd/{descriptor}"), threads=threads)


def open_with_numpy(file: ModelFile) -> Session:
    """Return a session on NumPy whatever else is here, from bytes that passed the same checks.

    Raises:
        ModelError: The file is refused, or has an operator that is not known.
    """
    with _inspected_copy(file) as descriptor:
        return NumpySession(FileSource(descriptor))


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
