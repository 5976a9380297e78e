"""The command `shards`: from pictures to shards of aligned faces that `pretrain` reads, and others too.

First every picture is looked at, in parallel and on as many machines as there are; then what is there twice, too often
or in a labelled set is left out, and what is left becomes shards. Both go on where they were interrupted.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
import json
import os
from pathlib import Path
import shutil
from typing import Any

import numpy as np

from custom_components.digitalshadow.engine.records.crop_geometry import CropGeometry
from models.whole_file import whole_file

from .duplicates import Crops, decide
from .labelled import describe_labelled, read_labelled
from .parts import Looked, Part, look_at, parts_of, read_part, shard_of
from .shard_files import FACTS_NAME, HEADER_NAME, write_shards
from .sieve import CROP_SCALE, Decision, SieveSettings
from .sources import SourcePicture, fingerprint, read_sources

EMBEDDINGS_NAME = "embeddings.npy"
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
    parser.add_argument("--processes", type=int, default=os.cpu_count(), help="(default: one for each core)")
    parser.add_argument(
        "--shard",
        type=_share,
        metavar="I/N",
        help="look at the I-th of N shares only, on one of N machines; I from 0",
    )


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
    look_at(list(shard_of(parts, number, count)), settings, options.processes)
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
    looked = [_without_crops(read_part(part)) for part in parts]
    crops = Crops(
        hashes=np.array(
            [bytes.fromhex(fact["sha256"]) for one in looked for fact in _kept(one)], dtype=np.dtype("V32")
        ),
        embeddings=np.concatenate([one.embeddings for one in looked]),
        thumbnails=np.concatenate([one.thumbnails for one in looked]).astype(np.float32),
    )
    decisions = decide(crops, labelled.people, options.cap)
    is_kept = np.array([decision is Decision.KEPT for decision in decisions], bool)
    facts = list(_decided(looked, decisions))
    count = write_shards(output, _crops_with_facts(parts, facts))
    with whole_file(output / EMBEDDINGS_NAME) as file:
        np.save(file, crops.embeddings[is_kept].astype(np.float16))
    with whole_file(output / FACTS_NAME) as file:
        file.writelines(json.dumps(fact).encode() + b"\n" for fact in facts)
    header = {
        "crops": count,
        "pictures": len({fact["picture"] for fact in facts}),
        "counts": dict(Counter(fact["decision"] for fact in facts)),
        "side_px": settings.side_px,
        "crop_geometry": None if settings.is_already_cropped else settings.geometry,
        "crop_scale": None if settings.is_already_cropped else CROP_SCALE,
        "cap": options.cap,
        "people_were_compared": bool(crops.embeddings.shape[1]),
        "labelled": describe_labelled(labelled),
        "licences": dict(Counter(fact["licence"] for fact in facts if fact["decision"] == Decision.KEPT)),
        "sources": dict(Counter(fact["source"] for fact in facts if fact["decision"] == Decision.KEPT)),
    }
    with whole_file(output / HEADER_NAME) as file:
        file.write(json.dumps(header, indent=1).encode())
    shutil.rmtree(parts[0].file.parent)
    return header


def _without_crops(looked: Looked) -> Looked:
    """Return what deciding needs: the crops themselves would not fit into memory."""
    return Looked(looked.facts, (), looked.embeddings, looked.thumbnails)


def _kept(looked: Looked) -> Iterator[dict[str, Any]]:
    """Yield the facts of the crops that a part holds."""
    yield from (fact for fact in looked.facts if fact["decision"] == Decision.KEPT)


def _decided(looked: Sequence[Looked], decisions: Sequence[Decision]) -> Iterator[dict[str, Any]]:
    """Yield every fact with what was decided over all parts together."""
    remaining = iter(decisions)
    for one in looked:
        for fact in one.facts:
            is_crop = fact["decision"] == Decision.KEPT
            yield fact | {"decision": next(remaining)} if is_crop else fact


def _crops_with_facts(
    parts: Sequence[Part], facts: Sequence[dict[str, Any]]
) -> Iterator[tuple[bytes, dict[str, Any]]]:
    """Yield what goes into the shards, part by part."""
    remaining = iter(facts)
    for part in parts:
        looked = read_part(part)
        crops = iter(looked.crops)
        for before in looked.facts:
            fact = next(remaining)
            crop = next(crops) if before["decision"] == Decision.KEPT else b""
            if fact["decision"] == Decision.KEPT:
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


def _share(text: str) -> tuple[int, int]:
    """Return which share of how many."""
    number, _, count = text.partition("/")
    if not (number.isdecimal() and count.isdecimal() and int(number) < int(count)):
        raise argparse.ArgumentTypeError(f"expected I/N with I from 0 and below N, got {text}")
    return int(number), int(count)


def _listed(counts: dict[str, int]) -> str:
    """Return what was left out, in words."""
    left_out = ", ".join(f"{count} {name}" for name, count in counts.items() if name != Decision.KEPT)
    return f"left out: {left_out or 'nothing'}"
