"""From sightings to stored readings: keeps the visits that go on, and hands what they yield to the record."""

from collections import deque
from collections.abc import Callable
import logging
from typing import Final

from ..engine.reading.visits import VisitBook, reading_of
from ..engine.records.configuration import RiskModel
from ..engine.records.readings import Reading, Visit
from ..engine.records.sightings import Sighting
from ..record import InvalidEntryError, Record, RecordError, RecordFullError

_LOGGER = logging.getLogger(__name__)


MOST_UNREAD_VISITS: Final = 50
"""So many visits without a reading are remembered of a person, the newest."""


class VisitDesk:
    """Closes visits and has the record store what they yield, in order, each exactly once.

    A visit that yields nothing is remembered until the next start, so that the person learns why; nothing is stored.
    """

    def __init__(
        self, record: Record, visit_gap_seconds: float, on_record_error: Callable[[RecordError | None], None]
    ) -> None:
        """Store into `record`; `on_record_error` hears why it refuses, and None when it takes readings again."""
        self._record = record
        self._book = VisitBook(gap_seconds=visit_gap_seconds)
        self._on_record_error = on_record_error
        self._unread: dict[str, deque[Visit]] = {}

    def unread(self, person_id: str) -> tuple[Visit, ...]:
        """Return the latest visits of a person that yielded nothing, oldest first."""
        return tuple(self._unread.get(person_id, ()))

    def add(self, sighting: Sighting) -> None:
        """Take a sighting of a consenting person."""
        self._book.add(sighting)

    def answer(self, sighting: Sighting) -> None:
        """Take the probability of a sighting that was taken without one."""
        self._book.answer(sighting)

    def drop(self, camera_id: str, since: float) -> None:
        """Drop what a camera told since it hangs."""
        self._book.drop(camera_id, since)

    def forget(self, person_id: str) -> None:
        """Drop what is open and not yet stored of a person."""
        self._book.forget(person_id)
        self._unread.pop(person_id, None)
        self._record.drop_readings(person_id)

    async def async_close(self, now: float, model: RiskModel) -> tuple[Reading, ...]:
        """Close the visits that have ended by `now`; return the readings stored since the last call."""
        return await self._async_settle(self._book.close(now), model)

    async def async_close_all(self, model: RiskModel) -> tuple[Reading, ...]:
        """Close every visit, for a shutdown."""
        return await self._async_settle(self._book.close_all(), model)

    async def _async_settle(self, visits: tuple[Visit, ...], model: RiskModel) -> tuple[Reading, ...]:
        """Turn visits into readings and store what waits; what the record refuses now waits for the next time."""
        for visit in visits:
            reading = reading_of(visit, model)
            if reading is None:
                without = self._unread.setdefault(visit.person_id, deque(maxlen=MOST_UNREAD_VISITS))
                without.append(visit)
            else:
                self._keep(reading)
        try:
            stored = await self._record.async_store_readings()
        except RecordError as err:
            self._on_record_error(err)
            return ()
        self._on_record_error(None)
        return stored

    def _keep(self, reading: Reading) -> None:
        """Hand a reading to the record. One that no record will ever take, or that finds no room, is lost."""
        try:
            self._record.keep_reading(reading)
        except InvalidEntryError, RecordFullError:
            _LOGGER.exception("A reading was refused")
