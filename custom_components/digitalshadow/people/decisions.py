"""What is decided about a person, put together: joining, leaving, being seen, being sent to a server, the pulse."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from ..record import Record
from .asking import Asking, EnrolPhoto
from .household import Household
from .leaving import Leaving
from .monitoring import Monitoring
from .pulse_consent import PulseConsent
from .sending import Sending


class Decisions:
    """One part for each decision; they change the record and the household, and have the gallery follow."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        record: Record,
        household: Household,
        *,
        enrol_photo: EnrolPhoto,
        can_recognise: Callable[[], bool],
        reload_gallery: Callable[[], Awaitable[None]],
        drop_person: Callable[[str], None],
        drop_visit: Callable[[str], None],
        drop_questions: Callable[[str], None],
        drop_pulse: Callable[[str], None],
        purge_history: Callable[[Sequence[str]], Awaitable[None]],
        on_change: Callable[[], None],
        now: Callable[[], float],
    ) -> None:
        """Put the parts together; each of them says what it does with what it is given."""
        deciding = asyncio.Lock()
        self.leaving = Leaving(
            hass,
            entry,
            record,
            household,
            drop=drop_person,
            reload_gallery=reload_gallery,
            purge_history=purge_history,
            now=now,
        )
        self.asking = Asking(
            hass,
            entry,
            record,
            self.leaving,
            deciding=deciding,
            enrol_photo=enrol_photo,
            can_recognise=can_recognise,
            reload_gallery=reload_gallery,
            now=now,
        )
        self.sending = Sending(
            hass,
            entry,
            record,
            household,
            deciding=deciding,
            drop=drop_questions,
            reload_gallery=reload_gallery,
            now=now,
        )
        self.monitoring = Monitoring(
            hass, entry, household, drop_visit=drop_visit, reload_gallery=reload_gallery, on_change=on_change
        )
        self.pulse_consent = PulseConsent(
            hass,
            entry,
            record,
            household,
            deciding=deciding,
            drop=drop_pulse,
            reload_gallery=reload_gallery,
            purge_history=purge_history,
            now=now,
        )
