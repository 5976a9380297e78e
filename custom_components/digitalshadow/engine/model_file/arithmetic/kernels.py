"""Which code computes an operator: a fast form where there is one, else the plain one, else a refusal."""

from typing import TYPE_CHECKING, Any, Final

from ..onnx_graph import Array, Node
from . import pictures, products
from .convolution import convolution_of, convolve
from .operators import OPERATORS, Operator
from .values import Kernel, Take, Value, as_array, unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    type Maker = Callable[[Node, Mapping[str, Array]], Kernel]


def kernel_of(node: Node, constants: Mapping[str, Array]) -> Kernel:
    """Return what computes a node.

    Raises:
        ModelError: For an operator, or a form of it, that is not known.
    """
    if maker := _MAKERS.get(node.operator):
        return maker(node, constants)
    operator = OPERATORS.get(node.operator)
    return unknown(node) if operator is None else _plainly(node, operator)


def _plainly(node: Node, operator: Operator) -> Kernel:
    """Return a kernel that computes with arrays as ONNX describes them."""

    def kernel(inputs: Sequence[Any], _take: Take) -> Value | tuple[Value, ...]:
        return operator(node, *map(as_array, inputs))

    return kernel


def _fixed(kernel: Kernel) -> Maker:
    """Return the maker of a kernel that needs nothing of its node."""
    return lambda _node, _constants: kernel


def _convolution(node: Node, constants: Mapping[str, Array]) -> Kernel:
    """Return a convolution whose weights, bias and slope are fixed."""
    names = (*node.inputs[1:], "", "")[:3]
    weights, bias, slope = (constants.get(name) for name in names)
    if weights is None or any(name and name not in constants for name in names):
        unknown(node, "with computed weights ")
    return convolve(convolution_of(node, weights, bias, slope))


_MAKERS: Final[Mapping[str, Maker]] = {
    "Add": _fixed(pictures.add),
    "AveragePool": pictures.average_pool,
    "Conv": _convolution,
    "Gelu": _fixed(products.gelu),
    "LayerNormalization": products.normalize,
    "MatMul": _fixed(products.multiply_matrices),
    "MaxPool": pictures.max_pool,
    "Product": _fixed(products.product),
    "Resize": pictures.resize,
    "Softmax": products.softmax,
    "Upsample": pictures.resize,
}

KNOWN_OPERATORS: Final = frozenset(OPERATORS) | frozenset(_MAKERS) - {"Product"}
"""What a file may be made of."""
