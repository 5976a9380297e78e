"""The weekly report: on the day that a person chose, once, and as soon as possible where it was missed."""

import asyncio
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
    async_fire_time_changed,
)

from custom_components.digitalshadow.const import CONF_REPORT_LANGUAGE, CONF_REPORT_WEEKDAY
from custom_components.digitalshadow.record import Record, RecordBusyError, RecordClosedError
from custom_components.digitalshadow.reports.schedule import TASK_NAME, ReportSchedule, Weekday, is_due
from tests.builders.home import ANNA, ANNA_SUBENTRY, BEN, async_until
from tests.builders.household import async_act, async_reloaded, device_of
from tests.builders.person_flow import Flow
from tests.fake_runner import READY, FakeRunner
from tests.language_model import LanguageModel, async_add_language_model

BERLIN: Final = ZoneInfo("Europe/Berlin")
SATURDAY: Final = datetime(2026, 9, 19, 12, tzinfo=BERLIN)
SUNDAY: Final = datetime(2026, 9, 20, 8, tzinfo=BERLIN)
SENSOR: Final = "sensor.anna_last_report"


def at(text: str, zone: str = "Europe/Berlin") -> datetime:
    """Return a local time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("weekday", "made_at", "now", "due"),
    [
        pytest.param("sunday", None, at("2026-09-20T07:59"), True, id="never one: at once"),
        pytest.param("sunday", at("2026-09-13T08:00"), at("2026-09-20T07:59"), False, id="a minute early"),
        pytest.param("sunday", at("2026-09-13T08:00"), at("2026-09-20T08:00"), True, id="on the minute"),
        pytest.param("sunday", at("2026-09-20T08:00"), at("2026-09-20T08:10"), False, id="made a moment ago"),
        pytest.param("sunday", at("2026-09-13T08:00"), at("2026-09-26T23:00"), True, id="missed for a week"),
        pytest.param(
            "sunday", at("2026-09-20T07:00"), at("2026-09-21T00:00"), True, id="made an hour before"
        ),
        pytest.param("monday", at("2026-09-21T09:00"), at("2026-09-27T23:59"), False, id="by hand that day"),
        pytest.param(
            "sunday", at("2026-10-18T08:00"), at("2026-10-25T07:30"), False, id="a day of 25 hours: early"
        ),
        pytest.param(
            "sunday", at("2026-10-18T08:00"), at("2026-10-25T08:00"), True, id="a day of 25 hours: due"
        ),
        pytest.param(
            "sunday", at("2026-03-22T08:00"), at("2026-03-29T07:59"), False, id="a day of 23 hours: early"
        ),
        pytest.param(
            "sunday", at("2026-03-22T08:00"), at("2026-03-29T08:00"), True, id="a day of 23 hours: due"
        ),
        pytest.param(
            "sunday",
            at("2026-09-13T08:00", "US/Pacific"),
            at("2026-09-19T23:00", "US/Pacific"),
            False,
            id="where it is still Saturday",
        ),
        pytest.param(
            "sunday",
            at("2026-09-20T08:00"),
            at("2026-09-20T09:00", "US/Pacific"),
            True,
            id="moved west since this morning",
        ),
    ],
)
def test_a_report_is_due_where_none_is_younger_than_the_last_slot(
    weekday: str, made_at: datetime | None, now: datetime, due: bool
) -> None:
    made = None if made_at is None else made_at.timestamp()
    assert is_due(Weekday(weekday), made, now) is due


def test_each_day_of_a_week_is_one_slot() -> None:
    made_at = at("2026-09-14T07:00").timestamp()
    for number, weekday in enumerate(Weekday):
        slot = at("2026-09-14T08:00") + timedelta(number)
        assert not is_due(weekday, (slot - timedelta(7)).timestamp(), slot - timedelta(minutes=1))
        assert is_due(weekday, made_at, slot)


@pytest.fixture
async def weekly_home(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, home: MockConfigEntry
) -> MockConfigEntry:
    """Return a home in Berlin on a Saturday; Anna, who had a report this week, wants one each Sunday, Ben none."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    record: Record = home.runtime_data.record
    await record.async_set_report(ANNA, {}, (SATURDAY - timedelta(days=2)).timestamp())
    freezer.move_to(SATURDAY)
    anna = home.subentries[ANNA_SUBENTRY]
    hass.config_entries.async_update_subentry(
        home, anna, data={**anna.data, CONF_REPORT_WEEKDAY: Weekday.SUNDAY}
    )
    assert await hass.config_entries.async_reload(home.entry_id)  # its timers are to run from Saturday on
    await async_reloaded(hass, home)
    return home


