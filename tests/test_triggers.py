"""Our own triggers and conditions, in real automations: they fire for our entities, once, and hand on no value."""

from dataclasses import replace
from datetime import date, datetime, timedelta
import json
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.trace.const import DATA_TRACE
from homeassistant.core import Event, HomeAssistant
from homeassistant.helpers import condition, trigger
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
    async_fire_time_changed,
)

from custom_components.digitalshadow.condition import CONDITIONS
from custom_components.digitalshadow.health.notices.state import NoticeKind
from custom_components.digitalshadow.health.trend.replay import TrendState
from custom_components.digitalshadow.notices.news import News
from custom_components.digitalshadow.trigger import TRIGGERS
from tests.builders.home import (
    ANNA,
    ANNA_SHARED,
    ANNA_SUBENTRY,
    BEN,
    BEN_PRIVATE,
    BEN_SUBENTRY,
    async_enrol,
    async_set_up,
    async_until,
    home_entry,
    reading_of,
)
from tests.builders.household import device_of
from tests.builders.texts import LANGUAGES, texts_of

NOON = datetime(2026, 11, 29, 12, tzinfo=dt_util.UTC)


class Automated:
    """A home of Anna, who shares, and Ben, who does not, both read an hour ago."""

    def __init__(self, hass: HomeAssistant, freezer: FrozenDateTimeFactory, entry: MockConfigEntry) -> None:
        """Count what automations do."""
        self.fired: list[Event[Any]] = async_capture_events(hass, "fired")
        self.coordinator: Any = entry.runtime_data.coordinator
        self._hass = hass
        self._freezer = freezer

    async def async_automate(self, **automation: Any) -> None:  # noqa: ANN401  # a configuration
        """Make an automation that fires an event with what its trigger handed on."""
        data = {"of": "{{ trigger.entity_id | default('') }}"}
        config = {"id": "ours", "alias": "Ours", "actions": {"event": "fired", "event_data_template": data}}
        assert await async_setup_component(self._hass, "automation", {"automation": config | automation})
        await self._hass.async_block_till_done()

    async def async_tell(self, kind: NoticeKind, subentry_id: str) -> None:
        """Tell news, values and all."""
        self.coordinator.news.tell(News(kind, subentry_id, {"signal_level": 73.19, "model_kind": "livecad"}))
        await self._hass.async_block_till_done(wait_background_tasks=False)

    async def async_pass(self, **time: float) -> None:
        """Let time pass."""
        self._freezer.tick(timedelta(**time))
        async_fire_time_changed(self._hass)
        await self._hass.async_block_till_done(wait_background_tasks=False)


@pytest.fixture
async def home(hass: HomeAssistant, freezer: FrozenDateTimeFactory, runner: object) -> Automated:  # noqa: ARG001  # no real engine
    """The home."""
    freezer.move_to(NOON)
    at = NOON.timestamp() - 3600
    await async_enrol(
        hass, ANNA_SHARED, BEN_PRIVATE, readings=[reading_of(ANNA, 0.7319, at), reading_of(BEN, 0.2, at)]
    )
    entry = home_entry([ANNA_SHARED, BEN_PRIVATE])
    await async_set_up(hass, entry)
    coordinator = entry.runtime_data.coordinator
    await async_until(lambda: all(one.trend for one in coordinator.data.people.values()))
    await hass.async_block_till_done(wait_background_tasks=False)
    return Automated(hass, freezer, entry)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        pytest.param("seen", NoticeKind.READING, id="seen"),
        pytest.param("report_ready", NoticeKind.REPORT_READY, id="report"),
    ],
)
@pytest.mark.parametrize("subentry_id", [ANNA_SUBENTRY, BEN_SUBENTRY], ids=["shared", "private"])
async def test_news_of_its_kind_fire_a_trigger_that_was_picked_by_the_persons_device(
    hass: HomeAssistant, home: Automated, name: str, kind: NoticeKind, subentry_id: str
) -> None:
    target = {"device_id": device_of(hass, subentry_id)}
    await home.async_automate(triggers={"trigger": f"digitalshadow.{name}", "target": target})
    await home.async_tell(NoticeKind.URGENT, subentry_id)
    assert home.fired == []
    await home.async_tell(kind, subentry_id)
    await async_until(lambda: bool(home.fired))
    assert [one.data["of"].split(".")[0] for one in home.fired] == ["event"]
    assert "73.19" not in json.dumps([one.as_dict() for one in home.fired], default=str)
    traces = [run.as_extended_dict() for kept in hass.data[DATA_TRACE].values() for run in kept.all_traces()]
    assert traces
    assert "73.19" not in json.dumps(traces, default=str)


