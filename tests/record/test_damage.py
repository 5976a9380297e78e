"""A damaged database is set aside, never deleted, and the newest good copy takes its place."""

from collections.abc import Callable
from hashlib import sha256
import os
from pathlib import Path
import sqlite3

import pytest

from custom_components.digitalshadow.record import (
    Record,
    RecordAccessError,
    RecordDamagedError,
    RecordTooNewError,
)
from tests.builders.record import ANNA, NOON, enrolled, reading
from tests.record.conftest import OpenRecord

type Damage = Callable[[Path], object]


def _overwrite_pages(path: Path) -> None:
    """Fill the middle of the file with nonsense."""
    content = bytearray(path.read_bytes())
    content[4096 : len(content) - 4096] = b"\xa5" * (len(content) - 8192)
    path.write_bytes(content)


DAMAGES = [
    pytest.param(lambda path: path.write_bytes(b"<html>not a database</html>" * 500), id="another file"),
    pytest.param(lambda path: os.truncate(path, path.stat().st_size // 2), id="cut in half"),
    pytest.param(lambda path: os.truncate(path, 100), id="only the header is left"),
    pytest.param(_overwrite_pages, id="pages of nonsense"),
    pytest.param(lambda path: path.write_bytes(b"\0" * path.stat().st_size), id="all zeros"),
]


async def _history(open_record: OpenRecord) -> tuple[Record, float]:
    """A record with a copy, and one reading younger than that copy; returns when the copy was made."""
    record = await open_record()
    await enrolled(record)
    await record.async_add_reading(reading(NOON, reading_id="copied"))
    copy = await record.async_copy()
    await record.async_add_reading(reading(NOON + 60, reading_id="younger"))
    return record, copy.stat().st_mtime


async def _closed_without_copy(record: Record, folder: Path) -> None:
    """Close, and put the copy of before the closing back."""
    copy = folder / "digitalshadow.db.bak"
    content, times = copy.read_bytes(), copy.stat()
    await record.async_close()
    copy.write_bytes(content)
    os.utime(copy, (times.st_atime, times.st_mtime))


@pytest.mark.parametrize("damage", DAMAGES)
async def test_a_damaged_database_is_set_aside_and_the_copy_restored(
    folder: Path, open_record: OpenRecord, damage: Damage
) -> None:
    record, made_at = await _history(open_record)
    await _closed_without_copy(record, folder)
    path = folder / "digitalshadow.db"
    damage(path)
    damaged = path.read_bytes()

    record = await open_record()

    opened = record.opened
    assert opened.set_aside is not None
    assert opened.set_aside.name.startswith("digitalshadow.db.corrupt.")
    assert opened.set_aside.read_bytes() == damaged
    assert opened.restored_from == folder / "digitalshadow.db.bak"
    assert opened.lost_from == pytest.approx(made_at, abs=2)
    assert opened.lost_from is not None
    assert opened.lost_until is not None
    assert opened.lost_until >= opened.lost_from
    assert not opened.new
    assert [kept.reading_id for kept in await record.async_latest_readings(ANNA, 10)] == ["copied"]
    assert len((await record.async_templates())[ANNA]) == 2
    await record.async_add_reading(reading(NOON + 120))

    await record.async_close()
    assert (await open_record()).opened.set_aside is None


@pytest.mark.parametrize("damage", DAMAGES)
async def test_with_no_good_copy_the_record_begins_anew_and_both_files_stay(
    folder: Path, open_record: OpenRecord, damage: Damage
) -> None:
    record, _ = await _history(open_record)
    await record.async_close()
    damage(folder / "digitalshadow.db")
    (folder / "digitalshadow.db.bak").write_bytes(b"no database either")

    record = await open_record()

    assert record.opened.new
    assert record.opened.set_aside is not None
    assert record.opened.set_aside.exists()
    assert record.opened.restored_from is None
    assert (folder / "digitalshadow.db.bak").exists()
    assert await record.async_people() == ()


@pytest.mark.parametrize(
    "lose",
    [
        pytest.param(lambda path: path.write_bytes(b""), id="emptied by a power failure"),
        pytest.param(lambda path: path.unlink(), id="deleted"),
    ],
)
async def test_an_empty_or_missing_database_is_no_new_one_where_there_is_a_copy(
    folder: Path, open_record: OpenRecord, lose: Damage
) -> None:
    record, _ = await _history(open_record)
    await record.async_close()
    lose(folder / "digitalshadow.db")

    record = await open_record()

    assert not record.opened.new
    assert record.opened.restored_from is not None
    assert len(await record.async_latest_readings(ANNA, 10)) == 2


async def test_the_log_of_a_damaged_database_goes_aside_with_it(
    folder: Path, open_record: OpenRecord
) -> None:
    record, _ = await _history(open_record)
    await record.async_close()
    path = folder / "digitalshadow.db"
    path.write_bytes(b"no database at all" * 300)
    path.with_name("digitalshadow.db-wal").write_bytes(b"log")

    record = await open_record()

    assert record.opened.set_aside is not None
    aside = record.opened.set_aside
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"log"
    assert len(await record.async_latest_readings(ANNA, 10)) == 2


async def test_two_damaged_files_of_one_second_do_not_overwrite_each_other(
    folder: Path, key_file: Path, open_record: OpenRecord
) -> None:
    del open_record
    asides = set()
    for content in (b"first" * 100, b"second" * 100):
        folder.mkdir(exist_ok=True)
        (folder / "digitalshadow.db").write_bytes(content)
        (folder / "digitalshadow.db.bak").unlink(missing_ok=True)
        record = await Record.async_open(folder, key_file, clock=lambda: NOON)
        await record.async_close()
        assert record.opened.set_aside is not None
        assert record.opened.set_aside.read_bytes() == content
        asides.add(record.opened.set_aside)
    assert len(asides) == 2


async def test_damage_met_while_running_is_an_error_and_mended_by_opening_again(
    folder: Path, open_record: OpenRecord
) -> None:
    record, _ = await _history(open_record)
    await _closed_without_copy(record, folder)
    record = await open_record()
    _overwrite_pages(folder / "digitalshadow.db")

    with pytest.raises(RecordDamagedError, match="Reload"):
        await record.async_latest_readings(ANNA, 10)
    await record.async_close()
    record = await open_record()

    assert record.opened.set_aside is not None
    assert [kept.reading_id for kept in await record.async_latest_readings(ANNA, 10)] == ["copied"]


async def test_a_good_copy_is_not_replaced_by_one_of_a_damaged_database(
    folder: Path, open_record: OpenRecord
) -> None:
    record, _ = await _history(open_record)
    await _closed_without_copy(record, folder)
    good = (folder / "digitalshadow.db.bak").read_bytes()
    record = await open_record()
    _overwrite_pages(folder / "digitalshadow.db")

    with pytest.raises(RecordDamagedError):
        await record.async_copy()
    await record.async_close()

    assert (folder / "digitalshadow.db.bak").read_bytes() == good
    assert not list(folder.glob("*.part*"))


async def test_a_database_of_a_newer_version_is_refused_and_untouched(
    folder: Path, key_file: Path, open_record: OpenRecord
) -> None:
    record, _ = await _history(open_record)
    await record.async_close()
    path = folder / "digitalshadow.db"
    connection = sqlite3.connect(path)
    connection.execute("UPDATE meta SET schema_version = 99")
    connection.commit()
    connection.close()
    before = sha256(path.read_bytes()).digest()
    key_file.unlink()

    with pytest.raises(RecordTooNewError, match=r"got 99\. Update"):
        await open_record()

    assert sha256(path.read_bytes()).digest() == before
    assert not key_file.exists()


async def test_a_folder_that_is_a_file_is_an_error_of_ours(folder: Path, open_record: OpenRecord) -> None:
    folder.write_text("in the way")

    with pytest.raises(RecordAccessError, match="permissions"):
        await open_record()
