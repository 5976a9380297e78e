"""Who is erased by the clock: people who did not answer in time, who were removed, and who were left over."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_track_time_interval

from .asking import Asking
from .leaving import Leaving

DEADLINE_INTERVAL: Final = timedelta(hours=1)
"""How late it may be noticed that something was kept for as long as it may be."""


class Deadlines:
    """Erases what was kept for as long as it may be. The time is `now`, a clock that a person can set."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        *,
        asking: Asking,
        leaving: Leaving,
        now: Callable[[], float],
    ) -> None:
        """Prepare; `async_start` begins."""
        self._hass = hass
        self._entry = entry
        self._asking = asking
        self._leaving = leaving
        self._now = now

    @callback
    def async_start(self) -> CALLBACK_TYPE:
        """Look now and by the hour; returns how to stop the latter."""
        self._entry.async_create_background_task(
            self._hass, self._async_look_after_start(), "digitalshadow people left over"
        )
        return async_track_time_interval(
            self._hass, self._async_handle_hour, DEADLINE_INTERVAL, cancel_on_shutdown=True
        )

    async def _async_look_after_start(self) -> None:
        """Do what became due while the integration was not loaded."""
        await self._async_erase()
        await self._leaving.async_take_up_left_over()

    async def _async_handle_hour(self, _now: datetime) -> None:
        """Erase what became due within the last hour."""
        await self._async_erase()

    async def _async_erase(self) -> None:
        """Erase what is due."""
        await self._asking.async_erase_unanswered(self._now())
        await self._leaving.async_erase_removed(self._now())
