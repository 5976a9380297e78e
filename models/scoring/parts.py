"""The files in parts, each looked at in one process and stored whole, so that an interruption costs a part.

A file may end the process that decodes it. Then those that were in hand are looked at again, each in a process of its
own, and the one that does it again gets a row that says so.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
import itertools
import json
import multiprocessing
from pathlib import Path

from models.whole_file import whole_file

from .rows import Row
from .scorer import Scorer, ScoringSettings
from .sources import Source

PICTURES_PER_PART = 100
ENDED_THE_PROCESS = "ended_the_process"


@dataclass(frozen=True, slots=True)
class Part:
    """Some files, and where their rows are stored."""

    file: Path
    """Where."""
    sources: tuple[Source, ...]
    """A video file, or some pictures."""

    @property
    def begun(self) -> Path:
        """What is there while the part is looked at."""
        return self.file.with_suffix(".begun")


def parts_of(folder: Path, sources: Sequence[Source]) -> list[Part]:
    """Return the parts of a list of files: each video file by itself."""
    pictures = [source for source in sources if not source.is_video]
    chunks = [*itertools.batched(pictures, PICTURES_PER_PART, strict=False)]
    chunks += [(source,) for source in sources if source.is_video]
    return [Part(folder / f"{number:06d}.json", chunk) for number, chunk in enumerate(chunks)]


def look_at(parts: Sequence[Part], settings: ScoringSettings, processes: int) -> None:
    """Look at the parts that are not there yet, in parallel, and say how far it is."""
    for part in parts:
        part.begun.unlink(missing_ok=True)
    while missing := [part for part in parts if not part.file.exists()]:
        with suppress(BrokenProcessPool):
            _look_together(missing, settings, processes, len(parts))
        for part in missing:
            if part.begun.exists() and not part.file.exists():
                _store(part, [row for source in part.sources for row in _rows_alone(source, settings)])


def rows_of(parts: Sequence[Part]) -> Iterator[Row]:
    """Yield the rows of parts that are there."""
    for part in parts:
        for row in json.loads(part.file.read_text(encoding="utf-8")):
            yield Row(**row)


def _look_together(missing: Sequence[Part], settings: ScoringSettings, processes: int, count: int) -> None:
    """Look at parts in several processes; raises `BrokenProcessPool` where one of them was ended."""
    with _pool(processes) as pool:
        running = [pool.submit(_look_at_one, part, settings) for part in missing]
        for number, ended in enumerate(as_completed(running), start=count - len(missing) + 1):
            print(f"part {number} of {count}: {ended.result()}", flush=True)


def _rows_alone(source: Source, settings: ScoringSettings) -> list[Row]:
    """Return the rows of a file that is looked at in a process of its own."""
    with _pool(1) as pool:
        try:
            return pool.submit(_rows, source, settings).result()
        except BrokenProcessPool:
            subject = "" if settings.people else source.subject
            return [Row(source.name, subject, why_not=ENDED_THE_PROCESS)]


def _pool(processes: int) -> ProcessPoolExecutor:
    """Return processes that begin anew: a copy of one that has loaded a runtime would hang."""
    return ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"))


def _look_at_one(part: Part, settings: ScoringSettings) -> str:
    """Look at a part's files, store their rows, and return what they are in words."""
    part.begun.touch()
    rows = [row for source in part.sources for row in _rows(source, settings)]
    _store(part, rows)
    answered = sum(row.probability is not None for row in rows)
    return f"{len(rows)} rows, {answered} with a probability"


def _store(part: Part, rows: Sequence[Row]) -> None:
    """Store a part's rows."""
    with whole_file(part.file) as file:
        file.write(json.dumps([asdict(row) for row in rows]).encode())
    part.begun.unlink(missing_ok=True)


def _rows(source: Source, settings: ScoringSettings) -> list[Row]:
    """Return a file's rows."""
    return _scorer(settings).rows(source)


@cache
def _scorer(settings: ScoringSettings) -> Scorer:
    """Return this process's own engine."""
    return Scorer(settings)
