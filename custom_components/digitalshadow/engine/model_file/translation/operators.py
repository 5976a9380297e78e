"""What each operator of the closed list becomes in ncnn. A form that is not here is refused, never guessed."""

from collections.abc import Callable, Mapping
from math import inf, prod
from typing import Final

import numpy as np

from ..arithmetic.values import attribute, integers
from ..arithmetic.windows import Window, window_of
from ..onnx_graph import Array, Node
from . import transforms
from .layering import Layering, Shape, refuse
from .network import Parameter, Weights

type Translate = Callable[[Node, Layering], None]

_PICTURE_AXES: Final = 3
_RELU, _CLIP = 1, 3
"""ncnn's numbers of what happens to a convolution's answer."""
_WINDOW: Final = (0, 11, 1, 12, 2, 13, 3, 14, 4, 16, 15)
"""ncnn's numbers of a convolution's outputs, and of its kernel, dilations and strides, down and across, then of what is
added above, on the left, below and on the right."""
_HAS_BIAS, _WEIGHTS, _GROUPS = 5, 6, 7
_BINARY: Final = {"Add": 0, "Sub": 1, "Mul": 2, "Div": 3, "Max": 4, "Min": 5}
_SWAPPED: Final = {"Add": 0, "Sub": 7, "Mul": 2, "Div": 8}
"""ncnn's numbers where the first of two is fixed."""
_ORDERS: Final = {(0, 2, 3, 1): 3, (0, 2, 1): 1}
"""ncnn's numbers of new orders of axes: of a picture, and of rows."""
_WHOLE_FACTORS: Final = 4


def _convolution(node: Node, layers: Layering) -> None:
    """Conv with fixed weights, and what is folded into it."""
    x, weights = node.inputs[0], layers.constant(node.inputs[1], node).astype(np.float32, copy=False)
    shape, groups = layers.shape(x, node), attribute(node, "group", 1)
    if len(shape) != _PICTURE_AXES or weights.ndim != _PICTURE_AXES + 1:
        refuse(node, "of anything but pictures ")
    if weights.shape[1] * groups != shape[0] or len(weights) % groups:
        refuse(node, "with another number of channels ")
    bias, slope = (_row(name, len(weights), node, layers) for name in (*node.inputs[2:], "", "")[:2])
    window = window_of(node, tuple(weights.shape[2:]))
    answer = (len(weights), *_seen(shape[1:], window))
    parameters: dict[int, Parameter] = dict(
        zip(
            _WINDOW,
            (len(weights), *window.kernel, *window.dilations, *window.strides, *window.pads),
            strict=True,
        )
    )
    parameters |= {_HAS_BIAS: int(bias is not None), _WEIGHTS: weights.size, **_activation(node)}
    if groups > 1:
        parameters[_GROUPS] = groups
    kind = "Convolution" if groups == 1 else "ConvolutionDepthWise"
    given = (Weights(weights, tagged=True), *([] if bias is None else [Weights(bias)]))
    [output] = node.outputs
    if slope is None:
        layers.add(kind, (x,), {output: answer}, parameters, given)
        return
    before = f"{output} before its slope"
    layers.add(kind, (x,), {before: answer}, parameters, given)
    layers.add("PReLU", (before,), {output: answer}, {0: slope.size}, (Weights(slope),))


def _activation(node: Node) -> dict[int, Parameter]:
    """Return the parameters for what bounds a convolution's answer."""
    least, most = attribute(node, "least", -inf), attribute(node, "most", inf)
    if (least, most) == (-inf, inf):
        return {}
    if (least, most) == (0, inf):
        return {9: _RELU}
    return {9: _CLIP, 10: (_bounded(least), _bounded(most))}


def _bounded(number: float) -> float:
    """Return a bound that can be written; ncnn reads no infinity."""
    largest = float(np.finfo(np.float32).max) / 2
    return min(max(number, -largest), largest)


def _row(name: str, size: int, node: Node, layers: Layering) -> Array | None:
    """Return one fixed number for each channel; None where they are left out."""
    if not name:
        return None
    numbers = layers.constant(name, node)
    return numbers.reshape(-1) if numbers.size == size else refuse(node, "with another number of weights ")


def _seen(sizes: Shape, window: Window) -> Shape:
    """Return how many windows fit, down and across."""
    pads = window.pads[:2], window.pads[2:]
    return tuple(
        (size + before + after - (kernel - 1) * apart - 1) // step + 1
        for size, before, after, kernel, apart, step in zip(
            sizes, *pads, window.kernel, window.dilations, window.strides, strict=True
        )
    )


