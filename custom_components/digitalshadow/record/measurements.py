"""Measurements: what people type in and linked sensors tell, stored once per kind, time and source."""

from collections.abc import Iterable, Mapping, Sequence
import json
import math
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, select

from .entries import TYPED, Action, StoredMeasurement
from .errors import InvalidEntryError
from .schema import MEASUREMENTS
from .sealed_rows import opened, readable, sealed_row
from .times import check_times
from .vault import Vault, note, require_person


def add(vault: Vault, person_id: str, measured: Sequence[StoredMeasurement]) -> None:
    """Store measurements all or none; one that is there already gets the value given last.

    Durable where one was typed in: a sensor will tell again, a person believes to be done.

    Raises:
        UnknownPersonError: Nobody with this id is enrolled.
        InvalidEntryError: What was given cannot be stored.
    """
    _check(measured)
    with vault.database.write(durable=any(one.source == TYPED for one in measured)) as connection:
        require_person(connection, person_id)
        for one in measured:
            _insert(vault, connection, person_id, one)


def delete(
    vault: Vault, person_id: str, measured: StoredMeasurement, deleted_at: float, deleted_by: str | None
) -> bool:
    """Delete a measurement, whatever value it has now; False when it is not there.

    Raises:
        UnknownPersonError: Nobody with this id is enrolled.
    """
    with vault.database.write(durable=True) as connection:
        require_person(connection, person_id)
        deleted = connection.execute(
            MEASUREMENTS.delete().where(MEASUREMENTS.c.measurement_id.in_(_ids(vault, person_id, measured)))
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
    query = _counting(vault, person_id).where(
        MEASUREMENTS.c.measured_at >= start, MEASUREMENTS.c.measured_at < end
    )
    return _opened(vault, query if kind is None else query.where(MEASUREMENTS.c.kind == kind))


def every(vault: Vault, person_id: str) -> tuple[StoredMeasurement, ...]:
    """Return all measurements that open, those of a later time than now too, oldest first."""
    return _opened(vault, _readable(vault, person_id))


def latest(vault: Vault, person_id: str, kind: str, source: str | None) -> StoredMeasurement | None:
    """Return the newest measurement of a kind; of one source, or with None of any."""
    query = (
        _counting(vault, person_id)
        .where(MEASUREMENTS.c.kind == kind)
        .order_by(MEASUREMENTS.c.measured_at.desc())
    )
    with vault.database.read() as connection, connection.execute(query) as rows:
        found = (_open(vault, row) for row in rows.mappings())
        return next((one for one in found if one and source in {None, one.source}), None)


def recent(
    vault: Vault, person_id: str, window_seconds: Mapping[str, float], now: float
) -> tuple[StoredMeasurement, ...]:
    """Return what counts at `now`: of each kind the newest, and what was measured within its window before that.

    However often a sensor speaks and however long it has done so, no more rows than these are opened.
    """
    newest = select(func.max(MEASUREMENTS.c.measured_at)).where(
        MEASUREMENTS.c.person_id == person_id,
        MEASUREMENTS.c.measured_at <= min(now, vault.horizon),
        readable(vault, MEASUREMENTS),
    )
    found: list[StoredMeasurement] = []
    for kind, seconds in window_seconds.items():
        with vault.database.read() as connection:
            until = connection.scalar(newest.where(MEASUREMENTS.c.kind == kind))
        if until is not None:
            found += measurements(vault, person_id, kind, until - seconds, math.nextafter(until, math.inf))
    return tuple(found)


def id_of(vault: Vault, row: RowMapping, content: bytes) -> str:
    """Return the id that a measurement has under the key that seals."""
    value, source, unit = json.loads(content)
    measured = StoredMeasurement(row["kind"], row["measured_at"], value, source, unit)
    return vault.keyring.current.name(_text(row["person_id"], measured))


def _counting(vault: Vault, person_id: str) -> Select[Any]:
    """Select a person's measurements of a key at hand that are not later than now."""
    return _readable(vault, person_id).where(MEASUREMENTS.c.measured_at <= vault.horizon)


def _readable(vault: Vault, person_id: str) -> Select[Any]:
    """Select a person's measurements of a key at hand."""
    return select(MEASUREMENTS).where(MEASUREMENTS.c.person_id == person_id, readable(vault, MEASUREMENTS))


def _opened(vault: Vault, query: Select[Any]) -> tuple[StoredMeasurement, ...]:
    """Run a query and open what it finds, oldest first; damaged rows are left out and counted."""
    in_order = query.order_by(MEASUREMENTS.c.measured_at, MEASUREMENTS.c.kind)
    with vault.database.read() as connection:
        rows = connection.execute(in_order).mappings().all()
    found = (_open(vault, row) for row in rows)
    return tuple(one for one in found if one)


def _check(measured: Iterable[StoredMeasurement]) -> None:
    """Refuse what cannot be a measurement. Its value is not repeated in the message."""
    for one in measured:
        if not (one.kind and one.source and math.isfinite(one.value)):
            raise InvalidEntryError(
                "Expected measurements with a kind, a source and finite numbers, got others"
            )
        check_times(one.measured_at)


def _insert(vault: Vault, connection: Connection, person_id: str, measured: StoredMeasurement) -> None:
    """Store one measurement, or its new value in the place of the former one."""
    clear = {
        "measurement_id": vault.keyring.current.name(_text(person_id, measured)),
        "person_id": person_id,
        "kind": measured.kind,
        "measured_at": float(measured.measured_at),
    }
    content = json.dumps((measured.value, measured.source, measured.unit)).encode()
    former = MEASUREMENTS.c.measurement_id.in_(_ids(vault, person_id, measured))
    connection.execute(MEASUREMENTS.delete().where(former))
    connection.execute(MEASUREMENTS.insert().values(sealed_row(vault, MEASUREMENTS, clear, content)))


def _ids(vault: Vault, person_id: str, measured: StoredMeasurement) -> tuple[str, ...]:
    """Return what tells a measurement from every other one, under each key at hand."""
    return vault.keyring.names(_text(person_id, measured))


def _text(person_id: str, measured: StoredMeasurement) -> str:
    """Return what is the same only for the same measurement."""
    return f"{person_id}|{measured.kind}|{float(measured.measured_at)!r}|{measured.source}"


def _open(vault: Vault, row: RowMapping) -> StoredMeasurement | None:
    """Turn a row into a measurement; None when it is damaged."""
    content = opened(vault, MEASUREMENTS, row)
    if content is None:
        return None
    value, source, unit = json.loads(content)
    return StoredMeasurement(row["kind"], row["measured_at"], value, source, unit)
