"""The pictures in parts of 500: one process looks at each and stores it whole, so that an interruption costs a part.

A part holds crops, embeddings and small grey pictures: keep it as you keep the originals. It is removed with the others
once the shards are there.
"""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
import itertools
import json
import multiprocessing
from pathlib import Path
import time
from typing import Any

import numpy as np
from numpy import float16
from numpy.typing import NDArray

from models.whole_file import whole_file

from .sieve import Decision, Find, Sieve, SieveSettings, make_sieve
from .sources import SourcePicture

PICTURES_PER_PART = 500
_FOLDER = "parts"


@dataclass(frozen=True, slots=True)
class Part:
    """Some pictures, and the file that says what came of them."""

    file: Path
    """Where it is stored."""
    pictures: tuple[SourcePicture, ...]
    """Which pictures."""


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """What came of a part: facts of every face or faceless picture, and of the kept ones in the same order the rest."""

    facts: tuple[dict[str, Any], ...]
    """Name, number of the face, source, licence, hash and decision."""
    crops: tuple[bytes, ...]
    """JPEG files."""
    embeddings: NDArray[float16]
    """Shape (crops, width)."""
    thumbnails: NDArray[np.uint8]
    """Shape (crops, pixels)."""


def parts_of(output: Path, pictures: Sequence[SourcePicture]) -> list[Part]:
    """Return the parts of a list of pictures."""
    chunks = itertools.batched(pictures, PICTURES_PER_PART, strict=False)
    return [Part(output / _FOLDER / f"{number:06d}.npz", chunk) for number, chunk in enumerate(chunks)]


def look_at(parts: Sequence[Part], settings: SieveSettings, processes: int) -> None:
    """Look at the parts that are not there yet, in parallel, and say how far it is."""
    missing = [part for part in parts if not part.file.exists()]
    if not missing:
        return
    missing[0].file.parent.mkdir(parents=True, exist_ok=True)
    make_sieve(settings)  # what lacks is said here, once, instead of in every process
    started, seen = time.monotonic(), 0
    # Processes begin anew: a copy of one that has loaded a runtime would hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        running = {pool.submit(_look_at_one, part, settings): part for part in missing}
        for number, ended in enumerate(as_completed(running), start=len(parts) - len(missing) + 1):
            kept = ended.result()
            seen += len(running[ended].pictures)
            rate = seen / (time.monotonic() - started)
            print(f"part {number} of {len(parts)}: {kept} crops, {rate:.3g} pictures/s", flush=True)


def read_part(part: Part) -> Looked:
    """Return what came of a part."""
    with np.load(part.file) as stored:
        facts = tuple(json.loads(stored["facts"].tobytes()))
        ends = stored["ends"].tolist()
        content = stored["crops"].tobytes()
        starts = [0, *ends[:-1]] if ends else []
        crops = tuple(content[start:end] for start, end in zip(starts, ends, strict=True))
        return Looked(facts, crops, stored["embeddings"], stored["thumbnails"])


def _look_at_one(part: Part, settings: SieveSettings) -> int:
    """Look at a part's pictures, store what came of them, and return how many crops there are."""
    finds = [(picture, list(_sieve(settings).look(picture.path))) for picture in part.pictures]
    kept = [find for _, found in finds for find in found if find.decision is Decision.KEPT]
    facts = [_fact(picture, number, find) for picture, found in finds for number, find in enumerate(found)]
    with whole_file(part.file) as file:
        np.savez(
            file,
            facts=np.frombuffer(json.dumps(facts).encode(), np.uint8),
            crops=np.frombuffer(b"".join(find.jpeg for find in kept), np.uint8),
            ends=np.cumsum([len(find.jpeg) for find in kept], dtype=np.int64),
            embeddings=np.array([find.embedding for find in kept], np.float16).reshape(len(kept), -1),
            thumbnails=np.array([find.thumbnail for find in kept], np.uint8).reshape(len(kept), -1),
        )
    return len(kept)


@cache
def _sieve(settings: SieveSettings) -> Sieve:
    """Return this process's own sieve."""
    return make_sieve(settings)


def _fact(picture: SourcePicture, number: int, find: Find) -> dict[str, Any]:
    """Return what is known of a face."""
    return {
        "picture": picture.name,
        "face": number,
        "source": picture.source,
        "licence": picture.licence,
        "sha256": find.sha256,
        "decision": find.decision,
    }
