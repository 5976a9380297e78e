"""Operators as small pure functions of a node's parameters and its inputs, by ONNX's name.

These are plain translations of what ONNX says. Those that decide how long a model takes have faster forms beside this
file; `kernels` chooses.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from ..onnx_graph import Array, Node
from . import shapes
from .error_function import erf, gelu
from .values import attribute, integers

type Operator = Callable[..., Array | tuple[Array, ...]]


def _elementwise(function: Callable[..., Any]) -> Operator:
    """Return an operator that has no parameters."""
    return lambda _node, *inputs: function(*inputs)


def _several(function: Callable[[Array, Array], Array]) -> Operator:
    """Return an operator that joins any number of inputs."""

    def joined(_node: Node, first: Array, *others: Array) -> Array:
        for other in others:
            first = function(first, other)
        return first

    return joined


def _divide(_node: Node, one: Array, other: Array) -> Array:
    """Divide; whole numbers are cut towards zero."""
    if one.dtype.kind == "f":
        quotient: Array = one / other
        return quotient
    floor = one // other
    cut: Array = floor + ((one % other != 0) & ((one < 0) != (other < 0)))
    return cut.astype(one.dtype)


def _clip(node: Node, x: Array, least: Array | None = None, most: Array | None = None) -> Array:
    """Limit to a range, given as parameters before version 11."""
    lower = node.attributes.get("min") if least is None else least
    upper = node.attributes.get("max") if most is None else most
    return np.clip(x, _as(x, lower), _as(x, upper))


def _as(like: Array, number: Any) -> Any:  # noqa: ANN401  # a number, an array or None
    """Return a limit in the type of what it limits."""
    return None if number is None else np.asarray(number).astype(like.dtype)


def _prelu(_node: Node, x: Array, slope: Array) -> Array:
    """Scale what is negative by a slope of each channel."""
    return np.where(x < 0, x * slope, x)


def _leaky_relu(node: Node, x: Array) -> Array:
    """Scale what is negative."""
    return np.where(x < 0, x * x.dtype.type(attribute(node, "alpha", 0.01)), x)


def _sigmoid(x: Array) -> Array:
    """Return 1 / (1 + exp(-x)), without overflow."""
    small = np.exp(-np.abs(x))
    answer: Array = np.where(x < 0, small, x.dtype.type(1)) / (1 + small)
    return answer


def _softmax(node: Node, x: Array) -> Array:
    """Return shares along an axis. Before version 13 several axes were one, so only the last means the same."""
    axis = attribute(node, "axis", -1)
    above = np.exp(x - x.max(axis, keepdims=True))
    shares: Array = above / above.sum(axis, keepdims=True)
    return shares


def _gemm(node: Node, a: Array, b: Array, c: Array | None = None) -> Array:
    """Return a product of two matrices and a sum."""
    product: Array = (a.T if attribute(node, "transA", 0) else a) @ (
        b.T if attribute(node, "transB", 0) else b
    )
    alpha, beta = attribute(node, "alpha", 1.0), attribute(node, "beta", 1.0)
    if alpha != 1:
        product = product * product.dtype.type(alpha)
    if c is not None:
        product = product + (c if beta == 1 else c * product.dtype.type(beta))
    return product


def _batch_normalization(node: Node, x: Array, *learned: Array) -> Array:
    """Scale and shift each channel as was learned."""
    scale, bias, mean, variance = learned
    factor = scale / np.sqrt(variance + scale.dtype.type(attribute(node, "epsilon", 1e-5)))
    sizes = (-1, *(1,) * (x.ndim - 2))
    answer: Array = x * factor.reshape(sizes) + (bias - mean * factor).reshape(sizes)
    return answer


def _layer_normalization(node: Node, x: Array, scale: Array, bias: Array | None = None) -> Array:
    """Bring the last axes to mean 0 and variance 1, then scale and shift."""
    axis = attribute(node, "axis", -1)
    axes = tuple(range(axis % x.ndim, x.ndim))
    centred = x - x.mean(axes, keepdims=True)
    variance = np.square(centred).mean(axes, keepdims=True)
    centred *= scale / np.sqrt(variance + x.dtype.type(attribute(node, "epsilon", 1e-5)))
    answer: Array = centred if bias is None else centred + bias
    return answer


def _reduce(function: Callable[..., Array]) -> Operator:
    """Return an operator that joins all numbers along axes."""

    def reduced(node: Node, x: Array, axes: Array | None = None) -> Array:
        along = integers(axes) or attribute(node, "axes", ())
        if not along and attribute(node, "noop_with_empty_axes", 0):
            return x
        return np.asarray(function(x, axis=along or None, keepdims=bool(attribute(node, "keepdims", 1))))

    return reduced


def _global_average(x: Array) -> Array:
    """Return the mean of each channel, added up in 64 bits."""
    axes = tuple(range(2, x.ndim))
    mean: Array = x.mean(axes, keepdims=True, dtype=np.float64)
    return mean.astype(x.dtype)


def _quantize(_node: Node, x: Array) -> tuple[Array, Array, Array]:
    """Round to 256 levels between the least and the largest number, zero included."""
    least, most = np.minimum(x.min(), np.float32(0)), np.maximum(x.max(), np.float32(0))
    step = (most - least) / np.float32(255) or np.float32(1)
    zero = np.clip(np.rint(-least / step), 0, 255)
    rounded = np.clip(np.rint(x / step) + zero, 0, 255).astype(np.uint8)
    return rounded, np.asarray(step, np.float32), np.asarray(zero, np.uint8)


def _whole_product(
    _node: Node, a: Array, b: Array, a_zero: Array | None = None, b_zero: Array | None = None
) -> Array:
    """Multiply matrices of 8-bit numbers; float64 holds every sum exactly."""
    left, right = a.astype(np.float64), b.astype(np.float64)
    if a_zero is not None:
        left -= a_zero.astype(np.float64).reshape(-1, 1) if a_zero.ndim else float(a_zero)
    if b_zero is not None:
        right -= b_zero
    return (left @ right).astype(np.int32)


OPERATORS: Final[Mapping[str, Operator]] = {
    "Abs": _elementwise(np.abs),
    "Add": _elementwise(np.add),
    "BatchNormalization": _batch_normalization,
    "Cast": shapes.cast,
    "Clip": _clip,
    "Concat": shapes.concat,
    "Constant": shapes.constant,
    "ConstantOfShape": shapes.constant_of_shape,
    "Div": _divide,
    "Dropout": lambda _node, x, *_rest: x,
    "DynamicQuantizeLinear": _quantize,
    "Erf": _elementwise(erf),
    "Exp": _elementwise(np.exp),
    "Expand": shapes.expand,
    "Flatten": shapes.flatten,
    "Gather": shapes.gather,
    "Gelu": _elementwise(gelu),
    "Gemm": _gemm,
    "GlobalAveragePool": _elementwise(_global_average),
    "Identity": _elementwise(lambda x: x),
    "LayerNormalization": _layer_normalization,
    "LeakyRelu": _leaky_relu,
    "Log": _elementwise(np.log),
    "MatMul": _elementwise(np.matmul),
    "MatMulInteger": _whole_product,
    "Max": _several(np.maximum),
    "Min": _several(np.minimum),
    "Mul": _elementwise(np.multiply),
    "Neg": _elementwise(np.negative),
    "PRelu": _prelu,
    "Pow": lambda _node, x, power: np.power(x, power).astype(x.dtype),
    "Reciprocal": _elementwise(np.reciprocal),
    "ReduceMax": _reduce(np.max),
    "ReduceMean": _reduce(np.mean),
    "ReduceMin": _reduce(np.min),
    "ReduceSum": _reduce(np.sum),
    "Relu": _elementwise(lambda x: np.maximum(x, 0)),
    "Reshape": shapes.reshape,
    "Shape": shapes.shape,
    "Sigmoid": _elementwise(_sigmoid),
    "Slice": shapes.cut,
    "Softmax": _softmax,
    "Split": shapes.split,
    "Sqrt": _elementwise(np.sqrt),
    "Squeeze": shapes.squeeze,
    "Sub": _elementwise(np.subtract),
    "Sum": _several(np.add),
    "Tanh": _elementwise(np.tanh),
    "Transpose": shapes.transpose,
    "Unsqueeze": shapes.unsqueeze,
}

VIEWS: Final = frozenset(
    {
        *("Cast", "ConstantOfShape", "Dropout", "Expand", "Flatten", "Identity", "Reshape", "Slice", "Split"),
        *(
            "Squeeze",
            "Sum",
            "Max",
            "Min",
            "Transpose",
            "Unsqueeze",
            "ReduceMax",
            "ReduceMean",
            "ReduceMin",
            "ReduceSum",
        ),
    }
)
"""Operators whose answer may lie in the memory of their first input."""
