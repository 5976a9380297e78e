"""The record: who consented, what their faces look like to the recogniser, what was read, with which model.

One SQLite file, `digitalshadow.db`, written by one thread. Templates, answers and what was measured are sealed per row;
person, time, kind and model are in clear so that a query uses an index. `Record` is the door:

    record = await Record.async_open(folder, key_file)
    record.opened             # new, migrated, set aside and restored, key missing
    await record.async_enrol(person_id, consent, templates)
    await record.async_add_reading(reading)
    await record.async_close()

It knows no Home Assistant, and of the rest of the integration only `engine/records`.
"""

from .entries import (
    TYPED,
    Action,
    Consent,
    Document,
    DocumentKind,
    Erasure,
    Opened,
    PersonEntry,
    Sharing,
    StoredMeasurement,
    StoredPulse,
    StoredReading,
    StoredTemplate,
)
from .errors import (
    InvalidEntryError,
    PersonExistsError,
    RecordAccessError,
    RecordBusyError,
    RecordClosedError,
    RecordDamagedError,
    RecordError,
    RecordFullError,
    RecordKeyError,
    RecordTooNewError,
    RecordUnavailableError,
    UnknownPersonError,
)
from .record import Record
from .recovery_file import (
    LARGEST_FILE_BYTES,
    SHORTEST_PASSPHRASE,
    RecoveryFileError,
    RecoveryRefusal,
)
from .search import holds

__all__ = [
    "LARGEST_FILE_BYTES",
    "SHORTEST_PASSPHRASE",
    "TYPED",
    "Action",
    "Consent",
    "Document",
    "DocumentKind",
    "Erasure",
    "InvalidEntryError",
    "Opened",
    "PersonEntry",
    "PersonExistsError",
    "Record",
    "RecordAccessError",
    "RecordBusyError",
    "RecordClosedError",
    "RecordDamagedError",
    "RecordError",
    "RecordFullError",
    "RecordKeyError",
    "RecordTooNewError",
    "RecordUnavailableError",
    "RecoveryFileError",
    "RecoveryRefusal",
    "Sharing",
    "StoredMeasurement",
    "StoredPulse",
    "StoredReading",
    "StoredTemplate",
    "UnknownPersonError",
    "holds",
]
