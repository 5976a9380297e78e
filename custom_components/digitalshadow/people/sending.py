"""Whether a person's face may be sent to the inference server: a consent of its own, to a receiver by name."""

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
        drop: Callable[[str], None],
        reload_gallery: Callable[[], Awaitable[None]],
        now: Callable[[], float],
    ) -> None:
        """`drop` ends what is under way to the server about a person."""
        self._hass = hass
        self._entry = entry
        self._record = record
        self._household = household
        self._drop = drop
        self._reload_gallery = reload_gallery
        self._now = now

    async def async_set(self, person: ConfigSubentry, user_id: str | None, *, on: bool) -> None:
        """Take a person's yes to the server of today, or a no to any; the account that chose is noted.

        Raises:
            RecordError: The choice cannot be stored. A no holds all the same, until the next start.
        """
        person_id = str(person.unique_id)
        server = server_of(self._entry)
        receiver = server.receiver if on and server else None
        if receiver is None:
            # First of all: nothing more is sent, whatever becomes of the rest.
            self._household.set_may_be_sent(person_id, on=False)
            self._drop(person_id)
            await self._reload_gallery()
        if person.data.get(CONF_SERVER_RECEIVER) == receiver:
            return
        consent = consent_as_it_is(person, self._now(), user_id)
        await self._record.async_record_consent(replace(consent, receiver=receiver))
        data = {key: value for key, value in person.data.items() if key != CONF_SERVER_RECEIVER}
        if receiver is not None:
            data[CONF_SERVER_RECEIVER] = receiver
        self._hass.config_entries.async_update_subentry(self._entry, person, data=data)
        if receiver is not None:
            self._household.set_may_be_sent(person_id, on=True)
            await self._reload_gallery()
