"""Tiny ONNX models with the contracts of the real ones, and drawn faces that they can see.

The detector takes any pure green cell of 8 pixels for the middle of a face of 96 pixels; the recogniser describes a
face by its colours. With them the pipeline runs on real sessions where no real face model is at hand.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from custom_components.digitalshadow.engine.conversion.onnx_writer import (
    graph,
    header,
    metadata as pair,
    node,
    value as tensor,
    weight,
)

FACE_PX = 96
# The landmarks of a frontal face as shares of the box, in YuNet's order.
LANDMARK_SHARES = ((0.30, 0.38), (0.70, 0.38), (0.50, 0.58), (0.35, 0.78), (0.65, 0.78))
RED, BLUE, YELLOW = (40, 40, 220), (220, 40, 40), (40, 220, 220)
_STRIDES = (8, 16, 32)


def draw_face(
    pixels: NDArray[np.uint8], column: int, row: int, colour: tuple[int, int, int], *, noise: float = 60.0
) -> None:
    """Draw a face whose middle is the green cell at this column and row of the grid of 8 pixels."""
    left, top = column * 8 + 4 - FACE_PX // 2, row * 8 + 4 - FACE_PX // 2
    texture = np.random.default_rng(1).normal(0, noise, (FACE_PX, FACE_PX, 1))
    face = np.clip(np.array(colour) + texture, 0, 255)[max(0, -top) :, max(0, -left) :]
    inside = pixels[max(0, top) : top + FACE_PX, max(0, left) : left + FACE_PX]
    inside[:] = face[: inside.shape[0], : inside.shape[1]]
    pixels[row * 8 : row * 8 + 8, column * 8 : column * 8 + 8] = (0, 255, 0)


def empty_picture(width: int = 640, height: int = 480) -> NDArray[np.uint8]:
    """Return a grey wall."""
    return np.full((height, width, 3), 90, np.uint8)


def detector(side: int | None = 640) -> bytes:
    """Return a model with YuNet's inputs and outputs; `side` None leaves the input size open."""
    nodes = [
        node("Split", ["input"], ["blue", "green", "red"], axis=1),
        node("Max", ["blue", "red"], ["others"]),
        node("Sub", ["green", "others"], ["excess"]),
        node("Div", ["excess", "white"], ["greenness"]),
        node("Clip", ["greenness", "zero", "one"], ["seen"]),
    ]
    constants = {"white": np.array(255.0), "zero": np.array(0.0), "one": np.array(1.0)}
    shapes: dict[str, int] = {}
    for stride in _STRIDES:
        size = FACE_PX / stride
        box = [0.5, 0.5, math.log(size), math.log(size)]
        points = [0.5 + (share - 0.5) * size for pair in LANDMARK_SHARES for share in pair]
        constants |= {
            f"box_{stride}": np.array(box),
            f"points_{stride}": np.array(points),
            f"gain_{stride}": np.array(1.0 if stride == 8 else 0.0),
        }
        nodes += [
            node(
                "AveragePool", ["seen"], [f"pool_{stride}"], kernel_shape=[stride] * 2, strides=[stride] * 2
            ),
            node("Mul", [f"pool_{stride}", f"gain_{stride}"], [f"gained_{stride}"]),
            node("Reshape", [f"gained_{stride}", "rows_of_1"], [f"cls_{stride}"]),
            node("Identity", [f"cls_{stride}"], [f"obj_{stride}"]),
            node("Mul", [f"cls_{stride}", "zero"], [f"nothing_{stride}"]),
            node("Add", [f"nothing_{stride}", f"box_{stride}"], [f"bbox_{stride}"]),
            node("Add", [f"nothing_{stride}", f"points_{stride}"], [f"kps_{stride}"]),
        ]
        shapes |= {f"cls_{stride}": 1, f"obj_{stride}": 1, f"bbox_{stride}": 4, f"kps_{stride}": 10}
    sizes = [side, side] if side else ["height", "width"]
    outputs = {name: [1, None, last] for name, last in shapes.items()}
    return _model(
        nodes,
        {"input": [1, 3, *sizes]},
        outputs,
        constants,
        whole_numbers={"rows_of_1": np.array([1, -1, 1])},
    )


