"""Fills the model card's template with what was measured, how it was trained, and what people said about it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template
from typing import Any

TEMPLATE = Path(__file__).with_name("template.md")
FACTS = (
    "name",
    "version",
    "kind",
    "authors",
    "licence",
    "intended_use",
    "forbidden_use",
    "population",
    "recruitment",
    "label_definition",
    "capture",
    "ethics",
    "demographics",
    "missing_data",
    "failure_modes",
)
"""What only people can say, by the names that the facts file uses."""
_NOT_STATED = "**not stated**"
_FEW_SUBJECTS = 200


def fill_card(
    report: Mapping[str, Any], training: Mapping[str, Any], model: Mapping[str, str], facts: Mapping[str, Any]
) -> str:
    """Return the card as Markdown.

    `model` is what the model file says of itself, empty where none was asked; facts win over it. Raises ValueError for
    a fact of an unknown name, which would be lost silently otherwise.
    """
    if unknown := sorted(set(facts) - set(FACTS)):
        raise ValueError(f"Expected facts among {', '.join(FACTS)}, got also {', '.join(unknown)}.")
    said = {name: facts.get(name) or model.get(name) or _NOT_STATED for name in FACTS}
    recipe = training.get("recipe", {})
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        said,
        warnings="\n".join(_warnings(report, training, said)),
        network=recipe.get("network", _NOT_STATED),
        start=_start(training),
        input=_input(training),
        classes=_classes(training),
        precision=model.get("precision") or "no file was asked: the checkpoint's own answers",
        split=_split(training),
        training=_training(training),
        results="\n".join(_results(report)),
        predictive_values="\n".join(_predictive_values(report)),
        calibration=_calibration(report),
        groups="\n".join(_groups(report)),
        limits="\n".join(_limits(report, training)),
    )


def _warnings(
    report: Mapping[str, Any], training: Mapping[str, Any], said: Mapping[str, Any]
) -> Iterator[str]:
    """Yield what must be read first."""
    yield "> Experimental. Not a medical device, not validated in homes, not a diagnosis."
    if training.get("labels_shuffled"):
        yield "> **Labels were shuffled as a control: this model has learnt nothing.**"
    if "demonstration" in str(said["kind"]):
        yield "> **A demonstration: it says nothing about anybody's health.**"
    if report["test"]["subjects"] < _FEW_SUBJECTS:
        yield f"> Tested on {report['test']['subjects']} subjects only: see the intervals."


def _start(training: Mapping[str, Any]) -> str:
    """Return what training began from, under which licence, and whether that has seen people of the test."""
    if not training:
        return _NOT_STATED
    if not training["start"]:
        return "random weights"
    compared = training.get("compared_with_pretraining")
    return "; ".join(filter(None, (training["start"], f"licence: {training['start_licence']}", compared)))


def _input(training: Mapping[str, Any]) -> str:
    """Return what the network is given."""
    if not training:
        return _NOT_STATED
    geometry = training["crop_geometry"]
    crop = f"crop geometry {geometry}, scale {training['crop_scale']}" if geometry else "crops made elsewhere"
    numbers = f"mean {_listed(training['mean'])}, deviation {_listed(training['std'])}"
    return f"{crop}; squashed to a square, bilinear; {numbers}"


def _classes(training: Mapping[str, Any]) -> str:
    """Return the classes and which is the risk."""
    if not training:
        return _NOT_STATED
    return f"{', '.join(training['classes'])}; the risk is *{training['positive']}*"


def _split(training: Mapping[str, Any]) -> str:
    """Return how people were divided."""
    if not training:
        return f"{_NOT_STATED} (no account of a training was given)"
    split = training["split"]
    what = split["grouping"]
    lines = [
        f"By {what}, seed {split['seed']}, test on fold {split['fold']} of {split['folds']}: no {what} is in two.",
        "",
        f"| part | {' | '.join(training['classes'])} | pictures |",
        f"|---|{'---|' * (len(training['classes']) + 1)}",
    ]
    for part, counts in split["parts"].items():
        sizes = " | ".join(str(counts.get(name, 0)) for name in training["classes"])
        lines.append(f"| {part} | {sizes} | {counts['pictures']} |")
    lines += ["", f"Pictures left out because no face was found: {training['pictures_without_a_face']}."]
    return "\n".join(lines)


def _training(training: Mapping[str, Any]) -> str:
    """Return how it was trained."""
    if not training:
        return f"{_NOT_STATED} (no account of a training was given)"
    recipe = ", ".join(f"{name} {value!r}" for name, value in training["recipe"].items())
    return (
        f"{recipe}.\n\n{training['epochs_trained']} epochs, the best one {training['best_epoch']} by the AUC over the "
        f"validation's subjects ({training['validation_auc']:.3f}); PyTorch {training['pytorch']} on "
        f"{training['device']}, {training['samples_per_second']:.3g} samples/s."
    )


def _results(report: Mapping[str, Any]) -> Iterator[str]:
    """Yield the main measures as a table."""
    test, subjects = report["test"], report["per_subject"]
    yield (
        f"{test['subjects']} subjects, {test['positives']} positive (prevalence {test['prevalence']:.1%}), "
        f"{test['pictures']} pictures, {test['sites'] or 'unknown'} sites. A subject's value is the mean over its "
        "pictures."
    )
    yield ""
    yield "| measure | value | 95 % interval |"
    yield "|---|---|---|"
    yield f"| AUC-ROC over subjects | {_row(subjects['auc'])} |"
    yield f"| AUC-ROC over pictures | {_row(report['per_image']['auc'])} |"
    yield f"| Brier | {_row(subjects['brier'])} |"
    for name, point in subjects["operating_points"].items():
        yield f"| sensitivity at {name} ({point['threshold']:.3f}) | {_row(point['sensitivity'])} |"
        yield f"| specificity at {name} ({point['threshold']:.3f}) | {_row(point['specificity'])} |"
    for view, found in report["views"].items():
        yield f"| AUC-ROC over pictures from {view} | {_number(found['auc'])} | |"


def _predictive_values(report: Mapping[str, Any]) -> Iterator[str]:
    """Yield PPV and NPV of each operating point as a table."""
    points = report["per_subject"]["operating_points"]
    yield "| threshold | prevalence | PPV | NPV |"
    yield "|---|---|---|---|"
    for name, point in points.items():
        for prevalence, values in point["at_prevalence"].items():
            yield f"| {name} | {float(prevalence):.1%} | {_number(values['ppv'])} | {_number(values['npv'])} |"


def _calibration(report: Mapping[str, Any]) -> str:
    """Return how well probabilities fit."""
    found = report["calibration"]
    before, after = found["before"], found["after"]
    if not found["is_fitted_on_validation"]:
        return (
            f"Brier {before['brier']:.3f}, expected calibration error {before['expected_calibration_error']:.3f}. No "
            "temperature was set: there was no validation to set it on."
        )
    return (
        f"Temperature {found['temperature']:.3f}, set on the validation. Brier {before['brier']:.3f} before and "
        f"{after['brier']:.3f} after; expected calibration error {before['expected_calibration_error']:.3f} and "
        f"{after['expected_calibration_error']:.3f}. It holds at the validation's prevalence only. The model file "
        "itself answers without it."
    )


def _groups(report: Mapping[str, Any]) -> Iterator[str]:
    """Yield the groups as a table."""
    yield "| group | subjects | positive | AUC-ROC | 95 % interval |"
    yield "|---|---|---|---|---|"
    for kind, groups in report["groups"].items():
        if not groups:
            yield f"| {kind} | not given | | | |"
        for name, found in groups.items():
            measured = _row(found["auc"]) if found["auc"] else "too few | "
            yield f"| {kind}: {name} | {found['subjects']} | {found['positives']} | {measured} |"


def _limits(report: Mapping[str, Any], training: Mapping[str, Any]) -> Iterator[str]:
    """Yield what these numbers do not show."""
    yield "* Intervals say how much chance there is in the choice of these subjects, not how others differ."
    yield (
        "* Predictive values above are what Bayes' theorem makes of this test's sensitivity and specificity; its "
        f"own prevalence was {report['test']['prevalence']:.1%}. Both change between populations."
    )
    if training.get("split", {}).get("grouping") != "site":
        yield "* No site was kept apart as a whole: how the model does in a new place was not measured."
    if training.get("recipe", {}).get("balance") == "sampling":
        yield "* Rare classes were drawn more often in training: probabilities belong to equally frequent classes."
    yield "* Still photographs are not video at home. No validation in homes was done."


def _row(interval: Mapping[str, Any]) -> str:
    """Return a measure and its interval as two cells."""
    return f"{_number(interval['value'])} | {_number(interval['low'])} to {_number(interval['high'])}"


def _number(value: float | None) -> str:
    """Return a measure as text."""
    return "-" if value is None else f"{value:.3f}"


def _listed(values: list[float]) -> str:
    """Return numbers in a row."""
    return ", ".join(f"{value:g}" for value in values)
