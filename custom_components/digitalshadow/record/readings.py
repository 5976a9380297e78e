"""Readings: stored once, looked up, undone; and the models that made them."""

from collections.abc import Sequence
from itertools import islice
import math
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, Select, select
from sqlalchemy.dialects.sqlite import insert

from ..engine.records.configuration import ModelKind, RiskModel
from ..engine.records.readings import Reading
from .entries import Action, StoredReading
from .errors import InvalidEntryError
from .reading_rows import content_of, counting, of_model, open_reading
from .schema import MODELS, READINGS
from .sealed_rows import clear_columns, readable, sealed_row
from .times import bounded, check_times
from .vault import Vault, is_known, note, require_person

_SAME_SECONDS: Final = 1e-3
"""A time that went through a text has lost some digits."""


def check(reading: Reading) -> None:
    """Raise `InvalidEntryError` for a reading that cannot be one. Its values are not repeated in the message."""
    check_times(reading.started_at, reading.ended_at)
    values = (reading.probability, reading.quality, reading.spread)
    if not (
        all(map(math.isfinite, values))
        and 0 <= reading.probability <= 1
        and 0 <= reading.quality <= 1
        and reading.frames > 0
        and reading.started_at <= reading.ended_at
    ):
        raise InvalidEntryError(
            "Expected finite values, a probability of 0-1 and an end after the start, got others"
        )


def add(vault: Vault, waiting: Sequence[Reading]) -> tuple[Reading, ...]:
    """Store readings, each once, however often it is given; return those of people who are enrolled."""
    with vault.database.write() as connection:
        enrolled = tuple(reading for reading in waiting if is_known(connection, reading.person_id))
        for reading in enrolled:
            _insert(vault, connection, reading)
    return enrolled


def undo_last(
    vault: Vault, person_id: str, undone_at: float, undone_by: str | None, ended_at: float | None
) -> Reading | None:
    """Mark the newest reading as not this person's; return it, None without one.

    With `ended_at` only a reading that ended then, to the millisecond, is taken out.
    """
    undone = {"undone_at": bounded(undone_at), "undone_by": undone_by}
    with vault.database.write(durable=True) as connection:
        require_person(connection, person_id)
        with connection.execute(_newest_first(vault, person_id)) as found:
            pairs = ((row, open_reading(vault, row)) for row in found.mappings())
            row, reading = next((pair for pair in pairs if pair[1]), (None, None))
        if row is None or reading is None:
            return None
        if ended_at is not None and abs(reading.ended_at - ended_at) > _SAME_SECONDS:
            return None
        _mark(vault, connection, row, reading, undone)
        note(connection, Action.READING_UNDONE, undone_at, person_id, undone_by)
    return reading


def undo(
    vault: Vault, person_id: str, reading_id: str, undone_at: float, undone_by: str | None
) -> Reading | None:
    """Mark one reading as not this person's; return it, None where there is none that counts."""
    undone = {"undone_at": bounded(undone_at), "undone_by": undone_by}
    with vault.database.write(durable=True) as connection:
        row, reading = _found(vault, connection, person_id, reading_id)
        if row is None or reading is None or row["undone_at"] is not None:
            return None
        _mark(vault, connection, row, reading, undone)
        note(connection, Action.READING_UNDONE, undone_at, person_id, undone_by)
    return reading


def put_back(
    vault: Vault, person_id: str, reading_id: str, put_back_at: float, put_back_by: str | None
) -> Reading | None:
    """Let a reading count again that was taken back; return it, None where there is none."""
    with vault.database.write(durable=True) as connection:
        row, reading = _found(vault, connection, person_id, reading_id)
        if row is None or reading is None or row["undone_at"] is None:
            return None
        _mark(vault, connection, row, reading, {"undone_at": None, "undone_by": None})
        note(connection, Action.READING_PUT_BACK, put_back_at, person_id, put_back_by)
    return reading


def latest(vault: Vault, person_id: str, limit: int, model_sha256: str | None) -> tuple[Reading, ...]:
    """Return at most `limit` readings, newest first."""
    return _opened(vault, of_model(_newest_first(vault, person_id), model_sha256), limit)


