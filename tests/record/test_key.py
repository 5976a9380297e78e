"""The key: made once, kept private, never overwritten; and what happens when it is gone or another one."""

from collections.abc import Sequence
from pathlib import Path
import shutil
import sqlite3
from stat import S_IMODE
import threading

import pytest

from custom_components.digitalshadow.record import (
    TYPED,
    RecordKeyError,
    StoredMeasurement,
    record as record_module,
    resealing,
)
from custom_components.digitalshadow.record.key import Keys, destroy_retired_keys, read_or_make_keys
from custom_components.digitalshadow.record.resealing import Place
from custom_components.digitalshadow.record.vault import Vault
from tests.builders.record import ANNA, NOON, enrolled, reading, template
from tests.record.conftest import OpenRecord


def test_the_key_is_made_once_and_only_its_owner_may_read_it(key_file: Path) -> None:
    keys = read_or_make_keys(key_file)

    assert len(keys.current) == 32
    assert S_IMODE(key_file.parent.stat().st_mode) == 0o700
    files = sorted(key_file.parent.iterdir())
    assert [S_IMODE(path.stat().st_mode) for path in files] == [0o600, 0o600]
    assert [path.name.partition(".")[0] for path in files] == ["key", "key"]
    assert read_or_make_keys(key_file) == keys
    assert sorted(key_file.parent.iterdir()) == files
    assert keys.current.hex() not in repr(keys)


def test_two_homes_have_two_keys(tmp_path: Path) -> None:
    one, two = (read_or_make_keys(tmp_path / home / "key") for home in ("one", "two"))
    assert one.current != two.current


def test_a_half_written_key_of_a_crash_is_no_key(key_file: Path) -> None:
    key_file.parent.mkdir(parents=True)
    key_file.with_name("key.part").write_bytes(b"half")

    assert len(read_or_make_keys(key_file).current) == 32
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
    _lose_keys(key_file)
    if another:
        key_file.parent.mkdir()
        key_file.write_bytes(bytes(range(32)))

    record = await open_record()

    assert record.opened.key_missing
    assert (record.opened.unreadable_templates, record.opened.unreadable_readings) == (2, 1)
    (anna,) = await record.async_people()
    assert (anna.templates, anna.unreadable_templates) == (0, 2)
    assert await record.async_templates() == {}
    assert await record.async_latest_readings(ANNA, 10) == ()
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
    _lose_keys(key_file)

    record = await open_record()
    await record.async_replace_templates(ANNA, [template(7)])
    await record.async_close()
    record = await open_record()

    assert not record.opened.key_missing
    assert await record.async_templates() == {ANNA: (template(7),)}


async def test_after_a_move_the_former_key_put_back_and_the_new_one_read_side_by_side(
    open_record: OpenRecord, key_file: Path
) -> None:
    record = await open_record()
    await enrolled(record)
    before = [reading(NOON + number) for number in range(30)]
    for one in before:
        await record.async_add_reading(one)
    await record.async_add_measurements(ANNA, [_weight(NOON)])
    await record.async_close()
    former = key_file.read_bytes()

    _lose_keys(key_file)
    record = await open_record()
    after = [reading(NOON + 60 + number) for number in range(5)]
    for one in after:
        await record.async_add_reading(one)
    await record.async_add_templates(ANNA, [template(7)])
    await record.async_add_measurements(ANNA, [_weight(NOON + 60)])
    assert await record.async_latest_readings(ANNA, 50) == tuple(reversed(after))
    await record.async_close()

    key_file.write_bytes(former)
    record = await open_record()
    assert not record.opened.key_missing
    assert await record.async_readings(ANNA, 0, 2 * NOON) == (*before, *after)
    assert (await record.async_templates())[ANNA] == (template(0), template(1), template(7))
    assert len(await record.async_measurements(ANNA)) == 2
    # What the other key sealed is undone and deleted as well.
    assert await record.async_undo_last_reading(ANNA, NOON + 90, None) == after[-1]
    assert await record.async_delete_measurement(ANNA, _weight(NOON + 60), NOON + 90)


