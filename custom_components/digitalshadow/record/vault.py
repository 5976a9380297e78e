"""What every reader and writer of the record needs: the open database, the key, and where a day begins."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, exists, select

from .cipher import Keyring
from .database import Database
from .entries import Action
from .errors import RecordDamagedError, UnknownPersonError
from .schema import AUDIT, PEOPLE
from .times import CLOCK_SKEW_SECONDS, bounded


@dataclass(frozen=True, slots=True)
class Vault:
    """The open record, on its thread."""

    database: Database
    """The file."""
    keyring: Keyring
    """Seals and opens rows with the keys at hand."""
    clock: Callable[[], float]
    """Tells the time, in seconds since the epoch."""

    @property
    def horizon(self) -> float:
        """The latest time that counts now; a clock was ahead when something later was stored, or is behind."""
        return self.clock() + CLOCK_SKEW_SECONDS


def is_known(connection: Connection, person_id: str) -> bool:
    """Whether the person is enrolled."""
    return bool(connection.scalar(select(exists().where(PEOPLE.c.person_id == person_id))))


def require_person(connection: Connection, person_id: str) -> None:
    """Raise `UnknownPersonError` unless the person is enrolled."""
    if not is_known(connection, person_id):
        raise UnknownPersonError(
            "Expected an enrolled person, got an id that is not in the record. Enrol first"
        )


def note(connection: Connection, action: Action, at: float, person_id: str, by_user: str | None) -> None:
    """Add a line to the audit trail: who did what to whom and when, without content."""
    connection.execute(
        AUDIT.insert().values(at=bounded(at), action=action, person_id=person_id, by_user=by_user, finished=1)
    )


def note_unfinished(
    connection: Connection, action: Action, at: float, person_id: str, by_user: str | None
) -> None:
    """Add a line of something whose bytes have yet to be destroyed, so that an opening after a crash does that."""
    connection.execute(
        AUDIT.insert().values(at=bounded(at), action=action, person_id=person_id, by_user=by_user, finished=0)
    )


def require_same(expected: object, stored: object) -> None:
    """Raise unless what was read back after a durable write is what was written."""
    if stored != expected:
        raise RecordDamagedError(
            "Expected to read back what was just written, got something else. Check the disk, then try again"
        )
