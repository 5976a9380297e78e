"""What a network can learn without labels: to say what is hidden from it.

Both objectives work on timm's `Beit`, the network that fine-tuning trains and the converter knows. It has no absolute
positions but a bias for each pair of patches in each block, which no library's MAE can carry: here each picture's bias
is gathered for its visible patches.
"""

from typing import Protocol

from timm.models.beit import Beit, Block  # type: ignore[import-not-found]  # in the workshop's own environment
import torch  # type: ignore[import-not-found]  # the same
from torch import nn
from torch.nn import functional  # type: ignore[import-not-found]  # the same

from models.pretraining.recipe import PretrainRecipe
from models.training.pytorch.network import make_network
from models.training.recipe import MEAN, STD, Recipe

_HEAD_WIDTH = 32
_LEAST_VARIANCE = 1e-6
_DEVIATION = 0.02


class Objective(Protocol):
    """A network with what it is trained by. A module of PyTorch, so that its parts move, save and share gradients."""

    encoder: Beit
    """What is kept in the end."""

    def __call__(self, pictures: torch.Tensor, visible: torch.Tensor, hidden: torch.Tensor) -> torch.Tensor:
        """Return the mean loss of pictures (batch, 3, side, side), 0-255, whose patches are visible or hidden.

        Both are numbers of patches, shape (batch, as many for every picture).
        """


class MaskedPixels(nn.Module):  # type: ignore[misc]  # PyTorch has no types here
    """Masked autoencoder (He et al. 2022): the encoder sees the visible patches only, a decoder paints the others."""

    def __init__(self, recipe: PretrainRecipe) -> None:
        """Make encoder and decoder with random weights."""
        super().__init__()
        self.encoder = make_encoder(recipe)
        width, patch_px = recipe.decoder_width, self.encoder.patch_embed.patch_size[0]
        # No norm before it: fine-tuning takes the mean of the tokens as they are. With one, an encoder hides in their
        # lengths what a mean cannot tell (0.68 instead of 0.82 by a linear probe on drawn faces).
        self.bridge = nn.Linear(self.encoder.embed_dim, width)
        self.mask_token = nn.Parameter(torch.zeros(1, 1, width))
        self.places = nn.Parameter(torch.randn(1, recipe.patches, width) * _DEVIATION)
        self.decoder = nn.ModuleList(
            nn.TransformerEncoderLayer(
                width, width // _HEAD_WIDTH, width * 4, 0.0, "gelu", batch_first=True, norm_first=True
            )
            for _ in range(recipe.decoder_depth)
        )
        self.to_pixels = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, patch_px**2 * 3))

    def forward(self, pictures: torch.Tensor, visible: torch.Tensor, hidden: torch.Tensor) -> torch.Tensor:
        """Return the mean squared error of the hidden patches, each normalised by its own mean and deviation.

        Normalised over its three channels together a patch keeps its hue and loses its brightness.
        """
        normalised = normalise(pictures)
        tokens = encode_visible(self.encoder, normalised, visible)[:, 1:]
        width = self.mask_token.shape[-1]
        seen = self.bridge(tokens)
        everything = self.mask_token.to(seen.dtype).expand(len(seen), self.places.shape[1], -1)
        everything = everything.scatter(1, visible[:, :, None].expand(-1, -1, width), seen) + self.places
        for layer in self.decoder:
            everything = layer(everything)
        got = _at(self.to_pixels(everything), hidden)
        wanted = _at(patches_of(normalised, self.encoder.patch_embed.patch_size[0]), hidden)
        variance, mean = torch.var_mean(wanted, -1, keepdim=True)
        wanted = (wanted - mean) / (variance + _LEAST_VARIANCE).sqrt()
        return functional.mse_loss(got.float(), wanted.float())


