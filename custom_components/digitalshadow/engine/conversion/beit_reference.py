"""BEiT v2 in NumPy, straight from a checkpoint's parameters: what a converted file is compared with.

It shares no code with the template and its weights, and folds nothing, so that a mistake in either shows. It reads one
block at a time and needs less than 100 MB, where an fp32 session would take ten times that.
"""

from collections.abc import Generator
from typing import TYPE_CHECKING, Final

import numpy as np

from .beit import Beit
from .beit_graph import EPSILON
from .beit_names import TABLE
from .position_table import position_rows

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

# Abramowitz and Stegun, Handbook of Mathematical Functions, formula 7.1.26: off by 1.5e-7 at most.
_ERF_PLACE: Final = 0.3275911
_ERF_FACTORS: Final = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)


def logits(network: Beit, images: NDArray[float32]) -> Generator[float, None, NDArray[float32]]:
    """Compute the logits, shape (images, classes), of prepared images (images, 3, side, side).

    Yields the share that is done after each block, and returns the logits.
    """
    depth = network.architecture.depth
    tokens = _embed(network, images)
    rows = position_rows(network.architecture.grid)
    for index in range(depth):
        block = _Block(network, f"blocks.{index}", rows)
        tokens = [block.apply(one) for one in tokens]
        yield (index + 1) / depth
    means = np.stack([one[1:].mean(axis=0) for one in tokens])
    normed = _norm(means, network.read("fc_norm.weight"), network.read("fc_norm.bias"))
    return normed @ network.read("head.weight").T + network.read("head.bias")


def _embed(network: Beit, images: NDArray[float32]) -> list[NDArray[float32]]:
    """Return the tokens of each image, shape (tokens, width)."""
    size = network.architecture
    kernel, bias = network.read("patch_embed.proj.weight"), network.read("patch_embed.proj.bias")
    token = network.read("cls_token")[0]
    # (rows of patches, y in the patch, columns of patches, x in the patch) -> one row of numbers per patch
    cut = images.reshape(-1, 3, size.grid, size.patch_px, size.grid, size.patch_px).transpose(
        0, 2, 4, 1, 3, 5
    )
    patches = cut.reshape(len(images), size.grid**2, -1) @ kernel.reshape(size.width, -1).T + bias
    return [np.concatenate([token, one]) for one in patches]


class _Block:
    """The parameters of one block, in memory while it is computed."""

    def __init__(self, network: Beit, name: str, rows: NDArray[np.int32]) -> None:
        """Read them."""
        self._heads, self._scale = network.architecture.heads, network.architecture.head_width**-0.5
        self._read = {part: network.read(f"{name}.{part}") for part in _PARTS}
        # (tokens, tokens, heads) -> (heads, tokens, tokens)
        self._position_bias = network.read(f"{name}.attn.{TABLE}")[rows].transpose(2, 0, 1)

    def apply(self, tokens: NDArray[float32]) -> NDArray[float32]:
        """Return the tokens of one image, shape (tokens, width), after this block."""
        read = self._read
        normed = _norm(tokens, read["norm1.weight"], read["norm1.bias"])
        tokens = tokens + read["gamma_1"] * self._attend(normed)
        normed = _norm(tokens, read["norm2.weight"], read["norm2.bias"])
        inner = _gelu(normed @ read["mlp.fc1.weight"].T + read["mlp.fc1.bias"])
        outer: NDArray[float32] = inner @ read["mlp.fc2.weight"].T + read["mlp.fc2.bias"]
        return tokens + read["gamma_2"] * outer

    def _attend(self, tokens: NDArray[float32]) -> NDArray[float32]:
        """Return what each token takes from all."""
        read, (count, width) = self._read, tokens.shape
        bias = np.concatenate([read["attn.q_bias"], np.zeros(width, np.float32), read["attn.v_bias"]])
        joint = tokens @ read["attn.qkv.weight"].T + bias
        query, key, values = joint.reshape(count, 3, self._heads, -1).transpose(1, 2, 0, 3)
        likeness = (query * np.float32(self._scale)) @ key.transpose(0, 2, 1) + self._position_bias
        share = np.exp(likeness - likeness.max(axis=-1, keepdims=True))
        share /= share.sum(axis=-1, keepdims=True)
        mixed = (share @ values).transpose(1, 0, 2).reshape(count, width)
        attended: NDArray[float32] = mixed @ read["attn.proj.weight"].T + read["attn.proj.bias"]
        return attended


_PARTS: Final = (
    *("norm1.weight", "norm1.bias", "attn.q_bias", "attn.v_bias", "attn.qkv.weight", "attn.proj.weight"),
    *("attn.proj.bias", "gamma_1", "norm2.weight", "norm2.bias", "mlp.fc1.weight", "mlp.fc1.bias"),
    *("mlp.fc2.weight", "mlp.fc2.bias", "gamma_2"),
)


def _norm(values: NDArray[float32], weight: NDArray[float32], bias: NDArray[float32]) -> NDArray[float32]:
    """Normalise the last axis to mean 0 and deviation 1, then scale and shift."""
    centred = values - values.mean(axis=-1, keepdims=True)
    variance = np.square(centred).mean(axis=-1, keepdims=True)
    normed: NDArray[float32] = centred / np.sqrt(variance + np.float32(EPSILON)) * weight + bias
    return normed


def _gelu(values: NDArray[float32]) -> NDArray[float32]:
    """Return x times the normal distribution's share below x: x (1 + erf(x / sqrt 2)) / 2."""
    half, one = np.float32(0.5), np.float32(1)
    place = np.abs(values) * np.sqrt(half)
    inverse = one / (one + np.float32(_ERF_PLACE) * place)
    rest = np.zeros_like(values)
    for factor in _ERF_FACTORS:
        rest = (rest + np.float32(factor)) * inverse
    error: NDArray[float32] = np.copysign(one - rest * np.exp(-np.square(place)), values).astype(np.float32)
    return values * (one + error) * half
