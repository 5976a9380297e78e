"""What pre-training is worth where labels are few: `python -m models.pretraining.pytorch.few_labels PLAN.json`.

Networks that begin with random weights and networks that begin with a pre-trained encoder learn from the same few
people, with the same batches, at one learning rate; what is tested is the running mean of their weights. All are
brought to the same number of steps first and then on, until validation has stopped getting better, so that what there
is can be compared at any time. Whatever ends it, it goes on where it was.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
import copy
from dataclasses import asdict, dataclass, field
from functools import cache, partial
import json
import multiprocessing
from pathlib import Path
import sys
from typing import Any

import numpy as np
from PIL import Image
from timm.layers import set_fused_attn  # type: ignore[import-not-found]  # it lives in the workshop's own environment
import torch  # type: ignore[import-not-found]  # the same
from torch.nn import functional  # type: ignore[import-not-found]  # the same

from models.evaluation.metrics import area_under_roc
from models.training.pytorch.network import make_network, start_from
from models.training.pytorch.pictures import as_in_use
from models.training.pytorch.steps import make_optimizer
from models.training.recipe import NETWORKS, PRESETS
from models.whole_file import whole_file

from .monitor import Labelled, features_of, probe
from .saving import newest, save

_BATCH, _LEARNING_RATE, _WARMUP_STEPS, _AVERAGING = 32, 2e-3, 20, 0.99
_LEAST_CROP = 0.7
_FROZEN_COUNTS, _FROZEN_DRAWS = (8, 16, 32, 64, 128, 256), 10
_CONTROL_COUNT, _CONTROL_DEALS = 128, 20
_PATIENCE = 4
"""Evaluations without a better validation after which a network has stopped getting better."""


@dataclass
class Row:
    """One network: where it begins, from how many people it learns, and which ones."""

    start: str
    """Name of its beginning."""
    count: int
    """Labelled people, half of them positive."""
    draw: int
    """Which people are drawn and in which order their pictures come; the same for every start."""
    is_shuffled: bool = False
    """Whether labels are dealt anew, as a control."""
    is_brief: bool = False
    """Whether it ends at equal steps: what happens until nothing gets better is asked of the two main starts only."""
    points: list[tuple[int, float, float]] = field(default_factory=list)
    """Step, AUC over the validation's people, AUC over the test's."""

    @property
    def name(self) -> str:
        """Return what its folder is called."""
        return f"{self.start}-{self.count}-{self.draw}{'-shuffled' if self.is_shuffled else ''}".replace(
            " ", "-"
        )

    @property
    def has_stopped(self) -> bool:
        """Whether it has stopped getting better."""
        validations = [validation for _, validation, _ in self.points]
        return len(validations) > _PATIENCE and max(validations) > max(validations[-_PATIENCE:])


class People:
    """Labelled people whose pictures lie in memory, in three parts."""

    def __init__(self, items: Sequence[dict[str, Any]]) -> None:
        """Read the pictures; two fifths of the people are the test, one fifth the validation."""
        side = NETWORKS["tiny"][4]
        subjects = sorted({item["subject"] for item in items})
        views = {name: [item for item in items if item["subject"] == name] for name in subjects}
        self.pictures = torch.stack(
            [
                torch.stack([as_in_use(_opened(item["path"]), side) for item in views[name]])
                for name in subjects
            ]
        )
        """Shape (people, views, 3, side, side), normalised."""
        self.labels = torch.tensor([int(views[name][0]["is_positive"]) for name in subjects])
        """One of each person."""
        order = np.random.default_rng(0).permutation(len(subjects))
        self.test, self.validation, self.learners = np.split(
            order, [len(order) * 2 // 5, len(order) * 3 // 5]
        )

    def drawn(self, row: Row) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the pictures that a row learns from, with their labels."""
        random = np.random.default_rng([row.count, row.draw])
        halves = [self.learners[self.labels[self.learners].numpy() == label] for label in (1, 0)]
        people = torch.from_numpy(
            np.concatenate([random.permutation(half)[: row.count // 2] for half in halves])
        )
        labels = self.labels[people]
        if row.is_shuffled:
            labels = labels[torch.from_numpy(random.permutation(len(labels)))]
        return self.pictures[people].flatten(0, 1), labels.repeat_interleave(self.pictures.shape[1])

    def auc(self, network: torch.nn.Module, people: np.ndarray) -> float:
        """Return the AUC over people; each one's value is the mean over the views."""
        network.eval()
        with torch.inference_mode():
            shown = self.pictures[torch.from_numpy(people)].flatten(0, 1)
            logits = torch.cat([network(some) for some in shown.split(256)])
        risk = (logits[:, 1] - logits[:, 0]).reshape(len(people), -1).mean(1)
        return area_under_roc(self.labels[torch.from_numpy(people)].numpy() == 1, risk.numpy())

    def labelled(self, encoder: torch.nn.Module) -> Labelled:
        """Return the features of everybody, for the closed-form probe."""
        features = features_of(encoder, self.pictures.flatten(0, 1)).numpy()
        views = self.pictures.shape[1]
        names = tuple(f"{number:06d}" for number in range(len(self.labels)) for _ in range(views))
        return Labelled(features, names, self.labels.repeat_interleave(views).numpy() == 1)


class Learner:
    """A row's network being trained, and its state on the disk."""

    def __init__(self, row: Row, people: People, encoder: str | None, folder: Path) -> None:
        """Begin, or go on where it was."""
        self._row, self._people, self._folder = row, people, folder / row.name
        self._folder.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(1000 * row.count + row.draw)
        self._network = make_network(PRESETS["tiny"], 2)
        if encoder is not None:
            start_from(self._network, encoder)
        self._average = copy.deepcopy(self._network).requires_grad_(requires_grad=False)
        self._optimizer = make_optimizer(self._network, PRESETS["tiny"])
        self._random = torch.Generator().manual_seed(1000 * row.count + row.draw)
        self._step = 0
        state, _ = newest(self._folder)
        if state is not None:
            self._network.load_state_dict(state["network"])
            self._average.load_state_dict(state["average"])
            self._optimizer.load_state_dict(state["optimizer"])
            self._random.set_state(state["random"])
            self._step, row.points = state["step"], [tuple(point) for point in state["points"]]

    def train_to(self, step: int) -> None:
        """Train up to a step, measure and save; nothing where it is there already or has stopped getting better."""
        if self._step >= step or self._row.has_stopped:
            return
        pictures, labels = self._people.drawn(self._row)
        self._network.train()
        while self._step < step:
            self._take_step(pictures, labels)
        validation = self._people.auc(self._average, self._people.validation)
        test = self._people.auc(self._average, self._people.test)
        self._row.points.append((step, validation, test))
        state = {
            "step": self._step,
            "points": self._row.points,
            "network": self._network.state_dict(),
            "average": self._average.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "random": self._random.get_state(),
        }
        save(self._folder, self._step, state)

    def _take_step(self, pictures: torch.Tensor, labels: torch.Tensor) -> None:
        """Change the weights once."""
        chosen = torch.randint(len(pictures), (_BATCH,), generator=self._random)
        varied = _vary(pictures[chosen], torch.rand(_BATCH, 4, generator=self._random))
        for group in self._optimizer.param_groups:
            group["lr"] = _LEARNING_RATE * min(1.0, (self._step + 1) / _WARMUP_STEPS)
        loss = functional.cross_entropy(self._network(varied), labels[chosen])
        self._optimizer.zero_grad()
        loss.backward()
        self._optimizer.step()
        self._step += 1
        with torch.no_grad():
            decay = min(_AVERAGING, self._step / (10 + self._step))
            torch._foreach_lerp_(
                list(self._average.parameters()), list(self._network.parameters()), 1 - decay
            )


def main(plan_file: str) -> None:
    """Do what is left of a plan, and write down all that there is after each network."""
    plan = json.loads(Path(plan_file).read_text(encoding="utf-8"))
    _compute_alone(plan["threads"])
    equal_steps = plan["steps"][0]
    rows = {row.name: row for row in (Row(**row) for row in plan["rows"])}
    found = {"rows": list(rows.values()), "frozen": list(_frozen(plan)), "equal_steps": equal_steps}
    # Not forked: a fork would inherit PyTorch's threads as they happen to stand.
    processes = ProcessPoolExecutor(
        plan["processes"], multiprocessing.get_context("spawn"), _compute_alone, (plan["threads"],)
    )
    with processes as pool:
        for target in plan["steps"]:
            asked = [row for row in rows.values() if target == equal_steps or not row.is_brief]
            for row in pool.map(partial(_trained, plan_file, target), asked):
                rows[row.name] = row
                found["rows"] = list(rows.values())
                _write(Path(plan_file).with_name("few-labels.json"), found)
                step, _, test = row.points[-1]
                print(f"{row.name}: AUC {test:.3f} after {step} steps", flush=True)


def _compute_alone(threads: int) -> None:
    """Let a process compute with as many threads; plain attention is faster here than the fused one of a CPU."""
    torch.set_num_threads(threads)
    set_fused_attn(enable=False)


@cache
def _read(plan_file: str) -> tuple[dict[str, str | None], People]:
    """Return where the encoders of a plan lie, and its people of the faint sign."""
    plan = json.loads(Path(plan_file).read_text(encoding="utf-8"))
    return plan["starts"], People(plan["faint"])


def _trained(plan_file: str, target: int, row: Row) -> Row:
    """Return a row that has been trained up to a step."""
    starts, people = _read(plan_file)
    Learner(row, people, starts[row.start], Path(plan_file).with_name("rows")).train_to(target)
    return row


def _frozen(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what a closed-form probe finds in frozen features, by start and sign, with shuffled labels too."""
    for sign in ("strong", "faint"):
        people = People(plan[sign])
        for start, encoder in plan["starts"].items():
            torch.manual_seed(0)
            network = make_network(PRESETS["tiny"], 2)
            if encoder is not None:
                start_from(network, encoder)
            labelled = people.labelled(network)
            auc = probe(labelled, _FROZEN_COUNTS, _FROZEN_DRAWS)
            count = min(_CONTROL_COUNT, max(auc))
            control = [_chance(labelled, people, number, count) for number in range(_CONTROL_DEALS)]
            yield {"sign": sign, "start": start, "auc": auc, "shuffled": float(np.mean(control))}


def _chance(labelled: Labelled, people: People, number: int, count: int) -> float:
    """Return what the probe finds where the labels are dealt anew among all people."""
    dealt = np.random.default_rng(number).permutation(people.labels.numpy() == 1)
    shuffled = Labelled(labelled.features, labelled.subjects, dealt.repeat(people.pictures.shape[1]))
    return probe(shuffled, (count,), 1)[count]


def _write(file: Path, found: dict[str, Any]) -> None:
    """Write all that there is."""
    with whole_file(file) as opened:
        opened.write(json.dumps(found, indent=1, default=asdict).encode())


def _vary(pictures: torch.Tensor, numbers: torch.Tensor) -> torch.Tensor:
    """Return parts of the pictures at their full size, every other one mirrored."""
    side = (_LEAST_CROP + (1 - _LEAST_CROP) * numbers[:, 0]).sqrt()
    across, down = ((numbers[:, 1:3] * 2 - 1) * (1 - side[:, None])).unbind(1)
    mirror = torch.where(numbers[:, 3] < 0.5, -1.0, 1.0)  # noqa: PLR2004  # one in two
    none = torch.zeros_like(side)
    places = torch.stack(
        [torch.stack([side * mirror, none, across], 1), torch.stack([none, side, down], 1)], 1
    )
    grid = functional.affine_grid(places, list(pictures.shape), align_corners=False)
    return functional.grid_sample(pictures, grid, padding_mode="border", align_corners=False)


def _opened(path: str) -> Image.Image:
    """Return a picture."""
    with Image.open(path) as opened:
        return opened.convert("RGB")


if __name__ == "__main__":
    main(*sys.argv[1:])
