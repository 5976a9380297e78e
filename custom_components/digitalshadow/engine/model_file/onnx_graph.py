"""Reads an ONNX file as what it computes: nodes, constants, inputs, outputs and what it says about itself.

A file that nobody vouches for passed the guard of `structure` before. Weights are read once each and keep the numbers
that the file has, so a model in 8 bits takes 8 bits a weight.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
from math import prod
import struct
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .onnx_format import (
    ATTRIBUTE,
    GRAPH,
    MODEL,
    NODE,
    OPSET,
    TENSOR,
    VALUE,
    named_fields,
    read_metadata,
    refuse,
    text_of,
    unreadable,
)
from .protobuf import BYTES, VARINT, Field, Source, WireError, varints, walk
from .session import TensorSpec

if TYPE_CHECKING:
    from numpy.typing import NDArray

type Array = NDArray[Any]
type Attribute = float | int | str | tuple[int, ...] | tuple[float, ...] | Array

ELEMENT_TYPES: Final[Mapping[int, np.dtype[Any]]] = {
    1: np.dtype("<f4"),
    2: np.dtype("u1"),
    3: np.dtype("i1"),
    4: np.dtype("<u2"),
    5: np.dtype("<i2"),
    6: np.dtype("<i4"),
    7: np.dtype("<i8"),
    9: np.dtype("?"),
    10: np.dtype("<f2"),
    11: np.dtype("<f8"),
    12: np.dtype("<u4"),
    13: np.dtype("<u8"),
}
"""NumPy's element type by ONNX's number; what is missing NumPy does not have."""
_UINT16, _FLOAT16 = 4, 10
_BFLOAT16: Final = 16
"""The upper halves of 32-bit numbers. NumPy has no such type, so they are widened as they are read."""
# Numbers of fields in TypeProto, its tensor, its shape and one dimension.
_TENSOR_TYPE, _ELEMENT, _SHAPE, _DIMENSION, _SIZE = 1, 1, 2, 1, 1
_EMPTY: Final[Mapping[int, Attribute]] = {1: 0.0, 2: 0, 3: "", 6: (), 7: ()}
"""What an attribute of a type is when its value was left out, as writers of protobuf may do with zero."""


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One operator with what it reads and gives."""

    operator: str
    """Its name; with the domain before it where that is not the standard one."""
    inputs: tuple[str, ...]
    """Names of values; an empty name is an input that is left out."""
    outputs: tuple[str, ...]
    """Names of values; an empty name is an output that nobody wants."""
    attributes: Mapping[str, Attribute]
    """Its parameters."""


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """What a model computes, in the order in which it can be computed."""

    nodes: tuple[Node, ...]
    """The operators."""
    constants: Mapping[str, Array]
    """Weights and other fixed values by name."""
    inputs: tuple[TensorSpec, ...]
    """What it wants."""
    outputs: tuple[TensorSpec, ...]
    """What it answers."""
    metadata: Mapping[str, str]
    """The key-value pairs that the file carries."""
    opset: int
    """The version of the standard operators."""


def read_graph(source: Source) -> Graph:
    """Read a model.

    Raises:
        ModelError: The bytes are no ONNX file, or one that no face model is like.
    """
    try:
        return _Reader(source).read()
    except WireError as err:
        raise unreadable(err) from err


def with_input_side(graph: Graph, side_px: int) -> Graph:
    """Return a model of square pictures for pictures of another side; the sizes of its answers follow from that.

    Right only for models that look at every place of a picture in the same way, as detectors do.
    """
    [spec] = graph.inputs
    inputs = (TensorSpec(spec.name, (*spec.shape[:2], side_px, side_px), spec.dtype),)
    outputs = tuple(
        TensorSpec(one.name, (one.shape[0], *(None for _ in one.shape[1:-1]), one.shape[-1]), one.dtype)
        if one.shape
        else one
        for one in graph.outputs
    )
    return replace(graph, inputs=inputs, outputs=outputs)


