"""What the record is asked about answers, measurements and pulse rates, and what came of them: notices and reports."""

from collections.abc import Mapping, Sequence
import math
from typing import Any, Final

from . import documents, measurements, pulses
from .entries import Document, DocumentKind, StoredMeasurement, StoredPulse
from .thread import RecordThread

_REPORTS: Final = "reports"
"""Where the list stands in the document of earlier reports."""


class RecordOfAnswers(RecordThread):
    """Keeps the latest profile, notice state and report of a person, each measurement and each pulse rate."""

    async def async_set_profile(
        self, person_id: str, answers: Mapping[str, Any], changed_at: float, changed_by: str | None = None
    ) -> None:
        """Keep a person's answers in the place of the former ones, durably.

        Raises:
            UnknownPersonError: Nobody with this id is enrolled.
            InvalidEntryError: JSON cannot hold it.
        """
        profile = Document(answers, changed_at)
        await self._when_free(documents.put, person_id, DocumentKind.PROFILE, profile, changed_by)

    async def async_profile(self, person_id: str) -> Document | None:
        """Return a person's answers; None when there are none that open."""
        return await self._run(documents.get, person_id, DocumentKind.PROFILE)

    async def async_set_notice_state(
        self, person_id: str, state: Mapping[str, Any], changed_at: float
    ) -> None:
        """Keep what was told, snoozed or muted, durably: nothing is told twice.

        Raises:
            UnknownPersonError: Nobody with this id is enrolled.
            InvalidEntryError: JSON cannot hold it.
        """
        document = Document(state, changed_at)
        await self._when_free(documents.put, person_id, DocumentKind.NOTICE_STATE, document, None)

    async def async_notice_state(self, person_id: str) -> Document | None:
        """Return what was told, snoozed or muted; None when there is nothing that opens."""
        return await self._run(documents.get, person_id, DocumentKind.NOTICE_STATE)

    async def async_set_report(self, person_id: str, facts: Mapping[str, Any], made_at: float) -> None:
        """Keep the facts of the latest report in the place of the former ones, durably.

        Raises:
            UnknownPersonError: Nobody with this id is enrolled.
            InvalidEntryError: JSON cannot hold it.
        """
        await self._when_free(documents.put, person_id, DocumentKind.REPORT, Document(facts, made_at), None)

    async def async_report(self, person_id: str) -> Document | None:
        """Return the facts of the latest report; None when there are none that open."""
        return await self._run(documents.get, person_id, DocumentKind.REPORT)

    async def async_set_earlier_reports(
        self, person_id: str, reports: Sequence[Mapping[str, Any]], changed_at: float
    ) -> None:
        """Keep the reports before the latest in the place of the former list, durably.

        Raises:
            UnknownPersonError: Nobody with this id is enrolled.
            InvalidEntryError: JSON cannot hold it.
        """
        document = Document({_REPORTS: list(reports)}, changed_at)
        await self._when_free(documents.put, person_id, DocumentKind.EARLIER_REPORTS, document, None)

    async def async_earlier_reports(self, person_id: str) -> tuple[Mapping[str, Any], ...]:
        """Return the reports before the latest as they were given; empty when there are none that open."""
        document = await self._run(documents.get, person_id, DocumentKind.EARLIER_REPORTS)
        return () if document is None else tuple(document.content[_REPORTS])

    async def async_add_measurements(self, person_id: str, measured: Sequence[StoredMeasurement]) -> None:
        """Store measurements, all or none, each once; one given again gets the later value.

        Durable where one was typed in.

        Raises:
            UnknownPersonError: Nobody with this id is enrolled.
            InvalidEntryError: What was given cannot be stored.
        """
        await self._when_free(measurements.add, person_id, tuple(measured))

    async def async_measurements(
        self, person_id: str, kind: str | None = None, start: float = -math.inf, end: float = math.inf
    ) -> tuple[StoredMeasurement, ...]:
        """Return what was measured at `start` or later and before `end`, oldest first; of one kind or of all."""
        return await self._run(measurements.measurements, person_id, kind, start, end)

    async def async_latest_measurement(
        self, person_id: str, kind: str, source: str | None = None
    ) -> StoredMeasurement | None:
        """Return the newest measurement of a kind, of one source or of any; None when there is none."""
        return await self._run(measurements.latest, person_id, kind, source)

    async def async_recent_measurements(
        self, person_id: str, window_seconds: Mapping[str, float], now: float
    ) -> tuple[StoredMeasurement, ...]:
        """Return of each kind the newest measurement until `now` and those within the kind's window before it."""
        return await self._run(measurements.recent, person_id, window_seconds, now)

    async def async_delete_measurement(
        self,
        person_id: str,
        measured: StoredMeasurement,
        deleted_at: float,
        deleted_by: str | None = None,
    ) -> bool:
        """Delete a measurement, durably; False when it is not there.

        Raises:
            UnknownPersonError: Nobody with this id is enrolled.
        """
        return await self._when_free(measurements.delete, person_id, measured, deleted_at, deleted_by)

    async def async_add_pulse(self, person_id: str, pulse: StoredPulse) -> None:
        """Store a pulse rate of somebody whose latest consent is one to that.

        Raises:
            UnknownPersonError: Nobody with this id is enrolled.
            InvalidEntryError: The person does not agree, or what was given cannot be stored.
        """
        await self._when_free(pulses.add, person_id, pulse)

    async def async_pulses(self, person_id: str, start: float) -> tuple[StoredPulse, ...]:
        """Return a person's pulse rates that were measured at `start` or later, oldest first."""
        return await self._run(pulses.since, person_id, start)
