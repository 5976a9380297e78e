"""What operators take and give: plain arrays, and pictures in padded rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NoReturn, Protocol

import numpy as np

from ...records.errors import ModelError
from ...records.refusals import ModelRefusal
from ..onnx_graph import Array, Node

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

BLOCK: Final = 24 * 1024
"""Numbers that one pass works on. What goes in, what comes out and what lies between then stay in the second cache:
4,096 made YuNet 1.7 times slower by the cost of calls, the whole layer at once by the cost of memory."""


class Take(Protocol):
    """Lends buffers of a shape; they hold finite numbers of no meaning, and the plan of the run takes them back."""

    def __call__(self, shape: tuple[int, ...]) -> NDArray[float32]:
        """Lend a buffer."""

    def give(self, value: Value) -> None:
        """Take a buffer back that is needed no longer than an operator lasts."""


type Value = Array | Padded
type Kernel = Callable[[Sequence[Any], Take], Value | tuple[Value, ...]]
"""Computes one operator from its inputs, None for one that is left out. Changes no input."""


@dataclass(frozen=True, slots=True, eq=False)
class Padded:
    """One picture, each row with a pixel before and after it, and a row above and below.

    So a product of all channels is one matrix product, and what a 3 x 3 kernel sees in one direction is one contiguous
    slice: 1.2 to 1.8 ns a number instead of 10. The frame holds anything; `clear_frame` makes it the padding.
    """

    rows: NDArray[float32]
    """Shape (channels, (height + 2) * (width + 2))."""
    height: int
    """Rows of the picture, without the frame."""
    width: int
    """Columns of the picture, without the frame."""

    @property
    def channels(self) -> int:
        """Return the number of channels."""
        return len(self.rows)

    def grid(self) -> NDArray[float32]:
        """Return the picture with its frame, shape (channels, height + 2, width + 2)."""
        return self.rows.reshape(len(self.rows), self.height + 2, self.width + 2)

    def inner(self) -> NDArray[float32]:
        """Return the picture without its frame, shape (channels, height, width)."""
        return self.grid()[:, 1:-1, 1:-1]

    def clear_frame(self) -> None:
        """Make the frame zero, as a convolution's padding is."""
        grid = self.grid()
        grid[:, :: self.height + 1] = 0
        grid[:, :, :: self.width + 1] = 0


def new_padded(take: Take, channels: int, height: int, width: int) -> Padded:
    """Return a picture to be filled."""
    return Padded(take((channels, (height + 2) * (width + 2))), height, width)


def as_padded(value: Value, take: Take) -> Padded:
    """Return a picture in padded rows; an array must have the shape (1, channels, height, width)."""
    if isinstance(value, Padded):
        return value
    picture = new_padded(take, *value.shape[1:])
    picture.inner()[:] = value[0]
    return picture


def as_array(value: Any) -> Any:  # noqa: ANN401  # None stays None
    """Return a value as an array of its own, as ONNX describes it."""
    return value.inner()[None].copy() if isinstance(value, Padded) else value


def unknown(node: Node, detail: str = "") -> NoReturn:
    """Refuse a model with an operator, or a form of it, that is not known here."""
    raise ModelError(
        ModelRefusal.UNREADABLE,
        f"Expected operators that can be computed with NumPy, but operator {node.operator[:40]!r} {detail}is not "
        "known. Use a model without it, or a system for which onnxruntime is made.",
    )


def attribute[Default](node: Node, name: str, default: Default) -> Default:
    """Return a parameter of an operator, or what holds where it is left out.

    Raises:
        ModelError: For another kind.
    """
    value = node.attributes.get(name, default)
    if not isinstance(value, type(default)):
        # A whole number is a float too, and an empty list is no list of anything.
        if isinstance(default, float) and isinstance(value, int):
            return type(default)(value)
        unknown(node, f"with {name[:20]!r} of another kind ")
    return value


def integers(values: Array | Sequence[Any] | None) -> tuple[int, ...]:
    """Return numbers that stand in a constant as Python's."""
    return () if values is None else tuple(int(value) for value in np.ravel(values))
