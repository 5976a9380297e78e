"""Erasing a person: the rows, the bytes they lay in, and the copies; then a search whether anything is left.

Order matters. Copies go first, so that at no moment an erased person could come back out of one. The rows and the
line of the audit trail go in one durable transaction; if the process dies after it, the next opening finds the line
unfinished and does the rest. The line does not say who was erased, not even as a hash: an id can be recomputed from
an old export, so a hash of it would still point at somebody.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, select

from .copies import COPY_NAME, DATABASE_NAME, make_copy, remove_file
from .database import Database
from .entries import Action, Erasure
from .errors import RecordUnavailableError
from .schema import AUDIT, CONSENTS, DOCUMENTS, MEASUREMENTS, PEOPLE, PHOTOS, PULSES, READINGS, TEMPLATES
from .search import holds
from .times import bounded
from .vault import Vault, require_person

_PIECE_BYTES: Final = 32
_SEARCHED_ROWS: Final = 50


def erase(vault: Vault, person_id: str, erased_at: float, erased_by: str | None) -> Erasure:
    """Destroy everything about a person and search the files for what is left.

    Raises:
        UnknownPersonError: Nobody with this id is enrolled.
    """
    folder = vault.database.path.parent
    with vault.database.read() as connection:
        require_person(connection, person_id)
        patterns = _patterns(connection, person_id)
    remove_copies(folder, patterns[:1])
    counts = _delete_rows(vault, person_id, erased_at, erased_by)
    destroy_bytes(vault.database, erased_at)
    searched = _files(folder)
    return Erasure(
        erased_at=erased_at,
        consents=counts[CONSENTS.name],
        templates=counts[TEMPLATES.name],
        readings=counts[READINGS.name],
        measurements=counts[MEASUREMENTS.name],
        documents=counts[DOCUMENTS.name],
        photos=counts[PHOTOS.name],
        pulses=counts[PULSES.name],
        searched_files=tuple(path.name for path in searched),
        searched_patterns=len(patterns),
        found_in=tuple(path.name for path in searched if holds(path, patterns)),
    )


def stored_rows(vault: Vault, person_id: str) -> dict[str, int]:
    """Return how many rows of each kind an erasure would destroy.

    Raises:
        UnknownPersonError: Nobody with this id is enrolled.
    """
    with vault.database.read() as connection:
        require_person(connection, person_id)
        return {
            table.name: connection.scalar(select(func.count()).where(table.c.person_id == person_id)) or 0
            for table in (CONSENTS, TEMPLATES, PHOTOS, READINGS, MEASUREMENTS, PULSES, DOCUMENTS)
        }


def finish_interrupted(database: Database, moment: float) -> None:
    """Destroy the bytes of an erasure that a crash interrupted after its rows were gone."""
    with database.read() as connection:
        unfinished = connection.scalar(select(func.count()).where(AUDIT.c.finished == 0))
    if unfinished:
        destroy_bytes(database, moment)


def _patterns(connection: Connection, person_id: str) -> tuple[bytes, ...]:
    """Return what may be found nowhere afterwards: the id, and both ends of what was sealed last."""
    sealed: list[bytes] = []
    for table, time in (
        (TEMPLATES, TEMPLATES.c.enrolled_at),
        (PHOTOS, PHOTOS.c.received_at),
        (READINGS, READINGS.c.started_at),
        (MEASUREMENTS, MEASUREMENTS.c.measured_at),
        (PULSES, PULSES.c.measured_at),
        (DOCUMENTS, DOCUMENTS.c.changed_at),
    ):
        newest = select(table.c.sealed).where(table.c.person_id == person_id).order_by(time.desc())
        sealed += connection.scalars(newest.limit(_SEARCHED_ROWS))
    return (person_id.encode(), *ends_of(sealed))


def ends_of(sealed: Iterable[bytes]) -> tuple[bytes, ...]:
    """Return both ends of what was sealed: pieces, because SQLite may spread a long row over several pages."""
    return tuple(piece for row in sealed for piece in (row[:_PIECE_BYTES], row[-_PIECE_BYTES:]))


def remove_copies(folder: Path, patterns: Sequence[bytes]) -> None:
    """Delete every copy and set-aside file that holds one of the patterns; consent outranks the chance to repair."""
    for path in _files(folder):
        if not _is_live(path) and holds(path, patterns):
            remove_file(path)


def _delete_rows(vault: Vault, person_id: str, erased_at: float, erased_by: str | None) -> dict[str, int]:
    """Delete the person and all that hangs on them, leave the line in the audit trail, and count what went."""
    counts = {}
    with vault.database.write(durable=True) as connection:
        for table in (READINGS, MEASUREMENTS, PULSES, DOCUMENTS, TEMPLATES, PHOTOS, CONSENTS, PEOPLE):
            deleted = connection.execute(table.delete().where(table.c.person_id == person_id))
            counts[table.name] = deleted.rowcount
        connection.execute(
            AUDIT.insert().values(at=bounded(erased_at), action=Action.ERASED, by_user=erased_by, finished=0)
        )
    return counts


def destroy_bytes(database: Database, moment: float) -> None:
    """Rewrite the file and its copy without the deleted rows, then call the erasure finished.

    A full disk leaves it unfinished: the rows are gone, the next opening tries again, the search tells what is left.
    """
    try:
        database.rewrite()
        make_copy(database, COPY_NAME, moment)
        with database.write(durable=True) as connection:
            connection.execute(AUDIT.update().where(AUDIT.c.finished == 0).values(finished=1))
        database.checkpoint()
    except RecordUnavailableError:
        return


def _files(folder: Path) -> list[Path]:
    """Return every file that may hold what was stored."""
    return sorted(path for path in folder.glob(f"{DATABASE_NAME}*") if path.is_file())


def _is_live(path: Path) -> bool:
    """Whether the file is the open database or one of its logs."""
    return path.name in {DATABASE_NAME + suffix for suffix in ("", "-wal", "-shm", "-journal")}
