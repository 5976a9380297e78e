"""Windows that move over pictures: what convolutions and pools have in common."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ..onnx_graph import Array, Node
from .values import attribute, unknown

_NO_PADDING: Final = (0, 0, 0, 0)


class Window(NamedTuple):
    """A window and how it moves."""

    kernel: tuple[int, ...]
    """Height and width."""
    strides: tuple[int, ...] = (1, 1)
    """Steps down and across."""
    dilations: tuple[int, ...] = (1, 1)
    """Distances of what it sees, down and across."""
    pads: tuple[int, ...] = _NO_PADDING
    """Pixels added above, on the left, below and on the right."""


def window_of(node: Node, kernel: tuple[int, ...]) -> Window:
    """Return the window of a node.

    Raises:
        ModelError: For one that is not of two dimensions, or pads by itself.
    """
    if len(kernel) != len("hw") or attribute(node, "auto_pad", "NOTSET") not in ("NOTSET", "VALID"):
        unknown(node, "with such a window ")
    return Window(
        kernel,
        attribute(node, "strides", (1, 1)),
        attribute(node, "dilations", (1, 1)),
        attribute(node, "pads", _NO_PADDING),
    )


def windows_of(pictures: Array, window: Window, padding: float = 0.0) -> Array:
    """Return what a window sees, shape (pictures, channels, height, width, down, across); a view where it can be."""
    top, left, bottom, right = window.pads
    if any(window.pads):
        around = ((0, 0), (0, 0), (top, bottom), (left, right))
        pictures = np.pad(pictures, around, constant_values=padding)
    down, across = (
        (size - 1) * apart + 1 for size, apart in zip(window.kernel, window.dilations, strict=True)
    )
    seen: Any = sliding_window_view(pictures, (down, across), axis=(2, 3))  # type: ignore[call-overload]  # numpy types one axis only
    (row, column), (apart_down, apart_across) = window.strides, window.dilations
    windows: Array = seen[:, :, ::row, ::column, ::apart_down, ::apart_across]
    return windows
