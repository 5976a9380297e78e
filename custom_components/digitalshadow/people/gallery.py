"""Which of the stored people the engine gets to know, and with which templates."""

from collections.abc import Collection, Mapping, Sequence

from ..engine.records.messages import EnrolledPerson, SetGallery
from ..record import PersonEntry, StoredTemplate


def gallery_of(
    people: Sequence[PersonEntry],
    templates: Mapping[str, Sequence[StoredTemplate]],
    consenting: Collection[str],
    embedder_sha256: str | None,
) -> SetGallery:
    """Return the gallery of everybody in `people`; only those in `consenting` may be read by LiveCAD.

    A person has the templates of the recogniser at work. Who has none of it is sent with those of another one, so that
    the engine can tell that they must enrol again.
    """
    return SetGallery(
        tuple(
            _enrolled(person.person_id, templates.get(person.person_id, ()), embedder_sha256, consenting)
            for person in people
        )
    )


def _enrolled(
    person_id: str,
    templates: Sequence[StoredTemplate],
    embedder_sha256: str | None,
    consenting: Collection[str],
) -> EnrolledPerson:
    """Return one person with the templates of one recogniser."""
    made_by = {template.model_sha256 for template in templates}
    model_sha256 = embedder_sha256 if embedder_sha256 in made_by or not made_by else max(made_by)
    return EnrolledPerson(
        person_id=person_id,
        consented=person_id in consenting,
        model_sha256=model_sha256 or "",
        templates=tuple(template.template for template in templates if template.model_sha256 == model_sha256),
    )
