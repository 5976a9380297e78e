"""A face signal has an age: what was read four weeks ago says nothing of today, before and after a restart."""

from datetime import timedelta
from functools import partial

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.digitalshadow.coordinator import DigitalShadowCoordinator
from custom_components.digitalshadow.people.snapshot import VALUE_DAYS
from tests.builders.home import (
    ANNA,
    ANNA_SHARED,
    ANNA_SUBENTRY,
    BEN_PRIVATE,
    async_engine_runs,
    async_enrol,
    async_set_up,
    async_settle,
    async_until,
    home_entry,
    reading_of,
    walk_past,
)

RISK = "sensor.anna_demonstration_value"
TREND = "sensor.anna_face_signal_trend"
LAST_READING = "sensor.anna_last_visit"


def _has_trend(coordinator: DigitalShadowCoordinator) -> bool:
    """Whether Anna's trend is computed."""
    return coordinator.data.people[ANNA_SUBENTRY].trend is not None


def shown(hass: HomeAssistant) -> dict[str, str]:
    """What the entities that speak of Anna's face show."""
    states = {entity_id: hass.states.get(entity_id) for entity_id in (RISK, TREND, LAST_READING)}
    return {entity_id: state.state for entity_id, state in states.items() if state}


@pytest.mark.usefixtures("runner")
@pytest.mark.parametrize(
    ("age_days", "risk"),
    [
        pytest.param(0, "8.0", id="of today"),
        pytest.param(VALUE_DAYS - 0.1, "8.0", id="of four weeks ago"),
        pytest.param(VALUE_DAYS + 0.1, "too_old", id="older than four weeks"),
        pytest.param(700, "too_old", id="of a former life"),
    ],
)
async def test_after_a_start_an_old_value_is_unknown_and_its_time_is_still_known(
    hass: HomeAssistant, age_days: float, risk: str
) -> None:
    read_at = dt_util.utcnow() - timedelta(days=age_days)
    await async_enrol(hass, ANNA_SHARED, readings=[reading_of(ANNA, 0.08, read_at.timestamp())])
    entry = home_entry([ANNA_SHARED])
    await async_set_up(hass, entry)
    for _ in range(2):
        assert await hass.config_entries.async_reload(entry.entry_id)
        await async_engine_runs(entry)
        coordinator: DigitalShadowCoordinator = entry.runtime_data.coordinator
        await async_until(partial(_has_trend, coordinator))
        await hass.async_block_till_done(wait_background_tasks=False)

        assert shown(hass)[RISK] == risk
        assert (shown(hass)[TREND] == "too_old") is (risk == "too_old")
        assert shown(hass)[LAST_READING] == read_at.replace(microsecond=0).isoformat()


@pytest.mark.usefixtures("runner")
async def test_a_value_becomes_unknown_while_the_home_runs_and_the_next_visit_brings_one_back(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    await async_enrol(hass, ANNA_SHARED, BEN_PRIVATE)
    entry: MockConfigEntry = home_entry([ANNA_SHARED, BEN_PRIVATE])
    await async_set_up(hass, entry)
    coordinator: DigitalShadowCoordinator = entry.runtime_data.coordinator
    seen: list[str] = []
    for days in (0, VALUE_DAYS - 1, 2):
        freezer.tick(timedelta(days=days))
        if days == 0:
            walk_past(coordinator.watching, (ANNA, 0.08))
            freezer.tick(timedelta(seconds=33))
        await async_settle(entry)
        await hass.async_block_till_done(wait_background_tasks=False)
        seen.append(shown(hass)[RISK])
    walk_past(coordinator.watching, (ANNA, 0.09))
    freezer.tick(timedelta(seconds=33))
    await async_settle(entry)
    await hass.async_block_till_done(wait_background_tasks=False)

    assert [*seen, shown(hass)[RISK]] == ["8.0", "8.0", "too_old", "9.0"]
