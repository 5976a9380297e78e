"""How many operations pre-training takes, by formula: two for each product and sum, forwards and twice that backwards.

Checked against a published time: 800 rounds of 1.281 million pictures in 18 hours on eight A100 (DailyMAE, base) are
37 % of what these GPUs can. Read by both environments: no syntax newer than Python 3.10.
"""

from models.training.recipe import NETWORKS

from .recipe import PretrainRecipe

_FORWARDS_AND_BACKWARDS = 3
_TEACHER = 12, 768
"""Blocks and width of the teacher, DINOv2 base."""
PEAK_FLOPS = {"H200": 989e12, "H100": 989e12, "A100": 312e12, "L40S": 362e12, "V100": 125e12, "4090": 165e12}
"""What makers say of dense 16-bit products a second, by a part of the device's name."""


def flops_per_picture(recipe: PretrainRecipe) -> float:
    """Return the operations of one picture in one step."""
    depth, width, _, patch_px, _ = NETWORKS[recipe.network]
    pixels = patch_px**2 * 3
    embedding = 2 * recipe.patches * pixels * width
    if recipe.objective == "features":
        student = _blocks(recipe.patches + 1, width, depth) + embedding
        return _FORWARDS_AND_BACKWARDS * student + _blocks(recipe.patches + 1, _TEACHER[1], _TEACHER[0])
    encoder = _blocks(recipe.visible + 1, width, depth) + embedding
    decoder = _blocks(recipe.patches, recipe.decoder_width, recipe.decoder_depth)
    decoder += 2 * recipe.patches * recipe.decoder_width * pixels
    return _FORWARDS_AND_BACKWARDS * (encoder + decoder)


def peak_flops(device: str) -> float | None:
    """Return what a device can at most, None for one that is not in the table."""
    return next((peak for part, peak in PEAK_FLOPS.items() if part in device), None)


def _blocks(tokens: int, width: int, depth: int) -> float:
    """Return the operations of blocks forwards: projections, attention and a perceptron of four times the width."""
    return depth * (24 * tokens * width**2 + 4 * tokens**2 * width)
