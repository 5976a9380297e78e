"""The people of the household as they are shown: remembered from the record, seen by cameras, told about."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigSubentry

from ..const import CONF_ASKED_AT, CONF_NOT_SEEN_DAYS, CONF_PULSE_AGREED
from ..engine.records.pulse import WhyNoPulse
from ..engine.records.readings import Reading
from ..engine.records.sightings import Sighting
from ..entry import is_monitored, is_shared, people_of
from ..health.clinical import ClinicalSnapshot
from ..health.notices.state import NoticeState
from ..health.pulse.medians import PulseMedians
from ..health.trend.trend import Trend
from ..record import PersonEntry, Record, StoredPulse
from ..server_options import agreed_to_server
from .consent import has_agreed
from .snapshot import PULSE_SECONDS, VALUE_DAYS, PersonSnapshot

_DAY_SECONDS: Final = 24 * 60 * 60


class Household:
    """Keeps one frozen snapshot per person subentry and replaces it when something happens."""

    def __init__(self, entry: ConfigEntry[Any], record: Record, risk_model_sha256: str) -> None:
        """Nobody is known before `async_restore`. Readings of other models than the given one are not shown."""
        self.people: dict[str, PersonSnapshot] = {}
        self._entry = entry
        self._record = record
        self._risk_model_sha256 = risk_model_sha256
        self._subentry_ids: dict[str, str] = {}
        self._forgotten: set[str] = set()
        self._now = 0.0

    @property
    def person_ids(self) -> frozenset[str]:
        """The people who are known and not forgotten."""
        return frozenset(self._subentry_ids)

    def subentry_id(self, person_id: str) -> str | None:
        """Return the subentry of a person; None for somebody who is not known, or was forgotten."""
        return self._subentry_ids.get(person_id)

    def person(self, person_id: str) -> PersonSnapshot | None:
        """Return a person as of now; None for somebody who is not known, or was forgotten."""
        return self.people.get(self._subentry_ids.get(person_id, ""))

    def not_seen_days(self, person_id: str) -> int | None:
        """Return after how many days without being seen that is told; None where it never is."""
        person = people_of(self._entry).get(person_id)
        days = person and person.data.get(CONF_NOT_SEEN_DAYS)
        return int(days) if days else None

    @property
    def may_be_read(self) -> frozenset[str]:
        """The people whose faces may be read."""
        return frozenset(
            person.person_id
            for person in self.people.values()
            if person.monitoring and not person.needs_consent
        )

    @property
    def may_be_compared(self) -> frozenset[str]:
        """The people whom the engine may know at all; one who may not be read is recognised and left alone."""
        return frozenset(person.person_id for person in self.people.values() if not person.is_asked)

    @property
    def may_be_sent(self) -> frozenset[str]:
        """The people whose faces the inference server may get."""
        agreed = {person.person_id for person in self.people.values() if person.may_be_sent}
        return self.may_be_read & agreed

    @property
    def may_have_pulse(self) -> frozenset[str]:
        """The people whose pulse may be measured from video."""
        agreed = {person.person_id for person in self.people.values() if person.may_have_pulse}
        return self.may_be_read & agreed

    async def async_restore(self) -> None:
        """Take everybody from the record, without telling anything: it is the past."""
        for person_id in people_of(self._entry):
            await self.async_take(person_id)

    async def async_take(self, person_id: str) -> None:
        """Know somebody as entry and record have them now; what was computed before of somebody known stays.

        Raises:
            RecordError: The record cannot be read or written.
        """
        subentry = people_of(self._entry)[person_id]
        stored = {person.person_id: person for person in await self._record.async_people()}
        # Who is being erased stays unknown, whatever is changed meanwhile.
        if subentry.subentry_id in self._forgotten:
            return
        self._subentry_ids[person_id] = subentry.subentry_id
        self.people.setdefault(subentry.subentry_id, PersonSnapshot(person_id))
        self._replace(
            person_id,
            monitoring=is_monitored(subentry),
            needs_consent=not has_agreed(subentry),
            is_asked=CONF_ASKED_AT in subentry.data,
            may_be_sent=agreed_to_server(self._entry, subentry),
            may_have_pulse=_agreed_to_pulse(subentry, stored.get(person_id)),
            needs_enrolment=has_lost_templates(stored.get(person_id)),
        )
        if not is_shared(subentry) or person_id not in self.may_be_read:
            self.show_face(person_id, None)
        if person_id in stored:
            await self.async_recall(person_id)

    async def async_recall(self, person_id: str) -> None:
        """Take what counts now of a person from the record.

        Raises:
            RecordError: The record cannot be read or written.
        """
        await self.async_recall_reading(person_id)
        report = await self._record.async_report(person_id)
        self._replace(person_id, report_made_at=report.changed_at if report else None)

    async def async_recall_reading(self, person_id: str) -> None:
        """Take a person's latest reading from the record; raises `RecordError`."""
        readings = await self._record.async_latest_readings(person_id, 1, self._risk_model_sha256)
        self._replace(person_id, reading=readings[0] if readings else None)

    def let_age(self, now: float) -> None:
        """Let the readings become as old as they are at `now`, in seconds since the epoch."""
        self._now = now
        for person_id in self._subentry_ids:
            self._replace(person_id)

    def see(self, sighting: Sighting) -> None:
        """Note that somebody was seen."""
        self._replace(sighting.person_id, last_seen_at=sighting.captured_at)

    def show_face(self, person_id: str, face_jpeg: bytes | None) -> None:
        """Keep the picture of a face in memory until the next one."""
        self._replace(person_id, face_jpeg=face_jpeg)

    def add_reading(self, reading: Reading) -> None:
        """Show a new reading."""
        self._replace(reading.person_id, reading=reading)

    def set_trend(self, person_id: str, trend: Trend) -> None:
        """Show a person's trend."""
        self._replace(person_id, trend=trend)

    def set_clinical(self, person_id: str, clinical: ClinicalSnapshot) -> None:
        """Show what a validated equation says about a person."""
        self._replace(person_id, clinical=clinical)

    def add_report(self, person_id: str, made_at: float) -> None:
        """Show when a report was made."""
        self._replace(person_id, report_made_at=made_at)

    def set_notices(self, person_id: str, notices: NoticeState) -> None:
        """Show what was told to a person, snoozed and muted."""
        self._replace(person_id, notices=notices)

    def set_monitoring(self, person_id: str, *, on: bool) -> None:
        """Follow a person's monitoring switch; the last face goes when it is switched off."""
        self._replace(person_id, monitoring=on)
        if not on:
            self.show_face(person_id, None)

    def set_may_be_sent(self, person_id: str, *, on: bool) -> None:
        """Note whether the inference server may get a person's face."""
        self._replace(person_id, may_be_sent=on)

    def set_may_have_pulse(self, person_id: str, *, on: bool) -> None:
        """Note whether a person's pulse may be measured; nothing of it stays with a no."""
        self._replace(person_id, may_have_pulse=on)
        if not on:
            self._replace(person_id, pulse=None, no_pulse=(), pulse_medians=None)

    def show_pulse(self, person_id: str, pulse: StoredPulse) -> None:
        """Show the pulse rate that was just measured."""
        self._replace(person_id, pulse=pulse, no_pulse=())

    def show_no_pulse(self, person_id: str, why_not: tuple[WhyNoPulse, ...]) -> None:
        """Show why there is no pulse rate now."""
        self._replace(person_id, pulse=None, no_pulse=why_not)

    def set_pulse_medians(self, person_id: str, medians: PulseMedians) -> None:
        """Show what a person's pulse rates come to."""
        self._replace(person_id, pulse_medians=medians)

    def set_needs_enrolment(self, person_ids: Collection[str]) -> None:
        """Note who must enrol again, and that nobody else must."""
        for person_id in self._subentry_ids:
            self._replace(person_id, needs_enrolment=person_id in person_ids)

    def forget(self, person_id: str) -> None:
        """Know a person no more, nor take them anew."""
        if (subentry_id := self._subentry_ids.pop(person_id, None)) is not None:
            self.people.pop(subentry_id, None)
            self._forgotten.add(subentry_id)

    def _replace(self, person_id: str, **changes: Any) -> None:  # noqa: ANN401  # fields of a record
        """Replace the snapshot of a person who is known."""
        if (subentry_id := self._subentry_ids.get(person_id)) is not None:
            changed = replace(self.people[subentry_id], **changes)
            self.people[subentry_id] = replace(
                changed,
                is_out_of_date=_is_old(changed.reading, self._now),
                pulse=None if _is_past(changed.pulse, self._now) else changed.pulse,
            )


def _is_old(reading: Reading | None, now: float) -> bool:
    """Tell whether a reading is too old to stand for today."""
    return reading is not None and now - reading.ended_at > VALUE_DAYS * _DAY_SECONDS


def _is_past(pulse: StoredPulse | None, now: float) -> bool:
    """Tell whether a pulse rate is none of now any more; after a clock that was set back none is."""
    return pulse is not None and abs(now - pulse.measured_at) > PULSE_SECONDS


def _agreed_to_pulse(person: ConfigSubentry, stored: PersonEntry | None) -> bool:
    """Tell whether entry and record both say that a person agreed to the pulse: where one says no, that is a no."""
    return bool(person.data.get(CONF_PULSE_AGREED, False)) and stored is not None and stored.consent.pulse


def has_lost_templates(stored: PersonEntry | None) -> bool:
    """Whether the record does not know the person, or cannot read a single template any more."""
    return stored is None or (stored.unreadable_templates > 0 and stored.templates == 0)
