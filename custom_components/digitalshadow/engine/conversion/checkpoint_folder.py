"""Finds checkpoints that somebody put into a model folder, and reads the names of their classes. Free of numpy."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
import re

from ..records.errors import ModelError
from ..records.observations import ModelRefusal

CHECKPOINT_NAME = "checkpoint-best.pth"
CLASSES_NAME = "classes.txt"
MAX_CLASSES = 100
_MAX_BYTES = 10_000
_UNMISTAKABLE = {"cad", "coronary artery disease", "coronary_artery_disease"}


@dataclass(frozen=True, slots=True)
class CheckpointFolder:
    """A checkpoint and the names that go with it."""

    path: Path
    """The checkpoint file."""
    classes: tuple[str, ...]
    """Names of the classes in the order of the network's outputs; empty where `classes.txt` cannot be read."""
    positive_index: int | None
    """Which of them is the risk, where a name says so beyond doubt; otherwise a person must be asked."""


def list_checkpoints(folders: Iterable[Path]) -> tuple[CheckpointFolder, ...]:
    """Return the checkpoints in these folders and in the folders directly below them. Blocks while it reads."""
    return tuple(found for folder in folders for place in _places(folder) for found in _in_folder(place))


def open_checkpoint_folder(folder: Path) -> CheckpointFolder:
    """Return the checkpoint of one folder; raise `ModelError` where there is none or its classes are unreadable."""
    path = folder / CHECKPOINT_NAME
    if not path.is_file():
        raise ModelError(
            ModelRefusal.MISSING,
            f"Expected {CHECKPOINT_NAME} in {folder.name}, got no such file. Copy it there.",
        )
    classes = read_classes(folder / CLASSES_NAME)
    return CheckpointFolder(path, classes, positive_index(classes))


def read_classes(path: Path) -> tuple[str, ...]:
    """Return the names in a `classes.txt`, as the authors' training writes it: in one line, between commas.

    Raises `ModelError` for a file that is missing, or does not name two classes or more, each once.
    """
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(_MAX_BYTES)
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(
            ModelRefusal.MISSING_METADATA,
            f"Expected {path.name} beside the checkpoint, got {type(error).__name__}. Copy it there too.",
        ) from error
    names = tuple(name.strip() for name in re.split(r"[,\n]", text.strip()))
    if not 1 < len(names) <= MAX_CLASSES or not all(names) or len(set(names)) < len(names):
        raise ModelError(
            ModelRefusal.MISSING_METADATA,
            f"Expected two or more class names between commas in {path.name}, got {text[:80]!r}. Correct the file.",
        )
    return names


def positive_index(classes: Iterable[str]) -> int | None:
    """Return which class is the risk, where exactly one name says so beyond doubt.

    The authors' program takes index 1, while their training writes alphabetical order, in which 1 would be `normal`: so
    only a name counts, and an order never.
    """
    named = [index for index, name in enumerate(classes) if name.casefold() in _UNMISTAKABLE]
    return named[0] if len(named) == 1 else None


def _places(folder: Path) -> Iterator[Path]:
    """Yield a folder and those directly in it."""
    if folder.is_dir():
        yield folder
        yield from sorted(place for place in folder.iterdir() if place.is_dir())


def _in_folder(folder: Path) -> Iterator[CheckpointFolder]:
    """Yield the checkpoint of a folder, if it has one; its classes may be given later."""
    try:
        yield open_checkpoint_folder(folder)
    except ModelError as error:
        if error.reason is not ModelRefusal.MISSING:
            yield CheckpointFolder(folder / CHECKPOINT_NAME, (), None)
