"""Damaged and hostile model files; `python -m tests.hostile.models --count N` tries many and tells.

Each goes the way of a user's file: looked at by an engine in a process of its own, and where that lets it pass, loaded
and asked by another one, with the limits that both have at home. The process that runs this stands for Home Assistant.
"""

import argparse
import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
import hashlib
import json
from pathlib import Path
from random import Random
import sys
from tempfile import TemporaryDirectory
import time
from typing import Any, Final

import numpy as np
import onnx
from onnx import helper, numpy_helper

from custom_components.digitalshadow.engine.model_file.catalog import PACKAGE_FOLDER
from custom_components.digitalshadow.engine.records.configuration import (
    Configure,
    ExamineModel,
    ModelFile,
    ModelKind,
)
from custom_components.digitalshadow.engine.records.errors import (
    EngineLostError,
    EngineTimeoutError,
    ModelError,
)
from custom_components.digitalshadow.engine.wire.frames import Message, encode
from custom_components.digitalshadow.engine_host.process_runner import BASE_MEMORY_BYTES
from custom_components.digitalshadow.engine_host.runner import answer_of
from custom_components.digitalshadow.engine_host.worker_process import WORKER, WorkerProcess
from tests.engine.synthetic_models import LIVECAD_SAYS, livecad
from tests.hostile.damage import damaged

DEADLINE_SECONDS: Final = 15.0
_EXTREMES: Final = (-(2**63), -(2**31), -1, 0, 1, 2**31 - 1, 2**40, 2**63 - 1)
_OPERATORS: Final = (
    *(
        "Slice",
        "Reshape",
        "Expand",
        "Tile",
        "ConstantOfShape",
        "Range",
        "Loop",
        "If",
        "Gather",
        "Conv",
        "MatMul",
    ),
    *("Split", "TopK", "Resize"),
)

type Change = Callable[[onnx.ModelProto, Random], None]


def _other_numbers(model: onnx.ModelProto, random: Random) -> None:
    """Give a weight of whole numbers or a dimension an extreme value."""
    weight = random.choice(model.graph.initializer)
    if weight.data_type == onnx.TensorProto.INT64:
        values = numpy_helper.to_array(weight).copy().reshape(-1)
        values[random.randrange(len(values))] = random.choice(_EXTREMES)
        weight.CopyFrom(numpy_helper.from_array(values.reshape(tuple(weight.dims)), weight.name))
    elif weight.dims:
        weight.dims[random.randrange(len(weight.dims))] = random.choice(_EXTREMES)


def _other_attribute(model: onnx.ModelProto, random: Random) -> None:
    """Give a node an attribute with an extreme value, one that it has or another."""
    node = random.choice(model.graph.node)
    value: Any = random.choice(
        [random.choice(_EXTREMES), [random.choice(_EXTREMES)] * 3, float("nan"), "text"]
    )
    name = random.choice(
        [*(one.name for one in node.attribute), "axis", "axes", "kernel_shape", "to", "perm"]
    )
    kept = [one for one in node.attribute if one.name != name]
    del node.attribute[:]
    node.attribute.extend([*kept, helper.make_attribute(name, value)])


def _other_operator(model: onnx.ModelProto, random: Random) -> None:
    """Let a node do something else."""
    operators = [
        "Slice",
        "Reshape",
        "Expand",
        "Tile",
        "ConstantOfShape",
        "Range",
        "Loop",
        "If",
        "Gather",
        "Conv",
        "MatMul",
        "Split",
        "TopK",
        "Resize",
    ]  # as it is read
    random.choice(model.graph.node).op_type = random.choice(operators)


def _other_type(model: onnx.ModelProto, random: Random) -> None:
    """Say that numbers are of another type."""
    random.choice(model.graph.initializer).data_type = random.randrange(30)


def _data_outside(model: onnx.ModelProto, random: Random) -> None:
    """Let a weight lie in another file."""
    if not (inside := [weight for weight in model.graph.initializer if weight.HasField("raw_data")]):
        return
    weight = random.choice(inside)
    onnx.external_data_helper.set_external_data(
        weight, random.choice(["../secrets.yaml", "/etc/passwd", "/proc/self/mem", "weights.bin"])
    )
    weight.ClearField("raw_data")


def _bomb(model: onnx.ModelProto, random: Random) -> None:
    """Add a node that would need terabytes, or the time of a week."""
    size = random.choice([2**20, 2**30, 2**40])
    model.graph.initializer.append(numpy_helper.from_array(np.array([size, size]), "bomb_shape"))
    model.graph.node.insert(0, helper.make_node("ConstantOfShape", ["bomb_shape"], ["bomb"]))


def _other_words(model: onnx.ModelProto, random: Random) -> None:
    """Say something else about itself."""
    said = {pair.key: pair.value for pair in model.metadata_props}
    key = random.choice(list(said))
    said[key] = random.choice(
        ["", "nan", "-1", "[]", "1e999", "[[[[", "x" * 100_000, "\u202e{{ 1 }}", "demonstration"]
    )
    del model.metadata_props[:]
    helper.set_model_props(model, said)


