"""Draws ROC and calibration of a report: `python -m models.evaluation.plots REPORT.json FOLDER`, started by `evaluate`.

Runs in the workshop's own environment, where matplotlib is: no syntax newer than Python 3.10.
"""

import json
from pathlib import Path
import sys

import matplotlib as mpl  # type: ignore[import-not-found]  # it lives in the workshop's own environment

mpl.use("svg")
from matplotlib import pyplot as plt

_SIDE_INCHES = 4.5


def main(report_file: str, folder: str) -> None:
    """Write roc.svg and calibration.svg, alike for the same report."""
    mpl.rcParams["svg.hashsalt"] = "digitalshadow"
    report = json.loads(Path(report_file).read_text(encoding="utf-8"))
    _roc(report, Path(folder) / "roc.svg")
    _calibration(report, Path(folder) / "calibration.svg")


def _roc(report: dict, file: Path) -> None:  # type: ignore[type-arg]  # a report is what JSON holds
    """Draw the ROC over subjects with the operating points."""
    figure, axes = plt.subplots(figsize=(_SIDE_INCHES, _SIDE_INCHES))
    measured = report["per_subject"]
    auc = measured["auc"]
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    axes.plot(
        measured["roc"]["false_positive_rate"],
        measured["roc"]["true_positive_rate"],
        label=f"AUC {auc['value']:.3f} ({auc['low']:.3f} to {auc['high']:.3f})",
    )
    for name, point in measured["operating_points"].items():
        axes.plot(
            1 - point["specificity"]["value"], point["sensitivity"]["value"], "o", label=f"threshold {name}"
        )
    axes.set(xlabel="1 - specificity", ylabel="sensitivity", title="Subjects of the test")
    _finish(figure, axes, file)


def _calibration(report: dict, file: Path) -> None:  # type: ignore[type-arg]  # as above
    """Draw predicted against observed, before and after the temperature."""
    figure, axes = plt.subplots(figsize=(_SIDE_INCHES, _SIDE_INCHES))
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    names = {"before": "as predicted", "after": f"temperature {report['calibration']['temperature']:.2f}"}
    for when, name in names.items():
        if when == "after" and not report["calibration"]["is_fitted_on_validation"]:
            continue
        curve = report["calibration"][when]["curve"]
        axes.plot(
            [one["predicted"] for one in curve],
            [one["observed"] for one in curve],
            "o-",
            label=f"{name}, Brier {report['calibration'][when]['brier']:.3f}",
        )
    axes.set(xlabel="predicted probability", ylabel="observed share", title="Calibration on the test")
    _finish(figure, axes, file)


def _finish(figure, axes, file: Path) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001  # matplotlib's own
    """Set what both plots have alike and write one."""
    axes.set(xlim=(-0.01, 1.01), ylim=(-0.01, 1.01), aspect="equal")
    axes.legend(loc="lower right", fontsize="small")
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})
    plt.close(figure)


if __name__ == "__main__":
    main(*sys.argv[1:])
