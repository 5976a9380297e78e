"""Rewrites a graph into one with fewer operators that gives the same answer: constants first, then patterns.

A rule looks at the last node of a pattern and backwards from there, and returns what computes the same in its place.
What nobody reads any more is dropped at the end.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from math import isclose, sqrt
from typing import Final

import numpy as np

from ..onnx_graph import Array, Graph, Node
from .kernels import KNOWN_OPERATORS, kernel_of
from .plan import Buffers
from .values import attribute, unknown

_FEW_NUMBERS: Final = 2**16
"""Weights of fewer bits are widened at once up to this many; more of them stay as they are."""
_FULL_BYTES: Final = 4
_MATRIX: Final = 2


@dataclass(slots=True, eq=False)
class Draft:
    """A graph that is being rewritten."""

    constants: dict[str, Array]
    """All fixed values."""
    made_by: dict[str, Node]
    """What computes each value."""
    readers: Mapping[str, int]
    """How often a value is read."""

    def before(self, name: str, operator: str) -> Node | None:
        """Return the node that computes a value, if it is this operator."""
        node = self.made_by.get(name)
        return node if node is not None and node.operator == operator else None

    def with_constant(self, node: Node | None) -> tuple[str, Array] | None:
        """Return which input is computed, and the other one, which is fixed."""
        if node is not None and len(node.inputs) == _MATRIX:
            for computed, fixed in (node.inputs, node.inputs[::-1]):
                if fixed in self.constants and computed not in self.constants:
                    return computed, self.constants[fixed]
        return None

    def replaced(self, node: Node, rules: Iterable[Rule]) -> Node:
        """Return what stands in a node's place, and remember it as what computes the node's outputs."""
        for rule in rules:
            node = rule(node, self) or node
        self.made_by |= dict.fromkeys(node.outputs, node)
        return node


type Rule = Callable[[Node, Draft], Node | None]


def rewrite(graph: Graph) -> Graph:
    """Return a graph with the same inputs and outputs, and fewer operators.

    Raises:
        ModelError: For an unknown one.
    """
    draft = draft_of(graph)
    nodes = []
    for node in graph.nodes:
        if node.operator not in KNOWN_OPERATORS:
            unknown(node)
        if graph.opset < 13 and node.operator == "Softmax" and attribute(node, "axis", 1) != -1:  # noqa: PLR2004  # when its meaning changed
            unknown(node, "of an old version ")
        if not _fold(node, draft):
            nodes.append(draft.replaced(node, _RULES))
    return trimmed(graph, nodes, draft)


def draft_of(graph: Graph) -> Draft:
    """Return a draft of a graph before any of its nodes was looked at."""
    readers = Counter(name for node in graph.nodes for name in node.inputs)
    readers.update(spec.name for spec in graph.outputs)
    return Draft(dict(graph.constants), {}, readers)


def trimmed(graph: Graph, nodes: list[Node], draft: Draft) -> Graph:
    """Return a graph of these nodes without those that nobody reads any more."""
    kept = _read(nodes, [spec.name for spec in graph.outputs])
    used = {name for node in kept for name in node.inputs} | {spec.name for spec in graph.outputs}
    constants = {name: values for name, values in draft.constants.items() if name in used}
    return replace(graph, nodes=tuple(kept), constants=constants)


def _read(nodes: list[Node], wanted: Iterable[str]) -> list[Node]:
    """Return the nodes that something wanted depends on."""
    names, kept = set(wanted), []
    for node in reversed(nodes):
        if names.intersection(node.outputs):
            kept.append(node)
            names.update(node.inputs)
    return kept[::-1]


def _fold(node: Node, draft: Draft) -> bool:
    """Compute a node at once where all it reads is fixed; tell whether that was done."""
    constants = draft.constants
    if (
        node.operator == "Sub"
        and len(set(node.inputs)) == 1
        and (shape := draft.before(node.inputs[0], "Shape"))
    ):
        # What a conversion says so that weights in 16 bits are not widened before they are needed.
        first, last = attribute(shape, "start", 0), attribute(shape, "end", 0)
        if 0 <= first < last:
            constants[node.outputs[0]] = np.zeros(last - first, np.int64)
            return True
    if any(name and name not in constants for name in node.inputs):
        return False
    inputs = [constants.get(name) for name in node.inputs]
    if node.operator == "Cast" and inputs[0] is not None and _is_large_and_narrow(inputs[0]):
        return False
    answer = kernel_of(node, constants)(inputs, Buffers())
    answers = answer if isinstance(answer, tuple) else (answer,)
    constants |= {name: np.asarray(one) for name, one in zip(node.outputs, answers, strict=False) if name}
    return True


def _is_large_and_narrow(values: Array) -> bool:
    """Tell whether a matrix would take much more memory in 32 bits; products take it as it is."""
    return values.ndim == _MATRIX and values.size > _FEW_NUMBERS and values.dtype.itemsize < _FULL_BYTES


def _fixed_product(node: Node, draft: Draft) -> Node | None:
    """MatMul with a fixed matrix, also one that is widened first."""
    if node.operator != "MatMul":
        return None
    x, name = node.inputs
    widened = draft.before(name, "Cast")
    if widened is not None and attribute(widened, "to", 0) == 1:
        name = widened.inputs[0]
    weights = draft.constants.get(name)
    if weights is None or weights.ndim != _MATRIX or x in draft.constants:
        return None
    return Node("Product", (x, name, "", "", ""), node.outputs, {})


def _whole_product(node: Node, draft: Draft) -> Node | None:
    """Mul of (a whole product as float) and (the step of x times the steps of the weights): what 8-bit files have."""
    if node.operator != "Mul":
        return None
    for number, steps in (node.inputs, node.inputs[::-1]):
        cast, step = draft.before(number, "Cast"), draft.before(steps, "Mul")
        whole = draft.before(cast.inputs[0], "MatMulInteger") if cast else None
        rounded = draft.before(whole.inputs[0], "DynamicQuantizeLinear") if whole else None
        if step is None or whole is None or rounded is None or len(whole.inputs) < 3:  # noqa: PLR2004  # x, weights, zero
            continue
        fixed = [name for name in step.inputs if name in draft.constants]
        is_of_x = whole.inputs[2] == rounded.outputs[2] and rounded.outputs[1] in step.inputs
        weights = draft.constants.get(whole.inputs[1])
        if not is_of_x or len(fixed) != 1 or weights is None or weights.ndim != _MATRIX:
            continue
        zero = whole.inputs[3] if len(whole.inputs) > 3 else ""  # noqa: PLR2004  # the fourth may be left out
        if zero and zero not in draft.constants:
            continue
        zero = zero if zero and draft.constants[zero].any() else ""
        return Node("Product", (rounded.inputs[0], whole.inputs[1], fixed[0], zero, ""), node.outputs, {})
    return None


def _bias(node: Node, draft: Draft) -> Node | None:
    """Add of a product and a fixed row."""
    parts = draft.with_constant(node) if node.operator == "Add" else None
    product = draft.before(parts[0], "Product") if parts else None
    if parts is None or product is None or product.inputs[4] or draft.readers[parts[0]] != 1:
        return None
    if parts[1].ndim != 1 or len(parts[1]) != draft.constants[product.inputs[1]].shape[1]:
        return None
    [bias] = [name for name in node.inputs if name != parts[0]]
    return replace(product, inputs=(*product.inputs[:4], bias), outputs=node.outputs)


def _gelu(node: Node, draft: Draft) -> Node | None:
    """GELU as exporters spell it: x / sqrt 2 -> Erf -> + 1 -> * x -> / 2."""
    halved = draft.with_constant(node) if node.operator == "Mul" else None
    product = draft.before(halved[0], "Mul") if halved and _is(halved[1], 0.5) else None
    for x, name in (product.inputs, product.inputs[::-1]) if product else ():
        raised = draft.with_constant(draft.before(name, "Add"))
        error = draft.before(raised[0], "Erf") if raised and _is(raised[1], 1) else None
        divided = draft.before(error.inputs[0], "Div") if error else None
        scaled = draft.with_constant(divided)
        if divided and scaled and _is(scaled[1], sqrt(2)) and divided.inputs[0] == x == scaled[0]:
            return Node("Gelu", (x,), node.outputs, {})
    return None


def _is(values: Array, number: float) -> bool:
    """Tell whether a constant is this number."""
    return values.size == 1 and isclose(float(values.reshape(())), number, rel_tol=1e-6)


def _activation(node: Node, draft: Draft) -> Node | None:
    """Relu, Clip or PRelu behind a convolution that nobody else reads."""
    before = draft.before(node.inputs[0], "Conv") if node.inputs else None
    if before is None or draft.readers[node.inputs[0]] != 1 or "least" in before.attributes:
        return None
    inputs = (*before.inputs, "")[:3]
    if node.operator == "Relu":
        return Node("Conv", inputs, node.outputs, {**before.attributes, "least": 0.0})
    if node.operator == "PRelu" and node.inputs[1] in draft.constants:
        return Node("Conv", (*inputs, node.inputs[1]), node.outputs, {**before.attributes, "least": -np.inf})
    if node.operator != "Clip":
        return None
    limits = {"least": node.attributes.get("min", -np.inf), "most": node.attributes.get("max", np.inf)}
    for name, limit in zip(("least", "most"), node.inputs[1:], strict=False):
        if limit:
            if limit not in draft.constants:
                return None
            limits[name] = float(draft.constants[limit].reshape(()))
    return Node("Conv", inputs, node.outputs, {**before.attributes, **limits})


_RULES: Final[tuple[Rule, ...]] = (_fixed_product, _whole_product, _bias, _gelu, _activation)
