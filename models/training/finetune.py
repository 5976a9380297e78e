"""The command `finetune`: from labelled pictures to a checkpoint that `convert` takes and predictions for `evaluate`.

Reading, cutting and splitting happen here, with the home's own engine. The training itself runs in the workshop's own
environment (`models/training/pytorch`), alone or on several GPUs through `torchrun`.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
import os
from pathlib import Path
import shlex
import subprocess

from custom_components.digitalshadow.engine.records.crop_geometry import CropGeometry
from models.environment import ENVIRONMENT_PYTHON
from models.pretraining.labelled import require_no_leak
from models.pretraining.shard_files import read_header

from .crops import CROP_SCALE, cut_faces, yunet
from .job import JOB_NAME, PREDICTIONS_NAME, Job, finish_job, write_job
from .manifest import Picture, classes_of, read_pictures
from .recipe import BALANCES, NETWORKS, PRESETS, Recipe
from .splits import Grouping, shuffle_labels, split
from .starts import Start, find_start

_REPOSITORY = Path(__file__).resolve().parents[2]
_CHOICES = {"network": tuple(NETWORKS), "balance": BALANCES}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the data, how to split it, the recipe, and where to compute."""
    parser.add_argument(
        "--output", type=Path, required=True, metavar="FOLDER", help="everything is written here"
    )
    parser.add_argument("--data", type=Path, help="CLASS/SUBJECT/VIEW.jpg below a folder, or a CSV manifest")
    parser.add_argument("--positive", metavar="CLASS", help="which class is the risk, if not plainly cad")
    parser.add_argument("--already-cropped", action="store_true", help="the pictures are face crops")
    parser.add_argument(
        "--crop-geometry", type=CropGeometry, choices=list(CropGeometry), default=CropGeometry.BOX
    )
    parser.add_argument(
        "--start",
        type=Path,
        metavar="FILE",
        help="the folder of a pre-training, or a checkpoint of timm, BEiT, BEiT v2 or MAE (default: random)",
    )
    parser.add_argument("--start-licence", metavar="TEXT", help="the right to use the weights in that file")
    parser.add_argument("--resume", action="store_true", help="go on with the training in the output folder")
    parser.add_argument(
        "--prepare-only", action="store_true", help="stop before training, and say how to start it"
    )
    splitting = parser.add_argument_group("split")
    splitting.add_argument("--group-by", type=Grouping, choices=list(Grouping), default=Grouping.SUBJECT)
    splitting.add_argument("--folds", type=int, default=5, help="parts of equal size (default: 5)")
    splitting.add_argument("--fold", type=int, default=0, help="which one is the test (default: 0)")
    splitting.add_argument("--split-seed", type=int, default=1)
    splitting.add_argument("--shuffle-labels", action="store_true", help="a control: nothing can be learnt")
    _add_recipe(parser.add_argument_group("recipe"))
    computing = parser.add_argument_group("where to compute")
    computing.add_argument("--processes", type=int, default=1, help="one per GPU (default: 1)")
    computing.add_argument(
        "--workers", type=int, default=2, help="that prepare pictures, for each (default: 2)"
    )
    computing.add_argument("--threads", type=int, default=os.cpu_count(), help="that compute on a CPU")
    computing.add_argument(
        "--python", type=Path, default=ENVIRONMENT_PYTHON, help="one with PyTorch and timm"
    )


def run(options: argparse.Namespace) -> int:
    """Prepare, train, and write down what came out; return 1 where training failed."""
    folder: Path = options.output
    has_job = (folder / JOB_NAME).exists()
    if options.resume and not has_job:
        raise SystemExit(
            f"finetune: Expected a training in {folder} to go on with, got none. Leave out --resume."
        )
    if has_job and not options.resume:
        raise SystemExit(
            f"finetune: Expected a new folder, got one with a training: {folder}. Use --resume to go on."
        )
    if not options.resume:
        _prepare(options)
    command = list(_command(options))
    if options.prepare_only:
        print(f"in {_REPOSITORY}:\n{shlex.join(command)}\nthen finetune --output {folder} --resume")
        return 0
    if not options.python.exists():
        raise SystemExit(
            "finetune: Expected an interpreter with PyTorch, got none. Run scripts/setup models first."
        )
    if subprocess.run(command, cwd=_REPOSITORY, check=False).returncode:
        return 1
    account = finish_job(folder)
    print(
        f"best epoch {account['best_epoch']} of {account['epochs_trained']}, validation AUC "
        f"{account['validation_auc']:.3f}, {account['samples_per_second']:.3g} samples/s on {account['device']}"
    )
    geometry = account["crop_geometry"] or CropGeometry.BOX
    print(f"next: python -m models evaluate --predictions {folder / PREDICTIONS_NAME} --output REPORT_FOLDER")
    print(
        f"      python -m models convert --checkpoint {folder} --positive {shlex.quote(account['positive'])} "
        f"--crop-geometry {geometry} --crop-scale {CROP_SCALE} --output FILE.onnx"
    )
    return 0


