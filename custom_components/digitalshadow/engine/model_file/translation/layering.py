"""Layers as they are collected: what each value is called, and which shape it has without the batch."""

from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING, NoReturn

import numpy as np

from ..onnx_graph import Graph, Node
from .network import Layer, Network, Parameter, Weights, text_of

if TYPE_CHECKING:
    from ..onnx_graph import Array

type Shape = tuple[int, ...]


class UntranslatableError(Exception):
    """An operator, or a form of it, is not in the list of what is translated."""


def refuse(node: Node, why: str = "") -> NoReturn:
    """Leave a model to another runtime."""
    raise UntranslatableError(f"operator {node.operator[:40]!r} {why}is not translated".strip())


class Layering:
    """The layers of one model so far. Values get names of ours, so that none of the file's reaches ncnn's parser."""

    def __init__(self, graph: Graph) -> None:
        """Begin with the picture.

        Raises:
            UntranslatableError: There is not one picture of a known size.
        """
        self.constants = graph.constants
        self.shapes: dict[str, Shape] = {}
        """Of each computed value, without the batch."""
        self._names: dict[str, str] = {}
        self._layers: list[Layer] = []
        match graph.inputs:
            case (spec,) if spec.dtype == np.float32 and len(spec.shape) > 1 and spec.shape[0] in (1, None):
                shape = tuple(size or 0 for size in spec.shape[1:])
            case _:
                raise UntranslatableError("more or less than one input is not translated")
        if not all(shape):
            raise UntranslatableError("an input of no known size is not translated")
        self._picture = spec.name
        self.is_single = spec.shape[0] == 1
        """Whether the model takes one picture at a time."""
        self.add("Input", (), {spec.name: shape}, dict(enumerate(reversed(shape))))

    def shape(self, name: str, node: Node) -> Shape:
        """Return a computed value's shape without the batch."""
        return self.shapes[name] if name in self.shapes else refuse(node, "of a fixed value ")

    def constant(self, name: str, node: Node) -> Array:
        """Return a fixed value."""
        return self.constants[name] if name in self.constants else refuse(node, "with computed weights ")

    def add(
        self,
        kind: str,
        inputs: tuple[str, ...],
        outputs: Mapping[str, Shape],
        parameters: Mapping[int, Parameter] | None = None,
        weights: tuple[Weights, ...] = (),
    ) -> None:
        """Add a layer; outputs by name, with their shapes."""
        read = tuple(self._names[name] for name in inputs)
        for name, shape in outputs.items():
            self._names[name] = f"v{len(self._names)}"
            self.shapes[name] = shape
        written = tuple(self._names[name] for name in outputs)
        self._layers.append(Layer(kind, read, written, parameters or {}, weights))

    def add_fixed(self, numbers: Array) -> str:
        """Add a value that is fixed, of up to three axes; return what it is called."""
        name = f"fixed {len(self._names)}"
        self.add("MemoryData", (), {name: numbers.shape}, sizes_of(numbers.shape), (Weights(numbers),))
        return name

    def network(self, graph: Graph) -> Network:
        """Return all layers.

        Raises:
            UntranslatableError: An output is not computed.
        """
        names = [spec.name for spec in graph.outputs]
        if missing := [name for name in names if name not in self._names]:
            raise UntranslatableError(f"a fixed output ({len(missing)}) is not translated")
        answers = {name: (self._names[name], self.shapes[name]) for name in names}
        return Network(
            text_of(self._layers, [called for called, _ in answers.values()]),
            deque(weights for layer in self._layers for weights in layer.weights),
            self._names[self._picture],
            answers,
            *(graph.inputs, graph.outputs, graph.metadata),
        )


def sizes_of(shape: Shape) -> dict[int, Parameter]:
    """Return the parameters that say a fixed value's sizes, width first."""
    return dict(enumerate(reversed(shape)))
