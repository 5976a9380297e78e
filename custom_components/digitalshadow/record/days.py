"""A day's summary: what a chart of ten years draws without opening every reading.

It is written in the transaction of the reading that changes it and always made anew from the day's readings, so what
is undone is gone from it, too.
"""

import json
import math
from typing import Any

from sqlalchemy import Connection, Row, select

from .entries import DailyValue
from .reading_rows import of_model, open_reading, readable
from .schema import DAILY_VALUES, READINGS
from .vault import Vault

DAY = "day"

_LONGEST_DAY_SECONDS = 26 * 3600
"""A local day is at most 25 hours long; one more for zones that moved."""


def daily(
    vault: Vault, person_id: str, start: float, end: float, model_sha256: str | None
) -> tuple[DailyValue, ...]:
    """Return the days that began at `start` or later and before `end`, oldest first."""
    query = (
        select(DAILY_VALUES.c.day_start, DAILY_VALUES.c.model_sha256, DAILY_VALUES.c.sealed)
        .where(
            DAILY_VALUES.c.person_id == person_id,
            DAILY_VALUES.c.key_id == vault.cipher.key_id,
            DAILY_VALUES.c.day_start >= start,
            DAILY_VALUES.c.day_start < end,
        )
        .order_by(DAILY_VALUES.c.day_start, DAILY_VALUES.c.model_sha256)
    )
    if model_sha256 is not None:
        query = query.where(DAILY_VALUES.c.model_sha256 == model_sha256)
    with vault.database.read() as connection:
        rows = connection.execute(query).all()
        days = (_day(vault, connection, person_id, row) for row in rows)
        return tuple(day for day in days if day)


def summarise(
    vault: Vault, connection: Connection, person_id: str, model_sha256: str, day_start: float
) -> None:
    """Make a day's summary anew; a day without readings has none."""
    key = {
        "person_id": person_id,
        "day_start": day_start,
        "model_sha256": model_sha256,
        "key_id": vault.cipher.key_id,
    }
    connection.execute(DAILY_VALUES.delete().filter_by(**key))
    day = _computed_day(vault, connection, person_id, model_sha256, day_start)
    if day:
        content = json.dumps((day.count, day.mean, day.minimum, day.maximum)).encode()
        sealed = vault.cipher.seal(content, DAY, person_id, _day_id(day_start, model_sha256))
        connection.execute(DAILY_VALUES.insert().values(**key, sealed=sealed))


def _computed_day(
    vault: Vault, connection: Connection, person_id: str, model_sha256: str, day_start: float
) -> DailyValue | None:
    """Compute a day's summary from its readings."""
    query = of_model(readable(vault, person_id), model_sha256).where(
        READINGS.c.started_at >= day_start,  # the index finds these few rows
        READINGS.c.started_at < day_start + _LONGEST_DAY_SECONDS,
        READINGS.c.day_start == day_start,
    )
    opened = (open_reading(vault, row) for row in connection.execute(query).all())
    values = [reading.probability for reading in opened if reading]
    if not values:
        return None
    return DailyValue(
        day_start, len(values), math.fsum(values) / len(values), min(values), max(values), model_sha256
    )


def _day(vault: Vault, connection: Connection, person_id: str, row: Row[Any]) -> DailyValue | None:
    """Open a day's summary; a damaged one is computed from the readings."""
    content = vault.cipher.open(row.sealed, DAY, person_id, _day_id(row.day_start, row.model_sha256))
    if content is None:
        return _computed_day(vault, connection, person_id, row.model_sha256, row.day_start)
    count, mean, minimum, maximum = json.loads(content)
    return DailyValue(row.day_start, count, mean, minimum, maximum, row.model_sha256)


def _day_id(day_start: float, model_sha256: str) -> str:
    """Name a day of one model."""
    return f"{day_start!r}/{model_sha256}"
