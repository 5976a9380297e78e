"""The command `convert`: the same converter that runs in Home Assistant, on the command line."""

import argparse
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from custom_components.digitalshadow.engine.conversion.checkpoint_folder import (
    CheckpointFolder,
    open_checkpoint_folder,
)
from custom_components.digitalshadow.engine.conversion.conversion import convert
from custom_components.digitalshadow.engine.records.configuration import ModelKind
from custom_components.digitalshadow.engine.records.conversion_plan import (
    AUTHORS_CROP_SCALE,
    ConversionPlan,
    ConversionProgress,
    Converted,
    Precision,
)
from custom_components.digitalshadow.engine.records.crop_geometry import CropGeometry
from custom_components.digitalshadow.engine.records.errors import ModelError

from .faces import faces_in
from .training.starts import ACCOUNT_NAME


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the checkpoint's folder, the file to make, and what the file shall say about itself."""
    parser.add_argument(
        "--checkpoint",
        type=Path,
        required=True,
        metavar="FOLDER",
        help="with checkpoint-best.pth and classes.txt",
    )
    parser.add_argument("--output", type=Path, required=True, metavar="FILE", help="the model file to make")
    parser.add_argument("--precision", type=Precision, choices=list(Precision), default=Precision.INT8)
    parser.add_argument(
        "--positive", metavar="CLASS", help="which class of classes.txt is the risk, if not plainly cad"
    )
    parser.add_argument("--name", help="what the model is called (default: the folder's name)")
    parser.add_argument(
        "--model-version", default="1", metavar="TEXT", help="which one of that name (default: 1)"
    )
    parser.add_argument("--licence", default="", metavar="TEXT", help="your right to use the weights")
    parser.add_argument("--kind", type=ModelKind, choices=list(ModelKind), default=ModelKind.LIVECAD)
    parser.add_argument("--input-size", type=int, metavar="PIXELS", help="another one than that of training")
    parser.add_argument(
        "--crop-geometry", type=CropGeometry, choices=list(CropGeometry), default=CropGeometry.DLIB
    )
    parser.add_argument("--crop-scale", type=float, default=AUTHORS_CROP_SCALE, metavar="FACTOR")
    parser.add_argument(
        "--pictures", type=Path, metavar="FOLDER", help="compare on the faces in these pictures too"
    )


def run(options: argparse.Namespace) -> int:
    """Convert, and say what was measured."""
    if (options.checkpoint / ACCOUNT_NAME).is_file():
        raise SystemExit(
            f"convert: Expected a fine-tuned checkpoint, got a pre-training, which has no head and "
            f"no classes. Run `finetune --start {options.checkpoint}` first."
        )
    try:
        folder = open_checkpoint_folder(options.checkpoint)
        plan = _plan(options, folder)
        faces = tuple(faces_in(options.pictures, plan.crop_geometry)) if options.pictures else ()
        result = _watch(convert(folder.path, options.output, plan, faces))
    except ModelError as refusal:
        raise SystemExit(f"convert: {refusal}") from refusal
    print("\n".join(describe(result, plan.precision)))
    return 0


def describe(result: Converted, wish: Precision) -> Iterable[str]:
    """Yield what came out, in lines for a terminal."""
    yield f"{result.path}: {result.size_bytes / 1e6:.1f} MB in {result.precision}, sha256 {result.sha256}"
    yield f"source sha256 {result.source_sha256}"
    for found in result.parities:
        verdict = "within bounds" if found.is_within_bounds else "too far off, so a more exact form was made"
        yield (
            f"{found.precision}: probabilities on {found.faces} faces differ from the checkpoint's by at most "
            f"{found.max_difference:.1e}, on average {found.mean_difference:.1e}: {verdict}"
        )
    if result.precision is not wish:
        yield f"asked for {wish}, kept {result.precision}"


def _plan(options: argparse.Namespace, folder: CheckpointFolder) -> ConversionPlan:
    """Return what was asked for; ends the program where nobody said which class is the risk."""
    index = folder.positive_index
    if options.positive is not None and options.positive in folder.classes:
        index = folder.classes.index(options.positive)
    elif options.positive is not None or index is None:
        raise SystemExit(
            f"convert: Expected --positive with one of the classes {', '.join(folder.classes)}, got "
            f"{options.positive or 'nothing'}. Their order does not tell which one is the risk."
        )
    return ConversionPlan(
        name=options.name or options.checkpoint.resolve().name,
        version=options.model_version,
        classes=folder.classes,
        positive_index=index,
        licence=options.licence,
        converted_on=datetime.now(UTC).date().isoformat(),
        kind=options.kind,
        precision=options.precision,
        input_size=options.input_size,
        crop_geometry=options.crop_geometry,
        crop_scale=options.crop_scale,
        start_licence=folder.start_licence,
    )


def _watch(steps: Iterable[ConversionProgress]) -> Converted:
    """Run a conversion and print what it is doing."""
    remaining, shown = iter(steps), None
    while True:
        try:
            step = next(remaining)
        except StopIteration as end:
            result: Converted = end.value
            return result
        if step.stage is not shown:
            print(f"{step.stage} …", flush=True)
            shown = step.stage
