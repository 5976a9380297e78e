"""Labelled people and a pre-training must not meet: they are left out of shards, and looked for once more before use.

A network that has seen the people of a test, though without their labels, remembers them: the evaluation would be too
good and nobody would notice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
import hashlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy import bool_, float32

from models.training.manifest import Picture, read_pictures

from .duplicates import LabelledPeople, shows_any
from .shard_files import EMBEDDINGS_NAME, read_facts, read_header
from .sieve import Decision, SieveSettings, make_sieve

_LISTED = 5


@dataclass(frozen=True, slots=True)
class Labelled:
    """Labelled sets as they were compared with."""

    people: LabelledPeople
    """Hashes and embeddings of all their pictures."""
    without_a_face: int
    """Pictures in which no face was found: such a person could not be looked for."""


def read_labelled(sets: Iterable[Path], settings: SieveSettings) -> Labelled:
    """Look at every picture of labelled sets, as `finetune` takes them."""
    return look_at_labelled([picture for data in sets for picture in read_pictures(data)], settings)


def look_at_labelled(pictures: Sequence[Picture], settings: SieveSettings) -> Labelled:
    """Return hashes and, unless pictures are crops already, embeddings of labelled pictures."""
    if not pictures:
        return Labelled(LabelledPeople(frozenset(), np.zeros((0, 0), float32)), 0)
    sieve = make_sieve(settings)
    hashes: set[bytes] = set()
    embeddings, without = [], 0
    for picture in pictures:
        finds = list(sieve.look(picture.path))
        hashes.update(bytes.fromhex(find.sha256) for find in finds)
        found = [find.embedding for find in finds if find.decision is Decision.KEPT]
        embeddings += found
        without += not found
    width = len(embeddings[0]) if embeddings else 0
    matrix = np.array(embeddings, float32).reshape(len(embeddings), width)
    return Labelled(LabelledPeople(frozenset(hashes), matrix), without)


def describe_labelled(labelled: Labelled) -> dict[str, Any]:
    """Return what shards say about the labelled sets they were compared with."""
    return {
        "pictures": len(labelled.people.hashes),
        "without_a_face": labelled.without_a_face,
        "hashes": sorted(digest.hex() for digest in labelled.people.hashes),
    }


def require_no_leak(shards: Path, pictures: Sequence[Picture], *, are_crops: bool) -> str:
    """End the program where shards show anybody of a labelled set; return in words what was compared.

    Files are always compared. Faces are compared where the shards know people by their faces and the pictures are
    whole, unless the shards were made without these very pictures.
    """
    header = read_header(shards)
    hashes = {hashlib.sha256(picture.path.read_bytes()).hexdigest() for picture in pictures}
    compared = f"{len(hashes)} labelled files with {header['crops']} crops"
    is_shown = np.zeros(header["crops"], bool_)
    if hashes <= set(header["labelled"]["hashes"]):
        people_too = header["people_were_compared"]
        compared += "; the shards were made without "
        compared += "the people in them" if people_too else "these files; faces were not compared"
    elif header["people_were_compared"] and not are_crops:
        people = look_at_labelled(pictures, SieveSettings()).people
        is_shown = shows_any(np.load(shards / EMBEDDINGS_NAME, mmap_mode="r"), people.embeddings)
        compared += ", and their faces"
    else:
        compared += "; faces were not compared"
    kept = (fact for fact in read_facts(shards) if fact["decision"] == Decision.KEPT)
    leaked = {fact["picture"] for row, fact in enumerate(kept) if is_shown[row] or fact["sha256"] in hashes}
    if leaked:
        raise SystemExit(
            f"Expected shards without anybody of the labelled set, got {len(leaked)} pictures of them, among them "
            f"{', '.join(sorted(leaked)[:_LISTED])}. Make the shards anew with --labelled."
        )
    return compared
