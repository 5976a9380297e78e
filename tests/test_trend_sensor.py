"""The trend of each person: from the record's readings to a sensor, at start, with every reading, and each night."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from threading import Event

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_fire_time_changed

from custom_components.digitalshadow.coordinator import DigitalShadowCoordinator
from custom_components.digitalshadow.health.trend.daily_values import DayValue
from custom_components.digitalshadow.health.trend.replay import TrendState
from custom_components.digitalshadow.health.trend.trend import Trend, trend_of
from custom_components.digitalshadow.record import Record, RecordBusyError
from custom_components.digitalshadow.why_no_value import TREND_STATES, WITHOUT_ATTENTION
from tests.builders.home import (
    ANNA,
    ANNA_SHARED,
    ANNA_SUBENTRY,
    BEN,
    BEN_PRIVATE,
    BEN_SUBENTRY,
    async_settle,
    async_until,
    person,
    reading_of,
    walk_past,
)
from tests.builders.texts import LANGUAGES, texts_of
from tests.builders.trend import CALM, NOON, async_home, days_of
from tests.fake_runner import FakeRunner

TREND = "sensor.anna_face_signal_trend"


def shown(hass: HomeAssistant) -> State:
    """Return Anna's sensor."""
    state = hass.states.get(TREND)
    assert state is not None
    return state


def trend_of_anna(entry: MockConfigEntry) -> Trend:
    """Return what the snapshot holds."""
    trend = entry.runtime_data.coordinator.data.people[ANNA_SUBENTRY].trend
    assert isinstance(trend, Trend)
    return trend


@pytest.mark.parametrize(
    ("levels", "state"),
    [
        pytest.param([], "not_seen_yet", id="nothing-yet"),
        pytest.param([0.3] * 10, "day_10", id="too-few-days"),
        pytest.param([0.3] * CALM, "stable", id="always-the-same"),
        pytest.param([0.3] * CALM + [0.6] * 14, "rising", id="two-weeks-above"),
        pytest.param([0.3] * CALM + [0.1] * 14, "falling", id="two-weeks-below"),
    ],
)
@pytest.mark.usefixtures("runner")
async def test_the_trend_is_there_after_a_start_and_names_its_model_but_is_no_news(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, levels: Sequence[float], state: str
) -> None:
    await async_home(hass, freezer, days_of(ANNA, levels))
    assert shown(hass).state == state
    assert shown(hass).attributes["model"] == "Marker demonstration"
    assert shown(hass).attributes["model_kind"] == "demonstration"
    assert shown(hass).attributes["options"] == list(TREND_STATES)
    news = hass.states.get("event.anna_news")
    assert news is not None
    assert news.state == "unknown"


@pytest.mark.parametrize(
    ("elsewhere", "state"),
    [
        pytest.param([0.3] * (CALM + 14), "stable", id="one-camera-has-a-new-lamp"),
        pytest.param([0.3] * CALM + [0.6] * 14, "rising", id="both-cameras-agree"),
    ],
)
@pytest.mark.usefixtures("runner")
async def test_a_step_that_only_one_camera_sees_is_no_trend(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, elsewhere: Sequence[float], state: str
) -> None:
    hall = days_of(ANNA, [0.3] * CALM + [0.6] * 14)
    await async_home(hass, freezer, [*hall, *days_of(ANNA, elsewhere, ("kitchen",))])
    assert shown(hass).state == state


