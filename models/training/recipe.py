"""How a network is trained. The defaults are those of LiveCAD's authors: the BEiT v2 recipe for fine-tuning.

Read by both environments: no syntax newer than Python 3.10.
"""

from dataclasses import dataclass

NETWORKS = {
    "base": (12, 768, 12, 16, 224),
    "large": (24, 1024, 16, 16, 224),
    "tiny": (2, 64, 4, 8, 64),
}
"""Blocks, numbers per token, attention heads, side of a patch and of the input in pixels."""
MEAN = (0.485, 0.456, 0.406)
STD = (0.229, 0.224, 0.225)
"""Of the pixels 0-1, red-green-blue, as the authors' program for live video has them."""
BALANCES = ("sampling", "loss", "none")


@dataclass(frozen=True)
class Recipe:
    """Everything that decides what a training run computes, apart from the data."""

    network: str = "base"
    """One of NETWORKS."""
    epochs: int = 30
    """Rounds over as many pictures as there are for training."""
    batch: int = 64
    """Pictures per step on each GPU."""
    accumulate: int = 1
    """Batches that make up one step of the optimiser."""
    learning_rate: float = 5e-4
    """At its highest, in the head; the authors took 5e-5 after an intermediate fine-tuning."""
    min_learning_rate: float = 1e-6
    """At the end of the cosine."""
    warmup_epochs: float = 5
    """Over which the learning rate rises from nothing."""
    layer_decay: float = 0.9
    """Factor of the learning rate from each block to the one below; their recipes have 0.6-0.75."""
    weight_decay: float = 0.05
    """Of AdamW, for matrices only."""
    drop_path: float = 0.1
    """Chance that the last block is skipped; it grows linearly from the first."""
    label_smoothing: float = 0.1
    """Share of each target that is spread over all classes."""
    color_jitter: float = 0.4
    """Of timm; without effect while `auto_augment` is on."""
    auto_augment: str = "rand-m9-mstd0.5-inc1"
    """RandAugment in timm's words; empty for none."""
    random_erasing: float = 0.25
    """Chance that a rectangle of the crop becomes noise."""
    least_crop: float = 0.08
    """Smallest share of the picture that a random crop keeps."""
    mixup: float = 0.0
    """Alpha of mixup; 0.8 right after pre-training."""
    cutmix: float = 0.0
    """Alpha of cutmix; 1.0 right after pre-training."""
    ema_decay: float = 0.0
    """Of the moving average of weights that is then tested and kept, 0.9999 in theirs; 0 for none."""
    head_scale: float = 0.001
    """Factor on the head's first weights."""
    balance: str = "sampling"
    """How rare classes get their share: drawn more often with replacement, weighted in the loss, or not."""
    patience: int = 10
    """Epochs without a better validation before training ends; 0 for never."""
    seed: int = 1
    """The same seed on the same machine gives the same network."""


PRESETS = {
    "livecad": Recipe(),
    "tiny": Recipe(
        network="tiny",
        epochs=15,
        batch=32,
        learning_rate=3e-3,
        warmup_epochs=1,
        layer_decay=1.0,
        drop_path=0.0,
        label_smoothing=0.0,
        color_jitter=0.0,
        auto_augment="",
        random_erasing=0.0,
        least_crop=0.7,
        head_scale=1.0,
    ),
}
"""By name: the authors' recipe, and one for a tiny network from random weights on the made-up faces."""
