"""People and their templates. Every write is durable and read back."""

from collections.abc import Iterable, Sequence
import struct
from typing import Final
from uuid import uuid4

from sqlalchemy import Connection, func, select

from .consents import insert_consent, unchanged
from .entries import Action, Consent, PersonEntry, StoredTemplate
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
        insert_consent(vault, connection, consent)
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
        for consent in unchanged(vault, rows)
    )


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