def _max_pool(node: Node, layers: Layering) -> None:
    """MaxPool without padding, whose windows all fit."""
    shape, window = layers.shape(node.inputs[0], node), window_of(node, attribute(node, "kernel_shape", ()))
    if (
        len(shape) != _PICTURE_AXES
        or any(window.pads)
        or window.dilations != (1, 1)
        or attribute(node, "ceil_mode", 0)
    ):
        refuse(node, "with a padding ")
    (down, across), (row, column) = window.kernel, window.strides
    answer = (shape[0], *_seen(shape[1:], window))
    layers.add(
        "Pooling",
        node.inputs[:1],
        {node.outputs[0]: answer},
        {0: 0, 1: across, 11: down, 2: column, 12: row, 5: 1},
    )


def _global_average(node: Node, layers: Layering) -> None:
    """GlobalAveragePool of a picture."""
    shape = layers.shape(node.inputs[0], node)
    if len(shape) != _PICTURE_AXES:
        refuse(node, "of anything but pictures ")
    mean = f"{node.outputs[0]} as a row"
    layers.add("Pooling", node.inputs, {mean: shape[:1]}, {0: 1, 4: 1})
    layers.add("Reshape", (mean,), {node.outputs[0]: (shape[0], 1, 1)}, {0: 1, 1: 1, 2: shape[0]})


def _resize(node: Node, layers: Layering) -> None:
    """Resize by repeating each pixel a whole number of times."""
    shape = layers.shape(node.inputs[0], node)
    coordinates = attribute(node, "coordinate_transformation_mode", "half_pixel")
    rounding = attribute(node, "nearest_mode", "round_prefer_floor")
    factors = layers.constant((*node.inputs, "", "")[2], node).reshape(-1)
    is_plain = attribute(node, "mode", "nearest") == "nearest" and (coordinates, rounding) == (
        "asymmetric",
        "floor",
    )
    if not is_plain or len(factors) != _WHOLE_FACTORS or len(shape) != _PICTURE_AXES or len(node.inputs) > 3:  # noqa: PLR2004  # the fourth are sizes
        refuse(node, "with anything but repeated pixels ")
    down, across = (int(factor) for factor in factors[2:])
    if not np.array_equal(factors, (1, 1, down, across)) or min(down, across) < 1:
        refuse(node, "by parts of a pixel ")
    answer = (shape[0], shape[1] * down, shape[2] * across)
    layers.add("Interp", node.inputs[:1], {node.outputs[0]: answer}, {0: 1, 1: float(down), 2: float(across)})


def _binary(node: Node, layers: Layering) -> None:
    """Add, Sub, Mul, Div, Max and Min of two, of which one may be fixed: one number, or one for each channel."""
    if len(node.inputs) != len("ab"):
        refuse(node, "of more or fewer than two ")
    one, other = node.inputs
    if one not in layers.constants and other not in layers.constants:
        shape = layers.shape(one, node)
        if layers.shape(other, node) != shape:
            refuse(node, "of two sizes ")
        layers.add("BinaryOp", node.inputs, {node.outputs[0]: shape}, {0: _BINARY[node.operator]})
        return
    is_swapped = one in layers.constants
    computed, fixed = (other, one) if is_swapped else (one, other)
    shape, numbers = layers.shape(computed, node), layers.constant(fixed, node)
    operation = (_SWAPPED if is_swapped else _BINARY).get(node.operator)
    if operation is None or numbers.dtype != np.float32:
        refuse(node, "with a fixed value ")
    if numbers.size == 1 and numbers.ndim <= len(shape) + 1:
        parameters: dict[int, Parameter] = {0: operation, 1: 1, 2: float(numbers.reshape(()))}
        layers.add("BinaryOp", (computed,), {node.outputs[0]: shape}, parameters)
    elif len(shape) == _PICTURE_AXES and numbers.shape in ((1, shape[0], 1, 1), (shape[0], 1, 1)):
        added = layers.add_fixed(numbers.reshape(-1, 1, 1))
        layers.add("BinaryOp", (computed, added), {node.outputs[0]: shape}, {0: operation})
    else:
        refuse(node, "with a fixed value of that shape ")


def _clip(node: Node, layers: Layering) -> None:
    """Clip and Relu that stand alone."""
    bounds = {"Relu": [0.0, inf]}.get(node.operator) or [
        attribute(node, "min", -inf),
        attribute(node, "max", inf),
    ]
    for place, name in enumerate(node.inputs[1:]):
        if name:
            bounds[place] = float(layers.constant(name, node).reshape(()))
    least, most = map(_bounded, bounds)
    shape = layers.shape(node.inputs[0], node)
    layers.add("Clip", node.inputs[:1], {node.outputs[0]: shape}, {0: least, 1: most})


