"""Photos of people who have yet to answer: sealed as they came, and destroyed once they are answered for.

A photo is turned into a template only after the person agreed. Until then nobody who reads the record's file learns
more than that there are photos.
"""

from collections.abc import Sequence
from uuid import uuid4

from sqlalchemy import Connection, select

from .entries import Action, StoredTemplate
from .erasure import destroy_bytes, ends_of, remove_copies
from .errors import InvalidEntryError, PersonExistsError
from .people import check_templates, insert_templates
from .schema import CONSENTS, PEOPLE, PHOTOS
from .sealed_rows import opened, readable, sealed_row
from .times import check_times
from .vault import Vault, is_known, note, note_unfinished, require_person, require_same


def invite(
    vault: Vault, person_id: str, photos: Sequence[bytes], invited_at: float, invited_by: str | None
) -> None:
    """Keep photos of somebody new until that person answers; none are needed where one camera sees one person.

    Raises:
        PersonExistsError: Somebody with this id is stored already.
        InvalidEntryError: What was given cannot be stored.
    """
    check_times(invited_at)
    if not person_id or not all(photos):
        raise InvalidEntryError("Expected a person and pictures that are not empty, got an empty one")
    with vault.database.write(durable=True) as connection:
        if is_known(connection, person_id):
            raise PersonExistsError("Expected a new person, got an id that is stored already")
        connection.execute(PEOPLE.insert().values(person_id=person_id, enrolled_at=invited_at))
        for place, photo in enumerate(photos):
            clear = {
                "photo_id": uuid4().hex,
                "person_id": person_id,
                "received_at": invited_at,
                "place": place,
            }
            connection.execute(PHOTOS.insert().values(sealed_row(vault, PHOTOS, clear, photo)))
        note(connection, Action.INVITED, invited_at, person_id, invited_by)
    require_same(tuple(photos), photos_of(vault, person_id))


def photos_of(vault: Vault, person_id: str) -> tuple[bytes, ...]:
    """Return a person's sealed photos that open, in the order they were taken."""
    query = select(PHOTOS).where(PHOTOS.c.person_id == person_id, readable(vault, PHOTOS))
    with vault.database.read() as connection:
        rows = connection.execute(query.order_by(PHOTOS.c.received_at, PHOTOS.c.place)).mappings().all()
    return tuple(photo for row in rows if (photo := opened(vault, PHOTOS, row)) is not None)


def people_with_photos(vault: Vault) -> tuple[str, ...]:
    """Return of whom photos lie sealed."""
    with vault.database.read() as connection:
        return tuple(connection.scalars(select(PHOTOS.c.person_id).distinct().order_by(PHOTOS.c.person_id)))


def put_templates_for_photos(
    vault: Vault, person_id: str, templates: Sequence[StoredTemplate], moment: float
) -> None:
    """Put what was made of a person's photos in their place, and destroy the photos, all or nothing.

    Without templates the photos are destroyed all the same. A photo whose key is gone goes too.

    Raises:
        UnknownPersonError: Nobody with this id is stored.
        InvalidEntryError: The person has given no consent, or what was given cannot be stored.
    """
    check_templates(templates)
    with vault.database.read() as connection:
        sealed = connection.scalars(select(PHOTOS.c.sealed).where(PHOTOS.c.person_id == person_id)).all()
    remove_copies(vault.database.path.parent, ends_of(sealed))
    with vault.database.write(durable=True) as connection:
        require_person(connection, person_id)
        if templates:
            _require_consent(connection, person_id)
        insert_templates(vault, connection, person_id, templates)
        connection.execute(PHOTOS.delete().where(PHOTOS.c.person_id == person_id))
        note_unfinished(connection, Action.TEMPLATES_CHANGED, moment, person_id, None)
    destroy_bytes(vault.database, moment)


def _require_consent(connection: Connection, person_id: str) -> None:
    """Raise unless the person ever agreed: no template is made of anybody else."""
    if (
        connection.scalar(select(CONSENTS.c.consent_id).where(CONSENTS.c.person_id == person_id).limit(1))
        is None
    ):
        raise InvalidEntryError(
            "Expected templates of somebody who agreed, got those of somebody who did not"
        )
