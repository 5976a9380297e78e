"""A record in a folder of its own for each test."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest
from pytest_socket import socket_allow_hosts

from custom_components.digitalshadow.record import Record
from tests.record import programs

type OpenRecord = Callable[..., Awaitable[Record]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the database lies."""
    return tmp_path / "digitalshadow"


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    """Where the key lies."""
    return tmp_path / ".cache" / "digitalshadow" / "key"


@pytest.fixture
async def open_record(folder: Path, key_file: Path) -> AsyncIterator[OpenRecord]:
    """Open the record of this test, again and again if need be; closed at the end."""
    async with AsyncExitStack() as stack:

        async def open_it() -> Record:
            """Open it."""
            record = await Record.async_open(folder, key_file)
            stack.push_async_callback(record.async_close)
            return record

        yield open_it


@pytest.fixture
async def record(open_record: OpenRecord) -> Record:
    """A new record."""
    return await open_record()


@pytest.fixture
def no_wal(monkeypatch: pytest.MonkeyPatch) -> None:
    """An SQLite whose write-ahead log is not to be trusted."""
    monkeypatch.setattr(
        "custom_components.digitalshadow.record.database.wal_is_sound", lambda _version: False
    )


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait five seconds for a database that another program holds."""
    monkeypatch.setattr("custom_components.digitalshadow.record.database._BUSY_SECONDS", 0.05)


@pytest.fixture
def processes() -> ForkServerContext:
    """Processes that share the imports of the record; they are asked for through a socket in the file system."""
    socket_allow_hosts(["127.0.0.1"], allow_unix_socket=True)
    context = get_context("forkserver")
    context.set_forkserver_preload([programs.__name__])
    return context
