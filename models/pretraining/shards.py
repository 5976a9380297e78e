"""The command `shards`: from pictures to shards of aligned faces that `pretrain` reads, and others too.

First every picture is looked at, in parallel and on as many machines as there are; then what is there twice, too often
or in a labelled set is left out, and what is left becomes shards. Both go on where they were interrupted.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
import json
from pathlib import Path
import shutil
from typing import Any, BinaryIO

import numpy as np

from custom_components.digitalshadow.engine.records.crop_geometry import CropGeometry
from models.share import add_share_arguments, shared
from models.whole_file import whole_file

from .duplicates import Crops, decide
from .labelled import describe_labelled, read_labelled
from .parts import Part, look_at, parts_of, read_part
from .shard_files import EMBEDDINGS_NAME, FACTS_NAME, HEADER_NAME, write_shards
from .sieve import CROP_SCALE, Decision, SieveSettings
from .sources import SourcePicture, fingerprint, read_sources

_PLAN_NAME = "plan.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the pictures, how they are cropped, whom to leave out, and where to compute."""
    parser.add_argument("--data", type=Path, required=True, help="a folder of pictures, or a CSV manifest")
    parser.add_argument("--output", type=Path, required=True, metavar="FOLDER", help="where the shards go")
    parser.add_argument(
        "--licence", metavar="TEXT", help="the right to use the pictures, unless a manifest says it"
    )
    parser.add_argument(
        "--labelled",
        type=Path,
        action="append",
        default=[],
        metavar="DATA",
        help="a labelled set as `finetune` takes it; whoever is in it is left out (again for each set)",
    )
    parser.add_argument("--already-cropped", action="store_true", help="the pictures are face crops")
    parser.add_argument(
        "--crop-geometry", type=CropGeometry, choices=list(CropGeometry), default=CropGeometry.BOX
    )
    parser.add_argument("--side-px", type=int, default=256, help="side of the crops (default: 256)")
    parser.add_argument("--cap", type=int, default=50, help="crops of one person at most (default: 50)")
    add_share_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Look at the pictures, and make the shards once all are looked at."""
    output: Path = options.output
    if (output / HEADER_NAME).exists():
        print(f"{output}: the shards are there already")
        return 0
    pictures = read_sources(options.data, options.licence)
    settings = SieveSettings(options.side_px, options.crop_geometry, options.already_cropped)
    _require_same_plan(output, pictures, settings)
    parts = parts_of(output, pictures)
    number, count = options.shard or (0, 1)
    look_at(list(shared(parts, number, count)), settings, options.processes)
    if options.shard:
        print("this share is looked at; when all are, run the command once more without --shard")
        return 0
    header = _finish(options, parts, settings)
    print(f"{output}: {header['counts'][Decision.KEPT]} crops; {_listed(header['counts'])}")
    print(f"next: python -m models pretrain --data {output} --output RUN")
    return 0


def _finish(options: argparse.Namespace, parts: Sequence[Part], settings: SieveSettings) -> dict[str, Any]:
    """Decide what is left out, write shards, index, facts and at last the header, and return that."""
    output: Path = options.output
    labelled = read_labelled(options.labelled, settings)
    crops = _gather(parts)
    decisions = decide(crops, labelled.people, options.cap)
    is_kept = np.array([decision is Decision.KEPT for decision in decisions], bool)
    tally = Tally()
    with whole_file(output / FACTS_NAME) as file:
        count = write_shards(output, _taken(parts, decisions, file, tally))
    with whole_file(output / EMBEDDINGS_NAME) as file:
        np.save(file, crops.embeddings[is_kept])
    header = {
        "crops": count,
        "pictures": sum(len(part.pictures) for part in parts),
        "counts": dict(tally.decisions),
        "side_px": settings.side_px,
        "crop_geometry": None if settings.is_already_cropped else settings.geometry,
        "crop_scale": None if settings.is_already_cropped else CROP_SCALE,
        "cap": options.cap,
        "people_were_compared": bool(crops.embeddings.shape[1]),
        "labelled": describe_labelled(labelled),
        "licences": dict(tally.licences),
        "sources": dict(tally.sources),
    }
    with whole_file(output / HEADER_NAME) as file:
        file.write(json.dumps(header, indent=1).encode())
    shutil.rmtree(parts[0].file.parent)
    return header


@dataclass(slots=True)
class Tally:
    """What is counted while shards are written."""

    decisions: Counter[str] = field(default_factory=Counter)
    """Faces, and pictures without one, by what became of them."""
    licences: Counter[str] = field(default_factory=Counter)
    """Kept crops."""
    sources: Counter[str] = field(default_factory=Counter)
    """Kept crops."""


def _gather(parts: Sequence[Part]) -> Crops:
    """Return what deciding needs of all crops; the crops themselves would not fit into memory."""
    hashes, faces, embeddings, thumbnails = [], [], [], []
    for looked in map(read_part, parts):
        kept = [fact for fact in looked.facts if fact["decision"] == Decision.KEPT]
        hashes.append(np.array([bytes.fromhex(fact["sha256"]) for fact in kept], np.dtype("V32")))
        faces.append(np.array([fact["face"] for fact in kept], np.int64))
        if kept:
            embeddings.append(looked.embeddings)
            thumbnails.append(looked.thumbnails)
    nothing = np.zeros((0, 0), np.float16)
    return Crops(
        np.concatenate(hashes),
        np.concatenate(faces),
        np.concatenate(embeddings) if embeddings else nothing,
        np.concatenate(thumbnails) if thumbnails else nothing,
    )


def _taken(
    parts: Sequence[Part], decisions: Sequence[Decision], file: BinaryIO, tally: Tally
) -> Iterator[tuple[bytes, dict[str, Any]]]:
    """Yield what goes into the shards, part by part, and write down what became of every face."""
    remaining = iter(decisions)
    for looked in map(read_part, parts):
        crops = iter(looked.crops)
        for fact in looked.facts:
            crop = b""
            if fact["decision"] == Decision.KEPT:
                crop = next(crops)
                fact["decision"] = next(remaining)
            file.write(json.dumps(fact).encode() + b"\n")
            tally.decisions[fact["decision"]] += 1
            if fact["decision"] == Decision.KEPT:
                tally.licences[fact["licence"]] += 1
                tally.sources[fact["source"]] += 1
                yield crop, fact


def _require_same_plan(output: Path, pictures: Sequence[SourcePicture], settings: SieveSettings) -> None:
    """End the program where the folder holds parts of other pictures, or parts that were cropped otherwise."""
    plan = {
        "pictures": fingerprint(pictures),
        "side_px": settings.side_px,
        "geometry": settings.geometry,
        "is_already_cropped": settings.is_already_cropped,
    }
    file = output / _PLAN_NAME
    if file.exists():
        if json.loads(file.read_text(encoding="utf-8")) != plan:
            raise SystemExit(
                f"shards: Expected the pictures and options that {output} was begun with, got others. Use a new folder."
            )
        return
    output.mkdir(parents=True, exist_ok=True)
    with whole_file(file) as opened:
        opened.write(json.dumps(plan).encode())


def _listed(counts: dict[str, int]) -> str:
    """Return what was left out, in words."""
    left_out = ", ".join(f"{count} {name}" for name, count in counts.items() if name != Decision.KEPT)
    return f"left out: {left_out or 'nothing'}"
