"""What the parts of a transformer become in ncnn: tokens, attention, products of many rows, normalisation, the mean."""

from typing import Final

import numpy as np

from ..arithmetic.values import attribute, integers
from ..onnx_graph import Array, Node
from .layering import Layering, refuse
from .network import Parameter, Weights

_ROWS: Final = 2
_MULTIPLY, _ADD, _MEAN = 2, 0, 3
_ONE_A_COLUMN: Final = 4
"""How what a product adds is spread: one number for each column."""
_WHOLE: Final = 2
"""What says that a layer's weights are 8-bit, and that it rounds what comes by the range of each row."""


def put_class_token(node: Node, layers: Layering) -> None:
    """Make a row of each pixel's channels, and put the class token before them."""
    picture, token = node.inputs
    channels, height, width = layers.shape(picture, node)
    tokens = layers.constant(token, node).reshape(1, -1)
    if tokens.shape[1] != channels:
        refuse(node, "of another width ")
    [output] = node.outputs
    planes, rows = f"{output} as planes", f"{output} as rows"
    layers.add("Reshape", (picture,), {planes: (channels, height * width)}, {0: height * width, 1: channels})
    layers.add("Permute", (planes,), {rows: (height * width, channels)}, {0: 1})
    first = layers.add_fixed(tokens)
    layers.add("Concat", (first, rows), {output: (1 + height * width, channels)}, {0: 0})


def normalize(node: Node, layers: Layering) -> None:
    """LayerNormalization of each row."""
    shape, scale = layers.shape(node.inputs[0], node), layers.constant(node.inputs[1], node)
    bias = layers.constant((*node.inputs, "")[2], node)
    axis = attribute(node, "axis", -1)
    if axis not in (-1, len(shape)) or scale.shape != shape[-1:] or bias.shape != scale.shape:
        refuse(node, "of several axes ")
    parameters: dict[int, Parameter] = {0: scale.size, 1: attribute(node, "epsilon", 1e-5), 2: 1}
    given = (Weights(scale), Weights(bias))
    layers.add("LayerNorm", node.inputs[:1], {node.outputs[0]: shape}, parameters, given)


def multiply_rows(node: Node, layers: Layering) -> None:
    """Multiply rows by fixed weights, and add one number to each column."""
    x, name, step, zero, bias = node.inputs
    weights, shape = layers.constant(name, node), layers.shape(x, node)
    if len(shape) != _ROWS or shape[1] != len(weights) or zero:
        refuse(node, "of that form ")
    depth, width = weights.shape
    added = layers.constant(bias, node) if bias else np.zeros(width, np.float32)
    [output] = node.outputs
    answer = (shape[0], width)
    parameters: dict[int, Parameter] = {3: 1, 5: 1, 6: 1, 8: width, 9: depth}
    if not step:
        # What is added has a tag too. Without it ncnn takes the first number for one, and answers almost rightly.
        given = (Weights(weights.T, tagged=True), Weights(added.astype(np.float32), tagged=True))
        layers.add("Gemm", (x,), {output: answer}, {**parameters, 10: _ONE_A_COLUMN}, given)
        return
    whole = f"{output} in whole numbers"
    given = (_whole(weights, node), Weights(np.ones(1, np.float32)))
    layers.add("Gemm", (x,), {whole: answer}, {**parameters, 10: -1, 18: _WHOLE}, given)
    _scale(whole, output, _steps(step, width, node, layers), added, layers)


def _whole(weights: Array, node: Node) -> Weights:
    """Return weights in 8 bits, which a layer reads by output."""
    return Weights(weights.T, tagged=True) if weights.dtype == np.int8 else refuse(node, "with such weights ")


def _steps(name: str, width: int, node: Node, layers: Layering) -> Array:
    """Return what one step of each column's 8-bit weights is worth."""
    steps = layers.constant(name, node).reshape(-1).astype(np.float32)
    return steps if steps.size == width else refuse(node, "with another number of steps ")


def _scale(whole: str, output: str, steps: Array, added: Array, layers: Layering) -> None:
    """Bring a product of whole numbers to its size: each column has its own step."""
    shape = layers.shapes[whole]
    scaled = f"{output} scaled"
    layers.add("BinaryOp", (whole, layers.add_fixed(steps)), {scaled: shape}, {0: _MULTIPLY})
    layers.add("BinaryOp", (scaled, layers.add_fixed(added)), {output: shape}, {0: _ADD})


def attend(node: Node, layers: Layering) -> None:
    """Attention with a fixed table of positions, whose own factor is in the query's weights already."""
    x, joint, step, zero, bias, table, out, out_step, out_zero, out_bias = node.inputs
    rows, width = layers.shape(x, node)
    heads = attribute(node, "heads", 1)
    positions = layers.constant(table, node)
    weights, way_out = layers.constant(joint, node), layers.constant(out, node)
    if zero or out_zero or bool(step) != bool(out_step) or width % heads or not bias or not out_bias:
        refuse(node, "of that form ")
    is_whole = weights.shape == (width, 3 * width) and way_out.shape == (width, width)
    if not is_whole or positions.size != heads * rows * rows:
        refuse(node, "of another size ")
    mask = layers.add_fixed(positions.reshape(heads, rows, rows))
    parameters: dict[int, Parameter] = {
        0: width,
        1: heads,
        2: width * width,
        3: width,
        4: width,
        5: 1,
        6: 1.0,
    }
    biases = np.split(layers.constant(bias, node), 3)
    parts, added = np.split(weights, 3, axis=1), layers.constant(out_bias, node)
    [output] = node.outputs
    if not step:
        given = [
            one
            for part, row in zip(parts, biases, strict=True)
            for one in (Weights(part.T, tagged=True), Weights(row))
        ]
        given += [Weights(way_out.T, tagged=True), Weights(added)]
        layers.add("MultiHeadAttention", (x, mask), {output: (rows, width)}, parameters, tuple(given))
        return
    given = [
        one for part, row in zip(parts, biases, strict=True) for one in (_whole(part, node), Weights(row))
    ]
    given += [_whole(way_out, node), Weights(np.zeros(width, np.float32))]
    given += [Weights(1 / part) for part in np.split(_steps(step, 3 * width, node, layers), 3)]
    # The way out has one step for all its columns in ncnn, and one for each here.
    given += [Weights(np.ones(1, np.float32))]
    whole = f"{output} in whole numbers"
    layers.add(
        "MultiHeadAttention", (x, mask), {whole: (rows, width)}, {**parameters, 18: _WHOLE}, tuple(given)
    )
    _scale(whole, output, _steps(out_step, width, node, layers), added, layers)


def average_patches(node: Node, layers: Layering) -> None:
    """Return the mean of all rows but the first."""
    x, end = node.inputs
    rows, width = layers.shape(x, node)
    if integers(layers.constant(end, node))[0] < rows:
        refuse(node, "of some rows ")
    patches = f"{node.outputs[0]} of these"
    layers.add("Crop", (x,), {patches: (rows - 1, width)}, {9: (1,), 10: (rows,), 11: (0,)})
    layers.add("Reduction", (patches,), {node.outputs[0]: (width,)}, {0: _MEAN, 1: 0, 3: (0,), 4: 0, 5: 1})
