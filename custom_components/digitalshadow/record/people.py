"""People, their consents and their templates. Every write is durable and read back."""

from collections.abc import Iterable, Iterator, Sequence
import json
import struct
from typing import Final
from uuid import uuid4

from sqlalchemy import Connection, RowMapping, func, select

from .entries import Action, Consent, PersonEntry, Sharing, StoredTemplate
from .errors import InvalidEntryError, PersonExistsError
from .schema import CONSENTS, PEOPLE, TEMPLATES
from .sealed_rows import opened, readable, sealed_row
from .times import check_times
from .vault import Vault, is_known, note, require_person, require_same

_QUALITY: Final = struct.Struct("<d")
_FLOAT32_BYTES: Final = 4


def enrol(vault: Vault, person_id: str, consent: Consent, templates: Sequence[StoredTemplate]) -> None:
    """Create a person with a consent and templates, all or nothing; none are needed where one camera sees one person.

    Raises:
        PersonExistsError: Somebody with this id is enrolled already.
        InvalidEntryError: What was given cannot be stored.
    """
    if not person_id or consent.person_id != person_id:
        raise InvalidEntryError("Expected the consent of the person who enrols, got somebody else's")
    check_templates(templates)
    check_times(consent.consented_at)
    with vault.database.write(durable=True) as connection:
        if is_known(connection, person_id):
            raise PersonExistsError(
                "Expected a new person, got an id that is enrolled. Replace the templates instead"
            )
        connection.execute(PEOPLE.insert().values(person_id=person_id, enrolled_at=consent.consented_at))
        _insert_consent(vault, connection, consent)
        insert_templates(vault, connection, person_id, templates)
        note(connection, Action.ENROLLED, consent.consented_at, person_id, consent.recorded_by)
    require_same(consent, _entry(vault, person_id).consent)
    require_same(sorted(templates, key=_order), sorted(templates_of(vault).get(person_id, ()), key=_order))


def add_templates(
    vault: Vault, person_id: str, templates: Sequence[StoredTemplate], changed_by: str | None
) -> None:
    """Add templates to a person.

    Raises:
        UnknownPersonError: Nobody with this id is enrolled.
        InvalidEntryError: What was given cannot be stored.
    """
    _change_templates(vault, person_id, templates, changed_by, replace=False)


def replace_templates(
    vault: Vault, person_id: str, templates: Sequence[StoredTemplate], changed_by: str | None
) -> None:
    """Put templates in the place of all former ones, unreadable ones included.

    Raises:
        UnknownPersonError: Nobody with this id is enrolled.
        InvalidEntryError: What was given cannot be stored.
    """
    _change_templates(vault, person_id, templates, changed_by, replace=True)


def _change_templates(
    vault: Vault,
    person_id: str,
    templates: Sequence[StoredTemplate],
    changed_by: str | None,
    *,
    replace: bool,
) -> None:
    """Add templates, after deleting the former ones if they are to be replaced."""
    if not templates:
        raise InvalidEntryError("Expected at least one template, got none")
    check_templates(templates)
    with vault.database.write(durable=True) as connection:
        require_person(connection, person_id)
        if replace:
            connection.execute(TEMPLATES.delete().where(TEMPLATES.c.person_id == person_id))
        insert_templates(vault, connection, person_id, templates)
        at = max(template.enrolled_at for template in templates)
        note(connection, Action.TEMPLATES_CHANGED, at, person_id, changed_by)
    stored = templates_of(vault).get(person_id, ())
    require_same(expected=True, stored=set(templates) <= set(stored))


def record_consent(vault: Vault, consent: Consent) -> None:
    """Add a later consent of an enrolled person.

    Raises:
        InvalidEntryError: What was given cannot be stored.
    """
    check_times(consent.consented_at)
    with vault.database.write(durable=True) as connection:
        require_person(connection, consent.person_id)
        _insert_consent(vault, connection, consent)
        note(connection, Action.CONSENTED, consent.consented_at, consent.person_id, consent.recorded_by)
    require_same(consent, _entry(vault, consent.person_id).consent)


def stored_since(vault: Vault) -> dict[str, float]:
    """Return everybody of whom anything is stored, and since when, whether they ever agreed or not."""
    with vault.database.read() as connection:
        rows = connection.execute(select(PEOPLE.c.person_id, PEOPLE.c.enrolled_at)).all()
    return dict(map(tuple, rows))


