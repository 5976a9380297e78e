"""What Home Assistant's recorder keeps of a person's values leaves it with the person, or when they turn private."""

from homeassistant.components.recorder import Recorder
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest

from custom_components.digitalshadow.const import SHARING_PRIVATE
from custom_components.digitalshadow.health.notices.state import NoticeKind
from custom_components.digitalshadow.notices.news import News, reading_data
from tests.builders.home import (
    ANNA,
    ANNA_SHARED,
    ANNA_SUBENTRY,
    async_enrol,
    async_set_up,
    async_until,
    home_entry,
    person,
    reading_of,
)
from tests.builders.recorded import VALUE, async_kept, async_recorded

NEWS = "event.anna_news"

pytestmark = pytest.mark.usefixtures("runner")


@pytest.fixture
def mock_recorder_before_hass(async_test_recorder: object) -> None:
    """Have the recorder there before Home Assistant is."""


def an_hour_ago() -> float:
    """When somebody was read whose value is shown: a value has an age."""
    return dt_util.utcnow().timestamp() - 3600


async def test_values_leave_the_recorder_when_the_person_is_removed(
    recorder_mock: Recorder, hass: HomeAssistant
) -> None:
    await async_enrol(hass, ANNA_SHARED, readings=[reading_of(ANNA, 0.2, an_hour_ago())])
    entry = home_entry([ANNA_SHARED])
    await async_set_up(hass, entry)
    assert "20.0" in await async_recorded(hass, recorder_mock)
    hass.config_entries.async_remove_subentry(entry, ANNA_SUBENTRY)
    await async_until(lambda: hass.states.get(VALUE) is None)
    await hass.async_block_till_done()
    assert "20.0" not in await async_recorded(hass, recorder_mock)


async def test_values_leave_the_recorder_when_the_person_turns_private(
    recorder_mock: Recorder, hass: HomeAssistant
) -> None:
    await async_enrol(hass, ANNA_SHARED, readings=[reading_of(ANNA, 0.2, an_hour_ago())])
    entry = home_entry([ANNA_SHARED])
    await async_set_up(hass, entry)
    assert "20.0" in await async_recorded(hass, recorder_mock)
    private = person(ANNA, ANNA_SUBENTRY, "Anna", SHARING_PRIVATE)["data"]
    hass.config_entries.async_update_subentry(entry, entry.subentries[ANNA_SUBENTRY], data=private)
    await async_until(lambda: hass.states.get(VALUE) is None)
    await hass.async_block_till_done()
    assert await async_recorded(hass, recorder_mock) == []


async def test_news_leave_the_recorder_and_the_entity_when_the_person_turns_private(
    recorder_mock: Recorder, hass: HomeAssistant
) -> None:
    await async_enrol(hass, ANNA_SHARED)
    entry = home_entry([ANNA_SHARED])
    await async_set_up(hass, entry)
    rose = {"trend": "rising", "trend_before": "stable"}
    entry.runtime_data.coordinator.news.tell(News(NoticeKind.TREND_CHANGED, ANNA_SUBENTRY, rose))
    assert "trend_changed" in str(await async_kept(hass, recorder_mock, NEWS))
    private = person(ANNA, ANNA_SUBENTRY, "Anna", SHARING_PRIVATE)["data"]
    hass.config_entries.async_update_subentry(entry, entry.subentries[ANNA_SUBENTRY], data=private)
    await async_until(lambda: hass.states.get(VALUE) is None)
    await hass.async_block_till_done()
    assert hass.states.is_state(NEWS, "unknown")
    kept = str([*await async_kept(hass, recorder_mock, NEWS), hass.states.get(NEWS)])
    assert not [word for word in ("rising", "trend") if word in kept]


async def test_an_event_says_what_happened_and_when_and_nothing_else(
    recorder_mock: Recorder, hass: HomeAssistant
) -> None:
    taken = reading_of(ANNA, 0.731, an_hour_ago())
    await async_enrol(hass, ANNA_SHARED, readings=[taken])
    entry = home_entry([ANNA_SHARED])
    await async_set_up(hass, entry)
    read = reading_data(taken)
    entry.runtime_data.coordinator.news.tell(News(NoticeKind.READING, ANNA_SUBENTRY, read))
    state = hass.states.get(NEWS)
    assert state is not None
    ours = {"event_type": "reading", "ended_at": read["ended_at"]}
    assert ours.items() <= state.attributes.items()
    assert state.attributes.keys() - ours.keys() == {"event_types", "friendly_name"}
    kept = await async_kept(hass, recorder_mock, NEWS)
    assert kept[-1].attributes["event_type"] == "reading"
    assert "73.1" not in str([state, *kept])


async def test_news_of_somebody_who_begins_to_share_do_not_begin_with_an_unnamed_notice(
    recorder_mock: Recorder, hass: HomeAssistant
) -> None:
    private = person(ANNA, ANNA_SUBENTRY, "Anna", SHARING_PRIVATE)
    await async_enrol(hass, private)
    entry = home_entry([private])
    await async_set_up(hass, entry)
    entry.runtime_data.coordinator.news.tell(
        News(NoticeKind.TREND_CHANGED, ANNA_SUBENTRY, {"trend": "rising"})
    )
    assert "notice" in str(await async_kept(hass, recorder_mock, NEWS))
    hass.config_entries.async_update_subentry(
        entry, entry.subentries[ANNA_SUBENTRY], data=ANNA_SHARED["data"]
    )
    await async_until(lambda: hass.states.get(VALUE) is not None)
    await hass.async_block_till_done()
    assert hass.states.is_state(NEWS, "unknown")
