"""What the tests run in processes of their own, to be killed there.

Imported alone: the record with a bare parent package, without the integration and without Home Assistant. The first
process imports it once, the others are forked from that one, so two hundred of them take seconds.
"""

import asyncio
from collections.abc import Callable
from itertools import count
from multiprocessing.connection import Connection
import os
from pathlib import Path
import signal
import sys
from types import ModuleType
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import Engine, event

_FOLDER = Path(__file__).parents[2] / "custom_components" / "digitalshadow"
if "bare" not in sys.modules:
    sys.modules["bare"] = ModuleType("bare")
    sys.modules["bare"].__path__ = [str(_FOLDER)]

if TYPE_CHECKING:
    from custom_components.digitalshadow.engine.records.configuration import ModelKind
    from custom_components.digitalshadow.engine.records.readings import Reading
    from custom_components.digitalshadow.engine.records.sightings import Crop
    from custom_components.digitalshadow.record import Consent, Record, Sharing, StoredTemplate, database
    from custom_components.digitalshadow.record.migrations import MIGRATIONS, Migration
    from custom_components.digitalshadow.record.opening import open_vault
else:
    from bare.engine.records.configuration import ModelKind
    from bare.engine.records.readings import Reading
    from bare.engine.records.sightings import Crop
    from bare.record import Consent, Record, Sharing, StoredTemplate, database
    from bare.record.migrations import MIGRATIONS, Migration
    from bare.record.opening import open_vault

NEXT_SCHEMA = (
    *MIGRATIONS,
    Migration(
        2,
        (
            "CREATE TABLE profiles (person_id TEXT NOT NULL PRIMARY KEY REFERENCES people (person_id), sealed BLOB)",
            "INSERT INTO profiles SELECT person_id, NULL FROM people",
            "ALTER TABLE readings ADD COLUMN note TEXT",
            "UPDATE readings SET note = 'migrated'",
        ),
    ),
    Migration(3, ("CREATE INDEX profiles_by_person ON profiles (person_id)", "DROP TABLE models")),
)
"""What a later version's schema might look like."""


def write_until_killed(folder: Path, key_file: Path, journal_mode: str, acknowledge: Connection) -> None:
    """Enrol, consent, read, undo and erase without end, and say so through the pipe whenever something is done."""
    database.wal_is_sound = lambda version: journal_mode == "wal" and version > (0,)
    asyncio.run(_write(folder, key_file, acknowledge.send))


async def _write(folder: Path, key_file: Path, done: Callable[[tuple[str, str, str]], None]) -> None:
    """Write for ever; each acknowledgement is (what, person, id)."""
    record = await Record.async_open(folder, key_file)
    done(("opened", "", record.opened.journal_mode))
    for number in count():
        person_id = uuid4().hex
        consent = Consent(person_id, f"version {number}", float(number), Sharing.SHARED)
        await record.async_enrol(
            person_id, consent, [StoredTemplate(os.urandom(512), "e5", float(number), 0.5)]
        )
        done(("enrolled", person_id, ""))
        for hour in range(8):
            reading_id = uuid4().hex
            await record.async_add_reading(_reading(reading_id, person_id, hour))
            done(("read", person_id, reading_id))
        undone = await record.async_undo_last_reading(person_id, 1.0, None)
        if undone:
            done(("undone", person_id, undone.reading_id))
        await record.async_record_consent(Consent(person_id, "second", 5.0, Sharing.PRIVATE))
        done(("consented", person_id, ""))
        if number % 2:
            done(("erasing", person_id, ""))
            await record.async_erase_person(person_id, 9.0, None)
            done(("erased", person_id, ""))


def migrate_until_killed(folder: Path, key_file: Path, statement: int) -> None:
    """Open the record with a later schema, and die by SIGKILL right before the given statement is run."""
    seen = count(1)

    @event.listens_for(Engine, "before_cursor_execute")
    def _die(*_arguments: object) -> None:
        """Count the statements of the migration."""
        if next(seen) == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    open_vault(folder, key_file, clock=lambda: 1.0, migrations=NEXT_SCHEMA)


def _reading(reading_id: str, person_id: str, hour: int) -> Reading:
    """A reading of some hour."""
    started_at = 1_790_000_000.0 + hour * 3600
    cameras = ("camera",)
    return Reading(
        reading_id,
        person_id,
        started_at,
        started_at + 9,
        0.25,
        0.1,
        3,
        0.5,
        cameras,
        "a1",
        ModelKind.LIVECAD,
        Crop.DERIVED,
        ("onnxruntime 1.32.0",),
    )
