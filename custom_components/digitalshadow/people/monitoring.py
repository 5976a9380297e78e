"""A person's monitoring: whether their face is read."""

from collections.abc import Awaitable, Callable
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from ..const import CONF_MONITORING
from .household import Household


class Monitoring:
    """Switches it, and keeps the choice in the person's subentry."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        household: Household,
        *,
        drop_visit: Callable[[str], None],
        reload_gallery: Callable[[], Awaitable[None]],
        on_change: Callable[[], None],
    ) -> None:
        """`drop_visit` forgets what was seen of a person and not yet stored."""
        self._hass = hass
        self._entry = entry
        self._household = household
        self._drop_visit = drop_visit
        self._reload_gallery = reload_gallery
        self._on_change = on_change

    async def async_set(self, subentry_id: str, *, on: bool) -> None:
        """Switch a person's monitoring; off drops what was seen and not yet stored."""
        subentry, person = self._entry.subentries[subentry_id], self._household.people[subentry_id]
        self._hass.config_entries.async_update_subentry(
            self._entry, subentry, data={**subentry.data, CONF_MONITORING: on}
        )
        self._household.set_monitoring(person.person_id, on=on)
        if not on:
            self._drop_visit(person.person_id)
        self._on_change()
        await self._reload_gallery()
