"""The forms in which checkpoints are written: PyTorch's archive, its older stream, and safetensors.

Each form says what it describes (dictionaries whose leaves are tensors) and reads the bytes of one storage when it is
asked for. Whatever is wrong with a file shows as an exception of nearly any kind; `Checkpoint` turns it into a refusal.
"""

from collections.abc import Iterable, Mapping
import io
import json
from math import prod
import os
from typing import IO, Any, Final, Protocol
import zipfile

from .inert_names import SAFETENSORS_TYPES
from .inert_pickle import MAX_PICKLE_BYTES, Bounded, unpickle
from .stored_tensor import ElementType, Storage, StoredTensor, count

MAX_STORAGE_BYTES: Final = 2 * 2**30
"""The largest weight of a large network has 17 MB; some programs keep all weights in one storage."""
_STREAM_MAGIC: Final = 0x1950A86A20F9469CFC6C
_STREAM_STARTS: Final = (_STREAM_MAGIC.to_bytes(10, "little"), str(_STREAM_MAGIC).encode())
"""How a stream begins: pickles are written in bytes, and were once written in digits."""
_STREAM_VERSION: Final = 1001
_LONGEST_STREAM_START: Final = 32
_CONTENT: Final = "data.pkl"
_SIZE_BYTES: Final = 8
_NOT_READ: Final = "Save the model's state_dict alone with torch.save and choose that file."


class CheckpointFile(Protocol):
    """One open file."""

    @property
    def tree(self) -> object:
        """What the file describes."""

    def read(self, storage: Storage) -> bytes:
        """Return the bytes of a storage."""


def open_file(file: IO[bytes]) -> CheckpointFile:
    """Return the reader of the form that a file begins like; raise ValueError for what no checkpoint begins like."""
    file.seek(0)
    start = file.read(512)
    file.seek(0)
    if not start:
        raise ValueError("an empty file")
    if any(magic in start[:_LONGEST_STREAM_START] for magic in _STREAM_STARTS):
        return _Stream(file)
    if start[_SIZE_BYTES : _SIZE_BYTES + 1] == b"{":
        return _Safetensors(file)
    for where, magic, what in _FOREIGN:
        if start[where : where + len(magic)].lower() == magic:
            raise ValueError(what)
    return _Archive(file)


class _Archive:
    """A zip archive of `NAME/data.pkl`, and one entry `NAME/data/KEY` per storage with its raw numbers."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read the description."""
        try:
            self._archive = zipfile.ZipFile(file)
        except zipfile.BadZipFile as err:
            raise ValueError(
                "a file without the end of an archive: it is cut off, or something else"
            ) from err
        # Some programs of Windows wrote its own sign between folders.
        self._entries = {entry.filename.replace("\\", "/"): entry for entry in self._archive.infolist()}
        if not any(entry.CRC for entry in self._entries.values()):
            _compare_no_checksums(self._entries.values())
        content = self._content()
        self._folder = content.removesuffix(_CONTENT)
        if self._read_small("byteorder", b"little") != b"little":
            raise ValueError("numbers in big-endian order")
        self.tree = unpickle(io.BytesIO(self._read(content, MAX_PICKLE_BYTES)))

    def read(self, storage: Storage) -> bytes:
        """Return the bytes of a storage."""
        return self._read(f"{self._folder}data/{storage.key}", MAX_STORAGE_BYTES)

    def _content(self) -> str:
        """Return the name of the archive's one description; raise ValueError for anything else."""
        names = list(self._entries)
        found = [name for name in names if f"/{name}".endswith(f"/{_CONTENT}")]
        folder = found[0].removesuffix(_CONTENT) if found else ""
        if f"{folder}constants.pkl" in names:
            raise ValueError(f"a TorchScript program instead of a checkpoint. {_NOT_READ}")
        if not found and any(f"/{name}".endswith("/archive_format") for name in names):
            raise ValueError(f"a program of torch.export instead of a checkpoint. {_NOT_READ}")
        inside = [name for name in names if name.endswith((".pth", ".pt", ".ckpt", ".safetensors"))]
        if not found and inside:
            raise ValueError(f"an archive around the checkpoint {inside[0][:60]}. Unpack it")
        if not found and any(name.endswith(".npy") for name in names):
            raise ValueError(f"an archive of NumPy arrays. {_NOT_READ}")
        if len(found) != 1:
            raise ValueError(f"an archive with {len(found)} descriptions instead of one")
        return found[0]

    def _read_small(self, name: str, default: bytes) -> bytes:
        """Return the text of an entry, or what holds where there is none."""
        name = self._folder + name
        return self._read(name, MAX_PICKLE_BYTES).strip() if name in self._entries else default

    def _read(self, name: str, max_bytes: int) -> bytes:
        """Return the bytes of one entry, compared with its checksum. Never more than the archive announces."""
        entry = self._entries[name]
        if entry.flag_bits & 1:
            raise ValueError("an archive that is locked with a password. Unpack it, and pack it without one")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ValueError("an archive packed in a way that is not read. Pack it again without compression")
        if entry.file_size > max_bytes:
            raise ValueError(f"an entry of {entry.file_size} bytes, of which at most {max_bytes} are read")
        return self._archive.read(entry)


