"""Tells what `few_labels` found: `python -m models.pretraining.pytorch.few_labels_table FOLDER` writes table and plot.

Every bar that was set beforehand is named with what came out, also where it was missed.
"""

from collections.abc import Iterator
import json
from pathlib import Path
import sys
from typing import Any

import matplotlib as mpl  # type: ignore[import-not-found]  # it lives in the workshop's own environment
import numpy as np

mpl.use("svg")
from matplotlib import pyplot as plt

SCRATCH, PRETRAINED, STRONG = "from scratch", "pre-trained", "pre-trained on the strong sign"
_LEAD, _LEAD_COUNTS = 0.10, (32, 128)
_FROZEN_LEAD, _CONTROL_COUNT, _CONTROL_WIDTH = 0.15, "128", 0.06
_COLOURS = {SCRATCH: "0.45", PRETRAINED: "C0", STRONG: "C1"}


def main(folder: str) -> None:
    """Write few-labels.md and few-labels.svg beside few-labels.json, and print the table."""
    found = json.loads((Path(folder) / "few-labels.json").read_text(encoding="utf-8"))
    text = "\n".join(_lines(found)) + "\n"
    (Path(folder) / "few-labels.md").write_text(text, encoding="utf-8")
    _plot(found, Path(folder) / "few-labels.svg")
    print(text)


def _lines(found: dict[str, Any]) -> Iterator[str]:
    """Yield the tables and what became of each bar."""
    rows = [row for row in found["rows"] if row["points"]]
    equal = found["equal_steps"]
    yield f"AUC over people of the test, faint sign, after {equal} steps each; mean ± deviation (draws)."
    yield ""
    yield from _table(rows, lambda row: _at(row, equal))
    longest = max((row["points"][-1][0] for row in rows), default=0)
    if longest > equal:
        yield ""
        yield f"The same where validation was best within {longest} steps; * where not every draw had stopped by then."
        yield ""
        yield from _table([row for row in rows if not row["is_brief"]], _best, is_marked=True)
    yield ""
    yield "Frozen features, closed-form linear probe, mean of ten draws."
    yield ""
    counts = list(found["frozen"][0]["auc"])
    yield f"| sign | features | {' | '.join(counts)} | shuffled, {_CONTROL_COUNT} |"
    yield f"|---|---|{'---|' * (len(counts) + 1)}"
    for one in found["frozen"]:
        values = " | ".join(f"{one['auc'][count]:.2f}" for count in counts)
        yield f"| {one['sign']} | {_features(one)} | {values} | {one['shuffled']:.2f} |"
    yield ""
    yield from _bars(found, rows, equal)


def _table(rows: list[dict[str, Any]], value, *, is_marked: bool = False) -> Iterator[str]:  # type: ignore[no-untyped-def]  # noqa: ANN001  # a function of a row
    """Yield one line for each start, one column for each number of labelled people."""
    plain = [row for row in rows if not row["is_shuffled"]]
    counts = sorted({row["count"] for row in plain})
    yield f"| | {' | '.join(f'{count} people' for count in counts)} |"
    yield f"|---|{'---|' * len(counts)}"
    for start in dict.fromkeys(row["start"] for row in plain):
        cells = []
        for count in counts:
            own = [row for row in plain if (row["start"], row["count"]) == (start, count)]
            values = [one for one in map(value, own) if one is not None]
            is_unfinished = is_marked and not all(map(_has_stopped, own))
            spread = f" ± {np.std(values):.2f}" if len(values) > 1 else ""
            mark = "*" if is_unfinished else ""
            cells.append(f"{np.mean(values):.2f}{mark}{spread} ({len(values)})" if values else "not measured")
        yield f"| {start} | {' | '.join(cells)} |"


