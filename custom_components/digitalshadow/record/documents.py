"""Documents: what is one piece per person (answers, state of notices, latest report) and is always replaced whole."""

import json
from typing import Final

from sqlalchemy import select

from .entries import Action, Document, DocumentKind
from .errors import InvalidEntryError
from .schema import DOCUMENTS
from .sealed_rows import opened, readable, sealed_row
from .times import check_times
from .vault import Vault, note, require_person, require_same

_NOTED: Final = {DocumentKind.PROFILE: Action.PROFILE_CHANGED, DocumentKind.REMOVAL: Action.REMOVED}
"""The documents whose change the audit trail notes."""


def put(vault: Vault, person_id: str, kind: DocumentKind, document: Document, changed_by: str | None) -> None:
    """Put a document in the place of the former one, durably.

    One whose key is not at hand stays beside it, to be read again should that key come back.

    Raises:
        UnknownPersonError: Nobody with this id is enrolled.
        InvalidEntryError: What was given cannot be stored.
    """
    content = _encoded(document)
    clear = {"person_id": person_id, "kind": kind.value, "changed_at": document.changed_at}
    with vault.database.write(durable=True) as connection:
        require_person(connection, person_id)
        former = DOCUMENTS.c.person_id == person_id, DOCUMENTS.c.kind == kind
        connection.execute(DOCUMENTS.delete().where(*former, readable(vault, DOCUMENTS)))
        connection.execute(DOCUMENTS.insert().values(sealed_row(vault, DOCUMENTS, clear, content)))
        if (action := _NOTED.get(kind)) is not None:
            note(connection, action, document.changed_at, person_id, changed_by)
    stored = documents_of(vault, person_id).get(kind)
    require_same(content, None if stored is None else _encoded(stored))


def get(vault: Vault, person_id: str, kind: DocumentKind) -> Document | None:
    """Return a document; None where there is none that opens, or only a report that was made later than now.

    A report from under a clock that was ahead would otherwise be the latest for years.
    """
    found = documents_of(vault, person_id).get(kind)
    is_ahead = kind is DocumentKind.REPORT and found is not None and found.changed_at > vault.horizon
    return None if is_ahead else found


def drop(vault: Vault, person_id: str, kind: DocumentKind) -> None:
    """Delete a person's document of a kind, if there is one."""
    with vault.database.write(durable=True) as connection:
        connection.execute(
            DOCUMENTS.delete().where(DOCUMENTS.c.person_id == person_id, DOCUMENTS.c.kind == kind)
        )


def documents_of(vault: Vault, person_id: str) -> dict[DocumentKind, Document]:
    """Return all documents of a person that open, of each kind the latest; damaged ones are left out and counted."""
    query = select(DOCUMENTS).where(DOCUMENTS.c.person_id == person_id, readable(vault, DOCUMENTS))
    with vault.database.read() as connection:
        rows = connection.execute(query.order_by(DOCUMENTS.c.kind, DOCUMENTS.c.changed_at)).mappings().all()
    found = ((row, opened(vault, DOCUMENTS, row)) for row in rows)
    return {
        DocumentKind(row["kind"]): Document(json.loads(content), row["changed_at"])
        for row, content in found
        if content is not None
    }


def _encoded(document: Document) -> bytes:
    """Return what is sealed. The message of the error repeats no content."""
    try:
        encoded = json.dumps(document.content, allow_nan=False, separators=(",", ":"), sort_keys=True)
    except TypeError, ValueError:
        raise InvalidEntryError("Expected a document of JSON types, got something else in it") from None
    check_times(document.changed_at)
    return encoded.encode()
