"""One epoch of training, the predictions in between, and how fast the network learns at each step."""

from collections.abc import Iterable
from dataclasses import dataclass
import math

from timm.data import Mixup  # type: ignore[import-not-found]  # in the workshop's own environment
from timm.optim import create_optimizer_v2  # type: ignore[import-not-found]  # the same
from timm.utils import ModelEmaV3  # type: ignore[import-not-found]  # the same
import torch  # type: ignore[import-not-found]  # the same

from models.training.recipe import Recipe

from .pictures import Item, class_weights


def make_optimizer(network: torch.nn.Module, recipe: Recipe) -> torch.optim.Optimizer:
    """Return fused AdamW whose learning rate shrinks from the head down to the patches; only matrices decay."""
    return create_optimizer_v2(
        network,
        opt="adamw",
        lr=recipe.learning_rate,
        weight_decay=recipe.weight_decay,
        layer_decay=recipe.layer_decay,
        eps=1e-8,
        betas=(0.9, 0.999),
        fused=True,
    )


def learning_rate(recipe: Recipe, epochs_done: float) -> float:
    """Return the learning rate after a part of the training: a rise from nothing, then half a cosine."""
    if epochs_done < recipe.warmup_epochs:
        return recipe.learning_rate * epochs_done / recipe.warmup_epochs
    span = max(recipe.epochs - recipe.warmup_epochs, 1e-9)
    share = min((epochs_done - recipe.warmup_epochs) / span, 1.0)
    height = recipe.learning_rate - recipe.min_learning_rate
    return recipe.min_learning_rate + height * (1 + math.cos(math.pi * share)) / 2


@dataclass
class Trainee:
    """A network in training and what goes with it."""

    network: torch.nn.Module
    """The network itself."""
    parallel: torch.nn.Module
    """The same, or its wrapper that adds up gradients across processes."""
    optimizer: torch.optim.Optimizer
    """Changes its weights."""
    scaler: torch.amp.GradScaler
    """Keeps small gradients apart from zero in half precision; does nothing on a CPU."""
    ema: ModelEmaV3
    """Moving average of the weights; None without one."""
    device: torch.device
    """Where it computes."""

    @property
    def tested(self) -> torch.nn.Module:
        """The network whose predictions count and that is kept."""
        return self.ema.module if self.ema is not None else self.network


class Epoch:
    """The training steps of an epoch."""

    def __init__(self, trainee: Trainee, recipe: Recipe, items: list[Item], classes: int) -> None:
        """Take what stays the same from epoch to epoch."""
        self._trainee, self._recipe = trainee, recipe
        weights = torch.tensor(class_weights(items)) if recipe.balance == "loss" else None
        is_mixed = recipe.mixup > 0 or recipe.cutmix > 0
        self._loss = torch.nn.CrossEntropyLoss(
            weight=weights, label_smoothing=0 if is_mixed else recipe.label_smoothing
        ).to(trainee.device)
        self._mix = (
            Mixup(recipe.mixup, recipe.cutmix, label_smoothing=recipe.label_smoothing, num_classes=classes)
            if is_mixed
            else None
        )

    def run(self, epoch: int, batches: torch.utils.data.DataLoader) -> float:
        """Take every step of an epoch and return the mean loss. Raises ValueError for a loss that is no number."""
        trainee, accumulate = self._trainee, self._recipe.accumulate
        steps = len(batches) // accumulate
        trainee.parallel.train()
        trainee.optimizer.zero_grad()
        total = 0.0
        for number, (crops, targets) in enumerate(batches):
            if number >= steps * accumulate:
                break
            if number % accumulate == 0:
                self._set_learning_rate(epoch + number / (steps * accumulate))
            loss = self._forward(crops, targets)
            total += float(loss.detach())
            trainee.scaler.scale(loss / accumulate).backward()
            if (number + 1) % accumulate == 0:
                self._step()
        mean = total / (steps * accumulate)
        if not math.isfinite(mean):
            raise ValueError(
                f"Expected a loss that is a number, got {mean}. Train with a lower learning rate."
            )
        return mean

    def _forward(self, crops: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        """Return the loss of a batch."""
        device = self._trainee.device
        crops, targets = crops.to(device, non_blocking=True), targets.to(device, non_blocking=True)
        if self._mix is not None:
            crops, targets = self._mix(crops, targets)
        with torch.autocast(device.type, enabled=device.type == "cuda", dtype=torch.float16):
            return self._loss(self._trainee.parallel(crops), targets)

    def _step(self) -> None:
        """Change the weights by the gathered gradients."""
        trainee = self._trainee
        trainee.scaler.step(trainee.optimizer)
        trainee.scaler.update()
        trainee.optimizer.zero_grad()
        if trainee.ema is not None:
            trainee.ema.update(trainee.network)

    def _set_learning_rate(self, epochs_done: float) -> None:
        """Give every group of parameters its learning rate."""
        rate = learning_rate(self._recipe, epochs_done)
        for group in self._trainee.optimizer.param_groups:
            group["lr"] = rate * group.get("lr_scale", 1.0)


def predict(
    network: torch.nn.Module,
    batches: Iterable[tuple[torch.Tensor, torch.Tensor]],
    positive: int,
    device: torch.device,
) -> list[float]:
    """Return the logarithm of the odds of the positive class for each crop."""
    network.eval()
    found: list[float] = []
    with torch.inference_mode():
        for crops, _ in batches:
            logits = network(crops.to(device)).double()
            others = [index for index in range(logits.shape[1]) if index != positive]
            found += (logits[:, positive] - logits[:, others].logsumexp(1)).tolist()
    return found
