"""The asynchronous face of the record: everything runs on one thread of its own, in the order it was asked for."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import batched
import logging
import math
from pathlib import Path
import time
from typing import Any, Final, Self

from ..engine.records.messages import RiskModel
from ..engine.records.observations import Reading
from . import documents, measurements, people, photos, readings, recovery, resealing
from .copies import COPY_NAME, make_copy
from .entries import (
    Consent,
    Document,
    DocumentKind,
    Erasure,
    Opened,
    PersonEntry,
    StoredMeasurement,
    StoredReading,
    StoredTemplate,
)
from .erasure import erase, stored_rows
from .export import export_person
from .key import begin_new_key
from .opening import open_vault
from .schema import SEALED_TABLES
from .sealed_rows import check
from .thread import RecordThread
from .vault import Vault

_LOGGER = logging.getLogger(__name__)

RESEALED_AT_ONCE: Final = 200
"""Rows that are sealed anew in one go: a few milliseconds."""


class Record(RecordThread):
    """The open record. Every method but `async_open` may raise `RecordClosedError` and other `RecordError`s."""

    def __init__(self, executor: ThreadPoolExecutor, vault: Vault, key_file: Path, opened: Opened) -> None:
        """Take what `async_open` made."""
        super().__init__(executor, vault)
        self.opened = opened
        """What happened while it was opened."""
        self._key_file = key_file
        self._storing = asyncio.Lock()

    @classmethod
    async def async_open(
        cls,
        folder: Path,
        key_file: Path,
        *,
        clock: Callable[[], float] = time.time,
    ) -> Self:
        """Open the record in `folder`, made where it is missing, and say in `opened` what happened.

        Args:
            folder: Where the database and its copies lie.
            key_file: The file of the key, outside of what a backup holds.
            clock: Tells the time in seconds since the epoch; what is later than it does not count yet.

        Raises:
            RecordError: The record cannot be read or written.
        """
        executor = ThreadPoolExecutor(1, "digitalshadow-record")
        try:
            vault, opened = await asyncio.get_running_loop().run_in_executor(
                executor, lambda: open_vault(folder, key_file, clock=clock)
            )
        except BaseException as err:
            # A cancelled opening still goes on for a while; any other one has ended, and its thread with it.
            executor.shutdown(wait=not isinstance(err, asyncio.CancelledError))
            raise
        return cls(executor, vault, key_file, opened)

    @property
    def damaged_rows(self) -> int:
        """How many rows were met since opening that no longer open with the key that sealed them."""
        return len(self._vault.keyring.damaged_rows)

    async def async_enrol(
        self, person_id: str, consent: Consent, templates: Sequence[StoredTemplate]
    ) -> None:
        """Create a person with a consent and templates, durably.

        Raises:
            PersonExistsError: Somebody with this id is enrolled already.
            InvalidEntryError: What was given cannot be stored.
        """
        await self._when_free(people.enrol, person_id, consent, tuple(templates))

    async def async_add_templates(
        self, person_id: str, templates: Sequence[StoredTemplate], changed_by: str | None = None
    ) -> None:
        """Add templates to a person, durably.

        Raises:
            UnknownPersonError: Nobody with this id is enrolled.
            InvalidEntryError: What was given cannot be stored.
        """
        await self._when_free(people.add_templates, person_id, tuple(templates), changed_by)

    async def async_replace_templates(
        self, person_id: str, templates: Sequence[StoredTemplate], changed_by: str | None = None
    ) -> None:
        """Put templates in the place of all former ones, durably.

        Raises:
            UnknownPersonError: Nobody with this id is enrolled.
            InvalidEntryError: What was given cannot be stored.
        """
        await self._when_free(people.replace_templates, person_id, tuple(templates), changed_by)

    async def async_record_consent(self, consent: Consent) -> None:
        """Add a later consent, durably.

        Raises:
            UnknownPersonError: Nobody with this id is enrolled.
        """
        await self._when_free(people.record_consent, consent)

    async def async_invite(
        self, person_id: str, pictures: Sequence[bytes], invited_at: float, invited_by: str | None
    ) -> None:
        """Seal photos of somebody new until that person answers, durably; they are no template, nobody is enrolled.

        Raises:
            PersonExistsError: Somebody with this id is stored already.
            InvalidEntryError: What was given cannot be stored.
        """
        await self._when_free(photos.invite, person_id, tuple(pictures), invited_at, invited_by)

    async def async_photos(self, person_id: str) -> tuple[bytes, ...]:
        """Return the sealed photos of somebody who was invited, in the order they were taken."""
        return await self._run(photos.photos_of, person_id)

    async def async_people_with_photos(self) -> tuple[str, ...]:
        """Return of whom photos lie sealed."""
        return await self._run(photos.people_with_photos)

    async def async_put_templates_for_photos(
        self, person_id: str, templates: Sequence[StoredTemplate], moment: float
    ) -> None:
        """Put templates in the place of a person's sealed photos, durably, and destroy the photos.

        Raises:
            UnknownPersonError: Nobody with this id is stored.
            InvalidEntryError: The person has given no consent, or what was given cannot be stored.
        """
        await self._when_free(photos.put_templates_for_photos, person_id, tuple(templates), moment)

    async def async_stored_since(self) -> dict[str, float]:
        """Return everybody of whom anything is stored, and since when, whether they ever agreed or not."""
        return await self._run(people.stored_since)

    async def async_set_removal(
        self, person_id: str, content: Mapping[str, Any], removed_at: float, removed_by: str | None = None
    ) -> None:
        """Remember what a removal took away beside the record, durably.

        Raises:
            UnknownPersonError: Nobody with this id is stored.
            InvalidEntryError: JSON cannot hold it.
        """
        removal = Document(content, removed_at)
        await self._when_free(documents.put, person_id, DocumentKind.REMOVAL, removal, removed_by)

    async def async_removal(self, person_id: str) -> Document | None:
        """Return what a removal took away; None for somebody who was not removed."""
        return await self._run(documents.get, person_id, DocumentKind.REMOVAL)

    async def async_drop_removal(self, person_id: str) -> None:
        """Forget a removal that did not last."""
        await self._when_free(documents.drop, person_id, DocumentKind.REMOVAL)

    async def async_people(self) -> tuple[PersonEntry, ...]:
        """Return everybody who agreed, in the order of enrolment."""
        return await self._run(people.people)

    async def async_templates(self) -> dict[str, tuple[StoredTemplate, ...]]:
        """Return the readable templates by person id."""
        return await self._run(people.templates_of)

    def keep_reading(self, reading: Reading) -> None:
        """Keep a reading in memory until `async_store_readings` or closing writes it; nothing is promised yet.

        Raises:
            InvalidEntryError: What was given cannot be stored.
            RecordFullError: Too many wait already.
        """
        self._waiting.keep(reading)

    def drop_readings(self, person_id: str) -> None:
        """Forget the readings of a person that wait to be written."""
        self._waiting.forget(person_id)

    async def async_store_readings(self) -> tuple[Reading, ...]:
        """Store what waits, in order and each once, and return what survives the death of the process from now on.

        A reading of somebody who is not enrolled is dropped. While a backup holds the file still nothing is stored.
        What cannot be stored goes on waiting.

        Raises:
            RecordUnavailableError: The record cannot be written now.
        """
        async with self._storing:
            if not self._free.is_set() or not self._waiting:
                return ()
            waiting = self._waiting.all
            stored = await self._run(readings.add, waiting)
            self._waiting.remove(waiting)
            return stored

    async def async_add_reading(self, reading: Reading) -> None:
        """Store one reading now, past those that wait; returns when it survives the death of the process.

        After an error it is kept nowhere.

        Raises:
            UnknownPersonError: Nobody with this id is enrolled.
            InvalidEntryError: What was given cannot be stored.
            RecordUnavailableError: The record cannot be written now.
        """
        readings.check(reading)
        if not await self._when_free(readings.add, (reading,)):
            await self._run(people.require, reading.person_id)

    async def async_undo_last_reading(
        self, person_id: str, undone_at: float, undone_by: str | None, ended_at: float | None = None
    ) -> Reading | None:
        """Take the newest reading out of everything and return it; None without one.

        With `ended_at` only a reading that ended then is taken out.

        Raises:
            UnknownPersonError: Nobody with this id is enrolled.
        """
        return await self._when_free(readings.undo_last, person_id, undone_at, undone_by, ended_at)

    async def async_undo_reading(
        self, person_id: str, reading_id: str, undone_at: float, undone_by: str | None
    ) -> Reading | None:
        """Take one reading out of everything and return it; None where there is none that counts.

        Raises:
            UnknownPersonError: Nobody with this id is enrolled.
        """
        return await self._when_free(readings.undo, person_id, reading_id, undone_at, undone_by)

    async def async_put_reading_back(
        self, person_id: str, reading_id: str, put_back_at: float, put_back_by: str | None
    ) -> Reading | None:
        """Let a reading count again that was taken back, and return it; None where there is none.

        Raises:
            UnknownPersonError: Nobody with this id is enrolled.
        """
        return await self._when_free(readings.put_back, person_id, reading_id, put_back_at, put_back_by)

    async def async_newest_readings(
        self, person_id: str, limit: int, before: float = math.inf
    ) -> tuple[StoredReading, ...]:
        """Return at most `limit` readings that began before a time, newest first, taken back or not."""
        return await self._run(readings.newest, person_id, before, limit)

    async def async_models(self) -> dict[str, RiskModel]:
        """Return the models that ever spoke, by the hash of their files."""
        return await self._run(readings.models)

    async def async_latest_readings(
        self, person_id: str, limit: int, model_sha256: str | None = None
    ) -> tuple[Reading, ...]:
        """Return at most `limit` readings, newest first, undone ones left out."""
        return await self._run(readings.latest, person_id, limit, model_sha256)

    async def async_readings(
        self,
        person_id: str,
        start: float,
        end: float,
        model_sha256: str | None = None,
        *,
        limit: int | None = None,
    ) -> tuple[Reading, ...]:
        """Return a person's readings, oldest first.

        Args:
            person_id: Whose readings.
            start: The readings started then or later, in seconds since the epoch.
            end: The readings started before it, in seconds since the epoch.
            model_sha256: Only readings by the model whose file has this hash; None for those of all models.
            limit: Return only so many, the newest; no more are read.
        """
        return await self._run(readings.between, person_id, start, end, model_sha256, limit)

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

    async def async_note_model(self, model: RiskModel, first_used_at: float) -> None:
        """Remember a model that speaks; its first use is kept."""
        await self._when_free(readings.note_model, model, first_used_at)

    async def async_export_person(
        self, person_id: str, exported_at: float | None = None, exported_by: str | None = None
    ) -> dict[str, Any]:
        """Return everything stored in plain JSON types; with `exported_at` the audit trail notes it."""
        if exported_at is None:
            return await self._run(export_person, person_id, None, None)
        return await self._when_free(export_person, person_id, exported_at, exported_by)

    async def async_stored_rows(self, person_id: str) -> dict[str, int]:
        """Return how many rows of each kind are stored of a person.

        Raises:
            UnknownPersonError: Nobody with this id is enrolled.
        """
        return await self._run(stored_rows, person_id)

    async def async_erase_person(self, person_id: str, erased_at: float, erased_by: str | None) -> Erasure:
        """Withdraw consent and erase everything of a person; returns what was verified. `UnknownPersonError`."""
        erasure = await self._when_free(erase, person_id, erased_at, erased_by)
        self._waiting.forget(person_id)
        return erasure

    async def async_check(self) -> int:
        """Open every row there is; return how many are damaged, or were changed behind the record's back."""
        for table in SEALED_TABLES:
            await self._run(check, table)
        return self.damaged_rows

    async def async_seal_anew(self) -> int:
        """Seal what a former key sealed with the present one, then destroy the keys that were retired.

        It lets others have their turn in between. Returns how many rows there were; a crash loses nothing.
        """
        places = await self._run(resealing.sealed_by_others)
        for some in batched(places, RESEALED_AT_ONCE, strict=False):
            await self._when_free(resealing.seal_anew, some)
        await self._when_free(resealing.let_go_of_retired_keys, self._key_file, self._vault.clock())
        return len(places)

    async def async_begin_new_key(self) -> None:
        """Have the next opening seal with a new key, and the present ones be destroyed once nothing needs them."""
        await self._when_free(lambda _vault: begin_new_key(self._key_file))

    async def async_recovery_file(self, passphrase: str) -> bytes:
        """Return all keys at hand, wrapped by a passphrase. Both together can read old backups."""
        return await self._run(recovery.recovery_file, self._key_file, passphrase)

    async def async_note_recovery_file(self, saved_at: float) -> None:
        """Remember that a recovery file with the present key was saved."""
        await self._when_free(recovery.note_saved, saved_at)

    async def async_is_recovery_file_saved(self) -> bool:
        """Tell whether a recovery file with the present key was ever saved."""
        return await self._run(recovery.is_saved)

    async def async_take_keys(self, content: bytes, passphrase: str) -> None:
        """Take the keys of a recovery file; the next opening reads with them.

        Raises:
            RecoveryFileError: The file or its pass phrase is refused.
        """
        await self._when_free(recovery.take_keys, self._key_file, content, passphrase)

    async def async_copy(self) -> Path:
        """Write a consistent copy beside the database, to be restored from should it be damaged. Call it nightly."""
        return await self._when_free(lambda vault: make_copy(vault.database, COPY_NAME, self._vault.clock()))
