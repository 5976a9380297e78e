"""Asks PyTorch and timm what a checkpoint answers. Runs in the workshop's own environment, not in the project's.

Usage: torch_reference.py CHECKPOINT INPUTS.npy LOGITS.npy
It writes the logits of the inputs, then reads lines: for each it computes the first input once more and prints the
milliseconds. So its caller can take turns with it. Kept free of the project and of syntax newer than
Python 3.10, because PyTorch is not made for every Python.
"""

import argparse
from math import isqrt
import sys
import time

import numpy as np
import timm  # type: ignore[import-not-found]  # it lives in the workshop's own environment
from timm.models.beit import Beit  # type: ignore[import-not-found]  # the same
import torch  # type: ignore[import-not-found]  # the same

_TABLE = "relative_position_bias_table"
_NAMED = {768: "beitv2_base_patch16_224", 1024: "beitv2_large_patch16_224"}


def load_network(path: str) -> torch.nn.Module:
    """Return timm's network with the parameters of a checkpoint, loaded strictly."""
    with torch.serialization.safe_globals([argparse.Namespace]):
        content = torch.load(path, map_location="cpu", weights_only=True)
    found = next((content[key] for key in ("model", "module") if key in content), content)
    state = {name.removeprefix("encoder."): value.float() for name, value in found.items()}
    state = {name: value for name, value in state.items() if not name.endswith("relative_position_index")}
    shared = state.pop(f"rel_pos_bias.{_TABLE}", None)
    depth = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("blocks."))
    if shared is not None:
        state.update({f"blocks.{index}.attn.{_TABLE}": shared for index in range(depth)})
    network = make_network(state, depth)
    network.load_state_dict(state, strict=True)
    return network.eval()


def make_network(state: dict[str, torch.Tensor], depth: int) -> torch.nn.Module:
    """Return timm's own base or large network, or one of the same class with the checkpoint's sizes."""
    classes, width = state["head.weight"].shape
    if width in _NAMED:
        return timm.create_model(_NAMED[width], num_classes=classes)
    rows, heads = state[f"blocks.0.attn.{_TABLE}"].shape
    patch = state["patch_embed.proj.weight"].shape[-1]
    return Beit(
        img_size=patch * (isqrt(rows - 3) // 2 + 1),
        patch_size=patch,
        embed_dim=width,
        depth=depth,
        num_heads=heads,
        mlp_ratio=state["blocks.0.mlp.fc1.weight"].shape[0] / width,
        num_classes=classes,
        use_abs_pos_emb=False,
        use_rel_pos_bias=True,
        init_values=0.1,
    )


def main(checkpoint: str, inputs_file: str, logits_file: str) -> None:
    """Answer, then measure as long as lines come."""
    torch.set_num_threads(1)
    network = load_network(checkpoint)
    inputs = torch.from_numpy(np.load(inputs_file))
    with torch.inference_mode():
        np.save(logits_file, torch.cat([network(one[None]) for one in inputs]).numpy())
        print(f"PyTorch {torch.__version__}, timm {timm.__version__}", flush=True)
        for _ in sys.stdin:
            started = time.perf_counter()
            network(inputs[:1])
            print((time.perf_counter() - started) * 1000, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
