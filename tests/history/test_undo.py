"""An undone reading leaves Home Assistant's history: states and statistics are what they would be without it."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.recorder import Recorder
from homeassistant.components.recorder.db_schema import (
    Statistics,
    StatisticsMeta,
    StatisticsShortTerm,
)
from homeassistant.components.recorder.util import session_scope
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_purge_done,
    async_wait_recording_done,
    do_adhoc_statistics,
)
from sqlalchemy import select

from custom_components.digitalshadow.engine.records.configuration import ModelKind
from custom_components.digitalshadow.engine.records.readings import Reading
from custom_components.digitalshadow.history.corrections import Summary, summary_of
from custom_components.digitalshadow.record import Record
from tests.builders.home import (
    ANNA,
    ANNA_SHARED,
    BEN,
    BEN_PRIVATE,
    async_enrol,
    async_set_up,
    home_entry,
    reading_of,
)
from tests.builders.recorded import SIGNAL, async_recorded
from tests.fake_runner import READY, RISK_MODEL, FakeRunner

TEN = datetime(2026, 9, 21, 10, tzinfo=dt_util.UTC)

type Rows = dict[str, tuple[float, float, float]]
"""Mean, lowest and highest by the time of day."""


@pytest.fixture
def mock_recorder_before_hass(async_test_recorder: object) -> None:
    """Have the recorder there before Home Assistant is."""


class Home:
    """A home whose clock is set by hand, with what its recorder keeps of Anna's risk."""

    def __init__(
        self, hass: HomeAssistant, freezer: FrozenDateTimeFactory, entry: MockConfigEntry, recorder: Recorder
    ) -> None:
        """Begin with nothing seen."""
        self._hass = hass
        self._freezer = freezer
        self._coordinator = entry.runtime_data.coordinator
        self._recorder = recorder
        self.record: Record = entry.runtime_data.record
        self._seconds_recorded = 0.0

    async def async_see(self, percent: float, after: timedelta) -> None:
        """Have Anna read some time after ten."""
        await self._async_record_until(TEN + after)
        ended_at = (TEN + after - timedelta(seconds=30)).timestamp()
        await self.async_store(reading_of(ANNA, percent / 100, ended_at, model_kind=ModelKind.LIVECAD))

    async def async_store(self, stored: Reading) -> None:
        """Store a reading and show it."""
        await self.record.async_add_reading(stored)
        await self._coordinator.household.async_recall_reading(stored.person_id)
        self._coordinator._publish()

    async def async_undo(self, after: timedelta) -> None:
        """Undo Anna's last reading some time after ten."""
        await self._async_record_until(TEN + after)
        await self._coordinator.undo.async_undo_last(ANNA, None)
        await async_wait_recording_done(self._hass)

    async def async_count(self, percent: float, *, counts: bool, after: timedelta) -> None:
        """Take Anna's reading of so many per cent back some time after ten, or put it in again."""
        await self._async_record_until(TEN + after)
        stored = await self.record.async_newest_readings(ANNA, 10)
        (reading_id,) = (one.reading.reading_id for one in stored if one.reading.probability == percent / 100)
        undo = self._coordinator.undo
        await (undo.async_put_back if counts else undo.async_undo)(ANNA, reading_id, "anna's account")
        await async_wait_recording_done(self._hass)

    async def _async_record_until(self, moment: datetime) -> None:
        """Let time go on, and the recorder sum up each five minutes that are over."""
        await async_wait_recording_done(self._hass)
        while TEN.timestamp() + self._seconds_recorded + 300 <= moment.timestamp():
            start = TEN + timedelta(seconds=self._seconds_recorded)
            self._freezer.move_to(start + timedelta(seconds=300))
            do_adhoc_statistics(self._hass, start=start)
            await async_wait_recording_done(self._hass)
            self._seconds_recorded += 300
        self._freezer.move_to(moment)

    def rows(self, table: type[Statistics | StatisticsShortTerm]) -> Rows:
        """Return the statistics of Anna's risk."""
        with session_scope(session=self._recorder.get_session(), read_only=True) as session:
            kept = session.execute(
                select(table.start_ts, table.mean, table.min, table.max)
                .join(StatisticsMeta, StatisticsMeta.id == table.metadata_id)
                .where(StatisticsMeta.statistic_id == SIGNAL)
            )
            return {
                f"{dt_util.utc_from_timestamp(at):%H:%M}": (round(mean, 6), low, high)
                for at, mean, low, high in kept
            }


