"""Opening the record: look before touching, repair what can be repaired, say what happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Table, func, select
from sqlalchemy.dialects.sqlite import insert

from .cipher import Cipher, Keyring
from .copies import (
    DATABASE_NAME,
    copied_at,
    copies,
    make_copy,
    remove_file,
    restore,
    schema_version,
    set_aside,
)
from .database import Database
from .entries import Opened
from .erasure import finish_interrupted
from .errors import RecordDamagedError, RecordTooNewError
from .key import Keys, fingerprint, read_or_make_keys
from .migrations import MIGRATIONS, Migration
from .schema import DOCUMENTS, KEYS, MEASUREMENTS, META, READINGS, SEALED_TABLES, TEMPLATES
from .sealed_rows import readable
from .vault import Vault


@dataclass(frozen=True, slots=True)
class _Repair:
    """What became of a damaged or missing file."""

    set_aside: Path | None = None
    """Where the damaged file lies now."""
    restored_from: Path | None = None
    """The copy that took its place."""
    lost_from: float | None = None
    """When that copy was made."""
    lost_until: float | None = None
    """When the damaged file was last changed."""


def open_vault(
    folder: Path,
    key_file: Path,
    *,
    clock: Callable[[], float],
    migrations: Sequence[Migration] = MIGRATIONS,
) -> tuple[Vault, Opened]:
    """Open the record in `folder`, made where it is missing.

    Raises:
        RecordError: It cannot be opened. The file of a newer version is left untouched.
    """
    path = folder / DATABASE_NAME
    version, repair = _look(path, clock())
    newest = migrations[-1].version
    if version > newest:
        raise RecordTooNewError(
            f"Expected schema version {newest} or older in {path}, got {version}. Update DigitalShadow; "
            "the file was left untouched"
        )
    keys = read_or_make_keys(key_file)
    database = Database(path)
    try:
        migrate(database, version, migrations, clock())
        keyring, begun = _keyring(database, keys)
        finish_interrupted(database, clock())
        vault = Vault(database, keyring, clock)
        unreadable = _unreadable(vault)
    except BaseException:
        database.close()
        raise
    return vault, Opened(
        new=version == 0,
        migrated=0 < version < newest,
        set_aside=repair.set_aside,
        restored_from=repair.restored_from,
        lost_from=repair.lost_from,
        lost_until=repair.lost_until,
        key_missing=unreadable[TEMPLATES] > 0 or (begun and any(unreadable.values())),
        unreadable_templates=unreadable[TEMPLATES],
        unreadable_readings=unreadable[READINGS],
        unreadable_measurements=unreadable[MEASUREMENTS],
        unreadable_documents=unreadable[DOCUMENTS],
        journal_mode=database.journal_mode,
    )


def migrate(database: Database, version: int, migrations: Sequence[Migration], moment: float) -> None:
    """Bring the schema up to date, each step in one durable transaction, after a copy of what is there."""
    ahead = [migration for migration in migrations if migration.version > version]
    if ahead and version > 0:
        make_copy(database, f"{DATABASE_NAME}.v{version}.bak", moment)
    for migration in ahead:
        with database.write(durable=True) as connection:
            for statement in migration.statements:
                connection.exec_driver_sql(statement)
            connection.execute(META.update().values(schema_version=migration.version))
    with database.write() as connection:
        connection.execute(META.update().where(META.c.copied_at.is_not(None)).values(copied_at=None))


def _look(path: Path, moment: float) -> tuple[int, _Repair]:
    """Find out the schema version of what is there, 0 for nothing; set a damaged file aside and restore a copy."""
    for part in path.parent.glob(f"{DATABASE_NAME}*.part"):
        remove_file(part)
    damaged = False
    version = 0
    if path.exists():
        try:
            version = schema_version(path)
        except RecordDamagedError:
            damaged = True
    # An empty file where there are copies was emptied by something else than us.
    if version or not (damaged or copies(path.parent)):
        return version, _Repair()
    changed_at = path.stat().st_mtime if path.exists() else moment
    aside = set_aside(path, moment) if path.exists() else None
    copy = restore(path)
    if copy is None:
        return 0, _Repair(set_aside=aside)
    return schema_version(path), _Repair(aside, copy, copied_at(copy), changed_at)


def _keyring(database: Database, keys: Keys) -> tuple[Keyring, bool]:
    """Return the keyring and whether the database meets the key that seals for the first time.

    Every row says with which key it was sealed. A wrong or new key gets a number of its own, so it never overwrites
    a row that it could not open, and putting the former key back makes the former rows readable again.
    """
    with database.read() as connection:
        known = {row.fingerprint: row.key_id for row in connection.execute(select(KEYS))}
    name = fingerprint(keys.current)
    key_id = known.get(name)
    if begun := key_id is None:
        with database.write(durable=True) as connection:
            key_id = connection.scalars(insert(KEYS).values(fingerprint=name).returning(KEYS.c.key_id)).one()
    others = ((key, known.get(fingerprint(key))) for key in (*keys.former, *keys.retired))
    former = [Cipher(key, number) for key, number in others if number is not None]
    return Keyring(Cipher(keys.current, key_id), former), begun


def _unreadable(vault: Vault) -> dict[Table, int]:
    """Count the rows of each table whose key is not at hand."""
    with vault.database.read() as connection:
        return {
            table: connection.scalar(select(func.count()).where(~readable(vault, table))) or 0
            for table in SEALED_TABLES
        }
