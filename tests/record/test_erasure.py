"""Erasing destroys everything of a person and shows it on the bytes of every file."""

from pathlib import Path
import sqlite3

import pytest

from custom_components.digitalshadow.record import (
    Erasure,
    Record,
    UnknownPersonError,
    erasure as erasure_module,
    people,
    search,
)
from custom_components.digitalshadow.record.copies import COPY_NAME, make_copy
from custom_components.digitalshadow.record.erasure import erase
from custom_components.digitalshadow.record.opening import open_vault
from custom_components.digitalshadow.record.vault import Vault
from tests.builders.record import ANNA, BENNO, NOON, bytes_of, consent, enrolled, reading, template
from tests.record.conftest import OpenRecord


async def _two_people(record: Record, readings: int = 300) -> None:
    """Two people whose rows lie between each other's."""
    await enrolled(record)
    await enrolled(record, BENNO)
    for number in range(readings):
        person_id = (ANNA, BENNO)[number % 2]
        await record.async_add_reading(reading(NOON + number * 3600, person_id=person_id))


def _sealed_of(folder: Path, person_id: str) -> list[bytes]:
    """Every sealed row of a person."""
    connection = sqlite3.connect(folder / "digitalshadow.db")
    try:
        return [
            row[0]
            for table in ("templates", "readings", "consents")
            for row in connection.execute(
                f"SELECT sealed FROM {table} WHERE person_id = ?",  # noqa: S608  # constants
                (person_id,),
            )
        ]
    finally:
        connection.close()


async def test_nothing_of_an_erased_person_is_left_in_any_file(folder: Path, open_record: OpenRecord) -> None:
    record = await open_record()
    await _two_people(record)
    await record.async_copy()
    sealed = _sealed_of(folder, ANNA)
    before = bytes_of(folder)
    assert all(row in before for row in sealed)  # the search can find something
    of_benno = await record.async_export_person(BENNO)

    erasure = await record.async_erase_person(ANNA, NOON + 9, "user-3")

    after = bytes_of(folder)
    assert len(sealed) == 153
    assert not any(piece in after for row in sealed for piece in (row[:24], row[-24:]))
    assert ANNA.encode() not in after
    assert erasure.verified
    assert (erasure.consents, erasure.templates, erasure.readings) == (1, 2, 150)
    assert erasure.searched_patterns > 100
    assert {"digitalshadow.db", "digitalshadow.db.bak"} <= set(erasure.searched_files)
    assert await record.async_export_person(BENNO) == of_benno
    assert [entry.person_id for entry in await record.async_people()] == [BENNO]


async def test_the_trail_says_that_somebody_was_erased_by_whom_but_not_who(
    folder: Path, open_record: OpenRecord
) -> None:
    record = await open_record()
    await enrolled(record)
    await record.async_erase_person(ANNA, NOON + 9, "user-3")
    await record.async_close()

    connection = sqlite3.connect(folder / "digitalshadow.db")
    lines = connection.execute("SELECT action, person_id, at, by_user, finished FROM audit").fetchall()
    connection.close()

    assert lines == [("enrolled", None, NOON, "user-1", 1), ("erased", None, NOON + 9, "user-3", 1)]


async def test_an_erased_person_stays_erased(record: Record, open_record: OpenRecord) -> None:
    await _two_people(record, readings=2)
    await record.async_erase_person(ANNA, NOON, None)

    with pytest.raises(UnknownPersonError):
        await record.async_add_reading(reading(NOON + 5))  # a visit that ended just now
    with pytest.raises(UnknownPersonError):
        await record.async_erase_person(ANNA, NOON, None)
    await record.async_close()

    assert [entry.person_id for entry in await (await open_record()).async_people()] == [BENNO]


async def test_a_damaged_database_after_an_erasure_brings_nobody_back(
    folder: Path, open_record: OpenRecord
) -> None:
    record = await open_record()
    await _two_people(record, readings=10)
    await record.async_copy()
    await record.async_erase_person(ANNA, NOON, None)
    await record.async_close()
    (folder / "digitalshadow.db").write_bytes(b"no database" * 1000)

    record = await open_record()

    assert record.opened.restored_from is not None
    assert [entry.person_id for entry in await record.async_people()] == [BENNO]