@pytest.mark.usefixtures("runner")
async def test_readings_of_another_model_do_not_count(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    others = [replace(one, model_sha256="f" * 64) for one in days_of(ANNA, [0.3] * CALM)]
    await async_home(hass, freezer, others)
    assert shown(hass).state == "not_seen_yet"


@pytest.mark.usefixtures("runner")
async def test_a_new_reading_counts_at_once_and_no_more_when_it_is_taken_back(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_home(hass, freezer, days_of(ANNA, [0.3] * CALM))
    before = trend_of_anna(entry)
    coordinator: DigitalShadowCoordinator = entry.runtime_data.coordinator
    for _ in range(2):
        walk_past(coordinator.watching, (ANNA, 0.9))
        freezer.tick(timedelta(seconds=33))
        await async_settle(entry)
    after = trend_of_anna(entry)
    assert before.last_day == date(2026, 9, 20)
    assert after.last_day == date(2026, 9, 21)
    assert after.recent_days == before.recent_days + 1
    assert after.current is not None
    assert before.current is not None
    assert after.current > before.current + 0.01
    await coordinator.undo.async_undo_last(ANNA, None)
    assert trend_of_anna(entry).last_day == date(2026, 9, 21)
    await coordinator.undo.async_undo_last(ANNA, None)
    assert trend_of_anna(entry) == before


@pytest.mark.usefixtures("runner")
async def test_a_day_older_every_night_so_that_a_gap_is_a_gap(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_home(hass, freezer, days_of(ANNA, [0.3] * CALM))
    before = trend_of_anna(entry)
    freezer.move_to((NOON + timedelta(days=10)).replace(hour=0, minute=5, second=1))
    async_fire_time_changed(hass)
    await hass.async_block_till_done()
    await async_until(lambda: trend_of_anna(entry).as_of == date(2026, 10, 1))
    assert trend_of_anna(entry).recent_days == before.recent_days - 10
    assert trend_of_anna(entry).state is TrendState.STABLE


@pytest.mark.usefixtures("runner")
async def test_after_a_move_to_another_time_zone_the_days_are_those_of_the_new_one(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_home(hass, freezer, days_of(ANNA, [0.3] * CALM))
    assert trend_of_anna(entry).last_day == date(2026, 9, 20)
    await hass.config.async_update(time_zone="Pacific/Auckland")
    await async_until(lambda: trend_of_anna(entry).as_of == date(2026, 9, 22))
    assert trend_of_anna(entry).last_day == date(2026, 9, 21)


@pytest.mark.usefixtures("runner")
async def test_a_private_persons_trend_is_in_no_state(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    people = (ANNA_SHARED, BEN_PRIVATE)
    entry = await async_home(hass, freezer, days_of(BEN, [0.3] * CALM + [0.6] * 14), *people)
    assert entry.runtime_data.coordinator.data.people[BEN_SUBENTRY].trend.state is TrendState.RISING
    assert shown(hass).state == "not_seen_yet"
    assert [one.entity_id for one in hass.states.async_all() if one.state == "rising"] == []


@pytest.mark.usefixtures("runner")
async def test_the_sensor_goes_when_the_person_turns_private(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_home(hass, freezer, [])
    private = person(ANNA, ANNA_SUBENTRY, "Anna", "private")["data"]
    hass.config_entries.async_update_subentry(entry, entry.subentries[ANNA_SUBENTRY], data=private)
    await async_until(lambda: hass.states.get(TREND) is None)
    await hass.async_block_till_done(wait_background_tasks=False)
    assert er.async_get(hass).async_get(TREND) is None


async def test_without_an_engine_no_model_speaks_and_there_is_no_trend(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, runner: FakeRunner
) -> None:
    await async_home(hass, freezer, days_of(ANNA, [0.3] * CALM))
    await runner.async_stop()
    await hass.async_block_till_done(wait_background_tasks=False)
    assert shown(hass).state == "unavailable"
    assert "model" not in shown(hass).attributes


@pytest.mark.usefixtures("runner")
async def test_what_the_record_cannot_tell_now_leaves_the_trend_as_it_was(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = await async_home(hass, freezer, days_of(ANNA, [0.3] * CALM))
    coordinator: DigitalShadowCoordinator = entry.runtime_data.coordinator
    before = trend_of_anna(entry)

    async def busy(*_args: object) -> None:
        raise RecordBusyError("Expected a free file, got one in use.")

    with monkeypatch.context() as patch:
        patch.setattr(Record, "async_readings", busy)
        await coordinator.outlook.async_update_trend(ANNA, NOON.timestamp())
    assert trend_of_anna(entry) == before


@pytest.mark.usefixtures("runner")
async def test_a_day_that_could_not_be_read_counts_as_soon_as_it_can(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = await async_home(hass, freezer, days_of(ANNA, [0.3] * CALM))
    coordinator: DigitalShadowCoordinator = entry.runtime_data.coordinator
    known = len(await coordinator.outlook.async_days(ANNA))

    async def busy(*_args: object) -> None:
        raise RecordBusyError("Expected a free file, got one in use.")

    today = NOON.timestamp()
    await entry.runtime_data.record.async_add_reading(reading_of(ANNA, 0.4, today))
    with monkeypatch.context() as patch:
        patch.setattr(Record, "async_readings", busy)
        await coordinator.outlook.async_update_trend(ANNA, today)
    assert len(await coordinator.outlook.async_days(ANNA)) == known + 1


@pytest.mark.usefixtures("runner")
async def test_a_forgotten_person_leaves_no_days_behind(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_home(hass, freezer, days_of(ANNA, [0.3] * CALM))
    coordinator: DigitalShadowCoordinator = entry.runtime_data.coordinator
    assert ANNA in coordinator.outlook._trends._days
    await coordinator.leaving.async_forget(ANNA, None)
    await coordinator.outlook.async_update_trend(ANNA, NOON.timestamp())
    assert coordinator.outlook._trends._days == {}


@pytest.mark.usefixtures("runner")
async def test_days_that_are_forgotten_while_a_trend_is_computed_are_read_anew(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = await async_home(hass, freezer, days_of(ANNA, [0.3] * CALM))
    outlook = entry.runtime_data.coordinator.outlook
    known = len(await outlook.async_days(ANNA))
    computes, may_end = Event(), Event()

    def compute(days: tuple[DayValue, ...], as_of: date) -> Trend:
        computes.set()
        assert may_end.wait(60)
        return trend_of(days, as_of)

    with monkeypatch.context() as patch:
        patch.setattr("custom_components.digitalshadow.outlook.trends.trend_of", compute)
        update = hass.async_create_task(outlook._trends.async_update_all())
        await async_until(computes.is_set)
        await entry.runtime_data.record.async_add_reading(reading_of(ANNA, 0.4, NOON.timestamp()))
        outlook.forget(ANNA)
        may_end.set()
        await update
    assert len(await outlook.async_days(ANNA)) == known + 1


@pytest.mark.usefixtures("runner")
async def test_attention_is_unknown_when_one_camera_alone_says_that_a_rise_lasts(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    entry = await async_home(hass, freezer, days_of(ANNA, [0.3] * CALM + [0.6] * 40))
    assert trend_of_anna(entry).is_sustained_rise
    attention = hass.states.get("binary_sensor.anna_lasting_rise")
    assert attention is not None
    assert (attention.state, attention.attributes["why"]) == ("unknown", "one_camera")


@pytest.mark.usefixtures("runner")
@pytest.mark.parametrize(
    ("levels", "why"),
    [
        pytest.param([], "not_seen_yet", id="never seen"),
        pytest.param([0.3] * 5, "day_5", id="five days"),
        pytest.param([0.3] * CALM, None, id="known"),
    ],
)
async def test_attention_says_why_it_is_unknown(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, levels: Sequence[float], why: str | None
) -> None:
    await async_home(hass, freezer, days_of(ANNA, levels))
    attention = hass.states.get("binary_sensor.anna_lasting_rise")
    assert attention is not None
    assert attention.attributes.get("why") == why
    assert (attention.state == "unknown") == (why is not None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_why_attention_is_unknown_has_its_words(language: str) -> None:
    texts = texts_of(language)
    words = texts["entity"]["binary_sensor"]["attention"]["state_attributes"]["why"]["state"]
    assert set(words) == set(WITHOUT_ATTENTION)


@pytest.mark.parametrize(
    ("entity_id", "says"),
    [
        pytest.param("binary_sensor.anna_lasting_rise", "on", id="attention"),
        pytest.param(TREND, "rising", id="trend"),
    ],
)
async def test_what_a_model_says_is_shown_with_its_name_and_only_while_it_speaks(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, runner: FakeRunner, entity_id: str, says: str
) -> None:
    levels = [0.3] * CALM + [0.6] * 40
    await async_home(hass, freezer, [*days_of(ANNA, levels), *days_of(ANNA, levels, ("kitchen",))])
    state = hass.states.get(entity_id)
    assert state is not None
    assert (state.state, state.attributes["model_kind"]) == (says, "demonstration")

    await runner.async_stop()
    await hass.async_block_till_done(wait_background_tasks=False)

    state = hass.states.get(entity_id)
    assert state is not None
    assert state.state == "unavailable"
    assert "model" not in state.attributes
