"""What lies on the disk: nothing that was measured, nothing of a face, and no row that can pass for another."""

import logging
from pathlib import Path
import sqlite3

import pytest

from custom_components.digitalshadow.record import TYPED, StoredMeasurement
from tests.builders.record import ANNA, BENNO, NOON, bytes_of, changed, enrolled, reading, template
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
        pytest.param("UPDATE readings SET started_at = started_at - 1", 2, 0, id="a reading made earlier"),
        pytest.param("UPDATE readings SET ended_at = ended_at + 1", 2, 0, id="a reading made longer"),
        pytest.param("UPDATE readings SET model_sha256 = 'b2'", 2, 0, id="a reading of another model"),
        pytest.param("UPDATE readings SET undone_by = 'user-9'", 2, 0, id="somebody blamed for an undoing"),
        pytest.param("UPDATE templates SET enrolled_at = 1", 0, 1, id="an older face"),
        pytest.param("UPDATE templates SET model_sha256 = 'b2'", 0, 1, id="a face of another recogniser"),
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


async def test_a_reading_that_was_taken_back_cannot_be_put_back_behind_the_records_back(
    folder: Path, open_record: OpenRecord
) -> None:
    record = await open_record()
    await enrolled(record)
    await record.async_add_reading(reading())
    await record.async_undo_last_reading(ANNA, NOON + 90, "user-1")
    await record.async_close()
    assert _alter(folder, "UPDATE readings SET undone_at = NULL, undone_by = NULL") == 1

    record = await open_record()

    assert await record.async_latest_readings(ANNA, 10) == ()
    assert record.damaged_rows == 1


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("sharing = 'private'", id="another sharing"),
        pytest.param("version = '2099-01'", id="another text"),
        pytest.param("consented_at = consented_at + 1", id="another time"),
        pytest.param("recorded_by = 'user-9'", id="somebody else ticked the box"),
        pytest.param("pulse = 1", id="a yes to the pulse that nobody gave"),
        pytest.param("consent_id = consent_id + 7", id="another place in the order"),
        pytest.param("sealed = zeroblob(28)", id="no seal"),
    ],
)
async def test_a_consent_that_was_changed_is_no_consent(
    folder: Path, open_record: OpenRecord, change: str
) -> None:
    record = await open_record()
    await enrolled(record)
    await enrolled(record, BENNO)
    await record.async_close()
    assert _alter(folder, f"UPDATE consents SET {change} WHERE person_id = '{ANNA}'") == 1  # noqa: S608  # constants

    record = await open_record()

    assert [person.person_id for person in await record.async_people()] == [BENNO]
    assert record.damaged_rows == 1
    assert (await record.async_erase_person(ANNA, NOON, None)).verified


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("UPDATE measurements SET measured_at = measured_at + 1", id="a measurement's time"),
        pytest.param("UPDATE measurements SET kind = 'height_m'", id="a measurement's kind"),
        pytest.param("UPDATE documents SET changed_at = changed_at + 1", id="when answers were given"),
    ],
)
async def test_the_check_of_all_rows_finds_what_nobody_asked_for(
    folder: Path, open_record: OpenRecord, change: str
) -> None:
    record = await open_record()
    await enrolled(record)
    await record.async_set_profile(ANNA, {"sex": "female"}, NOON)
    await record.async_add_measurements(ANNA, [StoredMeasurement("weight_kg", NOON, 71.5, TYPED)])
    assert await record.async_check() == 0
    await record.async_close()
    assert _alter(folder, change) == 1

    record = await open_record()

    assert record.damaged_rows == 0
    assert await record.async_check() == 1


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
    assert "user-2" not in caplog.text


def _sealed(path: Path, reading_id: str) -> bytes:
    """The sealed bytes of a reading."""
    connection = sqlite3.connect(path)
    try:
        query = "SELECT sealed FROM readings WHERE reading_id = ?"
        sealed: bytes = connection.execute(query, (reading_id,)).fetchone()[0]
    finally:
        connection.close()
    return sealed