async def test_a_lasting_rise_fires_when_it_begins(home: Automated) -> None:
    target = {"entity_id": "binary_sensor.anna_lasting_rise"}
    await home.async_automate(triggers={"trigger": "digitalshadow.lasting_rise", "target": target})
    calm = replace(
        home.coordinator.data.people[ANNA_SUBENTRY].trend,
        state=TrendState.STABLE,
        since=date(2026, 10, 1),
        month_days=20,
        cameras=2,
    )
    for trend in (calm, replace(calm, state=TrendState.RISING)):
        home.coordinator.household.set_trend(ANNA, trend)
        home.coordinator._publish()
        await home.async_pass(seconds=1)
    assert [one.data["of"] for one in home.fired] == ["binary_sensor.anna_lasting_rise"]


async def test_not_being_seen_fires_once_after_its_time_and_anew_after_a_visit(
    hass: HomeAssistant, home: Automated
) -> None:
    await home.async_automate(
        triggers={
            "trigger": "digitalshadow.not_seen",
            "target": {"device_id": [device_of(hass, ANNA_SUBENTRY), device_of(hass, BEN_SUBENTRY)]},
            "options": {"for": {"days": 3}},
        }
    )
    await home.async_pass(days=2, hours=22)
    assert home.fired == []
    visit = reading_of(BEN, 0.2, dt_util.utcnow().timestamp())
    home.coordinator.household.add_reading(visit)
    home.coordinator._publish()
    await home.async_pass(hours=2)
    assert [one.data["of"] for one in home.fired] == ["sensor.anna_last_visit"]
    await home.async_pass(days=3)
    assert [one.data["of"] for one in home.fired] == ["sensor.anna_last_visit", "sensor.ben_last_visit"]


async def test_entities_of_others_and_other_entities_of_ours_fire_nothing(
    hass: HomeAssistant, home: Automated
) -> None:
    hass.states.async_set("event.doorbell", NOON.isoformat(), {"event_type": "reading"})
    target = {"entity_id": ["event.doorbell", "sensor.anna_last_visit"]}
    await home.async_automate(triggers={"trigger": "digitalshadow.seen", "target": target})
    hass.states.async_set("event.doorbell", dt_util.utcnow().isoformat(), {"event_type": "reading"})
    await home.async_pass(hours=1)
    assert home.fired == []


@pytest.mark.parametrize(
    ("days", "holds"), [pytest.param(2, False, id="seen lately"), pytest.param(3, True, id="not seen")]
)
async def test_the_condition_holds_while_somebody_has_not_been_seen(
    hass: HomeAssistant, home: Automated, days: float, holds: bool
) -> None:
    target = {"device_id": device_of(hass, ANNA_SUBENTRY)}
    asked = {"condition": "digitalshadow.not_seen", "target": target, "options": {"age": {"days": 3}}}
    await home.async_automate(triggers={"trigger": "event", "event_type": "go"}, conditions=asked)
    await home.async_pass(days=days)
    hass.bus.async_fire("go")
    await home.async_pass(seconds=1)
    assert bool(home.fired) is holds


@pytest.mark.parametrize(
    ("state", "holds"), [("on", True), ("off", False), ("unknown", False), ("unavailable", False)]
)
async def test_the_condition_of_a_lasting_rise_follows_the_entity(
    hass: HomeAssistant, home: Automated, state: str, holds: bool
) -> None:
    target = {"entity_id": "binary_sensor.anna_lasting_rise"}
    asked = {"condition": "digitalshadow.lasting_rise", "target": target}
    await home.async_automate(triggers={"trigger": "event", "event_type": "go"}, conditions=asked)
    hass.states.async_set("binary_sensor.anna_lasting_rise", state)
    hass.bus.async_fire("go")
    await hass.async_block_till_done(wait_background_tasks=False)
    if holds:
        await async_until(lambda: bool(home.fired))
    await home.async_pass(seconds=1)
    assert bool(home.fired) is holds


@pytest.mark.usefixtures("home")
async def test_the_editor_offers_them_all_with_a_name_in_each_language(hass: HomeAssistant) -> None:
    assert await async_setup_component(hass, "automation", {})
    await hass.async_block_till_done()
    offered = await trigger.async_get_all_descriptions(hass)
    assert {name for name in offered if name.startswith("digitalshadow.")} == {
        f"digitalshadow.{name}" for name in TRIGGERS
    }
    offered = await condition.async_get_all_descriptions(hass)
    assert {name for name in offered if name.startswith("digitalshadow.")} == {
        f"digitalshadow.{name}" for name in CONDITIONS
    }
    for language in LANGUAGES:
        texts = texts_of(language)
        assert texts["triggers"].keys() == TRIGGERS.keys()
        assert texts["conditions"].keys() == CONDITIONS.keys()
