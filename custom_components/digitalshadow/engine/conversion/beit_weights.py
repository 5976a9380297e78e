"""The weights of the template, one at a time: transposed, with constant factors folded in, rounded where wanted.

Names are those that `beit_graph` gives. A matrix stands as (inputs, outputs), the transpose of PyTorch's.
"""

from collections.abc import Iterator
import math
from typing import TYPE_CHECKING, Any

import numpy as np

from ..records.conversion_plan import Precision
from .beit import Beit
from .beit_names import TABLE
from .position_table import position_rows

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

type Weight = tuple[str, NDArray[Any]]


def weights(network: Beit, precision: Precision) -> Iterator[Weight]:
    """Yield every weight of the template with its name.

    Raises:
        ModelError: For a damaged parameter.
    """
    yield from _constants(network)
    yield from _stored("patch_embed", network.read("patch_embed.proj.weight"), precision, is_matrix=False)
    yield "patch_embed.bias", network.read("patch_embed.proj.bias")
    yield "class_token", network.read("cls_token")
    for index in range(network.architecture.depth):
        yield from _block(network, f"blocks.{index}", precision)
    yield from _copied(network, "fc_norm.weight", "fc_norm.bias", "head.bias")
    yield "head.weight", np.ascontiguousarray(network.read("head.weight").T)


def _constants(network: Beit) -> Iterator[Weight]:
    """Yield shapes, numbers and indices, which depend on the size alone."""
    size = network.architecture
    shapes = {
        "shape.patches": [0, size.width, -1],
        "shape.class_token": [1, size.width],
        "shape.by_head": [0, 0, size.heads, size.head_width],
        "shape.merged": [0, 0, size.width],
        "one": [1],
        "end": [size.tokens],
    }
    for name, numbers in shapes.items():
        yield name, np.array(numbers, np.int64)
    for name, number in (("root_of_two", math.sqrt(2)), ("one_float", 1.0), ("half", 0.5)):
        yield name, np.array(number, np.float32)
    yield "position_rows", position_rows(size.grid)


def _block(network: Beit, name: str, precision: Precision) -> Iterator[Weight]:
    """Yield the weights of one block."""
    yield from _copied(
        network, *(f"{name}.{norm}.{part}" for norm in ("norm1", "norm2") for part in ("weight", "bias"))
    )
    yield f"{name}.positions", np.ascontiguousarray(network.read(f"{name}.attn.{TABLE}").T)
    for part, matrix, bias in (_joint(network, name), *_branches(network, name)):
        yield from _stored(f"{name}.{part}", matrix, precision)
        yield f"{name}.{part}.bias", bias


def _joint(network: Beit, name: str) -> tuple[str, NDArray[float32], NDArray[float32]]:
    """Return the matrix and bias for query, key and value in one; the attention's scale is folded into the query."""
    width = network.architecture.width
    scale = np.float32(network.architecture.head_width**-0.5)
    matrix, query_bias = network.read(f"{name}.attn.qkv.weight"), network.read(f"{name}.attn.q_bias")
    matrix = np.concatenate([matrix[:width] * scale, matrix[width:]])
    value_bias = network.read(f"{name}.attn.v_bias")
    return "qkv", matrix, np.concatenate([query_bias * scale, np.zeros_like(query_bias), value_bias])


def _branches(network: Beit, name: str) -> Iterator[tuple[str, NDArray[float32], NDArray[float32]]]:
    """Yield the other matrices with their biases; the layer scale is folded into the last of each branch."""
    for part, source, layer_scale in (
        ("proj", "attn.proj", "gamma_1"),
        ("fc1", "mlp.fc1", None),
        ("fc2", "mlp.fc2", "gamma_2"),
    ):
        matrix, bias = network.read(f"{name}.{source}.weight"), network.read(f"{name}.{source}.bias")
        if layer_scale is not None:
            factor = network.read(f"{name}.{layer_scale}")
            matrix, bias = matrix * factor[:, None], bias * factor
        yield part, matrix, bias


def _copied(network: Beit, *names: str) -> Iterator[Weight]:
    """Yield parameters that stay as they are."""
    for name in names:
        yield name, network.read(name)


def _stored(
    name: str, values: NDArray[float32], precision: Precision, *, is_matrix: bool = True
) -> Iterator[Weight]:
    """Yield a large weight as the precision stores it; a matrix comes as (outputs, inputs) and is transposed."""
    if is_matrix and precision.levels:
        whole, step = quantise(values, precision.levels)
        yield f"{name}.weight", np.ascontiguousarray(whole.T)
        yield f"{name}.weight_step", step
        yield f"{name}.weight_zero", np.zeros(len(step), np.int8)
        return
    plain = values.T if is_matrix else values
    if precision is not Precision.FP16:
        yield f"{name}.weight", np.ascontiguousarray(plain)
        return
    # A number that is too large becomes infinite, and the file fails its proof.
    with np.errstate(over="ignore"):
        yield f"{name}.weight", np.ascontiguousarray(plain, np.float16)


def quantise(values: NDArray[float32], levels: int) -> tuple[NDArray[np.int8], NDArray[float32]]:
    """Return a matrix (outputs, inputs) as whole numbers of -levels to levels, and the step of each output.

    The rule of onnxruntime's own quantiser, bit for bit: the largest weight of an output is `levels` steps, zero is 0,
    halves are rounded to even. An output without weights gets the step 1.
    """
    largest = np.abs(values).max(axis=1)
    step = largest * np.float32(2) / np.float32(2 * levels)
    step[step < np.finfo(np.float32).tiny] = 1
    whole = np.clip(np.rint(values / step[:, None]), -levels, levels).astype(np.int8)
    return whole, step
