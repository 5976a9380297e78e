"""What one training works on and leaves behind in its folder.

manifest.csv         every picture with its part of the split
crops/               the faces cut out of them
job.json             what the program with PyTorch is asked to do
last.pth             where it goes on after an interruption
epochs.jsonl         loss, validation and speed of each epoch
trained.json         what the best network says about validation and test
checkpoint-best.pth  the best network, with classes.txt: what `convert` takes
start-licence.txt    the licence of what it began from, which `convert` writes into the model file
predictions.csv      what `evaluate` takes
training.json        how it was made: what the model card says
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
import json
from pathlib import Path
import statistics
from typing import Any

from custom_components.digitalshadow.engine.conversion.checkpoint_folder import (
    CHECKPOINT_NAME,
    CLASSES_NAME,
    START_LICENCE_NAME,
)
from custom_components.digitalshadow.engine.records.crop_geometry import CropGeometry
from models.evaluation.predictions import Prediction, write_predictions

from .crops import CROP_SCALE
from .manifest import Classes, Picture, read_pictures, write_manifest
from .recipe import MEAN, STD, Recipe
from .splits import Grouping, Part, describe
from .starts import Start

JOB_NAME = "job.json"
PREDICTIONS_NAME, TRAINING_NAME = "predictions.csv", "training.json"


@dataclass(frozen=True, slots=True)
class Job:
    """A training as it was asked for."""

    recipe: Recipe
    """How to train."""
    classes: Classes
    """What to tell apart."""
    start: Start | None
    """What it begins from; None for random weights."""
    compared: str | None
    """Whether a pre-training has seen anybody of the labelled set, in words; None where there was none."""
    grouping: Grouping
    """What the parts do not share."""
    folds: int
    """In how many parts the groups were dealt."""
    fold: int
    """Which of them is the test."""
    split_seed: int
    """With which seed they were dealt."""
    labels_shuffled: bool
    """Whether the labels mean nothing, as a control."""
    crop_geometry: CropGeometry | None
    """How the faces were cut; None where the pictures were crops already."""
    left_out: int
    """Pictures without a face."""


def write_job(folder: Path, job: Job, pictures: Sequence[Picture]) -> None:
    """Write the manifest with its parts, the classes, and the job."""
    folder.mkdir(parents=True, exist_ok=True)
    write_manifest(folder / "manifest.csv", pictures)
    (folder / CLASSES_NAME).write_text(", ".join(job.classes.names), encoding="utf-8")
    if job.start is not None:
        (folder / START_LICENCE_NAME).write_text(job.start.licence, encoding="utf-8")
    items = {
        part: [_item(picture, job.classes) for picture in pictures if picture.part == part] for part in Part
    }
    asked = {
        "recipe": asdict(job.recipe),
        "classes": job.classes.names,
        "positive": job.classes.names.index(job.classes.positive),
        "start": None if job.start is None else str(job.start.path.resolve()),
        "folder": str(folder.resolve()),
        "parts": items,
        "said": {
            "classes": job.classes.names,
            "positive": job.classes.positive,
            "start": None if job.start is None else job.start.name,
            "start_licence": None if job.start is None else job.start.licence,
            "compared_with_pretraining": job.compared,
            "recipe": asdict(job.recipe),
            "split": {
                "grouping": job.grouping,
                "folds": job.folds,
                "fold": job.fold,
                "seed": job.split_seed,
                "parts": describe(pictures),
            },
            "labels_shuffled": job.labels_shuffled,
            "crop_geometry": job.crop_geometry,
            "crop_scale": None if job.crop_geometry is None else CROP_SCALE,
            "pictures_without_a_face": job.left_out,
            "mean": MEAN,
            "std": STD,
        },
    }
    (folder / JOB_NAME).write_text(json.dumps(asked, indent=1), encoding="utf-8")


def finish_job(folder: Path) -> dict[str, Any]:
    """Write the predictions and the account of a training that is over, and return the account."""
    asked = json.loads((folder / JOB_NAME).read_text(encoding="utf-8"))
    trained = json.loads((folder / "trained.json").read_text(encoding="utf-8"))
    log_odds = trained.pop("log_odds")
    pictures = read_pictures(folder / "manifest.csv")
    write_predictions(
        folder / PREDICTIONS_NAME,
        (
            _prediction(picture, asked["said"]["positive"], log_odds[_key(picture)])
            for picture in pictures
            if _key(picture) in log_odds
        ),
    )
    epochs = [json.loads(line) for line in (folder / "epochs.jsonl").read_text(encoding="utf-8").splitlines()]
    speed = statistics.median(line["samples_per_second"] for line in epochs)
    account: dict[str, Any] = {
        **asked["said"],
        **trained,
        "epochs_trained": max(line["epoch"] for line in epochs) + 1,
        "samples_per_second": speed,
        "checkpoint": CHECKPOINT_NAME,
    }
    (folder / TRAINING_NAME).write_text(json.dumps(account, indent=1), encoding="utf-8")
    return account


def _item(picture: Picture, classes: Classes) -> dict[str, Any]:
    """Return a picture as the program with PyTorch reads it."""
    return {
        "path": _key(picture),
        "subject": picture.subject,
        "target": classes.names.index(picture.label),
    }


def _key(picture: Picture) -> str:
    """Return a picture's path as both programs name it."""
    return str(picture.path.resolve())


def _prediction(picture: Picture, positive: str, log_odds: float) -> Prediction:
    """Return what was said about a picture."""
    return Prediction(
        subject=picture.subject,
        is_positive=picture.label == positive,
        log_odds=log_odds,
        part=picture.part,
        site=picture.site,
        view=picture.view,
        sex=picture.sex,
        age=picture.age,
    )