def recogniser(width: int = 48) -> bytes:
    """Return a model with SFace's input that describes a chip by the colours of its sixteen fields."""
    nodes = [
        node("AveragePool", ["data"], ["fields"], kernel_shape=[28, 28], strides=[28, 28]),
        node("Sub", ["fields", "middle"], ["offsets"]),
        node("Flatten", ["offsets"], ["embedding"], axis=1),
    ]
    constants = {"middle": np.array(127.0)}
    return _model(nodes, {"data": [1, 3, 112, 112]}, {"embedding": [1, width]}, constants)


def constant_answer(values: list[float], metadata: dict[str, str], output: str = "logits") -> bytes:
    """Return a risk model that gives the same answer to everything."""
    nodes = [
        node("GlobalAveragePool", ["input"], ["average"]),
        node("Flatten", ["average"], ["flat"], axis=1),
        node("MatMul", ["flat", "nothing"], ["zeros"]),
        node("Add", ["zeros", "values"], [output]),
    ]
    constants = {"nothing": np.zeros((3, len(values))), "values": np.array(values)}
    shapes = {output: ["N", len(values)]}
    return _model(nodes, {"input": ["N", 3, 224, 224]}, shapes, constants, metadata=metadata)


LIVECAD_SAYS = {
    "kind": "livecad",
    "name": "LiveCAD",
    "version": "7",
    "licence": "CC-BY-NC-4.0",
    "classes": '["normal", "cad"]',
    "positive_index": "1",
    "input_size": "224",
    "channel_order": "rgb",
    "mean": "[0.485, 0.456, 0.406]",
    "std": "[0.229, 0.224, 0.225]",
    "crop_geometry": "box",
    "crop_scale": "1.1",
    "output": "logits",
}
"""What a model of the kind LiveCAD says about itself."""


def livecad(**metadata: str) -> bytes:
    """Return a small model of the kind LiveCAD that answers to the mean colour of a face."""
    nodes = [
        node("GlobalAveragePool", ["input"], ["average"]),
        node("Flatten", ["average"], ["colour"], axis=1),
        node("MatMul", ["colour", "weights"], ["logits"]),
    ]
    constants = {"weights": np.array([[0.3, -0.2], [-0.1, 0.4], [0.2, 0.1]])}
    shapes: dict[str, list[int | str | None]] = {"logits": ["N", 2]}
    inputs: dict[str, list[int | str | None]] = {"input": ["N", 3, 224, 224]}
    return _model(nodes, inputs, shapes, constants, metadata=LIVECAD_SAYS | metadata)


def _model(
    nodes: list[bytes],
    inputs: dict[str, list[int | str | None]],
    outputs: dict[str, list[int | str | None]],
    constants: dict[str, NDArray[np.float64]],
    *,
    whole_numbers: dict[str, NDArray[np.int64]] | None = None,
    metadata: dict[str, str] | None = None,
) -> bytes:
    """Put a graph together and return its bytes."""
    weights: dict[str, NDArray[Any]] = {
        name: numbers.astype(np.float32) for name, numbers in constants.items()
    } | (whole_numbers or {})
    tensors = [
        [
            tensor(name, "float32", [size or f"{name} {place}" for place, size in enumerate(shape)])
            for name, shape in sides.items()
        ]
        for sides in (inputs, outputs)
    ]
    return b"".join(
        (
            header("tests", 8, 17),
            graph("synthetic", nodes, *tensors),
            *(piece for name, numbers in weights.items() for piece in weight(name, numbers)),
            *(pair(key, text) for key, text in (metadata or {}).items()),
        )
    )
