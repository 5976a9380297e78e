"""Which pictures there are, of whom, and with which label.

Two forms are read:

    FOLDER/CLASS/SUBJECT/VIEW.jpg     the layout of LiveCAD's authors, views left, right, front, top
    FILE.csv                          columns subject, path, label; if known also site, view, sex, age

A subject is a person. Nothing about one may be on both sides of a split, so a subject with two labels, and one picture
under two subjects, are refused instead of guessed at.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
import csv
from dataclasses import asdict, dataclass, fields
import hashlib
from pathlib import Path

from custom_components.digitalshadow.engine.conversion.checkpoint_folder import positive_index

VIEWS = ("left", "right", "front", "top")
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}
_REQUIRED = ("subject", "path", "label")
_LISTED = 8


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a subject."""

    subject: str
    """Who it shows; a made-up number is best."""
    path: Path
    """Where it lies."""
    label: str
    """The subject's class."""
    site: str = ""
    """Where it was taken, for example a hospital; empty where unknown."""
    view: str = ""
    """From where: left, right, front, top; empty where unknown."""
    sex: str = ""
    """As the data says it; empty where unknown."""
    age: str = ""
    """Years in whole numbers; empty where unknown."""
    part: str = ""
    """Training, validation or test, once it is split."""


@dataclass(frozen=True, slots=True)
class Classes:
    """The names of the classes."""

    names: tuple[str, ...]
    """In the order of the network's outputs: sorted, as the authors' training has them."""
    positive: str
    """Which of them is the risk."""


def read_pictures(source: Path) -> tuple[Picture, ...]:
    """Return the pictures of a folder or a manifest; ends the program for data that cannot be trusted."""
    if not source.exists():
        raise SystemExit(f"Expected a folder or a CSV manifest, got nothing at {source}. Check the path.")
    pictures = tuple(_of_manifest(source) if source.is_file() else _of_folder(source))
    if not pictures:
        raise SystemExit(f"Expected pictures in {source}, got none. The layout is CLASS/SUBJECT/VIEW.jpg.")
    _require_files(pictures)
    _require_one_label(pictures)
    _require_one_subject(pictures)
    return pictures


def write_manifest(file: Path, pictures: Iterable[Picture]) -> None:
    """Write a manifest; paths become relative to it where they can."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, [field.name for field in fields(Picture)])
        writer.writeheader()
        for picture in pictures:
            # Resolved, because a path of the working folder would be read as one of the manifest's.
            path, folder = picture.path.resolve(), file.parent.resolve()
            if path.is_relative_to(folder):
                path = path.relative_to(folder)
            writer.writerow(asdict(picture) | {"path": path.as_posix()})


def classes_of(pictures: Iterable[Picture], positive: str | None) -> Classes:
    """Return the classes and which of them is the risk; ends the program where nobody said it."""
    names = tuple(sorted({picture.label for picture in pictures}))
    if len(names) < 2:  # noqa: PLR2004  # a classifier tells two classes or more apart
        raise SystemExit(f"Expected two classes or more, got {', '.join(names)}.")
    index = positive_index(names)
    if positive is None and index is not None:
        positive = names[index]
    if positive not in names:
        raise SystemExit(
            f"Expected --positive with one of the classes {', '.join(names)}, got {positive or 'nothing'}."
        )
    return Classes(names, positive)


def _of_manifest(file: Path) -> Iterator[Picture]:
    """Yield the pictures that a manifest names."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        reader = csv.DictReader(opened)
        found = reader.fieldnames or ()
        if missing := [name for name in _REQUIRED if name not in found]:
            raise SystemExit(f"Expected the columns {', '.join(missing)} in {file}, got {', '.join(found)}.")
        known = {field.name for field in fields(Picture)} & set(found)
        for number, row in enumerate(reader, start=2):
            said = {name: (row[name] or "").strip() for name in known}
            if empty := [name for name in _REQUIRED if not said[name]]:
                raise SystemExit(f"Expected {', '.join(empty)} in line {number} of {file}, got nothing.")
            yield Picture(**{**said, "path": file.parent / said["path"]})  # type: ignore[arg-type]  # all but the path are texts


def _of_folder(folder: Path) -> Iterator[Picture]:
    """Yield the pictures of the authors' layout."""
    for path in sorted(folder.glob("*/*/*")):
        if path.suffix.lower() in SUFFIXES:
            view = path.stem.lower() if path.stem.lower() in VIEWS else ""
            yield Picture(path.parent.name, path, path.parent.parent.name, view=view)


def _require_files(pictures: Iterable[Picture]) -> None:
    """End the program where a picture is not there."""
    if missing := [str(picture.path) for picture in pictures if not picture.path.is_file()]:
        raise SystemExit(f"Expected {len(missing)} more files, among them {', '.join(missing[:_LISTED])}.")


def _require_one_label(pictures: Iterable[Picture]) -> None:
    """End the program where a subject has two labels or two sites."""
    for what in ("label", "site"):
        said: dict[str, set[str]] = defaultdict(set)
        for picture in pictures:
            said[picture.subject].add(getattr(picture, what))
        if wrong := sorted(subject for subject, values in said.items() if len(values) > 1):
            raise SystemExit(
                f"Expected one {what} per subject, got several for {', '.join(wrong[:_LISTED])}. If these are "
                "different people, name them apart in a CSV manifest."
            )


def _require_one_subject(pictures: Iterable[Picture]) -> None:
    """End the program where the very same picture stands for two subjects: it would leak through any split."""
    seen: dict[str, Picture] = {}
    for picture in pictures:
        with picture.path.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
        other = seen.setdefault(digest, picture)
        if other.subject != picture.subject:
            raise SystemExit(
                f"Expected pictures of one subject each, got the same picture as {other.path} and {picture.path}. "
                "Remove one, or name both by the same subject."
            )
