"""Parts for training, validation and test that share no subject, or no site.

A network recognises people long before it recognises a disease: with one person's pictures on both sides, a test
measures how well it remembers. So whole groups are dealt to folds, and folds become parts.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from .manifest import Picture

MIN_FOLDS = 3


class Grouping(StrEnum):
    """What must not be on two sides."""

    SUBJECT = "subject"
    SITE = "site"


class Part(StrEnum):
    """What a picture is used for."""

    TRAINING = "training"
    VALIDATION = "validation"
    """Decides when to stop, and sets the temperature."""
    TEST = "test"
    """Is looked at once, at the end."""


@dataclass(frozen=True, slots=True)
class _Group:
    """What is dealt as a whole."""

    subjects: tuple[str, ...]
    """Who is in it."""
    labels: tuple[str, ...]
    """Their labels."""


def split(
    pictures: Sequence[Picture], *, folds: int = 5, fold: int = 0, seed: int = 1, grouping: Grouping
) -> tuple[Picture, ...]:
    """Return the pictures with their parts: fold `fold` is the test, the next one the validation, the rest training.

    Subjects are dealt so that every fold has about the same share of each label; sites so that folds are about equally
    large, because a site cannot be divided. The same seed gives the same folds, whatever the order of the pictures.
    Ends the program where there are fewer groups than folds, or a part lacks a label.
    """
    if folds < MIN_FOLDS or not 0 <= fold < folds:
        raise SystemExit(
            f"Expected {MIN_FOLDS} folds or more and one of their numbers, got fold {fold} of {folds}."
        )
    groups = _groups(pictures, grouping)
    if len(groups) < folds:
        raise SystemExit(f"Expected at least {folds} of: {grouping}, got {len(groups)}. Use fewer folds.")
    random = np.random.default_rng(seed)
    shuffled = [groups[index] for index in random.permutation(len(groups))]
    fold_of = dict(
        _deal_subjects(shuffled, folds) if grouping is Grouping.SUBJECT else _deal_sites(shuffled, folds)
    )
    parts = {fold: Part.TEST, (fold + 1) % folds: Part.VALIDATION}
    divided = tuple(
        replace(picture, part=parts.get(fold_of[picture.subject], Part.TRAINING)) for picture in pictures
    )
    _require_every_label(divided)
    return divided


def shuffle_labels(pictures: Sequence[Picture], seed: int) -> tuple[Picture, ...]:
    """Return the pictures with the labels dealt anew among the subjects: the control on which nothing can be learnt."""
    label_of = {picture.subject: picture.label for picture in sorted(pictures, key=lambda one: one.subject)}
    dealt = np.random.default_rng(seed).permutation(list(label_of.values()))
    shuffled = dict(zip(label_of, dealt.tolist(), strict=True))
    return tuple(replace(picture, label=shuffled[picture.subject]) for picture in pictures)


def _groups(pictures: Iterable[Picture], grouping: Grouping) -> list[_Group]:
    """Return the groups in an order that does not depend on that of the pictures."""
    members: dict[str, dict[str, str]] = {}
    for picture in sorted(pictures, key=lambda one: one.subject):
        name = picture.subject if grouping is Grouping.SUBJECT else picture.site
        if not name:
            raise SystemExit(f"Expected a {grouping} for every picture, got none for {picture.path}.")
        members.setdefault(name, {})[picture.subject] = picture.label
    return [_Group(tuple(said), tuple(said.values())) for _, said in sorted(members.items())]


def _deal_subjects(groups: Iterable[_Group], folds: int) -> Iterable[tuple[str, int]]:
    """Yield each subject's fold: label by label in turn, the next label beginning where the last one ended."""
    turn = 0
    for group in sorted(groups, key=lambda one: one.labels):
        for subject in group.subjects:
            yield subject, turn % folds
            turn += 1


def _deal_sites(groups: Iterable[_Group], folds: int) -> Iterable[tuple[str, int]]:
    """Yield each subject's fold: the largest site first, into the fold with the fewest subjects."""
    sizes = [0] * folds
    for group in sorted(groups, key=lambda one: -len(one.subjects)):
        smallest = sizes.index(min(sizes))
        sizes[smallest] += len(group.subjects)
        for subject in group.subjects:
            yield subject, smallest


def _require_every_label(pictures: Iterable[Picture]) -> None:
    """End the program where a part lacks a label: nothing could be measured there."""
    found = {(picture.part, picture.label) for picture in pictures}
    labels = {label for _, label in found}
    if missing := sorted(
        f"{label} in {part}" for part in Part for label in labels if (part, label) not in found
    ):
        raise SystemExit(
            f"Expected every label in every part, got no {', no '.join(missing)}. Try another seed."
        )


def describe(pictures: Iterable[Picture]) -> dict[str, dict[str, int]]:
    """Return how many subjects of each label, and how many pictures, each part has."""
    seen = {(picture.part, picture.label, picture.subject) for picture in pictures}
    subjects = Counter((part, label) for part, label, _ in seen)
    count = Counter(picture.part for picture in pictures)
    labels = sorted({label for _, label, _ in seen})
    return {
        part: {**{label: subjects[part, label] for label in labels}, "pictures": count[part]} for part in Part
    }
