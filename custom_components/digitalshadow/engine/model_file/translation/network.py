"""What ncnn loads: a text that names layers, and one stream of their weights. It reads both as they are.

Nothing in the stream says what belongs to which layer, and nothing is checked: a weight too few, and every later one
is another layer's. So whatever was translated is compared with NumPy before it may speak.
"""

from collections import Counter, deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
import struct
from typing import IO, TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from ..onnx_graph import Array
    from ..session import TensorSpec

type Parameter = float | tuple[float, ...]
"""A whole number, a number with a point, or several of either."""

_MAGIC: Final = 7767517
"""The first line of ncnn's text: its format's version."""
_FIRST_ARRAY: Final = -23300
"""An array is written under this number less its own."""
TAGS: Final[Mapping[np.dtype[np.generic], int]] = {
    np.dtype(np.float32): 0,
    np.dtype(np.float16): 0x01306B47,
    np.dtype(np.int8): 0x000D4B38,
}
"""What stands before weights that may have either form."""
_ALIGNED_BYTES: Final = 4


class Weights(NamedTuple):
    """Numbers of a layer's in the order in which it reads them."""

    numbers: Array
    """Float32; also float16 and int8 where tagged."""
    tagged: bool = False
    """Whether the layer reads a tag first that says which form follows."""

    def write(self, stream: IO[bytes]) -> None:
        """Append these weights."""
        numbers = self.numbers if self.tagged else self.numbers.astype(np.float32, copy=False)
        if self.tagged:
            stream.write(struct.pack("<I", TAGS[numbers.dtype]))
        data = np.ascontiguousarray(numbers)
        stream.write(data.data.cast("B"))
        stream.write(bytes(-data.nbytes % _ALIGNED_BYTES))


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One of ncnn's layers."""

    kind: str
    """Its name in ncnn."""
    inputs: tuple[str, ...]
    """What it reads."""
    outputs: tuple[str, ...]
    """What it gives."""
    parameters: Mapping[int, Parameter]
    """Its parameters by ncnn's number."""
    weights: tuple[Weights, ...] = ()
    """Its weights, in order."""


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Layers that can be computed one after the other, and what the model says about itself."""

    text: str
    """The layers as ncnn reads them."""
    weights: deque[Weights]
    """Those of all layers in order; they are let go of as they are written."""
    input: str
    """What the picture is called."""
    answers: Mapping[str, tuple[str, tuple[int, ...]]]
    """By the model's own name of an output: what it is called here, and its shape without the batch."""
    inputs: tuple[TensorSpec, ...]
    """What the model wants."""
    outputs: tuple[TensorSpec, ...]
    """What it answers."""
    metadata: Mapping[str, str]
    """The key-value pairs that the file carries."""

    def move_weights(self, stream: IO[bytes]) -> None:
        """Write all weights and keep none: a large model would otherwise be in memory once more."""
        while self.weights:
            self.weights.popleft().write(stream)


def text_of(layers: Sequence[Layer], wanted: Collection[str]) -> str:
    """Return layers as ncnn reads them. A value that is read twice is first copied by a layer of its own."""
    readers = Counter(name for layer in layers for name in layer.inputs)
    readers.update(wanted)
    copies = {name: iter([f"{name}_{copy}" for copy in range(count)]) for name, count in readers.items()}
    lines, values = [], 0
    for layer in layers:
        inputs = [next(copies[name]) if readers[name] > 1 else name for name in layer.inputs]
        lines.append(_line(layer.kind, layer.outputs[0], inputs, layer.outputs, layer.parameters))
        values += len(layer.outputs)
        for name in layer.outputs:
            if readers[name] > 1:
                shares = [f"{name}_{copy}" for copy in range(readers[name])]
                lines.append(_line("Split", f"{name}_copies", [name], shares, {}))
                values += len(shares)
    return f"{_MAGIC}\n{len(lines)} {values}\n" + "".join(lines)


def _line(
    kind: str,
    name: str,
    inputs: Sequence[str],
    outputs: Sequence[str],
    parameters: Mapping[int, Parameter],
) -> str:
    """Return one layer's line."""
    names = " ".join((*inputs, *outputs))
    said = " ".join(_parameter(number, value) for number, value in parameters.items())
    return f"{kind} {name} {len(inputs)} {len(outputs)} {names} {said}".rstrip() + "\n"


def _parameter(number: int, value: Parameter) -> str:
    """Return a parameter as ncnn reads it; what has a point is a float."""
    if isinstance(value, tuple):
        return f"{_FIRST_ARRAY - number}={','.join([str(len(value)), *map(_number, value)])}"
    return f"{number}={_number(value)}"


def _number(value: float) -> str:
    """Return a number so that ncnn sees whether it is a float."""
    return str(value) if type(value) is int else f"{value:.9e}"
