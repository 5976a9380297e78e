"""The care of the record: damage is told, and a former key is needed no more after a while."""

from pathlib import Path
import sqlite3

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import pytest

from custom_components.digitalshadow.const import DOMAIN, KEY_FILE, RECORD_FOLDER
from custom_components.digitalshadow.coordinator import DigitalShadowCoordinator
from custom_components.digitalshadow.record_care import RecordCare
from custom_components.digitalshadow.watching.steady_clock import ClockSteps
from tests.builders.home import (
    ANNA,
    ANNA_SHARED,
    ANNA_SUBENTRY,
    async_enrol,
    async_open,
    async_set_up,
    async_settle,
    async_until,
    home_entry,
    reading_of,
)

TEN_YEARS = 3652 * 86_400.0


def _issue(hass: HomeAssistant) -> ir.IssueEntry | None:
    """The repair issue about damaged rows."""
    return ir.async_get(hass).async_get_issue(DOMAIN, "record_rows_damaged")


@pytest.mark.usefixtures("runner")
async def test_rows_that_somebody_changed_are_told_without_names(hass: HomeAssistant) -> None:
    await async_enrol(
        hass, ANNA_SHARED, readings=[reading_of(ANNA, 0.5, 100.0), reading_of(ANNA, 0.6, 200.0)]
    )
    connection = sqlite3.connect(hass.config.path(RECORD_FOLDER, "digitalshadow.db"))
    connection.execute("UPDATE readings SET started_at = started_at - 1")
    connection.commit()
    connection.close()
    await async_set_up(hass, home_entry([ANNA_SHARED]))
    await async_until(lambda: _issue(hass) is not None)
    assert _issue(hass).translation_placeholders == {"rows": "2"}


@pytest.mark.usefixtures("runner")
async def test_a_sound_record_raises_nothing(hass: HomeAssistant) -> None:
    await async_enrol(hass, ANNA_SHARED, readings=[reading_of(ANNA, 0.5, 100.0)])
    entry = home_entry([ANNA_SHARED])
    await async_set_up(hass, entry)
    await RecordCare(hass, entry, entry.runtime_data.record)._async_after_start()
    assert _issue(hass) is None


@pytest.mark.usefixtures("runner")
async def test_a_new_key_takes_over_while_the_home_runs(hass: HomeAssistant) -> None:
    await async_enrol(hass, ANNA_SHARED, readings=[reading_of(ANNA, 0.5, 100.0)])
    record = await async_open(hass)
    await record.async_begin_new_key()
    await record.async_close()
    keys = Path(hass.config.path(KEY_FILE)).parent
    assert list(keys.glob("*.retired"))
    entry = home_entry([ANNA_SHARED])
    await async_set_up(hass, entry)
    await async_until(lambda: not list(keys.glob("*.retired")))
    assert entry.runtime_data.coordinator.data.people[ANNA_SUBENTRY].reading.probability == 0.5


@pytest.mark.usefixtures("runner")
async def test_a_clock_that_is_corrected_while_the_home_runs_changes_what_counts(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    freezer.move_to("2026-11-24 12:00:00+00:00")
    noon = freezer.time_to_freeze.timestamp()
    readings = [reading_of(ANNA, 0.5, noon - 60), reading_of(ANNA, 0.6, noon + TEN_YEARS)]
    await async_enrol(hass, ANNA_SHARED, readings=readings)
    entry = home_entry([ANNA_SHARED])
    await async_set_up(hass, entry)
    coordinator: DigitalShadowCoordinator = entry.runtime_data.coordinator
    await async_until(lambda: bool(coordinator.data.people[ANNA_SUBENTRY].trend))
    wall = 0.0
    coordinator.visits._clock_steps = ClockSteps(lambda: wall, lambda: 0.0)

    for seconds, shown, days in ((TEN_YEARS + 60, 0.6, 2), (-TEN_YEARS, 0.5, 1)):
        wall += seconds
        freezer.tick(seconds)
        await async_settle(entry)
        assert coordinator.data.people[ANNA_SUBENTRY].reading.probability == shown
        assert len(await coordinator.outlook.async_days(ANNA)) == days
