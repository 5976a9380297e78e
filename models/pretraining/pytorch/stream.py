"""Which pictures a step sees, how they are varied and what is hidden in them.

Everything random is a function of (seed, round, picture), and a step's batch is a slice of its round's permutation. So
nothing about data is ever saved but the step's number, any number of processes takes its share of the same batch, and
any number of workers may prepare it.
"""

from collections.abc import Iterator
import io
import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image
import torch  # type: ignore[import-not-found]  # it lives in the workshop's own environment

from models.pretraining.recipe import PretrainRecipe
from models.pretraining.shard_files import Shards

_ROUND_BITS = 40
# A round's permutation is keyed like a picture that no data set has.
_PERMUTATION = (1 << _ROUND_BITS) - 1
_LEAST_RATIO, _GREATEST_RATIO = 3 / 4, 4 / 3
_CROP_NUMBERS = 5


class Batches:
    """For PyTorch's loader: which pictures a process sees, micro-batch by micro-batch, from a step on."""

    def __init__(self, recipe: PretrainRecipe, pictures: int, rank: int, ranks: int, first_step: int) -> None:
        """Take the process's place among its equals; raises ValueError where there is too little for all."""
        if pictures < recipe.batch or recipe.batch < ranks:
            raise ValueError(
                f"Expected at least as many pictures as a batch has ({recipe.batch}), and a batch of at least one for "
                f"each of {ranks} processes, got {pictures} pictures. Use a smaller --batch."
            )
        self._recipe, self._pictures, self._first_step = recipe, pictures, first_step
        # Shares may differ by one where the batch cannot be divided; the loss is weighted by them.
        self.share = recipe.batch * rank // ranks, recipe.batch * (rank + 1) // ranks
        """From which picture of a batch to which this process takes."""
        self._round, self._order = -1, np.zeros(0, np.int64)

    def __iter__(self) -> Iterator[list[tuple[int, int]]]:
        """Yield the micro-batches of all steps that are left, as (round, picture)."""
        for step in range(self._first_step, self._recipe.steps):
            shared = self.of_step(step)
            for start in range(0, len(shared), self._recipe.micro_batch):
                yield shared[start : start + self._recipe.micro_batch]

    @property
    def micro_batches(self) -> int:
        """How many micro-batches a step has here."""
        return math.ceil((self.share[1] - self.share[0]) / self._recipe.micro_batch)

    def of_step(self, step: int) -> list[tuple[int, int]]:
        """Return this process's share of a step, as (round, picture)."""
        batch = self._recipe.batch
        number, at = divmod(step, self._pictures // batch)
        if number != self._round:
            self._round, self._order = number, permutation(self._recipe.seed, number, self._pictures)
        rows = self._order[at * batch + self.share[0] : at * batch + self.share[1]]
        return [(number, picture) for picture in rows.tolist()]


class Crops:
    """For PyTorch's loader: a varied crop, uint8 of shape (3, side, side), and its visible and hidden patches."""

    def __init__(self, shards: Shards, recipe: PretrainRecipe) -> None:
        """Take where crops are read from and how they are varied."""
        self._shards, self._recipe = shards, recipe

    def __getitem__(self, place: tuple[int, int]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return the picture of this number as this round varies it."""
        number, picture = place
        random = generator(self._recipe.seed, number, picture)
        numbers = random.random(_CROP_NUMBERS)
        noise = random.random(self._recipe.patches, np.float32)
        with Image.open(io.BytesIO(self._shards.read(picture))) as opened:
            varied = vary(opened.convert("RGB"), numbers, self._recipe)
        visible, hidden = np.split(np.argsort(noise, kind="stable"), [self._recipe.visible])
        pixels = np.ascontiguousarray(np.asarray(varied, np.uint8).transpose(2, 0, 1))
        return torch.from_numpy(pixels), torch.from_numpy(np.sort(visible)), torch.from_numpy(np.sort(hidden))


def vary(picture: Image.Image, numbers: NDArray[np.float64], recipe: PretrainRecipe) -> Image.Image:
    """Return a part of a picture, squashed to the network's input and perhaps mirrored.

    Of the five numbers 0-1 the first decides the part's area, the second its ratio of sides, two its place, one the
    mirror.
    """
    area = recipe.least_crop + (1 - recipe.least_crop) * numbers[0]
    spread = math.log(_GREATEST_RATIO / _LEAST_RATIO)
    ratio = _LEAST_RATIO * math.exp(spread * numbers[1])
    width = min(1.0, math.sqrt(area * ratio)) * picture.width
    height = min(1.0, math.sqrt(area / ratio)) * picture.height
    left, top = (picture.width - width) * numbers[2], (picture.height - height) * numbers[3]
    box = (left, top, left + width, top + height)
    part = picture.resize((recipe.side_px, recipe.side_px), Image.Resampling.BICUBIC, box=box)
    return part.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if numbers[4] < 0.5 else part  # noqa: PLR2004  # one in two


def permutation(seed: int, number: int, pictures: int) -> NDArray[np.int64]:
    """Return the order of a round."""
    return generator(seed, number, _PERMUTATION).permutation(pictures)


def generator(seed: int, number: int, picture: int) -> np.random.Generator:
    """Return the random numbers of a picture in a round: a counter's, so that they need no history."""
    return np.random.Generator(np.random.Philox(key=[seed, (number << _ROUND_BITS) | picture]))