class MaskedFeatures(nn.Module):  # type: ignore[misc]  # as above
    """Regression of a teacher's features (as in EVA, Fang et al. 2023): what the teacher says of the hidden patches.

    No tokenizer and no codebook: direct regression replaces both stages of BEiT v2.
    """

    def __init__(self, recipe: PretrainRecipe, teacher: nn.Module) -> None:
        """Make the encoder; the teacher stays as it is and is no part of what is saved."""
        super().__init__()
        self.encoder = make_encoder(recipe)
        width = self.encoder.embed_dim
        self.mask_token = nn.Parameter(torch.randn(1, 1, width) * _DEVIATION)
        self.to_features = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, teacher.embed_dim))
        # In a tuple, where PyTorch does not look for parameters.
        self._teacher = (teacher.eval().requires_grad_(requires_grad=False),)

    def forward(self, pictures: torch.Tensor, _: torch.Tensor, hidden: torch.Tensor) -> torch.Tensor:
        """Return 1 minus the mean cosine between said and wanted features of the hidden patches, 0-2."""
        normalised = normalise(pictures)
        tokens = self.encoder.patch_embed(normalised)
        places = hidden[:, :, None].expand(-1, -1, tokens.shape[2])
        tokens = tokens.scatter(1, places, self.mask_token.to(tokens.dtype).expand(*places.shape[:2], -1))
        tokens = torch.cat([self.encoder.cls_token.expand(len(tokens), -1, -1), tokens], 1)
        for block in self.encoder.blocks:
            tokens = block(tokens)
        got = self.to_features(_at(tokens[:, 1:], hidden))
        wanted = _at(self._features(normalised), hidden)
        return 1 - functional.cosine_similarity(got.float(), wanted.float(), dim=-1).mean()

    def _features(self, normalised: torch.Tensor) -> torch.Tensor:
        """Return the teacher's features of every patch: it is shown a size at which its grid is the network's."""
        (teacher,) = self._teacher
        side = self.encoder.patch_embed.grid_size[0] * teacher.patch_embed.patch_size[0]
        with torch.no_grad():
            teacher.to(normalised.device)
            shown = functional.interpolate(normalised, (side, side), mode="bicubic", antialias=True)
            return teacher.forward_features(shown)[:, teacher.num_prefix_tokens :]


def make_encoder(recipe: PretrainRecipe) -> Beit:
    """Return the network without a head. Its last norm, of the mean of all patches, is first used in fine-tuning."""
    encoder = make_network(Recipe(network=recipe.network, drop_path=0.0), 0)
    encoder.fc_norm.requires_grad_(requires_grad=False)
    return encoder


def encode_visible(encoder: Beit, normalised: torch.Tensor, visible: torch.Tensor) -> torch.Tensor:
    """Return the class token and the visible patches' tokens, shape (batch, 1 + visible, width)."""
    tokens = _at(encoder.patch_embed(normalised), visible)
    tokens = torch.cat([encoder.cls_token.expand(len(tokens), -1, -1), tokens], 1)
    places = functional.pad(visible + 1, (1, 0))
    for block in encoder.blocks:
        tokens = _block(block, tokens, places)
    return tokens


def _block(block: Block, tokens: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
    """Return what a block makes of tokens that stand at these places, 0 being the class token's."""
    attention = block.attn
    bias = attention._get_rel_pos_bias()[0][:, places[:, :, None], places[:, None, :]].transpose(0, 1)  # noqa: SLF001  # timm offers no other way to it
    normed = block.norm1(tokens)
    biases = torch.cat((attention.q_bias, attention.k_bias, attention.v_bias))
    split = functional.linear(normed, attention.qkv.weight, biases).unflatten(2, (3, attention.num_heads, -1))
    query, key, value = split.permute(2, 0, 3, 1, 4)
    mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias.to(query.dtype))
    tokens = tokens + block.gamma_1 * attention.proj(mixed.transpose(1, 2).flatten(2))
    return tokens + block.gamma_2 * block.mlp(block.norm2(tokens))


def normalise(pictures: torch.Tensor) -> torch.Tensor:
    """Return pictures 0-255 as the network in use sees them."""
    mean, std = (torch.tensor(values, device=pictures.device)[:, None, None] for values in (MEAN, STD))
    return (pictures.float() / 255 - mean) / std


def patches_of(pictures: torch.Tensor, patch_px: int) -> torch.Tensor:
    """Return pictures as patches row by row, shape (batch, patches, pixels times channels)."""
    batch, channels, height, width = pictures.shape
    grid = pictures.reshape(batch, channels, height // patch_px, patch_px, width // patch_px, patch_px)
    return grid.permute(0, 2, 4, 3, 5, 1).flatten(3).flatten(1, 2)


def _at(tokens: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
    """Return the tokens at each picture's own places."""
    return tokens.gather(1, places[:, :, None].expand(-1, -1, tokens.shape[2]))
