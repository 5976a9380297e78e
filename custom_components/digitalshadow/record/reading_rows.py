"""How a reading lies in its row: what is in clear, what is sealed, and the queries that find it."""

import json
from typing import Any

from sqlalchemy import RowMapping, Select, select

from ..engine.records.configuration import ModelKind
from ..engine.records.readings import Reading
from ..engine.records.sightings import Crop, Light, Liveness
from .schema import READINGS
from .sealed_rows import opened, readable
from .vault import Vault


def counting(vault: Vault, person_id: str) -> Select[Any]:
    """Select a person's readings that count: not undone, of a key at hand, and not later than now."""
    return select(READINGS).where(
        READINGS.c.person_id == person_id,
        READINGS.c.undone_at.is_(None),
        READINGS.c.ended_at <= vault.horizon,
        readable(vault, READINGS),
    )


def of_model(query: Select[Any], model_sha256: str | None) -> Select[Any]:
    """Keep one model's readings, or all."""
    return query if model_sha256 is None else query.where(READINGS.c.model_sha256 == model_sha256)


def content_of(reading: Reading) -> bytes:
    """Return the part of a reading that is sealed."""
    return json.dumps(
        {
            "probability": reading.probability,
            "spread": reading.spread,
            "frames": reading.frames,
            "quality": reading.quality,
            "camera_ids": reading.camera_ids,
            "model_kind": reading.model_kind,
            "crop": reading.crop,
            "runtimes": reading.runtimes,
            "light": reading.light,
            "liveness": reading.liveness,
        },
        separators=(",", ":"),
    ).encode()


def open_reading(vault: Vault, row: RowMapping) -> Reading | None:
    """Turn a row into a reading; None when it is damaged."""
    content = opened(vault, READINGS, row)
    if content is None:
        return None
    values = json.loads(content)
    return Reading(
        reading_id=row["reading_id"],
        person_id=row["person_id"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        probability=values["probability"],
        spread=values["spread"],
        frames=values["frames"],
        quality=values["quality"],
        camera_ids=tuple(values["camera_ids"]),
        model_sha256=row["model_sha256"],
        model_kind=ModelKind(values["model_kind"]),
        crop=Crop(values["crop"]),
        runtimes=tuple(values["runtimes"]),
        light=Light(values["light"]),
        liveness=Liveness(values["liveness"]),
    )
