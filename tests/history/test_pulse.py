"""With a no to the pulse Home Assistant forgets the rates that it recorded: in states and in statistics."""

from datetime import datetime, timedelta
from typing import Final

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.recorder import Recorder
from homeassistant.components.recorder.db_schema import (
    States,
    StatesMeta,
    StatisticsMeta,
    StatisticsShortTerm,
)
from homeassistant.components.recorder.util import session_scope
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity import Entity
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
    do_adhoc_statistics,
)
from sqlalchemy import select

from tests.builders.home import ANNA, ANNA_SHARED, ANNA_SUBENTRY, async_enrol, async_set_up, home_entry
from tests.builders.pulses import pulse_of
from tests.fake_runner import FakeRunner

PULSE: Final = "sensor.anna_pulse_at_the_mirror"
WHY: Final = "sensor.anna_why_no_pulse"
TEN: Final = datetime(2026, 11, 24, 10, tzinfo=dt_util.UTC)


@pytest.fixture
def mock_recorder_before_hass(async_test_recorder: object) -> None:
    """Have the recorder there before Home Assistant is."""


@pytest.fixture
async def entry(
    recorder_mock: Recorder,  # noqa: ARG001  # is there before the entry
    hass: HomeAssistant,
    runner: FakeRunner,  # noqa: ARG001  # takes the engine's place before the entry is set up
    freezer: FrozenDateTimeFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> MockConfigEntry:
    """A home with all entities switched on in which Anna agreed to the pulse."""
    monkeypatch.setattr(Entity, "entity_registry_enabled_default", True)
    freezer.move_to(TEN)
    assert await async_setup_component(hass, "sensor", {})
    await async_enrol(hass, ANNA_SHARED)
    entry = home_entry([ANNA_SHARED])
    await async_set_up(hass, entry)
    await entry.runtime_data.coordinator.pulse_consent.async_set(
        entry.subentries[ANNA_SUBENTRY], "user", on=True
    )
    return entry


def recorded(recorder: Recorder, entity_id: str) -> tuple[list[str | None], list[float | None]]:
    """Return the states and the five-minute means that the recorder keeps of an entity."""
    with session_scope(session=recorder.get_session(), read_only=True) as session:
        states = session.execute(
            select(States.state)
            .join(StatesMeta, StatesMeta.metadata_id == States.metadata_id)
            .where(StatesMeta.entity_id == entity_id)
        )
        means = session.execute(
            select(StatisticsShortTerm.mean)
            .join(StatisticsMeta, StatisticsMeta.id == StatisticsShortTerm.metadata_id)
            .where(StatisticsMeta.statistic_id == entity_id)
        )
        return [row[0] for row in states], [row[0] for row in means]


async def test_a_no_takes_every_rate_out_of_states_and_statistics(
    hass: HomeAssistant, recorder_mock: Recorder, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    coordinator = entry.runtime_data.coordinator
    freezer.move_to(TEN + timedelta(seconds=30))
    coordinator.household.let_age(TEN.timestamp() + 30)
    coordinator.household.show_pulse(ANNA, pulse_of(72.4, TEN.timestamp() + 30))
    coordinator.async_publish_all()
    await async_wait_recording_done(hass)
    freezer.move_to(TEN + timedelta(minutes=5))
    do_adhoc_statistics(hass, start=TEN)
    await async_wait_recording_done(hass)
    states, means = recorded(recorder_mock, PULSE)
    assert "72" in states
    assert means == [72.0]

    await coordinator.pulse_consent.async_set(entry.subentries[ANNA_SUBENTRY], None, on=False)
    await async_wait_recording_done(hass)

    states, means = recorded(recorder_mock, PULSE)
    assert set(states) <= {"unavailable"}
    assert means == []
    assert recorded(recorder_mock, WHY)[0]
