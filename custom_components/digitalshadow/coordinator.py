"""Between the engine, the record and the entities: puts a home's parts together and keeps the snapshot of it."""

import asyncio
from collections.abc import Callable
from functools import partial
import logging
from types import MappingProxyType
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.debounce import Debouncer
from homeassistant.helpers.update_coordinator import DataUpdateCoordinator

from .const import CONF_PAUSED, DOMAIN
from .engine.records.colours import Colours
from .engine.records.faces import Box
from .engine.records.frame_result import FrameResult
from .engine_host.engine_state import EngineState
from .engine_host.runner import EngineRunner, RunnerState
from .entry import people_of, speaker_of, visit_gap_seconds_of
from .history.forgetting import async_forget_recorded
from .history.removals import Removals
from .history.undo import Undo
from .issues import Issue, async_take_back, async_tell
from .mirror.mirrors import Mirrors
from .model_server.entry_carrier import carrier_of
from .notices.desk import NoticeDesk
from .notices.subscribers import NewsSubscribers
from .outlook.updates import Outlook
from .people.asking import async_keep_answers
from .people.budget import Budget
from .people.deadlines import Deadlines
from .people.decisions import Decisions
from .people.gallery import GalleryLoader
from .people.household import Household
from .pulse.desk import PulseDesk
from .record import Record
from .snapshot import HomeSnapshot
from .visits import Visits
from .watching.cameras import Watching
from .watching.clips import Clips
from .watching.engine_in_turn import EngineInTurn

_LOGGER = logging.getLogger(__name__)

