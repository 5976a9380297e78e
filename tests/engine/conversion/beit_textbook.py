"""Small checkpoints, their conversion, and answers of the network's definition, which share nothing with the engine."""

from collections.abc import Callable, Iterator
from functools import partial
import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
import pytest

from custom_components.digitalshadow.engine.conversion.beit import Architecture
from custom_components.digitalshadow.engine.conversion.conversion import convert
from custom_components.digitalshadow.engine.conversion.proof import drawn_faces
from custom_components.digitalshadow.engine.reading.livecad import LiveCad, prepare
from custom_components.digitalshadow.engine.records.conversion_plan import (
    ConversionPlan,
    ConversionProgress,
    Converted,
    Precision,
)
from custom_components.digitalshadow.engine.records.errors import ModelError
from models.checkpoint_writer import TensorPlan, write_checkpoint
from models.random_checkpoint import TINY, random_parameters
from tests.builders.sessions import session_of

type Parameters = dict[str, NDArray[np.floating]]
type Change = Callable[[Parameters], None]

PLAN = ConversionPlan(
    name="a test",
    version="3",
    classes=("normal", "cad"),
    positive_index=1,
    licence="for tests",
    converted_on="2026-11-24",
    precision=Precision.FP32,
)


def parameters_of(size: Architecture = TINY, seed: int = 1) -> Parameters:
    return {name: plan.values() for name, plan in random_parameters(size, seed)}


def write(path: Path, parameters: Parameters) -> Path:
    plans = {
        name: TensorPlan(values.shape, partial(np.asarray, values), values.dtype.name)
        for name, values in parameters.items()
    }
    write_checkpoint(path, plans)
    return path


def finish(steps: Iterator[ConversionProgress]) -> Converted:
    """Run a conversion to its end and return its result."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def converted(folder: Path, parameters: Parameters, plan: ConversionPlan = PLAN) -> tuple[Converted, LiveCad]:
    """Convert parameters and open the file."""
    source = write(folder / "checkpoint-best.pth", parameters)
    result = finish(convert(source, folder / "model.onnx", plan))
    return result, LiveCad(session_of(Path(result.path).read_bytes()))


def refused(folder: Path, parameters: Parameters, plan: ConversionPlan = PLAN) -> ModelError:
    """Convert what must be refused; return why, and make sure that nothing is left behind."""
    source = write(folder / "checkpoint-best.pth", parameters)
    with pytest.raises(ModelError) as caught:
        finish(convert(source, folder / "model.onnx", plan))
    assert [path.name for path in folder.iterdir()] == ["checkpoint-best.pth"]
    return caught.value


def textbook(parameters: Parameters, image: NDArray[np.float32], heads: int) -> NDArray[np.float64]:
    """Return the logits of one image (3, side, side), written out from the definition of BEiT v2 in 64-bit numbers."""
    p = {name: values.astype(np.float64) for name, values in parameters.items()}
    width, _, patch, _ = p["patch_embed.proj.weight"].shape
    grid = image.shape[1] // patch

    def norm(tokens: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        spread = np.sqrt(tokens.var(axis=-1, keepdims=True) + 1e-6)
        return (tokens - tokens.mean(axis=-1, keepdims=True)) / spread * p[f"{name}.weight"] + p[
            f"{name}.bias"
        ]

    def bias_row(one: int, other: int) -> int:
        if 0 in (one, other):
            return (2 * grid - 1) ** 2 + (0 if other else 1 if one else 2)
        down = (one - 1) // grid - (other - 1) // grid + grid - 1
        across = (one - 1) % grid - (other - 1) % grid + grid - 1
        return down * (2 * grid - 1) + across

    tokens = [p["cls_token"].reshape(width)]
    for row in range(grid):
        for column in range(grid):
            part = image[:, row * patch : (row + 1) * patch, column * patch : (column + 1) * patch]
            product = np.tensordot(p["patch_embed.proj.weight"], part.astype(np.float64), 3)
            tokens.append(product + p["patch_embed.proj.bias"])
    x = np.array(tokens)
    count, size = len(x), width // heads
    rows = np.array([[bias_row(one, other) for other in range(count)] for one in range(count)])
    erf = np.vectorize(math.erf)
    for index in range(sum(name.endswith("norm1.weight") for name in p)):
        b = f"blocks.{index}"
        normed = norm(x, f"{b}.norm1")
        weight = p[f"{b}.attn.qkv.weight"]
        query = normed @ weight[:width].T + p[f"{b}.attn.q_bias"]
        key = normed @ weight[width : 2 * width].T
        value = normed @ weight[2 * width :].T + p[f"{b}.attn.v_bias"]
        mixed = np.zeros_like(x)
        for head in range(heads):
            own = slice(head * size, (head + 1) * size)
            likeness = query[:, own] @ key[:, own].T / math.sqrt(size)
            likeness += p[f"{b}.attn.relative_position_bias_table"][rows, head]
            power = np.exp(likeness)
            mixed[:, own] = power / power.sum(axis=1, keepdims=True) @ value[:, own]
        x = x + p[f"{b}.gamma_1"] * (mixed @ p[f"{b}.attn.proj.weight"].T + p[f"{b}.attn.proj.bias"])
        inner = norm(x, f"{b}.norm2") @ p[f"{b}.mlp.fc1.weight"].T + p[f"{b}.mlp.fc1.bias"]
        inner = inner * (1 + erf(inner / math.sqrt(2))) / 2
        x = x + p[f"{b}.gamma_2"] * (inner @ p[f"{b}.mlp.fc2.weight"].T + p[f"{b}.mlp.fc2.bias"])
    return norm(x[1:].mean(axis=0), "fc_norm") @ p["head.weight"].T + p["head.bias"]


def textbook_probability(
    parameters: Parameters, model: LiveCad, index: int, heads: int = TINY.heads
) -> list[float]:
    """Return what the definition answers to the drawn faces."""
    found = []
    for face in drawn_faces():
        logits = textbook(parameters, prepare(face.pixels, face.box, model.metadata)[0], heads)
        found.append(float((np.exp(logits) / np.exp(logits).sum())[index]))
    return found


def answers(model: LiveCad) -> list[float]:
    return [model.estimate(face.pixels, face.box) for face in drawn_faces()]