@pytest.fixture
async def home(
    recorder_mock: Recorder,
    hass: HomeAssistant,
    runner: FakeRunner,
    freezer: FrozenDateTimeFactory,
) -> Home:
    """Anna's home at ten o'clock, in which a real model speaks: of a demonstration there are no statistics."""
    runner.will_be(replace(READY, risk_model=replace(RISK_MODEL, kind=ModelKind.LIVECAD)))
    freezer.move_to(TEN)
    await async_enrol(hass, ANNA_SHARED, BEN_PRIVATE)
    entry = home_entry([ANNA_SHARED, BEN_PRIVATE])
    await async_set_up(hass, entry)
    return Home(hass, freezer, entry, recorder_mock)


async def test_history_and_statistics_show_what_was_there_before(
    hass: HomeAssistant, recorder_mock: Recorder, home: Home
) -> None:
    await home.async_see(20.0, timedelta(minutes=1))
    await home.async_see(50.0, timedelta(minutes=62))
    await home.async_see(80.0, timedelta(minutes=64))
    await home.async_undo(timedelta(minutes=182))

    assert "80.0" not in await async_recorded(hass, recorder_mock, SIGNAL)
    assert (await async_recorded(hass, recorder_mock, SIGNAL))[-1] == "50.0"
    short = home.rows(StatisticsShortTerm)
    # Two minutes of 20 and three of 50.
    assert short["11:00"] == (38.0, 20.0, 50.0)
    assert set(list(short.values())[13:]) == {(50.0, 50.0, 50.0)}
    assert home.rows(Statistics) == {
        "10:00": (20.0, 20.0, 20.0),
        "11:00": (49.0, 20.0, 50.0),
        "12:00": (50.0, 50.0, 50.0),
    }


async def test_what_is_summed_up_after_undoing_is_right_too(home: Home) -> None:
    await home.async_see(20.0, timedelta(minutes=1))
    await home.async_see(80.0, timedelta(minutes=31))
    await home.async_undo(timedelta(minutes=42))
    await home.async_see(30.0, timedelta(minutes=61))
    assert home.rows(Statistics) == {"10:00": (20.0, 20.0, 20.0)}
    assert set(home.rows(StatisticsShortTerm).values()) == {(20.0, 20.0, 20.0)}


async def test_without_a_reading_before_nothing_is_left(
    hass: HomeAssistant, recorder_mock: Recorder, home: Home
) -> None:
    await home.async_see(80.0, timedelta(minutes=1))
    await home.async_undo(timedelta(minutes=122))
    assert home.rows(StatisticsShortTerm) == home.rows(Statistics) == {}
    assert set(await async_recorded(hass, recorder_mock, SIGNAL)) <= {
        "unknown",
        "unavailable",
        "not_seen_yet",
    }


async def test_undoing_twice_goes_back_two_readings(
    hass: HomeAssistant, recorder_mock: Recorder, home: Home
) -> None:
    await home.async_see(20.0, timedelta(minutes=1))
    await home.async_see(50.0, timedelta(minutes=61))
    await home.async_see(80.0, timedelta(minutes=121))
    await home.async_undo(timedelta(minutes=182))
    await home.async_undo(timedelta(minutes=183))
    assert {state for state in await async_recorded(hass, recorder_mock, SIGNAL) if state[0].isdigit()} == {
        "20.0"
    }
    assert set(home.rows(Statistics).values()) == {(20.0, 20.0, 20.0)}


