"""The asynchronous face of the record: everything runs on one thread of its own, in the order it was asked for."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import batched
from pathlib import Path
import time
from typing import Any, Final, Self

from . import recovery, resealing
from .copies import COPY_NAME, make_copy
from .entries import Erasure, Opened
from .erasure import erase, stored_rows
from .export import export_person
from .key import begin_new_key
from .opening import open_vault
from .record_of_answers import RecordOfAnswers
from .record_of_people import RecordOfPeople
from .record_of_readings import RecordOfReadings
from .schema import SEALED_TABLES
from .sealed_rows import check
from .vault import Vault

RESEALED_AT_ONCE: Final = 200
"""Rows that are sealed anew in one go: a few milliseconds."""


class Record(RecordOfPeople, RecordOfReadings, RecordOfAnswers):
    """The open record. Every method but `async_open` may raise `RecordClosedError` and other `RecordError`s."""

    def __init__(self, executor: ThreadPoolExecutor, vault: Vault, key_file: Path, opened: Opened) -> None:
        """Take what `async_open` made."""
        super().__init__(executor, vault)
        self.opened = opened
        """What happened while it was opened."""
        self._key_file = key_file

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
