"""Whether a person's pulse may be measured from video: a consent of its own, withdrawn alone."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from ..const import CONF_PULSE_AGREED
from ..entry import people_of
from ..record import Record
from .consent import consent_as_it_is
from .household import Household

PULSE_KEY: Final = "pulse"
"""The key of the entity that shows the rate: what Home Assistant keeps of it goes with the consent."""


class PulseConsent:
    """Keeps the choice in the record, as every consent, and in the person's subentry."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        record: Record,
        household: Household,
        *,
        deciding: asyncio.Lock,
        drop: Callable[[str], None],
        reload_gallery: Callable[[], Awaitable[None]],
        purge_history: Callable[[Sequence[str]], Awaitable[None]],
        now: Callable[[], float],
    ) -> None:
        """`drop` ends what is being measured of a person, `purge_history` what Home Assistant keeps of entities.

        `deciding` is held while any consent is kept, so that the one that was said last is the last.
        """
        self._hass = hass
        self._entry = entry
        self._record = record
        self._household = household
        self._deciding = deciding
        self._drop = drop
        self._reload_gallery = reload_gallery
        self._purge_history = purge_history
        self._now = now

    async def async_set(self, person: ConfigSubentry, user_id: str | None, *, on: bool) -> None:
        """Take a person's yes or no to the pulse; the account that chose is noted.

        A no destroys every rate, also those that are being measured, and what Home Assistant kept of the entity.

        Raises:
            RecordError: The choice cannot be stored. A no holds all the same, until the next start.
        """
        if not on:
            # First of all, whatever is being kept just now.
            await self._async_stop(person)
        async with self._deciding:
            if not on:
                await self._async_withdraw(person, user_id)
            elif not person.data.get(CONF_PULSE_AGREED, False):
                consent = replace(consent_as_it_is(person, self._now(), user_id), pulse=True)
                await self._record.async_record_consent(consent)
                self._keep(person, on=True)
                self._household.set_may_have_pulse(consent.person_id, on=True)
                await self._reload_gallery()

    async def async_finish_withdrawals(self) -> None:
        """End what a crash interrupted: somebody's no is in the record, and not yet in the entry.

        Raises:
            RecordError: The record cannot be read or written.
        """
        agreed = {known.person_id for known in await self._record.async_people() if known.consent.pulse}
        for person_id, person in people_of(self._entry).items():
            if person.data.get(CONF_PULSE_AGREED, False) and person_id not in agreed:
                await self._purge_history(self._entity_ids(person))
                self._keep(person, on=False)

    async def _async_stop(self, person: ConfigSubentry) -> None:
        """Measure nothing of a person any more, and forget what was being measured."""
        person_id = str(person.unique_id)
        self._household.set_may_have_pulse(person_id, on=False)
        self._drop(person_id)
        await self._reload_gallery()

    async def _async_withdraw(self, person: ConfigSubentry, user_id: str | None) -> None:
        """Destroy what was measured; the entry says so last."""
        if not person.data.get(CONF_PULSE_AGREED, False):
            return
        if str(person.unique_id) in self._household.may_have_pulse:
            await self._async_stop(person)  # a yes was kept meanwhile
        consent = replace(consent_as_it_is(person, self._now(), user_id), pulse=False)
        await self._record.async_record_consent(consent)
        await self._purge_history(self._entity_ids(person))
        self._keep(person, on=False)

    def _keep(self, person: ConfigSubentry, *, on: bool) -> None:
        """Keep the choice with the person."""
        kept = {key: value for key, value in person.data.items() if key != CONF_PULSE_AGREED}
        chosen = {CONF_PULSE_AGREED: True} if on else {}
        self._hass.config_entries.async_update_subentry(self._entry, person, data=kept | chosen)

    def _entity_ids(self, person: ConfigSubentry) -> list[str]:
        """Return the entity that shows the rate, where there is one."""
        registry = er.async_get(self._hass)
        entries = er.async_entries_for_config_entry(registry, self._entry.entry_id)
        unique_id = f"{person.subentry_id}_{PULSE_KEY}"
        return [entry.entity_id for entry in entries if entry.unique_id == unique_id]
