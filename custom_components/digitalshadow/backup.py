"""Keeps the personal database still while Home Assistant copies it: a live copy would be torn."""

import asyncio
import logging
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from .const import DOMAIN
from .exceptions import translated_errors

_LOGGER = logging.getLogger(__name__)

HOLD_SECONDS: Final = 30
"""As long as Home Assistant's own recorder is waited for."""


async def async_pre_backup(hass: HomeAssistant) -> None:
    """Hold the database still; readings wait in memory meanwhile."""
    for entry in hass.config_entries.async_loaded_entries(DOMAIN):
        try:
            async with asyncio.timeout(HOLD_SECONDS):
                with translated_errors():
                    await entry.runtime_data.record.async_hold_for_backup()
        except TimeoutError as err:
            raise HomeAssistantError(translation_domain=DOMAIN, translation_key="record_unavailable") from err


async def async_post_backup(hass: HomeAssistant) -> None:
    """Let the database go, and say so if it could not be held long enough."""
    for entry in hass.config_entries.async_loaded_entries(DOMAIN):
        if not await entry.runtime_data.record.async_release_after_backup():
            _LOGGER.warning("The record was let go before the backup was done; its copy may be of no use")
