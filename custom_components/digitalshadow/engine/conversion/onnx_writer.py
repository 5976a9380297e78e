"""Writes the parts of an ONNX file: nodes, values, weights, metadata. The counterpart of `onnx_format`.

An ONNX file is one protobuf message, and a reader merges what comes in several pieces: a file may be written front to
back, first the graph's nodes and then one weight after the other, without ever being in memory as a whole.
"""

from collections.abc import Sequence
import struct
from typing import TYPE_CHECKING, Any, Final

from ..model_file.onnx_format import ATTRIBUTE, GRAPH, MODEL, NODE, OPSET, PAIR, TENSOR, VALUE, Layout
from ..model_file.protobuf import BYTES, FIXED32, VARINT

if TYPE_CHECKING:
    from numpy.typing import NDArray

ELEMENT_TYPES: Final = {"float32": 1, "uint8": 2, "int8": 3, "int32": 6, "int64": 7, "float16": 10}
"""ONNX's number of an element type by NumPy's name."""
_FLOAT, _INT, _INTS = 1, 2, 7
_TYPE_OF_TENSOR, _SHAPE_OF_TENSOR, _DIMENSION, _SIZE, _SIZE_NAME = 1, 2, 1, 1, 2

type Attribute = float | int | Sequence[int]


def message(layout: Layout, *fields: tuple[str, bytes | str | int | float]) -> bytes:
    """Return a message's bytes; fields are named as in `onnx_format`."""
    numbers = {slot.name: number for number, slot in layout.items()}
    return b"".join(_field(numbers[name], value) for name, value in fields)


def header(producer: str, ir_version: int, opset: int) -> bytes:
    """Return how a file begins."""
    standard = message(OPSET, ("domain", ""), ("version", opset))
    return message(MODEL, ("ir_version", ir_version), ("producer_name", producer), ("opset_import", standard))


def graph(name: str, nodes: Sequence[bytes], inputs: Sequence[bytes], outputs: Sequence[bytes]) -> bytes:
    """Return a graph without weights, as part of a file."""
    content = message(
        GRAPH,
        *(("node", one) for one in nodes),
        ("name", name),
        *(("input", one) for one in inputs),
        *(("output", one) for one in outputs),
    )
    return message(MODEL, ("graph", content))


def node(operator: str, inputs: Sequence[str], outputs: Sequence[str], **attributes: Attribute) -> bytes:
    """Return a node of the standard operators."""
    return message(
        NODE,
        *(("input", name) for name in inputs),
        *(("output", name) for name in outputs),
        ("name", outputs[0]),
        ("op_type", operator),
        *(("attribute", _attribute(name, value)) for name, value in attributes.items()),
    )


def value(name: str, element_type: str, shape: Sequence[int | str]) -> bytes:
    """Return an input or output; a size that is left open has a name instead of a number."""
    sizes = b"".join(
        _field(_DIMENSION, _field(_SIZE_NAME if isinstance(size, str) else _SIZE, size)) for size in shape
    )
    tensor = _field(1, ELEMENT_TYPES[element_type]) + _field(_SHAPE_OF_TENSOR, sizes)
    return message(VALUE, ("name", name), ("type", _field(_TYPE_OF_TENSOR, tensor)))


def weight(name: str, values: NDArray[Any]) -> tuple[bytes, memoryview]:
    """Return a weight as part of a file, in two pieces: what comes before the numbers, and the numbers uncopied."""
    raw = memoryview(values).cast("B") if values.size else memoryview(b"")
    described = message(
        TENSOR,
        *(("dims", size) for size in values.shape),
        ("data_type", ELEMENT_TYPES[values.dtype.name]),
        ("name", name),
    )
    described += _key(_number(TENSOR, "raw_data"), BYTES) + _varint(len(raw))
    inside = _key(_number(GRAPH, "initializer"), BYTES) + _varint(len(described) + len(raw)) + described
    return _key(_number(MODEL, "graph"), BYTES) + _varint(len(inside) + len(raw)) + inside, raw


def metadata(key: str, text: str) -> bytes:
    """Return a pair of metadata, as part of a file."""
    return message(MODEL, ("metadata_props", message(PAIR, ("key", key), ("value", text))))


def _attribute(name: str, setting: Attribute) -> bytes:
    """Return an attribute: a float, a whole number, or several."""
    if isinstance(setting, float):
        return message(ATTRIBUTE, ("name", name), ("f", setting), ("type", _FLOAT))
    if isinstance(setting, int):
        return message(ATTRIBUTE, ("name", name), ("i", setting), ("type", _INT))
    return message(ATTRIBUTE, ("name", name), *(("ints", one) for one in setting), ("type", _INTS))


def _number(layout: Layout, name: str) -> int:
    """Return the number of a field."""
    return next(number for number, slot in layout.items() if slot.name == name)


def _field(number: int, content: bytes | str | float) -> bytes:
    """Return one field."""
    if isinstance(content, float):
        return _key(number, FIXED32) + struct.pack("<f", content)
    if isinstance(content, int):
        return _key(number, VARINT) + _varint(content & (2**64 - 1))
    data = content.encode() if isinstance(content, str) else content
    return _key(number, BYTES) + _varint(len(data)) + data


def _key(number: int, kind: int) -> bytes:
    """Return what a field begins with."""
    return _varint(number << 3 | kind)


def _varint(number: int) -> bytes:
    """Return a number, seven bits a byte, lowest first."""
    written = bytearray()
    while number > 0x7F:  # noqa: PLR2004  # what fits into seven bits
        written.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*written, number])
