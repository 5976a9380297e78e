"""The trend as the panel draws it: one line a model, ranges, changes, and gaps with what is known of them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.digitalshadow.engine.records.configuration import ModelKind, RiskModel
from custom_components.digitalshadow.engine.records.readings import Reading
from custom_components.digitalshadow.engine.records.sightings import Crop, Light
from tests.builders.home import ANNA, ANNA_SUBENTRY
from tests.builders.trend import NOON, async_home, days_of
from tests.fake_runner import FakeRunner

FORMER = RiskModel("Older marker", "1", ModelKind.DEMONSTRATION, "f" * 64, "")
FACIAL = RiskModel("LiveCAD", "1", ModelKind.LIVECAD, "c" * 64, "")
BATH = "04BATH"


async def drawn(hass_ws_client: WebSocketGenerator, hass: HomeAssistant, **data: str) -> dict[str, Any]:
    client = await hass_ws_client(hass)
    await client.send_json_auto_id({"type": "digitalshadow/person/trend", "person_id": ANNA, **data})
    answer: dict[str, Any] = (await client.receive_json())["result"]
    return answer


def by(model: RiskModel, readings: list[Reading], days_earlier: int) -> list[Reading]:
    """The readings as another model made them some days earlier."""
    earlier = timedelta(days=days_earlier).total_seconds()
    return [
        replace(
            one,
            reading_id=f"{model.name} {one.reading_id}",
            started_at=one.started_at - earlier,
            ended_at=one.ended_at - earlier,
            model_sha256=model.sha256,
            model_kind=model.kind,
        )
        for one in readings
    ]


@pytest.fixture(autouse=True)
def noon(freezer: FrozenDateTimeFactory) -> None:
    """Let accounts be made at the time of the home, or their tokens are of the future."""
    freezer.move_to(NOON)


@pytest.fixture
async def settled(hass: HomeAssistant, freezer: FrozenDateTimeFactory, runner: FakeRunner) -> MockConfigEntry:  # noqa: ARG001  # the runner is there before the entry
    """Return the home of Anna, seen daily for half a year, the last hundred days by the model of today."""
    today = days_of(ANNA, [0.3] * 100)
    former = by(FORMER, days_of(ANNA, [0.6] * 60), 110)
    facial = by(FACIAL, days_of(ANNA, [0.2] * 30), 100)
    entry = await async_home(hass, freezer, [*former, *facial, *today])
    for model in (FORMER, FACIAL):
        await entry.runtime_data.record.async_note_model(model, 1.0)
    return entry


@pytest.mark.usefixtures("settled")
async def test_each_model_of_the_kind_that_speaks_has_its_line_and_no_other_kind_has_one(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    chart = await drawn(hass_ws_client, hass)
    assert [line["model"] for line in chart["lines"]] == ["Older marker (unverified)", "Marker demonstration"]
    older, now = chart["lines"]
    assert {round(point["level"], -1) for point in older["points"]} == {60}
    assert {round(point["level"], -1) for point in now["points"]} == {30}
    assert all(point["lowest"] <= point["level"] <= point["highest"] for point in now["points"])
    assert max(point["days"] for point in now["points"]) == 7
    (change,) = chart["changes"]
    first_by_today = (NOON - timedelta(days=100)).date().isoformat()
    assert change == {"kind": "model", "name": "Marker demonstration", "on": first_by_today}


async def test_what_changed_about_the_pictures_is_told_apart_from_the_model(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    freezer: FrozenDateTimeFactory,
    runner: FakeRunner,  # noqa: ARG001  # it is there before the entry
) -> None:
    seen = days_of(ANNA, [0.3] * 120)
    at_night = [replace(one, light=Light.GREY) for one in seen[40:80]]
    cut_anew = [replace(one, crop=Crop.EXACT) for one in seen[80:]]
    await async_home(hass, freezer, [*seen[:40], *at_night, *cut_anew])
    chart = await drawn(hass_ws_client, hass)
    assert [one["kind"] for one in chart["changes"]] == ["grey", "crop"]


async def test_a_camera_that_sees_by_night_as_well_did_not_join(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    freezer: FrozenDateTimeFactory,
    runner: FakeRunner,  # noqa: ARG001  # it is there before the entry
) -> None:
    hall = days_of(ANNA, [0.3] * 120)
    bath = [replace(one, reading_id=f"bath {one.reading_id}", camera_ids=(BATH,)) for one in hall]
    dark = [replace(one, reading_id=f"dark {one.reading_id}", light=Light.GREY) for one in hall]
    dark_bath = [replace(one, reading_id=f"dark {one.reading_id}", light=Light.GREY) for one in bath[60:]]
    await async_home(hass, freezer, [*hall, *bath, *dark[10:], *dark_bath])
    assert [one["kind"] for one in (await drawn(hass_ws_client, hass))["changes"]] == ["grey"]


async def test_the_last_range_is_the_one_that_the_trend_names(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, settled: MockConfigEntry
) -> None:
    chart = await drawn(hass_ws_client, hass)
    trend = settled.runtime_data.coordinator.data.people[ANNA_SUBENTRY].trend
    assert trend is not None
    (band,) = chart["lines"][-1]["bands"]
    assert band["low"] == round(100 * (trend.baseline - trend.detectable_change), 1)
    assert band["last_day"] == NOON.date().isoformat()


@pytest.mark.usefixtures("settled")
async def test_everything_is_drawn_in_months_and_less_in_weeks(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    everything = await drawn(hass_ws_client, hass, span="all")
    assert everything["step"] == "month"
    assert {point["first_day"][-2:] for point in everything["lines"][-1]["points"]} == {"01"}
    assert (await drawn(hass_ws_client, hass, span="year"))["step"] == "week"


async def test_a_camera_that_joined_is_named_and_weeks_away_are_a_gap(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    freezer: FrozenDateTimeFactory,
    runner: FakeRunner,  # noqa: ARG001  # it is there before the entry
) -> None:
    seen = days_of(ANNA, [0.3] * 120)
    bath = [replace(one, reading_id=f"bath {one.reading_id}", camera_ids=(BATH,)) for one in seen[60:90]]
    await async_home(hass, freezer, [*seen[:50], *bath, *seen[80:92]])
    chart = await drawn(hass_ws_client, hass)
    (change,) = chart["changes"]
    assert (change["kind"], change["name"]) == ("camera", None)
    away, lately = chart["gaps"]
    assert away["reason"] == "not_seen"
    assert lately["last_day"] == chart["today"]
    assert lately["reason"] in {"not_seen", "camera_off"}


async def test_a_gap_until_today_says_that_reading_is_switched_off(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    freezer: FrozenDateTimeFactory,
    runner: FakeRunner,  # noqa: ARG001  # it is there before the entry
) -> None:
    entry = await async_home(hass, freezer, days_of(ANNA, [0.3] * 120)[:80])
    await entry.runtime_data.coordinator.monitoring.async_set(ANNA_SUBENTRY, on=False)
    (gap,) = (await drawn(hass_ws_client, hass))["gaps"]
    assert gap["reason"] == "paused"


async def test_nobody_seen_yet_has_an_empty_chart(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    freezer: FrozenDateTimeFactory,
    runner: FakeRunner,  # noqa: ARG001  # it is there before the entry
) -> None:
    await async_home(hass, freezer, [])
    chart = await drawn(hass_ws_client, hass)
    assert (chart["lines"], chart["changes"], chart["gaps"]) == ([], [], [])
