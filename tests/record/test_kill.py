"""kill -9 at any moment: what was acknowledged is there, what was erased is not, and the file is sound."""

from multiprocessing.context import ForkServerContext
from pathlib import Path
from random import Random
import shutil
import signal
import subprocess
import sys

import pytest

from custom_components.digitalshadow.record import Record
from tests.record import programs
from tests.record.builders import ANNA, NOON, bytes_of, enrolled, reading
from tests.record.conftest import OpenRecord

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


@pytest.mark.slow
@pytest.mark.parametrize(
    ("journal_mode", "home"),
    [
        *(pytest.param("wal", home, id=f"write-ahead log, home {home} of 5") for home in range(1, 6)),
        pytest.param("delete", 6, id="rollback journal"),
    ],
)
async def test_forty_kills_lose_nothing_that_was_acknowledged(
    folder: Path, key_file: Path, processes: ForkServerContext, journal_mode: str, home: int
) -> None:
    random = Random(home)  # noqa: S311  # moments to kill at, not secrets
    lives: list[Life] = []
    for number in range(1, 41):
        lives.append(_live(processes, folder, key_file, journal_mode, random.randrange(36)))
        if number % 10 == 0:
            await _check(folder, key_file, lives)

    told = [what for life in lives for what, _, _ in life]
    assert told.count("read") > 300
    assert {"enrolled", "consented", "undone", "erased"} <= set(told)
    assert {mode for life in lives for what, _, mode in life if what == "opened"} == {journal_mode}


HALF_A_TRANSACTION = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], autocommit=True)
connection.execute("PRAGMA cache_size=1")
connection.execute("BEGIN")
connection.execute("UPDATE readings SET sealed = zeroblob(4000)")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.usefixtures("no_wal")
async def test_half_a_transaction_that_reached_the_main_file_is_rolled_back(
    folder: Path, open_record: OpenRecord
) -> None:
    record = await open_record()
    await enrolled(record)
    for number in range(60):
        await record.async_add_reading(reading(NOON + number * 3600))
    whole = await record.async_readings(ANNA, 0, 2 * NOON)
    await record.async_close()
    path = folder / "digitalshadow.db"
    before = path.read_bytes()
    program = [sys.executable, "-c", HALF_A_TRANSACTION, str(path)]
    assert subprocess.run(program, check=False).returncode == -signal.SIGKILL  # noqa: ASYNC221  # nothing else runs
    assert path.read_bytes() != before
    assert (folder / "digitalshadow.db-journal").exists()

    record = await open_record()

    assert record.opened.set_aside is None
    assert await record.async_readings(ANNA, 0, 2 * NOON) == whole


async def test_after_a_power_loss_the_log_may_miss_its_end_but_nothing_before(
    folder: Path, tmp_path: Path, key_file: Path, open_record: OpenRecord
) -> None:
    record = await open_record()
    await enrolled(record)
    for number in range(60):
        await record.async_add_reading(reading(NOON + number * 60, reading_id=f"{number:03}"))
    log = (folder / "digitalshadow.db-wal").read_bytes()
    cuts = Random(1).sample(range(len(log)), 40)  # noqa: S311  # offsets, not secrets
    found = []
    for cut in sorted(cuts):
        torn = tmp_path / f"cut-{cut}"
        torn.mkdir()
        shutil.copy(folder / "digitalshadow.db", torn)
        (torn / "digitalshadow.db-wal").write_bytes(log[:cut])

        after = await Record.async_open(torn, key_file)
        kept = [kept.reading_id for kept in await after.async_readings(ANNA, 0, 2 * NOON)]
        assert after.opened.set_aside is None
        assert after.damaged_rows == 0
        await after.async_close()

        assert kept == [f"{number:03}" for number in range(len(kept))]
        found.append(len(kept))
    assert found == sorted(found)
    assert found[-1] > found[0]
