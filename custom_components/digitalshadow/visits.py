"""From what was seen to what is shown and told: sightings become visits, and visits that are over become readings."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
import logging
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_track_time_interval

from .engine.records.configuration import RiskModel
from .engine.records.frame_result import FrameResult
from .engine.records.readings import Reading, Visit
from .engine.records.sightings import Sighting
from .issues import Issue, async_take_back, async_tell
from .notices.desk import NoticeDesk
from .outlook.updates import Outlook
from .people.household import Household
from .record import Record, RecordError
from .watching.cameras import Watching
from .watching.steady_clock import ClockSteps
from .watching.visit_desk import VisitDesk

_LOGGER = logging.getLogger(__name__)

SETTLE_INTERVAL: Final = timedelta(seconds=2)
"""How often visits are looked at, so that they close when nobody is seen any more."""
LAST_READINGS_SECONDS: Final = 0.7
"""What unloading may spend on storing open visits."""


class Visits:
    """Takes the sightings of people who may be read, and shows and tells the readings that come of them."""

    def __init__(
        self,
        hass: HomeAssistant,
        record: Record,
        household: Household,
        watching: Watching,
        *,
        outlook: Outlook,
        notices: NoticeDesk,
        gap_seconds: float,
        speaking: Callable[[], RiskModel | None],
        on_change: Callable[[], None],
        tell_still_face: Callable[[str], None],
    ) -> None:
        """A visit ends after `gap_seconds`; `speaking` returns the facial model that speaks, or spoke last.

        `tell_still_face` is called once for each camera before which a face has not moved for a minute.
        """
        self._hass = hass
        self._household = household
        self._watching = watching
        self._outlook = outlook
        self._notices = notices
        self._speaking = speaking
        self._on_change = on_change
        self._tell_still_face = tell_still_face
        self._told_still_faces: frozenset[str] = frozenset()
        self._desk = VisitDesk(record, gap_seconds, partial(_tell_record_error, hass))
        self._clock_steps = ClockSteps()
        self.storing = asyncio.Lock()
        """Held while readings are stored and shown."""

    @callback
    def async_start(self) -> CALLBACK_TYPE:
        """Close visits that are over by the clock; returns how to stop that."""
        return async_track_time_interval(
            self._hass, self.async_settle, SETTLE_INTERVAL, cancel_on_shutdown=True
        )

    def unread(self, person_id: str) -> tuple[Visit, ...]:
        """Return the latest visits of a person that yielded no reading, oldest first; known since the last start."""
        return self._desk.unread(person_id)

    def take(self, result: FrameResult) -> None:
        """Take the sightings of people who are known and monitored; people who were forgotten meanwhile are dropped."""
        if result.frozen_since is not None:
            self._desk.drop(result.camera_id, result.frozen_since)
            if result.camera_id not in self._told_still_faces:
                self._told_still_faces |= {result.camera_id}
                self._tell_still_face(result.camera_id)
        may_be_read = self._household.may_be_read
        for sighting in result.sightings:
            if sighting.person_id not in may_be_read:
                continue
            self._desk.add(sighting)
            self._household.see(sighting)
        for crop in result.face_crops:
            if crop.person_id in may_be_read & self._watching.faces_wanted:
                self._household.show_face(crop.person_id, crop.jpeg)

    def answer(self, sighting: Sighting) -> None:
        """Take a probability that came later, of somebody whose face may still be read."""
        if sighting.person_id in self._household.may_be_read and not self._watching.paused:
            self._desk.answer(sighting)

    def forget(self, person_id: str) -> None:
        """Forget what was seen of a person and not yet stored; no live video that shows them stays open."""
        self._watching.close_streams()
        self._desk.forget(person_id)

    async def async_settle(self, _now: datetime) -> None:
        """Close visits that are over, store and show what they yield, in order."""
        async with self.storing:
            if self._clock_steps.has_stepped():
                await self._async_follow_clock()
            if (model := self._speaking()) is not None:
                readings = await self._desk.async_close(self._watching.now(), model)
                await self._async_tell(readings)
                for reading in readings:
                    await self.async_follow_reading(reading)
            self._household.let_age(self._watching.now())
            self._watching.look()
            self._on_change()

    async def async_end(self) -> None:
        """Let open visits end before a reload, and tell what they yield while somebody is there to tell it.

        A record that takes long is not waited for: what waits in it is stored, and not told.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_READINGS_SECONDS), self.storing:
                if (model := self._speaking()) is not None:
                    await self._async_tell(await self._desk.async_close_all(model))

    async def async_store_open(self) -> None:
        """Store the open visits, for a shutdown: nobody is told."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_READINGS_SECONDS):
                if (model := self._speaking()) is not None:
                    await self._desk.async_close_all(model)

    async def async_follow_reading(self, reading: Reading) -> None:
        """Compute the trend with a reading that was stored, or without one that was taken back."""
        await self._outlook.async_update_trend(reading.person_id, reading.started_at)

    async def _async_tell(self, readings: Sequence[Reading]) -> None:
        """Show and tell what visits yielded, in order."""
        for reading in readings:
            self._household.add_reading(reading)
            self._on_change()
            await self._notices.async_look(reading.person_id, reading=reading)

    async def _async_follow_clock(self) -> None:
        """Show what counts by a clock that was set: what was later than now may not count, or count at last."""
        try:
            for person_id in self._household.person_ids:
                await self._household.async_recall(person_id)
        except RecordError as err:
            _LOGGER.warning("What counts after the clock was set is looked for at the next start: %s", err)
        self._outlook.async_begin_anew()


def _tell_record_error(hass: HomeAssistant, err: RecordError | None) -> None:
    """Say that readings cannot be stored, until they can."""
    if err is None:
        async_take_back(hass, Issue.RECORD_WRITE_FAILED)
    else:
        async_tell(hass, Issue.RECORD_WRITE_FAILED, error=str(err))
