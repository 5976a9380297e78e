"""Reads the coefficient tables that are too large for a Python file."""

import csv
from pathlib import Path


def read_table(file_name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table beside this file, each keyed by column.

    Called while the module is imported, so that no table is read from disk inside an event loop.
    """
    with (Path(__file__).parent / file_name).open(encoding="utf-8", newline="") as table:
        return tuple(csv.DictReader(table))