def between(  # noqa: PLR0917  # what is looked for
    vault: Vault, person_id: str, start: float, end: float, model_sha256: str | None, limit: int | None
) -> tuple[Reading, ...]:
    """Return the readings that started at `start` or later and before `end`, oldest first; the newest up to `limit`."""
    query = _newest_first(vault, person_id).where(READINGS.c.started_at >= start, READINGS.c.started_at < end)
    return _opened(vault, of_model(query, model_sha256), limit)[::-1]


def every(vault: Vault, person_id: str) -> tuple[StoredReading, ...]:
    """Return all readings that open, undone ones too; oldest first."""
    return newest(vault, person_id, math.inf, None)[::-1]


def newest(vault: Vault, person_id: str, before: float, limit: int | None) -> tuple[StoredReading, ...]:
    """Return at most `limit` readings that began before a time, undone ones too; newest first."""
    query = select(READINGS).where(
        READINGS.c.person_id == person_id, READINGS.c.started_at < before, readable(vault, READINGS)
    )
    with (
        vault.database.read() as connection,
        connection.execute(query.order_by(READINGS.c.started_at.desc())) as rows,
    ):
        opened = ((row, open_reading(vault, row)) for row in rows.mappings())
        stored = (
            StoredReading(reading, row["undone_at"], row["undone_by"]) for row, reading in opened if reading
        )
        return tuple(islice(stored, limit))


def note_model(vault: Vault, model: RiskModel, first_used_at: float) -> None:
    """Remember a model that speaks; its first use is kept."""
    with vault.database.write() as connection:
        connection.execute(
            insert(MODELS)
            .values(
                model_sha256=model.sha256,
                name=model.name,
                version=model.version,
                kind=model.kind,
                licence=model.licence,
                first_used_at=bounded(first_used_at),
            )
            .on_conflict_do_nothing()
        )


def models(vault: Vault) -> dict[str, RiskModel]:
    """Return the models that ever spoke, by the hash of their files."""
    with vault.database.read() as connection:
        rows = connection.execute(select(MODELS)).mappings().all()
    return {
        row["model_sha256"]: RiskModel(
            row["name"], row["version"], ModelKind(row["kind"]), row["model_sha256"], row["licence"]
        )
        for row in rows
    }


def _found(
    vault: Vault, connection: Connection, person_id: str, reading_id: str
) -> tuple[RowMapping | None, Reading | None]:
    """Return a person's reading with its row; nothing where there is none that opens."""
    require_person(connection, person_id)
    query = select(READINGS).where(
        READINGS.c.person_id == person_id, READINGS.c.reading_id == reading_id, readable(vault, READINGS)
    )
    row = connection.execute(query).mappings().one_or_none()
    return row, None if row is None else open_reading(vault, row)


def _mark(
    vault: Vault, connection: Connection, row: RowMapping, reading: Reading, changes: dict[str, Any]
) -> None:
    """Change what lies in clear beside a reading, which is sealed anew with it."""
    clear = {name: row[name] for name in clear_columns(READINGS)} | changes
    marked = READINGS.update().where(READINGS.c.reading_id == reading.reading_id)
    connection.execute(marked.values(sealed_row(vault, READINGS, clear, content_of(reading))))


def _insert(vault: Vault, connection: Connection, reading: Reading) -> None:
    """Store a reading unless it is there."""
    clear = {
        "reading_id": reading.reading_id,
        "person_id": reading.person_id,
        "started_at": reading.started_at,
        "ended_at": reading.ended_at,
        "model_sha256": reading.model_sha256,
        "undone_at": None,
        "undone_by": None,
    }
    row = sealed_row(vault, READINGS, clear, content_of(reading))
    connection.execute(insert(READINGS).values(row).on_conflict_do_nothing())


def _newest_first(vault: Vault, person_id: str) -> Select[Any]:
    """Select a person's readings, newest first."""
    return counting(vault, person_id).order_by(READINGS.c.started_at.desc())


def _opened(vault: Vault, query: Select[Any], limit: int | None) -> tuple[Reading, ...]:
    """Run a query and open the first of what it finds, up to `limit`; damaged rows are left out and counted.

    Rows are read as they are opened, by the index of person and time, so no more are read than are wanted.
    """
    with vault.database.read() as connection, connection.execute(query) as rows:
        readings = (open_reading(vault, row) for row in rows.mappings())
        return tuple(islice((reading for reading in readings if reading), limit))