async def test_rows_are_sealed_anew_in_the_background_until_the_present_key_is_enough(
    folder: Path, open_record: OpenRecord, key_file: Path
) -> None:
    record = await open_record()
    await enrolled(record)
    await record.async_add_reading(reading(NOON))
    await record.async_undo_last_reading(ANNA, NOON + 90, "user-1")
    await record.async_add_reading(reading(NOON + 100))
    await record.async_add_measurements(ANNA, [_weight(NOON)])
    await record.async_set_profile(ANNA, {"sex": "female"}, NOON)
    whole = await record.async_export_person(ANNA)
    await record.async_begin_new_key()
    await record.async_close()

    record = await open_record()
    assert await record.async_export_person(ANNA) == whole
    assert len(list(key_file.parent.glob("*.retired"))) == 1
    assert (
        await record.async_seal_anew() == 7
    )  # a consent, two templates, two readings, a measurement, answers
    assert await record.async_seal_anew() == 0
    assert await record.async_export_person(ANNA) == whole
    assert await record.async_check() == 0
    await record.async_close()

    assert len(list(key_file.parent.iterdir())) == 2  # the former key is destroyed
    assert _key_ids(folder / "digitalshadow.db") == _key_ids(folder / "digitalshadow.db.bak") == {2}
    record = await open_record()
    assert await record.async_export_person(ANNA) == whole


async def test_sealing_anew_that_a_kill_cuts_short_goes_on_at_the_next_start(
    open_record: OpenRecord, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_module, "RESEALED_AT_ONCE", 1)
    record = await open_record()
    await enrolled(record)
    for number in range(5):
        await record.async_add_reading(reading(NOON + number))
    whole = await record.async_export_person(ANNA)
    await record.async_begin_new_key()
    await record.async_close()
    record = await open_record()
    seal_anew = resealing.seal_anew
    sealed: list[object] = []

    def killed_after_the_first(vault: Vault, places: Sequence[Place]) -> None:
        """Seal one row, then die."""
        if sealed:
            raise InterruptedError
        sealed.append(places)
        seal_anew(vault, places)

    with monkeypatch.context() as killing:
        killing.setattr(resealing, "seal_anew", killed_after_the_first)
        with pytest.raises(InterruptedError):
            await record.async_seal_anew()
    await record.async_close()
    assert list(key_file.parent.glob("*.retired"))

    record = await open_record()
    assert await record.async_export_person(ANNA) == whole
    assert await record.async_seal_anew() > 0
    assert await record.async_export_person(ANNA) == whole
    assert not list(key_file.parent.glob("*.retired"))


def test_a_key_that_is_retired_but_still_the_present_one_stays(key_file: Path) -> None:
    present = read_or_make_keys(key_file).current
    copy = next(path for path in key_file.parent.iterdir() if path != key_file)
    copy.rename(copy.with_name(copy.name + ".retired"))  # a crash before the new key was written

    assert read_or_make_keys(key_file) == Keys(present)
    destroy_retired_keys(key_file)
    assert read_or_make_keys(key_file) == Keys(present)


def _weight(at: float, kilograms: float = 71.5) -> StoredMeasurement:
    """A weight that was typed in."""
    return StoredMeasurement("weight_kg", at, kilograms, TYPED)


def _lose_keys(key_file: Path) -> None:
    """Lose every key, as a backup that is restored on another machine does."""
    shutil.rmtree(key_file.parent)


def _key_ids(path: Path) -> set[int]:
    """With which keys the rows of a file are sealed."""
    connection = sqlite3.connect(path)
    try:
        tables = ("consents", "templates", "readings", "measurements", "pulses", "documents")
        queries = [f"SELECT key_id FROM {table}" for table in tables]  # noqa: S608  # constants
        return {row[0] for query in queries for row in connection.execute(query)}
    finally:
        connection.close()
