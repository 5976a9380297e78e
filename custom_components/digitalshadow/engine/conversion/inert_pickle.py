"""Unpickles the description of a PyTorch checkpoint without running anything that it says.

A pickle can name any function there is, call it, and change any object it met. The reader here knows the names that
training files use. None of them does more than make an inert record, none can be changed by the pickle, and every other
name is refused.
"""

import pickle
from typing import IO, Any, Final, Protocol, override

from ..records.errors import ModelError
from ..records.refusals import ModelRefusal
from .inert_names import stand_in
from .stored_tensor import ElementType, Storage

MAX_PICKLE_BYTES: Final = 64 * 2**20
"""The names and shapes of a model of 300 million parameters with its optimiser take half a megabyte."""


class _Readable(Protocol):
    """What an unpickler reads from."""

    def read(self, size: int, /) -> bytes:
        """Return this many bytes, or fewer at the end."""
        ...

    def readline(self) -> bytes:
        """Return the bytes up to the next end of line."""
        ...


class Bounded:
    """The pickles at the place where a file stands; raises ValueError where they are longer than they may be."""

    def __init__(self, file: IO[bytes], max_bytes: int) -> None:
        """Take the file, and how many bytes may be read of it."""
        self._file, self._left = file, max_bytes

    def read(self, size: int, /) -> bytes:
        """Return bytes. A pickle that announces more than it may have is refused before memory is taken for it."""
        self._spend(size)
        return self._file.read(size)

    def readline(self) -> bytes:
        """Return a line."""
        line = self._file.readline(self._left + 1)
        self._spend(len(line))
        return line

    def _spend(self, size: int) -> None:
        """Count what is read."""
        self._left -= size
        if self._left < 0:
            raise ValueError("a description that is longer than any network's")


def unpickle(pickles: _Readable, types: dict[str, ElementType] | None = None) -> object:
    """Return what the next pickle describes, tensors as `StoredTensor`; note the type of every storage it mentions.

    Raises:
        ModelError: For a name that is not known.
        Exception: Nearly any, for a damaged pickle.
    """
    # Python 2 wrote texts without an encoding; this one reads any of them, and names are plain letters in all.
    reader = _InertUnpickler(pickles, encoding="latin1")
    reader.types = {} if types is None else types
    return reader.load()


class _InertUnpickler(pickle.Unpickler):
    """Rebuilds dictionaries, lists, numbers and texts, and records of where tensors lie. Calls nothing else."""

    types: dict[str, ElementType]
    """What the numbers of each storage are, as far as it was met."""

    @override
    def find_class(self, module: str, name: str) -> Any:
        """Return our inert counterpart of a type; refuse what a checkpoint does not need."""
        if (found := stand_in(module, name)) is not None:
            return found
        raise ModelError(
            ModelRefusal.UNSAFE_STRUCTURE,
            f"Expected a checkpoint of numbers and settings, got one that asks for {module}.{name}"[:200]
            + ". It could run code and is not read. Save the model's state_dict alone and choose that file.",
        )

    @override
    def persistent_load(self, pid: Any) -> Storage:
        """Return where a storage lies, without reading it. Old files have views of storages too."""
        match pid:
            case ("storage", ElementType() as kind, str(key), str(), int(), *view):
                self.types[key] = kind
                match view:
                    case [(str(), int(first), int())]:
                        return Storage(kind, key, first)
                return Storage(kind, key)
        raise ValueError("a reference to something other than a storage")
