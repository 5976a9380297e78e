"""Command line of the play: `scripts/demo --days N [--port N | --once | --json FILE]`."""

import argparse
import asyncio
from collections.abc import Sequence
from contextlib import suppress
import logging
from pathlib import Path
import sys
import tempfile
from typing import Final
import warnings

FEWEST_DAYS: Final = 7


def say(text: str) -> None:
    """Tell how far the play is."""
    print(f"demo: {text}", flush=True)


def run(days: int, json_file: Path | None, *, stays: bool, port: int | None) -> int:
    """Play, tell, show it if somebody stays to look, and return 0 when everything happened that has to."""
    with tempfile.TemporaryDirectory(prefix="digitalshadow-months-") as name:
        folder = Path(name)
        log = folder / "home-assistant.log"
        warnings.filterwarnings("ignore", module="pytest_socket")  # that the network is closed is meant
        logging.basicConfig(filename=log, level=logging.WARNING)
        # Home Assistant logs already while it is imported, and the harness insists on coming before it.
        import pytest_homeassistant_custom_component.plugins  # noqa: F401, PLC0415

        from . import looking, performance, telling  # noqa: PLC0415

        # The harness would have each statement logged.
        logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)
        say(performance.NOTICE)
        first_day = performance.first_day_until_now(days) if stays else performance.FIRST_DAY
        outcome = asyncio.run(performance.async_play(days, folder, log, say, first_day))
        if json_file:
            outcome.write(json_file)
        print(telling.tell(outcome))
        if stays:
            asyncio.run(looking.async_look(folder, port, say))
    if stays:
        say("Home Assistant has stopped and its folder is gone")
    return 0 if outcome.complete else 1


def main(arguments: Sequence[str]) -> int:
    """Read the command line and play."""
    parser = argparse.ArgumentParser(
        prog="scripts/demo",
        description="Months of a simulated household, which end today in a real Home Assistant to look around in.",
    )
    parser.add_argument("--days", type=int, required=True, metavar="N", help="how many days are played")
    parser.add_argument("--once", action="store_true", help="end by itself when the months are told")
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="write what happened as JSON, and end as well"
    )
    parser.add_argument(
        "--port", type=int, metavar="N", help="where Home Assistant listens (default: any free one)"
    )
    options = parser.parse_args(arguments)
    if options.days < FEWEST_DAYS:
        parser.error(f"expected at least {FEWEST_DAYS} days, got {options.days}")
    stays = not options.once and options.json is None
    with suppress(KeyboardInterrupt, asyncio.CancelledError):
        return run(options.days, options.json, stays=stays, port=options.port)
    say("ended before it was over; nothing is left of it")
    return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
