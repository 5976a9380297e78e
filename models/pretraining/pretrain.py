"""The command `pretrain`: from shards of faces without labels to an encoder that `finetune --start` takes.

The training runs in the workshop's own environment (`models/pretraining/pytorch`), alone or through `torchrun` on the
GPUs of one machine or many.
"""

import argparse
from collections.abc import Iterator
from dataclasses import asdict, fields, replace
import json
import os
from pathlib import Path
import shlex
import subprocess
from typing import Any

from models.environment import ENVIRONMENT_PYTHON
from models.training.manifest import classes_of, read_pictures
from models.training.recipe import NETWORKS
from models.training.starts import ACCOUNT_NAME, ENCODER_NAME, Start, find_start

from .card import CARD_NAME, fill_card
from .labelled import require_no_leak
from .recipe import OBJECTIVES, PRESETS, PretrainRecipe
from .shard_files import read_header

INTERRUPTED = 75
"""Exit status where training was asked to end before its time."""
_JOB_NAME, _PRETRAINED_NAME = "job.json", "pretrained.json"
_REPOSITORY = Path(__file__).resolve().parents[2]
_CHOICES = {"network": tuple(NETWORKS), "objective": OBJECTIVES}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the shards, the recipe, what to watch by, and where to compute."""
    parser.add_argument(
        "--output", type=Path, required=True, metavar="RUN", help="everything is written here"
    )
    parser.add_argument("--data", type=Path, metavar="SHARDS", help="what `shards` has made")
    parser.add_argument(
        "--start", type=Path, metavar="FILE", help="a checkpoint or another RUN (default: random)"
    )
    parser.add_argument("--start-licence", metavar="TEXT", help="the right to use the weights in that file")
    parser.add_argument(
        "--teacher", type=Path, metavar="FILE", help="DINOv2's checkpoint, for --objective features"
    )
    parser.add_argument(
        "--monitor",
        type=Path,
        metavar="DATA",
        help="labelled crops, as `finetune` takes them, to probe on meanwhile",
    )
    parser.add_argument(
        "--positive", metavar="CLASS", help="which of their classes is the risk, if not plainly cad"
    )
    parser.add_argument("--resume", action="store_true", help="go on with the training in the output folder")
    parser.add_argument(
        "--prepare-only", action="store_true", help="stop before training, and say how to start it"
    )
    _add_recipe(parser.add_argument_group("recipe"))
    computing = parser.add_argument_group("where to compute")
    computing.add_argument("--processes", type=int, default=1, help="one per GPU (default: 1)")
    computing.add_argument(
        "--workers", type=int, default=4, help="that prepare pictures, for each (default: 4)"
    )
    computing.add_argument("--threads", type=int, default=os.cpu_count(), help="that compute on a CPU")
    computing.add_argument("--save-minutes", type=float, default=10, help="between two saves (default: 10)")
    computing.add_argument("--log-steps", type=int, default=20, help="between two lines (default: 20)")
    computing.add_argument(
        "--no-compile", action="store_true", help="do not let PyTorch compile the network on a GPU"
    )
    computing.add_argument("--peak-tflops", type=float, help="of one GPU, to say what share of it is used")
    computing.add_argument(
        "--python", type=Path, default=ENVIRONMENT_PYTHON, help="one with PyTorch and timm"
    )


def run(options: argparse.Namespace) -> int:
    """Prepare, train, and write down what came out; return 1 where training failed, INTERRUPTED where it was ended."""
    folder: Path = options.output
    has_job = (folder / _JOB_NAME).exists()
    if options.resume and not has_job:
        raise SystemExit(
            f"pretrain: Expected a training in {folder} to go on with, got none. Leave out --resume."
        )
    if has_job and not options.resume:
        raise SystemExit(f"pretrain: Expected a new folder, got one with a training: {folder}. Use --resume.")
    if not options.resume:
        _prepare(options)
    command = list(_command(options))
    if options.prepare_only:
        print(f"in {_REPOSITORY}:\n{shlex.join(command)}\nthen pretrain --output {folder} --resume")
        return 0
    if not options.python.exists():
        raise SystemExit(
            "pretrain: Expected an interpreter with PyTorch, got none. Run scripts/setup models first."
        )
    status = subprocess.run(command, cwd=_REPOSITORY, check=False).returncode
    if status:
        return INTERRUPTED if status == INTERRUPTED else 1
    account = finish(folder)
    print(
        f"{account['steps']} steps, loss {account['loss']:.4f}, {account['hours']:.2f} h on {account['device']}"
    )
    print(f"next: python -m models finetune --start {folder} --data LABELLED --output TRAINING")
    return 0


def finish(folder: Path) -> dict[str, Any]:
    """Write the account and the model card of a pre-training that is over, and return the account."""
    job = json.loads((folder / _JOB_NAME).read_text(encoding="utf-8"))
    account: dict[str, Any] = job["said"] | json.loads(
        (folder / _PRETRAINED_NAME).read_text(encoding="utf-8")
    )
    account |= {"encoder": ENCODER_NAME, "monitor": _last_monitor(folder)}
    (folder / ACCOUNT_NAME).write_text(json.dumps(account, indent=1), encoding="utf-8")
    (folder / CARD_NAME).write_text(fill_card(account), encoding="utf-8")
    return account


def _prepare(options: argparse.Namespace) -> None:
    """Check what the training will need, and write the job."""
    if options.data is None:
        raise SystemExit("pretrain: Expected --data with shards, got nothing.")
    try:
        header = read_header(options.data)
    except ValueError as error:
        raise SystemExit(f"pretrain: {error}") from error
    recipe = _recipe(options)
    if (recipe.objective == "features") is not (options.teacher is not None):
        raise SystemExit("pretrain: Expected --teacher with --objective features, and only then.")
    start = find_start(options.start, options.start_licence, "pretrain")
    job = {
        "recipe": asdict(recipe),
        "shards": str(options.data.resolve()),
        "folder": str(options.output.resolve()),
        "start": None if start is None else str(start.path.resolve()),
        "teacher": None if options.teacher is None else str(options.teacher.resolve()),
        "monitor": _monitor(options),
        "save_minutes": options.save_minutes,
        "log_steps": options.log_steps,
        "compile": not options.no_compile,
        "peak_tflops": options.peak_tflops,
        "said": {
            "recipe": asdict(recipe),
            "start": None if start is None else start.name,
            "teacher": None if options.teacher is None else options.teacher.name,
            "licence": licence_of(header, start),
            "shards": {"folder": str(options.data.resolve()), **header},
        },
    }
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / _JOB_NAME).write_text(json.dumps(job, indent=1), encoding="utf-8")


def licence_of(header: dict[str, Any], start: Start | None) -> str:
    """Return under which licences what is learnt stands: those of the pictures, and that of the start."""
    pictures = f"pre-trained on pictures under {', '.join(sorted(header['licences']))}"
    return pictures if start is None else f"{pictures}; begun from {start.name} under {start.licence}"


def _monitor(options: argparse.Namespace) -> list[dict[str, Any]] | None:
    """Return the labelled crops that are probed meanwhile, none of whom the shards may show."""
    if options.monitor is None:
        return None
    pictures = read_pictures(options.monitor)
    positive = classes_of(pictures, options.positive).positive
    print(require_no_leak(options.data, pictures, are_crops=True))
    return [
        {"path": str(one.path.resolve()), "subject": one.subject, "is_positive": one.label == positive}
        for one in pictures
    ]


def _add_recipe(parser: argparse._ArgumentGroup) -> None:
    """Take every field of the recipe under its own name; the preset says what nobody gave."""
    parser.add_argument("--preset", choices=PRESETS, default="base", help="(default: base)")
    for field in fields(PretrainRecipe):
        parser.add_argument(
            f"--{field.name.replace('_', '-')}",
            # Whole numbers may be written as 1e9.
            type=_whole if field.type is int else field.type,
            choices=_CHOICES.get(field.name),
            help=", ".join(f"{getattr(preset, field.name)!r} in {name}" for name, preset in PRESETS.items()),
        )


def _whole(text: str) -> int:
    """Return a whole number, also one written with an exponent."""
    number = float(text)
    if not number.is_integer():
        raise argparse.ArgumentTypeError(f"expected a whole number, got {text}")
    return int(number)


def _recipe(options: argparse.Namespace) -> PretrainRecipe:
    """Return the preset with what was given in its place."""
    given = {field.name: getattr(options, field.name) for field in fields(PretrainRecipe)}
    return replace(
        PRESETS[options.preset], **{name: value for name, value in given.items() if value is not None}
    )


def _command(options: argparse.Namespace) -> Iterator[str]:
    """Yield the words of the command that trains; with several processes, one that dies begins all of them anew."""
    yield str(options.python)
    if options.processes > 1:
        yield from ("-m", "torch.distributed.run", "--standalone", "--max-restarts=3")
        yield f"--nproc-per-node={options.processes}"
    yield from ("-m", "models.pretraining.pytorch", str((options.output / _JOB_NAME).resolve()))
    yield from (f"--workers={options.workers}", f"--threads={options.threads}")


def _last_monitor(folder: Path) -> dict[str, Any]:
    """Return what was measured last."""
    lines = map(json.loads, (folder / "steps.jsonl").read_text(encoding="utf-8").splitlines())
    found: dict[str, Any] = [line["monitor"] for line in lines if "monitor" in line][-1]
    return found
