"""People who leave: forgotten on request, or removed with their subentry, now or while the integration was off.

A person who withdraws is erased at once. Whom an administrator removes is read no more from that moment on, and what is
stored lies sealed for a week, so that a slip of the hand costs nobody years of measurements; then it erases itself.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
import logging
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..entry import invited_to, people_of
from ..issues import Issue, async_take_back, async_tell
from ..record import Document, Erasure, Record, RecordError, UnknownPersonError
from .household import Household

_LOGGER = logging.getLogger(__name__)

REMOVED_SECONDS: Final = 7 * 24 * 60 * 60.0
"""What is stored of somebody who was removed erases itself after so long."""
NEWCOMER_SECONDS: Final = 60.0
"""A stored person without a subentry may still be being enrolled for so long; after it, the subentry was removed."""


class Leaving:
    """Erases people; what must happen elsewhere is handed in."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        record: Record,
        household: Household,
        *,
        drop: Callable[[str], None],
        reload_gallery: Callable[[], Awaitable[None]],
        purge_history: Callable[[Sequence[str]], Awaitable[None]],
        now: Callable[[], float],
    ) -> None:
        """`drop` forgets whatever is in memory of a person, `purge_history` what Home Assistant keeps of entities."""
        self._hass = hass
        self._entry = entry
        self._record = record
        self._household = household
        self._drop = drop
        self._reload_gallery = reload_gallery
        self._purge_history = purge_history
        self._now = now
        self._known: dict[str, Mapping[str, Any]] = {}
        self.async_note_people()

    @callback
    def async_note_people(self) -> None:
        """Remember what a removal takes away beside the record: Home Assistant tells of it only afterwards."""
        self._known = {
            person_id: {"name": person.title, "settings": dict(person.data)}
            for person_id, person in people_of(self._entry).items()
        }
        self._invited = frozenset(invited_to(self._entry))

    async def async_forget(self, person_id: str, by_user_id: str | None) -> Erasure:
        """Stop recognising a person at once, then erase everything of theirs; the caller removes the subentry.

        Raises:
            RecordError: Erasing failed: ask again; the person stays unknown until then or until a reload.
        """
        self._drop(person_id)
        subentry = people_of(self._entry).get(person_id)
        entity_ids = self._entity_ids({subentry.subentry_id} if subentry else set())
        await self._reload_gallery()
        await self._purge_history(entity_ids)
        erasure = await self._record.async_erase_person(person_id, self._now(), by_user_id)
        await self.async_tell_removed()
        async_tell(self._hass, Issue.NEW_KEY_OFFERED)
        return erasure

    async def async_seal_removed(self) -> None:
        """Know the people no more whose subentry was just removed; what is stored of them waits for a week.

        Call it before the registry forgets their entities. Of somebody who was only invited nothing waits.
        """
        entity_ids = self._entity_ids(self._household.people.keys() - self._entry.subentries.keys())
        present = people_of(self._entry).keys() | invited_to(self._entry).keys()
        for person_id in self._household.person_ids - present:
            self._drop(person_id)
            await self._async_seal(person_id)
        for person_id in self._invited - present:
            await self._async_forget_quietly(person_id)
        await self._reload_gallery()
        await self._purge_history(entity_ids)
        await self.async_tell_removed()

    async def async_take_up_left_over(self) -> None:
        """Seal the people whose subentry is gone: it was removed while the integration was not loaded.

        Newcomers are given time: their templates are stored just before their subentry is made.
        """
        for delay_seconds in (0.0, NEWCOMER_SECONDS):
            await asyncio.sleep(delay_seconds)
            try:
                await self._async_take_up_left_over()
                await self.async_tell_removed()
            except RecordError as err:
                _LOGGER.warning("Who was left over is looked for at the next start: %s", err)
                return

    async def async_removed(self) -> dict[str, Document]:
        """Return the removed people of whom something is stored, with what their removal took; the oldest first.

        Raises:
            RecordError: The record cannot be read or written.
        """
        present = people_of(self._entry).keys()
        gone = [
            person_id for person_id in await self._record.async_stored_since() if person_id not in present
        ]
        found = {person_id: await self._record.async_removal(person_id) for person_id in gone}
        removed = {person_id: removal for person_id, removal in found.items() if removal is not None}
        return dict(sorted(removed.items(), key=lambda one: one[1].changed_at))

    async def async_erase_removed(self, now: float) -> None:
        """Erase those who were removed a week ago; what cannot be erased now is within the hour."""
        try:
            for person_id, removal in (await self.async_removed()).items():
                if now - removal.changed_at >= REMOVED_SECONDS:
                    await self._async_forget_quietly(person_id)
            await self.async_tell_removed()
        except RecordError as err:
            _LOGGER.warning("Who was removed a week ago is looked for again: %s", err)

    async def async_tell_removed(self) -> None:
        """Say that something is stored of removed people, not of whom: every account can read that.

        Raises:
            RecordError: The record cannot be read or written.
        """
        if await self.async_removed():
            async_tell(self._hass, Issue.PERSON_REMOVED)
        else:
            async_take_back(self._hass, Issue.PERSON_REMOVED)

    async def _async_take_up_left_over(self) -> None:
        """Seal those who agreed once, erase those who never did; whose removal did not last is there again."""
        agreed = {person.person_id for person in await self._record.async_people()}
        people, invited = people_of(self._entry), invited_to(self._entry)
        for person_id, since in (await self._record.async_stored_since()).items():
            is_newcomer = abs(self._now() - since) < NEWCOMER_SECONDS
            is_removed = await self._record.async_removal(person_id) is not None
            if person_id in people:
                if is_removed:
                    await self._record.async_drop_removal(person_id)
            elif person_id not in invited and not is_newcomer and not is_removed:
                if person_id in agreed:
                    await self._async_seal(person_id)
                else:
                    await self._async_forget_quietly(person_id)

    async def _async_seal(self, person_id: str) -> None:
        """Remember since when somebody is gone; where the record refuses, the next start does."""
        try:
            await self._record.async_set_removal(person_id, self._known.get(person_id, {}), self._now())
        except UnknownPersonError:
            return  # nothing is stored that could wait
        except RecordError as err:
            _LOGGER.warning(
                "Since when somebody is gone could not be kept; the next start tries again: %s", err
            )

    async def _async_forget_quietly(self, person_id: str) -> None:
        """Forget a person where nobody waits for an answer; what could not be erased now is at the next start."""
        try:
            await self.async_forget(person_id, None)
        except UnknownPersonError:
            return  # the one who asked first has erased everything already
        except RecordError as err:
            _LOGGER.error("A person who was removed could not be erased; the next start tries again: %s", err)  # noqa: TRY400  # the message tells what to do

    def _entity_ids(self, subentry_ids: Collection[str]) -> list[str]:
        """Return the entities of the subentries."""
        registry = er.async_get(self._hass)
        entries = er.async_entries_for_config_entry(registry, self._entry.entry_id)
        return [entry.entity_id for entry in entries if entry.config_subentry_id in subentry_ids]
