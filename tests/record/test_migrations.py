"""The schema grows step by step; a kill in any step leaves the version before or the one after."""

from multiprocessing.context import ForkServerContext
from pathlib import Path
from shutil import copytree
import signal
import sqlite3

import pytest
from sqlalchemy import create_engine

from custom_components.digitalshadow.record import RecordError, RecordTooNewError
from custom_components.digitalshadow.record.migrations import MIGRATIONS, Migration
from custom_components.digitalshadow.record.opening import open_vault
from custom_components.digitalshadow.record.schema import METADATA
from tests.builders.record import ANNA, enrolled, reading
from tests.record import programs
from tests.record.conftest import OpenRecord

STATEMENTS = 14
"""How many SQL statements a process that migrates twice runs until it is done, more or less."""


def _described(path: Path) -> dict[str, list[object]]:
    """Columns, foreign keys and indices of every table of a database file."""
    described: dict[str, list[object]] = {}
    for (table,) in _rows(path, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"):
        indices = {str(name): rest for _, name, *rest in _rows(path, f"PRAGMA index_list('{table}')")}
        described[str(table)] = [
            _rows(path, f"PRAGMA table_info('{table}')"),
            sorted(row[2:] for row in _rows(path, f"PRAGMA foreign_key_list('{table}')")),
            indices,
            {name: _rows(path, f"PRAGMA index_info('{name}')") for name in indices},
        ]
    return described


async def test_the_migrations_lead_to_the_schema_that_the_code_describes(
    folder: Path, tmp_path: Path, open_record: OpenRecord
) -> None:
    await (await open_record()).async_close()
    engine = create_engine(f"sqlite:///{tmp_path / 'described.db'}")
    METADATA.create_all(engine)
    engine.dispose()

    assert _described(folder / "digitalshadow.db") == _described(tmp_path / "described.db")


def test_the_versions_count_up_from_one() -> None:
    assert [migration.version for migration in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


async def test_an_older_record_is_brought_up_to_date_and_a_copy_stays(
    folder: Path, key_file: Path, open_record: OpenRecord
) -> None:
    record = await open_record()
    await enrolled(record)
    await record.async_add_reading(reading())
    await record.async_close()
    assert not record.opened.migrated

    opened = _open_next(folder, key_file)

    assert opened == (True, False)
    assert _rows(folder / "digitalshadow.db", "SELECT schema_version FROM meta") == [(3,)]
    assert _rows(folder / "digitalshadow.db", "SELECT person_id FROM profiles") == [(ANNA,)]
    assert _rows(folder / "digitalshadow.db.v1.bak", "SELECT schema_version FROM meta") == [(1,)]
    assert _rows(folder / "digitalshadow.db.v1.bak", "SELECT count(*) FROM readings") == [(1,)]
    with pytest.raises(RecordTooNewError):
        await open_record()


@pytest.mark.slow
@pytest.mark.parametrize("existing", [True, False], ids=["an older record", "a new one"])
async def test_a_migration_killed_at_any_statement_is_done_by_the_next_start(
    tmp_path: Path, key_file: Path, open_record: OpenRecord, processes: ForkServerContext, existing: bool
) -> None:
    if existing:
        record = await open_record()
        await enrolled(record)
        await record.async_add_reading(reading())
        await record.async_close()
    killed_at = 0
    seen_versions = set()
    for statement in range(1, 200):
        trial = tmp_path / f"trial-{statement}"
        trial.mkdir()
        if existing:
            copytree(tmp_path / "digitalshadow", trial, dirs_exist_ok=True)
        process = processes.Process(target=programs.migrate_until_killed, args=(trial, key_file, statement))
        process.start()
        process.join()
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
        killed_at = statement
        seen_versions.add(_version(trial / "digitalshadow.db"))

        _open_next(trial, key_file)

        assert _version(trial / "digitalshadow.db") == 3
        assert len(_rows(trial / "digitalshadow.db", "SELECT * FROM profiles")) == int(existing)
        assert (
            _rows(trial / "digitalshadow.db", "SELECT DISTINCT note FROM readings")
            == [("migrated",)] * existing
        )
    assert killed_at > STATEMENTS
    assert seen_versions == ({1, 2, 3} if existing else {0, 1, 2, 3})


def _open_next(folder: Path, key_file: Path) -> tuple[bool, bool]:
    """Open and close with the later schema; return whether it was migrated and whether it was new."""
    vault, opened = open_vault(
        folder,
        key_file,
        clock=lambda: 1.0,
        migrations=programs.NEXT_SCHEMA,
    )
    vault.database.close()
    return opened.migrated, opened.new


def _version(path: Path) -> int:
    """Schema version of a file; 0 where it has none."""
    if not _rows(path, "SELECT 1 FROM sqlite_master WHERE name = 'meta'"):
        return 0
    return int(str(_rows(path, "SELECT schema_version FROM meta")[0][0]))


def _rows(path: Path, query: str) -> list[tuple[object, ...]]:
    """Ask the file behind the record's back."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


async def test_a_step_that_fails_changes_nothing_and_leaves_the_file_to_the_version_before(
    folder: Path, key_file: Path, open_record: OpenRecord
) -> None:
    record = await open_record()
    await enrolled(record)
    await record.async_close()
    bad = Migration(len(MIGRATIONS) + 1, ("CREATE TABLE new (id INTEGER)", "this is no SQL"))

    with pytest.raises(RecordError, match="to take the statement"):
        open_vault(folder, key_file, clock=lambda: 0.0, migrations=[*MIGRATIONS, bad])

    assert _rows(folder / "digitalshadow.db", "SELECT name FROM sqlite_master WHERE name = 'new'") == []
    record = await open_record()
    assert not record.opened.migrated
    assert [person.person_id for person in await record.async_people()] == [ANNA]
