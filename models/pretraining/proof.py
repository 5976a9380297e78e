"""Shows on drawn faces what pre-training is worth where labels are few: `python -m models.pretraining.proof FOLDER`.

Encoders are pre-trained on people without labels whose cheeks carry the faint sign, or the strong one. Then networks
from scratch and from these encoders learn the faint sign from a few labelled people, who are none of them. What is
there already is not done again, so `--full`, which takes hours, may be interrupted.
"""

import argparse
from collections.abc import Iterator, Sequence
import json
from pathlib import Path
import subprocess
import sys
from typing import Any

from models.environment import ENVIRONMENT_PYTHON
from models.synthetic.command import POSITIVE, Sign
from models.training.manifest import read_pictures
from models.training.starts import ACCOUNT_NAME, ENCODER_NAME

from .shard_files import HEADER_NAME

_SIGNS = (Sign.FAINT, Sign.STRONG)
_STARTS = {
    "from scratch": None,
    "pre-trained": Sign.FAINT,
    "pre-trained on the strong sign": Sign.STRONG,
}
_UNLABELLED, _LABELLED = 3000, 1200
_SEED, _LABELLED_SEEDS = 101, {Sign.FAINT: 303, Sign.STRONG: 202}
_CONTROLS = 2
_REPOSITORY = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    """Do what is left, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--full", action="store_true", help="32 to 256 people, five draws, until nothing gets better"
    )
    parser.add_argument("--threads", type=int, default=1, help="of each training (default: 1)")
    parser.add_argument(
        "--processes", type=int, default=2, help="trainings from few labels side by side (default: 2)"
    )
    options = parser.parse_args(arguments)
    folder: Path = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    _together([_faces(folder / f"unlabelled-{sign}", _UNLABELLED, _SEED, sign) for sign in _SIGNS])
    _together(
        [_faces(folder / f"labelled-{sign}", _LABELLED, _LABELLED_SEEDS[sign], sign) for sign in _SIGNS]
    )
    for sign in _SIGNS:
        _together([_shards(folder, sign)])
    _together([_pretraining(folder, sign, options.threads) for sign in _SIGNS])
    few = folder / "few-labels"
    few.mkdir(exist_ok=True)
    (few / "plan.json").write_text(json.dumps(_plan(folder, options)), encoding="utf-8")
    program = [str(ENVIRONMENT_PYTHON), "-m", "models.pretraining.pytorch.few_labels"]
    _together([[*program, str((few / "plan.json").resolve())]])
    _together(
        [[str(ENVIRONMENT_PYTHON), "-m", "models.pretraining.pytorch.few_labels_table", str(few.resolve())]]
    )
    return 0


def _together(commands: Sequence[list[str]]) -> None:
    """Run commands side by side, but those with nothing to do; ends the program where one fails."""
    running = [subprocess.Popen(command, cwd=_REPOSITORY) for command in commands if command]
    statuses = [process.wait() for process in running]
    if any(statuses):
        raise SystemExit(
            "proof: Expected every part to succeed; what it printed says why. Then run this once more."
        )


def _workshop(*words: str | Path | int) -> list[str]:
    """Return a command of the workshop."""
    return [sys.executable, "-m", "models", *map(str, words)]


def _faces(folder: Path, people: int, seed: int, sign: Sign) -> list[str]:
    """Return the command that draws people, nothing where they are there."""
    if (folder / "manifest.csv").exists():
        return []
    return _workshop("synthetic", folder.resolve(), "--subjects", people, "--seed", seed, "--sign", sign)


def _shards(folder: Path, sign: Sign) -> list[str]:
    """Return the command that makes shards without the labelled people."""
    if (folder / f"shards-{sign}" / HEADER_NAME).exists():
        return []
    data = (folder / f"unlabelled-{sign}/pictures").resolve()
    labelled = [
        word
        for other in _SIGNS
        for word in ("--labelled", (folder / f"labelled-{other}/manifest.csv").resolve())
    ]
    output = (folder / f"shards-{sign}").resolve()
    crops = ("--already-cropped", "--side-px", 64, "--licence", "Apache-2.0, drawn by this project")
    return _workshop("shards", "--data", data, "--output", output, *crops, *labelled)


def _pretraining(folder: Path, sign: Sign, threads: int) -> list[str]:
    """Return the command that pre-trains, or goes on."""
    run = folder / f"run-{sign}"
    if (run / ACCOUNT_NAME).exists():
        return []
    computing = ("--workers", 0, "--threads", threads, "--save-minutes", 2, "--log-steps", 100)
    if (run / "job.json").exists():
        return _workshop("pretrain", "--output", run.resolve(), "--resume", *computing)
    shards = (folder / f"shards-{sign}").resolve()
    return _workshop("pretrain", "--data", shards, "--output", run.resolve(), "--preset", "tiny", *computing)


def _plan(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Return what `few_labels` shall do: all rows to equal steps first, then on."""
    counts, draws = ((32, 64, 128, 256), 5) if options.full else ((32, 128), 2)
    rows = [
        {"start": start, "count": count, "draw": draw, "is_brief": sign is Sign.STRONG}
        for draw in range(draws)
        for count in counts
        for start, sign in _STARTS.items()
    ]
    controls = [
        {"start": "pre-trained", "count": 128, "draw": draw, "is_shuffled": True, "is_brief": True}
        for draw in range(_CONTROLS)
    ]
    return {
        **{sign: list(_items(folder / f"labelled-{sign}/manifest.csv")) for sign in _SIGNS},
        "starts": {
            name: None if sign is None else str((folder / f"run-{sign}" / ENCODER_NAME).resolve())
            for name, sign in _STARTS.items()
        },
        "rows": rows + controls,
        "steps": [400, *range(600, 4001, 200)] if options.full else [400],
        "threads": options.threads,
        "processes": options.processes,
    }


def _items(manifest: Path) -> Iterator[dict[str, Any]]:
    """Yield labelled pictures as `few_labels` reads them."""
    for picture in read_pictures(manifest):
        is_positive = picture.label == POSITIVE
        yield {"path": str(picture.path.resolve()), "subject": picture.subject, "is_positive": is_positive}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
