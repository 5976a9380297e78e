"""The record lives on one thread of its own, alone, and ends in time."""

import asyncio
from pathlib import Path
import subprocess
import sys
import threading

import pytest

from custom_components.digitalshadow.record import Record, RecordError
from custom_components.digitalshadow.record.database import wal_is_sound
from tests.builders.record import ANNA, NOON, enrolled, reading
from tests.record.conftest import OpenRecord

INTEGRATION = Path(__file__).parents[2] / "custom_components" / "digitalshadow"

ALONE = """
import sys, types
parent = types.ModuleType("digitalshadow")
parent.__path__ = [sys.argv[1]]
sys.modules["digitalshadow"] = parent
from digitalshadow.record import Record
assert Record.__module__ == "digitalshadow.record.record"
for name in ("homeassistant", "numpy", "onnxruntime", "cv2", "custom_components"):
    assert name not in sys.modules, name
"""


def test_the_record_can_be_used_alone_without_home_assistant_or_numpy() -> None:
    alone = subprocess.run(
        [sys.executable, "-I", "-c", ALONE, str(INTEGRATION)], capture_output=True, check=False, text=True
    )

    assert alone.returncode == 0, alone.stderr


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_the_write_ahead_log_is_used_only_where_its_defect_is_fixed(
    version: tuple[int, int, int], sound: bool
) -> None:
    assert wal_is_sound(version) is sound


async def test_closing_leaves_no_thread_and_no_log(folder: Path, open_record: OpenRecord) -> None:
    before = threading.active_count()
    record = await open_record()
    await enrolled(record)
    assert threading.active_count() == before + 1

    await record.async_close()

    assert threading.active_count() == before
    assert sorted(path.name for path in folder.iterdir()) == ["digitalshadow.db", "digitalshadow.db.bak"]


async def test_an_opening_that_fails_leaves_no_thread(open_record: OpenRecord, key_file: Path) -> None:
    before = threading.active_count()
    key_file.mkdir(parents=True)

    with pytest.raises(RecordError):
        await open_record()

    for thread in threading.enumerate():
        if thread.name.startswith("digitalshadow-record"):
            thread.join(timeout=5)
    assert threading.active_count() == before


async def test_closing_waits_for_a_slow_statement_two_seconds_at_most(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("custom_components.digitalshadow.record.thread.CLOSE_SECONDS", 0.05)
    await enrolled(record)
    release = threading.Event()
    stuck = record._run(lambda _vault: release.wait(10))

    await asyncio.wait_for(record.async_close(), timeout=5)

    assert not stuck.done()
    release.set()
    await stuck
    for thread in threading.enumerate():
        if thread.name.startswith("digitalshadow-record"):
            thread.join(timeout=5)
    assert record._vault.database.path.exists()
    assert not record._vault.database.path.with_name("digitalshadow.db-wal").exists()


async def test_nothing_of_the_database_runs_in_the_event_loop(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    await enrolled(record)
    loop_thread = threading.get_ident()
    threads = set()
    write = type(record._vault.database).write

    def watched(self: object, **options: bool) -> object:
        """Note the thread."""
        threads.add(threading.get_ident())
        return write(self, **options)

    monkeypatch.setattr(type(record._vault.database), "write", watched)
    await asyncio.gather(
        *(record.async_add_reading(reading(NOON + number)) for number in range(20)),
        record.async_undo_last_reading(ANNA, NOON, None),
    )

    assert len(threads) == 1
    assert loop_thread not in threads
