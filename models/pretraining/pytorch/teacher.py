"""A teacher whose features are learnt: a checkpoint of DINOv2 that the user has (Apache-2.0, code and weights)."""

from pathlib import Path

import timm  # type: ignore[import-not-found]  # it lives in the workshop's own environment
import torch  # type: ignore[import-not-found]  # the same

from models.pretraining.recipe import PretrainRecipe
from models.training.pytorch.network import read_parameters
from models.training.recipe import NETWORKS

_BY_WIDTH = {
    384: "vit_small_patch14_dinov2",
    768: "vit_base_patch14_dinov2",
    1024: "vit_large_patch14_dinov2",
}
_PATCH_PX = 14


def load_teacher(path: str, recipe: PretrainRecipe) -> torch.nn.Module:
    """Return the teacher, at the picture size where its grid is the network's. Raises ValueError for other files."""
    state = read_parameters(path)
    table = state.get("pos_embed")
    if table is None or table.shape[-1] not in _BY_WIDTH or "blocks.0.ls1.gamma" not in state:
        raise ValueError(
            f"Expected a checkpoint of DINOv2 (small, base or large) in {Path(path).name}, got another one. It is the "
            "only teacher whose licence (Apache-2.0) lets its features be passed on."
        )
    _, _, _, patch_px, side_px = NETWORKS[recipe.network]
    teacher = timm.create_model(_BY_WIDTH[table.shape[-1]], img_size=side_px // patch_px * _PATCH_PX)
    fitting = timm.models.vision_transformer.checkpoint_filter_fn(state, teacher)
    teacher.load_state_dict(fitting, strict=True)
    return teacher