def _in_order(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Return nodes in an order in which they can be computed, which some converters leave to whoever reads.

    Raises:
        ModelError: There is none, because a value depends on itself.
    """
    makers = {name: number for number, node in enumerate(nodes) for name in node.outputs if name}
    needs = {
        number: {makers[name] for name in node.inputs if name in makers} for number, node in enumerate(nodes)
    }
    if all(need < number for number, needed in needs.items() for need in needed):
        return tuple(nodes)
    try:
        return tuple(nodes[number] for number in TopologicalSorter(needs).static_order())
    except CycleError:
        return refuse("values that do not depend on themselves")


class _Reader:
    """Walks one file and keeps what it computes with."""

    def __init__(self, source: Source) -> None:
        """Begin with nothing read."""
        self._source = source
        self._nodes: list[Node] = []
        self._constants: dict[str, Array] = {}
        self._inputs: list[TensorSpec] = []
        self._outputs: list[TensorSpec] = []

    def read(self) -> Graph:
        """Read the whole file."""
        metadata, opset = read_metadata(self._source), 0
        for name, field in named_fields(self._source, MODEL, 0, len(self._source)):
            if name == "graph":
                self._read_graph(field)
            elif name == "opset_import":
                opset = self._opset(field) or opset
        # Files of the oldest format list their weights among the inputs too.
        inputs = tuple(spec for spec in self._inputs if spec.name not in self._constants)
        if not self._nodes:
            refuse("a graph that has nodes")
        nodes = _in_order(self._nodes)
        return Graph(nodes, self._constants, inputs, tuple(self._outputs), metadata, opset)

    def _opset(self, opset: Field) -> int:
        """Return the version of the standard operators; 0 where this is about others."""
        domain, version = "", 0
        for name, field in named_fields(self._source, OPSET, opset.start, opset.end):
            if name == "domain":
                domain = text_of(self._source, field)
            else:
                version = field.number_value
        return version if domain in ("", "ai.onnx") else 0

    def _read_graph(self, graph: Field) -> None:
        """Read nodes, weights, inputs and outputs."""
        for name, field in named_fields(self._source, GRAPH, graph.start, graph.end):
            if name == "node":
                self._nodes.append(self._node(field))
            elif name == "initializer":
                called, values = self._tensor(field)
                self._constants[called] = values
            elif name == "input":
                self._inputs.append(self._value(field))
            elif name == "output":
                self._outputs.append(self._value(field))

    def _node(self, node: Field) -> Node:
        """Read one operator."""
        inputs, outputs, attributes = [], [], {}
        operator = domain = ""
        for name, field in named_fields(self._source, NODE, node.start, node.end):
            if name == "input":
                inputs.append(text_of(self._source, field))
            elif name == "output":
                outputs.append(text_of(self._source, field))
            elif name == "op_type":
                operator = text_of(self._source, field)
            elif name == "domain":
                domain = text_of(self._source, field)
            elif name == "attribute":
                called, value = self._attribute(field)
                attributes[called] = value
        called = operator if domain in ("", "ai.onnx") else f"{domain}.{operator}"
        return Node(called, tuple(inputs), tuple(outputs), attributes)

    def _attribute(self, attribute: Field) -> tuple[str, Attribute]:
        """Read one parameter's name and value."""
        called, kind = "", 0
        value: Attribute | None = None
        floats: list[float] = []
        ints: list[int] = []
        for name, field in named_fields(self._source, ATTRIBUTE, attribute.start, attribute.end):
            match name:
                case "name":
                    called = text_of(self._source, field)
                case "type":
                    kind = field.number_value
                case "f":
                    [value] = self._floats(field)
                case "i":
                    [value] = varints(self._source, field)
                case "s":
                    value = text_of(self._source, field)
                case "tensor":
                    value = self._tensor(field)[1]
                case "floats":
                    floats += self._floats(field)
                case "ints":
                    ints += varints(self._source, field)
        several: Attribute = tuple(ints) if ints else tuple(floats)
        return called, value if value is not None else several or _EMPTY.get(kind, ())

    def _floats(self, field: Field) -> list[float]:
        """Return the numbers of a field of 32-bit floats, alone or packed."""
        raw = self._source[field.start : field.end]
        return list(struct.unpack(f"<{len(raw) // 4}f", raw[: len(raw) // 4 * 4]))

    def _tensor(self, tensor: Field) -> tuple[str, Array]:
        """Read a constant's name and values."""
        called, data_type = "", 0
        shape: list[int] = []
        data: list[tuple[str, Field]] = []
        for name, field in named_fields(self._source, TENSOR, tensor.start, tensor.end):
            if name == "dims":
                shape += varints(self._source, field)
            elif name == "data_type":
                data_type = field.number_value
            elif name == "name":
                called = text_of(self._source, field)
            elif name.endswith("_data"):
                data.append((name, field))
        if data_type not in ELEMENT_TYPES and data_type != _BFLOAT16:
            refuse(f"numbers of 8 to 64 bits, not of ONNX's element type {data_type}")
        values = self._numbers(data_type, data)
        if values.size != prod(shape):
            refuse("tensors whose data has the size that their shape says")
        return called, values.reshape(shape)

    def _numbers(self, data_type: int, data: list[tuple[str, Field]]) -> Array:
        """Return all elements of a constant in a row."""
        element = ELEMENT_TYPES[_UINT16 if data_type == _BFLOAT16 else data_type]
        parts = [self._part(name, field, data_type, element) for name, field in data]
        values = np.concatenate(parts) if len(parts) > 1 else (parts or [np.empty(0, element)])[0]
        return (values.astype(np.uint32) << 16).view(np.float32) if data_type == _BFLOAT16 else values

    def _part(self, name: str, field: Field, data_type: int, element: np.dtype[Any]) -> Array:
        """Return the elements of one field."""
        wide = {"raw_data": element, "float_data": np.dtype("<f4"), "double_data": np.dtype("<f8")}.get(name)
        if wide is not None:
            raw = self._source[field.start : field.end]
            if len(raw) % wide.itemsize:
                refuse("tensors whose data has the size that their shape says")
            return np.frombuffer(raw, wide).astype(element, copy=False)
        numbers = np.array(varints(self._source, field), np.int64)
        # Numbers of 16 bits stand there as their bits.
        return numbers.astype(np.uint16).view(element) if data_type == _FLOAT16 else numbers.astype(element)

    def _value(self, value: Field) -> TensorSpec:
        """Read what is said about an input or output."""
        called, element = "", 0
        shape: tuple[int | None, ...] = ()
        for name, field in named_fields(self._source, VALUE, value.start, value.end):
            if name == "name":
                called = text_of(self._source, field)
            elif name == "type":
                for tensor in self._inside(field, _TENSOR_TYPE):
                    element = next((part.number_value for part in self._parts(tensor, _ELEMENT)), 0)
                    shape = tuple(map(self._size, self._dimensions(tensor)))
        return TensorSpec(called, shape, ELEMENT_TYPES.get(element, np.dtype(object)))

    def _dimensions(self, tensor: Field) -> Iterator[Field]:
        """Yield the dimensions of a tensor's shape."""
        for shape in self._inside(tensor, _SHAPE):
            yield from self._inside(shape, _DIMENSION)

    def _size(self, dimension: Field) -> int | None:
        """Return a dimension's size; None where it is left open."""
        sizes = (part.number_value for part in self._parts(dimension, _SIZE) if part.kind == VARINT)
        return next((size for size in sizes if size > 0), None)

    def _parts(self, message: Field, number: int) -> Iterator[Field]:
        """Yield the fields of this number in a message."""
        return (field for field in walk(self._source, message.start, message.end) if field.number == number)

    def _inside(self, message: Field, number: int) -> Iterator[Field]:
        """Yield the messages of this number in a message."""
        return (field for field in self._parts(message, number) if field.kind == BYTES)
