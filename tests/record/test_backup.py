"""While Home Assistant copies the files, they hold still; nothing is lost meanwhile."""

import asyncio
from pathlib import Path
import shutil
import sqlite3
import threading

import pytest

from custom_components.digitalshadow.record import Record, RecordClosedError
from custom_components.digitalshadow.record.database import Database
from tests.builders.record import ANNA, BENNO, NOON, consent, enrolled, reading, template
from tests.record.conftest import OpenRecord


async def _write_on(record: Record, written: list[str], hundred: asyncio.Event) -> None:
    """Add readings, and read in between as a sensor does; tell every hundred."""
    while True:
        reading_id = f"{len(written):06}"
        await record.async_add_reading(reading(NOON + 3600 * len(written), reading_id=reading_id))
        written.append(reading_id)
        if len(written) % 100 == 0:
            hundred.set()
        await record.async_latest_readings(ANNA, 1)


async def test_every_copy_made_while_the_record_holds_still_is_whole(
    folder: Path, tmp_path: Path, key_file: Path, open_record: OpenRecord
) -> None:
    record = await open_record()
    await enrolled(record)
    written: list[str] = []
    hundred = asyncio.Event()
    writing = asyncio.create_task(_write_on(record, written, hundred))
    sizes = []
    for number in range(12):
        hundred.clear()
        await hundred.wait()
        before = len(written)
        await record.async_hold_for_backup()
        copy = tmp_path / f"backup-{number}"
        # The order in which a backup happens to take them: the main file may come after its log.
        for name in sorted((path.name for path in folder.iterdir()), reverse=bool(number % 2)):
            copy.mkdir(exist_ok=True)
            await asyncio.to_thread(shutil.copy, folder / name, copy / name)
        assert await record.async_release_after_backup()

        restored = await Record.async_open(copy, key_file)
        kept = [kept.reading_id for kept in await restored.async_readings(ANNA, 0, 2 * NOON)]
        assert restored.opened.set_aside is None
        assert restored.damaged_rows == 0
        await restored.async_close()
        assert kept == [f"{index:06}" for index in range(len(kept))]
        assert len(kept) >= before
        sizes.append(len(kept))
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    assert sizes == sorted(sizes)
    stored = [kept.reading_id for kept in await record.async_readings(ANNA, 0, 2 * NOON)]
    assert stored[: len(written)] == written


async def test_the_main_file_alone_holds_everything_and_does_not_change(
    folder: Path, open_record: OpenRecord
) -> None:
    record = await open_record()
    await enrolled(record)
    await record.async_add_reading(reading(reading_id="before"))
    await record.async_hold_for_backup()
    still = (folder / "digitalshadow.db").read_bytes()

    record.keep_reading(reading(NOON + 60, reading_id="meanwhile"))

    assert await record.async_store_readings() == ()
    assert record.waiting_readings == 1
    assert (folder / "digitalshadow.db").read_bytes() == still
    assert (folder / "digitalshadow.db-wal").stat().st_size == 0
    assert [kept.reading_id for kept in await record.async_latest_readings(ANNA, 10)] == ["before"]
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        sqlite3.connect(folder / "digitalshadow.db", timeout=0).execute("BEGIN IMMEDIATE")

    assert await record.async_release_after_backup()
    assert [kept.reading_id for kept in await record.async_store_readings()] == ["meanwhile"]
    assert [kept.reading_id for kept in await record.async_latest_readings(ANNA, 10)] == [
        "meanwhile",
        "before",
    ]
    assert record.waiting_readings == 0


async def test_enrolment_consent_undo_erasure_and_copy_wait_for_the_release(record: Record) -> None:
    await enrolled(record)
    await record.async_add_reading(reading())
    await record.async_hold_for_backup()
    waiting = [
        asyncio.create_task(work)
        for work in (
            record.async_enrol(BENNO, consent(BENNO), [template()]),
            record.async_record_consent(consent(at=NOON + 5)),
            record.async_undo_last_reading(ANNA, NOON, None),
            record.async_copy(),
            record.async_erase_person(ANNA, NOON, None),
        )
    ]
    assert [entry.person_id for entry in await record.async_people()] == [ANNA]  # they all had their chance
    assert not any(task.done() for task in waiting)

    await record.async_release_after_backup()
    await asyncio.gather(*waiting)

    assert [entry.person_id for entry in await record.async_people()] == [BENNO]


async def test_a_reading_of_a_person_erased_while_it_waited_is_not_stored(record: Record) -> None:
    await enrolled(record)
    await record.async_hold_for_backup()
    record.keep_reading(reading())
    erasing = asyncio.create_task(record.async_erase_person(ANNA, NOON, None))
    await asyncio.sleep(0)
    await record.async_release_after_backup()

    assert (await erasing).verified
    assert record.waiting_readings == 0
    assert await record.async_people() == ()


async def test_a_reading_is_called_stored_only_after_the_backup(record: Record) -> None:
    await enrolled(record)
    await record.async_hold_for_backup()
    adding = asyncio.create_task(record.async_add_reading(reading()))
    await record.async_people()  # it had its chance
    assert not adding.done()

    await record.async_release_after_backup()
    await adding

    assert len(await record.async_latest_readings(ANNA, 10)) == 1


async def test_a_backup_that_never_ends_is_released_by_the_clock(record: Record) -> None:
    await enrolled(record)
    await record.async_hold_for_backup(hold_seconds=0.01)

    # Waits until the hold is over.
    await asyncio.wait_for(record.async_add_reading(reading()), timeout=10)

    assert len(await record.async_latest_readings(ANNA, 10)) == 1
    assert not await record.async_release_after_backup()  # tells that the backup may be torn


async def test_a_release_without_a_hold_says_so(record: Record) -> None:
    assert not await record.async_release_after_backup()


async def test_a_hold_cancelled_while_it_begins_does_not_block_the_record(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    await enrolled(record)
    begun, go_on = threading.Event(), threading.Event()
    hold = Database.hold

    def slow_hold(database: Database) -> None:
        """Hold, but not before the caller has lost patience."""
        begun.set()
        go_on.wait(10)
        hold(database)

    monkeypatch.setattr(Database, "hold", slow_hold)
    holding = asyncio.create_task(record.async_hold_for_backup())
    await asyncio.to_thread(begun.wait, 10)
    holding.cancel()
    with pytest.raises(asyncio.CancelledError):
        await holding
    go_on.set()

    await record.async_add_reading(reading())

    assert len(await record.async_latest_readings(ANNA, 10)) == 1


async def test_closing_during_a_backup_writes_what_waits(record: Record, open_record: OpenRecord) -> None:
    await enrolled(record)
    await record.async_hold_for_backup()
    record.keep_reading(reading())
    enrolling = asyncio.create_task(record.async_enrol(BENNO, consent(BENNO), []))
    await asyncio.sleep(0)

    await record.async_close()

    with pytest.raises(RecordClosedError):
        await enrolling
    assert not await record.async_release_after_backup()
    again = await open_record()
    assert len(await again.async_latest_readings(ANNA, 10)) == 1


@pytest.mark.usefixtures("no_wal")
async def test_all_of_it_works_without_a_write_ahead_log(folder: Path, open_record: OpenRecord) -> None:
    record = await open_record()
    assert record.opened.journal_mode == "delete"
    await enrolled(record)
    await record.async_hold_for_backup()
    record.keep_reading(reading())
    assert sorted(path.name for path in folder.iterdir()) == ["digitalshadow.db"]
    await record.async_release_after_backup()
    assert (await record.async_erase_person(ANNA, NOON, None)).verified
