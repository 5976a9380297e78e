"""How long the record's queries take after ten years of readings of ten people."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import batched
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
import time

from custom_components.digitalshadow.engine.records.configuration import ModelKind
from custom_components.digitalshadow.engine.records.readings import Reading
from custom_components.digitalshadow.engine.records.sightings import Crop
from custom_components.digitalshadow.record import Consent, Record, Sharing

from .effort import Effort

PEOPLE = 10
READINGS_PER_DAY = 6
DAY_SECONDS = 86_400.0
MODEL_SHA256 = "0" * 64
BEGINNING = 1_480_000_000.0
READINGS_AT_ONCE = 9_000
"""The record keeps at most 10,000 readings in memory while it is held still."""
REPETITIONS = 9


def measure(effort: Effort) -> dict[str, float]:
    """Fill a record and time every query that an entity or a page makes."""
    with TemporaryDirectory() as folder:
        return asyncio.run(_measure(Path(folder), effort.days))


async def _measure(folder: Path, days: int) -> dict[str, float]:
    """Time the queries; the slowest repetition of the slowest query is the figure that counts."""
    record = await Record.async_open(folder, folder / "key")
    for number in range(PEOPLE):
        await _fill(record, f"person {number}", days)
    end = BEGINNING + days * DAY_SECONDS
    queries: dict[str, Callable[[], Awaitable[object]]] = {
        "latest": lambda: record.async_latest_readings("person 3", 20, MODEL_SHA256),
        "month": lambda: record.async_readings("person 3", end - 30 * DAY_SECONDS, end),
        "people": record.async_people,
        "templates": record.async_templates,
    }
    figures: dict[str, float] = {"record_people": PEOPLE, "record_readings": PEOPLE * days * READINGS_PER_DAY}
    slowest = 0.0
    for name, query in queries.items():
        times_ms = [await _time_ms(query) for _ in range(REPETITIONS)]
        figures[f"record_{name}_ms_median"] = median(times_ms)
        slowest = max(slowest, *times_ms)
    await record.async_close()
    return figures | {"record_slowest_ms": slowest}


async def _time_ms(query: Callable[[], Awaitable[object]]) -> float:
    """Return how long one query takes, in milliseconds."""
    started = time.perf_counter()
    await query()
    return (time.perf_counter() - started) * 1000


async def _fill(record: Record, person_id: str, days: int) -> None:
    """Enrol a person and store six readings a day, many in one go as after a full disk."""
    await record.async_enrol(person_id, Consent(person_id, "1", BEGINNING, Sharing.SHARED), [])
    for numbers in batched(range(days * READINGS_PER_DAY), READINGS_AT_ONCE, strict=False):
        for number in numbers:
            record.keep_reading(_reading(person_id, number))
        await record.async_store_readings()


def _reading(person_id: str, number: int) -> Reading:
    """Return a plausible reading."""
    started_at = BEGINNING + number * DAY_SECONDS / READINGS_PER_DAY
    return Reading(
        reading_id=f"{person_id} {number}",
        person_id=person_id,
        started_at=started_at,
        ended_at=started_at + 30.0,
        probability=0.2 + number % 10 / 100,
        spread=0.01,
        frames=5,
        quality=0.8,
        camera_ids=("hall",),
        model_sha256=MODEL_SHA256,
        model_kind=ModelKind.DEMONSTRATION,
        crop=Crop.DETECTED,
        runtimes=("onnxruntime 1.32.0",),
    )
