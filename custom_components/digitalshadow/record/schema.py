"""The tables as they are now. How a file came to look like this is told in `migrations.py`.

What a query filters or sorts by is in clear: person, time, model. What was measured or says what a face looks like
is sealed together with what is in clear beside it (`sealed_rows.py`), and `key_id` tells with which key.
"""

from typing import Final

from sqlalchemy import (
    REAL,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

METADATA: Final = MetaData()

META: Final = Table(
    "meta",
    METADATA,
    Column("one", Integer, CheckConstraint("one = 1"), primary_key=True),
    Column("schema_version", Integer, nullable=False),
    Column("installation_id", Text, nullable=False),
    Column("copied_at", REAL),  # set only inside a copy: when it was made
)

KEYS: Final = Table(
    "keys",
    METADATA,
    Column("key_id", Integer, primary_key=True),
    Column("fingerprint", Text, nullable=False, unique=True),
    Column("recovery_saved_at", REAL),  # when a recovery file with this key was last saved
)

PEOPLE: Final = Table(
    "people",
    METADATA,
    Column("person_id", Text, primary_key=True, nullable=False),
    Column("enrolled_at", REAL, nullable=False),
)


def _person_column(*, primary_key: bool = False) -> Column[str]:
    """Return the column that ties a row to its person and goes with it."""
    owner = ForeignKey("people.person_id", ondelete="CASCADE")
    return Column("person_id", Text, owner, primary_key=primary_key, nullable=False)


def _key_column(*, primary_key: bool = False) -> Column[int]:
    """Return the column that tells which key sealed a row."""
    return Column("key_id", Integer, ForeignKey("keys.key_id"), primary_key=primary_key, nullable=False)


CONSENTS: Final = Table(
    "consents",
    METADATA,
    Column("consent_id", Integer, primary_key=True),
    _person_column(),
    Column("version", Text, nullable=False),
    Column("consented_at", REAL, nullable=False),
    Column("sharing", Text, nullable=False),
    Column("granted_user_ids", Text, nullable=False),  # JSON list
    Column("recorded_by", Text),
    Column("receiver", Text),
    Column("pulse", Integer, nullable=False),  # 1 for a yes to the pulse
    _key_column(),
    Column("sealed", LargeBinary, nullable=False),  # nothing: it binds what is in clear
    Index("consents_by_person", "person_id"),
)

TEMPLATES: Final = Table(
    "templates",
    METADATA,
    Column("template_id", Text, primary_key=True, nullable=False),
    _person_column(),
    Column("model_sha256", Text, nullable=False),
    Column("enrolled_at", REAL, nullable=False),
    _key_column(),
    Column("sealed", LargeBinary, nullable=False),  # quality, vector
    Index("templates_by_person", "person_id"),
)

PHOTOS: Final = Table(
    "photos",
    METADATA,
    Column("photo_id", Text, primary_key=True, nullable=False),
    _person_column(),
    Column("received_at", REAL, nullable=False),
    Column("place", Integer, nullable=False),  # in which order they were taken
    _key_column(),
    Column("sealed", LargeBinary, nullable=False),  # the picture, until the person has answered
    Index("photos_by_person", "person_id"),
)

MODELS: Final = Table(
    "models",
    METADATA,
    Column("model_sha256", Text, primary_key=True, nullable=False),
    Column("name", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("licence", Text, nullable=False),
    Column("first_used_at", REAL, nullable=False),
)

READINGS: Final = Table(
    "readings",
    METADATA,
    Column("reading_id", Text, primary_key=True, nullable=False),
    _person_column(),
    Column("started_at", REAL, nullable=False),
    Column("ended_at", REAL, nullable=False),
    Column("model_sha256", Text, nullable=False),
    _key_column(),
    Column(
        "sealed", LargeBinary, nullable=False
    ),  # probability, spread, frames, quality, cameras, kinds of model, crop and light, runtimes, liveness
    Column("undone_at", REAL),
    Column("undone_by", Text),
    Index("readings_by_person", "person_id", "started_at"),
)

DOCUMENTS: Final = Table(
    "documents",
    METADATA,
    _person_column(primary_key=True),
    Column("kind", Text, primary_key=True, nullable=False),
    _key_column(primary_key=True),
    Column("changed_at", REAL, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # JSON
)

MEASUREMENTS: Final = Table(
    "measurements",
    METADATA,
    Column("measurement_id", Text, primary_key=True, nullable=False),
    _person_column(),
    Column("kind", Text, nullable=False),
    Column("measured_at", REAL, nullable=False),
    _key_column(),
    Column("sealed", LargeBinary, nullable=False),  # value, source, unit
    Index("measurements_by_person", "person_id", "kind", "measured_at"),
)

PULSES: Final = Table(
    "pulses",
    METADATA,
    Column("pulse_id", Text, primary_key=True, nullable=False),
    _person_column(),
    Column("measured_at", REAL, nullable=False),
    _key_column(),
    Column("sealed", LargeBinary, nullable=False),  # rate, how long and how sure, camera, method
    Index("pulses_by_person", "person_id", "measured_at"),
)

AUDIT: Final = Table(
    "audit",
    METADATA,
    Column("audit_id", Integer, primary_key=True),
    Column("at", REAL, nullable=False),
    Column("action", Text, nullable=False),
    Column("person_id", Text, ForeignKey("people.person_id", ondelete="SET NULL")),
    Column("by_user", Text),
    Column("finished", Integer, nullable=False),  # 0 while an erasure still has bytes to destroy
)

SEALED_TABLES: Final = (CONSENTS, TEMPLATES, PHOTOS, READINGS, MEASUREMENTS, PULSES, DOCUMENTS)
"""The tables whose rows are sealed."""
