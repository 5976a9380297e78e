"""How a network is pre-trained: in samples, not in rounds, so that the size of the data is no part of it.

Read by both environments: no syntax newer than Python 3.10.
"""

from dataclasses import dataclass, replace
import math

from models.training.recipe import NETWORKS

OBJECTIVES = ("pixels", "features")
"""Masked pixels (MAE), or the features that a teacher has where the network sees nothing."""
_BATCH_OF_RATE = 256


@dataclass(frozen=True)
class PretrainRecipe:
    """Everything that decides what a pre-training computes, apart from the data."""

    network: str = "base"
    """One of NETWORKS."""
    objective: str = "pixels"
    """One of OBJECTIVES."""
    samples: int = 1_000_000_000
    """Pictures seen, each time anew varied: 49 rounds of 21 million."""
    batch: int = 4096
    """Pictures per step, of all processes together."""
    micro_batch: int = 256
    """Pictures that a process computes at once; what its share has more is computed one after the other."""
    learning_rate: float = 1.5e-4
    """At its highest, for each 256 pictures of a batch."""
    warmup: float = 0.025
    """Share of the samples over which the learning rate rises from nothing."""
    weight_decay: float = 0.05
    """Of AdamW, for matrices only."""
    clip: float = 1.0
    """Longest gradient that a step takes."""
    ema_decay: float = 0.9999
    """Of the moving average of the encoder, which is what is kept."""
    masked: float = 0.75
    """Share of the patches that is hidden; 0.4 for features."""
    least_crop: float = 0.4
    """Smallest share of the picture that a random crop keeps. Colours are not varied: skin colour may be the sign."""
    decoder_depth: int = 8
    """Blocks of the decoder that goes from visible patches to hidden pixels; thrown away afterwards."""
    decoder_width: int = 512
    """Numbers per token in it."""
    seed: int = 1
    """Decides the first weights, and with round and picture everything that is random."""

    @property
    def steps(self) -> int:
        """How many steps there are."""
        return max(1, round(self.samples / self.batch))

    @property
    def side_px(self) -> int:
        """Side of the network's input."""
        return NETWORKS[self.network][4]

    @property
    def patches(self) -> int:
        """Patches of a picture."""
        return (NETWORKS[self.network][4] // NETWORKS[self.network][3]) ** 2

    @property
    def visible(self) -> int:
        """How many of them are not hidden: the same for every picture, so that processes average exactly."""
        return self.patches - int(self.patches * self.masked)

    def learning_rate_at(self, step: int) -> float:
        """Return the learning rate of a step: a rise from nothing, then half a cosine to nothing."""
        highest = self.learning_rate * self.batch / _BATCH_OF_RATE
        warmup = max(1, round(self.steps * self.warmup))
        if step < warmup:
            return highest * (step + 1) / warmup
        share = (step - warmup) / max(1, self.steps - warmup)
        return highest * (1 + math.cos(math.pi * share)) / 2


_BASE = PretrainRecipe()
PRESETS = {
    "base": _BASE,
    "large": replace(_BASE, network="large", micro_batch=128),
    "tiny": replace(
        _BASE,
        network="tiny",
        samples=204_800,
        batch=128,
        micro_batch=128,
        learning_rate=3e-3,
        warmup=0.0625,
        ema_decay=0.99,
        decoder_depth=1,
        decoder_width=64,
    ),
}
"""By name: LiveCAD's network, the larger one of the paper's second path, and one for the drawn faces."""
