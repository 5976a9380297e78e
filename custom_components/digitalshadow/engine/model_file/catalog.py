"""Which model files are known, where they lie, and what a file says about itself. Reads files; knows no network.

Free of numpy and of every runtime: Home Assistant's own process looks files up, the engine opens them.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
import hashlib
from io import BufferedReader
import json
import os
from pathlib import Path
import stat
from typing import Final, cast

from ..records.configuration import ModelFile
from ..records.errors import ModelError
from ..records.refusals import ModelRefusal
from ..wire.codec import Blobs, codec_of

PACKAGE_FOLDER: Final = Path(__file__).parent.parent
FOLDERS_VARIABLE: Final = "DIGITALSHADOW_MODELS"
"""Environment variable with additional folders, separated as in PATH."""
MAX_MODEL_BYTES: Final = 600_000_000
"""LiveCAD in 32-bit numbers has 350 MB."""


class ModelRole(StrEnum):
    """What the engine uses a model for."""

    DETECTOR = "detector"
    RECOGNISER = "recogniser"
    RISK = "risk"


@dataclass(frozen=True, slots=True)
class TensorShape:
    """One input or output of a model."""

    name: str
    """Its name in the graph."""
    shape: tuple[int | None, ...]
    """Its sizes; None where any size will do."""


@dataclass(frozen=True, slots=True)
class Preprocessing:
    """What happens to pixels of 0-255 before a model sees them."""

    channel_order: str
    """`rgb` or `bgr`."""
    mean: float
    """Subtracted first."""
    std: float
    """Divided by then."""


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """A model file that the project vouches for."""

    name: str
    """Its name; the file is called the same, with `.onnx`."""
    role: ModelRole
    """What it is used for."""
    version: str
    """Its publisher's version."""
    sha256: str
    """What its bytes hash to."""
    size_bytes: int
    """How many there are."""
    licence: str
    """SPDX name."""
    origin: str
    """Where it comes from."""
    urls: tuple[str, ...]
    """Where these very bytes can be had, best first; empty where they must be brought by hand or ship with us."""
    inputs: tuple[TensorShape, ...]
    """What it takes."""
    outputs: tuple[TensorShape, ...]
    """What it gives."""
    preprocessing: Preprocessing | None
    """What pixels go through; None where the file's own metadata says it."""

    @property
    def file_name(self) -> str:
        """What the file is called in a model folder."""
        return f"{self.name}.onnx"


@cache
def entries() -> tuple[CatalogEntry, ...]:
    """Return all known models, preferred ones first within a role."""
    text = (PACKAGE_FOLDER / "catalog.json").read_text(encoding="utf-8")
    codec = codec_of(tuple[CatalogEntry, ...], "catalog.json")
    return cast("tuple[CatalogEntry, ...]", codec.unpack(json.loads(text), Blobs()))


def entry_of(name: str) -> CatalogEntry | None:
    """Return the entry of this name, if there is one."""
    return next((entry for entry in entries() if entry.name == name), None)


def model_folders(config_folder: Path, environment: Mapping[str, str]) -> tuple[Path, ...]:
    """Return where models are looked for: the user's folder, a developer's, then what ships with the engine."""
    additional = environment.get(FOLDERS_VARIABLE, "").split(os.pathsep)
    return (
        config_folder / "digitalshadow" / "models",
        *(Path(folder).absolute() for folder in additional if folder),
        PACKAGE_FOLDER,
    )


def find(name: str, folders: Iterable[Path]) -> ModelFile | None:
    """Return the file of a known model; None where no folder holds these very bytes. Blocks while it hashes."""
    entry = entry_of(name)
    if entry is None:
        raise ModelError(ModelRefusal.MISSING, f"Expected a model of the catalogue, got {name!r}.")
    return next(
        (ModelFile(name, str(path), entry.sha256, pinned=True) for path in _genuine(entry, folders)), None
    )


def find_role(role: ModelRole, folders: Iterable[Path]) -> ModelFile | None:
    """Return the preferred known model for a role that lies in one of the folders."""
    places = tuple(folders)
    found = (find(entry.name, places) for entry in entries() if entry.role is role)
    return next((file for file in found if file is not None), None)


def user_files(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Return the ONNX files that are no models of the catalogue, by name within each folder."""
    known = {entry.file_name for entry in entries()}
    return tuple(
        path for folder in folders for path in sorted(folder.glob("*.onnx")) if path.name not in known
    )


def find_user_file(sha256: str, folders: Iterable[Path]) -> ModelFile | None:
    """Return the user's file with this hash. Blocks while it hashes; nothing in a file is looked at."""
    # Files that came through a dialog are called by their hash.
    paths = sorted(user_files(folders), key=lambda path: path.stem != sha256)
    return next((file for path in paths if (file := user_file(path)) and file.sha256 == sha256), None)


def user_file(path: Path) -> ModelFile | None:
    """Return a user's file as it is now; None where it cannot be read. Blocks while it hashes."""
    with suppress(ModelError, OSError), open_model(path) as opened:
        return ModelFile(path.stem, str(path), _hash(opened), pinned=False)
    return None


def require_hash(file: ModelFile, got: str) -> None:
    """Raise ModelError unless a model's bytes hash to what was chosen."""
    if got != file.sha256:
        raise ModelError(
            ModelRefusal.WRONG_HASH,
            f"Expected {file.name} with the hash {file.sha256[:8]}, got {got[:8]}. The file changed; choose it again.",
        )


@contextmanager
def open_model(path: Path, max_bytes: int = MAX_MODEL_BYTES) -> Iterator[BufferedReader]:
    """Open a model file; raise ModelError for what is no plain file of one name and a sensible size."""
    try:
        # Without O_NONBLOCK a named pipe would wait for a writer.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as err:
        raise ModelError(
            ModelRefusal.MISSING,
            f"Expected a readable file {path.name}, got {type(err).__name__}. Copy it again.",
        ) from err
    try:
        _require_plain_file(path.name, os.fstat(descriptor), max_bytes)
        yield os.fdopen(descriptor, "rb", closefd=False)
    finally:
        os.close(descriptor)


def _require_plain_file(name: str, status: os.stat_result, max_bytes: int) -> None:
    """Raise ModelError for a link, a device, a file that others can change under another name, or a huge one."""
    if not stat.S_ISREG(status.st_mode) or status.st_nlink != 1:
        raise ModelError(
            ModelRefusal.UNREADABLE,
            f"Expected {name} to be a plain file of its own, got a link or a device. Copy the file itself.",
        )
    if status.st_size > max_bytes:
        raise ModelError(
            ModelRefusal.TOO_LARGE,
            f"Expected {name} to have at most {max_bytes} bytes, got {status.st_size}.",
        )


def _genuine(entry: CatalogEntry, folders: Iterable[Path]) -> Iterator[Path]:
    """Yield where the bytes of an entry lie; a file of another size is not even read."""
    for folder in folders:
        path = folder / entry.file_name
        # A file that cannot be used is the same as none here: the next folder or a download takes its place.
        with suppress(ModelError), open_model(path) as opened:
            if os.fstat(opened.fileno()).st_size == entry.size_bytes and _hash(opened) == entry.sha256:
                yield path


def _hash(opened: BufferedReader) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.file_digest(opened, "sha256").hexdigest()
