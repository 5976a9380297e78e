"""What another key sealed is sealed with the present one, a little at a time; then nothing needs the other any more."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

from . import measurements
from .copies import COPY_NAME, copies, make_copy, remove_file
from .key import destroy_retired_keys, has_retired_keys
from .schema import MEASUREMENTS, SEALED_TABLES
from .sealed_rows import clear_columns, opened, readable, sealed_row
from .vault import Vault

type Place = tuple[Table, tuple[Any, ...]]
"""A row: its table and its primary key."""


def sealed_by_others(vault: Vault) -> tuple[Place, ...]:
    """Return the rows that a key at hand opens, but not the one that seals."""
    places: list[Place] = []
    with vault.database.read() as connection:
        for table in SEALED_TABLES:
            by_others = readable(vault, table), table.c.key_id != vault.keyring.current.key_id
            rows = connection.execute(select(*table.primary_key).where(*by_others))
            places += ((table, tuple(row)) for row in rows)
    return tuple(places)


def seal_anew(vault: Vault, places: Iterable[Place]) -> None:
    """Seal rows with the present key, all or none; one that is gone meanwhile or damaged stays as it is."""
    with vault.database.write() as connection:
        for table, primary_key in places:
            where = [column == value for column, value in zip(table.primary_key, primary_key, strict=True)]
            row = connection.execute(select(table).where(*where)).mappings().one_or_none()
            content = None if row is None else opened(vault, table, row)
            if row is not None and content is not None:
                connection.execute(table.delete().where(*where))
                _insert(vault, connection, table, row, content)


def let_go_of_retired_keys(vault: Vault, key_file: Path, moment: float) -> None:
    """Destroy the keys that were retired, after every copy that needs them. Call it once nothing else does."""
    if not has_retired_keys(key_file):
        return
    vault.database.rewrite()
    make_copy(vault.database, COPY_NAME, moment)
    for copy in copies(vault.database.path.parent):
        if copy.name != COPY_NAME:
            remove_file(copy)
    destroy_retired_keys(key_file)


def _insert(vault: Vault, connection: Connection, table: Table, row: RowMapping, content: bytes) -> None:
    """Store a row anew; where two keys sealed the same thing, what the later one sealed is newer and stays."""
    clear = {name: row[name] for name in clear_columns(table)}
    if table is MEASUREMENTS:
        clear["measurement_id"] = measurements.id_of(vault, row, content)
    is_newer = row["key_id"] > vault.keyring.current.key_id
    anew = table.insert().prefix_with("OR REPLACE" if is_newer else "OR IGNORE")
    connection.execute(anew.values(sealed_row(vault, table, clear, content)))
