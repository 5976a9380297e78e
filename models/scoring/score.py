"""The command `score`: asks a model file about pictures, folders and video files, and writes a row for each visit.

It uses every core, goes on where it was interrupted, and shares the work with other machines.
"""

import argparse
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from importlib.util import find_spec
import json
import os
from pathlib import Path
import shutil

from custom_components.digitalshadow.engine.model_file.catalog import (
    ModelRole,
    find_role,
    model_folders,
    user_file,
)
from custom_components.digitalshadow.engine.records.configuration import Configure, Ready
from custom_components.digitalshadow.engine.records.errors import EngineError
from models.share import add_share_arguments, shared
from models.whole_file import whole_file

from . import people
from .parts import look_at, parts_of, rows_of
from .rows import Row, require_writable, write_table
from .scorer import Scorer, ScoringSettings
from .sources import Source, fingerprint, read_sources

_PLAN_NAME = "plan.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the files, the model, whom to look for, and where to compute."""
    parser.add_argument(
        "sources", type=Path, nargs="+", metavar="SOURCE", help="pictures, video files, folders of both"
    )
    parser.add_argument(
        "--model", type=Path, required=True, metavar="FILE", help="the model file that is asked"
    )
    parser.add_argument(
        "--output", type=Path, required=True, metavar="FILE", help="the table, .csv or .parquet"
    )
    parser.add_argument(
        "--people",
        type=Path,
        metavar="FOLDER",
        help="PERSON/PHOTO.jpg of whom to recognise; without it a file shows whom its folder is called after",
    )
    parser.add_argument(
        "--dlib", action="store_true", help="find faces with dlib, which needs no file and recognises nobody"
    )
    parser.add_argument("--frames-per-second", type=_positive, default=5.0, help="of a video (default: 5)")
    parser.add_argument(
        "--visit-gap", type=_positive, default=30.0, metavar="SECONDS", help="between visits (default: 30)"
    )
    add_share_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Look at the files, and write the table once all are looked at."""
    output: Path = options.output
    require_writable(output)
    if output.exists():
        print(f"{output}: the table is there already")
        return 0
    sources = read_sources(options.sources)
    if any(source.is_video for source in sources) and find_spec("av") is None:
        raise SystemExit(
            "score: Expected the package av (PyAV) for video files, got none. Install it (pip install av), or give "
            "pictures only."
        )
    try:
        settings, ready = _settings(options)
    except EngineError as error:
        raise SystemExit(f"score: {error}") from error
    folder = output.with_name(f"{output.name}.parts")
    _require_same_plan(folder, sources, options, ready)
    parts = parts_of(folder, sources)
    look_at(list(shared(parts, *(options.shard or (0, 1)))), settings, options.processes)
    if options.shard:
        print("this share is looked at; when all are, run the command once more without --shard")
        return 0
    rows = sorted(rows_of(parts), key=lambda row: (row.source, row.started_seconds or 0.0))
    write_table(output, rows)
    shutil.rmtree(folder)
    print(f"{output}: {_summary(rows)} from {len(sources)} files, asked {ready.risk_model.title}")
    return 0


def _settings(options: argparse.Namespace) -> tuple[ScoringSettings, Ready]:
    """Return what every process needs, with everybody enrolled; raises `EngineError` for a model that is refused."""
    if options.dlib and options.people:
        raise SystemExit("score: Expected --people or --dlib, got both. dlib recognises nobody.")
    model = user_file(options.model.absolute())
    if model is None:
        raise SystemExit(f"score: Expected a model file, got nothing readable at {options.model}.")
    folders = model_folders(Path(), os.environ)
    detector = None if options.dlib else find_role(ModelRole.DETECTOR, folders)
    recogniser = find_role(ModelRole.RECOGNISER, folders) if options.people else None
    if (detector is None and not options.dlib) or (recogniser is None and options.people):
        wanted = "detector and a recogniser" if options.people else "detector"
        raise SystemExit(
            f"score: Expected a {wanted} in a folder that DIGITALSHADOW_MODELS names, got none. Copy them there, or "
            "take --dlib, which finds faces without a file."
        )
    settings = ScoringSettings(
        Configure(model, detector, recogniser),
        frames_per_second=options.frames_per_second,
        visit_gap_seconds=options.visit_gap,
    )
    # What lacks is said here, once, instead of in every process; what is proven here is not proven again there.
    scorer = Scorer(settings)
    configure = replace(settings.configure, known_proofs=scorer.ready.proofs)
    gallery = people.enrol(options.people, scorer) if options.people else ()
    return replace(settings, configure=configure, people=gallery), scorer.ready


def _require_same_plan(
    folder: Path, sources: tuple[Source, ...], options: argparse.Namespace, ready: Ready
) -> None:
    """End the program where the folder holds rows of other files, another model or other settings."""
    plan = {
        "sources": fingerprint(sources),
        "people": people.fingerprint(options.people),
        "model_sha256": ready.risk_model.sha256,
        "detector": ready.detector,
        "recogniser_sha256": ready.recogniser_sha256,
        "frames_per_second": options.frames_per_second,
        "visit_gap_seconds": options.visit_gap,
    }
    file = folder / _PLAN_NAME
    if file.exists():
        if json.loads(file.read_text(encoding="utf-8")) != plan:
            raise SystemExit(
                f"score: Expected the files, model and options that {folder} was begun with, got others. Use another "
                "--output, or delete that folder."
            )
        return
    folder.mkdir(parents=True, exist_ok=True)
    with whole_file(file) as opened:
        opened.write(json.dumps(plan).encode())


def _summary(rows: Iterable[Row]) -> str:
    """Return in words what the rows are, and why some have no probability."""
    counted = Counter(row.why_not for row in rows)
    without = ", ".join(f"{count} {reason}" for reason, count in counted.items() if reason)
    return f"{counted['']} rows with a probability, without one: {without or 'none'};"


def _positive(text: str) -> float:
    """Return a number above zero."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"expected a number above 0, got {text}")
    return number
