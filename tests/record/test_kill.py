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
from tests.builders.record import ANNA, NOON, enrolled, reading
from tests.hostile.kills import async_kill
from tests.record.conftest import OpenRecord


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
    told = await async_kill(processes, folder, key_file, journal_mode, count=40, seed=home)
    assert told["read"] > 300
    assert {"enrolled", "consented", "undone", "erased"} <= told.keys()


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
