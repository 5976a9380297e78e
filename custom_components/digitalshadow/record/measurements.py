"""Measurements: what people type in and linked sensors tell, stored once per kind, time and source."""

from collections.abc import Iterable, Mapping, Sequence
import json
import math
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select
from sqlalchemy.dialects.sqlite import insert

from .entries import TYPED, Action, StoredMeasurement
from .errors import InvalidEntryError
from .schema import MEASUREMENTS
from .vault import Vault, note, require_person

MEASUREMENT = "measurement"


def add(vault: Vault, person_id: str, measured: Sequence[StoredMeasurement]) -> None:
    """Store measurements all or none; one that is there already gets the value given last.

    Durable where one was typed in: a sensor will tell again, a person believes to be done.
    Raises `UnknownPersonError`, `InvalidEntryError`.
    """
    _check(measured)
    with vault.database.write(durable=any(one.source == TYPED for one in measured)) as connection:
        require_person(connection, person_id)
        for one in measured:
            _insert(vault, connection, person_id, one)


def delete(
    vault: Vault, person_id: str, measured: StoredMeasurement, deleted_at: float, deleted_by: str | None
) -> bool:
    """Delete a measurement, whatever value it has now; False when it is not there. Raises `UnknownPersonError`."""
    with vault.database.write(durable=True) as connection:
        require_person(connection, person_id)
        deleted = connection.execute(
            MEASUREMENTS.delete().where(MEASUREMENTS.c.measurement_id == _id(vault, person_id, measured))
        )
        if deleted.rowcount:
            note(connection, Action.MEASUREMENT_DELETED, deleted_at, person_id, deleted_by)
    return bool(deleted.rowcount)


def measurements(
    vault: Vault,
    person_id: str,
    kind: str | None = None,
    start: float = -math.inf,
    end: float = math.inf,
) -> tuple[StoredMeasurement, ...]:
    """Return what was measured at `start` or later and before `end`, oldest first; None stands for all kinds."""
    query = (
        _readable(vault, person_id)
        .where(MEASUREMENTS.c.measured_at >= start, MEASUREMENTS.c.measured_at < end)
        .order_by(MEASUREMENTS.c.measured_at, MEASUREMENTS.c.kind)
    )
    if kind is not None:
        query = query.where(MEASUREMENTS.c.kind == kind)
    with vault.database.read() as connection:
        rows = connection.execute(query).all()
    opened = (_open(vault, row) for row in rows)
    return tuple(one for one in opened if one)


def latest(vault: Vault, person_id: str, kind: str, source: str | None) -> StoredMeasurement | None:
    """Return the newest measurement of a kind; of one source, or with None of any."""
    query = (
        _readable(vault, person_id)
        .where(MEASUREMENTS.c.kind == kind)
        .order_by(MEASUREMENTS.c.measured_at.desc())
    )
    with vault.database.read() as connection, connection.execute(query) as rows:
        opened = (_open(vault, row) for row in rows)
        return next((one for one in opened if one and source in {None, one.source}), None)


def recent(
    vault: Vault, person_id: str, window_seconds: Mapping[str, float], now: float
) -> tuple[StoredMeasurement, ...]:
    """Return what counts at `now`: of each kind the newest, and what was measured within its window before that.

    However often a sensor speaks and however long it has done so, no more rows than these are opened.
    """
    newest = select(func.max(MEASUREMENTS.c.measured_at)).where(
        MEASUREMENTS.c.person_id == person_id,
        MEASUREMENTS.c.key_id == vault.cipher.key_id,
        MEASUREMENTS.c.measured_at <= now,
    )
    found: list[StoredMeasurement] = []
    for kind, seconds in window_seconds.items():
        with vault.database.read() as connection:
            until = connection.scalar(newest.where(MEASUREMENTS.c.kind == kind))
        if until is not None:
            found += measurements(vault, person_id, kind, until - seconds, math.nextafter(until, math.inf))
    return tuple(found)


def _readable(vault: Vault, person_id: str) -> Select[Any]:
    """Select a person's measurements that the key at hand sealed."""
    return select(
        MEASUREMENTS.c.measurement_id,
        MEASUREMENTS.c.person_id,
        MEASUREMENTS.c.kind,
        MEASUREMENTS.c.measured_at,
        MEASUREMENTS.c.sealed,
    ).where(MEASUREMENTS.c.person_id == person_id, MEASUREMENTS.c.key_id == vault.cipher.key_id)


def _check(measured: Iterable[StoredMeasurement]) -> None:
    """Refuse what cannot be a measurement. Its value is not repeated in the message."""
    if not all(one.kind and one.source and math.isfinite(one.value + one.measured_at) for one in measured):
        raise InvalidEntryError("Expected measurements with a kind, a source and finite numbers, got others")


def _insert(vault: Vault, connection: Connection, person_id: str, measured: StoredMeasurement) -> None:
    """Store one measurement, or its new value."""
    measurement_id = _id(vault, person_id, measured)
    content = json.dumps((measured.value, measured.source)).encode()
    sealed = vault.cipher.seal(content, MEASUREMENT, person_id, measurement_id)
    connection.execute(
        insert(MEASUREMENTS)
        .values(
            measurement_id=measurement_id,
            person_id=person_id,
            kind=measured.kind,
            measured_at=measured.measured_at,
            key_id=vault.cipher.key_id,
            sealed=sealed,
        )
        .on_conflict_do_update(index_elements=["measurement_id"], set_={"sealed": sealed})
    )


def _id(vault: Vault, person_id: str, measured: StoredMeasurement) -> str:
    """Return what tells a measurement from every other one."""
    return vault.cipher.name(f"{person_id}|{measured.kind}|{float(measured.measured_at)!r}|{measured.source}")


def _open(vault: Vault, row: Row[Any]) -> StoredMeasurement | None:
    """Turn a row into a measurement; None when it is damaged."""
    content = vault.cipher.open(row.sealed, MEASUREMENT, row.person_id, row.measurement_id)
    if content is None:
        return None
    value, source = json.loads(content)
    return StoredMeasurement(row.kind, row.measured_at, value, source)
