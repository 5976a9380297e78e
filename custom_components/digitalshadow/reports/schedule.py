"""Makes each person's weekly report on the day they chose, once, and later where it was not possible then."""

import asyncio
from datetime import datetime, time, timedelta
from enum import StrEnum
import logging
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_track_time_change
from homeassistant.util import dt as dt_util

from ..const import CONF_REPORT_WEEKDAY
from ..engine.records.errors import EngineUnavailableError
from ..entry import people_of
from ..people.household import Household
from ..record import RecordClosedError, RecordError
from .desk import ReportDesk

_LOGGER = logging.getLogger(__name__)

REPORT_TIME: Final = time(8)
"""Local time of the weekly report."""
TASK_NAME: Final = "digitalshadow weekly reports"
_CHECK_MINUTES: Final = range(0, 60, 10)
"""Each hour's minutes at which it is looked whether a report is due: after a start, too, and while no model speaks."""
_RETRY_SECONDS: Final = 3600.0
"""Between two attempts where the record refuses: each may cost an answer of a language model."""
_DAYS_OF_A_WEEK: Final = 7


class Weekday(StrEnum):
    """The days of a week, from the first one on."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


def weekday_of(person: ConfigSubentry) -> Weekday | None:
    """Return on which day a person wants the weekly report; None for no such report."""
    chosen = person.data.get(CONF_REPORT_WEEKDAY)
    return None if chosen is None else Weekday(chosen)


def is_due(weekday: Weekday, made_at: float | None, now: datetime) -> bool:
    """Tell whether a report is due at `now`, which carries the local time zone: none is younger than the last slot."""
    days_since = (now.weekday() - list(Weekday).index(weekday)) % _DAYS_OF_A_WEEK
    slot = _slot(now, days_since)
    if slot > now.timestamp():
        slot = _slot(now, days_since + _DAYS_OF_A_WEEK)
    return made_at is None or made_at < slot


def _slot(now: datetime, days_ago: int) -> float:
    """Return the time of reports so many days ago. A day can have 23 or 25 hours."""
    return datetime.combine(now.date() - timedelta(days_ago), REPORT_TIME, now.tzinfo).timestamp()


class ReportSchedule:
    """Looks every ten minutes while the entry is loaded whose report is due."""

    def __init__(
        self, hass: HomeAssistant, entry: ConfigEntry[Any], desk: ReportDesk, household: Household
    ) -> None:
        """Nothing is made before `async_start`."""
        self._hass = hass
        self._entry = entry
        self._desk = desk
        self._household = household
        self._retry_at: dict[str, float] = {}
        self._making: asyncio.Task[None] | None = None

    @callback
    def async_start(self) -> CALLBACK_TYPE:
        """Follow the clock; returns how to stop that."""
        return async_track_time_change(self._hass, self._handle_time, minute=_CHECK_MINUTES, second=0)

    @callback
    def _handle_time(self, now: datetime) -> None:
        """Make what is due in the background, unless that is still going on: a language model takes its time."""
        if self._making is None or self._making.done():
            self._making = self._entry.async_create_background_task(
                self._hass, self._async_make_due(dt_util.as_local(now)), TASK_NAME
            )

    async def _async_make_due(self, now: datetime) -> None:
        """Make the reports that are due, one after the other."""
        for person_id, person in people_of(self._entry).items():
            if not self._is_due(person, now):
                continue
            try:
                await self._desk.async_make(person, now)
            except EngineUnavailableError, RecordClosedError:
                return  # no model speaks yet, which the next look may find changed, or the entry is about to go
            except RecordError as err:
                _LOGGER.warning("A weekly report could not be made and is tried again in an hour: %s", err)
                self._retry_at[person_id] = now.timestamp() + _RETRY_SECONDS

    def _is_due(self, person: ConfigSubentry, now: datetime) -> bool:
        """Tell whether a person's report is due and may be tried."""
        weekday = weekday_of(person)
        known = self._household.people.get(person.subentry_id)
        return (
            weekday is not None
            and known is not None
            and is_due(weekday, known.report_made_at, now)
            and now.timestamp() >= self._retry_at.get(known.person_id, 0.0)
        )
