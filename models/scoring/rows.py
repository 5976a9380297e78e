"""The table: a row for each visit and person, in a CSV or a Parquet file."""

from collections.abc import Iterable
import csv
from dataclasses import asdict, dataclass, fields
from importlib.util import find_spec
import io
from pathlib import Path
from typing import Any

from models.whole_file import whole_file

ENDINGS = (".csv", ".parquet")


@dataclass(frozen=True, slots=True)
class Row:
    """What a model said about one visit of one person; every file has a row, whatever came of it."""

    source: str
    """The file."""
    person: str
    """Who; empty where nobody was named."""
    started_seconds: float | None = None
    """First sighting, since the file's first frame; None for a picture and where nobody was seen."""
    ended_seconds: float | None = None
    """Last sighting."""
    sightings: int = 0
    """Frames that showed the person."""
    frames: int = 0
    """Answers that went into the probability. One alone, as a picture gives it, is confirmed by nothing."""
    probability: float | None = None
    """What the model said, 0-1: of a visit the home's own robust mean, of a picture the answer to it."""
    spread: float | None = None
    """Standard deviation of those answers; None for a picture."""
    quality: float | None = None
    """Mean quality of those frames, 0-1."""
    why_not: str = ""
    """Why there is no probability; empty where there is one."""
    crop: str = ""
    """What the crops were made from; values of two kinds do not compare."""
    runtimes: str = ""
    """What computed the answers."""
    model: str = ""
    """The model's name."""
    model_kind: str = ""
    """demonstration or livecad."""
    model_sha256: str = ""
    """Hash of the model's file. Values of two models do not compare."""


def require_writable(file: Path) -> None:
    """End the program for a table that cannot be written here, before anything is computed."""
    if file.suffix not in ENDINGS:
        raise SystemExit(f"score: Expected --output with the ending {' or '.join(ENDINGS)}, got {file.name}.")
    if file.suffix == ".parquet" and find_spec("pyarrow") is None:
        raise SystemExit(
            "score: Expected the package pyarrow for a Parquet file, got none. Install it (pip install pyarrow), or "
            "give a name that ends in .csv."
        )


def write_table(file: Path, rows: Iterable[Row]) -> None:
    """Write the table whole or not at all."""
    with whole_file(file) as opened:
        if file.suffix == ".csv":
            text = io.TextIOWrapper(opened, encoding="utf-8", newline="")
            writer = csv.DictWriter(text, [field.name for field in fields(Row)])
            writer.writeheader()
            writer.writerows(asdict(row) for row in rows)
            text.flush()
            text.detach()
        else:
            _write_parquet(opened, [asdict(row) for row in rows])


def _write_parquet(opened: Any, rows: list[dict[str, Any]]) -> None:  # noqa: ANN401  # pyarrow says nothing about its types
    """Write the rows with one type for each column, also where all of its values are missing."""
    import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415  # optional: who wants CSV needs none of it
    from pyarrow import parquet  # noqa: PLC0415  # the same

    kinds: dict[Any, Any] = {str: pa.string(), int: pa.int64(), float | None: pa.float64()}
    schema = pa.schema([(field.name, kinds[field.type]) for field in fields(Row)])
    parquet.write_table(pa.Table.from_pylist(rows, schema), opened)
