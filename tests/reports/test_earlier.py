"""The reports before the latest: which are kept, and that they lie with the person's record."""

from datetime import datetime, timedelta
from typing import Final

from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.digitalshadow.reports.earlier import MOST_EARLIER, with_one_more
from tests.builders.home import ANNA, ANNA_SUBENTRY
from tests.builders.household import async_act, async_connect, device_of

NOON: Final = datetime(2026, 9, 21, 12, tzinfo=dt_util.UTC).timestamp()
DAY: Final = 86_400.0


@pytest.fixture(autouse=True)
def utc() -> None:
    """Days are those of UTC."""
    dt_util.set_default_time_zone(dt_util.UTC)


@pytest.mark.parametrize(
    ("made_at", "next_made_at", "kept"),
    [
        pytest.param(NOON, NOON + DAY, [NOON, NOON - DAY], id="the day after"),
        pytest.param(NOON, NOON + 3600, [NOON - DAY], id="another of the same day takes its place"),
        pytest.param(NOON - DAY, NOON, [NOON - DAY], id="kept already, when it ended in between"),
    ],
)
def test_of_each_day_the_last_report_is_kept(made_at: float, next_made_at: float, kept: list[float]) -> None:
    earlier = with_one_more([{"made_at": NOON - DAY}], {"made_at": made_at}, next_made_at)
    assert [one["made_at"] for one in earlier] == kept


def test_the_oldest_goes_when_there_are_too_many() -> None:
    earlier: list[dict[str, float]] = []
    for day in range(MOST_EARLIER + 3):
        earlier = [*map(dict, with_one_more(earlier, {"made_at": day * DAY}, (day + 1) * DAY))]
    assert [one["made_at"] / DAY for one in earlier] == [*range(MOST_EARLIER + 2, 2, -1)]


async def test_a_report_of_last_week_can_be_read_again_and_goes_with_the_person(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    home: MockConfigEntry,
    accounts: dict[str, User],
    freezer: FrozenDateTimeFactory,
) -> None:
    owner = accounts["owner"]
    for _ in range(2):
        await async_act(hass, "generate_report", owner, person=device_of(hass, ANNA_SUBENTRY))
        freezer.tick(timedelta(days=7))
    client = await async_connect(hass, hass_ws_client, owner)
    answers = {}
    for command in ("report", "earlier_reports"):
        await client.send_json_auto_id({"type": f"digitalshadow/person/{command}", "person_id": ANNA})
        answers[command] = (await client.receive_json())["result"]
    (earlier,) = answers["earlier_reports"]
    assert earlier.keys() == answers["report"].keys()
    assert earlier["made_at"] < answers["report"]["made_at"]
    assert earlier["markdown"].startswith("# ")

    record = home.runtime_data.record
    exported = await record.async_export_person(ANNA)
    assert (
        exported["documents"]["earlier_reports"]["content"]["reports"][0]["markdown"] == earlier["markdown"]
    )
    erasure = await record.async_erase_person(ANNA, dt_util.utcnow().timestamp(), None)
    assert erasure.verified
    assert await record.async_earlier_reports(ANNA) == ()
