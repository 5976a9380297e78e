"""Writes checkpoint files as `torch.save` does, without PyTorch: for tests and demonstrations of the conversion."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
import struct
from typing import Any
import zipfile

import numpy as np
from numpy.typing import NDArray

STORAGES = {
    "float64": "DoubleStorage",
    "float32": "FloatStorage",
    "float16": "HalfStorage",
    "int64": "LongStorage",
    "bfloat16": "BFloat16Storage",
}
"""PyTorch's name of a storage by the name of its element type."""
_EMPTY_TUPLE, _MARK, _TUPLE, _REDUCE, _BUILD, _SET_ITEMS, _STOP = b")", b"(", b"t", b"R", b"b", b"u", b"."
_PERSISTENT, _FALSE, _NONE = b"Q", b"\x89", b"N"


@dataclass(frozen=True, slots=True)
class TensorPlan:
    """A tensor that will be written."""

    shape: tuple[int, ...]
    """Its shape; in memory it lies row by row."""
    values: Callable[[], NDArray[Any]]
    """Makes its numbers when it is its turn, so that a large file never lies in memory."""
    element_type: str = "float32"
    """One of STORAGES; numbers of `bfloat16` come as their 16 bits."""


def write_checkpoint(
    path: Path, parameters: Mapping[str, TensorPlan], *, key: str = "model", with_optimizer: bool = False
) -> None:
    """Write a checkpoint in the layout of LiveCAD's authors: parameters, optimiser state, epoch, settings, scaler."""
    plans = list(parameters.values())
    names = [(name, tensor(number, plan)) for number, (name, plan) in enumerate(parameters.items())]
    state = {}
    if with_optimizer:
        for number, plan in enumerate(parameters.values()):
            moments = {
                part: tensor(len(plans) + index, plan) for index, part in enumerate(("exp_avg", "exp_avg_sq"))
            }
            state[number] = dictionary([("step", whole(100)), *moments.items()])
            plans += [plan, plan]
    optimizer = dictionary([("state", dictionary(state.items())), ("param_groups", b"]")])
    content = dictionary(
        [
            (key, _ordered(names)),
            ("optimizer", optimizer),
            ("epoch", whole(29)),
            ("args", build("argparse", "Namespace", dictionary([("model", text("beit_base_patch16_224"))]))),
            ("scaler", dictionary([("scale", b"G" + struct.pack(">d", 65536.0))])),
        ]
    )
    write_archive(path, content, (plan.values() for plan in plans))


def write_archive(path: Path, content: bytes, storages: Iterable[NDArray[Any]]) -> None:
    """Write the archive: a pickle's content and the storages it refers to."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        _add(archive, f"{path.stem}/data.pkl", b"\x80\x02" + content + _STOP)
        _add(archive, f"{path.stem}/byteorder", b"little")
        for number, values in enumerate(storages):
            _add(archive, f"{path.stem}/data/{number}", np.ascontiguousarray(values).tobytes())
        _add(archive, f"{path.stem}/version", b"3\n")


def tensor(
    number: int,
    plan: TensorPlan,
    *,
    offset: int = 0,
    strides: tuple[int, ...] | None = None,
    elements: int = 0,
) -> bytes:
    """Pickle a tensor in the storage of this number; strides are those of rows unless given."""
    across = strides or tuple(int(np.prod(plan.shape[axis + 1 :])) for axis in range(len(plan.shape)))
    storage = [
        text("storage"),
        name_of("torch", STORAGES[plan.element_type]),
        text(str(number)),
        text("cpu"),
        whole(elements or int(np.prod(plan.shape))),
    ]
    arguments = [
        several(storage) + _PERSISTENT,
        whole(offset),
        several([whole(size) for size in plan.shape]),
        several([whole(stride) for stride in across]),
        _FALSE,
        name_of("collections", "OrderedDict") + _EMPTY_TUPLE + _REDUCE,
    ]
    return call("torch._utils", "_rebuild_tensor_v2", arguments)


def call(module: str, name: str, arguments: Iterable[bytes]) -> bytes:
    """Pickle the result of a function."""
    return name_of(module, name) + several(arguments) + _REDUCE


def build(module: str, name: str, state: bytes) -> bytes:
    """Pickle an object without arguments that then gets a state."""
    return name_of(module, name) + _EMPTY_TUPLE + b"\x81" + state + _BUILD


def name_of(module: str, name: str) -> bytes:
    """Pickle something by its name."""
    return f"c{module}\n{name}\n".encode()


def several(items: Iterable[bytes]) -> bytes:
    """Pickle a tuple."""
    return _MARK + b"".join(items) + _TUPLE


def dictionary(items: Iterable[tuple[str | int, bytes]]) -> bytes:
    """Pickle a dictionary."""
    return b"}" + _filled(items)


def text(value: str) -> bytes:
    """Pickle a text."""
    data = value.encode()
    return b"X" + struct.pack("<I", len(data)) + data


def whole(value: int) -> bytes:
    """Pickle a whole number of 31 bits."""
    return b"J" + struct.pack("<i", value)


def _ordered(items: Iterable[tuple[str, bytes]]) -> bytes:
    """Pickle an ordered dictionary with the attribute that a state_dict has."""
    attribute = dictionary([("_metadata", name_of("collections", "OrderedDict") + _EMPTY_TUPLE + _REDUCE)])
    return (
        name_of("collections", "OrderedDict") + _EMPTY_TUPLE + _REDUCE + _filled(items) + attribute + _BUILD
    )


def _filled(items: Iterable[tuple[str | int, bytes]]) -> bytes:
    """Pickle what goes into a dictionary."""
    pairs = (text(key) + value if isinstance(key, str) else whole(key) + value for key, value in items)
    return _MARK + b"".join(pairs) + _SET_ITEMS


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Add an entry that does not tell when it was written, so that equal checkpoints are equal files."""
    archive.writestr(zipfile.ZipInfo(name), data)