def _compare_no_checksums(entries: Iterable[zipfile.ZipInfo]) -> None:
    """Let entries be read as they are: PyTorch leaves all checksums at nothing where it was told to save faster."""
    for entry in entries:
        # What has no such attribute is not compared.
        del entry.CRC


class _Stream:
    """What PyTorch wrote before 1.6, and later where it was asked to: pickles, then one storage after the other."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read the description, and where the storages lie."""
        self._file = file
        pickles = Bounded(file, MAX_PICKLE_BYTES)
        magic, version, system = unpickle(pickles), unpickle(pickles), unpickle(pickles)
        if (magic, version) != (_STREAM_MAGIC, _STREAM_VERSION) or not isinstance(system, dict):
            raise ValueError("a stream of another version than PyTorch's")
        if system.get("little_endian") is not True:
            raise ValueError("numbers in big-endian order")
        self._types: dict[str, ElementType] = {}
        self.tree = unpickle(pickles, self._types)
        keys = unpickle(pickles)
        if not isinstance(keys, list) or not all(type(key) is str for key in keys):
            raise ValueError("a stream that does not name its storages")
        self._keys = keys
        self._begin = file.tell()
        self._places: dict[str, tuple[int, int]] | None = None

    def read(self, storage: Storage) -> bytes:
        """Return the bytes of a storage."""
        if self._places is None:
            self._places = self._find()
        begin, size = self._places[storage.key]
        if size > MAX_STORAGE_BYTES:
            raise ValueError(f"a storage of {size} bytes, of which at most {MAX_STORAGE_BYTES} are read")
        self._file.seek(begin)
        data = self._file.read(size)
        if len(data) < size:
            raise ValueError("the end of the file in the middle of a storage")
        return data

    def _find(self) -> dict[str, tuple[int, int]]:
        """Return where each storage begins and how many bytes it has."""
        places, position, end = {}, self._begin, os.fstat(self._file.fileno()).st_size
        for key in self._keys:
            self._file.seek(position)
            number = int.from_bytes(self._file.read(_SIZE_BYTES), "little")
            size = number * self._types[key].item_bytes
            places[key] = (position + _SIZE_BYTES, size)
            position += _SIZE_BYTES + size
            if position > end:
                raise ValueError("the end of the file before its last storage")
        return places


class _Safetensors:
    """A length, a JSON description of that length, and the numbers."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read the description."""
        self._file = file
        length = int.from_bytes(file.read(_SIZE_BYTES), "little")
        if length > MAX_PICKLE_BYTES:
            raise ValueError("a description that is longer than any network's")
        described = json.loads(file.read(length))
        self._begin = _SIZE_BYTES + length
        self._places: dict[str, tuple[int, int]] = {}
        self.tree = {
            name: self._tensor(name, description)
            for name, description in described.items()
            if name != "__metadata__"
        }

    def read(self, storage: Storage) -> bytes:
        """Return the bytes of a storage."""
        begin, end = self._places[storage.key]
        self._file.seek(self._begin + begin)
        data = self._file.read(end - begin)
        if len(data) < end - begin:
            raise ValueError("the end of the file in the middle of a tensor")
        return data

    def _tensor(self, name: str, description: Mapping[str, Any]) -> StoredTensor:
        """Return a tensor as the description says."""
        shape = tuple(count(length) for length in description["shape"])
        begin, end = (count(place) for place in description["data_offsets"])
        strides = tuple(prod(shape[axis + 1 :]) for axis in range(len(shape)))
        kind = SAFETENSORS_TYPES.get(description["dtype"]) or ElementType(str(description["dtype"])[:20])
        tensor = StoredTensor(Storage(kind, name), 0, shape, strides)
        if kind.item_bytes * prod(shape) != end - begin or end - begin > MAX_STORAGE_BYTES:
            raise ValueError(f"a tensor {name[:60]} whose place does not have its size")
        self._places[name] = (begin, end)
        return tensor


_FOREIGN: Final[tuple[tuple[int, bytes, str], ...]] = (
    (
        0,
        b"version https://git-lfs",
        "a pointer to a large file instead of the file. Fetch it with git lfs pull",
    ),
    (0, b"<!doctype html", "a web page instead of the file. Download it again"),
    (0, b"<html", "a web page instead of the file. Download it again"),
    (0, b"\x1f\x8b", "a file packed with gzip. Unpack it"),
    (0, b"7z\xbc\xaf\x27\x1c", "a file packed with 7-Zip. Unpack it"),
    (0, b"rar!", "a file packed with RAR. Unpack it"),
    (0, b"bzh", "a file packed with bzip2. Unpack it"),
    (0, b"\xfd7zxz", "a file packed with xz. Unpack it"),
    (0, b"\x28\xb5\x2f\xfd", "a file packed with zstandard. Unpack it"),
    (0, b"\x89hdf", f"a file of HDF5, as Keras writes it. {_NOT_READ}"),
    (0, b"\x93numpy", f"a NumPy array. {_NOT_READ}"),
    (
        257,
        b"ustar",
        f"a tar archive, in which PyTorch wrote before 0.1.11. {_NOT_READ}",
    ),
    (0, b"\x80", f"a pickle that torch.save did not write. {_NOT_READ}"),
)
"""What other files begin with, in small letters, and what is said about them."""
