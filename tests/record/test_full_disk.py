"""A full or busy disk fails loudly, loses nothing committed, and is got over by itself."""

from collections.abc import Iterator
import contextlib
import os
from pathlib import Path
import sqlite3
import subprocess

import pytest

from custom_components.digitalshadow.record import (
    Record,
    RecordAccessError,
    RecordBusyError,
    RecordFullError,
    RecordUnavailableError,
    StoredTemplate,
    waiting as waiting_module,
)
from tests.builders.record import ANNA, BENNO, NOON, consent, enrolled, reading
from tests.record.conftest import OpenRecord


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A real disk of two mebibytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if not _mount(disk, "size=2m"):
        pytest.skip("a small disk can be mounted by root only")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)  # noqa: S607  # wherever it is


def _mount(disk: Path, options: str) -> bool:
    """Mount a disk in memory, or mount it anew with other options; False where that is not allowed."""
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _fill(folder: Path) -> Path:
    """Leave no room on the disk."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(bytes(4096)):
            pass
    return ballast


async def _fill_up(record: Record, folder: Path) -> tuple[list[str], Path]:
    """Fill the disk and write readings until one fails; return the acknowledged ones and what fills the disk."""
    ballast = _fill(folder)
    acknowledged: list[str] = []
    for number in range(5000):
        reading_id = f"{number:05}"
        record.keep_reading(reading(NOON + number, reading_id=reading_id))
        try:
            await record.async_store_readings()
        except RecordFullError:
            return acknowledged, ballast
        acknowledged.append(reading_id)
    pytest.fail("the disk was never full")


async def test_a_full_disk_costs_no_committed_reading_and_is_got_over(
    folder: Path, open_record: OpenRecord
) -> None:
    record = await open_record()
    await enrolled(record)
    acknowledged, ballast = await _fill_up(record, folder)
    failed = f"{len(acknowledged):05}"

    stored = [kept.reading_id for kept in await record.async_readings(ANNA, 0, 2 * NOON)]
    assert stored == acknowledged
    assert record.waiting_readings == 1

    ballast.unlink()
    record.keep_reading(reading(NOON + 10_000, reading_id="after"))
    await record.async_store_readings()

    stored = [kept.reading_id for kept in await record.async_readings(ANNA, 0, 2 * NOON)]
    assert stored == [*acknowledged, failed, "after"]
    assert record.waiting_readings == 0


async def test_a_database_that_may_not_grow_behaves_the_same_without_a_disk_of_its_own(
    tmp_path: Path, key_file: Path
) -> None:
    record = await Record.async_open(tmp_path / "record", key_file)
    await enrolled(record)
    await record._run(lambda vault: vault.database.sqlite.execute("PRAGMA max_page_count=30").close())
    acknowledged = 0

    async def fill() -> None:
        """Add readings until there is no room."""
        nonlocal acknowledged
        for number in range(5000):
            record.keep_reading(reading(NOON + number * 3600))
            await record.async_store_readings()
            acknowledged += 1

    with pytest.raises(RecordFullError):
        await fill()
    assert len(await record.async_readings(ANNA, 0, 2 * NOON)) == acknowledged

    await record._run(lambda vault: vault.database.sqlite.execute("PRAGMA max_page_count=1000").close())
    record.keep_reading(reading(NOON - 3600))
    await record.async_store_readings()

    assert len(await record.async_readings(ANNA, 0, 2 * NOON)) == acknowledged + 2
    await record.async_close()


async def test_an_enrolment_on_a_full_disk_fails_and_leaves_nothing_half_stored(
    folder: Path, open_record: OpenRecord
) -> None:
    record = await open_record()
    await enrolled(record)
    _, ballast = await _fill_up(record, folder)
    large = [StoredTemplate(os.urandom(65_536), "e5", float(number), 0.5) for number in range(10)]

    with pytest.raises(RecordFullError, match="Free some space"):
        await record.async_enrol(BENNO, consent(BENNO), large)
    assert [entry.person_id for entry in await record.async_people()] == [ANNA]
    assert set(await record.async_templates()) == {ANNA}

    ballast.unlink()
    await record.async_enrol(BENNO, consent(BENNO), large)
    assert len((await record.async_templates())[BENNO]) == 10


async def test_a_record_closed_on_a_full_disk_opens_with_everything_committed(
    folder: Path, open_record: OpenRecord
) -> None:
    record = await open_record()
    await enrolled(record)
    acknowledged, ballast = await _fill_up(record, folder)
    await record.async_close()
    ballast.unlink()

    record = await open_record()

    assert record.opened.set_aside is None
    stored = [kept.reading_id for kept in await record.async_readings(ANNA, 0, 2 * NOON)]
    assert stored[: len(acknowledged)] == acknowledged


async def test_a_record_that_finds_no_room_to_begin_says_so(folder: Path, open_record: OpenRecord) -> None:
    ballast = _fill(folder)

    with pytest.raises(RecordUnavailableError):
        await open_record()

    ballast.unlink()
    record = await open_record()
    await enrolled(record)


async def test_the_old_copy_stays_where_there_is_no_room_for_a_new_one(
    folder: Path, open_record: OpenRecord
) -> None:
    record = await open_record()
    await enrolled(record)
    copy = await record.async_copy()
    before = copy.read_bytes()
    await record.async_add_reading(reading())
    ballast = _fill(folder)

    with pytest.raises(RecordFullError):
        await record.async_copy()

    assert copy.read_bytes() == before
    assert not list(folder.glob("*.part*"))
    ballast.unlink()


async def test_erasing_on_a_full_disk_tells_the_truth_and_is_finished_later(
    folder: Path, open_record: OpenRecord
) -> None:
    record = await open_record()
    await enrolled(record)
    await record.async_copy()
    _, ballast = await _fill_up(record, folder)

    try:
        erasure = await record.async_erase_person(ANNA, NOON, None)
    except RecordFullError:
        assert [entry.person_id for entry in await record.async_people()] == [ANNA]
        ballast.unlink()
        erasure = await record.async_erase_person(ANNA, NOON, None)
    assert await record.async_people() == ()
    found = [name for name in erasure.searched_files if ANNA.encode() in (folder / name).read_bytes()]
    assert bool(found) is not erasure.verified

    ballast.unlink(missing_ok=True)
    await record.async_close()
    await (await open_record()).async_close()
    assert not [path.name for path in folder.iterdir() if ANNA.encode() in path.read_bytes()]


async def test_a_disk_that_cannot_be_written_is_named_and_left_as_it_is(
    folder: Path, open_record: OpenRecord
) -> None:
    record = await open_record()
    await enrolled(record)
    await record.async_close()
    before = (folder / "digitalshadow.db").read_bytes()
    _mount(folder, "remount,ro")

    with pytest.raises(RecordAccessError, match="permissions"):
        await open_record()

    assert (folder / "digitalshadow.db").read_bytes() == before
    _mount(folder, "remount,rw")
    assert len(await (await open_record()).async_people()) == 1


@pytest.mark.usefixtures("impatient")
async def test_a_reading_waits_while_another_program_holds_the_database(
    folder: Path, tmp_path: Path, key_file: Path
) -> None:
    del folder
    record = await Record.async_open(tmp_path / "record", key_file)
    await enrolled(record)
    other = sqlite3.connect(tmp_path / "record" / "digitalshadow.db")
    other.execute("BEGIN IMMEDIATE")

    record.keep_reading(reading(reading_id="first"))
    with pytest.raises(RecordBusyError):
        await record.async_store_readings()
    with pytest.raises(RecordBusyError):
        await record.async_add_reading(reading(reading_id="kept nowhere"))
    with pytest.raises(RecordBusyError):
        await record.async_record_consent(consent())
    assert await record.async_latest_readings(ANNA, 10) == ()

    other.rollback()
    other.close()
    record.keep_reading(reading(NOON + 60, reading_id="second"))
    await record.async_store_readings()
    assert [kept.reading_id for kept in await record.async_latest_readings(ANNA, 10)] == ["second", "first"]
    await record.async_close()


async def test_memory_for_readings_that_wait_is_bounded(
    folder: Path, open_record: OpenRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting_module, "MAX_WAITING_READINGS", 3)
    del folder
    record = await open_record()
    await enrolled(record)
    for number in range(3):
        record.keep_reading(reading(NOON + number, reading_id=str(number)))
    record.keep_reading(reading(NOON + 2, reading_id="2"))  # the same one again needs no room

    with pytest.raises(RecordFullError, match="at most 3 readings"):
        record.keep_reading(reading(NOON + 3))

    assert len(await record.async_store_readings()) == 3
    assert len(await record.async_latest_readings(ANNA, 10)) == 3
