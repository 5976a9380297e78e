"""The command `synthetic`: writes a data set of made-up faces, as `finetune` and `evaluate` take it."""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from PIL import Image

from models.training.manifest import Picture, write_manifest

from .faces import VIEW_TURNS, Subject, draw

POSITIVE, NEGATIVE = "sign", "no sign"
_SQUARES = 9


class Sign(StrEnum):
    """How plainly the positive subjects' spots show their colour."""

    STRONG = "strong"
    FAINT = "faint"
    """So faint that few labels do not suffice for a network that begins with random weights."""
    NONE = "none"
    """The label cannot be seen in a face."""


_STRENGTHS = {Sign.STRONG: (0.4, 0.9), Sign.FAINT: (0.12, 0.3), Sign.NONE: (0.0, 0.1)}
_STRENGTHS_OF_OTHERS = (0.0, 0.1)


@dataclass(frozen=True, slots=True)
class SyntheticPlan:
    """What a data set shall be like."""

    subjects: int = 600
    """How many people."""
    sites: int = 4
    """How many places, each with a camera of its own."""
    side_px: int = 64
    """Side of the pictures."""
    prevalence: float = 0.5
    """Share of subjects with the sign."""
    sign: Sign = Sign.STRONG
    """How plainly the sign is drawn."""
    has_marker: bool = False
    """Whether every subject wears a badge of its own: who remembers people knows the label."""
    seed: int = 1
    """Another one gives other people."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to write, and what the data shall be like."""
    plan = SyntheticPlan()
    parser.add_argument("folder", type=Path, help="where to write manifest.csv and the pictures")
    parser.add_argument(
        "--subjects", type=int, default=plan.subjects, help=f"people (default: {plan.subjects})"
    )
    parser.add_argument("--sites", type=int, default=plan.sites, help=f"places (default: {plan.sites})")
    parser.add_argument("--side-px", type=int, default=plan.side_px, help=f"side (default: {plan.side_px})")
    parser.add_argument("--prevalence", type=float, default=plan.prevalence, metavar="SHARE")
    parser.add_argument(
        "--sign", type=Sign, choices=list(Sign), default=plan.sign, help="none: labels no face shows"
    )
    parser.add_argument(
        "--marker", action="store_true", help="a badge per subject, the same in all its views"
    )
    parser.add_argument("--seed", type=int, default=plan.seed, help="another seed gives other people")


def run(options: argparse.Namespace) -> int:
    """Write the data set."""
    plan = SyntheticPlan(
        subjects=options.subjects,
        sites=options.sites,
        side_px=options.side_px,
        prevalence=options.prevalence,
        sign=options.sign,
        has_marker=options.marker,
        seed=options.seed,
    )
    pictures = write_synthetic(options.folder, plan)
    print(f"{options.folder / 'manifest.csv'}: {len(pictures)} pictures of {plan.subjects} made-up people")
    return 0


def write_synthetic(folder: Path, plan: SyntheticPlan) -> tuple[Picture, ...]:
    """Write the pictures and `manifest.csv` into a folder, and return what the manifest says."""
    pictures = []
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    for subject in made_up_subjects(plan):
        for view in VIEW_TURNS:
            path = folder / "pictures" / f"{subject.name}-{view}.png"
            Image.fromarray(draw(subject, view, plan.side_px)).save(path)
            label = POSITIVE if subject.is_positive else NEGATIVE
            pictures.append(
                Picture(subject.name, path, label, subject.site, view, subject.sex, str(subject.age))
            )
    write_manifest(folder / "manifest.csv", pictures)
    return tuple(pictures)


def made_up_subjects(plan: SyntheticPlan) -> Iterator[Subject]:
    """Yield the people of a data set; site, sex and age say nothing about the label."""
    random = np.random.default_rng(plan.seed)
    positives = round(plan.subjects * plan.prevalence)
    labels = random.permutation(plan.subjects) < positives
    for number, is_positive in enumerate(labels.tolist()):
        strengths = _STRENGTHS[plan.sign] if is_positive else _STRENGTHS_OF_OTHERS
        yield Subject(
            name=f"{number:05d}",
            is_positive=is_positive,
            site=f"site {1 + int(random.integers(plan.sites))}",
            sex=str(random.choice(["female", "male"])),
            age=int(random.integers(40, 85)),
            sign=float(random.uniform(*strengths)) if plan.sign is not Sign.NONE else 0.0,
            marker=random.integers(0, 256, 3 * _SQUARES, np.uint8).tobytes() if plan.has_marker else b"",
            seed=int(random.integers(2**31)),
        )
