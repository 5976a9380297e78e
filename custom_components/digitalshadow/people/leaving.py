"""People who leave: forgotten on request, removed with their subentry, or removed while the integration was off."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
import logging
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from ..entry import invited_to, people_of
from ..issues import Issue, async_tell
from ..record import Erasure, Record, RecordError, UnknownPersonError
from .household import Household

_LOGGER = logging.getLogger(__name__)

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

    async def async_forget(self, person_id: str, by_user_id: str | None) -> Erasure:
        """Stop recognising a person at once, then erase everything of theirs; whoever asks removes the subentry.

        Raises:
            RecordError: Erasing failed: ask again; the person stays unknown until then or until a reload.
        """
        self._drop(person_id)
        subentry = people_of(self._entry).get(person_id)
        entity_ids = self._entity_ids({subentry.subentry_id} if subentry else set())
        await self._reload_gallery()
        await self._purge_history(entity_ids)
        erasure = await self._record.async_erase_person(person_id, self._now(), by_user_id)
        async_tell(self._hass, Issue.NEW_KEY_OFFERED)
        return erasure

    async def async_forget_removed(self) -> None:
        """Forget the people whose subentry was just removed; call it before the registry forgets their entities."""
        entity_ids = self._entity_ids(self._household.people.keys() - self._entry.subentries.keys())
        for person_id in self._household.person_ids - people_of(self._entry).keys():
            await self._async_forget_quietly(person_id)
        await self._purge_history(entity_ids)

    async def async_erase_left_over(self) -> None:
        """Erase people whose subentry is gone: it was removed while the integration was not loaded.

        Newcomers are given time: their templates are stored just before their subentry is made.
        """
        for delay_seconds in (0.0, NEWCOMER_SECONDS):
            await asyncio.sleep(delay_seconds)
            try:
                stored = await self._record.async_stored_since()
            except RecordError as err:
                _LOGGER.warning("Who was left over is looked for at the next start: %s", err)
                return
            known = people_of(self._entry).keys() | invited_to(self._entry).keys()
            for person_id, since in stored.items():
                is_newcomer = abs(self._now() - since) < NEWCOMER_SECONDS
                if person_id not in known and not is_newcomer:
                    await self._async_forget_quietly(person_id)

    async def _async_forget_quietly(self, person_id: str) -> None:
        """Forget a person where nobody waits for an answer; what could not be erased now is at the next start."""
        try:
            await self.async_forget(person_id, None)
        except UnknownPersonError:
            return  # whoever asked first has erased everything already
        except RecordError as err:
            _LOGGER.error("A person who was removed could not be erased; the next start tries again: %s", err)  # noqa: TRY400  # the message tells what to do

    def _entity_ids(self, subentry_ids: Collection[str]) -> list[str]:
        """Return the entities of the subentries."""
        registry = er.async_get(self._hass)
        entries = er.async_entries_for_config_entry(registry, self._entry.entry_id)
        return [entry.entity_id for entry in entries if entry.config_subentry_id in subentry_ids]
