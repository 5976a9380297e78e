"""Between the engine, the record and the entities: keeps the snapshot that they show, and does what is asked for."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
import logging
from types import MappingProxyType
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.debounce import Debouncer
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator
from homeassistant.util import dt as dt_util

from .const import CONF_PAUSED, DOMAIN
from .engine.records.messages import (
    Assess,
    Assessment,
    CheckPhoto,
    Enrol,
    EnrolmentPhoto,
    Look,
    Looked,
    PhotoCheck,
    Ready,
    Request,
    RiskModel,
)
from .engine.records.observations import FrameResult, Reading, Sighting, Visit
from .engine_host.runner import EngineRunner, RunnerState
from .entry import people_of, speaker_of, visit_gap_seconds_of
from .history.forgetting import async_forget_recorded
from .history.removals import Removals
from .history.undo import Undo
from .issues import Issue, async_take_back, async_tell
from .mirror.mirrors import Mirrors
from .model_server.carrier import Carrier
from .notices.desk import NoticeDesk
from .notices.news import News
from .outlook.updates import Outlook
from .people.asking import Asking, async_keep_answers
from .people.budget import Budget
from .people.gallery import GalleryLoader
from .people.household import Household
from .people.leaving import Leaving
from .people.monitoring import Monitoring
from .people.sending import Sending
from .record import Record, RecordError
from .server_options import server_of
from .snapshot import HomeSnapshot
from .watching.cameras import Watching
from .watching.steady_clock import ClockSteps
from .watching.visit_desk import VisitDesk

_LOGGER = logging.getLogger(__name__)

QUESTION_DEADLINE_SECONDS: Final = 20.0
"""For pictures that somebody waits for."""
SETTLE_INTERVAL: Final = timedelta(seconds=2)
"""How often visits are looked at, so that they close when nobody is seen any more."""
DEADLINE_INTERVAL: Final = timedelta(hours=1)
"""How late it may be noticed that something was kept for as long as it may be."""
PUBLISH_SECONDS: Final = 1.0
"""Least time between two snapshots that differ in their cameras only."""
LAST_READINGS_SECONDS: Final = 0.7
"""What unloading may spend on storing open visits."""


class DigitalShadowCoordinator(DataUpdateCoordinator[HomeSnapshot]):
    """One per config entry. Its data is replaced, never changed."""

    config_entry: ConfigEntry[Any]

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry[Any],
        record: Record,
        make_runner: Callable[[Callable[[RunnerState], None]], EngineRunner],
        risk_model_sha256: str,
    ) -> None:
        """Prepare; `async_restore` fills the data. Only readings of the model with that hash are shown."""
        super().__init__(hass, _LOGGER, config_entry=entry, name=DOMAIN, always_update=False)
        self.record = record
        self.runner = make_runner(self._handle_runner_state)
        self.household = Household(entry, record, risk_model_sha256)
        self.watching = Watching(
            hass,
            entry,
            self.runner,
            on_change=self._publish_soon,
            on_result=self._handle_result,
            on_faulty_engine=lambda err: async_tell(hass, Issue.ENGINE_FAILED, error=str(err)),
        )
        self.outlook = Outlook(
            hass, entry, record, self.household, risk_model_sha256, self._async_handle_outlook
        )
        self.notices = NoticeDesk(
            record,
            self.household,
            speaker_of(entry, risk_model_sha256),
            self._speaking,
            self.watching.watched_since,
            self._publish,
            self._tell,
        )
        self._desk = VisitDesk(record, visit_gap_seconds_of(entry), self._handle_record_error)
        self._settling = asyncio.Lock()
        self.gallery = GalleryLoader(
            hass,
            record,
            self.household,
            set_gallery=self.runner.async_set_gallery,
            recogniser_sha256=lambda: self._latest_ready.recogniser_sha256 if self._latest_ready else None,
            on_change=self._publish,
        )
        self.leaving = Leaving(
            hass,
            entry,
            record,
            self.household,
            drop=self._drop_person,
            reload_gallery=self.gallery.async_reload,
            purge_history=partial(async_forget_recorded, hass),
            now=self.watching.now,
        )
        self.asking = Asking(
            hass,
            entry,
            record,
            self.leaving,
            enrol_photo=self.async_enrol_photo,
            can_recognise=lambda: self._ready is not None and self._ready.recogniser is not None,
            reload_gallery=self.gallery.async_reload,
            now=self.watching.now,
        )
        people = {subentry.subentry_id: person_id for person_id, subentry in people_of(entry).items()}
        self.removals = Removals(hass, people)
        server = server_of(entry)
        self.carrier = (
            None
            if server is None
            else Carrier(
                server,
                begin=partial(entry.async_create_background_task, hass),
                ask_engine=self.async_ask_engine,
                is_engine_ready=lambda: self.runner.ready is not None,
                may_be_sent=lambda: frozenset() if self.watching.paused else self.household.may_be_sent,
                on_answer=self._handle_answer,
                on_loss=self._handle_server_loss,
                now=hass.loop.time,
            )
        )
        """Asks the inference server; None where none was named."""
        self.sending = Sending(
            hass,
            entry,
            record,
            self.household,
            drop=self._drop_questions,
            reload_gallery=self.gallery.async_reload,
            now=self.watching.now,
        )
        self.monitoring = Monitoring(
            hass,
            entry,
            self.household,
            drop_visit=self._drop_unstored,
            reload_gallery=self.gallery.async_reload,
            on_change=self._publish,
        )
        self.undo = Undo(
            hass,
            entry,
            record,
            self.household,
            storing=self._settling,
            on_change=self._publish,
            on_undone=self._async_handle_undone,
            now=self.watching.now,
        )
        self.mirrors = Mirrors(
            hass,
            entry,
            self.household,
            model=lambda: self._ready.risk_model if self._ready else None,
            now=self.watching.now,
            is_paused=lambda: self.watching.paused,
        )
        self.budget = Budget()
        """How often an account may have a picture assessed."""
        self._clock_steps = ClockSteps()
        self._ready: Ready | None = None
        self._latest_ready: Ready | None = None
        self._news_callbacks: set[Callable[[News], None]] = set()
        self._unsubscribes: list[CALLBACK_TYPE] = []
        self._publisher = Debouncer(
            hass, _LOGGER, cooldown=PUBLISH_SECONDS, immediate=True, function=self._publish, background=True
        )
        self.data = HomeSnapshot(people={}, cameras={})

    # Start and end

    async def async_restore(self) -> None:
        """Show what the record remembers.

        Raises:
            RecordError: The record cannot be read or written.
        """
        await async_keep_answers(self.hass, self.config_entry, self.record)
        self.removals.async_note_people(self.config_entry)
        self.leaving.async_note_people()
        self.household.let_age(self.watching.now())
        await self.household.async_restore()
        await self.notices.async_restore()
        self._publish()

    @callback
    def async_start(self) -> None:
        """Start what runs by the clock: visits, trend and risk, erasing who was left over."""
        self._unsubscribes = [
            async_track_time_interval(
                self.hass, self._async_settle, SETTLE_INTERVAL, cancel_on_shutdown=True
            ),
            async_track_time_interval(
                self.hass, self._async_keep_deadlines, DEADLINE_INTERVAL, cancel_on_shutdown=True
            ),
            *self.outlook.async_start(),
            self.notices.async_start(self.hass),
        ]
        if self.carrier is not None:
            self.carrier.async_start()
        self.config_entry.async_create_background_task(
            self.hass, self._async_look_after_start(), "digitalshadow people left over"
        )

    async def _async_look_after_start(self) -> None:
        """Do what became due while the integration was not loaded."""
        await self._async_keep_deadlines(dt_util.utcnow())
        await self.leaving.async_take_up_left_over()

    async def _async_keep_deadlines(self, _now: datetime) -> None:
        """Erase what was kept for as long as it may be; the watchers' clock is one that a person can set."""
        await self.asking.async_erase_unanswered(self.watching.now())
        await self.leaving.async_erase_removed(self.watching.now())

    async def async_close(self) -> None:
        """Stop everything within three seconds and store what was seen so far; harmless when called again."""
        unsubscribes, self._unsubscribes = self._unsubscribes, []
        for unsubscribe in unsubscribes:
            unsubscribe()
        self._publisher.async_shutdown()
        await self.notices.async_stop()
        await self.watching.async_stop()
        if self.carrier is not None:
            await self.carrier.async_stop()
        await asyncio.gather(self.runner.async_stop(), self._async_close_record())

    async def _async_close_record(self) -> None:
        """Store the open visits, then close the record."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_READINGS_SECONDS):
                if self._latest_ready:
                    await self._desk.async_close_all(self._latest_ready.risk_model)
        await self.record.async_close()

    # What is shown and told

    @callback
    def _publish(self) -> None:
        """Replace the snapshot if anything changed."""
        snapshot = HomeSnapshot(
            people=MappingProxyType(dict(self.household.people)),
            cameras=MappingProxyType(dict(self.watching.cameras)),
            ready=self._ready,
            analysing=self.watching.analysing,
            paused=self.watching.paused,
        )
        if snapshot != self.data:
            self.async_set_updated_data(snapshot)

    @callback
    def _publish_soon(self) -> None:
        """Replace the snapshot, but not more often than states should be written."""
        self._publisher.async_schedule_call()

    @callback
    def async_subscribe_news(self, news_callback: Callable[[News], None]) -> CALLBACK_TYPE:
        """Call back whenever something happens to a person; returns how to stop that."""
        self._news_callbacks.add(news_callback)
        return lambda: self._news_callbacks.discard(news_callback)

    async def async_take_person(self, person_id: str) -> None:
        """Know somebody who was added, or whose settings changed, as they are now; everybody else stays as they are.

        Raises:
            RecordError: The record cannot be read or written.
        """
        is_new = person_id not in self.household.person_ids
        await self.household.async_take(person_id)
        if is_new:
            await self.notices.async_take(person_id)
            self.outlook.async_begin_anew()
        elif person_id not in self.household.may_be_read:
            self._desk.forget(person_id)
        await self.gallery.async_reload()

    @callback
    def async_publish_all(self) -> None:
        """Have everything shown anew, names included."""
        self._publish()
        self.async_update_listeners()

    # What was seen

    @callback
    def _handle_result(self, result: FrameResult) -> None:
        """Take the sightings of people who are known and monitored; people who were forgotten meanwhile are dropped."""
        self.mirrors.take(result)
        if result.frozen_since is not None:
            self._desk.drop(result.camera_id, result.frozen_since)
        may_be_read = self.household.may_be_read
        for sighting in result.sightings:
            if sighting.person_id not in may_be_read:
                continue
            self._desk.add(sighting)
            self.household.see(sighting)
        for crop in result.face_crops:
            if crop.person_id in may_be_read & self.watching.faces_wanted:
                self.household.show_face(crop.person_id, crop.jpeg)
        if self.carrier is not None:
            self.carrier.take(result.questions)

    @callback
    def _handle_server_loss(self, is_lost: bool) -> None:  # noqa: FBT001  # a callback
        """Say that the inference server has been lost for long, until it speaks again."""
        if is_lost and self.carrier is not None:
            async_tell(self.hass, Issue.SERVER_LOST, name=self.carrier.options.name)
        else:
            async_take_back(self.hass, Issue.SERVER_LOST)

    @callback
    def _handle_answer(self, sighting: Sighting) -> None:
        """Take a probability that came later, of somebody whose face may still be read."""
        if sighting.person_id in self.household.may_be_read and not self.watching.paused:
            self._desk.answer(sighting)

    async def _async_settle(self, _now: datetime) -> None:
        """Close visits that are over, store and show what they yield, in order."""
        async with self._settling:
            if self._clock_steps.has_stepped():
                await self._async_follow_clock()
            if self._latest_ready is not None:
                model = self._latest_ready.risk_model
                readings = await self._desk.async_close(self.watching.now(), model)
                await self._async_tell_readings(readings)
                for reading in readings:
                    await self.outlook.async_update_trend(reading.person_id, reading.started_at)
            self.household.let_age(self.watching.now())
            self.watching.look()
            self._publish()

    def unread_visits(self, person_id: str) -> tuple[Visit, ...]:
        """Return the latest visits of a person that yielded no reading, oldest first; known since the last start."""
        return self._desk.unread(person_id)

    async def _async_tell_readings(self, readings: Sequence[Reading]) -> None:
        """Show and tell what visits yielded, in order."""
        for reading in readings:
            self.household.add_reading(reading)
            self._publish()
            await self.notices.async_look(reading.person_id, reading=reading)

    async def async_end_visits(self) -> None:
        """Let open visits end before a reload, and tell what they yield while somebody is there to tell it.

        A record that takes long is not waited for: what waits in it is stored, and not told.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_READINGS_SECONDS), self._settling:
                if self._latest_ready is not None:
                    model = self._latest_ready.risk_model
                    await self._async_tell_readings(await self._desk.async_close_all(model))

    async def _async_handle_undone(self, undone: Reading) -> None:
        """Compute the trend without the reading."""
        await self.outlook.async_update_trend(undone.person_id, undone.started_at)

    @callback
    def _drop_person(self, person_id: str) -> None:
        """Forget whatever is in memory of a person."""
        self._drop_unstored(person_id)
        self.household.forget(person_id)
        self.outlook.forget(person_id)
        self._publish()

    @callback
    def _drop_unstored(self, person_id: str) -> None:
        """Forget what was seen of a person and not yet stored, and what the server is asked about them."""
        self._desk.forget(person_id)
        self._drop_questions(person_id)

    @callback
    def _drop_questions(self, person_id: str) -> None:
        """End what is under way to the server about a person."""
        if self.carrier is not None:
            self.carrier.drop(person_id)

    async def _async_follow_clock(self) -> None:
        """Show what counts by a clock that was set: what was later than now may not count, or count at last."""
        try:
            for person_id in self.household.person_ids:
                await self.household.async_recall(person_id)
        except RecordError as err:
            _LOGGER.warning("What counts after the clock was set is looked for at the next start: %s", err)
        self.outlook.async_begin_anew()

    def _speaking(self) -> RiskModel | None:
        """Return the facial model that speaks, or spoke last; None before the engine first ran."""
        return self._latest_ready.risk_model if self._latest_ready else None

    @callback
    def _tell(self, news: News) -> None:
        """Tell everybody who subscribed."""
        for news_callback in tuple(self._news_callbacks):
            news_callback(news)

    async def _async_handle_outlook(self) -> None:
        """Show what was computed anew, and tell what of it is worth telling."""
        self._publish()
        await self.notices.async_look_at_all()

    @callback
    def _handle_record_error(self, err: RecordError | None) -> None:
        """Say that readings cannot be stored, until they can."""
        if err is None:
            async_take_back(self.hass, Issue.RECORD_WRITE_FAILED)
        else:
            async_tell(self.hass, Issue.RECORD_WRITE_FAILED, error=str(err))

    async def async_report_made(self, person_id: str, made_at: float) -> None:
        """Show and tell that a person's report was made and stored."""
        self.household.add_report(person_id, made_at)
        self._publish()
        await self.notices.async_look(person_id, report_made_at=made_at)

    # The engine

    @callback
    def _handle_runner_state(self, state: RunnerState) -> None:
        """Follow the engine. A restart takes a moment and changes nothing that is shown."""
        if state is RunnerState.RUNNING:
            self._ready = self._latest_ready = self.runner.ready
            async_take_back(self.hass, Issue.ENGINE_BROKEN, Issue.ENGINE_FAILED)
            if self.carrier is not None:
                self.carrier.begin_anew()
            for task, name in (
                (self.notices.async_look_at_all(), "digitalshadow notices"),
                (self.asking.async_make_templates(), "digitalshadow photos of people who agreed"),
            ):
                self.config_entry.async_create_background_task(self.hass, task, name)
        elif state in (RunnerState.BROKEN, RunnerState.STOPPED):
            self._ready = None
        if state is RunnerState.BROKEN:
            async_tell(self.hass, Issue.ENGINE_BROKEN)
        self._publish()
        self.watching.nudge()

    async def async_ask_engine[R](self, request: Request[R], deadline_seconds: float) -> R:
        """Return the engine's reply to what it is to hear of an inference server, in turn with cameras and questions.

        Raises:
            EngineError: The engine does not answer, or refuses the request.
        """
        async with self.watching.turns.for_server():
            return await self.runner.async_call(request, deadline_seconds)

    async def async_assess(
        self,
        image: bytes,
        single_person_id: str | None = None,
        turn_degrees: int = 0,
        people: tuple[str, ...] = (),
    ) -> Assessment:
        """Assess one picture now.

        Raises:
            EngineError: The engine does not answer, or refuses the picture.
        """
        request = Assess(image, single_person_id, turn_degrees, people)
        async with self.watching.turns.for_question():
            return await self.runner.async_call(request, QUESTION_DEADLINE_SECONDS)

    async def async_look(
        self,
        image: bytes,
        single_person_id: str | None = None,
        turn_degrees: int = 0,
        people: tuple[str, ...] = (),
    ) -> Looked:
        """Find and name the faces of one picture; the facial model is asked about none of them.

        Raises:
            EngineError: The engine does not answer, or refuses the picture.
        """
        async with self.watching.turns.for_question():
            return await self.runner.async_call(
                Look(image, single_person_id, turn_degrees, people), QUESTION_DEADLINE_SECONDS
            )

    async def async_enrol_photo(
        self, person_id: str, image: bytes, previous: tuple[bytes, ...] = ()
    ) -> EnrolmentPhoto:
        """Turn one picture into a template; nothing is stored.

        Raises:
            EngineError: The engine does not answer, or refuses the picture: an EnrolmentError then.
        """
        async with self.watching.turns.for_question():
            return await self.runner.async_call(Enrol(person_id, image, previous), QUESTION_DEADLINE_SECONDS)

    async def async_check_photo(self, image: bytes) -> PhotoCheck:
        """Look whether a picture would do for a template; none is made, and nobody asks whose face it is.

        Raises:
            EngineError: The engine does not answer, or refuses the picture: an EnrolmentError then.
        """
        async with self.watching.turns.for_question():
            return await self.runner.async_call(CheckPhoto(image), QUESTION_DEADLINE_SECONDS)

    @callback
    def async_set_paused(self, *, on: bool) -> None:
        """Stop or resume all cameras."""
        data = {**self.config_entry.data, CONF_PAUSED: on}
        self.hass.config_entries.async_update_entry(self.config_entry, data=data)
        self.watching.pause(paused=on)
        self._publish()