async def test_files_set_aside_that_hold_the_person_go_and_others_stay(
    folder: Path, open_record: OpenRecord
) -> None:
    record = await open_record()
    await enrolled(record)
    aside = folder / "digitalshadow.db.corrupt.2026-01-01T00-00-00Z"
    aside.write_bytes(b"rest of a database " + ANNA.encode() + b" more")
    other = folder / "digitalshadow.db.corrupt.2026-01-02T00-00-00Z"
    other.write_bytes(b"rest of a database of somebody else")
    old = folder / "digitalshadow.db.v1.bak"
    old.write_bytes(b"before a migration " + ANNA.encode())

    erasure = await record.async_erase_person(ANNA, NOON, None)

    assert not aside.exists()
    assert not old.exists()
    assert other.exists()
    assert erasure.verified


async def test_the_verification_can_fail(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    await enrolled(record)

    def leave_a_trace(folder: Path, _patterns: object) -> list[Path]:
        """Something else keeps the id, at the border of two chunks of the search."""
        border = search._CHUNK_BYTES - 5
        (folder / "digitalshadow.db.trace").write_bytes(bytes(border) + ANNA.encode() + bytes(100))
        return []

    monkeypatch.setattr(erasure_module, "remove_copies", leave_a_trace)
    erasure = await record.async_erase_person(ANNA, NOON, None)

    assert not erasure.verified
    assert erasure.found_in == ("digitalshadow.db.trace",)


class _PowerLossError(BaseException):
    """The process ends here."""


def test_an_erasure_cut_short_after_its_rows_are_gone_is_finished_by_the_next_start(
    folder: Path, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = _opened(folder, key_file)
    people.enrol(vault, ANNA, consent(ANNA), [template()])
    people.enrol(vault, BENNO, consent(BENNO), [template()])
    make_copy(vault.database, COPY_NAME, NOON)

    def die(*_arguments: object) -> None:
        """End before the bytes are destroyed."""
        raise _PowerLossError

    with monkeypatch.context() as patched:
        patched.setattr(erasure_module, "destroy_bytes", die)
        with pytest.raises(_PowerLossError):
            erase(vault, ANNA, NOON, None)
    assert not (folder / COPY_NAME).exists()  # nobody can come back out of a copy
    vault.database.close()

    again = _opened(folder, key_file)

    assert [entry.person_id for entry in people.people(again)] == [BENNO]
    assert ANNA.encode() not in bytes_of(folder)
    assert (folder / COPY_NAME).exists()
    again.database.close()


def _opened(folder: Path, key_file: Path) -> Vault:
    """The record as its own thread sees it."""
    vault, _ = open_vault(folder, key_file, clock=lambda: NOON)
    return vault


async def test_a_person_without_templates_and_readings_is_erased_too(record: Record, folder: Path) -> None:
    await enrolled(record, templates=0)

    erasure = await record.async_erase_person(ANNA, NOON, None)

    assert erasure == Erasure(
        erased_at=NOON,
        consents=1,
        templates=0,
        readings=0,
        measurements=0,
        documents=0,
        photos=0,
        pulses=0,
        searched_files=erasure.searched_files,
        searched_patterns=1,
        found_in=(),
    )
    assert ANNA.encode() not in bytes_of(folder)


@pytest.mark.usefixtures("impatient")
async def test_an_erasure_that_another_program_stands_in_the_way_of_says_so_and_is_finished_later(
    folder: Path, open_record: OpenRecord
) -> None:
    record = await open_record()
    await _two_people(record, readings=20)
    sealed = _sealed_of(folder, ANNA)
    await record.async_close()
    record = await open_record()
    reader = sqlite3.connect(folder / "digitalshadow.db")
    try:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM readings").fetchone()

        erasure = await record.async_erase_person(ANNA, NOON + 9, None)

        assert not erasure.verified
        assert "digitalshadow.db" in erasure.found_in
    finally:
        reader.close()
    await record.async_close()
    await open_record()
    left = bytes_of(folder)
    assert not any(row in left for row in (ANNA.encode(), *sealed))
