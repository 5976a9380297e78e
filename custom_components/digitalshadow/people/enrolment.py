"""The rules of an enrolment that are not the engine's: names, how many photos, what is stored of them."""

from collections.abc import Iterable
from typing import Final
import unicodedata

from ..engine.records.messages import EnrolmentPhoto
from ..record import Record, StoredTemplate

RECOMMENDED_PHOTOS: Final = 3
"""One frontal, two slightly turned: what lifts the similarity of a passing face most."""
MAX_PHOTOS: Final = 10
MAX_NAME_LENGTH: Final = 48

_MARKUP: Final = frozenset("{}<>`|\\")
"""Characters that mean something in templates, Markdown and HTML; names appear in all three."""


def clean_name(text: str) -> str:
    """Return a typed name fit for showing: composed, without control, format and markup characters, single spaces.

    Empty when nothing is left. Names longer than `MAX_NAME_LENGTH` are the caller's to refuse: a cut name is another
    name.
    """
    return " ".join("".join(map(_plain, unicodedata.normalize("NFC", text))).split())


def _plain(letter: str) -> str:
    """Return the letter, a space for any white space, or nothing for what has no place in a name."""
    if letter.isspace():
        return " "
    return "" if letter in _MARKUP or unicodedata.category(letter).startswith("C") else letter


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
    """Return a person's templates that the recogniser with this hash made. Raises `RecordError`."""
    stored = (await record.async_templates()).get(person_id, ())
    return tuple(template for template in stored if template.model_sha256 == model_sha256)
