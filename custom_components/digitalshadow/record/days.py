"""Days of readings, for a chart."""

from itertools import groupby
from statistics import fmean

from ..engine.records.observations import Reading
from .entries import DailyValue
from .reading_rows import counting, of_model, open_reading
from .schema import READINGS
from .vault import Vault


def daily(
    vault: Vault, person_id: str, start: float, end: float, model_sha256: str | None
) -> tuple[DailyValue, ...]:
    """Return the days that began at `start` or later and before `end`, oldest first.

    A day is the local one on which a reading was written; another time zone moves none.
    """
    query = of_model(counting(vault, person_id), model_sha256).where(
        READINGS.c.day_start >= start, READINGS.c.day_start < end
    )
    with vault.database.read() as connection:
        rows = connection.execute(query).mappings().all()
    opened = ((row["day_start"], open_reading(vault, row)) for row in rows)
    readings = [(day_start, reading) for day_start, reading in opened if reading]
    readings.sort(key=lambda pair: (pair[0], pair[1].model_sha256))
    days = groupby(readings, key=lambda pair: (pair[0], pair[1].model_sha256))
    return tuple(_day(day_start, [reading for _, reading in of_day]) for (day_start, _), of_day in days)


def _day(day_start: float, readings: list[Reading]) -> DailyValue:
    """Sum up the readings of one model on one day."""
    values = [reading.probability for reading in readings]
    return DailyValue(
        day_start, len(values), fmean(values), min(values), max(values), readings[0].model_sha256
    )
