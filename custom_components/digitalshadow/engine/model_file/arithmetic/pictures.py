"""Operators on pictures beside convolutions: pools, enlarging, adding."""

from typing import TYPE_CHECKING, Final

import numpy as np

from ..onnx_graph import Array, Node
from .values import Kernel, Padded, Take, Value, as_array, attribute, integers, new_padded, unknown
from .windows import Window, window_of, windows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_PAIR: Final = (2, 2)
_ONE_TO_ONE: Final = (1.0, 1.0)
_REPEATING: Final = {
    ("asymmetric", "floor"),
    ("half_pixel", "round_prefer_floor"),
    ("half_pixel", "round_prefer_ceil"),
}
"""Coordinates and roundings with which the nearest pixel is the one that is repeated, for every whole factor."""


def add(inputs: Sequence[Value], take: Take) -> Value:
    """Add two values; two pictures of one size in padded rows stay so."""
    one, other = inputs
    if isinstance(one, Padded) and isinstance(other, Padded) and one.rows.shape == other.rows.shape:
        answer = new_padded(take, one.channels, one.height, one.width)
        np.add(one.rows, other.rows, out=answer.rows)
        return answer
    left: Array = as_array(one)
    right: Array = as_array(other)
    if left.shape == right.shape and left.dtype == np.float32:
        return np.add(left, right, out=take(left.shape))
    return np.asarray(left + right)


def max_pool(node: Node, _constants: Mapping[str, Array]) -> Kernel:
    """Return a kernel that takes the largest number of each window."""
    general = _pool(node, np.max, -np.inf)
    if not _is_halving(node):
        return general

    def kernel(inputs: Sequence[Value], take: Take) -> Value | tuple[Value, ...]:
        return halve(inputs[0], take) if isinstance(inputs[0], Padded) else general(inputs, take)

    return kernel


def _is_halving(node: Node) -> bool:
    """Tell whether each window is a square of four that is looked at once."""
    return window_of(node, attribute(node, "kernel_shape", ())) == Window(_PAIR, strides=_PAIR)


def halve(picture: Padded, take: Take) -> Padded:
    """Take the largest of each square of four pixels: first of two rows, which lie apart, then of two columns."""
    height, width = picture.height // 2, picture.width // 2
    answer, source = new_padded(take, picture.channels, height, width), picture.inner()
    higher = np.maximum(source[:, 0 : 2 * height : 2], source[:, 1 : 2 * height : 2])
    np.maximum(higher[:, :, 0 : 2 * width : 2], higher[:, :, 1 : 2 * width : 2], out=answer.inner())
    return answer


def average_pool(node: Node, _constants: Mapping[str, Array]) -> Kernel:
    """Return a kernel that takes the mean of each window."""
    if any(attribute(node, "pads", (0, 0, 0, 0))):
        unknown(node, "with a padding ")
    return _pool(node, np.mean, 0)


def _pool(node: Node, function: Callable[..., Array], padding: float) -> Kernel:
    """Return a kernel that joins the numbers of each window."""
    window = window_of(node, attribute(node, "kernel_shape", ()))
    if attribute(node, "ceil_mode", 0) or len(node.outputs) != 1:
        unknown(node, "with a window beyond the picture ")

    def kernel(inputs: Sequence[Value], _take: Take) -> Value:
        seen = windows_of(as_array(inputs[0]), window, padding)
        return function(seen, axis=(-2, -1))

    return kernel


def resize(node: Node, constants: Mapping[str, Array]) -> Kernel:
    """Return a kernel that repeats each pixel a whole number of times."""
    scales = constants.get(node.inputs[-1])
    is_nearest = attribute(node, "mode", "nearest") == "nearest"
    whole = scales is not None and scales.size == len("NCHW") and tuple(scales[:2]) == _ONE_TO_ONE
    if (
        not is_nearest
        or scales is None
        or not whole
        or (scales != np.rint(scales)).any()
        or (scales < 1).any()
    ):
        unknown(node, "with anything but whole factors and the nearest pixel ")
    places = (
        attribute(node, "coordinate_transformation_mode", "half_pixel"),
        attribute(node, "nearest_mode", "round_prefer_floor"),
    )
    if places not in _REPEATING:
        unknown(node, "with those coordinates ")
    down, across = integers(scales)[2:]

    def kernel(inputs: Sequence[Value], take: Take) -> Value:
        if isinstance(inputs[0], Padded):
            return repeat_pixels(inputs[0], down, across, take)
        repeated: Array = np.repeat(np.repeat(inputs[0], down, axis=2), across, axis=3)
        return repeated

    return kernel


def repeat_pixels(picture: Padded, down: int, across: int, take: Take) -> Padded:
    """Repeat each pixel; every repetition is one copy into places that lie apart."""
    answer = new_padded(take, picture.channels, picture.height * down, picture.width * across)
    source, target = picture.inner(), answer.inner()
    for row in range(down):
        for column in range(across):
            target[:, row::down, column::across] = source
    return answer
