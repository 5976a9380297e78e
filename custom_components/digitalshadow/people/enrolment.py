"""The rules of an enrolment that are not the engine's: how long a name is, how many photos, what is stored of them."""

from collections.abc import Iterable
from typing import Final

from ..engine.records.gallery import EnrolmentPhoto
from ..record import Record, StoredTemplate

RECOMMENDED_PHOTOS: Final = 3
"""One frontal, two slightly turned: what lifts the similarity of a passing face most."""
MAX_PHOTOS: Final = 10
MAX_NAME_LENGTH: Final = 48


def to_store(photos: Iterable[EnrolmentPhoto], enrolled_at: float) -> tuple[StoredTemplate, ...]:
    """Return what the record keeps of enrolment photos: the template and how good the face was, not the picture."""
    return tuple(
        StoredTemplate(
            template=photo.template,
            model_sha256=photo.model_sha256,
            enrolled_at=enrolled_at,
            quality=photo.quality.value,
        )
        for photo in photos
    )


async def async_comparable_templates(
    record: Record, person_id: str, model_sha256: str | None
) -> tuple[StoredTemplate, ...]:
    """Return a person's templates that the recogniser with this hash made.

    Raises:
        RecordError: The record cannot be read or written.
    """
    stored = (await record.async_templates()).get(person_id, ())
    return tuple(template for template in stored if template.model_sha256 == model_sha256)
