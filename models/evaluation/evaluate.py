"""The command `evaluate`: measures a model on people it has not seen, and writes report, plots and model card."""

import argparse
from collections.abc import Sequence
import json
from pathlib import Path
import subprocess
from typing import Any

from custom_components.digitalshadow.engine.records.errors import ModelError
from models.cards.card import fill_card
from models.environment import ENVIRONMENT_PYTHON
from models.training.crops import yunet
from models.training.job import PREDICTIONS_NAME, TRAINING_NAME
from models.training.manifest import read_pictures

from .asking import ask, open_livecad
from .metrics import RESAMPLES
from .predictions import Prediction, read_predictions, write_predictions
from .report import PREVALENCES, THRESHOLDS, Wish, make_report

REPORT_NAME, CARD_NAME = "report.json", "model-card.md"
_REPOSITORY = Path(__file__).resolve().parents[2]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take predictions, or a model file and labelled pictures; and what to report."""
    parser.add_argument(
        "--output", type=Path, required=True, metavar="FOLDER", help="everything is written here"
    )
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--predictions", type=Path, metavar="FILE", help="predictions.csv of a training")
    source.add_argument("--model", type=Path, metavar="FILE", help="a model file, asked about --data")
    parser.add_argument("--data", type=Path, help="CLASS/SUBJECT/VIEW.jpg below a folder, or a CSV manifest")
    parser.add_argument(
        "--positive", metavar="CLASS", help="the data's name of the model's positive class, if another"
    )
    parser.add_argument("--already-cropped", action="store_true", help="the pictures are face crops")
    parser.add_argument("--prevalence", type=float, nargs="+", default=PREVALENCES, metavar="SHARE")
    parser.add_argument("--threshold", type=float, nargs="+", default=THRESHOLDS, metavar="PROBABILITY")
    parser.add_argument(
        "--resamples", type=int, default=RESAMPLES, help=f"of the bootstrap (default: {RESAMPLES})"
    )
    parser.add_argument(
        "--training", type=Path, metavar="FILE", help=f"{TRAINING_NAME}, if not beside the predictions"
    )
    parser.add_argument(
        "--facts", type=Path, metavar="FILE", help="JSON with what only you can say in the model card"
    )
    parser.add_argument(
        "--python", type=Path, default=ENVIRONMENT_PYTHON, help="one with matplotlib, for the plots"
    )


def run(options: argparse.Namespace) -> int:
    """Measure, and write what came out."""
    folder: Path = options.output
    folder.mkdir(parents=True, exist_ok=True)
    predictions, model = _predictions(options)
    wish = Wish(tuple(options.prevalence), tuple(options.threshold), options.resamples)
    try:
        report = make_report(predictions, wish)
        card = fill_card(report, _training(options), model, _read(options.facts))
    except ValueError as error:
        raise SystemExit(f"evaluate: {error}") from error
    (folder / REPORT_NAME).write_text(json.dumps(report, indent=1), encoding="utf-8")
    (folder / CARD_NAME).write_text(card, encoding="utf-8")
    if options.python.exists():
        plotting = [
            options.python,
            "-m",
            "models.evaluation.plots",
            (folder / REPORT_NAME).resolve(),
            folder.resolve(),
        ]
        subprocess.run(plotting, cwd=_REPOSITORY, check=True)
    else:
        print("no plots: they need the workshop's own environment, scripts/setup models")
    _say(report, folder)
    return 0


def _predictions(options: argparse.Namespace) -> tuple[Sequence[Prediction], dict[str, str]]:
    """Return the predictions, and what the model file says about itself where one was asked."""
    if options.predictions is not None:
        return read_predictions(options.predictions), {}
    if options.data is None:
        raise SystemExit("evaluate: Expected --data with labelled pictures for the model, got nothing.")
    pictures = read_pictures(options.data)
    try:
        livecad = open_livecad(options.model)
        said = livecad.metadata
        positive = options.positive or said.classes[said.positive_index]
        if positive not in (labels := {picture.label for picture in pictures}):
            raise SystemExit(
                f"evaluate: Expected --positive with one of the labels {', '.join(sorted(labels))}, got {positive}."
            )
        detector = None if options.already_cropped else yunet()
        predictions = tuple(ask(livecad, pictures, positive, detector))
    except ModelError as refusal:
        raise SystemExit(f"evaluate: {refusal}") from refusal
    write_predictions(options.output / PREDICTIONS_NAME, predictions)
    print(f"{len(predictions)} of {len(pictures)} pictures answered")
    return predictions, {
        "name": said.name,
        "version": said.version,
        "kind": said.kind,
        "licence": said.licence,
        "precision": said.precision,
    }


def _training(options: argparse.Namespace) -> dict[str, Any]:
    """Return the account of the training, where there is one."""
    if options.training is not None:
        return _read(options.training)
    beside = (options.predictions or options.model).with_name(TRAINING_NAME)
    return _read(beside if beside.exists() else None)


def _read(file: Path | None) -> dict[str, Any]:
    """Return a JSON file's content; empty for no file. Ends the program for what is no JSON object."""
    if file is None:
        return {}
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SystemExit(f"evaluate: Expected a JSON file {file}, got {type(error).__name__}.") from error
    if not isinstance(content, dict):
        raise SystemExit(f"evaluate: Expected a JSON object in {file}, got a {type(content).__name__}.")
    return content


def _say(report: dict[str, Any], folder: Path) -> None:
    """Print the short form."""
    test, auc = report["test"], report["per_subject"]["auc"]
    print(
        f"{test['subjects']} subjects in the test, {test['positives']} positive, {test['pictures']} pictures"
    )
    print(f"AUC over subjects {auc['value']:.3f}, 95 % interval {auc['low']:.3f} to {auc['high']:.3f}")
    print(f"written: {folder / REPORT_NAME}, {folder / CARD_NAME}")
