"""The key: made once, kept private, never overwritten; and what happens when it is gone or another one."""

from pathlib import Path
from stat import S_IMODE
import threading

import pytest

from custom_components.digitalshadow.record import RecordKeyError
from custom_components.digitalshadow.record.key import read_or_make_key
from tests.record.builders import ANNA, NOON, enrolled, reading, template
from tests.record.conftest import OpenRecord


def test_the_key_is_made_once_and_only_its_owner_may_read_it(key_file: Path) -> None:
    key = read_or_make_key(key_file)

    assert len(key) == 32
    assert S_IMODE(key_file.stat().st_mode) == 0o600
    assert S_IMODE(key_file.parent.stat().st_mode) == 0o700
    assert read_or_make_key(key_file) == key
    assert [path.name for path in key_file.parent.iterdir()] == ["key"]


def test_two_homes_have_two_keys(tmp_path: Path) -> None:
    assert read_or_make_key(tmp_path / "one" / "key") != read_or_make_key(tmp_path / "two" / "key")


def test_a_half_written_key_of_a_crash_is_no_key(key_file: Path) -> None:
    key_file.parent.mkdir(parents=True)
    key_file.with_name("key.part").write_bytes(b"half")

    assert len(read_or_make_key(key_file)) == 32
    assert not key_file.with_name("key.part").exists()


async def test_a_key_file_that_holds_no_key_is_left_alone_and_named(
    open_record: OpenRecord, key_file: Path
) -> None:
    key_file.parent.mkdir(parents=True)
    key_file.write_bytes(b"too short")

    with pytest.raises(RecordKeyError, match=r"32 bytes.*got 9"):
        await open_record()

    assert key_file.read_bytes() == b"too short"
    assert [thread for thread in threading.enumerate() if thread.name.startswith("digitalshadow")] == []


async def test_a_key_that_cannot_be_read_is_an_error_of_ours(open_record: OpenRecord, key_file: Path) -> None:
    key_file.mkdir(parents=True)

    with pytest.raises(RecordKeyError, match="permissions"):
        await open_record()


async def test_the_database_is_for_its_owner_only(folder: Path, open_record: OpenRecord) -> None:
    record = await open_record()
    await enrolled(record)
    await record.async_copy()

    modes = {path.name: oct(S_IMODE(path.stat().st_mode)) for path in folder.iterdir()}

    assert modes == dict.fromkeys(modes, "0o600")
    assert {"digitalshadow.db", "digitalshadow.db-wal", "digitalshadow.db.bak"} <= modes.keys()


@pytest.mark.parametrize("another", [False, True], ids=["the key is gone", "it is another home's key"])
async def test_without_its_key_the_record_opens_and_asks_to_enrol_again(
    open_record: OpenRecord, key_file: Path, another: bool
) -> None:
    record = await open_record()
    await enrolled(record)
    await record.async_add_reading(reading())
    await record.async_close()
    former = key_file.read_bytes()
    key_file.unlink()
    if another:
        key_file.write_bytes(bytes(range(32)))

    record = await open_record()

    assert record.opened.key_missing
    assert (record.opened.unreadable_templates, record.opened.unreadable_readings) == (2, 1)
    (anna,) = await record.async_people()
    assert (anna.templates, anna.unreadable_templates) == (0, 2)
    assert await record.async_templates() == {}
    assert await record.async_latest_readings(ANNA, 10) == ()
    assert await record.async_daily(ANNA, 0, 2 * NOON) == ()
    assert (await record.async_export_person(ANNA))["unreadable_rows"] == 3
    assert record.damaged_rows == 0
    assert (key_file.read_bytes() == bytes(range(32))) is another
    assert key_file.read_bytes() != former


async def test_enrolling_again_with_a_new_key_puts_recognition_right(
    open_record: OpenRecord, key_file: Path
) -> None:
    record = await open_record()
    await enrolled(record)
    await record.async_close()
    key_file.unlink()

    record = await open_record()
    await record.async_replace_templates(ANNA, [template(7)])
    await record.async_close()
    record = await open_record()

    assert not record.opened.key_missing
    assert await record.async_templates() == {ANNA: (template(7),)}


async def test_a_wrong_key_overwrites_nothing_and_the_right_one_reads_it_all_again(
    open_record: OpenRecord, key_file: Path
) -> None:
    record = await open_record()
    await enrolled(record)
    before = reading(NOON, 0.25)
    await record.async_add_reading(before)
    await record.async_close()
    right = key_file.read_bytes()

    key_file.write_bytes(bytes(32))
    record = await open_record()
    meanwhile = reading(NOON + 60, 0.75)
    await record.async_add_reading(meanwhile)
    await record.async_add_templates(ANNA, [template(7)])
    assert await record.async_latest_readings(ANNA, 10) == (meanwhile,)
    assert [day.mean for day in await record.async_daily(ANNA, 0, 2 * NOON)] == [0.75]
    assert await record.async_undo_last_reading(ANNA, NOON + 90, None) == meanwhile
    assert await record.async_undo_last_reading(ANNA, NOON + 91, None) is None
    await record.async_close()

    key_file.write_bytes(right)
    record = await open_record()
    assert await record.async_latest_readings(ANNA, 10) == (before,)
    assert [day.mean for day in await record.async_daily(ANNA, 0, 2 * NOON)] == [0.25]
    assert (await record.async_templates())[ANNA] == (template(0), template(1))
