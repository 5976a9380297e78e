"""Notices in a home: each told once, kept before it is told, and silent out of a restored state."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigSubentryData
from homeassistant.core import CoreState, Event, EventStateChangedData, HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
    async_fire_time_changed,
)

from custom_components.digitalshadow.coordinator import DigitalShadowCoordinator
from custom_components.digitalshadow.diagnostics import async_get_config_entry_diagnostics
from custom_components.digitalshadow.engine.records.configuration import ModelKind
from custom_components.digitalshadow.health.clinical import clinical
from custom_components.digitalshadow.health.notices.rules import NOTICES
from custom_components.digitalshadow.health.notices.state import NoticeKind
from custom_components.digitalshadow.health.person.answers import answered
from custom_components.digitalshadow.health.person.choices import Smoking
from custom_components.digitalshadow.health.person.measurements import TYPED
from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.trend.replay import TrendState
from custom_components.digitalshadow.health.trend.trend import Trend
from custom_components.digitalshadow.notices.news import News
from custom_components.digitalshadow.outlook.clinical import async_tell_clinical_inputs, counting
from custom_components.digitalshadow.record import Document, Record, RecordFullError, StoredMeasurement
from tests.builders.clinical import ANSWERS, VALUES
from tests.builders.home import (
    ANNA,
    ANNA_SHARED,
    ANNA_SUBENTRY,
    BEN,
    BEN_PRIVATE,
    BEN_SUBENTRY,
    async_engine_runs,
    async_enrol,
    async_open,
    async_set_up,
    async_settle,
    async_until,
    home_entry,
    walk_past,
)
from tests.builders.trend import days_of
from tests.fake_runner import READY, RISK_MODEL, FakeRunner

NOON: Final = datetime(2026, 9, 21, 12, tzinfo=ZoneInfo("US/Pacific"))
"""Where the harness puts its homes."""
SHARED_NEWS: Final = "event.anna_news"
PRIVATE_NEWS: Final = "event.ben_news"
MODEL: Final = {"model": "Marker demonstration", "model_kind": "demonstration"}

CALM: Final = Trend(
    state=TrendState.STABLE,
    before=TrendState.CALIBRATING,
    since=date(2026, 5, 1),
    new_level_since=None,
    baseline=0.3,
    current=0.3,
    detectable_change=0.1,
    baseline_days=80,
    recent_days=14,
    month_days=30,
    last_day=date(2026, 9, 20),
    cameras=2,
    as_of=date(2026, 9, 21),
)
RISING: Final = replace(CALM, state=TrendState.RISING, since=date(2026, 9, 20), current=0.6)
RISEN: Final = replace(RISING, since=date(2026, 8, 1))


class Home:
    """A home whose trend a test may say; its notices are decided, kept and told as ever."""

    def __init__(self, hass: HomeAssistant, freezer: FrozenDateTimeFactory, entry: MockConfigEntry) -> None:
        """Listen to what is told from now on."""
        self.trend = CALM
        self.hass = hass
        self.entry = entry
        self._freezer = freezer
        self.states: list[Event[EventStateChangedData]] = async_capture_events(hass, "state_changed")
        self.news: list[News] = []
        self.listen()

    @property
    def coordinator(self) -> DigitalShadowCoordinator:
        """The coordinator, another one after each restart."""
        coordinator: DigitalShadowCoordinator = self.entry.runtime_data.coordinator
        return coordinator

    def listen(self) -> None:
        """Hear the news."""
        self.coordinator.news.async_subscribe(self.news.append)

    async def async_say(self, trend: Trend, **passed: float) -> None:
        """Let time pass and the trend be computed."""
        self.trend = trend
        self._freezer.tick(timedelta(**passed))
        await self.coordinator.outlook._trends.async_update_all()
        await self.coordinator.outlook._on_change()

    async def async_restart(self) -> None:
        """Unload and set up again."""
        assert await self.hass.config_entries.async_unload(self.entry.entry_id)
        assert await self.hass.config_entries.async_setup(self.entry.entry_id)
        await async_engine_runs(self.entry)
        await async_computed(self.entry)
        self.listen()

    async def async_visit(self, person_id: str, probability: float) -> None:
        """Let a person walk by."""
        walk_past(self.coordinator.watching, (person_id, probability))
        self._freezer.tick(timedelta(seconds=33))
        await async_settle(self.entry)

    @property
    def kinds(self) -> list[NoticeKind]:
        """What was told, in order."""
        return [one.kind for one in self.news]

    def fired(self, entity_id: str) -> list[dict[str, Any]]:
        """What an event entity fired, with its attributes but those that say how to show it."""
        shown = [one.data["new_state"] for one in self.states if one.data["entity_id"] == entity_id]
        return [
            {
                key: value
                for key, value in one.attributes.items()
                if key not in {"event_types", "friendly_name", "ended_at"}
            }
            for one in shown
            if one is not None and one.attributes.get("event_type") is not None and one.state != "unavailable"
        ]


async def async_computed(entry: MockConfigEntry, on: date | None = None) -> None:
    """Wait until everything is computed as of a day, and was looked at."""
    coordinator: DigitalShadowCoordinator = entry.runtime_data.coordinator

    def computed() -> bool:
        """Whether trend and risk of everybody are."""
        people = coordinator.data.people.values()
        return all(one.trend and one.clinical and (on is None or one.clinical.as_of >= on) for one in people)

    await async_until(computed, seconds=20)
    await coordinator.notices.async_look_at_all()


@pytest.fixture
def people() -> list[ConfigSubentryData]:
    """Who lives in the home; a test may say others."""
    return [ANNA_SHARED]


@pytest.fixture
async def home(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    runner: FakeRunner,
    people: list[ConfigSubentryData],
    monkeypatch: pytest.MonkeyPatch,
) -> Home:
    """A home in which everything is calm and known."""
    assert runner.ready is None
    freezer.move_to(NOON)
    await async_enrol(hass, *people)
    entry = home_entry(people)
    homes: list[Home] = []
    monkeypatch.setattr(
        "custom_components.digitalshadow.outlook.trends.trend_of",
        lambda _days, _as_of: homes[0].trend if homes else CALM,
    )
    await async_set_up(hass, entry)
    await async_computed(entry)
    homes.append(Home(hass, freezer, entry))
    return homes[0]


@pytest.fixture
def livecad(runner: FakeRunner) -> None:
    """Let the model speak as a real one."""
    runner._will_be = replace(READY, risk_model=replace(RISK_MODEL, name="L", kind=ModelKind.LIVECAD))


async def test_a_trend_is_told_a_day_after_it_changed_and_once(home: Home) -> None:
    await home.async_say(RISING)
    await home.async_say(RISING, hours=23)
    assert home.news == []
    for _ in range(3):
        await home.async_say(RISING, hours=1)
    changed = {"trend": "rising", "trend_before": "stable"}
    assert home.news == [News(NoticeKind.TREND_CHANGED, ANNA_SUBENTRY, {**MODEL, **changed})]
    assert home.fired(SHARED_NEWS) == [{"event_type": "trend_changed", "model_kind": "demonstration"}]


async def test_a_change_that_does_not_last_is_not_told(home: Home) -> None:
    await home.async_say(RISING)
    await home.async_say(CALM, hours=12)
    await home.async_say(RISING, hours=12)
    await home.async_say(CALM, hours=23)
    assert home.news == []


async def test_a_second_change_waits_for_the_end_of_the_cooldown_across_a_restart(home: Home) -> None:
    await home.async_say(RISING)
    await home.async_say(RISING, days=1)
    await home.async_say(CALM, days=1)
    await home.async_say(RISING, days=1)
    await home.async_restart()
    await home.async_say(RISING, days=4)
    assert home.kinds == [NoticeKind.TREND_CHANGED]
    await home.async_say(RISING, days=1)
    assert home.kinds == [NoticeKind.TREND_CHANGED] * 2


async def test_a_restart_neither_repeats_what_was_told_nor_loses_what_waits(home: Home) -> None:
    await home.async_say(RISING)
    await home.async_say(RISING, days=1)
    await home.async_restart()
    await home.async_say(RISING, days=20)
    assert home.kinds == [NoticeKind.TREND_CHANGED]

    await home.async_say(CALM)
    await home.async_say(RISING)
    await home.async_restart()
    await home.async_say(RISING, days=1)
    assert home.kinds == [NoticeKind.TREND_CHANGED] * 2


async def test_what_a_restart_finds_is_told_to_nobody(home: Home) -> None:
    await home.async_visit(ANNA, 0.5)
    await home.async_say(RISING)
    home.news.clear()
    before = home.hass.states.get(SHARED_NEWS)
    await home.async_restart()
    await home.coordinator.notices.async_look_at_all()
    after = home.hass.states.get(SHARED_NEWS)
    assert home.news == []
    assert before is not None
    assert after is not None
    assert (after.state, after.attributes) == (before.state, before.attributes)


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        pytest.param(date(2026, 8, 30), [], id="29-days"),
        pytest.param(date(2026, 8, 31), [NoticeKind.MEASURE_BLOOD_PRESSURE], id="30-days"),
    ],
)
@pytest.mark.usefixtures("livecad")
async def test_a_rise_that_has_lasted_calls_for_measuring(
    home: Home, as_of: date, told: list[NoticeKind]
) -> None:
    await home.async_say(replace(RISEN, as_of=as_of))
    assert home.kinds == told
    assert [one.data["days"] for one in home.news] == [7] * len(told)


@pytest.mark.usefixtures("livecad")
async def test_a_rise_with_few_days_of_data_calls_for_nothing(home: Home) -> None:
    await home.async_say(replace(RISEN, month_days=14))
    assert home.news == []


async def test_a_demonstration_calls_for_nothing_however_long_it_rises(home: Home) -> None:
    await home.async_say(RISEN)
    await home.async_say(RISEN, days=1)
    assert home.kinds == [NoticeKind.TREND_CHANGED]


async def test_attention_is_on_while_a_rise_lasts_and_unknown_without_a_reference(home: Home) -> None:
    shown = []
    for trend in (CALM, RISING, RISEN, CALM, replace(CALM, state=TrendState.CALIBRATING)):
        await home.async_say(trend)
        state = home.hass.states.get("binary_sensor.anna_lasting_rise")
        assert state is not None
        shown.append(state.state)
    assert shown == ["off", "off", "on", "off", "unknown"]
    assert state.attributes["model_kind"] == "demonstration"


async def test_inputs_that_have_become_too_old_are_named_once(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, home: Home
) -> None:
    record: Record = home.entry.runtime_data.record
    weighed_at = (NOON - timedelta(days=181)).timestamp()
    await record.async_add_measurements(
        ANNA, [StoredMeasurement(Measure.WEIGHT.value, weighed_at, 80.0, TYPED)]
    )
    await home.coordinator.outlook._async_update_clinical()
    assert home.news == []
    for day in range(1, 4):
        night = (NOON + timedelta(days=day)).replace(hour=0, minute=5, second=0)
        freezer.move_to(night)
        async_fire_time_changed(hass)
        await async_computed(home.entry, night.date())
    assert [(one.kind, one.data["inputs"]) for one in home.news] == [
        (NoticeKind.INPUT_OUT_OF_DATE, ["weight_kg"])
    ]


async def test_each_scheme_that_calls_the_risk_otherwise_is_told(home: Home) -> None:
    def risk(smoking: Smoking, systolic_mmhg: float) -> None:
        """Let the equation speak about other inputs."""
        content = answered({**ANSWERS, "smoking": smoking}, NOON.timestamp())
        at = (NOON - timedelta(days=30)).timestamp()
        values = dict(VALUES) | {Measure.SYSTOLIC: systolic_mmhg}
        stored = [StoredMeasurement(kind.value, at, value, TYPED) for kind, value in values.items()]
        home.coordinator.household.set_clinical(ANNA, clinical(content, counting(stored, NOON), NOON))

    risk(Smoking.NEVER, 150.0)
    await home.async_say(CALM)
    risk(Smoking.CURRENT, 170.0)
    await home.async_say(CALM)
    await home.async_say(CALM, days=1)
    assert home.kinds == [NoticeKind.RISK_CLASS_CHANGED]
    assert dict(home.news[0].data) == {
        **MODEL,
        "schemes": ["esc_2021", "esc_eas_2025"],
        "risk_classes": ["very_high", "high"],
        "risk_classes_before": ["high", "moderate"],
    }


async def test_a_reading_and_a_report_are_told_as_they_happen(home: Home) -> None:
    await home.async_visit(ANNA, 0.5)
    await home.coordinator.async_report_made(ANNA, 5.0)
    assert home.fired(SHARED_NEWS) == [
        {"event_type": "reading", "model_kind": "demonstration"},
        {"event_type": "report_ready", "model_kind": "demonstration"},
    ]


@pytest.mark.parametrize("people", [[BEN_PRIVATE]], ids=["ben"])
@pytest.mark.usefixtures("livecad")
async def test_a_private_persons_entity_says_that_there_is_a_notice_and_nothing_else(home: Home) -> None:
    await home.async_visit(BEN, 0.731)
    await home.coordinator.async_report_made(BEN, 5.0)
    await home.async_say(RISEN)
    await home.async_say(RISEN, days=1)
    fired = home.fired(PRIVATE_NEWS)
    kinds = ("reading", "report_ready", "notice", "notice")
    assert fired == [{"event_type": kind, "model_kind": "livecad"} for kind in kinds]
    state = home.hass.states.get(PRIVATE_NEWS)
    assert state is not None
    assert state.attributes["event_types"] == ["reading", "report_ready", "notice"]
    told = [f"{one.data['new_state']}" for one in home.states if "ben" in one.data["entity_id"]]
    assert not [text for text in told if "rising" in text or "73.1" in text or "blood" in text]


async def test_what_is_snoozed_is_told_by_the_hour_after_its_end(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, home: Home
) -> None:
    await home.coordinator.notices.async_snooze(ANNA, (NOON + timedelta(days=3)).timestamp())
    await home.async_say(RISING)
    await home.async_say(RISING, days=2)
    await home.async_visit(ANNA, 0.5)
    assert home.kinds == [NoticeKind.READING]
    await home.async_restart()
    await home.async_say(RISING)
    freezer.move_to(NOON + timedelta(days=3, minutes=1))
    async_fire_time_changed(hass)
    await async_until(lambda: len(home.news) > 1)
    assert home.kinds == [NoticeKind.READING, NoticeKind.TREND_CHANGED]


async def test_the_mute_switch_silences_notices_for_good_and_leaves_readings_alone(home: Home) -> None:
    switch = "switch.anna_mute_notices"

    async def async_turn(service: str) -> str:
        """Use the switch."""
        await home.hass.services.async_call("switch", service, {"entity_id": switch}, blocking=True)
        state = home.hass.states.get(switch)
        assert state is not None
        return state.state

    assert await async_turn("turn_on") == "on"
    await home.async_say(RISING)
    await home.async_say(RISING, days=2)
    await home.async_visit(ANNA, 0.5)
    await home.async_restart()
    state = home.hass.states.get(switch)
    assert state is not None
    assert state.state == "on"
    assert await async_turn("turn_off") == "off"
    await home.async_say(RISING, days=2)
    assert home.kinds == [NoticeKind.READING]


async def test_an_acknowledged_notice_is_closed_and_not_told_again(home: Home) -> None:
    await home.async_say(RISING)
    await home.async_say(RISING, days=1)
    notices = home.coordinator.notices
    assert [one.kind for one in notices.state(ANNA).open] == [NoticeKind.TREND_CHANGED]
    await notices.async_acknowledge(ANNA, *NOTICES)
    await home.async_restart()
    assert home.coordinator.notices.state(ANNA).open == ()
    await home.async_say(RISING, days=10)
    assert home.kinds == [NoticeKind.TREND_CHANGED]


async def test_what_the_record_cannot_keep_is_told_when_it_can(
    home: Home, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def full(*_args: object) -> None:
        raise RecordFullError("Expected room, got none.")

    await home.async_say(RISING)
    with monkeypatch.context() as patch:
        patch.setattr(Record, "async_set_notice_state", full)
        await home.async_say(RISING, days=1)
        assert home.news == []
        assert "A notice could not be kept, so it is not told" in caplog.text
        assert "Anna" not in caplog.text
    await home.async_say(RISING, hours=1)
    assert home.kinds == [NoticeKind.TREND_CHANGED]


async def test_a_notice_is_kept_before_it_is_told(home: Home) -> None:
    order: list[str] = []
    put = home.entry.runtime_data.record.async_set_notice_state

    async def note(*args: Any) -> None:  # noqa: ANN401  # whatever the record takes
        await put(*args)
        order.append("kept")

    await home.async_say(RISING)
    home.entry.runtime_data.record.async_set_notice_state = note
    home.coordinator.news.async_subscribe(lambda news: order.append(str(news.kind)))
    await home.async_say(RISING, days=1)
    assert order == ["kept", "trend_changed"]


async def test_what_is_decided_while_unloading_begins_is_still_told(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    record: Record = home.entry.runtime_data.record
    keep, is_keeping, may_keep = record.async_set_notice_state, asyncio.Event(), asyncio.Event()

    async def slowly(*args: Any) -> None:  # noqa: ANN401  # whatever the record takes
        is_keeping.set()
        await may_keep.wait()
        await keep(*args)

    await home.async_say(RISING)
    monkeypatch.setattr(record, "async_set_notice_state", slowly)
    saying = home.hass.async_create_task(home.async_say(RISING, days=1))
    await is_keeping.wait()
    unloading = home.hass.async_create_task(home.hass.config_entries.async_unload(home.entry.entry_id))
    await asyncio.sleep(0)
    may_keep.set()
    await asyncio.gather(saying, unloading)
    assert [one["event_type"] for one in home.fired(SHARED_NEWS)] == ["trend_changed"]


async def test_what_nobody_is_left_to_tell_is_told_after_the_next_start(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    await home.async_say(RISING)
    former = home.coordinator
    assert await home.hass.config_entries.async_unload(home.entry.entry_id)
    home._freezer.tick(timedelta(days=1))
    await former.notices.async_look_at_all()
    assert "could not be kept" not in caplog.text
    assert home.news == []
    assert await home.hass.config_entries.async_setup(home.entry.entry_id)
    await async_engine_runs(home.entry)
    home.listen()
    await async_computed(home.entry)
    await home.async_say(RISING)
    assert home.fired(SHARED_NEWS)[-1]["event_type"] == "trend_changed"


@pytest.mark.parametrize(
    "levels",
    [
        pytest.param([0.3] * 80 + [0.6] * 20, id="the-other-model-sees-a-rise"),
        pytest.param([0.3] * 100, id="the-other-model-sees-none"),
    ],
)
async def test_another_model_is_not_compared_with_the_one_before(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, runner: FakeRunner, levels: Sequence[float]
) -> None:
    freezer.move_to(NOON)
    await async_enrol(hass, ANNA_SHARED, readings=days_of(ANNA, levels))
    record = await async_open(hass)
    former = {
        "speaker": "f" * 64,
        "known": {"trend_changed": ["falling", 1.0], "measure_blood_pressure": ["", None]},
        "waiting": {"trend_changed": ["rising", 1.0]},
        "open": [["trend_changed", "falling", "stable", 1.0], ["report_ready", "1.0", "", 1.0]],
        "muted": [],
        "snoozed_until": None,
    }
    await record.async_set_notice_state(ANNA, former, 1.0)
    await record.async_close()
    entry = home_entry([ANNA_SHARED])
    await async_set_up(hass, entry)
    coordinator: DigitalShadowCoordinator = entry.runtime_data.coordinator
    await async_computed(entry)
    freezer.tick(timedelta(days=2))
    await coordinator.notices.async_look_at_all()
    assert coordinator.notices.told == {}
    assert [one.kind for one in coordinator.notices.state(ANNA).open] == [NoticeKind.REPORT_READY]
    assert runner.ready is not None


async def test_two_weeks_of_higher_readings_become_one_notice(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, runner: FakeRunner
) -> None:
    freezer.move_to(NOON)
    await async_enrol(hass, ANNA_SHARED, readings=days_of(ANNA, [0.3] * 80))
    entry = home_entry([ANNA_SHARED])
    await async_set_up(hass, entry)
    await async_computed(entry)
    home = Home(hass, freezer, entry)
    for day in range(16):
        freezer.move_to(NOON + timedelta(days=day))
        await home.async_visit(ANNA, 0.6)
    assert home.kinds.count(NoticeKind.READING) == 16
    assert home.kinds.count(NoticeKind.TREND_CHANGED) == 1
    assert len(home.news) == 17
    assert runner.ready is not None


async def test_nothing_is_told_before_a_model_has_ever_spoken(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, runner: FakeRunner
) -> None:
    freezer.move_to(NOON)
    await async_enrol(hass, ANNA_SHARED)
    hass.set_state(CoreState.starting)
    entry = home_entry([ANNA_SHARED])
    await async_set_up(hass, entry, engine_runs=False)
    coordinator: DigitalShadowCoordinator = entry.runtime_data.coordinator
    await coordinator.notices.async_look(ANNA, report_made_at=5.0)
    state = coordinator.notices.state(ANNA)
    assert (set(state.known) - {NoticeKind.URGENT}, state.open) == (set(), ())
    assert runner.ready is None


@pytest.mark.parametrize("people", [[ANNA_SHARED, BEN_PRIVATE]], ids=["anna-and-ben"])
async def test_a_forgotten_person_leaves_no_notice_behind(home: Home) -> None:
    await home.async_say(RISING)
    record: Record = home.entry.runtime_data.record
    assert isinstance(await record.async_notice_state(ANNA), Document)
    await home.coordinator.leaving.async_forget(ANNA, None)
    await home.coordinator.notices.async_look(ANNA)
    assert await record.async_notice_state(ANNA) is None
    assert ANNA_SUBENTRY not in home.coordinator.data.people
    assert BEN_SUBENTRY in home.coordinator.data.people


@pytest.mark.parametrize("people", [[ANNA_SHARED, BEN_PRIVATE]], ids=["anna-and-ben"])
async def test_diagnostics_count_what_was_told_and_say_of_whom_to_nobody(home: Home) -> None:
    await home.async_say(RISING)
    await home.async_say(RISING, days=1)
    await home.async_visit(BEN, 0.5)
    found = await async_get_config_entry_diagnostics(home.hass, home.entry)
    assert found["notices_told"] == {"trend_changed": 2, "reading": 1}


async def test_a_very_high_pressure_is_told_at_once_and_without_its_name_until_it_is_lower(
    hass: HomeAssistant, home: Home
) -> None:
    async def async_measure(minutes_ago: float, upper: float, lower: float) -> None:
        """Type in a pair."""
        at = (NOON - timedelta(minutes=minutes_ago)).timestamp()
        pair = [
            StoredMeasurement(Measure.SYSTOLIC.value, at, upper, TYPED),
            StoredMeasurement(Measure.DIASTOLIC.value, at, lower, TYPED),
        ]
        await home.coordinator.record.async_add_measurements(ANNA, pair)
        async_tell_clinical_inputs(hass)

    await home.coordinator.notices.async_snooze(ANNA, (NOON + timedelta(days=3)).timestamp())
    await async_measure(20, 196, 118)
    await async_until(lambda: bool(home.news))
    assert home.kinds == [NoticeKind.URGENT]
    assert home.fired(SHARED_NEWS) == [{"event_type": "notice"}]
    await async_measure(5, 172, 98)
    await async_until(lambda: home.coordinator.notices.state(ANNA).open == ())
    assert home.kinds == [NoticeKind.URGENT]