async def async_at(hass: HomeAssistant, freezer: FrozenDateTimeFactory, now: datetime) -> None:
    """Let it be a time, and wait for the reports that are made then."""
    freezer.move_to(now)
    async_fire_time_changed(hass, dt_util.utcnow())
    # Other background tasks of the entry sleep, which a frozen clock never ends.
    await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name() == TASK_NAME))
    await hass.async_block_till_done(wait_background_tasks=False)


def made_at(hass: HomeAssistant) -> datetime:
    """Return when Anna's latest report was made, in Berlin."""
    state = hass.states.get(SENSOR)
    assert state is not None
    return datetime.fromisoformat(state.state).astimezone(BERLIN)


@pytest.mark.usefixtures("weekly_home")
async def test_the_report_is_made_on_its_day_once_and_told_once(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    told = async_capture_events(hass, "state_changed")
    await async_at(hass, freezer, SUNDAY - timedelta(minutes=10))
    assert made_at(hass) < SATURDAY
    for minutes in (0, 10, 20, 24 * 60):
        await async_at(hass, freezer, SUNDAY + timedelta(minutes=minutes))
        assert made_at(hass) == SUNDAY
    news = [
        event.data["new_state"].attributes["event_type"]
        for event in told
        if event.data["entity_id"] == "event.anna_news"
    ]
    assert news == ["report_ready"]
    await async_at(hass, freezer, SUNDAY + timedelta(days=7))
    assert made_at(hass) == SUNDAY + timedelta(days=7)


async def test_nobody_who_did_not_ask_for_it_gets_one(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, weekly_home: MockConfigEntry
) -> None:
    await async_at(hass, freezer, SUNDAY)
    assert await weekly_home.runtime_data.record.async_report(BEN) is None


@pytest.mark.parametrize("later", [timedelta(minutes=10), timedelta(days=3, hours=5)])
async def test_what_was_missed_while_home_assistant_was_off_is_made_once_after_it(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, weekly_home: MockConfigEntry, later: timedelta
) -> None:
    assert await hass.config_entries.async_unload(weekly_home.entry_id)
    await async_at(hass, freezer, SUNDAY)
    freezer.move_to(SUNDAY + later - timedelta(minutes=5))
    assert await hass.config_entries.async_setup(weekly_home.entry_id)
    await async_reloaded(hass, weekly_home)
    assert made_at(hass) < SATURDAY
    await async_at(hass, freezer, SUNDAY + later)
    assert made_at(hass) == SUNDAY + later
    assert await hass.config_entries.async_reload(weekly_home.entry_id)
    await async_reloaded(hass, weekly_home)
    await async_at(hass, freezer, SUNDAY + later + timedelta(minutes=10))
    assert made_at(hass) == SUNDAY + later


@pytest.mark.usefixtures("weekly_home")
async def test_without_a_model_it_is_made_when_one_speaks_again(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, runner: FakeRunner
) -> None:
    await runner.async_stop()
    await async_at(hass, freezer, SUNDAY)
    assert made_at(hass) < SATURDAY
    runner._ready = READY
    await async_at(hass, freezer, SUNDAY + timedelta(minutes=10))
    assert made_at(hass) == SUNDAY + timedelta(minutes=10)


@pytest.mark.usefixtures("weekly_home")
async def test_a_record_that_refuses_is_asked_again_in_an_hour_and_said_so(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    asked: list[str] = []

    async def busy(_record: Record, person_id: str, *_args: object) -> None:
        asked.append(person_id)
        raise RecordBusyError("Expected a free file, got one in use.")

    with monkeypatch.context() as patched:
        patched.setattr(Record, "async_set_report", busy)
        for minutes in range(0, 60, 10):
            await async_at(hass, freezer, SUNDAY + timedelta(minutes=minutes))
    assert asked == [ANNA]
    assert caplog.text.count("A weekly report could not be made") == 1
    assert "Anna" not in caplog.text
    await async_at(hass, freezer, SUNDAY + timedelta(hours=1))
    assert made_at(hass) == SUNDAY + timedelta(hours=1)


@pytest.mark.usefixtures("weekly_home")
async def test_an_entry_that_goes_says_nothing(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def closed(*_args: object) -> None:
        raise RecordClosedError("Expected an open record, got a closed one.")

    monkeypatch.setattr(Record, "async_set_report", closed)
    await async_at(hass, freezer, SUNDAY)
    assert "weekly report" not in caplog.text


async def test_a_language_model_that_still_chooses_is_not_asked_twice(
    hass: HomeAssistant, weekly_home: MockConfigEntry
) -> None:
    hass.config_entries.async_update_entry(weekly_home, options={"chooser": "ai_task.slow"})
    await async_reloaded(hass, weekly_home)
    asked, answer = asyncio.Event(), hass.loop.create_future()

    async def answered(_task: object) -> object:
        asked.set()
        return await answer

    model = LanguageModel("slow", answered)
    await async_add_language_model(hass, model)
    # It stays Saturday, because moving the clock would let the language model's deadline pass as well.
    schedule = ReportSchedule(
        hass,
        weekly_home,
        weekly_home.runtime_data.reports,
        weekly_home.runtime_data.coordinator.household,
    )
    schedule._handle_time(SUNDAY)
    await asked.wait()
    schedule._handle_time(SUNDAY + timedelta(minutes=10))
    answer.set_result("")
    await async_until(lambda: made_at(hass) == SUNDAY)
    assert len(model.asked) == 1


async def test_the_day_is_chosen_and_let_go_again(hass: HomeAssistant, weekly_home: MockConfigEntry) -> None:
    flow = Flow(hass, weekly_home)
    for chosen, kept in ((Weekday.FRIDAY, "friday"), ("none", None)):
        await flow.begin(ANNA_SUBENTRY)
        form = await flow.choose("report_schedule")
        assert form["description_placeholders"] == {"name": "Anna", "time": "08:00"}
        done = await flow.submit(report_weekday=chosen)
        assert done["reason"] == "reconfigure_successful"
        await async_reloaded(hass, weekly_home)
        data = weekly_home.subentries[ANNA_SUBENTRY].data
        assert data.get(CONF_REPORT_WEEKDAY) == kept
        assert data["sharing"] == "shared"


async def test_the_report_is_in_the_language_that_was_chosen_for_the_person(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, weekly_home: MockConfigEntry
) -> None:
    flow = Flow(hass, weekly_home)
    await flow.begin(ANNA_SUBENTRY)
    await flow.choose("report_schedule")
    await flow.submit(report_weekday=Weekday.SUNDAY, report_language="de")
    await async_reloaded(hass, weekly_home)
    await async_at(hass, freezer, SUNDAY)
    assert await async_language(weekly_home) == "de"

    await flow.begin(ANNA_SUBENTRY)
    await flow.choose("report_schedule")
    await flow.submit(report_weekday="none")
    await async_reloaded(hass, weekly_home)
    assert CONF_REPORT_LANGUAGE not in weekly_home.subentries[ANNA_SUBENTRY].data
    owner = await hass.auth.async_create_user("Owner")
    await async_act(hass, "generate_report", owner, person=device_of(hass, ANNA_SUBENTRY))
    assert await async_language(weekly_home) == "en"


async def async_language(home: MockConfigEntry) -> str:
    """Return the language of Anna's latest report."""
    report = await home.runtime_data.reports.async_latest(ANNA)
    assert report is not None
    return str(report["language"])
