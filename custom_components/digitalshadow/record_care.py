"""Takes care of the open record in the background: seals anew, looks for damage, copies nightly."""

from datetime import datetime
import logging
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_track_time_change

from .issues import Issue, async_take_back, async_tell
from .record import Record, RecordClosedError, RecordError

_LOGGER = logging.getLogger(__name__)


class RecordCare:
    """Works after each start and each night. What fails is tried again the next time."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry[Any], record: Record) -> None:
        """Nothing happens before `async_start`."""
        self._hass = hass
        self._entry = entry
        self._record = record

    @callback
    def async_start(self) -> CALLBACK_TYPE:
        """Begin; returns how to stop the nightly work."""
        self._entry.async_create_background_task(
            self._hass, self._async_after_start(), "digitalshadow care of the record"
        )
        return async_track_time_change(self._hass, self._async_handle_night, hour=3, minute=40, second=0)

    async def _async_after_start(self) -> None:
        """Seal with the present key what a former one sealed, and look for damage."""
        try:
            if rows := await self._record.async_seal_anew():
                _LOGGER.info("%d rows of the record were sealed with the present key", rows)
            await self._async_check()
            await self._async_ask_for_recovery_file()
        except RecordClosedError:
            return
        except RecordError as err:
            _LOGGER.warning("The record is looked after again tonight: %s", err)

    async def _async_handle_night(self, _now: datetime) -> None:
        """Keep a consistent copy beside the database, then do as after a start."""
        try:
            await self._record.async_copy()
        except RecordError as err:
            _LOGGER.warning("The nightly copy of the record failed: %s", err)
        await self._async_after_start()

    async def _async_ask_for_recovery_file(self) -> None:
        """Say before a move, not after it, that the key does not travel with a backup."""
        if await self._record.async_people() and not await self._record.async_is_recovery_file_saved():
            async_tell(self._hass, Issue.RECOVERY_FILE_MISSING)
        else:
            async_take_back(self._hass, Issue.RECOVERY_FILE_MISSING)

    async def _async_check(self) -> None:
        """Tell how many rows were changed or are damaged."""
        if damaged := await self._record.async_check():
            async_tell(self._hass, Issue.RECORD_ROWS_DAMAGED, rows=str(damaged))
        else:
            async_take_back(self._hass, Issue.RECORD_ROWS_DAMAGED)
