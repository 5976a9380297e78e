"""What tests of people's decisions share."""

import pytest

from tests.builders.slow_record import SlowRecord


@pytest.fixture
def slow_record(monkeypatch: pytest.MonkeyPatch) -> SlowRecord:
    """A record that keeps no consent before it may."""
    return SlowRecord(monkeypatch)
