"""Each person's trend by the model that speaks, computed from the record and kept in step with it."""

import asyncio
from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo
import logging
import math
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util

from ..engine.records.readings import Reading
from ..engine.records.sightings import Liveness
from ..health.trend.daily_values import DayValue, VisitValue, day_values, of_one_kind
from ..health.trend.trend import Trend, trend_of
from ..people.household import Household
from ..record import Record, RecordClosedError, RecordError

_LOGGER = logging.getLogger(__name__)

_EVER: Final = (-math.inf, math.inf)


class Trends:
    """Keeps the days of each person, so that a new reading opens one day of the record and not ten years."""

    def __init__(
        self,
        hass: HomeAssistant,
        record: Record,
        household: Household,
        risk_model_sha256: str,
        *,
        living_only: bool,
    ) -> None:
        """Follow the people of `household`; only readings of the model with that hash count.

        `living_only` leaves out what was not seen living.
        """
        self._hass = hass
        self._record = record
        self._household = household
        self._risk_model_sha256 = risk_model_sha256
        self._living_only = living_only
        self._time_zone: tzinfo = dt_util.get_default_time_zone()
        self._days: dict[str, tuple[DayValue, ...]] = {}
        self._computing: str | None = None
        self._one_at_a_time = asyncio.Lock()

    async def async_update_all(self) -> None:
        """Compute everybody's trend as of today; the record is asked only about people not known yet.

        In another time zone than before nobody is.
        """
        async with self._one_at_a_time:
            if (time_zone := dt_util.get_default_time_zone()) != self._time_zone:
                self._time_zone = time_zone
                self._days.clear()
        for person_id in self._household.person_ids:
            await self._async_update(person_id, None)

    async def async_update(self, person_id: str, changed_at: float) -> None:
        """Compute a person's trend anew after a reading that started at `changed_at` was stored or undone."""
        await self._async_update(person_id, datetime.fromtimestamp(changed_at, self._time_zone).date())

    async def async_days(self, person_id: str) -> tuple[DayValue, ...]:
        """Return a person's days, oldest first.

        Raises:
            RecordError: The record cannot be read or written.
        """
        async with self._one_at_a_time:
            days = await self._async_days(person_id, None)
        return of_one_kind(days, dt_util.now(self._time_zone).date())

    def forget(self, person_id: str) -> None:
        """Know a person's days no more, nor those that are being computed."""
        self._days.pop(person_id, None)
        if self._computing == person_id:
            self._computing = None

    async def _async_update(self, person_id: str, changed_day: date | None) -> None:
        """Renew a day, or everything where nothing is known, and show the trend; what cannot be read stays as it is."""
        async with self._one_at_a_time:
            self._computing = person_id
            try:
                days = await self._async_days(person_id, changed_day)
            except RecordClosedError:
                return
            except RecordError as err:
                _LOGGER.warning("A trend could not be computed: %s", err)
                self.forget(person_id)  # a day that could not be renewed must not be taken for known
                return
            # Ten years take 40 ms, too long for the event loop.
            trend = await self._hass.async_add_executor_job(
                _trend_of_one_kind, days, dt_util.now(self._time_zone).date()
            )
            is_forgotten = self._computing != person_id  # meanwhile: other readings may count now
            if not is_forgotten and person_id in self._household.person_ids:
                self._days[person_id] = days
                self._household.set_trend(person_id, trend)

    async def _async_days(self, person_id: str, changed_day: date | None) -> tuple[DayValue, ...]:
        """Return a person's days, oldest first, `changed_day` as the record has it now.

        Raises:
            RecordError: The record cannot be read or written.
        """
        known = self._days.get(person_id)
        if known is None:
            return await self._async_read(person_id, *_EVER)
        if changed_day is None:
            return known
        start = datetime.combine(changed_day, datetime.min.time(), self._time_zone)
        end = datetime.combine(changed_day + timedelta(days=1), datetime.min.time(), self._time_zone)
        renewed = await self._async_read(person_id, start.timestamp(), end.timestamp())
        return (
            *(day for day in known if day.day < changed_day),
            *renewed,
            *(day for day in known if day.day > changed_day),
        )

    async def _async_read(self, person_id: str, start: float, end: float) -> tuple[DayValue, ...]:
        """Return the days of the readings that started within a span."""
        readings = await self._record.async_readings(person_id, start, end, self._risk_model_sha256)
        readings = counted(readings, living_only=self._living_only)
        return await self._hass.async_add_executor_job(days_of_readings, readings, self._time_zone)


def _trend_of_one_kind(days: tuple[DayValue, ...], as_of: date) -> Trend:
    """Return the trend of the days that compare."""
    return trend_of(of_one_kind(days, as_of), as_of)


def counted(readings: Iterable[Reading], *, living_only: bool) -> tuple[Reading, ...]:
    """Return the readings that go into a trend: all, or all but those not seen living."""
    return tuple(one for one in readings if not living_only or one.liveness is not Liveness.NOT_SEEN)


def days_of_readings(readings: Iterable[Reading], time_zone: tzinfo) -> tuple[DayValue, ...]:
    """Return one value for each local day and set of cameras, oldest first."""
    return day_values(
        VisitValue(
            day=datetime.fromtimestamp(reading.started_at, time_zone).date(),
            probability=reading.probability,
            camera_ids=reading.camera_ids,
            kind=(reading.crop, reading.light),
        )
        for reading in readings
    )
