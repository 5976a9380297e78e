"""Reads a PyTorch checkpoint without PyTorch, and without running anything that the file says.

A checkpoint is a zip archive of plain entries: `NAME/data.pkl`, a pickle of names and shapes, and one entry
`NAME/data/KEY` per storage with its raw numbers. Numbers are read when a tensor is asked for: an optimiser's state
stays on disk unread.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING
import zipfile

import numpy as np

from ..records.errors import ModelError
from ..records.observations import ModelRefusal
from .inert_pickle import StoredTensor, unpickle

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

MAX_PICKLE_BYTES = 64 * 2**20
"""The names and shapes of a model of 300 million parameters with its optimiser take half a megabyte."""
_MODEL_KEYS = ("model", "module")
_CONTENT = "/data.pkl"


class Checkpoint:
    """The parameters of a checkpoint file, by name. Use it while the file is open."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read names and shapes. Raises `ModelError` for what is no checkpoint or carries anything unknown."""
        with _refusing_damage():
            self._archive = zipfile.ZipFile(file)
            content = _only_content(self._archive)
            self._folder = content.filename.removesuffix(_CONTENT)
            tree = unpickle(self._read_entry(content.filename))
        self.parameters: Mapping[str, StoredTensor] = _parameters_of(tree)

    def read(self, name: str) -> NDArray[float32]:
        """Return the numbers of one parameter; raise `ModelError` where they are damaged or not finite."""
        tensor = self.parameters[name]
        with _refusing_damage():
            values = tensor.take(self._read_entry(f"{self._folder}/{tensor.storage.entry}"))
        if not np.isfinite(np.add.reduce(values, axis=None, dtype=np.float64)):
            raise ModelError(
                ModelRefusal.UNREADABLE,
                f"Expected finite numbers in {name}, got NaN or infinity: the training failed or the file is damaged.",
            )
        return values

    def _read_entry(self, name: str) -> bytes:
        """Return the bytes of one entry, compared with its checksum."""
        entry = self._archive.getinfo(name)
        if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1:
            raise ValueError(f"a compressed or encrypted entry {name}")
        return self._archive.read(entry)


def _only_content(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """Return the archive's one pickle; raise ValueError for anything else."""
    found = [entry for entry in archive.infolist() if entry.filename.endswith(_CONTENT)]
    if len(found) != 1 or found[0].file_size > MAX_PICKLE_BYTES:
        raise ValueError(f"an archive with {len(found)} descriptions of at most {MAX_PICKLE_BYTES} bytes")
    order = found[0].filename.removesuffix(_CONTENT) + "/byteorder"
    if order in archive.namelist() and archive.read(order).strip() != b"little":
        raise ValueError("numbers in big-endian order")
    return found[0]


def _parameters_of(tree: object) -> Mapping[str, StoredTensor]:
    """Return the model's parameters: under `model` or `module`, or the whole file where it has neither."""
    found = next((tree[key] for key in _MODEL_KEYS if key in tree), tree) if isinstance(tree, dict) else None
    if not isinstance(found, dict) or not found:
        raise _unreadable("no dictionary of parameters in it")
    strangers = [
        name[:60] if type(name) is str else f"a {type(name).__name__}"
        for name, value in found.items()
        if type(name) is not str or not isinstance(value, StoredTensor)
    ]
    if strangers:
        raise _unreadable(f"entries that are no parameters: {', '.join(strangers[:5])}")
    return found


@contextmanager
def _refusing_damage() -> Iterator[None]:
    """Turn whatever a damaged archive or pickle makes the readers trip over into a refusal."""
    try:
        yield
    except ModelError:
        raise
    # For a damaged file, zipfile and pickle raise nearly every built-in exception, MemoryError among them.
    except Exception as error:
        raise _unreadable(f"{type(error).__name__}: {str(error)[:120]}") from error


def _unreadable(got: str) -> ModelError:
    """Return the refusal of a file that is no readable checkpoint."""
    return ModelError(
        ModelRefusal.UNREADABLE,
        f"Expected a PyTorch checkpoint (a .pth file of PyTorch 1.6 or later), got {got}. The file is cut off, "
        "damaged, or something else: copy it again.",
    )
