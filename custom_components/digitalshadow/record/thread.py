"""The one thread on which everything of the record happens, in the order it was asked for; held still for a backup."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
import logging
from typing import Final

from ..engine.records.readings import Reading
from . import readings
from .copies import COPY_NAME, make_copy
from .errors import RecordClosedError, RecordError
from .vault import Vault
from .waiting import WaitingReadings

_LOGGER = logging.getLogger(__name__)

HOLD_SECONDS: Final = 30 * 60.0
"""A backup that never says it is done does not stop the record for longer."""
CLOSE_SECONDS: Final = 2.0
"""Home Assistant does not wait longer for us."""
CLOSING_COPY_SECONDS: Final = 1.0
"""A copy that takes longer while closing is left to the nightly one."""


class RecordThread:
    """Runs work on an open vault, and ends in time. Those who derive from it say what it is asked for."""

    def __init__(self, executor: ThreadPoolExecutor, vault: Vault) -> None:
        """Take the thread and what it opened."""
        self._executor = executor
        self._vault = vault
        self._closed = False
        self._waiting = WaitingReadings()
        self._free = asyncio.Event()
        self._free.set()
        self._auto_release: asyncio.TimerHandle | None = None
        self._releasing: asyncio.Task[None] | None = None

    @property
    def waiting_readings(self) -> int:
        """How many readings are kept in memory until they can be written."""
        return len(self._waiting)

    async def async_close(self) -> None:
        """Write what waits, copy the database if that is quick, and close it; returns within two seconds."""
        if self._closed:
            return
        self._closed = True
        if self._auto_release:
            self._auto_release.cancel()
        self._free.set()
        closing = asyncio.get_running_loop().run_in_executor(self._executor, self._close, self._waiting.all)
        try:
            await asyncio.wait_for(asyncio.shield(closing), CLOSE_SECONDS)
        except TimeoutError:
            _LOGGER.warning(
                "The record is still closing after %.0f s; it goes on in the background", CLOSE_SECONDS
            )
            self._executor.shutdown(wait=False)
        else:
            self._executor.shutdown(wait=True)  # the thread is idle: this takes microseconds

    async def async_hold_for_backup(self, hold_seconds: float = HOLD_SECONDS) -> None:
        """Bring everything into one file and keep it still until released, at the latest after `hold_seconds`.

        Reading goes on; whatever writes waits.

        Raises:
            RecordBusyError: Something else uses the file for too long.
        """
        await self._free.wait()
        self._free.clear()
        try:
            await self._run(lambda vault: vault.database.hold())
        except BaseException:
            # Cancelled while the thread was about to hold: have it let go right after.
            self._run(_let_go)
            self._free.set()
            raise
        self._auto_release = asyncio.get_running_loop().call_later(hold_seconds, self._release_late)

    async def async_release_after_backup(self) -> bool:
        """Let writing go on; False when the hold ended before, so that the copy may be torn."""
        if self._closed or self._auto_release is None:
            return False
        self._auto_release.cancel()
        self._auto_release = None
        release = self._run(_let_go)
        self._free.set()
        await release
        return True

    def _release_late(self) -> None:
        """End a hold that nobody ended."""
        _LOGGER.warning("A backup did not say that it was done; the record goes on writing")
        self._releasing = asyncio.ensure_future(self._async_release_late())

    async def _async_release_late(self) -> None:
        """Release and say what went wrong; nobody waits for the answer."""
        try:
            await self.async_release_after_backup()
        except RecordError as err:
            _LOGGER.warning("The record could not be released: %s", err)

    async def _when_free[*Args, R](self, work: Callable[[Vault, *Args], R], *args: *Args) -> R:
        """Run `work` once no backup holds the database."""
        while not self._free.is_set():
            await self._free.wait()
        return await self._run(work, *args)

    def _run[*Args, R](self, work: Callable[[Vault, *Args], R], *args: *Args) -> asyncio.Future[R]:
        """Queue `work` for the record's thread at once; the caller awaits the answer."""
        if self._closed:
            raise RecordClosedError("Expected an open record, got a closed one. Reload the integration")
        return asyncio.get_running_loop().run_in_executor(self._executor, work, self._vault, *args)

    def _close(self, waiting: Sequence[Reading]) -> None:
        """Close on the record's thread. Whatever fails here, what was committed is in the file or its log."""
        database = self._vault.database
        try:
            try:
                database.let_go()
                if waiting:
                    readings.add(self._vault, waiting)
            except RecordError:
                _LOGGER.exception("%d readings that waited could not be written and are lost", len(waiting))
            if database.sqlite.total_changes:
                make_copy(database, COPY_NAME, self._vault.clock(), CLOSING_COPY_SECONDS)
            database.checkpoint()
        except RecordError as err:
            _LOGGER.warning("The record was closed without a fresh copy: %s", err)
        finally:
            database.close()


def _let_go(vault: Vault) -> None:
    """End a hold, if there is one."""
    vault.database.let_go()
