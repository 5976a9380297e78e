"""Whether a person's face may be sent to the inference server: a consent of its own, to a receiver by name."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import HomeAssistant

from ..const import CONF_SERVER_RECEIVER
from ..record import Record
from ..server_options import server_of
from .consent import consent_as_it_is
from .household import Household


class Sending:
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
        now: Callable[[], float],
    ) -> None:
        """`drop` ends what is under way to the server about a person.

        `deciding` is held while any consent is kept, so that the one that was said last is the last.
        """
        self._hass = hass
        self._entry = entry
        self._record = record
        self._household = household
        self._deciding = deciding
        self._drop = drop
        self._reload_gallery = reload_gallery
        self._now = now

    async def async_set(self, person: ConfigSubentry, user_id: str | None, *, on: bool) -> None:
        """Take a person's yes to the server of today, or a no to any; the account that chose is noted.

        Raises:
            RecordError: The choice cannot be stored. A no holds all the same, until the next start.
        """
        if not on:
            # First of all: nothing more is sent, whatever is being kept just now and becomes of the rest.
            await self._async_stop(person)
        async with self._deciding:
            server = server_of(self._entry)
            await self._async_keep(person, user_id, server.receiver if on and server else None)

    async def _async_keep(self, person: ConfigSubentry, user_id: str | None, receiver: str | None) -> None:
        """Keep to whom a person agreed; None for nobody."""
        if person.data.get(CONF_SERVER_RECEIVER) == receiver:
            return
        if receiver is None and str(person.unique_id) in self._household.may_be_sent:
            await self._async_stop(person)  # a yes was kept meanwhile
        consent = consent_as_it_is(person, self._now(), user_id)
        await self._record.async_record_consent(replace(consent, receiver=receiver))
        data = {key: value for key, value in person.data.items() if key != CONF_SERVER_RECEIVER}
        if receiver is not None:
            data[CONF_SERVER_RECEIVER] = receiver
        self._hass.config_entries.async_update_subentry(self._entry, person, data=data)
        if receiver is not None:
            self._household.set_may_be_sent(consent.person_id, on=True)
            await self._reload_gallery()

    async def _async_stop(self, person: ConfigSubentry) -> None:
        """Send nothing of a person any more, and end what is under way."""
        person_id = str(person.unique_id)
        self._household.set_may_be_sent(person_id, on=False)
        self._drop(person_id)
        await self._reload_gallery()
