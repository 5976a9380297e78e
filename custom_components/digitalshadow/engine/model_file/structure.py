"""The guard before onnxruntime: looks at the structure of an ONNX file that nobody vouches for.

Malformed files have aborted onnxruntime, and well-formed ones can read other files or never end. So an unpinned file
may contain what a face model needs and nothing else: plain nodes of known domains, and tensors that carry their own
data. The guard reads headers only and steps over weights. Everything has a limit where it is met, so that no file keeps
it busy for longer than a second or two.
"""

from collections import Counter
from collections.abc import Iterator
from math import prod
from typing import Final

from ..records.configuration import ModelKind
from ..records.errors import ModelError
from ..records.refusals import ModelRefusal
from .onnx_format import (
    ATTRIBUTE,
    ELEMENT_BITS,
    GRAPH,
    MAX_FIELDS,
    MODEL,
    NODE,
    OPSET,
    TENSOR,
    TYPED_DATA,
    VALUE,
    Layout,
    named_fields,
    read_metadata,
    refuse,
    text_of,
    unreadable,
)
from .protobuf import BYTES, Field, Source, WireError, varints

OPSETS: Final = range(7, 27)
"""Versions of the standard operators that were tried. What a runtime does not know yet, it refuses itself."""
MAX_NODES: Final = 20_000
MAX_TENSORS: Final = 20_000
MAX_INPUTS: Final = 4
MAX_OUTPUTS: Final = 32
MAX_RANK: Final = 8
_LONGEST_NUMBER_BYTES: Final = 10

_CONTINUED: Final = bytes(range(0x80, 0x100))
WITH_SUBGRAPHS: Final = frozenset({"If", "Loop", "Scan", "SequenceMap"})
MICROSOFT_OPERATORS: Final = frozenset(
    """
    Attention BiasAdd BiasDropout BiasGelu BiasSoftmax BiasSplitGelu DequantizeLinear DynamicQuantizeMatMul
    EmbedLayerNormalization FastGelu FusedConv FusedGemm FusedMatMul Gelu GroupNorm LayerNormalization
    MatMulInteger16 MatMulIntegerToFloat MatMulNBits MultiHeadAttention NhwcFusedConv NhwcMaxPool QAttention QGemm
    QLinearAdd QLinearAveragePool QLinearConcat QLinearConv QLinearGlobalAveragePool QLinearLeakyRelu QLinearMul
    QLinearReduceMean QLinearSigmoid QLinearSoftmax QLinearWhere QOrderedMatMul QuantizeLinear QuickGelu
    SimplifiedLayerNormalization SkipLayerNormalization SkipSimplifiedLayerNormalization
    """.split()  # noqa: SIM905  # the formatter would spread a list over forty lines
)
"""Fused and quantised forms of standard operators, as quantisers and transformer optimisers write them."""
DEMONSTRATION_OPERATORS: Final = Counter(
    "Mul Add Split Min Sub Sub Mul Clip GlobalAveragePool Flatten Mul Clip Add MatMul".split()  # noqa: SIM905  # as it is read
)
"""What the demonstration model computes with. No network that was trained is made of these."""
_WITHOUT_EFFECT: Final = frozenset({"Identity"})


def inspect(source: Source) -> None:
    """Raise ModelError unless the file's structure is one that a face model needs.

    UNREADABLE for bytes that are no ONNX file, UNSAFE_STRUCTURE for a file with anything else in it, DISGUISED for the
    demonstration's graph in a file that says it is something else.
    """
    try:
        operators = _Guard(source).inspect_model()
    except WireError as err:
        raise unreadable(err) from err
    if (
        operators == DEMONSTRATION_OPERATORS
        and (kind := read_metadata(source).get("kind")) != ModelKind.DEMONSTRATION
    ):
        raise ModelError(
            ModelRefusal.DISGUISED,
            f"Expected a model of the kind {str(kind)[:40]!r}, got the graph of the demonstration model, which knows "
            "nothing about hearts. Its values must not be taken for anything else.",
        )


