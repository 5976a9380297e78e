"""What the project does not carry and some tests need: face models, photos of two people, and PyTorch.

Both are looked for in the folders that the environment variable DIGITALSHADOW_MODELS names: the models in the folder
itself, the photos in a folder `images` beside it. A test that misses a file is skipped, and the end of the run says how
many were.
"""

from collections.abc import Iterable
import os
from pathlib import Path

import pytest

from custom_components.digitalshadow.engine.model_file.catalog import FOLDERS_VARIABLE, ModelRole, entries
from models.environment import ENVIRONMENT_PYTHON

FOLDERS = tuple(
    Path(folder).absolute() for folder in os.environ.get(FOLDERS_VARIABLE, "").split(os.pathsep) if folder
)
"""Read once, because a test finds no such folder in its environment unless it asks for one."""
DETECTORS, RECOGNISERS = (
    tuple(entry.file_name for entry in entries() if entry.role is role)
    for role in (ModelRole.DETECTOR, ModelRole.RECOGNISER)
)
"""The files of the catalogue that do, the preferred one first."""
NO_MODEL = "no face model"
NO_PHOTO = "no photo"
NO_PYTORCH = "no PyTorch"
needs_pytorch = pytest.mark.skipif(not ENVIRONMENT_PYTHON.exists(), reason=NO_PYTORCH)
"""For what computes in the workshop's own environment."""


def model_file(*names: str) -> Path:
    """Return the first of these files that is there, or skip the test."""
    return _first(NO_MODEL, (folder / name for name in names for folder in FOLDERS))


def photo_file(name: str) -> Path:
    """Return this photo of one of the two people, or skip the test."""
    return _first(NO_PHOTO, (folder.parent / "images" / name for folder in FOLDERS))


def both_are_here() -> bool:
    """Whether there are a detector and a recogniser."""
    return all(
        any((folder / name).is_file() for folder in FOLDERS for name in names)
        for names in (DETECTORS, RECOGNISERS)
    )


def _first(reason: str, candidates: Iterable[Path]) -> Path:
    """Return the first file that exists, or skip the test for this reason."""
    for path in candidates:
        if path.is_file():
            return path
    pytest.skip(reason)


def left_out(reasons: Iterable[str]) -> list[str]:
    """Return what to tell at the end of a run in which tests were skipped for these reasons."""
    told = list(reasons)
    without_model, without_photo, without_pytorch = (
        sum(reason.endswith(missing) for reason in told) for missing in (NO_MODEL, NO_PHOTO, NO_PYTORCH)
    )
    lines = []
    if without_model:
        lines += [
            f"{without_model} tests were left out for want of face models, which this project does not carry.",
            f"To run them: export {FOLDERS_VARIABLE}=$(scripts/face-models)",
        ]
    if without_photo:
        lines.append(
            f"{without_photo} tests were left out for want of photos of two people: see CONTRIBUTING.md"
        )
    if without_pytorch:
        lines.append(
            f"{without_pytorch} tests of training were left out for want of PyTorch: scripts/setup models"
        )
    return lines