PUBLISH_SECONDS: Final = 1.0
"""Least time between two snapshots that differ in their cameras only."""


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
        self.budget = Budget()
        """How often an account may have a picture assessed."""
        self.clips = Clips(hass)
        """Reads video files."""
        self.news = NewsSubscribers()
        self._engine_state = EngineState()
        self._unsubscribes: list[CALLBACK_TYPE] = []
        self._publisher = Debouncer(
            hass, _LOGGER, cooldown=PUBLISH_SECONDS, immediate=True, function=self._publish, background=True
        )
        self.data = HomeSnapshot(people={}, cameras={})
        self._prepare_watching(entry)
        self._prepare_readings(entry, risk_model_sha256)
        self._prepare_people(entry)

    def _prepare_watching(self, entry: ConfigEntry[Any]) -> None:
        """Put together what looks: the cameras, whom the engine compares with, and the mirrors."""
        self.watching = Watching(
            self.hass,
            entry,
            self.runner,
            on_change=self._publish_soon,
            on_result=self._handle_result,
            on_faulty_engine=lambda err: async_tell(self.hass, Issue.ENGINE_FAILED, error=str(err)),
            may_be_read=lambda: self.household.may_be_read,
            colour_boxes=self._colour_boxes,
            on_colours=self._async_take_colours,
        )
        self.engine = EngineInTurn(self.runner, self.watching.turns)
        """Asked about single pictures."""
        self.gallery = GalleryLoader(
            self.hass,
            self.record,
            self.household,
            set_gallery=self.runner.async_set_gallery,
            recogniser_sha256=self._engine_state.latest_recogniser_sha256,
            is_paused=lambda: self.watching.paused,
            on_change=self._publish,
        )
        self.mirrors = Mirrors(
            self.hass,
            entry,
            self.household,
            model=self._engine_state.risk_model,
            now=self.watching.now,
            is_paused=lambda: self.watching.paused,
            is_measured=lambda person_id: self.pulses.seconds_measured(person_id) is not None,
        )

    def _prepare_readings(self, entry: ConfigEntry[Any], risk_model_sha256: str) -> None:
        """Put together what makes readings of what was seen, follows from them, tells them and takes them back."""
        self.outlook = Outlook(
            self.hass, entry, self.record, self.household, risk_model_sha256, self._async_handle_outlook
        )
        self.notices = NoticeDesk(
            self.record,
            self.household,
            speaker_of(entry, risk_model_sha256),
            self._engine_state.latest_risk_model,
            self.watching.watched_since,
            self._publish,
            self.news.tell,
        )
        self.visits = Visits(
            self.hass,
            self.record,
            self.household,
            self.watching,
            outlook=self.outlook,
            notices=self.notices,
            gap_seconds=visit_gap_seconds_of(entry),
            speaking=self._engine_state.latest_risk_model,
            on_change=self._publish,
            tell_still_face=self._tell_still_face,
        )
        self.carrier = carrier_of(
            self.hass,
            entry,
            ask_engine=self.engine.async_ask_in_turn,
            is_engine_ready=lambda: self.runner.ready is not None,
            may_be_sent=lambda: frozenset() if self.watching.paused else self.household.may_be_sent,
            on_answer=self.visits.answer,
        )
        """Asks the inference server; None where none was named."""
        self.pulses = PulseDesk(
            self.hass,
            entry,
            self.record,
            self.household,
            ask_engine=self.engine.async_ask_in_turn,
            now=self.watching.now,
            on_change=self._publish,
        )
        """Measures the pulse of people who agreed to that."""
        self.undo = Undo(
            self.hass,
            entry,
            self.record,
            self.household,
            storing=self.visits.storing,
            on_change=self._publish,
            on_undone=self.visits.async_follow_reading,
            now=self.watching.now,
        )

    def _prepare_people(self, entry: ConfigEntry[Any]) -> None:
        """Put together what is decided about people, and what is cleared after them."""
        people = {subentry.subentry_id: person_id for person_id, subentry in people_of(entry).items()}
        self.removals = Removals(self.hass, people)
        decisions = Decisions(
            self.hass,
            entry,
            self.record,
            self.household,
            enrol_photo=self.engine.async_enrol_photo,
            can_recognise=self._engine_state.can_recognise,
            reload_gallery=self.gallery.async_reload,
            drop_person=self._drop_person,
            drop_visit=self._drop_unstored,
            drop_questions=self._drop_questions,
            drop_pulse=self.pulses.forget,
            purge_history=partial(async_forget_recorded, self.hass),
            on_change=self._publish,
            now=self.watching.now,
        )
        self.leaving, self.asking = decisions.leaving, decisions.asking
        self.sending, self.monitoring = decisions.sending, decisions.monitoring
        self.pulse_consent = decisions.pulse_consent
        self._deadlines = Deadlines(
            self.hass, entry, asking=self.asking, leaving=self.leaving, now=self.watching.now
        )

    # Start and end

    async def async_restore(self) -> None:
        """Show what the record remembers.

        Raises:
            RecordError: The record cannot be read or written.
        """
        await async_keep_answers(self.hass, self.config_entry, self.record)
        await self.pulse_consent.async_finish_withdrawals()
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
            self.visits.async_start(),
            self.pulses.async_start(),
            *self.outlook.async_start(),
            self.notices.async_start(self.hass),
        ]
        if self.carrier is not None:
            self.carrier.async_start()
        self._unsubscribes.append(self._deadlines.async_start())

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
        await self.visits.async_store_open()
        await self.record.async_close()

    # What is shown and told

    @callback
    def _publish(self) -> None:
        """Replace the snapshot if anything changed."""
        snapshot = HomeSnapshot(
            people=MappingProxyType(dict(self.household.people)),
            cameras=MappingProxyType(dict(self.watching.cameras)),
            ready=self._engine_state.ready,
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
    def async_publish_all(self) -> None:
        """Have everything shown anew, names included."""
        self._publish()
        self.async_update_listeners()

    @callback
    def _tell_still_face(self, camera_id: str) -> None:
        """Say that a picture of somebody seems to hang before a camera."""
        camera = self.config_entry.subentries[camera_id].title
        async_tell(self.hass, Issue.HANGING_PICTURE, about=camera_id, camera=camera)

    async def _async_handle_outlook(self) -> None:
        """Show what was computed anew, and tell what of it is worth telling."""
        self._publish()
        await self.notices.async_look_at_all()

    async def async_report_made(self, person_id: str, made_at: float) -> None:
        """Show and tell that a person's report was made and stored."""
        self.household.add_report(person_id, made_at)
        self._publish()
        await self.notices.async_look(person_id, report_made_at=made_at)

    # What was seen, and of whom

    @callback
    def _handle_result(self, result: FrameResult) -> None:
        """Take what one picture of a camera showed."""
        self.mirrors.take(result)
        self.visits.take(result)
        self.pulses.take(result)
        if self.carrier is not None:
            self.carrier.take(result.questions)

    @callback
    def _colour_boxes(self, camera_id: str) -> tuple[Box, ...]:
        """Return where a camera's live stream is to measure colours from now on."""
        return self.pulses.boxes(camera_id)

    async def _async_take_colours(self, camera_id: str, colours: Colours) -> None:
        """Take the colours that came with a frame of a live stream."""
        await self.pulses.async_take_colours(camera_id, colours)

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
            self.visits.forget(person_id)
        await self.gallery.async_reload()

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
        self.visits.forget(person_id)
        self.pulses.forget(person_id)
        self._drop_questions(person_id)

    @callback
    def _drop_questions(self, person_id: str) -> None:
        """End what is under way to the server about a person."""
        if self.carrier is not None:
            self.carrier.drop(person_id)

    # The engine

    @callback
    def _handle_runner_state(self, state: RunnerState) -> None:
        """Follow the engine, and take up what waited for it."""
        self._engine_state.follow(state, self.runner.ready)
        if state is RunnerState.RUNNING:
            async_take_back(self.hass, Issue.ENGINE_BROKEN, Issue.ENGINE_FAILED)
            if self.carrier is not None:
                self.carrier.begin_anew()
            for task, name in (
                (self.notices.async_look_at_all(), "digitalshadow notices"),
                (self.asking.async_make_templates(), "digitalshadow photos of people who agreed"),
            ):
                self.config_entry.async_create_background_task(self.hass, task, name)
        elif state is RunnerState.BROKEN:
            async_tell(self.hass, Issue.ENGINE_BROKEN)
        self._publish()
        self.watching.nudge()

    @callback
    def async_set_paused(self, *, on: bool) -> None:
        """Stop or resume all cameras."""
        data = {**self.config_entry.data, CONF_PAUSED: on}
        self.hass.config_entries.async_update_entry(self.config_entry, data=data)
        self.watching.pause(paused=on)
        if self.household.may_have_pulse:
            reload = self.gallery.async_reload()
            self.config_entry.async_create_background_task(self.hass, reload, "digitalshadow pause")
        self._publish()
