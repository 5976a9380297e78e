"""Every error the record raises on purpose. What was committed before is never lost by any of them."""


class RecordError(Exception):
    """Base of all errors of the record. The message says what was expected, what came and what to do."""


class RecordUnavailableError(RecordError):
    """Nothing can be written now. Try again later; readings that were given to be kept wait meanwhile."""


class RecordFullError(RecordUnavailableError):
    """There is no room left on the disk, or for more readings in memory."""


class RecordBusyError(RecordUnavailableError):
    """Another program holds the database."""


class RecordAccessError(RecordUnavailableError):
    """The file system does not let the database be read or written."""


class RecordDamagedError(RecordError):
    """The database is damaged. Opening it again sets it aside and restores the newest good copy."""


class RecordTooNewError(RecordError):
    """The database was written by a newer version of DigitalShadow; it was left untouched."""


class RecordKeyError(RecordError):
    """The key file exists but holds no key, or cannot be read or made."""


class RecordClosedError(RecordError):
    """The record is closed, or closed while the request waited."""


class UnknownPersonError(RecordError):
    """Nobody with this id is enrolled: never was, or was erased."""


class PersonExistsError(RecordError):
    """Somebody with this id is enrolled already."""


class InvalidEntryError(RecordError):
    """What should be stored does not make sense, for example a probability above one."""
