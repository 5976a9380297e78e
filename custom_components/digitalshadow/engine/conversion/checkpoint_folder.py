"""Finds checkpoints that somebody put into a model folder, and reads the names of their classes. Free of numpy."""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
import re
from typing import Final
import unicodedata

from ..records.errors import ModelError
from ..records.refusals import ModelRefusal

CHECKPOINT_NAME: Final = "checkpoint-best.pth"
CLASSES_NAME: Final = "classes.txt"
START_LICENCE_NAME: Final = "start-licence.txt"
"""Where our own training says under which licence the weights stand that it began from."""
MAX_CLASSES: Final = 100
_ENDINGS: Final = (".pth", ".pth.tar", ".pt", ".ckpt", ".safetensors", ".bin")
"""How other training programs call their files."""
_MAX_BYTES: Final = 10_000
_MARKS: Final = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
"""What editors put before a text, and how they then write it."""
_QUOTES: Final = "\"'\u201c\u201d"
_COMMAS: Final = re.compile("[,\uff0c\u3001\uff64\u060c;\uff1b\u061b]")
"""Comma and semicolon, also full-width, half-width and Arabic, and the comma of Chinese and Japanese lists."""
_NO_NAME: Final = "{}"
"""Signs of a dictionary, whose numbers are no part of a name."""
_UNMISTAKABLE: Final = {"cad", "coronary artery disease", "coronary_artery_disease"}


@dataclass(frozen=True, slots=True)
class CheckpointFolder:
    """A checkpoint and the names that go with it."""

    path: Path
    """The checkpoint file."""
    classes: tuple[str, ...]
    """Names of the classes in the order of the network's outputs; empty where `classes.txt` cannot be read."""
    positive_index: int | None
    """Which of them is the risk, where a name says so beyond doubt; otherwise a person must be asked."""
    start_licence: str = ""
    """Under which licence the weights stand that training began from; empty where nobody wrote it down."""
    refusal: str = ""
    """Why it is not converted although its classes are known; empty where it may be."""


def list_checkpoints(folders: Iterable[Path]) -> tuple[CheckpointFolder, ...]:
    """Return the checkpoints in these folders and in the folders directly below them. Blocks while it reads."""
    return tuple(found for folder in folders for place in _places(folder) for found in _in_folder(place))


def open_checkpoint_folder(folder: Path) -> CheckpointFolder:
    """Return the checkpoint of one folder; raise `ModelError` where there is none or its classes are unreadable."""
    path = _checkpoint_in(folder)
    if path is None:
        raise ModelError(
            ModelRefusal.MISSING,
            f"Expected {CHECKPOINT_NAME} or one other checkpoint in {folder.name}, got none or several. Copy the one "
            "that is meant there.",
        )
    classes = read_classes(folder / CLASSES_NAME)
    return CheckpointFolder(path, classes, positive_index(classes), read_start_licence(folder))


