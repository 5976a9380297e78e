"""Writes the other forms that checkpoints come in: PyTorch's stream, safetensors, and archives packed again."""

from collections.abc import Iterable, Mapping, Sequence
import json
from pathlib import Path
import pickle
import struct
import zipfile

import numpy as np
from numpy.typing import NDArray

from models.checkpoint_writer import call, name_of, several, text, whole

_MAGIC, _VERSION = 0x1950A86A20F9469CFC6C, 1001
SAFETENSORS_NAMES = {"float64": "F64", "float32": "F32", "float16": "F16", "int64": "I64", "uint8": "U8"}


def stream_tensor(key: str, shape: Sequence[int], *, view: bytes = b"N", kind: str = "FloatStorage") -> bytes:
    """Pickle a tensor whose storage a stream calls by this key; `view` is what it says about a part of a storage."""
    elements = int(np.prod(shape))
    storage = [text("storage"), name_of("torch", kind), text(key), text("cpu"), whole(elements), view]
    strides = [int(np.prod(shape[axis + 1 :])) for axis in range(len(shape))]
    arguments = [
        several(storage) + b"Q",
        whole(0),
        several(map(whole, shape)),
        several(map(whole, strides)),
        b"\x89",
        name_of("collections", "OrderedDict") + b")R",
    ]
    return call("torch._utils", "_rebuild_tensor_v2", arguments)


def write_stream(
    path: Path,
    content: bytes,
    storages: Mapping[str, NDArray[np.generic]],
    *,
    little_endian: bool = True,
    version: int = _VERSION,
    protocol: int = 2,
) -> Path:
    """Write what PyTorch wrote before 1.6: pickles, the names of the storages, then each with its length."""
    system = {"protocol_version": version, "little_endian": little_endian, "type_sizes": {"int": 4}}
    with path.open("wb") as file:
        for part in (_MAGIC, version, system):
            file.write(pickle.dumps(part, protocol))
        file.write(b"\x80\x02" + content + b".")
        file.write(pickle.dumps(list(storages), protocol))
        for values in storages.values():
            file.write(struct.pack("<q", values.size) + np.ascontiguousarray(values).tobytes())
    return path


def write_safetensors(path: Path, tensors: Mapping[str, NDArray[np.generic]]) -> Path:
    """Write a file of safetensors."""
    described: dict[str, object] = {"__metadata__": {"format": "pt"}}
    begin = 0
    for name, values in tensors.items():
        described[name] = {
            "dtype": SAFETENSORS_NAMES[values.dtype.name],
            "shape": list(values.shape),
            "data_offsets": [begin, begin + values.nbytes],
        }
        begin += values.nbytes
    head = json.dumps(described).encode()
    data = b"".join(np.ascontiguousarray(values).tobytes() for values in tensors.values())
    path.write_bytes(struct.pack("<Q", len(head)) + head + data)
    return path


def pack_again(
    source: Path,
    target: Path,
    *,
    method: int = zipfile.ZIP_DEFLATED,
    folder: str = "again/",
    beside: Iterable[str] = (),
) -> Path:
    """Pack an archive as somebody does who unpacked it before: compressed, and in a folder of another name."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", method) as new:
        for entry in old.infolist():
            _add(new, folder + entry.filename.partition("/")[2], old.read(entry), method)
        for name in beside:
            _add(new, name, b"something", method)
    return target


def _add(archive: zipfile.ZipFile, name: str, data: bytes, method: int) -> None:
    """Add an entry that does not tell when it was written, so that equal checkpoints are equal files."""
    archive.writestr(zipfile.ZipInfo(name), data, method)
