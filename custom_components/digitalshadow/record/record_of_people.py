"""What the record is asked about people: enrolling, templates and consents, photos of the invited, removals."""

from collections.abc import Mapping, Sequence
from typing import Any

from . import consents, documents, people, photos
from .entries import Consent, Document, DocumentKind, PersonEntry, StoredTemplate
from .thread import RecordThread


class RecordOfPeople(RecordThread):
    """Everything but a person's readings, answers and measurements."""

    async def async_enrol(
        self, person_id: str, consent: Consent, templates: Sequence[StoredTemplate]
    ) -> None:
        """Create a person with a consent and templates, durably.

        Raises:
            PersonExistsError: Somebody with this id is enrolled already.
            InvalidEntryError: What was given cannot be stored.
        """
        await self._when_free(people.enrol, person_id, consent, tuple(templates))

    async def async_add_templates(
        self, person_id: str, templates: Sequence[StoredTemplate], changed_by: str | None = None
    ) -> None:
        """Add templates to a person, durably.

        Raises:
            UnknownPersonError: Nobody with this id is enrolled.
            InvalidEntryError: What was given cannot be stored.
        """
        await self._when_free(people.add_templates, person_id, tuple(templates), changed_by)

    async def async_replace_templates(
        self, person_id: str, templates: Sequence[StoredTemplate], changed_by: str | None = None
    ) -> None:
        """Put templates in the place of all former ones, durably.

        Raises:
            UnknownPersonError: Nobody with this id is enrolled.
            InvalidEntryError: What was given cannot be stored.
        """
        await self._when_free(people.replace_templates, person_id, tuple(templates), changed_by)

    async def async_record_consent(self, consent: Consent) -> None:
        """Add a later consent, durably; one without the pulse destroys the pulse rates that are there.

        Raises:
            UnknownPersonError: Nobody with this id is enrolled.
        """
        await self._when_free(consents.record_consent, consent)

    async def async_invite(
        self, person_id: str, pictures: Sequence[bytes], invited_at: float, invited_by: str | None
    ) -> None:
        """Seal photos of somebody new until that person answers, durably; they are no template, nobody is enrolled.

        Raises:
            PersonExistsError: Somebody with this id is stored already.
            InvalidEntryError: What was given cannot be stored.
        """
        await self._when_free(photos.invite, person_id, tuple(pictures), invited_at, invited_by)

    async def async_photos(self, person_id: str) -> tuple[bytes, ...]:
        """Return the sealed photos of somebody who was invited, in the order they were taken."""
        return await self._run(photos.photos_of, person_id)

    async def async_people_with_photos(self) -> tuple[str, ...]:
        """Return of whom photos lie sealed."""
        return await self._run(photos.people_with_photos)

    async def async_put_templates_for_photos(
        self, person_id: str, templates: Sequence[StoredTemplate], moment: float
    ) -> None:
        """Put templates in the place of a person's sealed photos, durably, and destroy the photos.

        Raises:
            UnknownPersonError: Nobody with this id is stored.
            InvalidEntryError: The person has given no consent, or what was given cannot be stored.
        """
        await self._when_free(photos.put_templates_for_photos, person_id, tuple(templates), moment)

    async def async_stored_since(self) -> dict[str, float]:
        """Return everybody of whom anything is stored, and since when, whether they ever agreed or not."""
        return await self._run(people.stored_since)

    async def async_set_removal(
        self, person_id: str, content: Mapping[str, Any], removed_at: float, removed_by: str | None = None
    ) -> None:
        """Remember what a removal took away beside the record, durably.

        Raises:
            UnknownPersonError: Nobody with this id is stored.
            InvalidEntryError: JSON cannot hold it.
        """
        removal = Document(content, removed_at)
        await self._when_free(documents.put, person_id, DocumentKind.REMOVAL, removal, removed_by)

    async def async_removal(self, person_id: str) -> Document | None:
        """Return what a removal took away; None for somebody who was not removed."""
        return await self._run(documents.get, person_id, DocumentKind.REMOVAL)

    async def async_drop_removal(self, person_id: str) -> None:
        """Forget a removal that did not last."""
        await self._when_free(documents.drop, person_id, DocumentKind.REMOVAL)

    async def async_people(self) -> tuple[PersonEntry, ...]:
        """Return everybody who agreed, in the order of enrolment."""
        return await self._run(people.people)

    async def async_templates(self) -> dict[str, tuple[StoredTemplate, ...]]:
        """Return the readable templates by person id."""
        return await self._run(people.templates_of)
