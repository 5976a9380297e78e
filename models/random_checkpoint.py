"""A checkpoint of seeded random weights in the layout of LiveCAD's authors.

It shows how fast and how exact the conversion is, and knows nothing about faces. The head is scaled so that different
faces get clearly different probabilities: with PyTorch's own start, everything would be 0.5.
"""

import argparse
from collections.abc import Iterator
from functools import partial
import math
from pathlib import Path

import numpy as np
from numpy import float32
from numpy.typing import NDArray

from custom_components.digitalshadow.engine.conversion.beit import Architecture, expected_shapes

from .checkpoint_writer import TensorPlan, write_checkpoint

BASE = Architecture(depth=12, width=768, heads=12, hidden=3072, patch_px=16, grid=14, classes=2)
LARGE = Architecture(depth=24, width=1024, heads=16, hidden=4096, patch_px=16, grid=14, classes=2)
TINY = Architecture(depth=2, width=32, heads=2, hidden=64, patch_px=16, grid=4, classes=2)
SIZES = {"base": BASE, "large": LARGE, "tiny": TINY}

CLASSES = ("cad", "normal")
_DEVIATION = 0.02
_HEAD_GAIN = 0.83
_LAYER_SCALE = 0.1


def write_random_checkpoint(
    folder: Path, size: Architecture = BASE, *, seed: int = 1, with_optimizer: bool = False
) -> Path:
    """Write `checkpoint-best.pth` and `classes.txt` into a folder and return the checkpoint's path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "checkpoint-best.pth"
    write_checkpoint(path, dict(random_parameters(size, seed)), with_optimizer=with_optimizer)
    names = (
        CLASSES if size.classes == len(CLASSES) else ("cad", *(f"other {n}" for n in range(1, size.classes)))
    )
    (folder / "classes.txt").write_text(", ".join(names), encoding="utf-8")
    return path


def random_parameters(size: Architecture, seed: int) -> Iterator[tuple[str, TensorPlan]]:
    """Yield each parameter with how its numbers are made."""
    for number, (name, shape) in enumerate(expected_shapes(size).items()):
        yield name, TensorPlan(shape, partial(_values, name, shape, seed * 10_000 + number))


def _values(name: str, shape: tuple[int, ...], seed: int) -> NDArray[float32]:
    """Return random numbers as wide as those of a trained parameter of this kind."""
    random = np.random.default_rng(seed).standard_normal(shape, float32)
    if "norm" in name and name.endswith("weight"):
        return 1 + random * float32(_DEVIATION)
    if "gamma" in name:
        return _LAYER_SCALE * (1 + random * float32(_DEVIATION))
    if name == "head.weight":
        return random * float32(_HEAD_GAIN / math.sqrt(shape[1]))
    if "relative_position" in name:
        return random * float32(10 * _DEVIATION)
    return random * float32(_DEVIATION if shape[-1] > 1 else 1)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to write, and which network."""
    parser.add_argument("folder", type=Path, help="where to write checkpoint-best.pth and classes.txt")
    parser.add_argument("--size", choices=SIZES, default="base", help="which network (default: base)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other weights (default: 1)")
    parser.add_argument(
        "--with-optimizer", action="store_true", help="add an optimiser's state, three times the size"
    )


def run(options: argparse.Namespace) -> int:
    """Write the checkpoint."""
    size = SIZES[options.size]
    path = write_random_checkpoint(
        options.folder, size, seed=options.seed, with_optimizer=options.with_optimizer
    )
    print(f"{path}: {path.stat().st_size / 1e6:.0f} MB of random weights")
    return 0
