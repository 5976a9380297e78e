"""Readings that wait to be written: the only queue between a visit that has ended and the file."""

from collections.abc import Iterable
from typing import Final

from ..engine.records.readings import Reading
from .errors import RecordFullError
from .readings import check

MAX_WAITING_READINGS: Final = 10_000
"""Readings kept in memory while the file is held still or the disk is full; about 5 MB."""


class WaitingReadings:
    """Readings by their id, in the order they came."""

    def __init__(self) -> None:
        """Begin with none."""
        self._readings: dict[str, Reading] = {}

    def __len__(self) -> int:
        """Return how many wait."""
        return len(self._readings)

    @property
    def all(self) -> tuple[Reading, ...]:
        """The readings, oldest first."""
        return tuple(self._readings.values())

    def keep(self, reading: Reading) -> None:
        """Let a reading wait; the same one again needs no room.

        Raises:
            InvalidEntryError: What was given cannot be stored.
            RecordFullError: Too many readings wait already.
        """
        check(reading)
        if len(self._readings) >= MAX_WAITING_READINGS and reading.reading_id not in self._readings:
            raise RecordFullError(
                f"Expected at most {MAX_WAITING_READINGS} readings to wait, got one more; it is lost"
            )
        self._readings[reading.reading_id] = reading

    def remove(self, written: Iterable[Reading]) -> None:
        """Stop keeping readings that are in the file now."""
        for reading in written:
            self._readings.pop(reading.reading_id, None)

    def forget(self, person_id: str) -> None:
        """Drop what waits of a person."""
        self._readings = {key: kept for key, kept in self._readings.items() if kept.person_id != person_id}
