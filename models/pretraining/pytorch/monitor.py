"""What the encoder has learnt so far, measured while it learns.

A closed-form linear probe on labelled crops at three counts of labelled people decides. How evenly the features are
spread, and whether a picture's nearest neighbour is its own mirror image, only give the alarm where everything falls
together: neighbours follow light and pose and are blind for a sign.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy import float64
from numpy.typing import NDArray
import torch  # type: ignore[import-not-found]  # it lives in the workshop's own environment
from torch.nn import functional  # type: ignore[import-not-found]  # the same

from models.evaluation.metrics import area_under_roc, mean_by_subject

LABEL_COUNTS = (32, 128, 512)
DRAWS = 5
_RIDGE = 0.1
_AT_ONCE = 256
# A thirtieth of the dimensions, and five times what chance finds: far below anything that learns.
_LEAST_RANK_SHARE, _TIMES_CHANCE = 1 / 30, 5


@dataclass(frozen=True)
class Labelled:
    """Labelled pictures as the probe takes them."""

    features: NDArray[float64]
    """One row for each picture."""
    subjects: tuple[str, ...]
    """Whom each shows."""
    is_positive: NDArray[np.bool_]
    """Its label."""


def features_of(encoder: torch.nn.Module, pictures: torch.Tensor) -> torch.Tensor:
    """Return the mean patch feature of normalised pictures, shape (pictures, width), in double precision."""
    was_training = encoder.training
    encoder.eval()
    device = next(encoder.parameters()).device
    with torch.inference_mode():
        found = [
            encoder.forward_features(some.to(device))[:, 1:].mean(1).double().cpu()
            for some in pictures.split(_AT_ONCE)
        ]
    encoder.train(was_training)
    return torch.cat(found)


def effective_rank(features: torch.Tensor) -> float:
    """Return the exponent of the entropy of the singular values' shares (Roy and Vetterli 2007): 1 to the width."""
    values = torch.linalg.svdvals(features - features.mean(0))
    shares = values / values.sum().clamp(min=torch.finfo(values.dtype).tiny)
    return float(torch.special.entr(shares).sum().exp())


def own_mirror_found(features: torch.Tensor, mirrored: torch.Tensor) -> float:
    """Return the share of pictures whose nearest neighbour among all mirror images is their own."""
    centre = features.mean(0)
    similarity = functional.normalize(features - centre) @ functional.normalize(mirrored - centre).T
    return float((similarity.argmax(1) == torch.arange(len(features))).double().mean())


def watch(encoder: torch.nn.Module, pictures: torch.Tensor) -> dict[str, float | bool]:
    """Return how the features of unlabelled, normalised pictures are spread, and whether they have collapsed."""
    features, mirrored = features_of(encoder, pictures), features_of(encoder, pictures.flip(3))
    rank, found = effective_rank(features), own_mirror_found(features, mirrored)
    is_collapsed = rank < features.shape[1] * _LEAST_RANK_SHARE or found < _TIMES_CHANCE / len(pictures)
    return {
        "effective_rank": round(rank, 2),
        "own_mirror_found": round(found, 3),
        "is_collapsed": is_collapsed,
    }


def probe(labelled: Labelled, counts: Sequence[int] = LABEL_COUNTS, draws: int = DRAWS) -> dict[int, float]:
    """Return the mean AUC over the test's people by the number of labelled people, as far as there are so many.

    Half of the people are the test; from the others as many of either label are drawn, `draws` times.
    """
    learners, testers = halves(labelled)
    found = {}
    for count in counts:
        drawn = [draw_people(labelled, learners, count, draw) for draw in range(draws)]
        if all(len(people) == count for people in drawn):
            found[count] = float(np.mean([_auc(labelled, people, testers) for people in drawn]))
    return found


def halves(labelled: Labelled) -> tuple[list[str], list[str]]:
    """Return people to learn from and people to be tested on, the same ones every time."""
    people = sorted(set(labelled.subjects))
    shuffled = [people[index] for index in np.random.default_rng(0).permutation(len(people))]
    return shuffled[: len(people) // 2], shuffled[len(people) // 2 :]


def draw_people(labelled: Labelled, learners: Sequence[str], count: int, draw: int) -> list[str]:
    """Return so many people, half of them positive, fewer where there are not so many."""
    label_of = dict(zip(labelled.subjects, labelled.is_positive.tolist()))  # noqa: B905  # one for each
    random = np.random.default_rng([count, draw])
    chosen = []
    for label in (True, False):
        some = [one for one in learners if label_of[one] is label]
        chosen += random.permutation(some)[: count // 2].tolist()
    return chosen


def _auc(labelled: Labelled, people: Sequence[str], testers: Sequence[str]) -> float:
    """Return the AUC over the testers of a ridge regression learnt on people."""
    is_learnt = np.isin(labelled.subjects, people)
    features, target = labelled.features[is_learnt], labelled.is_positive[is_learnt] * 2.0 - 1
    mean, spread = features.mean(0), features.std(0) + 1e-6
    scaled = (features - mean) / spread
    ridge = _RIDGE * len(scaled) * np.eye(scaled.shape[1])
    weights = np.linalg.solve(scaled.T @ scaled + ridge, scaled.T @ (target - target.mean()))
    is_tested = np.isin(labelled.subjects, testers)
    names = [name for name, tested in zip(labelled.subjects, is_tested.tolist()) if tested]  # noqa: B905  # one for each
    _, risk = mean_by_subject(names, ((labelled.features[is_tested] - mean) / spread) @ weights)
    _, truth = mean_by_subject(names, labelled.is_positive[is_tested])
    return area_under_roc(truth > 0, risk)