def _split(node: Node, layers: Layering) -> None:
    """Split of a picture into channels, as many each."""
    shape, parts = layers.shape(node.inputs[0], node), len(node.outputs)
    if attribute(node, "axis", 0) != 1 or node.inputs[1:] or "split" in node.attributes or shape[0] % parts:
        refuse(node, "into unequal parts ")
    sizes = (shape[0] // parts,) * parts
    outputs = dict.fromkeys(node.outputs, (shape[0] // parts, *shape[1:]))
    layers.add("Slice", node.inputs, outputs, {0: sizes, 1: 0})


def _transpose(node: Node, layers: Layering) -> None:
    """Transpose that brings a picture's channels to its end, or turns rows."""
    given: tuple[int, ...] = ()
    order, shape = attribute(node, "perm", given), layers.shape(node.inputs[0], node)
    if order not in _ORDERS or len(order) != len(shape) + 1:
        refuse(node, "into that order ")
    answer = tuple(shape[axis - 1] for axis in order[1:])
    layers.add("Permute", node.inputs, {node.outputs[0]: answer}, {0: _ORDERS[order]})


def _reshape(node: Node, layers: Layering) -> None:
    """Reshape that leaves the batch as it is."""
    shape = layers.shape(node.inputs[0], node)
    batch, *wanted = integers(layers.constant(node.inputs[1], node)) or (None,)
    if batch != 0 and not (batch == 1 and layers.is_single):
        refuse(node, "of the batch ")
    sizes = [shape[at] if size == 0 and at < len(shape) else size for at, size in enumerate(wanted)]
    known = prod(size for size in sizes if size > 0)
    answer = tuple(prod(shape) // known if size == -1 else size for size in sizes)
    _become(node, answer, layers)


def _flatten(node: Node, layers: Layering) -> None:
    """Flatten of everything but the batch."""
    if attribute(node, "axis", 1) != 1:
        refuse(node, "of the batch ")
    _become(node, (prod(layers.shape(node.inputs[0], node)),), layers)


def _become(node: Node, answer: Shape, layers: Layering) -> None:
    """Give a value another shape."""
    if prod(answer) != prod(layers.shape(node.inputs[0], node)) or not 0 < len(answer) <= _PICTURE_AXES:
        refuse(node, "into that shape ")
    layers.add("Reshape", node.inputs[:1], {node.outputs[0]: answer}, dict(enumerate(reversed(answer))))


def _gemm(node: Node, layers: Layering) -> None:
    """Gemm of one row and fixed weights."""
    if attribute(node, "transA", 0) or (attribute(node, "alpha", 1.0), attribute(node, "beta", 1.0)) != (
        1.0,
        1.0,
    ):
        refuse(node, "with factors ")
    weights = layers.constant(node.inputs[1], node)
    _multiply_row(node, weights if attribute(node, "transB", 0) else weights.T, (*node.inputs, "")[2], layers)


def _multiply_row(node: Node, weights: Array, bias_name: str, layers: Layering) -> None:
    """Multiply one row by weights of the shape (outputs, inputs), and add one number to each output."""
    bias = _row(bias_name, len(weights), node, layers)
    if layers.shape(node.inputs[0], node) != weights.shape[1:]:
        refuse(node, "of another size ")
    parameters: dict[int, Parameter] = {0: len(weights), 1: int(bias is not None), 2: weights.size}
    given = [Weights(weights.astype(np.float32, copy=False), tagged=True)]
    if bias is not None:
        given.append(Weights(bias))
    layers.add("InnerProduct", node.inputs[:1], {node.outputs[0]: (len(weights),)}, parameters, tuple(given))


def _product(node: Node, layers: Layering) -> None:
    """Product of one row, or of several."""
    if len(layers.shape(node.inputs[0], node)) > 1:
        transforms.multiply_rows(node, layers)
        return
    _x, name, step, _zero, bias = node.inputs
    if step:
        refuse(node, "of one row in 8 bits ")
    _multiply_row(node, layers.constant(name, node).T, bias, layers)


def _plainly(kind: str, parameters: Mapping[int, Parameter] | None = None) -> Translate:
    """Return what becomes one layer that keeps the shape."""

    def translate(node: Node, layers: Layering) -> None:
        layers.add(kind, node.inputs[:1], {node.outputs[0]: layers.shape(node.inputs[0], node)}, parameters)

    return translate


OPERATORS: Final[Mapping[str, Translate]] = {
    **dict.fromkeys(_BINARY, _binary),
    "Attention": transforms.attend,
    "Clip": _clip,
    "Conv": _convolution,
    "Dropout": _plainly("Noop"),
    "Flatten": _flatten,
    "Gelu": _plainly("GELU", {0: 0}),
    "Gemm": _gemm,
    "GlobalAveragePool": _global_average,
    "Identity": _plainly("Noop"),
    "LayerNormalization": transforms.normalize,
    "MaxPool": _max_pool,
    "PatchMean": transforms.average_patches,
    "Product": _product,
    "Relu": _clip,
    "Reshape": _reshape,
    "Resize": _resize,
    "Sigmoid": _plainly("Sigmoid"),
    "Split": _split,
    "Tokens": transforms.put_class_token,
    "Transpose": _transpose,
}
"""By ONNX's name, and by those that `transformer` and NumPy's rewriting give to patterns."""
