"""From sightings to stored readings: keeps open visits, and readings that the record could not take yet."""

import asyncio
from collections import deque
from collections.abc import Callable
import logging
from typing import Final

from ..engine.reading.visits import VisitBook, reading_of
from ..engine.records.messages import RiskModel
from ..engine.records.observations import Reading, Sighting, Visit
from ..record import InvalidEntryError, Record, RecordError, UnknownPersonError

_LOGGER = logging.getLogger(__name__)

MOST_WAITING: Final = 10_000
"""Readings kept in memory while the record cannot write; years of an ordinary home."""


class VisitDesk:
    """Closes visits and stores what they yield, in order, each exactly once."""

    def __init__(
        self, record: Record, visit_gap_seconds: float, on_record_error: Callable[[RecordError | None], None]
    ) -> None:
        """Store into `record`; `on_record_error` hears why it refuses, and None when it takes readings again."""
        self._record = record
        self._book = VisitBook(gap_seconds=visit_gap_seconds)
        self._on_record_error = on_record_error
        self._waiting: deque[Reading] = deque(maxlen=MOST_WAITING)
        self._storing = asyncio.Lock()

    def add(self, sighting: Sighting) -> None:
        """Take a sighting of a consenting person."""
        self._book.add(sighting)

    def forget(self, person_id: str) -> None:
        """Drop what is open and not yet stored of a person."""
        self._book.forget(person_id)
        self._waiting = deque(
            (reading for reading in self._waiting if reading.person_id != person_id), MOST_WAITING
        )

    async def async_close(self, now: float, model: RiskModel) -> tuple[Reading, ...]:
        """Close the visits that have ended by `now`; return the readings stored since the last call."""
        return await self._async_settle(self._book.close(now), model)

    async def async_close_all(self, model: RiskModel) -> tuple[Reading, ...]:
        """Close every visit, for a shutdown."""
        return await self._async_settle(self._book.close_all(), model)

    async def _async_settle(self, visits: tuple[Visit, ...], model: RiskModel) -> tuple[Reading, ...]:
        """Turn visits into readings and store what waits."""
        readings = (reading_of(visit, model) for visit in visits)
        self._waiting.extend(reading for reading in readings if reading is not None)
        async with self._storing:
            return await self._async_store_waiting()

    async def _async_store_waiting(self) -> tuple[Reading, ...]:
        """Store in order until the record refuses; what it refuses stays for the next time."""
        stored = []
        try:
            while self._waiting:
                reading = self._waiting[0]
                if await self._async_store(reading):
                    stored.append(reading)
                if self._waiting and self._waiting[0] is reading:
                    self._waiting.popleft()
        except RecordError as err:
            self._on_record_error(err)
        else:
            self._on_record_error(None)
        return tuple(stored)

    async def _async_store(self, reading: Reading) -> bool:
        """Store one reading; False for one that no record will ever take."""
        try:
            await self._record.async_add_reading(reading)
        except UnknownPersonError:
            return False
        except InvalidEntryError:
            _LOGGER.exception("A reading was refused")
            return False
        return True
