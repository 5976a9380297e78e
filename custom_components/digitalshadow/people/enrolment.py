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
_NON_JOINER, _JOINER = "\u200c", "\u200d"
"""Two signs without a width that are part of the spelling in Persian, in Indian scripts and in emoji."""
_VIRAMA: Final = 9
"""The combining class of the sign that joins Indian consonants."""
_VARIATION: Final = "\ufe0f"
"""Makes an emoji of the sign before it."""


def clean_name(text: str) -> str:
    """Return a typed name fit for showing: composed, without control, format and markup characters, single spaces.

    Empty when nothing is left. Names longer than `MAX_NAME_LENGTH` are the caller's to refuse: a cut name is another
    name.
    """
    shown = "".join(map(_plain, unicodedata.normalize("NFC", text)))
    return unicodedata.normalize("NFC", " ".join(_without_loose_joiners(shown).split()))


def _plain(letter: str) -> str:
    """Return the letter, a space for any white space, or nothing for what has no place in a name."""
    if letter.isspace():
        return " "
    if letter in {_NON_JOINER, _JOINER}:
        return letter
    return "" if letter in _MARKUP or unicodedata.category(letter).startswith("C") else letter


def _without_loose_joiners(text: str) -> str:
    """Drop joiners where they join nothing: there they only make two names that look alike."""
    kept: list[str] = []
    for place, letter in enumerate(text):
        if letter in {_NON_JOINER, _JOINER}:
            after = text[place + 1 :].lstrip(_NON_JOINER + _JOINER)[:1]
            if not kept or not _is_joined(kept[-1], letter, after):
                continue
        kept.append(letter)
    return "".join(kept)


def _is_joined(before: str, joiner: str, after: str) -> bool:
    """Tell whether a joiner is written between two characters; empty where there is none."""
    if unicodedata.combining(before) == _VIRAMA:
        return True
    if joiner == _JOINER and _is_emoji(before) and _is_emoji(after):
        return True
    return (
        unicodedata.bidirectional(before) in {"AL", "NSM"} and unicodedata.bidirectional(after or " ") == "AL"
    )


def _is_emoji(character: str) -> bool:
    """Tell whether a character is a picture, or what changes the one before it."""
    return character == _VARIATION or unicodedata.category(character or " ") in {"So", "Sk"}


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
