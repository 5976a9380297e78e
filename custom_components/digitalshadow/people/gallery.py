"""Which of the stored people the engine gets to know, and with which templates."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from homeassistant.core import HomeAssistant

from ..engine.records.errors import EngineUnavailableError
from ..engine.records.gallery import EnrolledPerson, GalleryLoaded, SetGallery
from ..issues import Issue, async_take_back, async_tell
from ..record import PersonEntry, Record, StoredTemplate
from .household import Household, has_lost_templates


class GalleryLoader:
    """Gives the engine the people as they are now: after enrolment, consent, forgetting and monitoring."""

    def __init__(
        self,
        hass: HomeAssistant,
        record: Record,
        household: Household,
        *,
        set_gallery: Callable[[SetGallery], Awaitable[GalleryLoaded]],
        recogniser_sha256: Callable[[], str | None],
        is_paused: Callable[[], bool],
        on_change: Callable[[], None],
    ) -> None:
        """Load into the engine behind `set_gallery`; `recogniser_sha256` tells which recogniser works, if any did.

        While everything is paused nobody's pulse is measured, and the engine forgets what was.
        """
        self._hass = hass
        self._record = record
        self._household = household
        self._set_gallery = set_gallery
        self._recogniser_sha256 = recogniser_sha256
        self._is_paused = is_paused
        self._on_change = on_change

    async def async_reload(self) -> None:
        """Load the gallery, and say who must enrol again.

        Raises:
            RecordError: The record cannot be read or written.
        """
        stored = {person.person_id: person for person in await self._record.async_people()}
        templates = await self._record.async_templates()
        known = [stored[person_id] for person_id in self._household.may_be_compared if person_id in stored]
        recogniser_sha256 = self._recogniser_sha256()
        unusable = {
            person_id for person_id in self._household.person_ids if has_lost_templates(stored.get(person_id))
        }
        with suppress(EngineUnavailableError):  # the runner keeps the gallery for when the engine comes back
            loaded = await self._set_gallery(
                gallery_of(
                    known,
                    templates,
                    self._household.may_be_read,
                    recogniser_sha256,
                    may_be_sent=self._household.may_be_sent,
                    may_have_pulse=() if self._is_paused() else self._household.may_have_pulse,
                )
            )
            if recogniser_sha256 is not None:
                unusable.update(loaded.needs_enrolment)
        self._household.set_needs_enrolment(unusable)
        if unusable:
            async_tell(self._hass, Issue.ENROLMENT_NEEDED, people=str(len(unusable)))
        else:
            async_take_back(self._hass, Issue.ENROLMENT_NEEDED)
        self._on_change()


def gallery_of(
    people: Sequence[PersonEntry],
    templates: Mapping[str, Sequence[StoredTemplate]],
    may_be_read: Collection[str],
    recogniser_sha256: str | None,
    *,
    may_be_sent: Collection[str] = (),
    may_have_pulse: Collection[str] = (),
) -> SetGallery:
    """Return the gallery of everybody in `people`; only those in `may_be_read` are read by LiveCAD.

    Of those, only who is in `may_be_sent` may be asked about elsewhere, and only the pulse of who is in
    `may_have_pulse` may be measured.

    A person has the templates of the recogniser at work. Who has none of it is sent with those of another one, so that
    the engine can tell that they must enrol again.
    """
    return SetGallery(
        tuple(
            replace(
                _enrolled(
                    person.person_id, templates.get(person.person_id, ()), recogniser_sha256, may_be_read
                ),
                may_be_asked_elsewhere=person.person_id in may_be_sent,
                may_have_pulse=person.person_id in may_have_pulse,
            )
            for person in people
        )
    )


def _enrolled(
    person_id: str,
    templates: Sequence[StoredTemplate],
    recogniser_sha256: str | None,
    may_be_read: Collection[str],
) -> EnrolledPerson:
    """Return one person with the templates of one recogniser."""
    made_by = {template.model_sha256 for template in templates}
    model_sha256 = recogniser_sha256 if recogniser_sha256 in made_by or not made_by else max(made_by)
    return EnrolledPerson(
        person_id=person_id,
        may_be_read=person_id in may_be_read,
        model_sha256=model_sha256 or "",
        templates=tuple(template.template for template in templates if template.model_sha256 == model_sha256),
    )
