"""Asks people by their own account, and does as they answer.

Somebody with an account is only invited by the one who adds them: their photos lie sealed, and no template is made of
them. The account's yes makes the person one of the home; a no, or two weeks of silence, erases what lies there. An
account that is linked later is asked as well. What is stored by then was agreed to in the presence of the one who
added the person, so silence does not erase it: it lies unused until the answer.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
import logging
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import HomeAssistant

from ..const import (
    CONF_ASKED_AT,
    CONF_ASKED_BY,
    CONF_CONSENT_VERSION,
    CONF_CONSENTED_AT,
    CONF_GRANTED_USER_IDS,
    CONF_PULSE_AGREED,
    CONF_SERVER_RECEIVER,
    CONF_SHARING,
    CONF_USER_ID,
    CONSENT_VERSION,
)
from ..engine.records.errors import (
    EngineError,
    EngineLostError,
    EngineNotBackError,
    EngineTimeoutError,
    EngineUnavailableError,
)
from ..engine.records.gallery import EnrolmentPhoto
from ..entry import invited_to, is_invited, people_of
from ..record import Consent, Erasure, Record, RecordError, Sharing, UnknownPersonError
from .consent import consent_as_it_is, has_agreed, needs_answer
from .enrolment import to_store
from .leaving import Leaving

_LOGGER = logging.getLogger(__name__)

ANSWER_SECONDS: Final = 14 * 24 * 60 * 60.0
"""Photos that nobody answered for are erased after so long."""

type EnrolPhoto = Callable[[str, bytes, tuple[bytes, ...]], Awaitable[EnrolmentPhoto]]
"""Turns one photo of a person into a template that agrees with those made before."""


class Asking:
    """Keeps one home's questions; what must happen elsewhere is handed in."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        record: Record,
        leaving: Leaving,
        *,
        deciding: asyncio.Lock,
        enrol_photo: EnrolPhoto,
        can_recognise: Callable[[], bool],
        reload_gallery: Callable[[], Awaitable[None]],
        now: Callable[[], float],
    ) -> None:
        """`can_recognise` tells whether an engine with a recogniser runs; `now` gives seconds since the epoch.

        `deciding` is held while any consent is kept, so that the one that was said last is the last.
        """
        self._hass = hass
        self._entry = entry
        self._record = record
        self._leaving = leaving
        self._enrol_photo = enrol_photo
        self._can_recognise = can_recognise
        self._reload_gallery = reload_gallery
        self._now = now
        self._deciding = deciding
        self._making = asyncio.Lock()

    async def async_agree(self, subentry_id: str, by_user_id: str, sharing: Sharing | None = None) -> None:
        """Keep a person's yes durably, then let them be one of the home; templates follow once the engine can.

        Without `sharing` somebody new keeps everything private, and somebody known keeps what was chosen before.

        Raises:
            UnknownPersonError: Nobody is asked there any more.
            RecordError: The record cannot be read or written: nothing has changed.
        """
        async with self._deciding:
            person = self._asked(subentry_id, by_user_id)
            former = Sharing(person.data.get(CONF_SHARING, Sharing.PRIVATE))
            consent = Consent(
                person_id=str(person.unique_id),
                version=CONSENT_VERSION,
                consented_at=self._now(),
                sharing=sharing or former,
                granted_user_ids=tuple(person.data.get(CONF_GRANTED_USER_IDS, ())),
                recorded_by=by_user_id,
                receiver=person.data.get(CONF_SERVER_RECEIVER),
                pulse=bool(person.data.get(CONF_PULSE_AGREED, False)),
            )
            await self._record.async_record_consent(consent)
            # Templates first: a new person of the home is looked for at once.
            await self._async_make_templates([consent.person_id])
            # Another account may have been linked meanwhile, which is asked anew.
            self._asked(subentry_id, by_user_id)
            keep_consent(self._hass, self._entry, person, consent)

    async def async_refuse(self, subentry_id: str, by_user_id: str) -> Erasure:
        """Erase everything of a person who says no, at once, and remove the person.

        Raises:
            UnknownPersonError: Nobody is asked there any more.
            RecordError: Erasing failed; ask again.
        """
        async with self._deciding:
            return await self._async_erase(self._asked(subentry_id, by_user_id), by_user_id)

    async def async_choose_readers(
        self, subentry_id: str, by_user_id: str, sharing: Sharing, granted_user_ids: tuple[str, ...]
    ) -> None:
        """Keep durably whom a person lets see their values: a new consent to the text that they agreed to.

        Raises:
            UnknownPersonError: Nobody who agreed is there.
            RecordError: The record cannot be read or written: nothing has changed.
        """
        async with self._deciding:
            person = self._entry.subentries.get(subentry_id)
            if person is None or not has_agreed(person):
                raise UnknownPersonError("Expected somebody who agreed, got another; open the page again")
            consent = replace(
                consent_as_it_is(person, self._now(), by_user_id),
                sharing=sharing,
                granted_user_ids=granted_user_ids,
            )
            await self._record.async_record_consent(consent)
            keep_consent(self._hass, self._entry, person, consent)

    async def async_make_templates(self) -> None:
        """Turn the sealed photos that waited for an engine into templates; those of people who agreed."""
        agreed = {person_id for person_id, person in people_of(self._entry).items() if has_agreed(person)}
        if await self._async_make_templates(agreed):
            await self._reload_gallery()

    async def async_erase_unanswered(self, now: float) -> None:
        """Erase what nobody answered for in time; what cannot be erased now is within the hour."""
        for person in invited_to(self._entry).values():
            async with self._deciding:
                if not _is_overdue(self._entry.subentries.get(person.subentry_id), now):
                    continue
                try:
                    await self._async_erase(person, None)
                except RecordError as err:
                    _LOGGER.warning("Unanswered photos could not be erased yet: %s", err)

    def _asked(self, subentry_id: str, user_id: str) -> ConfigSubentry:
        """Return somebody who is asked now by that account: answers of one account may come twice."""
        person = self._entry.subentries.get(subentry_id)
        if person is None or not needs_answer(person) or person.data.get(CONF_USER_ID) != user_id:
            raise UnknownPersonError("Expected somebody who is asked, got another; open the page again")
        return person

    async def _async_erase(self, person: ConfigSubentry, by_user_id: str | None) -> Erasure:
        """Erase everything of a person, then remove the person."""
        erasure = await self._leaving.async_forget(str(person.unique_id), by_user_id)
        self._hass.config_entries.async_remove_subentry(self._entry, person.subentry_id)
        return erasure

    async def _async_make_templates(self, person_ids: Collection[str]) -> bool:
        """Turn the photos of these people into templates, and destroy the photos; tell whether there were any.

        Without an engine they wait for one. A photo that makes no template is destroyed with the others; with none
        left the person is asked for new ones.
        """
        async with self._making:
            try:
                waiting = set(await self._record.async_people_with_photos()) & set(person_ids)
                return any([await self._async_made(person_id) for person_id in sorted(waiting)])
            except RecordError as err:
                _LOGGER.warning("Photos are turned into templates at the next start: %s", err)
                return False

    async def _async_made(self, person_id: str) -> bool:
        """Turn one person's photos into templates; False while they have to wait."""
        if not self._can_recognise():
            return False
        made: list[EnrolmentPhoto] = []
        for photo in await self._record.async_photos(person_id):
            try:
                made.append(await self._enrol_photo(person_id, photo, tuple(one.template for one in made)))
            except EngineNotBackError:
                return False
            except (EngineLostError, EngineTimeoutError) as err:
                _LOGGER.warning("A photo ended the engine, so no template is made of it: %s", err)
            except EngineUnavailableError:
                return False
            except EngineError as err:
                _LOGGER.warning("No template could be made of a photo: %s", type(err).__name__)
        at = self._now()
        await self._record.async_put_templates_for_photos(person_id, to_store(made, at), at)
        return True


