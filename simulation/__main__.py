"""Measures the trend on simulated people and writes what came into docs/trend.md and its charts.

`python -m simulation [--people N] [--print]`: two to three minutes on one core. The people measured are others than
those the limits were set on.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
import sys

from .charts import charts
from .tables import by_chance, changes_found, goals, in_seasons, what_stays

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE = DOCS / "trend.md"
BEGIN, END = "<!-- figures -->", "<!-- end of the figures -->"

FIRST_SEED = 1_000_000
PEOPLE = 150
"""For each row, and some rows have more."""


def main(arguments: Sequence[str]) -> int:
    """Read the command line, measure, and write."""
    parser = argparse.ArgumentParser(prog="python -m simulation", description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE, help="how many people a row has")
    parser.add_argument("--print", action="store_true", help="write no file")
    options = parser.parse_args(arguments)
    seeds = range(FIRST_SEED, FIRST_SEED + options.people)
    parts = []
    for table in (goals, by_chance, changes_found, in_seasons, what_stays):
        parts.append("\n".join(table(seeds)))
        print(parts[-1], end="\n\n", flush=True)
    if not options.print:
        _write("\n\n".join(parts))
        for name, chart in charts(seeds).items():
            (DOCS / "images" / name).write_text(chart)
    return 0


def _write(figures: str) -> None:
    """Put the figures into the page, between its two marks."""
    before, _, rest = PAGE.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n\n{figures}\n\n{END}{after}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