def read_classes(path: Path) -> tuple[str, ...]:
    """Return the names in a `classes.txt`: in one line between commas, as the authors' training writes it, or in many.

    Raises:
        ModelError: For a file that is missing, or does not name two classes or more, each once.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise ModelError(
            ModelRefusal.MISSING_METADATA,
            f"Expected {path.name} beside the checkpoint, got {type(error).__name__}. Copy it there too.",
        ) from error
    text = _text_of(data)
    names = () if text is None or len(data) > _MAX_BYTES else tuple(_names_in(text))
    if not 1 < len(names) <= MAX_CLASSES or not all(map(_is_name, names)) or len(set(names)) < len(names):
        got = "a text in another writing than UTF-8, UTF-16 or GBK" if text is None else repr(text[:80])
        raise ModelError(
            ModelRefusal.MISSING_METADATA,
            f"Expected two or more class names between commas in {path.name}, got {got}. Correct the file.",
        )
    return names


def read_start_licence(folder: Path) -> str:
    """Return what a training wrote down about the weights it began from, as one line; empty where it wrote nothing.

    Raises:
        ModelError: For a file that is there and says nothing readable: a licence must not get lost unnoticed.
    """
    path = folder / START_LICENCE_NAME
    if not path.exists():
        return ""
    with path.open("rb") as file:
        data = file.read(_MAX_BYTES + 1)
    text = " ".join((_text_of(data) or "").split())
    if not text or len(data) > _MAX_BYTES:
        raise ModelError(
            ModelRefusal.MISSING_METADATA,
            f"Expected a licence in {path.name}, got nothing readable. Correct the file, or write it anew.",
        )
    return text


def _text_of(data: bytes) -> str | None:
    """Return a text, by its mark or the first writing that it makes sense in; None where it makes sense in none."""
    writings = [(data.removeprefix(mark), name) for mark, name in _MARKS.items() if data.startswith(mark)]
    if not writings and b"\0" in data:
        # Every second byte of plain letters in UTF-16 is nothing, the first or the second of each pair.
        writings = [(data, "utf-16-be" if data.startswith(b"\0") else "utf-16-le")]
    for text, writing in writings or [(data, "utf-8"), (data, "gb18030")]:
        try:
            return text.decode(writing)
        except UnicodeDecodeError:
            continue
    return None


def _names_in(text: str) -> Iterator[str]:
    """Yield the names of all lines. An empty line, and nothing behind a line's last comma, are no names.

    The brackets and quotation marks of a list, as programs print it, belong to no name either.
    """
    for line in text.splitlines():
        parts = [_visible(part).strip(_QUOTES) for part in _COMMAS.split(_visible(line).strip("[]()"))]
        yield from parts if parts[-1] else parts[:-1]


def _visible(text: str) -> str:
    """Return a text without blanks of any kind, marks of order and other signs of no width around it."""
    around = {letter for letter in text if letter.isspace() or unicodedata.category(letter) == "Cf"}
    return text.strip("".join(around)) if around else text


def _is_name(name: str) -> bool:
    """Tell whether this can be called a class: something, and nothing that no screen shows."""
    return bool(name) and all(
        letter not in _NO_NAME and unicodedata.category(letter) not in ("Cc", "Cs", "Co") for letter in name
    )


def positive_index(classes: Iterable[str]) -> int | None:
    """Return which class is the risk, where exactly one name says so beyond doubt.

    The authors' program takes index 1, while their training writes alphabetical order, in which 1 would be `normal`: so
    only a name counts, and an order never.
    """
    plain = [unicodedata.normalize("NFKC", name).casefold() for name in classes]
    named = [index for index, name in enumerate(plain) if name in _UNMISTAKABLE]
    return named[0] if len(named) == 1 else None


def _places(folder: Path) -> Iterator[Path]:
    """Yield a folder and those directly in it."""
    if folder.is_dir():
        yield folder
        yield from sorted(place for place in folder.iterdir() if place.is_dir())


def _checkpoint_in(folder: Path) -> Path | None:
    """Return the checkpoint of a folder: the authors' name goes first, any other only where it is the only one."""
    if (path := folder / CHECKPOINT_NAME).is_file():
        return path
    places = folder.iterdir() if folder.is_dir() else ()
    found = [path for path in places if path.name.lower().endswith(_ENDINGS) and path.is_file()]
    return found[0] if len(found) == 1 else None


def _in_folder(folder: Path) -> Iterator[CheckpointFolder]:
    """Yield the checkpoint of a folder, if it has one, also one that is not whole: a dialog says what is missing."""
    if (path := _checkpoint_in(folder)) is None:
        return
    try:
        classes = read_classes(folder / CLASSES_NAME)
    except ModelError:
        yield CheckpointFolder(path, (), None)
        return
    try:
        licence, refusal = read_start_licence(folder), ""
    except ModelError as error:
        licence, refusal = "", str(error)
    yield CheckpointFolder(path, classes, positive_index(classes), licence, refusal)
