"""A carer is told that somebody was not seen for days, unless a camera could not have seen them."""

from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.config_entries import ConfigSubentryData
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.digitalshadow.const import CONF_NOT_SEEN_DAYS, DOMAIN
from custom_components.digitalshadow.health.notices.state import NoticeKind
from custom_components.digitalshadow.notices.news import News
from custom_components.digitalshadow.watching.snapshot import CameraStatus
from tests.builders.home import (
    ANNA,
    ANNA_SHARED,
    ANNA_SUBENTRY,
    BEN,
    BEN_PRIVATE,
    HALL_SUBENTRY,
    FilmCamera,
    async_add_cameras,
    async_enrol,
    async_set_up,
    async_until,
    camera,
    home_entry,
    reading_of,
    walk_past,
)


def after(days: int, who: ConfigSubentryData) -> ConfigSubentryData:
    """Return a person of whom it is told after so many days."""
    return ConfigSubentryData(**{**who, "data": {**who["data"], CONF_NOT_SEEN_DAYS: days}})


class Absence:
    """A home in which nobody has come by since yesterday."""

    def __init__(
        self, hass: HomeAssistant, freezer: FrozenDateTimeFactory, film: FilmCamera, entry: MockConfigEntry
    ) -> None:
        """Listen from now on."""
        self.film = film
        self.coordinator: Any = entry.runtime_data.coordinator
        self.news: list[News] = []
        self._hass = hass
        self._freezer = freezer
        self.coordinator.news.async_subscribe(self.news.append)

    async def async_hours(self, hours: float) -> None:
        """Let time go by."""
        for _ in range(int(hours * 2)):
            self._freezer.tick(timedelta(minutes=30))
            async_fire_time_changed(self._hass)
            await self._hass.async_block_till_done(wait_background_tasks=False)
        await self.coordinator.notices.async_look_at_all()

    @property
    def told(self) -> list[str]:
        """Of whom it was told."""
        return [one.subentry_id for one in self.news if one.kind is NoticeKind.NOT_SEEN]


@pytest.fixture
async def away(hass: HomeAssistant, freezer: FrozenDateTimeFactory, runner: object) -> Absence:  # noqa: ARG001  # no real engine
    """Anna and Ben, seen yesterday; only of Anna it is to be told, after three days."""
    freezer.move_to("2026-11-29 12:00:00+00:00")
    yesterday = dt_util.utcnow().timestamp() - 86_400
    readings = [reading_of(ANNA, 0.3, yesterday), reading_of(BEN, 0.3, yesterday)]
    await async_enrol(hass, ANNA_SHARED, BEN_PRIVATE, readings=readings)
    film = FilmCamera()
    await async_add_cameras(hass, film)
    entry = home_entry([after(3, ANNA_SHARED), BEN_PRIVATE, camera(interval_seconds=60.0)])
    await async_set_up(hass, entry)
    cameras = entry.runtime_data.coordinator.watching.cameras
    await async_until(lambda: cameras[HALL_SUBENTRY].status is CameraStatus.NOBODY)
    away = Absence(hass, freezer, film, entry)
    await away.async_hours(1)
    return away


async def test_it_is_told_once_and_is_over_with_the_next_visit(hass: HomeAssistant, away: Absence) -> None:
    await away.async_hours(46)
    assert away.told == []
    await away.async_hours(2)
    assert away.told == [ANNA_SUBENTRY]
    news = hass.states.get("event.anna_news")
    assert news is not None
    assert news.attributes["event_type"] == "not_seen"
    assert "last_seen_on" not in news.attributes
    await away.async_hours(30)
    assert away.told == [ANNA_SUBENTRY]
    walk_past(away.coordinator.watching, (ANNA, 0.4))
    await away.async_hours(1)
    assert [one.kind for one in away.coordinator.notices.state(ANNA).open] == []


async def test_a_camera_that_was_off_is_told_instead(hass: HomeAssistant, away: Absence) -> None:
    away.film.error = HomeAssistantError("no picture")
    await away.async_hours(50)
    assert away.told == []
    issue = ir.async_get(hass).async_get_issue(DOMAIN, f"camera_without_picture:{HALL_SUBENTRY}")
    assert issue is not None
    away.film.error = None
    await away.async_hours(70)
    assert away.told == []
    await away.async_hours(4)
    assert away.told == [ANNA_SUBENTRY]


async def test_who_is_not_looked_for_is_not_missed(away: Absence) -> None:
    away.coordinator.household.set_monitoring(ANNA, on=False)
    await away.async_hours(100)
    assert away.told == []
