"""What the record is asked about readings and the models that made them."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
import math

from ..engine.records.configuration import RiskModel
from ..engine.records.readings import Reading
from . import people, readings
from .entries import StoredReading
from .thread import RecordThread
from .vault import Vault


class RecordOfReadings(RecordThread):
    """Keeps, stores, takes back and returns readings."""

    def __init__(self, executor: ThreadPoolExecutor, vault: Vault) -> None:
        """Take the thread and what it opened."""
        super().__init__(executor, vault)
        self._storing = asyncio.Lock()

    def keep_reading(self, reading: Reading) -> None:
        """Keep a reading in memory until `async_store_readings` or closing writes it; nothing is promised yet.

        Raises:
            InvalidEntryError: What was given cannot be stored.
            RecordFullError: Too many wait already.
        """
        self._waiting.keep(reading)

    def drop_readings(self, person_id: str) -> None:
        """Forget the readings of a person that wait to be written."""
        self._waiting.forget(person_id)

    async def async_store_readings(self) -> tuple[Reading, ...]:
        """Store what waits, in order and each once, and return what survives the death of the process from now on.

        A reading of somebody who is not enrolled is dropped. While a backup holds the file still nothing is stored.
        What cannot be stored goes on waiting.

        Raises:
            RecordUnavailableError: The record cannot be written now.
        """
        async with self._storing:
            if not self._free.is_set() or not self._waiting:
                return ()
            waiting = self._waiting.all
            stored = await self._run(readings.add, waiting)
            self._waiting.remove(waiting)
            return stored

    async def async_add_reading(self, reading: Reading) -> None:
        """Store one reading now, past those that wait; returns when it survives the death of the process.

        After an error it is kept nowhere.

        Raises:
            UnknownPersonError: Nobody with this id is enrolled.
            InvalidEntryError: What was given cannot be stored.
            RecordUnavailableError: The record cannot be written now.
        """
        readings.check(reading)
        if not await self._when_free(readings.add, (reading,)):
            await self._run(people.require, reading.person_id)

    async def async_undo_last_reading(
        self, person_id: str, undone_at: float, undone_by: str | None, ended_at: float | None = None
    ) -> Reading | None:
        """Take the newest reading out of everything and return it; None without one.

        With `ended_at` only a reading that ended then is taken out.

        Raises:
            UnknownPersonError: Nobody with this id is enrolled.
        """
        return await self._when_free(readings.undo_last, person_id, undone_at, undone_by, ended_at)

    async def async_undo_reading(
        self, person_id: str, reading_id: str, undone_at: float, undone_by: str | None
    ) -> Reading | None:
        """Take one reading out of everything and return it; None where there is none that counts.

        Raises:
            UnknownPersonError: Nobody with this id is enrolled.
        """
        return await self._when_free(readings.undo, person_id, reading_id, undone_at, undone_by)

    async def async_put_reading_back(
        self, person_id: str, reading_id: str, put_back_at: float, put_back_by: str | None
    ) -> Reading | None:
        """Let a reading count again that was taken back, and return it; None where there is none.

        Raises:
            UnknownPersonError: Nobody with this id is enrolled.
        """
        return await self._when_free(readings.put_back, person_id, reading_id, put_back_at, put_back_by)

    async def async_newest_readings(
        self, person_id: str, limit: int, before: float = math.inf
    ) -> tuple[StoredReading, ...]:
        """Return at most `limit` readings that began before a time, newest first, taken back or not."""
        return await self._run(readings.newest, person_id, before, limit)

    async def async_models(self) -> dict[str, RiskModel]:
        """Return the models that ever spoke, by the hash of their files."""
        return await self._run(readings.models)

    async def async_latest_readings(
        self, person_id: str, limit: int, model_sha256: str | None = None
    ) -> tuple[Reading, ...]:
        """Return at most `limit` readings, newest first, undone ones left out."""
        return await self._run(readings.latest, person_id, limit, model_sha256)

    async def async_readings(
        self,
        person_id: str,
        start: float,
        end: float,
        model_sha256: str | None = None,
        *,
        limit: int | None = None,
    ) -> tuple[Reading, ...]:
        """Return a person's readings, oldest first.

        Args:
            person_id: Whose readings.
            start: The readings started then or later, in seconds since the epoch.
            end: The readings started before it, in seconds since the epoch.
            model_sha256: Only readings by the model whose file has this hash; None for those of all models.
            limit: Return only so many, the newest; no more are read.
        """
        return await self._run(readings.between, person_id, start, end, model_sha256, limit)

    async def async_note_model(self, model: RiskModel, first_used_at: float) -> None:
        """Remember a model that speaks; its first use is kept."""
        await self._when_free(readings.note_model, model, first_used_at)
