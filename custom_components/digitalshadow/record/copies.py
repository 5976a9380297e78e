"""Copies of the database beside it: the regular one, those from before a migration, and damaged files set aside."""

from collections.abc import Callable
from datetime import UTC, datetime
import os
from pathlib import Path
import shutil
import sqlite3
import time
from typing import Final

from .database import Database, sqlite_errors, translate
from .errors import RecordDamagedError, RecordError
from .key import sync_folder

DATABASE_NAME: Final = "digitalshadow.db"
COPY_NAME: Final = DATABASE_NAME + ".bak"

_LOG_SUFFIXES: Final = ("", "-wal", "-shm", "-journal")
_STEP_PAGES: Final = 512


class CopyTooLateError(RecordError):
    """A copy was given up because its time was over; the one before is still there."""


def make_copy(database: Database, name: str, copied_at: float, seconds: float | None = None) -> Path:
    """Write a consistent, checked copy beside the database and put it in place of the one before, if any.

    `copied_at` is noted inside the copy.

    Raises:
        CopyTooLateError: It takes longer than `seconds`.
    """
    target = database.path.with_name(name)
    part = target.with_name(name + ".part")
    remove_file(part)
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with sqlite_errors(part):
            destination = sqlite3.connect(part)
            try:
                database.sqlite.backup(destination, pages=_STEP_PAGES, progress=_stopper(seconds))
                destination.execute("PRAGMA journal_mode=DELETE")
                destination.execute("UPDATE meta SET copied_at = ?", (copied_at,))
                destination.commit()
            finally:
                destination.close()
        schema_version(part)
        part.replace(target)
        sync_folder(target.parent)
    finally:
        remove_file(part)
    return target


def schema_version(path: Path) -> int:
    """Check a database file without changing it and return its schema version, 0 for an empty one.

    Raises:
        RecordDamagedError: The file is damaged.
        RecordError: It cannot be read.
    """
    # A transaction that a crash cut short can only be rolled back by a connection that may write.
    mode = "rw" if path.with_name(path.name + "-journal").exists() else "ro"
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True)
        try:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if found != "ok":
                raise RecordDamagedError(f"Expected a sound database in {path}, quick_check found a fault")
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
                return 0
            row = connection.execute("SELECT schema_version FROM meta").fetchone()
            if row is None:
                raise RecordDamagedError(f"Expected a schema version in {path}, got none")
            return int(row[0])
        finally:
            connection.close()
    except sqlite3.Error as err:
        raise translate(err, path) from err


def copied_at(path: Path) -> float | None:
    """Return when a copy was made."""
    with sqlite_errors(path):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            moment: float | None = connection.execute("SELECT copied_at FROM meta").fetchone()[0]
        finally:
            connection.close()
    return moment


def copies(folder: Path) -> list[Path]:
    """Return the copies in `folder`, newest first."""
    found = folder.glob(f"{DATABASE_NAME}*.bak")
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def set_aside(path: Path, moment: float) -> Path:
    """Move a damaged database and its logs out of the way, never over anything; return its new place."""
    stamp = datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H-%M-%SZ")
    target = path.with_name(f"{path.name}.corrupt.{stamp}")
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.name}.corrupt.{stamp}.{number}")
    for suffix in reversed(
        _LOG_SUFFIXES
    ):  # the main file last: a crash in between leaves it to be found again
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(target.with_name(target.name + suffix))
    sync_folder(path.parent)
    return target


def restore(path: Path) -> Path | None:
    """Put the newest good copy in the place of the database; return which, or None when there is no good one."""
    for copy in copies(path.parent):
        try:
            if schema_version(copy) == 0:
                continue
        except RecordDamagedError:
            continue
        part = path.with_name(path.name + ".part")
        shutil.copyfile(copy, part)
        part.chmod(0o600)
        part.replace(path)
        sync_folder(path.parent)
        return copy
    return None


def remove_file(path: Path) -> None:
    """Delete a database file and whatever log lies beside it."""
    for suffix in _LOG_SUFFIXES:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _stopper(seconds: float | None) -> Callable[[int, int, int], None] | None:
    """Return a progress callback that ends a copy after `seconds`."""
    if seconds is None:
        return None
    end = time.monotonic() + seconds

    def stop_late(_status: int, _remaining: int, _total: int) -> None:
        """Raise once the time is over."""
        if time.monotonic() > end:
            raise CopyTooLateError(f"Expected a copy within {seconds:.1f} s, it took longer")

    return stop_late
