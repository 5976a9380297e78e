"""A record that takes its time to keep a consent, so that something else is decided meanwhile."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final

import pytest

from custom_components.digitalshadow.record import Consent, Record

_A_WHILE_SECONDS: Final = 0.2


class SlowRecord:
    """Keeps no consent before it may."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Take the place of the record's own way to keep consents."""
        self._is_asked, self._may_keep = asyncio.Event(), asyncio.Event()
        keep = Record.async_record_consent

        async def keep_slowly(record: Record, consent: Consent) -> None:
            self._is_asked.set()
            await self._may_keep.wait()
            await keep(record, consent)

        monkeypatch.setattr(Record, "async_record_consent", keep_slowly)

    async def async_let(
        self, first: Coroutine[Any, Any, object], second: Coroutine[Any, Any, object]
    ) -> None:
        """Begin the second once the first is about to be kept, then let both come to their end."""
        deciding = asyncio.create_task(first)
        await self._is_asked.wait()
        meanwhile = asyncio.create_task(second)
        await asyncio.wait([meanwhile], timeout=_A_WHILE_SECONDS)
        self._may_keep.set()
        await asyncio.gather(deciding, meanwhile)
