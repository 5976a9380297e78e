"""From visits to stored readings: one queue, which neither a full disk nor a stop empties."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
import sqlite3

import pytest

from custom_components.digitalshadow.engine.records.faces import Quality
from custom_components.digitalshadow.engine.records.readings import Reading
from custom_components.digitalshadow.engine.records.sightings import Crop, Sighting
from custom_components.digitalshadow.record import Record, RecordBusyError, RecordError, waiting
from custom_components.digitalshadow.watching.visit_desk import VisitDesk
from tests.builders.record import ANNA, BENNO, NOON, enrolled, risk_model

GOOD = Quality(0.9, (), 60.0, 20.0, 0.0)
MINUTE = 60.0


@dataclass
class Hall:
    """A hall in which people walk by once a minute, with a record of its own."""

    folder: Path
    record: Record
    errors: list[RecordError | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Open the desk."""
        self.desk = VisitDesk(self.record, 30.0, self.errors.append)

    async def walk_by(self, minute: int, person_id: str = ANNA) -> tuple[Reading, ...]:
        """Let somebody walk by; return what was stored since the last time."""
        seen_at = NOON + minute * MINUTE
        for _ in range(2):
            self.desk.add(Sighting(person_id, "hall", seen_at, 0.7, GOOD, 0.25, None, Crop.DETECTED))
        return await self.desk.async_close(seen_at + 40, risk_model())

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        """Let nothing be written for a while."""
        other = sqlite3.connect(self.folder / "digitalshadow.db")
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.rollback()
            other.close()

    async def stored_after_a_restart(self) -> list[float]:
        """Close the record, open it again, and return the minutes in which somebody walked by."""
        await self.record.async_close()
        self.record = await _open(self.folder)
        readings = await self.record.async_readings(ANNA, 0, 2 * NOON)
        return [(reading.started_at - NOON) / MINUTE for reading in readings]


async def _open(folder: Path) -> Record:
    """Open a record."""
    return await Record.async_open(folder, folder / "key")


@pytest.fixture
async def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Hall]:
    """A hall in which Anna and Benno are known, and whose record does not wait long for the disk."""
    monkeypatch.setattr("custom_components.digitalshadow.record.database._BUSY_SECONDS", 0.02)
    record = await _open(tmp_path)
    for person_id in (ANNA, BENNO):
        await enrolled(record, person_id)
    hall = Hall(tmp_path, record)
    yield hall
    await hall.record.async_close()


async def test_five_visits_on_a_full_disk_are_all_stored_by_a_stop_as_room_returns(hall: Hall) -> None:
    with hall.full_disk():
        for minute in range(5):
            assert await hall.walk_by(minute) == ()
        assert hall.record.waiting_readings == 5
        assert [type(err) for err in hall.errors] == [RecordBusyError] * 5
    assert await hall.stored_after_a_restart() == [0, 1, 2, 3, 4]


async def test_what_waited_is_stored_in_order_with_the_next_visit_and_told_once(hall: Hall) -> None:
    with hall.full_disk():
        for minute in range(3):
            await hall.walk_by(minute)
    stored = await hall.walk_by(3)
    assert [reading.started_at for reading in stored] == [NOON + minute * MINUTE for minute in range(4)]
    assert hall.errors[-1] is None
    assert hall.record.waiting_readings == 0
    assert await hall.desk.async_close(NOON + 3600, risk_model()) == ()


async def test_what_waits_during_a_backup_is_neither_told_nor_lost(hall: Hall) -> None:
    await hall.record.async_hold_for_backup()
    assert await hall.walk_by(0) == ()
    assert hall.record.waiting_readings == 1
    await hall.record.async_release_after_backup()
    assert len(await hall.walk_by(1)) == 2


async def test_somebody_who_is_forgotten_leaves_no_waiting_reading(hall: Hall) -> None:
    with hall.full_disk():
        await hall.walk_by(0)
        await hall.walk_by(1, BENNO)
        hall.desk.forget(ANNA)
        assert hall.record.waiting_readings == 1
    assert [reading.person_id for reading in await hall.walk_by(2, BENNO)] == [BENNO, BENNO]
    assert await hall.stored_after_a_restart() == []


async def test_a_queue_that_is_full_loses_the_newest_and_goes_on_once_there_is_room(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(waiting, "MAX_WAITING_READINGS", 2)
    with hall.full_disk():
        for minute in range(3):
            await hall.walk_by(minute)
    assert "at most 2 readings" in caplog.text
    assert len(await hall.desk.async_close(NOON + 3600, risk_model())) == 2
    assert await hall.stored_after_a_restart() == [0, 1]


async def test_a_stop_on_a_full_disk_says_how_many_are_lost(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    with hall.full_disk():
        for minute in range(3):
            await hall.walk_by(minute)
        await hall.record.async_close()
    assert "3 readings that waited could not be written" in caplog.text
    assert await hall.stored_after_a_restart() == []