def require(vault: Vault, person_id: str) -> None:
    """Raise `UnknownPersonError` unless the person is enrolled."""
    with vault.database.read() as connection:
        require_person(connection, person_id)


def people(vault: Vault) -> tuple[PersonEntry, ...]:
    """Return everybody whose latest consent is as it was given, in the order of enrolment.

    One that was changed behind the record's back is no consent; it is counted as damaged.
    """
    latest = select(func.max(CONSENTS.c.consent_id)).group_by(CONSENTS.c.person_id)
    query = select(CONSENTS).join(PEOPLE, PEOPLE.c.person_id == CONSENTS.c.person_id)
    in_order = query.order_by(PEOPLE.c.enrolled_at, PEOPLE.c.person_id)
    with vault.database.read() as connection:
        rows = connection.execute(in_order.where(CONSENTS.c.consent_id.in_(latest))).mappings().all()
        stored = connection.execute(
            select(TEMPLATES.c.person_id, func.count()).group_by(TEMPLATES.c.person_id)
        ).all()
    counts: dict[str, int] = dict(map(tuple, stored))
    usable = {person_id: len(kept) for person_id, kept in templates_of(vault).items()}
    return tuple(
        PersonEntry(
            consent.person_id,
            consent,
            templates=usable.get(consent.person_id, 0),
            unreadable_templates=counts.get(consent.person_id, 0) - usable.get(consent.person_id, 0),
        )
        for consent in _unchanged(vault, rows)
    )


def consents_of(vault: Vault, connection: Connection, person_id: str) -> tuple[Consent, ...]:
    """Return every consent a person gave, oldest first; those that were changed are left out and counted."""
    query = select(CONSENTS).where(CONSENTS.c.person_id == person_id).order_by(CONSENTS.c.consent_id)
    return tuple(_unchanged(vault, connection.execute(query).mappings().all()))


def templates_of(vault: Vault) -> dict[str, tuple[StoredTemplate, ...]]:
    """Return the readable templates by person id, in the order they were stored."""
    query = select(TEMPLATES).where(readable(vault, TEMPLATES))
    with vault.database.read() as connection:
        rows = (
            connection.execute(query.order_by(TEMPLATES.c.enrolled_at, TEMPLATES.c.template_id))
            .mappings()
            .all()
        )
    found: dict[str, list[StoredTemplate]] = {}
    for row in rows:
        content = opened(vault, TEMPLATES, row)
        if content is not None:
            quality, vector = _QUALITY.unpack_from(content)[0], content[_QUALITY.size :]
            template = StoredTemplate(vector, row["model_sha256"], row["enrolled_at"], quality)
            found.setdefault(row["person_id"], []).append(template)
    return {person_id: tuple(templates) for person_id, templates in found.items()}


def _entry(vault: Vault, person_id: str) -> PersonEntry:
    """Return one person."""
    return next(entry for entry in people(vault) if entry.person_id == person_id)


def _order(template: StoredTemplate) -> tuple[float, bytes]:
    """Sort key that tells any two templates apart."""
    return template.enrolled_at, template.template


def check_templates(templates: Iterable[StoredTemplate]) -> None:
    """Refuse what cannot be a template."""
    for template in templates:
        if not template.template or len(template.template) % _FLOAT32_BYTES:
            raise InvalidEntryError(
                f"Expected a template of float32 values, got {len(template.template)} bytes"
            )
        check_times(template.enrolled_at)


def _insert_consent(vault: Vault, connection: Connection, consent: Consent) -> None:
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
    }
    connection.execute(CONSENTS.insert().values(sealed_row(vault, CONSENTS, clear)))


def insert_templates(
    vault: Vault, connection: Connection, person_id: str, templates: Iterable[StoredTemplate]
) -> None:
    """Seal and store templates."""
    for template in templates:
        clear = {
            "template_id": uuid4().hex,
            "person_id": person_id,
            "model_sha256": template.model_sha256,
            "enrolled_at": template.enrolled_at,
        }
        content = _QUALITY.pack(template.quality) + template.template
        connection.execute(TEMPLATES.insert().values(sealed_row(vault, TEMPLATES, clear, content)))


def _unchanged(vault: Vault, rows: Iterable[RowMapping]) -> Iterator[Consent]:
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
    )
