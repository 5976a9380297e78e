"""Reads the tables that are too large for a Python file."""

import csv
from pathlib import Path


def read_table(path: Path) -> tuple[dict[str, str], ...]:
    """Return the rows of a table, each keyed by column.

    Called while a module is imported, so that no table is read from disk inside an event loop.
    """
    with path.open(encoding="utf-8", newline="") as table:
        return tuple(csv.DictReader(table))
