"""A whole pre-training: steps, what is kept, and going on after an interruption as if there had been none."""

from collections.abc import Iterator
from contextlib import nullcontext
import copy
from dataclasses import asdict
import io
import json
import math
from pathlib import Path
import signal
import time
from typing import Any

import numpy as np
from PIL import Image
import torch  # type: ignore[import-not-found]  # it lives in the workshop's own environment

from models.pretraining.flops import flops_per_picture, peak_flops
from models.pretraining.recipe import PretrainRecipe
from models.pretraining.shard_files import Shards
from models.training.pytorch.network import start_from
from models.training.pytorch.pictures import as_in_use
from models.training.pytorch.ranks import Ranks
from models.whole_file import whole_file

from .account import Account, read_lines
from .masking import MaskedFeatures, MaskedPixels, Objective
from .monitor import Labelled, features_of, probe, watch
from .saving import newest, save, save_encoder
from .stream import Batches, Crops
from .teacher import load_teacher

_WATCHED = 256
_WATCHES, _TENTHS = 40, 10
_EMA_START = 10


class PretrainingRun:
    """One network being pre-trained on shards."""

    def __init__(self, job: dict[str, Any], ranks: Ranks, workers: int) -> None:
        """Make the network, or take up where the last run ended. Raises ValueError for what cannot be trained."""
        self._job, self._ranks, self._workers = job, ranks, workers
        self._recipe, self._folder = PretrainRecipe(**job["recipe"]), Path(job["folder"])
        self._shards = Shards(Path(job["shards"]))
        torch.manual_seed(self._recipe.seed)
        self._objective = self._make_objective()
        if job["start"]:
            ranks.say(start_from(self._objective.encoder, job["start"]))
        self._objective.to(ranks.device)
        self._average = copy.deepcopy(self._objective.encoder).requires_grad_(requires_grad=False)
        self._optimizer = make_optimizer(self._objective, self._recipe, ranks.device)
        self._step = self._resume()
        if job["compile"] and ranks.device.type == "cuda":
            self._objective.compile()
        self._parallel = ranks.wrap(self._objective)
        self._must_stop = False
        self._saved_at = time.monotonic()

    def train(self) -> bool:
        """Train until the samples are seen, or until SIGTERM; return whether all were."""
        signal.signal(signal.SIGTERM, self._stop)
        batches = Batches(self._recipe, len(self._shards), self._ranks.rank, self._ranks.count, self._step)
        account = self._account() if self._ranks.is_first else None
        data = self._micro_batches(batches, account)
        self._parallel.train()
        while self._step < self._recipe.steps:
            rate = self._recipe.learning_rate_at(self._step)
            for group in self._optimizer.param_groups:
                group["lr"] = rate
            own = sum(self._forwards_and_backwards(data, batches.micro_batches))
            norm = torch.nn.utils.clip_grad_norm_(self._objective.parameters(), self._recipe.clip)
            self._optimizer.step()
            self._optimizer.zero_grad(set_to_none=True)
            self._move_average()
            self._step += 1
            # One exchange a step: so that all processes stop after the same one.
            loss, stopping = self._ranks.add_up([float(own) / self._ranks.count, float(self._must_stop)])
            if not math.isfinite(loss):
                raise ValueError(
                    f"Expected a loss that is a number, got {loss} in step {self._step}. Train with a lower "
                    "--learning-rate."
                )
            if account is not None:
                account.saw(self._recipe.batch)
                self._write_down(account, loss, float(norm), rate, is_stopping=stopping > 0)
            if stopping:
                self._ranks.say(f"stopped after step {self._step} of {self._recipe.steps}; --resume goes on")
                return False
        if self._ranks.is_first:
            self._finish()
        return True

    def _make_objective(self) -> torch.nn.Module:
        """Return the network with what it is trained by."""
        found: Objective
        if self._recipe.objective == "features":
            found = MaskedFeatures(self._recipe, load_teacher(self._job["teacher"], self._recipe))
        else:
            found = MaskedPixels(self._recipe)
        return found

    def _micro_batches(self, batches: Batches, account: Account | None) -> Iterator[list[torch.Tensor]]:
        """Yield this process's micro-batches of all steps that are left, on its device."""
        loader = torch.utils.data.DataLoader(
            Crops(self._shards, self._recipe),
            batch_sampler=batches,
            num_workers=self._workers,
            pin_memory=self._ranks.device.type == "cuda",
            worker_init_fn=_leave_stopping_to_the_parent,
        )
        remaining = iter(loader)
        while True:
            asked = time.perf_counter()
            some = next(remaining, None)
            if some is None:
                return
            if account is not None:
                account.waited(time.perf_counter() - asked)
            yield [part.to(self._ranks.device, non_blocking=True) for part in some]

    def _forwards_and_backwards(
        self, data: Iterator[list[torch.Tensor]], count: int
    ) -> Iterator[torch.Tensor]:
        """Yield this process's part of the batch's loss, micro-batch by micro-batch, and gather its gradients.

        Processes average their gradients, and shares may differ by a picture: each is weighted by its size.
        """
        device = self._ranks.device
        for number in range(count):
            pictures, visible, hidden = next(data)
            weight = len(pictures) * self._ranks.count / self._recipe.batch
            is_last = number == count - 1
            alone = nullcontext() if is_last or self._ranks.count == 1 else self._parallel.no_sync()
            with alone, torch.autocast(device.type, enabled=device.type == "cuda", dtype=torch.bfloat16):
                loss = self._parallel(pictures, visible, hidden) * weight
                loss.backward()
            yield loss.detach()

    def _move_average(self) -> None:
        """Let the averaged encoder follow; in the first steps it follows faster."""
        decay = min(self._recipe.ema_decay, (1 + self._step) / (_EMA_START + self._step))
        with torch.no_grad():
            torch._foreach_lerp_(
                list(self._average.parameters()), list(self._objective.encoder.parameters()), 1 - decay
            )

    def _write_down(
        self, account: Account, loss: float, norm: float, rate: float, *, is_stopping: bool
    ) -> None:
        """Log, measure and save as far as it is time to."""
        step, steps = self._step, self._recipe.steps
        is_over = step == steps or is_stopping
        if step % self._job["log_steps"] == 0 or is_over:
            line = account.write(step, loss, norm, rate)
            self._ranks.say(
                f"step {step} of {steps}: loss {loss:.5f}, {line['samples_per_second']:.3g} samples/s"
            )
        if step % max(1, steps // _WATCHES) == 0 or step == steps:
            self._watch(account)
        if step % max(1, steps // _TENTHS) == 0:
            save_encoder(self._folder / f"encoder-{100 * step // steps:02d}.pth", self._average)
        if is_over or time.monotonic() - self._saved_at >= self._job["save_minutes"] * 60:
            self._save()

    def _watch(self, account: Account) -> None:
        """Measure what the averaged encoder has learnt, and give the alarm where it has collapsed."""
        shown = [self._shards.read(number) for number in range(min(_WATCHED, len(self._shards)))]
        pictures = torch.stack([as_in_use(_opened(crop), self._recipe.side_px) for crop in shown])
        found: dict[str, Any] = watch(self._average, pictures)
        if self._job["monitor"]:
            found["linear_auc"] = self._probe()
        account.add({"step": self._step, "monitor": found})
        if found["is_collapsed"]:
            print(
                f"step {self._step}: all pictures look alike to this network (effective rank "
                f"{found['effective_rank']}). Lower the --learning-rate.",
                flush=True,
            )

    def _probe(self) -> dict[int, float]:
        """Return what a linear probe finds on the labelled crops, by the number of labelled people."""
        items = self._job["monitor"]
        pictures = (as_in_use(_opened(Path(one["path"]).read_bytes()), self._recipe.side_px) for one in items)
        features = torch.cat([features_of(self._average, picture[None]) for picture in pictures])
        positive = np.array([one["is_positive"] for one in items])
        labelled = Labelled(features.numpy(), tuple(one["subject"] for one in items), positive)
        return {count: round(auc, 4) for count, auc in probe(labelled).items()}

    def _save(self) -> None:
        """Write all that going on needs."""
        state = {
            "step": self._step,
            "recipe": asdict(self._recipe),
            "model": self._objective.state_dict(),
            "average": self._average.state_dict(),
            "optimizer": self._optimizer.state_dict(),
        }
        save(self._folder, self._step, state)
        self._saved_at = time.monotonic()

    def _resume(self) -> int:
        """Load the newest state that is whole and return its step, 0 for none."""
        state, damaged = newest(self._folder)
        for name in damaged:
            self._ranks.say(f"{name} is not as it was written; the one before it is taken")
        if state is None:
            return 0
        if state["recipe"] != asdict(self._recipe):
            raise ValueError(
                f"Expected a saved state of this recipe in {self._folder}, got one of another. Use a new folder."
            )
        self._objective.load_state_dict(state["model"])
        self._average.load_state_dict(state["average"])
        self._optimizer.load_state_dict(state["optimizer"])
        self._ranks.say(f"going on after step {state['step']}")
        step: int = state["step"]
        return step

    def _account(self) -> Account:
        """Return the account of this training."""
        each = (
            self._job["peak_tflops"] * 1e12
            if self._job["peak_tflops"]
            else peak_flops(self._ranks.device_name)
        )
        together = None if each is None else each * self._ranks.count
        return Account(self._folder, self._step, flops_per_picture(self._recipe), together)

    def _finish(self) -> None:
        """Write the encoder and what the model card says."""
        save_encoder(self._folder / "encoder.pth", self._average)
        lines = [line for line in read_lines(self._folder) if "loss" in line]
        summary = {
            "steps": self._step,
            "loss": lines[-1]["loss"],
            "hours": sum(line["seconds"] for line in lines) / 3600,
            "device": self._ranks.device_name,
            "processes": self._ranks.count,
            "pytorch": torch.__version__,
        }
        with whole_file(self._folder / "pretrained.json") as opened:
            opened.write(json.dumps(summary, indent=1).encode())

    def _stop(self, *_: object) -> None:
        """Remember that somebody wants this to end."""
        self._must_stop = True


def make_optimizer(
    objective: torch.nn.Module, recipe: PretrainRecipe, device: torch.device
) -> torch.optim.Optimizer:
    """Return fused AdamW; only matrices decay."""
    parameters = [(name, one) for name, one in objective.named_parameters() if one.requires_grad]
    matrices = [one for name, one in parameters if name.endswith("weight") and one.ndim > 1]
    others = [one for name, one in parameters if not (name.endswith("weight") and one.ndim > 1)]
    groups = [
        {"params": matrices, "weight_decay": recipe.weight_decay},
        {"params": others, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(
        groups, lr=recipe.learning_rate, betas=(0.9, 0.95), fused=device.type in {"cuda", "cpu"}
    )


def _leave_stopping_to_the_parent(_: int) -> None:
    """Let a worker that prepares pictures live on when everybody is told to end: the last step still needs it."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _opened(crop: bytes) -> Image.Image:
    """Return a crop as a picture."""
    with Image.open(io.BytesIO(crop)) as opened:
        return opened.convert("RGB")
