"""Which crops are left out because another one says the same, or because somebody will be asked about.

A perceptual hash is for whole photographs: aligned faces are so much alike that 64 bits merge 62 % of different people.
So two crops are the same picture only where the recogniser finds one person beyond doubt *and* the pixels agree.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy import bool_, float32, floating, int64
from numpy.typing import NDArray

from .sieve import Decision

NEAR_SIMILARITY, NEAR_CORRELATION = 0.95, 0.98
"""From which cosine of embeddings and which correlation of pixels on two crops are the same picture."""
SAME_PERSON_SIMILARITY = 0.60
"""From which cosine on two crops count against one person's share."""
LABELLED_SIMILARITY = 0.45
"""From which cosine on a crop shows a labelled person: what a home recognises by, since a doubt here costs a picture
and a miss there an honest evaluation."""
_BUCKET = 2000
_AT_ONCE = 4096


@dataclass(frozen=True, slots=True)
class Crops:
    """What is known of crops, row by row, in the order in which the first one of equals is kept."""

    hashes: NDArray[np.bytes_]
    """SHA-256 of each one's whole picture."""
    faces: NDArray[int64]
    """Which face of its picture each one is: those of one picture stand in a row, and their numbers rise."""
    embeddings: NDArray[floating]
    """Unit vectors, shape (crops, width); width 0 where nobody looked for people. In 16 bits, since there are many."""
    thumbnails: NDArray[np.number]
    """Small grey pictures, shape (crops, pixels)."""


@dataclass(frozen=True, slots=True)
class LabelledPeople:
    """Whom an evaluation will ask about."""

    hashes: frozenset[bytes]
    """SHA-256 of their pictures."""
    embeddings: NDArray[float32]
    """Unit vectors of their faces, shape (faces, width)."""


def decide(crops: Crops, labelled: LabelledPeople, cap: int) -> list[Decision]:
    """Return what becomes of each crop; at most `cap` of one person are kept.

    People are compared within buckets of about 2,000 that lie near each other, so that 21 million take hours instead of
    months. Up to that number every pair is compared.
    """
    decisions = [Decision.KEPT] * len(crops.hashes)
    for row in np.flatnonzero(_is_same_file(crops.hashes, crops.faces)).tolist():
        decisions[row] = Decision.SAME_FILE
    is_shown = shows_any(crops.embeddings, labelled.embeddings)
    for row, digest in enumerate(crops.hashes.tolist()):
        if is_shown[row] or digest in labelled.hashes:
            decisions[row] = Decision.LABELLED
    if crops.embeddings.shape[1]:
        for bucket in _buckets(crops.embeddings):
            rows = bucket[[decisions[row] is Decision.KEPT for row in bucket.tolist()]]
            for row, decision in _within(crops, rows, cap):
                decisions[row] = decision
    return decisions


def shows_any(embeddings: NDArray[floating], people: NDArray[float32]) -> NDArray[bool_]:
    """Tell which embeddings are like one of these people's."""
    found = np.zeros(len(embeddings), bool_)
    if embeddings.shape[1] and len(people):
        for start in range(0, len(found), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            similarity = embeddings[some].astype(float32) @ people.T
            found[some] = similarity.max(1) >= LABELLED_SIMILARITY
    return found


def _is_same_file(hashes: NDArray[np.bytes_], faces: NDArray[int64]) -> NDArray[bool_]:
    """Tell which crops come from a file whose bytes were there before under another name."""
    is_next = (hashes[1:] == hashes[:-1]) & (faces[1:] > faces[:-1])
    begins = np.append(True, ~is_next) if len(hashes) else np.zeros(0, bool_)
    run = np.cumsum(begins) - 1
    seen: dict[bytes, int] = {}
    first = [
        seen.setdefault(digest, number) for digest, number in zip(hashes.tolist(), run.tolist(), strict=True)
    ]
    is_again: NDArray[bool_] = np.array(first, int64) != run
    return is_again


def _buckets(embeddings: NDArray[floating]) -> Iterator[NDArray[int64]]:
    """Yield rows that lie near the same pivot; pivots are drawn from the crops themselves."""
    count = len(embeddings) // _BUCKET + 1
    if count == 1:
        yield np.arange(len(embeddings))
        return
    drawn = np.random.default_rng(0).choice(len(embeddings), count, replace=False)
    pivots = embeddings[drawn].astype(float32).T
    nearest = np.concatenate(
        [
            (embeddings[start : start + _AT_ONCE].astype(float32) @ pivots).argmax(1)
            for start in range(0, len(embeddings), _AT_ONCE)
        ]
    )
    order = np.argsort(nearest, kind="stable")
    yield from np.split(order, np.flatnonzero(np.diff(nearest[order])) + 1)


def _within(crops: Crops, rows: NDArray[int64], cap: int) -> Iterator[tuple[int, Decision]]:
    """Yield what is left out of a bucket: near duplicates first, then what one person has too much of.

    All crops that are like the first one of a person are of that person: chains of likeness would end at somebody else.
    """
    vectors = crops.embeddings[rows].astype(float32)
    pixels = _standardised(crops.thumbnails[rows].astype(float32))
    person = np.full(len(rows), -1)
    is_out = np.zeros(len(rows), bool_)
    count: Counter[int] = Counter()
    for number, row in enumerate(rows.tolist()):
        if is_out[number]:
            continue
        similarity = vectors[number:] @ vectors[number]
        if person[number] < 0:
            person[number:][(similarity >= SAME_PERSON_SIMILARITY) & (person[number:] < 0)] = number
            person[number] = number
        count[int(person[number])] += 1
        if count[int(person[number])] > cap:
            is_out[number] = True
            yield row, Decision.TOO_MANY
            continue
        is_near = (similarity >= NEAR_SIMILARITY) & (pixels[number:] @ pixels[number] >= NEAR_CORRELATION)
        is_near[0] = False
        for other in (np.flatnonzero(is_near & ~is_out[number:]) + number).tolist():
            is_out[other] = True
            yield int(rows[other]), Decision.NEAR_DUPLICATE


def _standardised(thumbnails: NDArray[float32]) -> NDArray[float32]:
    """Return pictures as unit vectors around their mean, so that a product is a correlation."""
    centred = thumbnails - thumbnails.mean(1, keepdims=True)
    unit: NDArray[float32] = centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-6)
    return unit