async def test_a_visit_in_between_leaves_the_history_and_comes_back(
    hass: HomeAssistant, recorder_mock: Recorder, home: Home
) -> None:
    await home.async_see(20.0, timedelta(minutes=1))
    await home.async_see(80.0, timedelta(minutes=61))
    await home.async_see(50.0, timedelta(minutes=122))
    await home._async_record_until(TEN + timedelta(minutes=182))
    before = home.rows(StatisticsShortTerm), home.rows(Statistics)
    await home.async_count(80.0, counts=False, after=timedelta(minutes=182))
    assert "80.0" not in await async_recorded(hass, recorder_mock)
    without = home.rows(StatisticsShortTerm)
    assert without["11:30"] == (20.0, 20.0, 20.0)
    # Two minutes of 20 and three of 50, which was shown next.
    assert without["12:00"] == (38.0, 20.0, 50.0)
    assert home.rows(Statistics)["11:00"] == (20.0, 20.0, 20.0)

    await home.async_count(80.0, counts=True, after=timedelta(minutes=183))
    assert (home.rows(StatisticsShortTerm), home.rows(Statistics)) == before


async def test_what_was_shown_while_undoing_waited_for_a_backup_is_corrected_too(
    hass: HomeAssistant, home: Home
) -> None:
    await home.async_see(20.0, timedelta(minutes=1))
    await home.async_see(80.0, timedelta(minutes=61))
    await home.record.async_hold_for_backup()
    undoing = asyncio.create_task(home._coordinator.undo.async_undo_last(ANNA, None))
    await home._async_record_until(TEN + timedelta(minutes=182))
    await home.record.async_release_after_backup()
    await undoing
    await async_wait_recording_done(hass)
    assert set(home.rows(StatisticsShortTerm).values()) == {(20.0, 20.0, 20.0)}
    assert set(home.rows(Statistics).values()) == {(20.0, 20.0, 20.0)}


async def test_what_the_recorder_has_purged_is_corrected_as_far_as_it_is_known(
    hass: HomeAssistant, home: Home
) -> None:
    await home.async_see(20.0, timedelta(minutes=1))
    await home.async_see(80.0, timedelta(minutes=64))
    await home.async_see(80.0, timedelta(minutes=65))
    await home._async_record_until(TEN + timedelta(minutes=181))
    await hass.services.async_call("recorder", "purge", {"keep_days": 0}, blocking=True)
    await async_wait_purge_done(hass)
    assert home.rows(StatisticsShortTerm) == {}
    await home.async_undo(timedelta(minutes=182))
    await home.async_undo(timedelta(minutes=183))
    # Of the hour in which it came nobody knows any more what else it held.
    assert home.rows(Statistics) == {"10:00": (20.0, 20.0, 20.0), "12:00": (20.0, 20.0, 20.0)}


async def test_what_a_later_model_said_stays(hass: HomeAssistant, home: Home) -> None:
    await home.async_see(20.0, timedelta(minutes=1))
    await home.async_see(40.0, timedelta(minutes=61))
    later = reading_of(ANNA, 0.9, (TEN + timedelta(minutes=170)).timestamp(), model_sha256="f" * 64)
    await home.record.async_add_reading(later)
    await home.async_undo(timedelta(minutes=182))
    assert hass.states.is_state(SIGNAL, "40.0")
    assert home.rows(Statistics)["12:00"] == (40.0, 40.0, 40.0)


async def test_a_private_persons_reading_is_undone_where_no_history_is(
    hass: HomeAssistant, home: Home
) -> None:
    await home.async_store(reading_of(BEN, 0.5, TEN.timestamp()))
    coordinator = home._coordinator
    assert await coordinator.undo.async_undo_last(BEN, None) is not None
    await async_wait_recording_done(hass)
    assert home.rows(StatisticsShortTerm) == {}


@pytest.mark.parametrize(
    ("states", "summary"),
    [
        pytest.param([], None, id="nothing"),
        pytest.param([(0.0, "unknown")], None, id="no number"),
        pytest.param([(-50.0, "10")], Summary(10, 10, 10), id="all the time"),
        pytest.param([(0.0, "10"), (25.0, "30")], Summary(25, 10, 30), id="weighted by time"),
        pytest.param([(50.0, "10")], Summary(10, 10, 10), id="since the first number"),
        pytest.param(
            [(0.0, "10"), (25.0, "unavailable"), (50.0, "20")], Summary(15, 10, 20), id="through a gap"
        ),
    ],
)
def test_states_are_summed_up_as_by_home_assistant(
    states: list[tuple[float, str]], summary: Summary | None
) -> None:
    assert summary_of(states, 0.0, 100.0) == summary