def _is_overdue(person: ConfigSubentry | None, now: float) -> bool:
    """Tell whether somebody is still only invited, and for too long."""
    return (
        person is not None
        and is_invited(person)
        and now - float(person.data[CONF_ASKED_AT]) >= ANSWER_SECONDS
    )


def keep_consent(
    hass: HomeAssistant, entry: ConfigEntry[Any], person: ConfigSubentry, consent: Consent
) -> None:
    """Keep with the person what the record knows already: what was agreed to, and that nobody is asked any more."""
    kept = {key: value for key, value in person.data.items() if key not in {CONF_ASKED_AT, CONF_ASKED_BY}}
    agreed = {
        CONF_SHARING: consent.sharing.value,
        CONF_GRANTED_USER_IDS: list(consent.granted_user_ids),
        CONF_CONSENT_VERSION: consent.version,
        CONF_CONSENTED_AT: consent.consented_at,
    }
    hass.config_entries.async_update_subentry(entry, person, data=kept | agreed)


async def async_keep_answers(hass: HomeAssistant, entry: ConfigEntry[Any], record: Record) -> None:
    """Take up a yes that reached the record just before Home Assistant ended, so that nobody is asked twice.

    Raises:
        RecordError: The record cannot be read or written.
    """
    consents = {known.person_id: known.consent for known in await record.async_people()}
    for person_id, person in invited_to(entry).items():
        consent = consents.get(person_id)
        if consent is not None and consent.recorded_by == person.data.get(CONF_USER_ID):
            keep_consent(hass, entry, person, consent)
