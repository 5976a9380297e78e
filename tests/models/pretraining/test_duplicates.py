"""What is left out of shards: equal pictures, too many of one person, and people whom an evaluation asks about."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np
from numpy import float32
import pytest

from models.pretraining.duplicates import Crops, LabelledPeople, decide
from models.pretraining.sieve import Decision

WIDTH = 64
NOBODY = LabelledPeople(frozenset(), np.zeros((0, WIDTH), float32))
KEPT, SAME, NEAR = Decision.KEPT, Decision.SAME_FILE, Decision.NEAR_DUPLICATE


def person(number: int, likeness: float = 1.0, *, other: int = 50) -> np.ndarray:
    """Return a unit vector with this cosine to a person's own."""
    vector = np.zeros(WIDTH, float32)
    vector[number], vector[other] = likeness, np.sqrt(1 - likeness**2)
    return vector


def picture(number: int, noise: float = 0.0) -> np.ndarray:
    """Return a small grey picture, with noise that a correlation sees."""
    random = np.random.default_rng(number)
    return (random.normal(0, 1, 256) + noise * np.random.default_rng(99).normal(0, 1, 256)).astype(float32)


def crops(rows: Sequence[tuple[int, np.ndarray, np.ndarray]]) -> Crops:
    """Return crops of (file, embedding, picture); one file in a row stands for the faces of one picture."""
    files = [number for number, _, _ in rows]
    return Crops(
        np.array([number.to_bytes(32, "big") for number in files], np.dtype("V32")),
        np.concatenate([np.arange(len(list(faces))) for _, faces in groupby(files)]),
        np.array([embedding for _, embedding, _ in rows], float32),
        np.array([pixels for _, _, pixels in rows], float32),
    )


PAIRS = {
    "the same bytes under another name": ((1, person(1), picture(1)), (1, person(1), picture(1)), KEPT),
    "the same person, the same pixels but for a saving": (
        (1, person(1), picture(1)),
        (2, person(1, 0.97), picture(1, 0.05)),
        NEAR,
    ),
    "the same person in another picture": (
        (1, person(1), picture(1)),
        (2, person(1, 0.97), picture(2)),
        KEPT,
    ),
    "another person whose aligned face looks alike in 16 x 16 greys": (
        (1, person(1), picture(1)),
        (2, person(2), picture(1, 0.05)),
        KEPT,
    ),
    "a person like the first, not beyond doubt": (
        (1, person(1), picture(1)),
        (2, person(1, 0.90), picture(1, 0.05)),
        KEPT,
    ),
}
"""Two crops, and what becomes of the second one. Faces of one picture have one hash: the first row's are in a row."""


@pytest.mark.parametrize("why", PAIRS)
def test_two_crops_are_one_picture_only_where_person_and_pixels_agree(why: str) -> None:
    first, second, decision = PAIRS[why]
    second_embedding = person(7) if first[0] == second[0] else second[1]
    found = decide(crops([first, (second[0], second_embedding, second[2])]), NOBODY, 50)
    assert found == [KEPT, decision]


def test_a_file_that_was_there_before_is_left_out_with_all_its_faces() -> None:
    rows = [(1, person(1), picture(1)), (1, person(2), picture(2)), (2, person(3), picture(3))]
    found = decide(crops([*rows, (1, person(1), picture(1)), (1, person(2), picture(2))]), NOBODY, 50)
    assert found == [KEPT, KEPT, KEPT, SAME, SAME]


def test_a_copy_that_lies_right_behind_its_file_is_left_out() -> None:
    """Names like `face.jpg` and `face copy.jpg` stand side by side: the number of the face tells the files apart."""
    rows = [(1, person(number), picture(number)) for number in range(5)]
    found = decide(replace(crops(rows), faces=np.array([0, 2, 0, 2, 0])), NOBODY, 50)
    assert found == [KEPT, KEPT, SAME, SAME, SAME]


def test_of_one_person_no_more_are_kept_than_the_cap() -> None:
    rows = [(n, person(n % 2, 0.8, other=10 + n), picture(n)) for n in range(10)]
    found = decide(crops(rows), NOBODY, 3)
    for number in (0, 1):
        assert found[number::2] == [KEPT] * 3 + [Decision.TOO_MANY] * 2


def test_a_chain_of_likeness_does_not_make_one_person_of_many() -> None:
    """Each is like the next one; the last one is like nobody at the beginning."""
    angles = np.linspace(0, np.pi / 2, 10)
    vectors = [
        np.eye(2, WIDTH, dtype=float32)[0] * np.cos(a) + np.eye(2, WIDTH, dtype=float32)[1] * np.sin(a)
        for a in angles
    ]
    found = decide(crops([(n, vector, picture(n)) for n, vector in enumerate(vectors)]), NOBODY, 7)
    assert found == [KEPT] * 10


LABELLED = {
    "their very file": (frozenset([(1).to_bytes(32, "big")]), person(9)),
    "another photo of them": (frozenset(), person(1, 0.5)),
}


@pytest.mark.parametrize("how", LABELLED)
def test_who_is_in_a_labelled_set_is_left_out(how: str) -> None:
    hashes, embedding = LABELLED[how]
    rows = [(1, person(1), picture(1)), (2, person(2), picture(2))]
    found = decide(crops(rows), LabelledPeople(hashes, embedding[None]), 50)
    assert found == [Decision.LABELLED, KEPT]


def test_where_nobody_looked_for_people_only_files_are_compared() -> None:
    nothing = np.zeros(0, float32)
    rows = [(1, nothing, picture(1)), (2, nothing, picture(1)), (1, nothing, picture(1))]
    assert decide(crops(rows), LabelledPeople(frozenset(), np.zeros((0, 0), float32)), 1) == [
        KEPT,
        KEPT,
        SAME,
    ]


def test_copies_are_found_among_more_than_a_bucket() -> None:
    """7,000 random people and a copy of each fiftieth, far away in the list."""
    random = np.random.default_rng(3)
    people = random.normal(0, 1, (7000, WIDTH)).astype(float32)
    people /= np.linalg.norm(people, axis=1, keepdims=True)
    pixels = random.normal(0, 1, (7000, 256)).astype(float32)
    hashes = np.array([number.to_bytes(32, "big") for number in range(7140)], np.dtype("V32"))
    copied = np.concatenate([people, people[::50]]), np.concatenate([pixels, pixels[::50]])
    found = decide(Crops(hashes, np.zeros(7140, np.int64), *copied), NOBODY, 50)
    assert found[:7000] == [KEPT] * 7000
    assert found[7000:] == [NEAR] * 140