def _add_recipe(parser: argparse._ArgumentGroup) -> None:
    """Take every field of the recipe under its own name; the preset says what nobody gave."""
    parser.add_argument(
        "--preset", choices=PRESETS, default="livecad", help="(default: livecad, the authors')"
    )
    for field in fields(Recipe):
        parser.add_argument(
            f"--{field.name.replace('_', '-')}",
            type=field.type,
            choices=_CHOICES.get(field.name),
            help=", ".join(f"{getattr(preset, field.name)!r} in {name}" for name, preset in PRESETS.items()),
        )


def _prepare(options: argparse.Namespace) -> None:
    """Read, cut and split the pictures, and write the job."""
    if options.data is None:
        raise SystemExit("finetune: Expected --data with a folder or a manifest, got nothing.")
    start = find_start(options.start, options.start_licence, "finetune")
    if start is not None and start.forbids_sale:
        print(
            f"{start.name} is not for commercial use, nor is any model that is made from it: {start.licence}"
        )
    pictures = read_pictures(options.data)
    compared = _compare_with_pretraining(start, pictures, options)
    if options.shuffle_labels:
        pictures = shuffle_labels(pictures, options.split_seed)
    classes = classes_of(pictures, options.positive)
    left_out = 0
    if not options.already_cropped:
        cut = cut_faces(pictures, options.output / "crops", yunet(), options.crop_geometry)
        pictures, left_out = cut.pictures, len(cut.left_out)
        print(f"{len(pictures)} faces cut; {left_out} pictures without a face are left out")
    divided = split(
        pictures,
        folds=options.folds,
        fold=options.fold,
        seed=options.split_seed,
        grouping=options.group_by,
    )
    job = Job(
        recipe=_recipe(options),
        classes=classes,
        start=start,
        compared=compared,
        grouping=options.group_by,
        folds=options.folds,
        fold=options.fold,
        split_seed=options.split_seed,
        labels_shuffled=options.shuffle_labels,
        crop_geometry=None if options.already_cropped else options.crop_geometry,
        left_out=left_out,
    )
    write_job(options.output, job, divided)


def _compare_with_pretraining(
    start: Start | None, pictures: Sequence[Picture], options: argparse.Namespace
) -> str | None:
    """Say whether a pre-training has seen anybody of the labelled set; ends the program where it has.

    Ends it too where the pre-training saw crops of another geometry.
    """
    if start is None or start.shards is None:
        return None
    if not start.shards.is_dir():
        compared = f"not compared with the pre-training's shards, which are no longer in {start.shards}"
    else:
        geometry = read_header(start.shards)["crop_geometry"]
        if not options.already_cropped and geometry not in {None, options.crop_geometry}:
            raise SystemExit(
                f"finetune: Expected the pre-training's --crop-geometry {geometry}, got {options.crop_geometry}."
            )
        compared = require_no_leak(start.shards, pictures, are_crops=options.already_cropped)
    print(compared)
    return compared


def _recipe(options: argparse.Namespace) -> Recipe:
    """Return the preset with what was given in its place."""
    given = {field.name: getattr(options, field.name) for field in fields(Recipe)}
    return replace(
        PRESETS[options.preset], **{name: value for name, value in given.items() if value is not None}
    )


def _command(options: argparse.Namespace) -> Iterator[str]:
    """Yield the words of the command that trains."""
    yield str(options.python)
    if options.processes > 1:
        yield from ("-m", "torch.distributed.run", "--standalone", f"--nproc-per-node={options.processes}")
    yield from ("-m", "models.training.pytorch", str((options.output / JOB_NAME).resolve()))
    yield from (f"--workers={options.workers}", f"--threads={options.threads}")
