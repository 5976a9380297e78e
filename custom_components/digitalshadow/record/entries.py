"""What goes into the record and comes out of it, as frozen records. Times are seconds since the Unix epoch."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from ..engine.records.readings import Reading

TYPED: Final = "typed"
"""Source of a measurement that somebody typed in; every other source is the id of an entity."""


class Sharing(StrEnum):
    """Who may see a person's values."""

    SHARED = "shared"
    """Everyone with an account: the values are entity states."""
    PRIVATE = "private"
    """The person, granted people and administrators only: no value is ever an entity state."""


class Action(StrEnum):
    """What the audit trail tells apart."""

    INVITED = "invited"
    """Photos were sealed until the person answers by their own account."""
    ENROLLED = "enrolled"
    CONSENTED = "consented"
    TEMPLATES_CHANGED = "templates_changed"
    READING_UNDONE = "reading_undone"
    READING_PUT_BACK = "reading_put_back"
    PROFILE_CHANGED = "profile_changed"
    MEASUREMENT_DELETED = "measurement_deleted"
    PULSE_WITHDRAWN = "pulse_withdrawn"
    """The person's pulse is measured no more; what was measured is destroyed."""
    EXPORTED = "exported"
    REMOVED = "removed"
    """An administrator removed the person; nobody reads what is stored until it is erased."""
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Consent:
    """A person's yes, as it was given. Never changed; a new decision is a new consent."""

    person_id: str
    """Who consents."""
    version: str
    """Version of the text that was agreed to."""
    consented_at: float
    """When."""
    sharing: Sharing
    """Who may see the values."""
    granted_user_ids: tuple[str, ...] = ()
    """Person entities whose users may read a private person's values."""
    recorded_by: str | None = None
    """Id of the Home Assistant user who ticked the box; None when none was signed in."""
    receiver: str | None = None
    """The inference server that may get this person's face, by name and host; None for none."""
    pulse: bool = False
    """Whether the pulse may be measured from video: a line of its own, no unless the person says yes."""


@dataclass(frozen=True, slots=True)
class StoredTemplate:
    """The template of one enrolment picture. Encrypted at rest."""

    template: bytes
    """Float32 little-endian unit vector."""
    model_sha256: str
    """The recogniser that made it; another one's templates cannot be compared."""
    enrolled_at: float
    """When the picture was taken in."""
    quality: float
    """Quality of the face, 0-1."""


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """One enrolled person."""

    person_id: str
    """Key in gallery and record."""
    consent: Consent
    """The latest consent."""
    templates: int
    """How many templates can be read."""
    unreadable_templates: int
    """How many were sealed with a key that is gone. With no readable one left, ask the person to enrol again."""


@dataclass(frozen=True, slots=True)
class StoredReading:
    """A reading as it lies in the record, taken back or not."""

    reading: Reading
    """What was read."""
    undone_at: float | None
    """When it was taken back; None for one that counts."""
    undone_by: str | None
    """Id of the account that took it back; None for an automation."""


@dataclass(frozen=True, slots=True)
class StoredPulse:
    """A pulse rate that a camera saw. Everything but the time is encrypted at rest."""

    measured_at: float
    """When the piece of video ended."""
    bpm: float
    """Beats per minute."""
    seconds: float
    """How long the face was watched for it."""
    spread_bpm: float
    """How far apart the rates of single windows lie."""
    snr_db: float
    """How far it stands out of everything else, in decibels."""
    is_calm: bool
    """Whether the person had been in view and about still for four minutes."""
    camera_id: str
    """The camera."""
    method: str
    """Name and version of how it was found."""


class DocumentKind(StrEnum):
    """The documents of a person; there is one of each kind, and a new one takes its place."""

    PROFILE = "profile"
    """The person's answers."""
    NOTICE_STATE = "notice_state"
    """What was told when, acknowledged, snoozed or muted."""
    REPORT = "report"
    """The facts of the latest report."""
    EARLIER_REPORTS = "earlier_reports"
    """The reports before it, as one list."""
    REMOVAL = "removal"
    """What an administrator's removal took away beside the record: name and settings, for the export."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a person. Encrypted at rest."""

    content: Mapping[str, Any]
    """Plain JSON types."""
    changed_at: float
    """When it was written."""


@dataclass(frozen=True, slots=True)
class StoredMeasurement:
    """Something that was measured outside of this home's cameras. Value and source are encrypted at rest.

    Person, kind, time and source tell a measurement from every other one: given again, its value is replaced.
    """

    kind: str
    """What was measured; the caller knows the unit of each kind."""
    measured_at: float
    """When."""
    value: float
    """Finite."""
    source: str
    """`TYPED`, or the id of the entity it came from."""
    unit: str = ""
    """In which it was typed; empty for what an entity told. The value is in the unit of its kind all the same."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What happened while the record was opened; all but `new` and `migrated` deserves a repair issue."""

    new: bool
    """There was no database; an empty one was made."""
    migrated: bool
    """An older schema was brought up to date; a copy from before lies beside it."""
    set_aside: Path | None
    """Where a damaged database was moved to."""
    restored_from: Path | None
    """The copy that took the place of a damaged or missing database."""
    lost_from: float | None
    """Begin of the period whose entries are lost: when that copy was made. None without a restored copy."""
    lost_until: float | None
    """End of that period: the damaged file's last change."""
    key_missing: bool
    """The key is gone or another one, and something cannot be read without it."""
    unreadable_templates: int
    """Templates sealed with another key than the one at hand."""
    unreadable_readings: int
    """Readings sealed with another key than the one at hand."""
    unreadable_measurements: int
    """Measurements sealed with another key than the one at hand."""
    unreadable_documents: int
    """Profiles, notice states, reports and lists of earlier ones sealed with another key than the one at hand."""
    journal_mode: str
    """`wal`, or `delete` where this SQLite's write-ahead log is not to be trusted."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What erasing a person destroyed, and what was looked for afterwards."""

    erased_at: float
    """When."""
    consents: int
    """Consents destroyed."""
    templates: int
    """Templates destroyed."""
    readings: int
    """Readings destroyed."""
    measurements: int
    """Measurements destroyed."""
    documents: int
    """Profiles, notice states and reports destroyed."""
    photos: int
    """Sealed photos of somebody who had not answered yet destroyed."""
    pulses: int
    """Pulse rates destroyed."""
    searched_files: tuple[str, ...]
    """Names of the files whose bytes were searched afterwards."""
    searched_patterns: int
    """How many byte patterns were looked for: the person's id, pieces of what was sealed."""
    found_in: tuple[str, ...]
    """Names of the files in which one was still found; empty when the erasure is verified."""

    @property
    def verified(self) -> bool:
        """Whether no searched file held a trace of the person."""
        return not self.found_in
