"""What follows the days: told once for each, wherever and whenever they begin."""

from datetime import datetime, timedelta

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.digitalshadow.new_day import async_track_new_day


class Told:
    """Keeps at which local times a new day was told."""

    def __init__(self) -> None:
        self.at: list[datetime] = []

    async def __call__(self) -> None:
        self.at.append(dt_util.now())


async def async_pass(hass: HomeAssistant, freezer: FrozenDateTimeFactory, hours: int) -> None:
    """Let hours pass in steps of half of one."""
    for _ in range(hours * 2):
        freezer.tick(timedelta(minutes=30))
        async_fire_time_changed(hass)
        await hass.async_block_till_done()


@pytest.mark.parametrize(
    ("zone", "noon", "days"),
    [
        pytest.param("Europe/Berlin", "2026-11-24T12:00", ["11-25", "11-26"], id="usual"),
        pytest.param("Europe/Berlin", "2026-03-28T12:00", ["03-29", "03-30"], id="put forward at two"),
        pytest.param("Asia/Beirut", "2026-03-28T12:00", ["03-29", "03-30"], id="put forward at midnight"),
        pytest.param("America/Santiago", "2026-09-05T12:00", ["09-06", "09-07"], id="and in the south"),
        pytest.param("Asia/Beirut", "2026-10-24T12:00", ["10-25", "10-26"], id="put back at midnight"),
        pytest.param("America/Havana", "2026-10-31T12:00", ["11-01", "11-02"], id="midnight comes twice"),
        pytest.param("Australia/Lord_Howe", "2026-10-03T12:00", ["10-04", "10-05"], id="half an hour"),
        pytest.param("Pacific/Apia", "2011-12-29T12:00", ["12-31", "01-01"], id="a day that never was"),
    ],
)
async def test_each_day_is_told_once_within_its_first_hours(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, zone: str, noon: str, days: list[str]
) -> None:
    await hass.config.async_set_time_zone(zone)
    freezer.move_to(datetime.fromisoformat(noon).replace(tzinfo=dt_util.get_default_time_zone()))
    told = Told()
    stop = async_track_new_day(hass, told)

    await async_pass(hass, freezer, 40)
    stop()
    await async_pass(hass, freezer, 24)

    assert [at.strftime("%m-%d") for at in told.at] == days
    assert all(at.hour <= 1 for at in told.at)


async def test_another_time_zone_is_told_at_once_and_other_settings_are_not(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    freezer.move_to("2026-11-24 12:00:00+00:00")
    told = Told()
    stop = async_track_new_day(hass, told)

    await hass.config.async_update(location_name="Cottage")
    await hass.async_block_till_done()
    assert told.at == []
    await hass.config.async_update(time_zone="Pacific/Auckland")
    await hass.async_block_till_done()
    assert [at.day for at in told.at] == [25]
    stop()
