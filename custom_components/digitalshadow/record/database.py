"""One SQLite file behind one connection on one thread: its settings, its transactions, its errors.

Two classes of durability: a plain transaction survives the death of the process, a durable one also a power loss.
One connection does all writes and checkpoints, because two that do so at once met SQLite's WAL-reset defect.
"""

from collections.abc import Generator
from contextlib import contextmanager
import errno
import os
from pathlib import Path
import sqlite3
from typing import Final

from sqlalchemy import URL, Connection, NullPool, create_engine
from sqlalchemy.exc import DBAPIError

from .errors import (
    RecordAccessError,
    RecordBusyError,
    RecordDamagedError,
    RecordError,
    RecordFullError,
)

_BUSY_SECONDS: Final = 5.0
_FULL: Final = (
    "SQLITE_FULL",
    "SQLITE_IOERR_WRITE",
    "SQLITE_IOERR_SHM",
)  # a file-size limit; no room for the log's index
_BUSY: Final = ("SQLITE_BUSY", "SQLITE_LOCKED")
_DAMAGED: Final = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_NO_ACCESS: Final = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH", "SQLITE_IOERR")

_SETTINGS: Final = (
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "journal_size_limit=8388608",
    "wal_autocheckpoint=1000",
    "mmap_size=0",
)


def wal_is_sound(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite has the fix of the WAL-reset defect: 3.51.3, or its backports 3.50.7 and 3.44.6."""
    fixed_in = {(3, 44): 6, (3, 50): 7}
    return version >= (3, 51, 3) or version[2] >= fixed_in.get(version[:2], 1_000)


def translate(err: sqlite3.Error, path: Path) -> RecordError:
    """Return our error for SQLite's, without the statement and its values."""
    name = getattr(err, "sqlite_errorname", None) or type(err).__name__
    if name.startswith(_FULL):
        return RecordFullError(
            f"Expected room to write in {path.parent}, got {name}. Free some space; nothing written before is lost"
        )
    if name.startswith(_BUSY):
        return RecordBusyError(
            f"Expected {path.name} to be free within {_BUSY_SECONDS:.0f} s, got {name}. Close the program that uses it"
        )
    if name.startswith(_DAMAGED):
        return RecordDamagedError(
            f"Expected a sound database in {path}, got {name}. Reload the integration: it sets the file aside and "
            "restores the newest good copy"
        )
    if name.startswith(_NO_ACCESS):
        return RecordAccessError(
            f"Expected to read and write {path}, got {name}. Check the permissions and health of the disk"
        )
    return RecordError(f"Expected {path.name} to take the statement, got {name}. Please report this")


@contextmanager
def sqlite_errors(path: Path) -> Generator[None]:
    """Raise our errors in place of SQLite's and SQLAlchemy's."""
    try:
        yield
    except sqlite3.Error as err:
        raise translate(err, path) from err
    except DBAPIError as err:
        # The cause is left out: its text repeats the statement's values.
        if isinstance(err.orig, sqlite3.Error):
            raise translate(err.orig, path) from None
        raise


class Database:
    """The open file. Not thread-safe: everything runs on the thread that opened it."""

    def __init__(self, path: Path) -> None:
        """Open `path`, made where it is missing.

        Raises:
            RecordError: The record cannot be read or written.
        """
        self.path = path
        wanted = "wal" if wal_is_sound(sqlite3.sqlite_version_info) else "delete"
        with sqlite_errors(path):
            _touch(path)
            engine = create_engine(
                URL.create("sqlite", database=str(path)),
                isolation_level="AUTOCOMMIT",  # transactions are begun and ended below, in so many words
                poolclass=NullPool,
                hide_parameters=True,  # no error may carry what was stored
                connect_args={"timeout": _BUSY_SECONDS},
            )
            self._connection = engine.connect()
            for setting in _SETTINGS:
                self._execute(f"PRAGMA {setting}")
            self.journal_mode = str(
                self._connection.exec_driver_sql(f"PRAGMA journal_mode={wanted}").scalar_one()
            )

    @property
    def sqlite(self) -> sqlite3.Connection:
        """The driver's own connection, for what SQLAlchemy has no words for."""
        driver = self._connection.connection.driver_connection
        if not isinstance(driver, sqlite3.Connection):
            raise RecordError(f"Expected the sqlite3 driver, got {type(driver).__name__}")
        return driver

    @contextmanager
    def read(self) -> Generator[Connection]:
        """Give the connection for reading; raises our errors."""
        with sqlite_errors(self.path):
            yield self._connection

    @contextmanager
    def write(self, *, durable: bool = False) -> Generator[Connection]:
        """Give the connection inside a transaction that is committed at the end, or rolled back as a whole.

        A durable one has reached the disk when this returns; a plain one survives the process, not a power loss.
        """
        with sqlite_errors(self.path):
            if durable:
                self._execute("PRAGMA synchronous=FULL")
            try:
                self._execute("BEGIN IMMEDIATE")
                yield self._connection
                self._execute("COMMIT")
            finally:
                # A full disk has rolled back already.
                if self.sqlite.in_transaction:
                    self._execute("ROLLBACK")
                if durable:
                    self._execute("PRAGMA synchronous=NORMAL")

    def hold(self) -> None:
        """Bring everything into the main file and keep it still until `let_go`; reading goes on."""
        self.checkpoint()
        with sqlite_errors(self.path):
            self._execute("BEGIN IMMEDIATE")

    def let_go(self) -> None:
        """End `hold`."""
        with sqlite_errors(self.path):
            if self.sqlite.in_transaction:
                self._execute("ROLLBACK")

    def checkpoint(self) -> None:
        """Move the write-ahead log into the main file and empty it."""
        with sqlite_errors(self.path):
            busy = self._connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
        if busy:
            raise RecordBusyError(
                f"Expected to empty the log of {self.path.name}, got a reader that holds it"
            )

    def rewrite(self) -> None:
        """Write the main file anew from its live rows only, so that no byte of a deleted row stays behind."""
        with sqlite_errors(self.path):
            self._execute("VACUUM")
        self.checkpoint()

    def close(self) -> None:
        """Close the file; SQLite empties the log on the way out."""
        with sqlite_errors(self.path):
            self._connection.close()

    def _execute(self, statement: str) -> None:
        """Run one statement that answers nothing."""
        self._connection.exec_driver_sql(statement).close()


def _touch(path: Path) -> None:
    """Make the file readable for its owner only; SQLite gives the log the same mode."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as err:
        kind = RecordFullError if err.errno == errno.ENOSPC else RecordAccessError
        raise kind(
            f"Expected to read and write {path}, got: {err.strerror}. Check the permissions and space of the disk"
        ) from err
