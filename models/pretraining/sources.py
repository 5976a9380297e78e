"""Which pictures a pre-training may see, where they come from, and under which licence.

    FOLDER      every picture below it, of one licence
    FILE.csv    columns path, licence; if known also source

A picture without a licence is refused: what a network has learnt from cannot be taken out of it again.
"""

from collections.abc import Iterable, Iterator
import csv
from dataclasses import dataclass
import hashlib
from pathlib import Path

from models.training.manifest import SUFFIXES


@dataclass(frozen=True, slots=True)
class SourcePicture:
    """A picture that may be pre-trained on."""

    path: Path
    """Where it lies."""
    name: str
    """What it is called in the facts: its path below the folder or the manifest."""
    source: str
    """Where it comes from, for example a data set's name."""
    licence: str
    """The right to use it."""


def read_sources(data: Path, licence: str | None) -> tuple[SourcePicture, ...]:
    """Return the pictures of a folder or a manifest by name; ends the program where there are none, or no licence."""
    if not data.exists():
        raise SystemExit(
            f"shards: Expected a folder or a CSV manifest, got nothing at {data}. Check the path."
        )
    found = _of_manifest(data, licence) if data.is_file() else _of_folder(data, licence)
    pictures = tuple(sorted(found, key=lambda picture: picture.name))
    if not pictures:
        raise SystemExit(f"shards: Expected pictures in {data}, got none.")
    if nameless := next((picture for picture in pictures if not picture.licence), None):
        raise SystemExit(
            f"shards: Expected the licence of every picture, got none for {nameless.name}. Give --licence, or a column "
            "`licence` in a CSV manifest."
        )
    return pictures


def fingerprint(pictures: Iterable[SourcePicture]) -> str:
    """Return what tells this list of pictures from any other."""
    digest = hashlib.sha256()
    for picture in pictures:
        digest.update(f"{picture.name}\0{picture.source}\0{picture.licence}\n".encode())
    return digest.hexdigest()


def _of_folder(folder: Path, licence: str | None) -> Iterator[SourcePicture]:
    """Yield every picture below a folder."""
    for path in folder.rglob("*"):
        if path.suffix.lower() in SUFFIXES and path.is_file():
            yield SourcePicture(
                path, path.relative_to(folder).as_posix(), folder.resolve().name, licence or ""
            )


def _of_manifest(file: Path, licence: str | None) -> Iterator[SourcePicture]:
    """Yield the pictures that a manifest names."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        reader = csv.DictReader(opened)
        if "path" not in (reader.fieldnames or ()):
            raise SystemExit(f"shards: Expected the column path in {file}, got {reader.fieldnames}.")
        for row in reader:
            path = file.parent / row["path"].strip()
            if not path.is_file():
                raise SystemExit(f"shards: Expected a picture at {path}, got no file.")
            said = {name: (row.get(name) or "").strip() for name in ("source", "licence")}
            yield SourcePicture(
                path, row["path"].strip(), said["source"] or file.stem, said["licence"] or licence or ""
            )
