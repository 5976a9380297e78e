"""Everything stored about a person, in plain JSON types."""

from base64 import b64encode
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, func, select

from . import measurements, pulses, readings
from .consents import consents_of
from .documents import documents_of
from .entries import Action
from .people import templates_of
from .photos import photos_of
from .schema import AUDIT, DOCUMENTS, MEASUREMENTS, MODELS, PHOTOS, PULSES, READINGS, TEMPLATES
from .sealed_rows import readable
from .vault import Vault, note, require_person


def export_person(
    vault: Vault, person_id: str, exported_at: float | None, exported_by: str | None
) -> dict[str, Any]:
    """Return all that is stored; with `exported_at` the audit trail notes it.

    Raises:
        UnknownPersonError: Nobody with this id is enrolled.
    """
    with vault.database.read() as connection:
        require_person(connection, person_id)
        consents = [asdict(consent) for consent in consents_of(vault, connection, person_id)]
        models = [dict(row) for row in connection.execute(select(MODELS)).mappings()]
        audit = [
            dict(row)
            for row in connection.execute(
                select(AUDIT.c.at, AUDIT.c.action, AUDIT.c.by_user)
                .where(AUDIT.c.person_id == person_id)
                .order_by(AUDIT.c.audit_id)
            ).mappings()
        ]
        unreadable = _unreadable(vault, connection, person_id)
    templates = [
        {**asdict(template), "template": b64encode(template.template).decode()}
        for template in templates_of(vault).get(person_id, ())
    ]
    taken = [
        {**asdict(stored.reading), "undone_at": stored.undone_at}
        for stored in readings.every(vault, person_id)
    ]
    spoken = {reading["model_sha256"] for reading in taken}
    if exported_at is not None:
        with vault.database.write() as connection:
            note(connection, Action.EXPORTED, exported_at, person_id, exported_by)
    return {
        "person_id": person_id,
        "consents": [
            {**consent, "granted_user_ids": list(consent["granted_user_ids"])} for consent in consents
        ],
        "templates": templates,
        "photos": [b64encode(photo).decode() for photo in photos_of(vault, person_id)],
        "readings": [
            {**reading, "camera_ids": list(reading["camera_ids"]), "runtimes": list(reading["runtimes"])}
            for reading in taken
        ],
        "measurements": [asdict(measured) for measured in measurements.every(vault, person_id)],
        "pulses": [asdict(pulse) for pulse in pulses.every(vault, person_id)],
        "documents": {
            kind.value: asdict(document) for kind, document in documents_of(vault, person_id).items()
        },
        "models": [model for model in models if model["model_sha256"] in spoken],
        "audit": audit,
        "unreadable_rows": unreadable,
    }


def _unreadable(vault: Vault, connection: Connection, person_id: str) -> int:
    """Count the person's rows that another key sealed."""
    return sum(
        connection.scalar(select(func.count()).where(table.c.person_id == person_id, ~readable(vault, table)))
        or 0
        for table in (TEMPLATES, PHOTOS, READINGS, MEASUREMENTS, PULSES, DOCUMENTS)
    )
