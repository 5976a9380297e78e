"""What holds for every test of live video."""

from collections.abc import Iterator

import psutil
import pytest


@pytest.fixture(autouse=True)
def no_reader_stays(socket_enabled: None) -> Iterator[None]:
    """No test leaves a process behind; the tests' cameras are reached through sockets."""
    del socket_enabled
    before = set(psutil.Process().children())
    yield
    assert set(psutil.Process().children()) <= before