class _Guard:
    """Walks one file and counts what it meets."""

    def __init__(self, source: Source) -> None:
        """Begin with nothing met."""
        self._source = source
        self._counts: Counter[str] = Counter()
        self._operators: Counter[str] = Counter()
        self._left = MAX_FIELDS
        self._inputs: set[str] = set()
        self._initializers: set[str] = set()

    def inspect_model(self) -> Counter[str]:
        """Check the whole file; return how often it computes with which operator."""
        versions: dict[str, int] = {}
        for name, field in self._fields(MODEL, 0, len(self._source)):
            self._counts[name] += 1
            if name == "graph":
                self._inspect_graph(field)
            elif name == "opset_import":
                domain, version = self._opset(field)
                versions[domain] = version
        if not self._counts["node"]:
            refuse("a graph that has nodes")
        if versions.get("", versions.get("ai.onnx")) not in OPSETS:
            refuse(f"standard operators of version {OPSETS.start} to {OPSETS.stop - 1}")
        self._inspect_counts()
        return self._operators

    def _fields(self, layout: Layout, start: int, end: int) -> Iterator[tuple[str, Field]]:
        """Yield the fields of a message, until the whole file had more than any model has."""
        for named in named_fields(self._source, layout, start, end):
            self._left -= 1
            if self._left < 0:
                refuse(f"at most {MAX_FIELDS} parts")
            yield named

    def _inspect_counts(self) -> None:
        """Check how much of everything there is."""
        # Files of the oldest format list their weights among the inputs too.
        self._counts["input"] = len(self._inputs - self._initializers)
        for what, least, most in (
            ("node", 1, MAX_NODES),
            ("tensor", 0, MAX_TENSORS),
            ("input", 1, MAX_INPUTS),
            ("output", 1, MAX_OUTPUTS),
        ):
            if not least <= self._counts[what] <= most:
                refuse(f"{least} to {most} of {what}")

    def _opset(self, opset: Field) -> tuple[str, int]:
        """Return a domain and the version of its operators."""
        domain, version = "", 0
        for name, field in self._fields(OPSET, opset.start, opset.end):
            if name == "domain":
                domain = text_of(self._source, field)
            else:
                version = field.number_value
        return domain, version

    def _inspect_graph(self, graph: Field) -> None:
        """Check nodes, weights, inputs and outputs."""
        for name, field in self._fields(GRAPH, graph.start, graph.end):
            self._counts[name] += 1
            if name == "node":
                self._inspect_node(field)
            elif name == "initializer":
                self._initializers.add(self._inspect_tensor(field))
            elif name == "input":
                self._inputs.add(self._name_of_value(field))

    def _name_of_value(self, value: Field) -> str:
        """Return the name of an input."""
        fields = self._fields(VALUE, value.start, value.end)
        return next((text_of(self._source, field) for name, field in fields if name == "name"), "")

    def _inspect_node(self, node: Field) -> None:
        """Check a node's operator and attributes."""
        operator = domain = ""
        for name, field in self._fields(NODE, node.start, node.end):
            if name == "op_type":
                operator = text_of(self._source, field)
            elif name == "domain":
                domain = text_of(self._source, field)
            elif name == "attribute":
                self._inspect_attribute(field)
        standard = domain in ("", "ai.onnx") and operator not in WITH_SUBGRAPHS
        if not standard and not (domain == "com.microsoft" and operator in MICROSOFT_OPERATORS):
            refuse(f"known operators only, not {operator[:40]!r} of {domain[:40]!r}")
        if operator not in _WITHOUT_EFFECT:
            self._operators[operator] += 1

    def _inspect_attribute(self, attribute: Field) -> None:
        """Check the tensors of an attribute; everything else in it is plain or forbidden."""
        for name, field in self._fields(ATTRIBUTE, attribute.start, attribute.end):
            if name in ("tensor", "tensors"):
                self._inspect_tensor(field)

    def _inspect_tensor(self, tensor: Field) -> str:
        """Check that a tensor carries as much data as its shape says; return its name."""
        self._counts["tensor"] += 1
        called, data_type = "", 0
        shape: list[int] = []
        data: Counter[str] = Counter()
        for name, field in self._fields(TENSOR, tensor.start, tensor.end):
            if name == "dims":
                if field.end - field.start > MAX_RANK * _LONGEST_NUMBER_BYTES or len(shape) > MAX_RANK:
                    refuse("tensors of numbers with an honest shape")
                shape += varints(self._source, field)
            elif name == "data_type":
                data_type = field.number_value
            elif name == "name":
                called = text_of(self._source, field)
            elif name == "data_location" and field.number_value:
                refuse("no data outside of the file")
            elif name.endswith("_data"):
                data[name] += self._elements(name, field)
        self._inspect_sizes(data_type, shape, data)
        return called

    def _elements(self, name: str, field: Field) -> int:
        """Return how many elements stand in a data field; of `raw_data`, how many bytes."""
        size = field.end - field.start
        if name == "raw_data":
            return size
        if field.kind != BYTES:
            return 1
        if name in ("float_data", "double_data"):
            width = 4 if name == "float_data" else 8
            return size // width if size % width == 0 else -1
        # Each number of a packed field has one byte without the bit that says that more follows.
        return len(self._source[field.start : field.end].translate(None, delete=_CONTINUED))

    def _inspect_sizes(self, data_type: int, shape: list[int], data: Counter[str]) -> None:
        """Check shape and amount of data against each other."""
        if data_type not in ELEMENT_BITS or len(shape) > MAX_RANK or min(shape, default=0) < 0:
            refuse("tensors of numbers with an honest shape")
        elements = prod(shape)
        present = {name: amount for name, amount in data.items() if amount}
        in_raw = {"raw_data": (elements * ELEMENT_BITS[data_type] + 7) // 8}
        in_typed = {TYPED_DATA.get(data_type, ""): elements}
        if present not in (in_raw, in_typed) and (elements or present):
            refuse("tensors whose data has the size that their shape says")
