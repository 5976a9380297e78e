"""Keeps what changes slowly about the people up to date: each one's trend, and what a validated equation says."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
import logging
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ..entry import is_living_only
from ..health.trend.daily_values import DayValue
from ..new_day import async_track_new_day
from ..people.household import Household
from ..record import Record, RecordClosedError, RecordError
from .clinical import async_clinical, async_track_clinical_inputs
from .trends import Trends

_LOGGER = logging.getLogger(__name__)


class Outlook:
    """Computes at start, when something new is known, and each night, when everything has become a day older."""

    def __init__(  # noqa: PLR0917  # the parts it connects
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        record: Record,
        household: Household,
        risk_model_sha256: str,
        on_change: Callable[[], Awaitable[None]],
    ) -> None:
        """Fill the snapshots of `household` and await `on_change` after it. Nothing runs before `async_start`."""
        self._hass = hass
        self._entry = entry
        self._record = record
        self._household = household
        self._trends = Trends(hass, record, household, risk_model_sha256, living_only=is_living_only(entry))
        self._on_change = on_change
        self._one_at_a_time = asyncio.Lock()

    @callback
    def async_start(self) -> tuple[CALLBACK_TYPE, ...]:
        """Compute everything for the first time, and follow what changes; returns how to stop that."""
        self._run(self._async_update_all(), "outlook at start")
        return (
            async_track_new_day(self._hass, self._async_update_all),
            async_track_clinical_inputs(self._hass, self._handle_clinical_inputs),
        )

    async def async_update_trend(self, person_id: str, changed_at: float) -> None:
        """Follow a reading that started at `changed_at` and was stored or undone."""
        await self._trends.async_update(person_id, changed_at)
        await self._on_change()

    async def async_days(self, person_id: str) -> tuple[DayValue, ...]:
        """Return the days behind a person's trend, oldest first.

        Raises:
            RecordError: The record cannot be read or written.
        """
        return await self._trends.async_days(person_id)

    def forget(self, person_id: str) -> None:
        """Know a person no more."""
        self._trends.forget(person_id)

    @callback
    def async_begin_anew(self) -> None:
        """Compute everything anew: the clock was set, so other readings and measurements count."""
        for person_id in self._household.person_ids:
            self.forget(person_id)
        self._run(self._async_update_all(), "outlook after the clock was set")

    async def _async_update_all(self) -> None:
        """Compute everything that is known of everybody."""
        await self._async_update_clinical()
        await self._trends.async_update_all()
        await self._on_change()

    @callback
    def _handle_clinical_inputs(self) -> None:
        """Follow answers and measurements."""
        self._run(self._async_update_clinical(), "clinical risk")

    async def _async_update_clinical(self) -> None:
        """Ask the equations about everybody; what cannot be read stays as it is."""
        async with self._one_at_a_time:
            try:
                for person_id in self._household.person_ids:
                    clinical = await async_clinical(self._record, person_id, dt_util.now())
                    self._household.set_clinical(person_id, clinical)
            except RecordClosedError:
                return
            except RecordError as err:
                _LOGGER.warning("The 10-year risk could not be computed: %s", err)
        await self._on_change()

    def _run(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Work in the background until the entry is unloaded."""
        self._entry.async_create_background_task(self._hass, work, f"digitalshadow {name}")
