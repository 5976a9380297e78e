"""Consents: each decision of a person is a new one, and none is ever changed."""

from collections.abc import Iterable, Iterator
import json

from sqlalchemy import Connection, RowMapping, func, select

from .entries import Action, Consent, Sharing
from .erasure import destroy_bytes, ends_of, remove_copies
from .schema import CONSENTS, PULSES
from .sealed_rows import opened, sealed_row
from .times import check_times
from .vault import Vault, note, note_unfinished, require_person, require_same


def record_consent(vault: Vault, consent: Consent) -> None:
    """Add a later consent of an enrolled person. One without the pulse destroys the pulse rates that are there.

    Both or neither is there after a crash; the bytes of what was deleted are destroyed by the next opening then.

    Raises:
        InvalidEntryError: What was given cannot be stored.
    """
    check_times(consent.consented_at)
    person_id, pulses = consent.person_id, PULSES.c.person_id == consent.person_id
    with vault.database.read() as connection:
        sealed = () if consent.pulse else connection.scalars(select(PULSES.c.sealed).where(pulses)).all()
    if sealed:
        remove_copies(vault.database.path.parent, ends_of(sealed))
    with vault.database.write(durable=True) as connection:
        require_person(connection, person_id)
        insert_consent(vault, connection, consent)
        note(connection, Action.CONSENTED, consent.consented_at, person_id, consent.recorded_by)
        if sealed:
            connection.execute(PULSES.delete().where(pulses))
            note_unfinished(
                connection, Action.PULSE_WITHDRAWN, consent.consented_at, person_id, consent.recorded_by
            )
    with vault.database.read() as connection:
        require_same(consent, latest_consent(vault, connection, person_id))
    if sealed:
        destroy_bytes(vault.database, consent.consented_at)


def insert_consent(vault: Vault, connection: Connection, consent: Consent) -> None:
    """Append a consent; no row of this table is ever changed, and its seal tells should something else do so."""
    latest = connection.scalar(select(func.max(CONSENTS.c.consent_id))) or 0
    clear = {
        "consent_id": latest + 1,
        "person_id": consent.person_id,
        "version": consent.version,
        "consented_at": consent.consented_at,
        "sharing": consent.sharing.value,
        "granted_user_ids": json.dumps(consent.granted_user_ids),
        "recorded_by": consent.recorded_by,
        "receiver": consent.receiver,
        "pulse": int(consent.pulse),
    }
    connection.execute(CONSENTS.insert().values(sealed_row(vault, CONSENTS, clear)))


def latest_consent(vault: Vault, connection: Connection, person_id: str) -> Consent | None:
    """Return what a person agreed to last; None where that was changed behind the record's back."""
    query = select(CONSENTS).where(CONSENTS.c.person_id == person_id).order_by(CONSENTS.c.consent_id.desc())
    return next(unchanged(vault, connection.execute(query.limit(1)).mappings().all()), None)


def consents_of(vault: Vault, connection: Connection, person_id: str) -> tuple[Consent, ...]:
    """Return every consent a person gave, oldest first; those that were changed are left out and counted."""
    query = select(CONSENTS).where(CONSENTS.c.person_id == person_id).order_by(CONSENTS.c.consent_id)
    return tuple(unchanged(vault, connection.execute(query).mappings().all()))


def unchanged(vault: Vault, rows: Iterable[RowMapping]) -> Iterator[Consent]:
    """Yield the consents that are as they were given. Without its key nothing tells, and the consent stands."""
    for row in rows:
        if opened(vault, CONSENTS, row) is not None or row["key_id"] not in vault.keyring.key_ids:
            yield _consent(row)


def _consent(row: RowMapping) -> Consent:
    """Turn a row into a consent."""
    return Consent(
        person_id=row["person_id"],
        version=row["version"],
        consented_at=row["consented_at"],
        sharing=Sharing(row["sharing"]),
        granted_user_ids=tuple(json.loads(row["granted_user_ids"])),
        recorded_by=row["recorded_by"],
        receiver=row["receiver"],
        pulse=bool(row["pulse"]),
    )