CHANGES: Final[tuple[Change, ...]] = (
    _other_numbers,
    _other_attribute,
    _other_operator,
    _other_type,
    _data_outside,
    _bomb,
    _other_words,
)


def disguised(random: Random) -> bytes:
    """Return the demonstration's graph under another kind, its tensors renamed, perhaps with nodes without effect."""
    model = onnx.load(PACKAGE_FOLDER / "demonstration.onnx")
    del model.metadata_props[:]
    helper.set_model_props(model, LIVECAD_SAYS | {"positive_index": random.choice("01")})
    inner = {name for node in model.graph.node for name in node.output} - {"logits"}
    for node in model.graph.node:
        node.input[:] = [f"t{name}" if name in inner else name for name in node.input]
        node.output[:] = [f"t{name}" if name in inner else name for name in node.output]
    if random.random() < 0.5:
        model.graph.node[-1].output[0] = "before"
        model.graph.node.append(helper.make_node("Identity", ["before"], ["logits"]))
    data: bytes = model.SerializeToString()
    return data


def hostile(seed: int) -> bytes:
    """Return one hostile file; the same one for the same seed."""
    random = Random(seed)  # noqa: S311  # nothing is to be kept secret
    if seed % 10 == 0:
        return disguised(random)
    seeds = (livecad(), (PACKAGE_FOLDER / "demonstration.onnx").read_bytes())
    data = random.choice(seeds)
    if random.random() < 0.5:
        return damaged(data, random)
    model = onnx.load_from_string(data)
    for _ in range(random.randint(1, 3)):
        # The library that writes files refuses to read what an earlier change left; then that change has to do.
        with suppress(ValueError, onnx.checker.ValidationError):
            random.choice(CHANGES)(model, random)
    changed: bytes = model.SerializeToString()
    return changed


class Trial:
    """Tries files one after the other, in engines that are replaced when they end."""

    def __init__(self, folder: Path) -> None:
        """Keep files in a folder, and the engines in an empty one beside it."""
        self._file = folder / "hostile.onnx"
        self._working_folder = folder / "empty"
        self._working_folder.mkdir()
        self._engine: WorkerProcess | None = None
        self.counts: Counter[str] = Counter()

    async def async_try(self, content: bytes) -> str:
        """Return what became of a file: `passed`, `refused` with the reason, `engine ended` or `too slow`."""
        self._file.write_bytes(content)
        sha256 = hashlib.sha256(content).hexdigest()
        outcome = await self._async_outcome(ExamineModel(str(self._file)))
        if outcome == "passed":
            file = ModelFile("hostile", str(self._file), sha256, pinned=False)
            outcome = await self._async_outcome(Configure(file, None, None))
        self.counts[outcome] += 1
        return outcome

    async def _async_outcome(self, request: Message) -> str:
        """Have an engine answer; one that ends or hangs is replaced by the next."""
        if self._engine is None:
            self._engine = await WorkerProcess.async_spawn(
                sys.executable, WORKER, self._working_folder, BASE_MEMORY_BYTES
            )
        try:
            async with asyncio.timeout(DEADLINE_SECONDS):
                answer_of(await self._engine.async_exchange(encode(request)))
        except ModelError as err:
            return f"refused: {err.reason}"
        except EngineLostError:
            await self.async_end()
            return "engine ended"
        except TimeoutError, EngineTimeoutError:
            await self.async_end()
            return "too slow"
        return "passed"

    async def async_end(self) -> None:
        """End the engine."""
        engine, self._engine = self._engine, None
        if engine is not None:
            await engine.async_end()


async def async_report(count: int, first_seed: int = 0) -> dict[str, object]:
    """Try files and return what became of them. Anything else that is raised is a crash of Home Assistant."""
    began, crashes = time.monotonic(), 0
    disguises_passed, outcomes = [], Counter[str]()
    with TemporaryDirectory() as folder:
        trial = Trial(Path(folder))
        for seed in range(first_seed, first_seed + count):
            content = hostile(seed)
            try:
                outcome = await trial.async_try(content)
            # Whatever comes through here would have come through in Home Assistant.
            except Exception as err:  # noqa: BLE001
                crashes += 1
                outcome = f"crash: {type(err).__name__}"
                await trial.async_end()
            outcomes[outcome] += 1
            if seed % 10 == 0 and outcome == "passed":
                disguises_passed.append(seed)
        await trial.async_end()
    return {
        "what": "models",
        "count": count,
        "first_seed": first_seed,
        "outcomes": dict(outcomes.most_common()),
        "disguises_passed": disguises_passed,
        "kind_of_disguises": str(ModelKind.LIVECAD),
        "crashes": crashes,
        "seconds": round(time.monotonic() - began, 1),
    }


def main() -> None:
    """Print the report; exit with 1 where anything came through."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--first-seed", type=int, default=0)
    options = parser.parse_args()
    report = asyncio.run(async_report(options.count, options.first_seed))
    sys.stdout.write(json.dumps(report, indent=2) + "\n")
    raise SystemExit(bool(report["crashes"] or report["disguises_passed"]))


if __name__ == "__main__":
    main()
