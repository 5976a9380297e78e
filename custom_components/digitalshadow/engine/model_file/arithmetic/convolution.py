"""Convolutions: for pictures in padded rows the forms that face models are made of, and any other one plainly."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from ..onnx_graph import Array, Node
from .values import BLOCK, Kernel, Padded, Take, Value, as_array, as_padded, attribute, new_padded
from .windows import Window, window_of, windows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy import float32
    from numpy.typing import NDArray

_SIDE, _TAPS = 3, 9
_ONE_PIXEL: Final = Window((1, 1))
_NINE_PIXELS: Final = Window((_SIDE, _SIDE), pads=(1, 1, 1, 1))


class Activation(NamedTuple):
    """What happens to each number behind a convolution, while it is in the cache."""

    least: float32 | None = None
    """The smallest number that is left."""
    most: float32 | None = None
    """The largest number that is left."""
    slope: NDArray[float32] | None = None
    """By what negative numbers of each channel are multiplied, shape (channels, 1)."""

    def apply(self, numbers: NDArray[float32], first_channel: int = 0) -> None:
        """Change numbers whose first axis is the channel."""
        if self.slope is not None:
            slope = self.slope[first_channel : first_channel + len(numbers)]
            negative = np.minimum(numbers, np.float32(0))
            negative *= slope.reshape(-1, *(1,) * (numbers.ndim - 1))
            np.maximum(numbers, np.float32(0), out=numbers)
            numbers += negative
        elif self.most is not None:
            np.clip(numbers, self.least, self.most, out=numbers)
        elif self.least is not None:
            np.maximum(numbers, self.least, out=numbers)


@dataclass(frozen=True, slots=True, eq=False)
class Convolution:
    """One convolution as it stands in a file, made ready."""

    weights: NDArray[float32]
    """Shape (output channels, input channels of a group * height * width of the kernel)."""
    bias: NDArray[float32]
    """Shape (output channels, 1)."""
    window: Window
    """What moves over the picture."""
    groups: int
    """Into how many parts the channels fall."""
    activation: Activation
    """What happens to the answer."""


def convolution_of(node: Node, weights: Array, bias: Array | None, slope: Array | None) -> Convolution:
    """Make a convolution ready.

    Raises:
        ModelError: For a form that is not known.
    """
    flat = np.ascontiguousarray(weights.reshape(len(weights), -1), np.float32)
    shift = np.zeros(len(weights), np.float32) if bias is None else bias.astype(np.float32)
    least, most = attribute(node, "least", -np.inf), attribute(node, "most", np.inf)
    return Convolution(
        flat,
        shift.reshape(-1, 1),
        window_of(node, tuple(weights.shape[2:])),
        attribute(node, "group", 1),
        Activation(
            None if least == -np.inf else np.float32(least),
            None if most == np.inf else np.float32(most),
            None
            if slope is None
            else np.broadcast_to(slope.reshape(-1, 1), (len(flat), 1)).astype(np.float32),
        ),
    )


def convolve(convolution: Convolution) -> Kernel:
    """Return the fastest form of a convolution that a picture allows."""
    fast = _fast_form(convolution)

    def kernel(inputs: Sequence[Value], take: Take) -> Value:
        picture = inputs[0]
        if fast is None or (not isinstance(picture, Padded) and picture.shape[:1] != (1,)):
            return plain(convolution, as_array(picture))
        if fast is pointwise and not isinstance(picture, Padded):
            return plain(convolution, picture)
        return fast(convolution, as_padded(picture, take), take)

    return kernel


def _fast_form(convolution: Convolution) -> Callable[[Convolution, Padded, Take], Padded] | None:
    """Return the form for padded rows, where there is one."""
    outputs, taps = convolution.weights.shape
    if convolution.window == _ONE_PIXEL:
        return pointwise if convolution.groups == 1 else None
    if convolution.window not in (_NINE_PIXELS, _NINE_PIXELS._replace(strides=(2, 2))):
        return None
    if convolution.groups == outputs and taps == _TAPS:
        return depthwise if convolution.window == _NINE_PIXELS else depthwise_halving
    return by_columns if convolution.groups == 1 else None


def pointwise(convolution: Convolution, picture: Padded, take: Take) -> Padded:
    """Mix channels, each pixel by itself: one product of matrices over the whole picture, its frame included."""
    answer = new_padded(take, len(convolution.weights), picture.height, picture.width)
    np.matmul(convolution.weights, picture.rows, out=answer.rows)
    _finish(convolution, answer.rows)
    return answer


def _finish(convolution: Convolution, rows: NDArray[float32]) -> None:
    """Add the bias and apply the activation, in blocks that are read and written once."""
    channels, length = rows.shape
    several = max(1, BLOCK // length)
    for first in range(0, channels, several):
        for start in range(0, length, BLOCK):
            part = rows[first : first + several, start : start + BLOCK]
            part += convolution.bias[first : first + several]
            convolution.activation.apply(part, first)


def by_columns(convolution: Convolution, picture: Padded, take: Take) -> Padded:
    """Write what each tap sees below each other and multiply; as many rows at once as stay in the cache."""
    picture.clear_frame()
    step = convolution.window.strides[0]
    height, width = (picture.height - 1) // step + 1, (picture.width - 1) // step + 1
    answer, source = new_padded(take, len(convolution.weights), height, width), picture.grid()
    target, taps = answer.grid(), convolution.weights.shape[1]
    several = max(1, 4 * BLOCK // (taps * (width + 2)))
    columns = np.zeros((taps, several, width + 2), np.float32)
    for top in range(0, height, several):
        count = min(several, height - top)
        seen = columns.reshape(picture.channels, _TAPS, several, width + 2)
        for tap in range(_TAPS):
            down, across = divmod(tap, _SIDE)
            rows = slice(down + step * top, down + step * (top + count - 1) + 1, step)
            seen[:, tap, :count, 1:-1] = source[:, rows, across : across + step * (width - 1) + 1 : step]
        product = convolution.weights @ columns.reshape(taps, -1)
        _finish(convolution, product)
        target[:, 1 + top : 1 + top + count] = product.reshape(-1, several, width + 2)[:, :count]
    return answer


def depthwise(convolution: Convolution, picture: Padded, take: Take) -> Padded:
    """Convolve each channel by itself. In padded rows every tap is one contiguous slice of a channel."""
    picture.clear_frame()
    answer = new_padded(take, picture.channels, picture.height, picture.width)
    row = picture.width + 2
    # From the first pixel to the last, and what stands in the frame between them.
    length, first_pixel = (picture.height - 1) * row + picture.width, row + 1
    several = max(1, BLOCK // length)
    spare = np.empty((several, min(length, BLOCK)), np.float32)
    taps = convolution.weights[:, :, None]
    for channel in range(0, picture.channels, several):
        seen = picture.rows[channel : channel + several]
        weights = taps[channel : channel + several]
        for start in range(0, length, BLOCK):
            stop = min(start + BLOCK, length)
            total = answer.rows[channel : channel + several, first_pixel + start : first_pixel + stop]
            product = spare[: len(seen), : stop - start]
            np.multiply(seen[:, start:stop], weights[:, 0], out=total)
            for tap in range(1, _TAPS):
                shift = tap // _SIDE * row + tap % _SIDE
                np.multiply(seen[:, shift + start : shift + stop], weights[:, tap], out=product)
                total += product
            total += convolution.bias[channel : channel + several]
            convolution.activation.apply(total, channel)
    return answer


def depthwise_halving(convolution: Convolution, picture: Padded, take: Take) -> Padded:
    """Convolve each channel by itself, at every second pixel."""
    picture.clear_frame()
    height, width = (picture.height + 1) // 2, (picture.width + 1) // 2
    answer, source = new_padded(take, picture.channels, height, width), picture.grid()
    target = answer.inner()
    several = max(1, BLOCK // (height * width))
    spare = np.empty((2, several, height, width), np.float32)
    taps = convolution.weights[:, :, None, None]
    for channel in range(0, picture.channels, several):
        here = slice(channel, channel + several)
        seen, weights = source[here], taps[here]
        total, product = spare[:, : len(seen)]
        for tap in range(_TAPS):
            down, across = divmod(tap, _SIDE)
            part = seen[:, down : down + 2 * height - 1 : 2, across : across + 2 * width - 1 : 2]
            np.multiply(part, weights[:, tap], out=product if tap else total)
            if tap:
                total += product
        total += convolution.bias[here, :, None]
        convolution.activation.apply(total, channel)
        target[here] = total
    return answer


def plain(convolution: Convolution, pictures: Array) -> Array:
    """Convolve in any form, shape (pictures, channels, height, width), by one product of matrices for each group."""
    windows = windows_of(pictures, convolution.window)
    count, channels, height, width = windows.shape[:4]
    groups = convolution.groups
    # (pictures, groups, channels of a group, height, width, down, across) -> columns.
    seen = windows.reshape(count, groups, channels // groups, height, width, *convolution.window.kernel)
    columns = seen.transpose(0, 1, 2, 5, 6, 3, 4).reshape(count, groups, -1, height * width)
    weights = convolution.weights.reshape(groups, -1, convolution.weights.shape[1])
    answer = (weights @ columns).reshape(count, -1, height * width)
    for one in answer:
        _finish(convolution, one)
    return answer.reshape(count, -1, height, width)
