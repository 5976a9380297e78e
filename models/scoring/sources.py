"""Which pictures and video files are looked at, and whom each shows where nobody is compared."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
import hashlib
import itertools
from pathlib import Path

from models.training.manifest import SUFFIXES as PICTURE_SUFFIXES

VIDEO_SUFFIXES = {
    ".3gp",
    ".avi",
    ".m2ts",
    ".m4v",
    ".mkv",
    ".mov",
    ".mp4",
    ".mpeg",
    ".mpg",
    ".mts",
    ".ts",
    ".webm",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A picture or a video file."""

    path: Path
    """Where it lies."""
    name: str
    """What it is called in the table: its path from the folder on that was given, or the file's own name."""
    subject: str
    """Whom it shows, where nobody is compared: the folder it lies in, or its own name where that was given."""

    @property
    def is_video(self) -> bool:
        """Whether it has frames and times."""
        return self.path.suffix.lower() in VIDEO_SUFFIXES


def read_sources(given: Sequence[Path]) -> tuple[Source, ...]:
    """Return what lies in files and folders, by name; ends the program where nothing does, or two have one name."""
    sources = sorted((source for place in given for source in _at(place)), key=lambda source: source.name)
    if not sources:
        raise SystemExit("score: Expected pictures or video files, got none. Look at their endings.")
    for one, other in itertools.pairwise(sources):
        if one.name == other.name:
            raise SystemExit(
                f"score: Expected files of different names, got {one.path} and {other.path}. Give the folder above "
                "both."
            )
    return tuple(sources)


def fingerprint(sources: Sequence[Source]) -> str:
    """Return what tells this list from any other; what the files hold is not looked at."""
    lines = (f"{source.name}\0{source.subject}\0{source.path.stat().st_size}\n" for source in sources)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _at(place: Path) -> Iterator[Source]:
    """Yield a file, or what lies below a folder."""
    if not place.exists():
        raise SystemExit(f"score: Expected a file or a folder, got nothing at {place}. Check the path.")
    if place.is_file():
        yield Source(place, place.name, place.stem)
        return
    for path in place.rglob("*"):
        if path.suffix.lower() in PICTURE_SUFFIXES | VIDEO_SUFFIXES and path.is_file():
            subject = path.stem if path.parent == place else path.parent.name
            yield Source(path, (Path(place.resolve().name) / path.relative_to(place)).as_posix(), subject)
