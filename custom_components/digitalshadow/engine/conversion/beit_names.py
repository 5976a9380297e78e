"""Where a network's parameters stand in a checkpoint, whatever wraps the network and however attention is written down.

Programs put networks into others, so that every name begins with `module.`, `model.`, `_orig_mod.`, `encoder.` or an
attribute of theirs. Query, key and value are one matrix or three, and their biases two, three or one. A bias of the key
adds the same number to everything that one query is compared with, which softmax takes out again: it is left out.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
import re
from typing import TYPE_CHECKING, Final, NoReturn

import numpy as np

from ..records.errors import ModelError
from ..records.refusals import ModelRefusal

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

TABLE: Final = "relative_position_bias_table"
SHARED_TABLE: Final = f"rel_pos_bias.{TABLE}"
_ANCHOR: Final = "patch_embed.proj.weight"
_WRAPPERS: Final = re.compile(r"^((module|model|_orig_mod|encoder|backbone)\.)+")
_UNUSED: Final = re.compile(
    r"(.*relative_position_index|mask_token|blocks\.\d+\.attn\.(k_bias|k(_proj)?\.bias|qkv\.k_bias))"
)
_LOSSES: Final = re.compile(
    r"(criterion|criteria|loss|loss_fn|loss_fct|mixup_fn|train_loss_fn|validate_loss_fn|(loss|class|pos)_weights?"
    r"|((train|val|valid|test)_?)?(metrics?|accuracy|acc|auc|auroc|f1|recall|precision)(_\w+)?)(\.|$)"
)
"""What a training program holds beside the network and an answer does not go through."""
_COPIES: Final = re.compile(r"ema|teacher|momentum|target|averag|swa")
"""How wrappings are called that hold another state of the same network."""
_JOINT_BIAS: Final = re.compile(r"(blocks\.\d+\.attn)\.qkv\.bias")
_SINGLE: Final = re.compile(r"(blocks\.\d+\.attn)\.([qkv])(?:_proj)?\.(weight|bias)")
_THIRDS: Final = {"q_bias": 0, "v_bias": 2}

type Shape = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """What one parameter of the network is made of."""

    names: tuple[str, ...]
    """Parameters of the file, joined along their first axis."""
    third: int | None = None
    """Which third of their rows; None for all of them."""

    def shape(self, shape_of: Callable[[str], Shape]) -> Shape:
        """Return the parameter's shape; an impossible one where the parts do not fit together."""
        shapes = [shape_of(name) for name in self.names]
        if len(shapes) == 1 and self.third is None:
            return shapes[0]
        if not all(shape and shape[1:] == shapes[0][1:] for shape in shapes):
            return ()
        rows = sum(shape[0] for shape in shapes)
        return (rows if self.third is None else rows // 3, *shapes[0][1:])

    def read(self, read: Callable[[str], NDArray[float32]]) -> NDArray[float32]:
        """Return the parameter's numbers."""
        parts = [read(name) for name in self.names]
        values = parts[0] if len(parts) == 1 else np.concatenate(parts)
        return values if self.third is None else np.split(values, 3)[self.third]


def origins(names: Iterable[str]) -> dict[str, Origin]:
    """Return what each of the network's parameters is made of, under its plain name.

    Names that no network of this kind has stay in it, for the caller that lists them.

    Raises:
        ModelError: The file holds two networks, or one parameter twice.
    """
    given = list(names)
    wrapping = _wrapping(given)
    found: dict[str, Origin] = {}
    for name in given:
        inside = name.startswith(wrapping)
        plain = name.removeprefix(wrapping) if inside and wrapping else _WRAPPERS.sub("", name)
        if _UNUSED.fullmatch(plain) or (not inside and (_LOSSES.match(name) or _is_copy(name))):
            continue
        for part, origin in _parts(plain, name):
            if part in found:
                refuse(f"one parameter {part}, got it with and without the prefix of a program around it")
            found[part] = origin
    return _joined(found)


def _wrapping(names: Iterable[str]) -> str:
    """Return what the network's names begin with in a file."""
    found = [name.removesuffix(_ANCHOR) for name in names if name == _ANCHOR or name.endswith(f".{_ANCHOR}")]
    plain = [wrapping for wrapping in found if not _COPIES.search(wrapping)] or found
    if len(plain) > 1:
        refuse(f"one network, got {len(plain)}, whose names begin with {', '.join(map(repr, plain[:4]))}")
    return plain[0] if plain else ""


def _is_copy(name: str) -> bool:
    """Tell whether a name outside the network belongs to another state of it."""
    return bool(_COPIES.search(name.partition(".")[0]))


def _parts(plain: str, name: str) -> Iterable[tuple[str, Origin]]:
    """Yield which parameters of the network one of the file is; the biases of all three are two of them."""
    if joint := _JOINT_BIAS.fullmatch(plain):
        return [(f"{joint[1]}.{part}", Origin((name,), third)) for part, third in _THIRDS.items()]
    return [(plain, Origin((name,)))]


def _joined(found: Mapping[str, Origin]) -> dict[str, Origin]:
    """Return the parameters with single matrices of query, key and value in one."""
    joined = {name: origin for name, origin in found.items() if not _SINGLE.fullmatch(name)}
    single = {
        (parts[1], parts[2], parts[3]): origin
        for name, origin in found.items()
        if (parts := _SINGLE.fullmatch(name)) is not None
    }
    for (place, letter, kind), origin in single.items():
        if kind == "bias":
            joined[f"{place}.{letter}_bias"] = origin
        elif all((place, other, kind) in single for other in "qkv"):
            joined[f"{place}.qkv.weight"] = Origin(
                tuple(single[place, other, kind].names[0] for other in "qkv")
            )
    return joined


def refuse(expected_and_got: str) -> NoReturn:
    """Raise the refusal of a checkpoint that is of another network."""
    raise ModelError(
        ModelRefusal.WRONG_SIGNATURE,
        f"Expected {expected_and_got}. Choose the checkpoint that fine-tuning of a BEiT v2 classifier wrote.",
    )
