"""Documents: what is one piece per person (answers, state of notices, latest report) and is always replaced whole."""

import json
import math

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from .entries import Action, Document, DocumentKind
from .errors import InvalidEntryError
from .schema import DOCUMENTS
from .vault import Vault, note, require_person, require_same

DOCUMENT = "document"


def put(vault: Vault, person_id: str, kind: DocumentKind, document: Document, changed_by: str | None) -> None:
    """Put a document in the place of the former one, durably. Raises `UnknownPersonError`, `InvalidEntryError`.

    One that another key sealed stays beside it, to be read again should that key come back.
    """
    content = _encoded(document)
    sealed = vault.cipher.seal(content, DOCUMENT, person_id, kind)
    row = {"changed_at": document.changed_at, "sealed": sealed}
    with vault.database.write(durable=True) as connection:
        require_person(connection, person_id)
        connection.execute(
            insert(DOCUMENTS)
            .values(person_id=person_id, kind=kind, key_id=vault.cipher.key_id, **row)
            .on_conflict_do_update(index_elements=["person_id", "kind", "key_id"], set_=row)
        )
        if kind is DocumentKind.PROFILE:
            note(connection, Action.PROFILE_CHANGED, document.changed_at, person_id, changed_by)
    stored = get(vault, person_id, kind)
    require_same(content, None if stored is None else _encoded(stored))


def get(vault: Vault, person_id: str, kind: DocumentKind) -> Document | None:
    """Return a document; None where there is none that opens."""
    return documents_of(vault, person_id).get(kind)


def documents_of(vault: Vault, person_id: str) -> dict[DocumentKind, Document]:
    """Return all documents of a person that open; damaged ones are left out and counted."""
    query = select(DOCUMENTS.c.kind, DOCUMENTS.c.changed_at, DOCUMENTS.c.sealed).where(
        DOCUMENTS.c.person_id == person_id, DOCUMENTS.c.key_id == vault.cipher.key_id
    )
    with vault.database.read() as connection:
        rows = connection.execute(query.order_by(DOCUMENTS.c.kind)).all()
    opened = ((row, vault.cipher.open(row.sealed, DOCUMENT, person_id, row.kind)) for row in rows)
    return {
        DocumentKind(row.kind): Document(json.loads(content), row.changed_at)
        for row, content in opened
        if content is not None
    }


def _encoded(document: Document) -> bytes:
    """Return what is sealed. The message of the error repeats no content."""
    try:
        encoded = json.dumps(document.content, allow_nan=False, separators=(",", ":"), sort_keys=True)
    except TypeError, ValueError:
        raise InvalidEntryError("Expected a document of JSON types, got something else in it") from None
    if not math.isfinite(document.changed_at):
        raise InvalidEntryError("Expected a document with a finite time, got another")
    return encoded.encode()
