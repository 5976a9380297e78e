"""How the schema grew: an ordered list that is only ever appended to.

Each migration runs in one transaction, so a kill at any statement leaves the version before or the version after.
`schema.py` describes the result; a test holds the two together.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema."""

    version: int
    """The schema version it leads to; one more than the step before."""
    statements: tuple[str, ...]
    """SQL statements in order."""


MIGRATIONS: Final[tuple[Migration, ...]] = (
    Migration(
        1,
        (
            """CREATE TABLE meta (
                one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
                schema_version INTEGER NOT NULL,
                installation_id TEXT NOT NULL,
                copied_at REAL)""",
            "INSERT INTO meta VALUES (1, 0, lower(hex(randomblob(16))), NULL)",
            """CREATE TABLE keys (
                key_id INTEGER NOT NULL PRIMARY KEY,
                fingerprint TEXT NOT NULL UNIQUE,
                recovery_saved_at REAL)""",
            """CREATE TABLE people (
                person_id TEXT NOT NULL PRIMARY KEY,
                enrolled_at REAL NOT NULL)""",
            """CREATE TABLE consents (
                consent_id INTEGER NOT NULL PRIMARY KEY,
                person_id TEXT NOT NULL REFERENCES people (person_id) ON DELETE CASCADE,
                version TEXT NOT NULL,
                consented_at REAL NOT NULL,
                sharing TEXT NOT NULL,
                granted_user_ids TEXT NOT NULL,
                recorded_by TEXT,
                receiver TEXT,
                pulse INTEGER NOT NULL,
                key_id INTEGER NOT NULL REFERENCES keys (key_id),
                sealed BLOB NOT NULL)""",
            "CREATE INDEX consents_by_person ON consents (person_id)",
            """CREATE TABLE templates (
                template_id TEXT NOT NULL PRIMARY KEY,
                person_id TEXT NOT NULL REFERENCES people (person_id) ON DELETE CASCADE,
                model_sha256 TEXT NOT NULL,
                enrolled_at REAL NOT NULL,
                key_id INTEGER NOT NULL REFERENCES keys (key_id),
                sealed BLOB NOT NULL)""",
            "CREATE INDEX templates_by_person ON templates (person_id)",
            """CREATE TABLE photos (
                photo_id TEXT NOT NULL PRIMARY KEY,
                person_id TEXT NOT NULL REFERENCES people (person_id) ON DELETE CASCADE,
                received_at REAL NOT NULL,
                place INTEGER NOT NULL,
                key_id INTEGER NOT NULL REFERENCES keys (key_id),
                sealed BLOB NOT NULL)""",
            "CREATE INDEX photos_by_person ON photos (person_id)",
            """CREATE TABLE models (
                model_sha256 TEXT NOT NULL PRIMARY KEY,
                name TEXT NOT NULL,
                version TEXT NOT NULL,
                kind TEXT NOT NULL,
                licence TEXT NOT NULL,
                first_used_at REAL NOT NULL)""",
            """CREATE TABLE readings (
                reading_id TEXT NOT NULL PRIMARY KEY,
                person_id TEXT NOT NULL REFERENCES people (person_id) ON DELETE CASCADE,
                started_at REAL NOT NULL,
                ended_at REAL NOT NULL,
                model_sha256 TEXT NOT NULL,
                key_id INTEGER NOT NULL REFERENCES keys (key_id),
                sealed BLOB NOT NULL,
                undone_at REAL,
                undone_by TEXT)""",
            "CREATE INDEX readings_by_person ON readings (person_id, started_at)",
            """CREATE TABLE audit (
                audit_id INTEGER NOT NULL PRIMARY KEY,
                at REAL NOT NULL,
                action TEXT NOT NULL,
                person_id TEXT REFERENCES people (person_id) ON DELETE SET NULL,
                by_user TEXT,
                finished INTEGER NOT NULL)""",
            """CREATE TABLE documents (
                person_id TEXT NOT NULL REFERENCES people (person_id) ON DELETE CASCADE,
                kind TEXT NOT NULL,
                key_id INTEGER NOT NULL REFERENCES keys (key_id),
                changed_at REAL NOT NULL,
                sealed BLOB NOT NULL,
                PRIMARY KEY (person_id, kind, key_id))""",
            """CREATE TABLE measurements (
                measurement_id TEXT NOT NULL PRIMARY KEY,
                person_id TEXT NOT NULL REFERENCES people (person_id) ON DELETE CASCADE,
                kind TEXT NOT NULL,
                measured_at REAL NOT NULL,
                key_id INTEGER NOT NULL REFERENCES keys (key_id),
                sealed BLOB NOT NULL)""",
            "CREATE INDEX measurements_by_person ON measurements (person_id, kind, measured_at)",
            """CREATE TABLE pulses (
                pulse_id TEXT NOT NULL PRIMARY KEY,
                person_id TEXT NOT NULL REFERENCES people (person_id) ON DELETE CASCADE,
                measured_at REAL NOT NULL,
                key_id INTEGER NOT NULL REFERENCES keys (key_id),
                sealed BLOB NOT NULL)""",
            "CREATE INDEX pulses_by_person ON pulses (person_id, measured_at)",
        ),
    ),
)
