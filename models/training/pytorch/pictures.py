"""Pictures as a network in training and in use sees them, and in which order."""

from dataclasses import dataclass
import random

import numpy as np
from PIL import Image
from timm.data import create_transform  # type: ignore[import-not-found]  # in the workshop's own environment
import torch  # type: ignore[import-not-found]  # the same

from models.training.recipe import MEAN, NETWORKS, STD, Recipe


@dataclass(frozen=True)
class Item:
    """A crop with its class."""

    path: str
    """Where it lies."""
    subject: str
    """Whom it shows."""
    target: int
    """Number of its class."""


class Crops:
    """What PyTorch's loader asks for tensors and classes."""

    def __init__(self, items: list[Item], recipe: Recipe, *, is_training: bool) -> None:
        """Take what there is; only in training are crops varied."""
        self._items = items
        self._side = NETWORKS[recipe.network][-1]
        self._vary = _varying(recipe, self._side) if is_training else None

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._items)

    def __getitem__(self, index: int) -> tuple[torch.Tensor, int]:
        """Return a crop, shape (3, side, side), and its class."""
        item = self._items[index]
        with Image.open(item.path) as opened:
            picture = opened.convert("RGB")
        return self._vary(picture) if self._vary else as_in_use(picture, self._side), item.target


def as_in_use(picture: Image.Image, side: int) -> torch.Tensor:
    """Return a crop as the home's engine prepares it: squashed to a square by Pillow's bilinear filter, normalised."""
    pixels = np.asarray(picture.resize((side, side), Image.Resampling.BILINEAR), np.float32) / 255
    normalised = (pixels - np.array(MEAN, np.float32)) / np.array(STD, np.float32)
    return torch.from_numpy(np.ascontiguousarray(normalised.transpose(2, 0, 1)))


def loader(
    crops: Crops, order: list[int], recipe: Recipe, workers: int, seed: int, *, drop_last: bool = False
) -> torch.utils.data.DataLoader:
    """Return the batches of an order. All that is random in them follows from the seed, in every worker."""
    return torch.utils.data.DataLoader(
        crops,
        batch_size=recipe.batch,
        sampler=order,
        num_workers=workers,
        drop_last=drop_last,
        pin_memory=torch.cuda.is_available(),
        worker_init_fn=_seed_worker,
        generator=torch.Generator().manual_seed(seed),
    )


def order_of(items: list[Item], recipe: Recipe, seed: int, rank: int, ranks: int) -> list[int]:
    """Return which items this process trains on in an epoch, as many as any other process.

    With the balance `sampling` they are drawn with replacement, each as often as its class is rare.
    """
    generator = torch.Generator().manual_seed(seed)
    if recipe.balance == "sampling":
        weights = torch.tensor(class_weights(items), dtype=torch.float64)
        chances = weights[torch.tensor([item.target for item in items])]
        drawn = torch.multinomial(chances, len(items), replacement=True, generator=generator)
    else:
        drawn = torch.randperm(len(items), generator=generator)
    shared = len(items) // ranks * ranks
    own: list[int] = drawn[rank:shared:ranks].tolist()
    return own


def class_weights(items: list[Item]) -> list[float]:
    """Return one weight per class, in inverse proportion to how often it occurs, 1 on average over the items."""
    counts = np.bincount([item.target for item in items])
    weights: list[float] = (len(items) / (len(counts) * np.maximum(counts, 1))).tolist()
    return weights


def seed_everything(seed: int) -> None:
    """Begin all generators that training and its augmentation use."""
    random.seed(seed)
    np.random.seed(seed % 2**32)  # noqa: NPY002  # timm's augmentation draws from the old global generator
    torch.manual_seed(seed)


def _seed_worker(_: int) -> None:
    """Begin a worker's generators with the seed that PyTorch gave it."""
    seed_everything(torch.initial_seed())


def _varying(recipe: Recipe, side: int):  # type: ignore[no-untyped-def]  # noqa: ANN202  # timm's transform has no type
    """Return the authors' augmentation in timm's words."""
    return create_transform(
        input_size=side,
        is_training=True,
        scale=(recipe.least_crop, 1.0),
        color_jitter=recipe.color_jitter or None,
        auto_augment=recipe.auto_augment or None,
        interpolation="bicubic",
        re_prob=recipe.random_erasing,
        re_mode="pixel",
        mean=MEAN,
        std=STD,
    )
