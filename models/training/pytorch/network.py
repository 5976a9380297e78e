"""LiveCAD's network in timm, from scratch or from a checkpoint of another training."""

import argparse
import re

from timm.models.beit import Beit  # type: ignore[import-not-found]  # it lives in the workshop's own environment
import torch  # type: ignore[import-not-found]  # the same

from models.training.recipe import NETWORKS, Recipe

_LAYER_SCALE = 0.1
_TABLE = "relative_position_bias_table"
_SHARED = f"rel_pos_bias.{_TABLE}"
# What a new network may begin anew: a pre-training has no classes, and a MAE neither position biases nor layer scale.
_MAY_BE_NEW = re.compile(rf"head\.|fc_norm\.|.*{_TABLE}$|.*gamma_[12]$")
# What a pre-training has beyond the network: its decoder or tokenizer, its masks, absolute positions.
_MAY_BE_LEFT = re.compile(
    r"head\.|lm_head\.|decoder|mask_token|cls_pt_|pos_embed|norm\.|.*relative_position_index$"
)
_LISTED = 8


def make_network(recipe: Recipe, classes: int) -> torch.nn.Module:
    """Return the recipe's network with random weights."""
    depth, width, heads, patch_px, input_size = NETWORKS[recipe.network]
    return Beit(
        img_size=input_size,
        patch_size=patch_px,
        embed_dim=width,
        depth=depth,
        num_heads=heads,
        num_classes=classes,
        use_abs_pos_emb=False,
        use_rel_pos_bias=True,
        init_values=_LAYER_SCALE,
        drop_path_rate=recipe.drop_path,
        head_init_scale=recipe.head_scale,
    )


def start_from(network: torch.nn.Module, path: str) -> str:
    """Load what a checkpoint of BEiT, BEiT v2 or MAE has into a network; return what was new and what was left.

    A head of other classes begins anew. Nothing else is skipped silently: a file that lacks a matrix of the network,
    has one of another shape, or has parameters that nobody knows raises ValueError.
    """
    state = _translate(read_parameters(path), len(network.blocks))
    wanted = network.state_dict()
    if "head.weight" in state and state["head.weight"].shape != wanted["head.weight"].shape:
        state = {name: value for name, value in state.items() if not name.startswith("head.")}
    wrong = [
        *(f"{name} is missing" for name in wanted if name not in state and not _MAY_BE_NEW.match(name)),
        *(f"{name} is unexpected" for name in state if name not in wanted and not _MAY_BE_LEFT.match(name)),
        *(
            f"{name} is {tuple(state[name].shape)} instead of {tuple(value.shape)}"
            for name, value in wanted.items()
            if name in state and state[name].shape != value.shape
        ),
    ]
    if wrong:
        more = f", and {len(wrong) - _LISTED} more" if len(wrong) > _LISTED else ""
        raise ValueError(
            f"Expected the parameters of this network in {path}, got: {'; '.join(wrong[:_LISTED])}{more}. "
            "Choose the network's size that the file was made with."
        )
    network.load_state_dict({name: state[name] for name in wanted if name in state}, strict=False)
    new = sorted(name for name in wanted if name not in state)
    left = sorted(name for name in state if name not in wanted)
    return f"begun anew: {', '.join(new) or 'nothing'}; left behind: {', '.join(left) or 'nothing'}"


def load_saved(network: torch.nn.Module, path: str) -> None:
    """Load a checkpoint that this program wrote."""
    network.load_state_dict(read_checkpoint(path)["model"])


def read_checkpoint(path: str) -> dict:  # type: ignore[type-arg]  # a checkpoint holds what its writer put there
    """Return a checkpoint's content; nothing in it is run."""
    with torch.serialization.safe_globals([argparse.Namespace]):
        content: dict = torch.load(path, map_location="cpu", weights_only=True)  # type: ignore[type-arg]  # as above
    return content


def read_parameters(path: str) -> dict[str, torch.Tensor]:
    """Return the parameters of a checkpoint in any of the wrappings that are in use."""
    if path.endswith(".safetensors"):
        from safetensors.torch import load_file  # type: ignore[import-not-found]  # noqa: PLC0415  # only some need it

        content = load_file(path)
    else:
        content = read_checkpoint(path)
    found = next((content[key] for key in ("model", "module", "state_dict") if key in content), content)
    return {name.removeprefix("encoder."): value.float() for name, value in found.items()}


def _translate(state: dict[str, torch.Tensor], depth: int) -> dict[str, torch.Tensor]:
    """Return the parameters under the names that the network has.

    A MAE has one bias for queries, keys and values. That of the keys adds the same to every product of a query, which
    the softmax does not see, so leaving it out changes nothing.
    """
    shared = state.pop(_SHARED, None)
    if shared is not None:
        for index in range(depth):
            state.setdefault(f"blocks.{index}.attn.{_TABLE}", shared)
    for name in [name for name in state if name.endswith("attn.qkv.bias")]:
        query, _, value = state.pop(name).chunk(3)
        stem = name.removesuffix("qkv.bias")
        state[f"{stem}q_bias"], state[f"{stem}v_bias"] = query, value
    return state
