"""Finds the parameters of a network among everything that a training program saves beside them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from .inert_names import InertArray
from .stored_tensor import OtherTensor, StoredTensor

_KEYS: Final = (
    *("model", "module", "state_dict", "model_state_dict", "model_state", "net", "network"),
    *("weights", "params", "parameters", "student", "teacher"),
    *("model_ema", "state_dict_ema", "ema_state_dict", "ema"),
)
"""Where parameters stand: first where LiveCAD's authors look, then where other programs put them, and running means
of former steps only where there is nothing else."""
_STATES: Final = ("optim", "sched", "scaler", "rng", "loops", "callbacks")
"""How the names of what holds tensors and no network begin."""
_MAX_DEPTH: Final = 3
_LISTED: Final = 5


def parameters_of(tree: object) -> tuple[str, Mapping[str, StoredTensor]]:
    """Return the parameters of a checkpoint, and under which key they stand; empty where the file has nothing else.

    Numbers, texts and settings between them are left out.

    Raises:
        ValueError: There are none, there is more than one network, or one of the parameters is no plain tensor.
    """
    found = next(_under_known_keys(tree, "", 0), None)
    if found is None:
        others = list(_under_other_keys(tree, "", 0))
        others = [one for one in others if _has_matrix(one[1])] or others
        if len(others) > 1:
            names = ", ".join(key[:60] for key, _ in others[:_LISTED])
            raise ValueError(f"several networks, under {names}. Save the one that is meant alone")
        found = others[0] if others else None
    if found is None:
        raise ValueError(f"no parameters in it, but {_described(tree)}")
    key, named = found
    if strangers := [
        f"{name[:60]} is {value.what}" for name, value in named.items() if isinstance(value, OtherTensor)
    ]:
        raise ValueError("; ".join(strangers[:_LISTED]))
    return key, {name: value for name, value in named.items() if isinstance(value, StoredTensor)}


def _under_known_keys(tree: object, key: str, depth: int) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield dictionaries of parameters below the known keys, then the tree itself where it is one."""
    if not isinstance(tree, dict) or depth > _MAX_DEPTH:
        return
    for known in _KEYS:
        if known in tree:
            yield from _under_known_keys(tree[known], f"{key}.{known}".strip("."), depth + 1)
    if _has_parameters(tree):
        yield key, _named(tree)


def _under_other_keys(tree: object, key: str, depth: int) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield dictionaries of parameters under keys that nobody told us of, one for each."""
    if not isinstance(tree, dict) or depth > _MAX_DEPTH:
        return
    for name, value in _named(tree).items():
        if name.lower().startswith(_STATES):
            continue
        inside = f"{key}.{name}".strip(".")
        if (found := next(_under_known_keys(value, inside, depth + 1), None)) is not None:
            yield found
        else:
            yield from _under_other_keys(value, inside, depth + 1)


def _has_parameters(tree: object) -> bool:
    """Tell whether this is a dictionary of weights. A single tensor among settings is the state of something."""
    if not isinstance(tree, dict):
        return False
    return any(
        isinstance(value, StoredTensor | OtherTensor)
        for name, value in _named(tree).items()
        if not name.lower().startswith(_STATES)
    )


def _has_matrix(named: Mapping[str, object]) -> bool:
    """Tell whether there is a tensor of more than one axis, as every network has and no row of results."""
    return any(isinstance(value, StoredTensor) and len(value.shape) > 1 for value in named.values())


def _named(tree: Mapping[object, object]) -> Mapping[str, object]:
    """Return the entries that have a name."""
    return {name: value for name, value in tree.items() if type(name) is str}


def _described(tree: object) -> str:
    """Return what a file holds instead, in a few words."""
    if not isinstance(tree, dict):
        return f"a {type(tree).__name__}"
    if any(isinstance(value, InertArray) for part in (tree, *tree.values()) for value in _values(part)):
        return "arrays of NumPy. Save them as tensors with torch.save"
    names = [name[:40] for name in tree if type(name) is str]
    return f"a dictionary of {', '.join(names[:_LISTED]) or 'nothing'}"


def _values(part: object) -> Iterable[object]:
    """Return what is in a dictionary, and nothing for anything else."""
    return part.values() if isinstance(part, dict) else ()
