"""How a row is sealed: its content is hidden, and everything that lies in clear beside it is bound to the seal."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import REAL, Column, ColumnElement, RowMapping, Table, select

from .cipher import Clear
from .vault import Vault

_SEALED: Final = "sealed"
_KEY: Final = "key_id"


def sealed_row(vault: Vault, table: Table, clear: Mapping[str, Any], content: bytes = b"") -> dict[str, Any]:
    """Return the columns of a row, `content` sealed with the key at hand and bound to all that is in clear.

    A row without anything to hide is sealed all the same: then nobody can change it unnoticed.
    """
    current = vault.keyring.current
    return {**clear, _KEY: current.key_id, _SEALED: current.seal(content, *_bound(table, clear))}


def opened(vault: Vault, table: Table, row: RowMapping) -> bytes | None:
    """Return the content of a whole row; None where its key is not at hand, or something about it was changed."""
    content = vault.keyring.open(row[_KEY], row[_SEALED], *_bound(table, row))
    if content is None and row[_KEY] in vault.keyring.key_ids:
        vault.keyring.damaged_rows.add((table.name, row_name(table, row)))
    return content


def readable(vault: Vault, table: Table) -> ColumnElement[bool]:
    """Select the rows whose key is at hand."""
    return table.c[_KEY].in_(vault.keyring.key_ids)


def check(vault: Vault, table: Table) -> int:
    """Open every row of a table; return how many rows of all tables are known to be damaged or changed."""
    with vault.database.read() as connection:
        for row in connection.execute(select(table).where(readable(vault, table))).mappings():
            opened(vault, table, row)
    return len(vault.keyring.damaged_rows)


def clear_columns(table: Table) -> tuple[str, ...]:
    """Return the names of the columns that lie in clear beside the seal."""
    return tuple(column.name for column in table.c if column.name not in {_SEALED, _KEY})


def row_name(table: Table, row: RowMapping) -> str:
    """Return what tells a row from every other one of its table."""
    return "|".join(str(row[column.name]) for column in table.primary_key)


def _bound(table: Table, columns: Mapping[Any, Any]) -> tuple[Clear, ...]:
    """Return what a row's seal covers. Another column in clear needs a migration that seals the rows anew."""
    return (table.name, *(_stored(table.c[name], columns[name]) for name in clear_columns(table)))


def _stored(column: Column[Any], value: Clear) -> Clear:
    """Return a value as the file gives it back: a time that is a whole number, too, is a float there."""
    return float(value) if isinstance(column.type, REAL) and value is not None else value
