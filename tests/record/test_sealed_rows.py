"""What lies on the disk: nothing that was measured, nothing of a face, and no row that can pass for another."""

import logging
from pathlib import Path
import sqlite3

import pytest

from tests.record.builders import ANNA, BENNO, NOON, bytes_of, changed, enrolled, reading, template
from tests.record.conftest import OpenRecord


def _alter(folder: Path, statement: str) -> int:
    """Change the closed database behind the record's back; return how many rows changed."""
    connection = sqlite3.connect(folder / "digitalshadow.db")
    try:
        changed_rows = connection.execute(statement).rowcount
        connection.commit()
    finally:
        connection.close()
    return changed_rows


async def test_no_template_and_no_value_can_be_read_from_the_files(
    folder: Path, open_record: OpenRecord
) -> None:
    record = await open_record()
    await enrolled(record)
    await record.async_add_reading(changed(reading(probability=0.731731), camera_ids=("canary-camera",)))
    await record.async_copy()

    stored = bytes_of(folder)

    assert ANNA.encode() in stored  # the search can find something
    assert template(0).template[:16] not in stored
    assert template(0).template[-16:] not in stored
    assert b"731731" not in stored
    assert b"canary-camera" not in stored


@pytest.mark.parametrize(
    ("swap", "templates", "readings"),
    [
        pytest.param(
            f"UPDATE templates SET person_id = '{BENNO}' WHERE person_id = '{ANNA}'",  # noqa: S608  # constants
            0,
            1,
            id="a face given to somebody else",
        ),
        pytest.param(
            "UPDATE templates SET sealed = (SELECT sealed FROM readings LIMIT 1)",
            0,
            1,
            id="a reading put in the place of a template",
        ),
        pytest.param("UPDATE readings SET reading_id = 'another'", 2, 0, id="a reading renamed"),
        pytest.param("UPDATE readings SET sealed = x'00'", 2, 0, id="a row too short to be sealed"),
    ],
)
async def test_a_row_that_was_moved_does_not_open(
    folder: Path, open_record: OpenRecord, swap: str, templates: int, readings: int
) -> None:
    record = await open_record()
    await enrolled(record)
    await enrolled(record, BENNO, templates=0)
    await record.async_add_reading(reading())
    await record.async_close()
    assert _alter(folder, swap)

    record = await open_record()

    found = await record.async_templates()
    assert len(found.get(ANNA, ())) == templates
    assert BENNO not in found
    assert len(await record.async_latest_readings(ANNA, 10)) == readings
    assert record.damaged_rows == 2 - templates + 1 - readings


async def test_bit_rot_in_one_reading_costs_that_reading_only(folder: Path, open_record: OpenRecord) -> None:
    record = await open_record()
    await enrolled(record)
    kept, rotten = reading(NOON), reading(NOON + 60)
    await record.async_add_reading(kept)
    await record.async_add_reading(rotten)
    await record.async_close()
    path = folder / "digitalshadow.db"
    sealed = _sealed(path, rotten.reading_id)
    bytes_on_disk = path.read_bytes()
    assert bytes_on_disk.count(sealed) == 1
    path.write_bytes(bytes_on_disk.replace(sealed, sealed[:-1] + bytes([sealed[-1] ^ 1])))

    record = await open_record()

    assert record.opened.set_aside is None  # SQLite itself notices nothing
    assert await record.async_latest_readings(ANNA, 10) == (kept,)
    assert await record.async_latest_readings(ANNA, 10) == (kept,)
    assert record.damaged_rows == 1
    assert await record.async_undo_last_reading(ANNA, NOON + 90, None) == kept


async def test_a_damaged_day_is_counted_from_its_readings(folder: Path, open_record: OpenRecord) -> None:
    record = await open_record()
    await enrolled(record)
    await record.async_add_reading(reading(NOON, 0.25))
    await record.async_add_reading(reading(NOON + 60, 0.75))
    whole = await record.async_daily(ANNA, 0, 2 * NOON)
    await record.async_close()
    assert _alter(folder, "UPDATE daily_values SET sealed = zeroblob(60)") == 1

    record = await open_record()

    assert await record.async_daily(ANNA, 0, 2 * NOON) == whole
    await record.async_add_reading(reading(NOON + 120, 0.5))
    assert [day.count for day in await record.async_daily(ANNA, 0, 2 * NOON)] == [3]
    assert record.damaged_rows == 1


async def test_the_log_tells_nothing_about_anybody(
    open_record: OpenRecord, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    record = await open_record()
    await enrolled(record)
    await record.async_add_reading(reading(probability=0.731731))
    await record.async_undo_last_reading(ANNA, NOON, None)
    await record.async_erase_person(ANNA, NOON, None)
    await record.async_close()

    assert ANNA not in caplog.text
    assert "731731" not in caplog.text
    assert "person.carla" not in caplog.text


def _sealed(path: Path, reading_id: str) -> bytes:
    """The sealed bytes of a reading."""
    connection = sqlite3.connect(path)
    try:
        query = "SELECT sealed FROM readings WHERE reading_id = ?"
        sealed: bytes = connection.execute(query, (reading_id,)).fetchone()[0]
    finally:
        connection.close()
    return sealed
