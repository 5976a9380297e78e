"""A whole training run: epochs, early stopping, what is kept, and going on after an interruption."""

import argparse
from dataclasses import asdict
import json
from pathlib import Path
import time

from timm.utils import ModelEmaV3  # type: ignore[import-not-found]  # in the workshop's own environment
import torch  # type: ignore[import-not-found]  # the same

from models.evaluation.metrics import area_under_roc, mean_by_subject, probabilities
from models.training.recipe import Recipe

from .network import load_saved, make_network, read_checkpoint, start_from
from .pictures import Crops, Item, loader, order_of, seed_everything
from .ranks import Ranks
from .steps import Epoch, Trainee, make_optimizer, predict

_LAST, _BEST = "last.pth", "checkpoint-best.pth"
# Far enough apart that the seeds of epochs and of processes never meet.
_SEEDS_PER_RUN, _SEEDS_PER_EPOCH = 10_000_000, 1_000


class TrainingRun:
    """One network being trained on one split."""

    def __init__(self, job: dict, ranks: Ranks, workers: int) -> None:  # type: ignore[type-arg]  # it comes from JSON
        """Make the network, or take up where the last run ended."""
        self._recipe = Recipe(**job["recipe"])
        self._classes, self._positive = job["classes"], int(job["positive"])
        self._parts = {part: [Item(**item) for item in items] for part, items in job["parts"].items()}
        self._folder, self._ranks, self._workers = Path(job["folder"]), ranks, workers
        self._epoch, self._best, self._best_epoch = 0, -1.0, -1
        seed_everything(self._recipe.seed * _SEEDS_PER_RUN)
        network = make_network(self._recipe, len(self._classes))
        if job["start"]:
            ranks.say(start_from(network, job["start"]))
        self._trainee = self._prepare(network)
        self._resume()

    def train(self) -> None:
        """Train until the epochs are over or nothing gets better, then write what the best network predicts."""
        recipe, training = self._recipe, self._parts["training"]
        epochs = Epoch(self._trainee, recipe, training, len(self._classes))
        crops = Crops(training, recipe, is_training=True)
        if len(training) // self._ranks.count < recipe.batch * recipe.accumulate:
            raise ValueError(
                f"Expected pictures for at least one step of {recipe.batch * recipe.accumulate} on each of "
                f"{self._ranks.count} processes, got {len(training)}. Use a smaller --batch."
            )
        while self._epoch < recipe.epochs and not self._is_out_of_patience():
            seed = recipe.seed * _SEEDS_PER_RUN + self._epoch * _SEEDS_PER_EPOCH
            order = order_of(training, recipe, seed, self._ranks.rank, self._ranks.count)
            seed_everything(seed + 1 + self._ranks.rank)
            batches = loader(crops, order, recipe, self._workers, seed + 1 + self._ranks.rank, drop_last=True)
            started = time.perf_counter()
            loss = epochs.run(self._epoch, batches)
            rate = len(batches) * recipe.batch * self._ranks.count / (time.perf_counter() - started)
            self._judge(loss, rate)
        self._write_predictions()

    def _prepare(self, network: torch.nn.Module) -> Trainee:
        """Return the network with all that training needs, on this process's device."""
        device = self._ranks.device
        network.to(device)
        return Trainee(
            network=network,
            parallel=self._ranks.wrap(network),
            optimizer=make_optimizer(network, self._recipe),
            scaler=torch.amp.GradScaler(device.type, enabled=device.type == "cuda"),
            ema=ModelEmaV3(network, decay=self._recipe.ema_decay) if self._recipe.ema_decay else None,
            device=device,
        )

    def _judge(self, loss: float, samples_per_second: float) -> None:
        """Measure the network on the validation's subjects, keep it if it is the best one, and write down the epoch."""
        items = self._parts["validation"]
        subjects = [item.subject for item in items]
        _, risk = mean_by_subject(subjects, probabilities(self._predict(items)))
        _, truth = mean_by_subject(subjects, [item.target == self._positive for item in items])
        auc = area_under_roc(truth > 0, risk)
        is_best = auc > self._best
        if is_best:
            self._best, self._best_epoch = auc, self._epoch
        line = {
            "epoch": self._epoch,
            "loss": round(loss, 6),
            "validation_auc": round(auc, 6),
            "samples_per_second": round(samples_per_second, 1),
        }
        self._epoch += 1
        self._ranks.say(
            f"epoch {line['epoch']:3}: loss {loss:.4f}, validation AUC {auc:.4f}{' *' if is_best else '  '} "
            f"{samples_per_second:.3g} samples/s"
        )
        if self._ranks.is_first:
            with (self._folder / "epochs.jsonl").open("a", encoding="utf-8") as opened:
                opened.write(json.dumps(line) + "\n")
            if is_best:
                self._save(_BEST, self._trainee.tested)
            self._save(_LAST, self._trainee.network)

    def _is_out_of_patience(self) -> bool:
        """Tell whether validation has not got better for too long."""
        waited = self._epoch - 1 - self._best_epoch
        return self._recipe.patience > 0 and self._best_epoch >= 0 and waited >= self._recipe.patience

    def _predict(self, items: list[Item]) -> list[float]:
        """Return the log odds of each crop, computed by all processes together."""
        own = list(range(self._ranks.rank, len(items), self._ranks.count))
        batches = loader(Crops(items, self._recipe, is_training=False), own, self._recipe, self._workers, 0)
        found = predict(self._trainee.tested, batches, self._positive, self._trainee.device)
        merged = self._ranks.gather(dict(zip(own, found)))  # noqa: B905  # both have one entry per crop
        return [merged[index] for index in range(len(items))]

    def _save(self, name: str, network: torch.nn.Module) -> None:
        """Write a checkpoint in the authors' layout, whole or not at all."""
        content = {
            "model": network.state_dict(),
            "optimizer": self._trainee.optimizer.state_dict(),
            "epoch": self._epoch - 1,
            "args": argparse.Namespace(**asdict(self._recipe)),
            "scaler": self._trainee.scaler.state_dict(),
            "best": [self._best, self._best_epoch],
        }
        if self._trainee.ema is not None:
            content["model_ema"] = self._trainee.ema.module.state_dict()
        torch.save(content, self._folder / f"{name}.part")
        (self._folder / f"{name}.part").replace(self._folder / name)

    def _resume(self) -> None:
        """Go on after the last epoch that was written, if there is one."""
        if not (self._folder / _LAST).exists():
            return
        content = read_checkpoint(str(self._folder / _LAST))
        self._trainee.network.load_state_dict(content["model"])
        if self._trainee.ema is not None:
            self._trainee.ema.module.load_state_dict(content["model_ema"])
        self._trainee.optimizer.load_state_dict(content["optimizer"])
        self._trainee.scaler.load_state_dict(content["scaler"])
        self._epoch, (self._best, self._best_epoch) = content["epoch"] + 1, content["best"]
        self._ranks.say(f"going on with epoch {self._epoch}")

    def _write_predictions(self) -> None:
        """Write what the best network says about validation and test."""
        self._ranks.wait()
        load_saved(self._trainee.tested, str(self._folder / _BEST))
        found = {
            item.path: value
            for part in ("validation", "test")
            for item, value in zip(self._parts[part], self._predict(self._parts[part]))  # noqa: B905  # one for each
        }
        if self._ranks.is_first:
            summary = {
                "log_odds": found,
                "best_epoch": self._best_epoch,
                "validation_auc": self._best,
                "device": self._ranks.device_name,
                "pytorch": torch.__version__,
            }
            (self._folder / "trained.json").write_text(json.dumps(summary), encoding="utf-8")
