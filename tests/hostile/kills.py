"""kill -9 of a process that writes the record; `python -m tests.hostile.kills --count N` kills many and tells.

Whatever was acknowledged before a kill must be there after it, and whatever was erased must not.
"""

import argparse
import asyncio
from collections import Counter
import json
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path
from random import Random
import signal
import sys
from tempfile import TemporaryDirectory
from typing import Any, Final

from custom_components.digitalshadow.record import Record
from tests.builders.record import NOON, bytes_of
from tests.record import programs

KILLS_PER_HOME: Final = 40

type Life = list[tuple[str, str, str]]
"""What one process acknowledged before it was killed: (what, person, reading)."""


def _live(
    processes: ForkServerContext, folder: Path, key_file: Path, journal_mode: str, acknowledgements: int
) -> Life:
    """Let a process write until it acknowledged so many things, kill it, return all it acknowledged."""
    receiver, sender = processes.Pipe(duplex=False)
    arguments = (folder, key_file, journal_mode, sender)
    process = processes.Process(target=programs.write_until_killed, args=arguments)
    process.start()
    sender.close()
    life: Life = []
    try:
        while len(life) < acknowledgements:
            life.append(receiver.recv())
        process.kill()
        while True:
            life.append(receiver.recv())
    except EOFError:
        process.join()
        assert process.exitcode == -signal.SIGKILL, "it ended before it was killed"
    finally:
        receiver.close()
    return life


async def _check(folder: Path, key_file: Path, lives: list[Life]) -> None:
    """Compare the record with everything that was ever acknowledged."""
    told = [line for life in lives for line in life]
    erased = {person_id for what, person_id, _ in told if what == "erased"}
    erasing = {person_id for what, person_id, _ in told if what == "erasing"}
    undone = {reading_id for what, _, reading_id in told if what == "undone"}
    # The last thing of a life may be followed by an undoing or an erasure that nobody heard of.
    maybe_undone = {life[-1][2] for life in lives if life and life[-1][0] == "read"}

    record = await Record.async_open(folder, key_file)
    people = {entry.person_id: entry for entry in await record.async_people()}
    stored = {person_id: await record.async_readings(person_id, 0, 2 * NOON) for person_id in people}
    await record.async_close()

    assert record.opened.set_aside is None
    assert not record.opened.key_missing
    assert record.damaged_rows == 0
    stored_ids = {kept.reading_id for readings in stored.values() for kept in readings}
    assert not erased & people.keys()
    assert not undone & stored_ids
    certain = [line for line in told if line[1] and line[1] not in erasing]
    assert all(people[person_id].templates == 1 for _, person_id, _ in certain)
    assert all(
        people[person_id].consent.version == "second" for what, person_id, _ in certain if what == "consented"
    )
    read = {reading_id for what, _, reading_id in certain if what == "read"}
    assert read - undone - maybe_undone <= stored_ids
    content = bytes_of(folder)
    assert not [person_id for person_id in erasing - people.keys() if person_id.encode() in content]


async def async_kill(
    processes: ForkServerContext, folder: Path, key_file: Path, journal_mode: str, *, count: int, seed: int
) -> Counter[str]:
    """Kill `count` processes one after the other and compare every tenth time; return how often what was told."""
    random = Random(seed)  # noqa: S311  # moments to kill at, not secrets
    lives: list[Life] = []
    for number in range(1, count + 1):
        lives.append(_live(processes, folder, key_file, journal_mode, random.randrange(36)))
        if number % 10 == 0 or number == count:
            await _check(folder, key_file, lives)
    assert {mode for life in lives for what, _, mode in life if what == "opened"} == {journal_mode}
    return Counter(what for life in lives for what, _, _ in life)


async def async_report(count: int, first_seed: int) -> dict[str, Any]:
    """Kill in as many homes as it takes; a home that lost something ends this with an `AssertionError`."""
    processes = get_context("forkserver")
    processes.set_forkserver_preload([programs.__name__])
    told: Counter[str] = Counter()
    for home in range(0, count, KILLS_PER_HOME):
        kills = min(KILLS_PER_HOME, count - home)
        with TemporaryDirectory() as folder:
            told += await async_kill(
                processes,
                Path(folder) / "record",
                Path(folder) / "key",
                "wal",
                count=kills,
                seed=first_seed + home,
            )
    return {"kills": count, "acknowledged": dict(told), "lost": 0}


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--first-seed", type=int, default=0)
    options = parser.parse_args()
    report = asyncio.run(async_report(options.count, options.first_seed))
    sys.stdout.write(json.dumps(report, indent=2) + "\n")


if __name__ == "__main__":
    main()
