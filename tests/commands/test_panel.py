"""The commands of the panel: measurements, reports, and what is stored about a person."""

from datetime import timedelta
import logging
from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.digitalshadow.const import CONF_SERVER_RECEIVER
from custom_components.digitalshadow.health.notices.rules import MUTED_TOGETHER
from custom_components.digitalshadow.record import TYPED, StoredMeasurement
from tests.builders.home import BEN, BEN_SUBENTRY, async_until
from tests.builders.household import async_connect, async_reloaded

PAIR = [
    {"measure": "systolic_mmhg", "value": 128, "unit": "mmHg"},
    {"measure": "diastolic_mmhg", "value": 82, "unit": "mmHg"},
]
HDL = {"measure": "hdl_cholesterol_mmol_l", "value": 1.3, "unit": "mmol/L"}
URGENT = [PAIR[0] | {"value": 190}, PAIR[1] | {"value": 125}]


class Panel:
    """The panel as one account has it open."""

    def __init__(self, hass: HomeAssistant, hass_ws_client: WebSocketGenerator, user: User) -> None:
        """Open it for an account."""
        self._account = (hass, hass_ws_client, user)

    async def ask(self, command: str, person_id: str = BEN, **data: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON
        """Send a command about a person and return the whole answer."""
        client = await async_connect(*self._account)
        await client.send_json_auto_id(
            {"type": f"digitalshadow/person/{command}", "person_id": person_id, **data}
        )
        answer: dict[str, Any] = await client.receive_json()
        return answer


@pytest.fixture
def ben(hass: HomeAssistant, hass_ws_client: WebSocketGenerator, accounts: dict[str, User]) -> Panel:
    """Return the panel of Ben's own account, which has no rights beyond it."""
    return Panel(hass, hass_ws_client, accounts["themself"])


async def test_a_pressure_typed_on_one_screen_is_listed_and_goes_when_it_is_deleted(ben: Panel) -> None:
    stored = (await ben.ask("add_measurements", values=PAIR))["result"]
    assert [(one["value"], one["unit"]) for one in stored] == [(128.0, "mmHg"), (82.0, "mmHg")]
    assert stored[0]["measured_at"] == stored[1]["measured_at"]
    listed = (await ben.ask("measurements"))["result"]
    assert {one["measure"]: one["value"] for one in listed} == {
        "systolic_mmhg": 128.0,
        "diastolic_mmhg": 82.0,
    }
    gone = {"measure": "systolic_mmhg", "measured_at": stored[0]["measured_at"]}
    assert (await ben.ask("delete_measurement", **gone))["result"] == gone
    assert [one["measure"] for one in (await ben.ask("measurements"))["result"]] == ["diastolic_mmhg"]


@pytest.mark.parametrize(
    ("values", "why"),
    [
        pytest.param("CANARY", "values_refused", id="no list"),
        pytest.param([], "values_refused", id="nothing"),
        pytest.param([{"measure": "CANARY", "value": 1}], "values_refused", id="an unknown measure"),
        pytest.param([PAIR[0] | {"value": "CANARY"}], "values_refused", id="no number"),
        pytest.param([PAIR[0] | {"value": 999}], "implausible_value", id="more than anybody has"),
        pytest.param([PAIR[0] | {"unit": "kg"}], "unit_not_taken", id="another unit"),
        pytest.param(
            [PAIR[0] | {"value": 80}, PAIR[1] | {"value": 120}], "pressure_swapped", id="the wrong way round"
        ),
        pytest.param([PAIR[0], PAIR[1] | {"value": 20}], "implausible_value", id="one of two"),
        pytest.param([HDL | {"value": 3.1}], "part_of_cholesterol", id="more than the stored whole"),
    ],
)
async def test_what_cannot_be_is_refused_whole_and_not_logged(
    home: MockConfigEntry, ben: Panel, values: object, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    whole = StoredMeasurement("total_cholesterol_mmol_l", 3600.0, 2.9, TYPED, "mmol/L")
    await home.runtime_data.record.async_add_measurements(BEN, [whole])
    caplog.set_level(logging.INFO)
    caplog.clear()
    answer = await ben.ask("add_measurements", values=values)
    assert answer["error"]["translation_key"] == why
    (listed,) = (await ben.ask("measurements"))["result"]
    assert listed["measure"] == whole.kind
    assert "CANARY" not in caplog.text
    assert "2.9" not in caplog.text


async def test_what_a_sensor_told_is_listed_as_such_and_stays(home: MockConfigEntry, ben: Panel) -> None:
    await home.runtime_data.record.async_add_measurements(
        BEN, [StoredMeasurement("weight_kg", 3600.0, 80.0, "sensor.scale")]
    )
    told = {"measure": "weight_kg", "measured_at": "1970-01-01T01:00:00+00:00"}
    (listed,) = (await ben.ask("measurements"))["result"]
    assert listed == {**told, "value": 80.0, "unit": "kg", "is_typed": False}
    refused = await ben.ask("delete_measurement", **told)
    assert refused["error"]["translation_key"] == "no_such_measurement"


async def test_a_value_is_shown_in_the_unit_in_which_it_was_typed(ben: Panel) -> None:
    typed = [{"measure": "total_cholesterol_mmol_l", "value": 201, "unit": "mg/dL"}]
    assert (await ben.ask("add_measurements", values=typed))["success"]
    (listed,) = (await ben.ask("measurements"))["result"]
    assert (round(listed["value"]), listed["unit"]) == (201, "mg/dL")


async def test_the_unit_typed_last_is_offered_first(hass: HomeAssistant, ben: Panel) -> None:
    hass.config.country = "DE"

    async def units() -> dict[str, list[str]]:
        return {one["measure"]: one["units"] for one in (await ben.ask("measures"))["result"]}

    before = (await units())["total_cholesterol_mmol_l"]
    assert before[0] == "mg/dL"
    typed = [{"measure": "total_cholesterol_mmol_l", "value": 5.2, "unit": "mmol/L"}]
    assert (await ben.ask("add_measurements", values=typed))["success"]
    after = (await units())["total_cholesterol_mmol_l"]
    assert after[0] == "mmol/L"
    assert sorted(after) == sorted(before)


async def test_the_diary_counts_what_was_typed(ben: Panel) -> None:
    empty = (await ben.ask("diary"))["result"]
    assert (empty["day"], empty["taken"], empty["latest"]) == (1, 0, None)
    await ben.ask("add_measurements", values=PAIR)
    diary = (await ben.ask("diary"))["result"]
    assert (diary["day"], diary["taken"], diary["times_each"]) == (1, 1, 2)
    assert sum(diary["counts"][0]) == 1


async def test_a_value_typed_again_for_its_time_is_corrected(ben: Panel) -> None:
    (first, _) = (await ben.ask("add_measurements", values=PAIR))["result"]
    corrected = [PAIR[0] | {"value": 131}, PAIR[1]]
    await ben.ask("add_measurements", values=corrected, measured_at=first["measured_at"])
    listed = (await ben.ask("measurements"))["result"]
    assert sorted(one["value"] for one in listed) == [82.0, 131.0]


async def test_a_measurement_of_tomorrow_is_refused(ben: Panel) -> None:
    answer = await ben.ask("add_measurements", values=PAIR, measured_at="2999-01-01T00:00:00Z")
    assert answer["error"]["translation_key"] == "measured_in_future"


async def test_an_urgent_value_is_told_to_its_reader_until_a_lower_one_comes(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    accounts: dict[str, User],
    home: MockConfigEntry,
    ben: Panel,
) -> None:
    async def shown() -> dict[str, Any] | None:
        client = await async_connect(hass, hass_ws_client, accounts["themself"])
        await client.send_json_auto_id({"type": "digitalshadow/people"})
        people = (await client.receive_json())["result"]
        return next(one for one in people if one["person_id"] == BEN)["urgent"]

    def urgency() -> object:
        person = home.runtime_data.coordinator.data.people[BEN_SUBENTRY]
        return person.clinical and person.clinical.urgent

    yesterday = dt_util.utcnow().replace(microsecond=0) - timedelta(days=1)
    assert (await ben.ask("add_measurements", values=URGENT, measured_at=yesterday.isoformat()))["success"]
    await async_until(lambda: urgency() is not None)
    urgent = await shown()
    assert urgent is not None
    assert (urgent["systolic_mmhg"], urgent["diastolic_mmhg"]) == (190.0, 125.0)
    assert len(urgent["text"]) >= 3
    assert (await ben.ask("add_measurements", values=PAIR))["success"]
    await async_until(lambda: urgency() is None)
    assert await shown() is None


async def test_a_new_report_is_made_in_the_language_asked_for_and_then_kept(ben: Panel) -> None:
    assert (await ben.ask("report"))["result"] is None
    made = (await ben.ask("make_report", language="fr"))["result"]
    assert (made["language"], made["model"]) == ("fr", "Marker demonstration")
    kept = (await ben.ask("report"))["result"]
    assert (kept["markdown"], kept["made_at"]) == (made["report"], made["made_at"])


@pytest.mark.parametrize(
    ("form", "begins"), [pytest.param("handout", "<!", id="page"), pytest.param("fhir", "{", id="FHIR")]
)
async def test_the_doctor_gets_a_page_and_a_bundle(ben: Panel, form: str, begins: str) -> None:
    report = (await ben.ask("make_report", format=form))["result"]["report"]
    assert (report if isinstance(report, str) else str(report)).lstrip().startswith(begins)


async def test_my_data_names_the_readers_and_counts_what_is_stored(ben: Panel) -> None:
    await ben.ask("add_measurements", values=PAIR)
    data = (await ben.ask("data"))["result"]
    assert (data["sharing"], data["account"]) == ("private", "Ben")
    assert {one["name"]: one["is_granted"] for one in data["others"]} == {
        "Carer": True,
        "Other": False,
        "Tablet": False,
    }
    assert data["consented_at"] is not None
    assert {"Administrator", "Owner"} <= set(data["administrators"])
    assert "Left" not in data["administrators"]
    assert data["stored"]["measurements"] == 2
    assert data["stored"]["templates"] == 1
    assert (data["monitoring"], data["muted"]) == (True, False)


async def test_a_person_chooses_who_reads_and_a_consent_says_so(
    hass: HomeAssistant,
    home: MockConfigEntry,
    accounts: dict[str, User],
    ben: Panel,
    caplog: pytest.LogCaptureFixture,
) -> None:
    other = accounts["other"].id
    assert (await ben.ask("set_readers", sharing="shared", granted=[other, other]))["success"]
    await async_reloaded(hass, home)
    data = (await ben.ask("data"))["result"]
    assert data["sharing"] == "shared"
    assert [one["name"] for one in data["others"] if one["is_granted"]] == ["Other"]
    assert hass.states.get("sensor.ben_10_year_cardiovascular_risk") is not None
    consent = (await home.runtime_data.record.async_export_person(BEN))["consents"][-1]
    assert (consent["sharing"], consent["granted_user_ids"]) == ("shared", [other])
    assert consent["recorded_by"] == accounts["themself"].id
    assert (await ben.ask("set_readers", sharing="private", granted=[]))["success"]
    await async_reloaded(hass, home)
    assert hass.states.get("sensor.ben_10_year_cardiovascular_risk") is None
    assert "does not generate unique IDs" not in caplog.text


async def test_choosing_readers_keeps_what_was_agreed_to_about_a_server(
    hass: HomeAssistant, home: MockConfigEntry, ben: Panel
) -> None:
    subentry = home.subentries[BEN_SUBENTRY]
    agreed = {**subentry.data, CONF_SERVER_RECEIVER: "Cellar"}
    hass.config_entries.async_update_subentry(home, subentry, data=agreed)
    await async_reloaded(hass, home)
    assert (await ben.ask("set_readers", sharing="private", granted=[]))["success"]
    consent = (await home.runtime_data.record.async_export_person(BEN))["consents"][-1]
    assert (consent["receiver"], consent["sharing"]) == ("Cellar", "private")


@pytest.mark.parametrize("role", ["left", "system", "themself", "nobody"])
async def test_nobody_can_be_let_read_who_has_no_account_of_another(
    accounts: dict[str, User], ben: Panel, role: str
) -> None:
    user_id = accounts[role].id if role in accounts else "nobody"
    answer = await ben.ask("set_readers", sharing="private", granted=[user_id])
    assert answer["error"]["translation_key"] == "account_unknown"
    others = (await ben.ask("data"))["result"]["others"]
    assert [one["name"] for one in others if one["is_granted"]] == ["Carer"]


async def test_monitoring_and_muting_are_switched_and_said(home: MockConfigEntry, ben: Panel) -> None:
    assert (await ben.ask("set_switch", switch="monitoring", on=False))["result"]["monitoring"] is False
    assert (await ben.ask("set_switch", switch="monitoring", on=True))["result"]["monitoring"] is True
    assert (await ben.ask("set_switch", switch="muted", on=True))["result"]["muted"] is True
    assert home.runtime_data.coordinator.notices.state(BEN).muted == MUTED_TOGETHER
    assert (await ben.ask("set_switch", switch="muted", on=False))["result"]["muted"] is False


async def test_a_person_chooses_after_how_many_days_not_being_seen_is_told(
    home: MockConfigEntry, ben: Panel
) -> None:
    household = home.runtime_data.coordinator.household
    assert (await ben.ask("data"))["result"]["not_seen_days"] is None
    for days in (3, None):
        assert (await ben.ask("set_absence", days=days))["success"]
        assert (await ben.ask("data"))["result"]["not_seen_days"] == days
        assert household.not_seen_days(BEN) == days


@pytest.mark.parametrize("days", [0, 31, 2.5, "3"])
async def test_days_that_cannot_be_chosen_are_refused(ben: Panel, days: object) -> None:
    assert (await ben.ask("set_absence", days=days))["error"]["code"] == "invalid_format"


async def test_the_export_holds_all_and_a_withdrawal_leaves_nothing(
    hass: HomeAssistant, home: MockConfigEntry, ben: Panel
) -> None:
    await ben.ask("add_measurements", values=PAIR)
    exported = (await ben.ask("export"))["result"]
    assert len(exported["record"]["measurements"]) == 2
    erased = (await ben.ask("withdraw"))["result"]
    assert (erased["measurements"], erased["templates"]) == (2, 1)
    await async_reloaded(hass, home)
    assert BEN_SUBENTRY not in home.subentries
    assert BEN not in {one.person_id for one in await home.runtime_data.record.async_people()}


async def test_the_subscription_tells_who_administers_and_whom_to_call(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    accounts: dict[str, User],
) -> None:
    hass.config.country = "DE"
    for role, administers in (("owner", True), ("other", False)):
        client = await async_connect(hass, hass_ws_client, accounts[role])
        await client.send_json_auto_id({"type": "digitalshadow/subscribe"})
        await client.receive_json()
        view = (await client.receive_json())["event"]
        assert (view["is_administrator"], view["emergency_numbers"]) == (administers, ["112"])


async def test_reports_can_be_had_in_the_languages_listed(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, accounts: dict[str, User]
) -> None:
    client = await async_connect(hass, hass_ws_client, accounts["other"])
    await client.send_json_auto_id({"type": "digitalshadow/report_languages"})
    assert {"en", "de"} <= set((await client.receive_json())["result"])