def _bars(found: dict[str, Any], rows: list[dict[str, Any]], equal: int) -> Iterator[str]:
    """Yield what was set beforehand and what came out."""
    for count in _LEAD_COUNTS:
        leads = list(_leads(rows, count, equal))
        if leads:
            lead, each = float(np.mean(leads)), ", ".join(f"{one:+.2f}" for one in leads)
            verdict = _verdict(lead >= _LEAD)
            yield f"* {verdict} pre-trained ahead by {_LEAD} with {count} people: {lead:+.2f} (draws: {each})"
        else:
            yield f"* not measured: pre-trained ahead by {_LEAD} with {count} people"
    strong = {one["start"]: one["auc"][_CONTROL_COUNT] for one in found["frozen"] if one["sign"] == "strong"}
    best = max((auc for start, auc in strong.items() if start != SCRATCH), default=float("nan"))
    gain = best - strong[SCRATCH]
    yield (
        f"* {_verdict(gain >= _FROZEN_LEAD)} frozen features on the strong sign, {_CONTROL_COUNT} people, better than "
        f"random weights' by {_FROZEN_LEAD}: {gain:+.2f}"
    )
    tuned = [_at(row, equal) for row in rows if row["is_shuffled"]]
    controls = [one["shuffled"] for one in found["frozen"]] + ([float(np.mean(tuned))] if tuned else [])
    worst = max(abs(value - 0.5) for value in controls)
    verdict = _verdict(worst <= _CONTROL_WIDTH)
    yield f"* {verdict} shuffled labels within 0.5 ± {_CONTROL_WIDTH}: at most {worst:.2f} off"


def _leads(rows: list[dict[str, Any]], count: int, equal: int) -> Iterator[float]:
    """Yield by how much a pre-trained start is ahead, draw by draw with the same people."""
    by_key = {
        (row["start"], row["draw"]): _at(row, equal)
        for row in rows
        if row["count"] == count and not row["is_shuffled"]
    }
    for (start, draw), value in by_key.items():
        if start == PRETRAINED and (SCRATCH, draw) in by_key:
            yield value - by_key[SCRATCH, draw]


def _features(one: dict[str, Any]) -> str:
    """Return whose features they are."""
    return "random weights" if one["start"] == SCRATCH else str(one["start"])


def _verdict(is_met: bool) -> str:  # noqa: FBT001  # the only argument
    """Return what became of a bar."""
    return "met:" if is_met else "MISSED:"


def _at(row: dict[str, Any], step: int) -> float:
    """Return the test's AUC at a step; not a number where it was not measured."""
    return next((test for at, _, test in row["points"] if at == step), float("nan"))


def _best(row: dict[str, Any]) -> float:
    """Return the test's AUC where the validation's was best."""
    return float(max(row["points"], key=lambda point: point[1])[2])


def _has_stopped(row: dict[str, Any]) -> bool:
    """Tell whether the best validation lies four evaluations back."""
    validations = [validation for _, validation, _ in row["points"]]
    return len(validations) > 4 and max(validations) > max(validations[-4:])  # noqa: PLR2004  # said beside it


def _plot(found: dict[str, Any], file: Path) -> None:
    """Draw AUC against steps, one picture for each number of people, one line for each network."""
    mpl.rcParams["svg.hashsalt"] = "digitalshadow"
    rows = [row for row in found["rows"] if row["points"] and not row["is_shuffled"]]
    counts = sorted({row["count"] for row in rows})
    if not counts:
        return
    figure, all_axes = plt.subplots(
        1, len(counts), figsize=(3.6 * len(counts), 3.4), sharey=True, squeeze=False
    )
    for axes, count in zip(all_axes[0], counts):  # noqa: B905  # one for each
        drawn = set()
        for row in (row for row in rows if row["count"] == count):
            steps, _, test = zip(*row["points"])  # noqa: B905  # turned on its side
            label = None if row["start"] in drawn else row["start"]
            axes.plot(
                steps,
                test,
                "o-",
                markersize=3,
                color=_COLOURS.get(row["start"], "C2"),
                alpha=0.7,
                label=label,
            )
            drawn.add(row["start"])
        axes.axhline(0.5, color="0.8", linewidth=1)
        axes.set(xlabel="steps of fine-tuning", title=f"{count} labelled people", ylim=(0.4, 1.0))
    all_axes[0][0].set(ylabel="AUC over people of the test")
    all_axes[0][0].legend(loc="lower right", fontsize="x-small")
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})
    plt.close(figure)


if __name__ == "__main__":
    main(*sys.argv[1:])
