"""BEiT v2 as LiveCAD uses it: which parameters such a network has, and of what shape.

Blocks with a relative position bias each, q and v bias, layer scale, no absolute positions, mean over the patches with
a final norm, a linear head. Depth, width, heads and the rest are read from the shapes, so base, large and tiny networks
are the same to the converter.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isqrt
import re
from typing import TYPE_CHECKING, Final

from .beit_names import SHARED_TABLE, TABLE, Origin, Shape, origins, refuse
from .position_table import SPECIAL_ROWS, resize_table

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    from .checkpoint import Checkpoint

_BLOCK: Final = re.compile(r"blocks\.(\d{1,3})\.")
_LISTED: Final = 8


@dataclass(frozen=True, slots=True)
class Architecture:
    """The size of a network."""

    depth: int
    """Blocks."""
    width: int
    """Numbers per token."""
    heads: int
    """Attention heads per block."""
    hidden: int
    """Numbers per token inside the feed-forward part."""
    patch_px: int
    """Side of a patch."""
    grid: int
    """Patches along one side of the input."""
    classes: int
    """Outputs."""

    @property
    def input_size(self) -> int:
        """Side of the input in pixels."""
        return self.grid * self.patch_px

    @property
    def tokens(self) -> int:
        """Patches and the class token."""
        return self.grid**2 + 1

    @property
    def head_width(self) -> int:
        """Numbers per token and head."""
        return self.width // self.heads


class Beit:
    """A checkpoint's network: complete, and of the input size that was asked for."""

    def __init__(self, checkpoint: Checkpoint, input_size: int | None = None) -> None:
        """Check every name and shape; `input_size` None keeps the size of training.

        Raises:
            ModelError: A name or shape is not as expected.
        """
        self._checkpoint = checkpoint
        self._sources = _sources(checkpoint.parameters)
        shapes = {
            name: origin.shape(lambda source: checkpoint.parameters[source].shape)
            for name, origin in self._sources.items()
        }
        trained = _architecture(shapes)
        _require_complete(trained, shapes)
        self.architecture = trained if input_size is None else _resized(trained, input_size)

    def read(self, name: str) -> NDArray[float32]:
        """Return the numbers of a parameter; position tables are resized to the input size."""
        values = self._sources[name].read(self._checkpoint.read)
        return resize_table(values, self.architecture.grid) if name.endswith(TABLE) else values


def _sources(names: Iterable[str]) -> dict[str, Origin]:
    """Return what each of the network's parameters is read from; a table for all blocks is every block's."""
    sources = origins(names)
    if shared := sources.pop(SHARED_TABLE, None):
        for index in range(_depth(sources)):
            sources.setdefault(f"blocks.{index}.attn.{TABLE}", shared)
    return sources


def _depth(names: Mapping[str, object]) -> int:
    """Return how many blocks the names speak of."""
    numbers = [int(found[1]) for name in names if (found := _BLOCK.match(name))]
    return max(numbers, default=-1) + 1


def _architecture(shapes: Mapping[str, Shape]) -> Architecture:
    """Read the network's size from the shapes that say it.

    Raises:
        ModelError: The shapes make no network.
    """
    names = ("patch_embed.proj.weight", f"blocks.0.attn.{TABLE}", "blocks.0.mlp.fc1.weight", "head.weight")
    match [shapes.get(name) for name in names]:
        case [(width, 3, patch_px, _), (rows, heads), (hidden, _), (classes, _)]:
            side = isqrt(max(rows - SPECIAL_ROWS, 0))
            if side % 2 == 1 and heads and width % heads == 0:
                return Architecture(_depth(shapes), width, heads, hidden, patch_px, side // 2 + 1, classes)
    found = ", ".join(f"{name} {shapes.get(name, 'missing')}" for name in names)
    return refuse(f"the parameters of a BEiT v2 classifier with relative position bias, got {found}")


def expected_shapes(size: Architecture) -> dict[str, Shape]:
    """Return every parameter of a network of this size, as PyTorch names and shapes it."""
    width, hidden = (size.width,), (size.hidden,)
    shapes: dict[str, Shape] = {
        "cls_token": (1, 1, size.width),
        "patch_embed.proj.weight": (size.width, 3, size.patch_px, size.patch_px),
        "patch_embed.proj.bias": width,
        "fc_norm.weight": width,
        "fc_norm.bias": width,
        "head.weight": (size.classes, size.width),
        "head.bias": (size.classes,),
    }
    block: dict[str, Shape] = {
        **dict.fromkeys(
            ("gamma_1", "gamma_2", "norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias"), width
        ),
        **dict.fromkeys(("attn.q_bias", "attn.v_bias", "attn.proj.bias", "mlp.fc2.bias"), width),
        f"attn.{TABLE}": ((2 * size.grid - 1) ** 2 + SPECIAL_ROWS, size.heads),
        "attn.qkv.weight": (3 * size.width, size.width),
        "attn.proj.weight": (size.width, size.width),
        "mlp.fc1.weight": (size.hidden, size.width),
        "mlp.fc1.bias": hidden,
        "mlp.fc2.weight": (size.width, size.hidden),
    }
    for index in range(size.depth):
        shapes |= {f"blocks.{index}.{name}": shape for name, shape in block.items()}
    return shapes


def _require_complete(size: Architecture, shapes: Mapping[str, Shape]) -> None:
    """Raise `ModelError` that lists what is missing, unexpected or of another shape."""
    expected = expected_shapes(size)
    wrong = [
        *(f"{name} is missing" for name in expected if name not in shapes),
        *(f"{name} is unexpected" for name in shapes if name not in expected),
        *(
            f"{name} is {shapes[name]} instead of {shape}"
            for name, shape in expected.items()
            if shapes.get(name, shape) != shape
        ),
    ]
    if wrong:
        more = f", and {len(wrong) - _LISTED} more" if len(wrong) > _LISTED else ""
        refuse(f"exactly the parameters of a BEiT v2 of {size}, got: {'; '.join(wrong[:_LISTED])}{more}")


def _resized(size: Architecture, input_size: int) -> Architecture:
    """Return the network's size for another input."""
    if input_size % size.patch_px or not size.patch_px <= input_size <= 1024:  # noqa: PLR2004  # as `RiskMetadata` allows
        refuse(f"an input size up to 1024 that is a multiple of {size.patch_px}, got {input_size}")
    return Architecture(
        size.depth,
        size.width,
        size.heads,
        size.hidden,
        size.patch_px,
        input_size // size.patch_px,
        size.classes,
    )
