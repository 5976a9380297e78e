"""Tells people what is worth telling: decides from what is shown, keeps that durably, and only then tells it once."""

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
import logging
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.util import dt as dt_util

from ..engine.records.configuration import ModelKind, RiskModel
from ..engine.records.readings import Reading
from ..health.notices.absence import absence
from ..health.notices.rules import (
    NoticeFacts,
    acknowledge,
    begin_anew,
    decide,
    facts_for_notices,
    mute,
    snooze,
)
from ..health.notices.state import Notice, NoticeKind, NoticeState, state_as_data, state_from_data
from ..people.household import Household
from ..people.snapshot import PersonSnapshot
from ..record import Record, RecordError, UnknownPersonError
from ..written_values import model_as_dict
from .news import News, notice_data, reading_data

_LOGGER = logging.getLogger(__name__)

LOOK_INTERVAL: Final = timedelta(hours=1)
"""How late the end of a wait or of a snooze may be noticed when nothing else happens."""
LAST_DECISION_SECONDS: Final = 0.5
"""What unloading may spend on a notice that is being kept."""


class NoticeDesk:
    """Holds each person's state of notices in the household's snapshots, and in step with the record."""

    def __init__(  # noqa: PLR0917  # the parts it connects
        self,
        record: Record,
        household: Household,
        speaker: str,
        speaking: Callable[[], RiskModel | None],
        watched_since: Callable[[], float | None],
        on_change: CALLBACK_TYPE,
        tell: Callable[[News], None],
    ) -> None:
        """Decide about the people of `household`, only while a model is `speaking`; `tell` what is decided.

        `watched_since` says since when the cameras have been looked at without a gap; None while one is not.
        """
        self.told: Counter[NoticeKind] = Counter()
        self._record = record
        self._household = household
        self._speaker = speaker
        self._speaking = speaking
        self._watched_since = watched_since
        self._on_change = on_change
        self._tell = tell
        self._one_at_a_time = asyncio.Lock()
        self._has_stopped = False

    async def async_restore(self) -> None:
        """Take from the record what was told, snoozed and muted, without telling anything.

        Raises:
            RecordError: The record cannot be read or written.
        """
        for person_id in self._household.person_ids:
            await self.async_take(person_id)

    async def async_take(self, person_id: str) -> None:
        """Take from the record what one person was told, if the record knows them.

        Raises:
            RecordError: The record cannot be read or written.
        """
        if person_id in {person.person_id for person in await self._record.async_people()}:
            document = await self._record.async_notice_state(person_id)
            state = NoticeState() if document is None else state_from_data(document.content)
            self._household.set_notices(person_id, begin_anew(state, self._speaker))

    @callback
    def async_start(self, hass: HomeAssistant) -> CALLBACK_TYPE:
        """Look at everybody by the hour; returns how to stop that."""
        return async_track_time_interval(
            hass, self._async_handle_hour, LOOK_INTERVAL, cancel_on_shutdown=True
        )

    async def async_stop(self) -> None:
        """Decide nothing more, since soon nobody is there to tell it; what is being decided now is still told.

        A record that takes long is not waited for.
        """
        self._has_stopped = True
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_DECISION_SECONDS), self._one_at_a_time:
                pass

    def state(self, person_id: str) -> NoticeState:
        """Return what a person was told, snoozed and muted.

        Raises:
            UnknownPersonError: Nobody with this id is enrolled.
        """
        person = self._household.person(person_id)
        if person is None or person.notices is None:
            raise UnknownPersonError("Expected somebody whom the record knows, got another; enrol again.")
        return person.notices

    async def async_look_at_all(self) -> None:
        """Tell what has become worth telling about anybody."""
        for person_id in self._household.person_ids:
            await self.async_look(person_id)

    async def async_look(
        self, person_id: str, *, reading: Reading | None = None, report_made_at: float | None = None
    ) -> None:
        """Tell what has become worth telling about a person, and a reading or a report that just came into being.

        What the record cannot keep is not told: else a restart would tell it again.
        """
        async with self._one_at_a_time:
            person, model = self._household.person(person_id), self._speaking()
            if self._has_stopped or person is None or person.notices is None:
                return
            facts = _facts(person, model)
            if model is not None:
                facts = replace(
                    facts,
                    not_seen=absence(
                        person.last_known_at,
                        self._watched_since(),
                        self._household.not_seen_days(person_id),
                        dt_util.now(),
                    ),
                    reading=None if reading is None else reading.reading_id,
                    report=None if report_made_at is None else str(report_made_at),
                )
            notices, state = decide(person.notices, facts, dt_util.utcnow().timestamp())
            if state is person.notices:
                return
            try:
                await self._async_keep(person_id, state)
            except RecordError as err:
                if self._household.person(person_id) is not None:
                    _LOGGER.warning("A notice could not be kept, so it is not told: %s", err)
                return
            for notice in notices:
                self._tell_notice(person_id, notice, model, reading)

    async def async_acknowledge(self, person_id: str, *kinds: NoticeKind) -> None:
        """Close a person's open notices of some kinds.

        Raises:
            RecordError: The record cannot be read or written.
        """
        await self._async_change(person_id, lambda state: acknowledge(state, *kinds))

    async def async_snooze(self, person_id: str, until: float) -> None:
        """Hold a person's notices back until a time, in seconds since the epoch.

        Raises:
            RecordError: The record cannot be read or written.
        """
        await self._async_change(person_id, lambda state: snooze(state, until))

    async def async_mute(self, person_id: str, kinds: frozenset[NoticeKind]) -> None:
        """Never tell these kinds of notice of a person, and tell all others.

        Raises:
            RecordError: The record cannot be read or written.
        """
        await self._async_change(person_id, lambda state: mute(state, kinds))

    async def _async_handle_hour(self, _now: datetime) -> None:
        """Look whether a wait or a snooze has ended."""
        await self.async_look_at_all()

    async def _async_change(self, person_id: str, change: Callable[[NoticeState], NoticeState]) -> None:
        """Do as the person says, between two decisions."""
        async with self._one_at_a_time:
            await self._async_keep(person_id, change(self.state(person_id)))

    async def _async_keep(self, person_id: str, state: NoticeState) -> None:
        """Keep a state durably, then show it.

        Raises:
            RecordError: The record cannot be read or written.
        """
        await self._record.async_set_notice_state(
            person_id, state_as_data(state), dt_util.utcnow().timestamp()
        )
        self._household.set_notices(person_id, state)
        self._on_change()

    @callback
    def _tell_notice(
        self, person_id: str, notice: Notice, model: RiskModel | None, reading: Reading | None
    ) -> None:
        """Tell one notice of a person who was not forgotten meanwhile; no model has a part in what is urgent."""
        subentry_id = self._household.subentry_id(person_id)
        if subentry_id is None:
            return
        is_reading = notice.kind is NoticeKind.READING
        data = reading_data(reading) if is_reading and reading else notice_data(notice)
        self.told[notice.kind] += 1
        if model is not None and notice.kind is not NoticeKind.URGENT:
            data = {**model_as_dict(model), **data}
        self._tell(News(notice.kind, subentry_id, data))


def _facts(person: PersonSnapshot, model: RiskModel | None) -> NoticeFacts:
    """Return what notices need to know of a person as shown now; without a model only what is urgent."""
    clinical = person.clinical
    facts = facts_for_notices(
        trend=person.trend,
        profile=clinical.profile if clinical else None,
        measured=clinical.measured if clinical else None,
        dues=clinical.dues if clinical else None,
        urgent=clinical.urgent if clinical else None,
        now=dt_util.now(),
        is_demonstration=model is None or model.kind is ModelKind.DEMONSTRATION,
    )
    return facts if model is not None else NoticeFacts(urgent=facts.urgent)
