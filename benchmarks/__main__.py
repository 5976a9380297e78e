"""Command line of the benchmarks: `scripts/bench [--json FILE] [--only NAME]... [--quick]`."""

import argparse
from collections.abc import Callable, Mapping, Sequence
import json
from pathlib import Path
import sys
import time

from . import (
    busy_work,
    detection_inputs,
    engines,
    event_loop,
    gallery,
    live,
    live_walks,
    livecad,
    memory,
    panel,
    pictures,
    pipeline,
    record,
    report,
    runtimes,
    scale,
    server_failover,
    start_up,
    trend,
)
from .effort import FULL, QUICK, SMOKE, Effort

BENCHMARKS: Mapping[str, Callable[[Effort], dict[str, float]]] = {
    "pipeline": pipeline.measure,
    "pictures": pictures.measure,
    "busy_work": busy_work.measure,
    "gallery": gallery.measure,
    "livecad": livecad.measure,
    "runtimes": runtimes.measure,
    "detection_inputs": detection_inputs.measure,
    "record": record.measure,
    "trend": trend.measure,
    "report": report.measure,
    "start_up": start_up.measure,
    "event_loop": event_loop.measure,
    "memory": memory.measure,
    "panel": panel.measure,
    "server_failover": server_failover.measure,
    "scale": scale.measure,
    "engines": engines.measure,
    "live": live.measure,
    "live_walks": live_walks.measure,
}


def run(names: Sequence[str], effort: Effort) -> dict[str, float]:
    """Run the named benchmarks one after the other and return all figures."""
    figures: dict[str, float] = {}
    for name in names:
        started = time.monotonic()
        print(f"bench: {name}", file=sys.stderr, flush=True)
        measured = BENCHMARKS[name](effort)
        for figure, value in measured.items():
            print(f"  {figure:<48} {value:12.3f}", flush=True)
        print(f"bench: {name} took {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
        figures |= measured
    return figures


def main(arguments: Sequence[str]) -> int:
    """Read the command line, run, and write the figures as one flat JSON object."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.add_argument(
        "--only", action="append", choices=BENCHMARKS, metavar="NAME", help=", ".join(BENCHMARKS)
    )
    size = parser.add_mutually_exclusive_group()
    size.add_argument(
        "--quick",
        dest="effort",
        action="store_const",
        const=QUICK,
        help="a few minutes less, rougher figures",
    )
    size.add_argument(
        "--smoke", dest="effort", action="store_const", const=SMOKE, help="only show that everything runs"
    )
    parser.set_defaults(effort=FULL)
    options = parser.parse_args(arguments)
    figures = run(options.only or tuple(BENCHMARKS), options.effort)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
