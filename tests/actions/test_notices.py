"""Acknowledging, snoozing and muting notices, and reading those that are open: by whom, and what comes of it."""

from datetime import timedelta
from typing import Any, Final

from freezegun.api import FrozenDateTimeFactory
from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError, Unauthorized
from homeassistant.util import dt as dt_util
import probatio
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.digitalshadow.coordinator import DigitalShadowCoordinator
from custom_components.digitalshadow.health.notices.rules import MUTED_TOGETHER, NOTICES
from custom_components.digitalshadow.health.notices.state import Notice, NoticeKind, NoticeState
from custom_components.digitalshadow.outlook.clinical import async_tell_clinical_inputs
from custom_components.digitalshadow.record import TYPED, Record, RecordFullError, StoredMeasurement
from tests.builders.home import ANNA, ANNA_SUBENTRY, BEN, BEN_SUBENTRY, async_until
from tests.builders.household import ROLES, async_act, async_connect, device_of
from tests.fake_runner import FakeRunner

TREND: Final = Notice(kind=NoticeKind.TREND_CHANGED, now="rising", before="stable", told_at=100.0)
REPORT: Final = Notice(kind=NoticeKind.REPORT_READY, now="5.0", before="", told_at=200.0)
INPUTS: Final = Notice(
    kind=NoticeKind.INPUT_OUT_OF_DATE, now="systolic_mmhg,weight_kg", before="weight_kg", told_at=300.0
)
READS_BEN: Final = {"owner", "administrator", "themself", "granted"}
CHANGES_BEN: Final = {"owner", "administrator", "themself"}
ACTIONS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("acknowledge_notice", {}),
    ("snooze_notices", {"duration": {"days": 1}}),
    ("mute_notices", {}),
)


@pytest.fixture
async def coordinator(home: MockConfigEntry) -> DigitalShadowCoordinator:
    """A home in which everybody has open notices."""
    coordinator: DigitalShadowCoordinator = home.runtime_data.coordinator
    await async_until(lambda: all(one.trend for one in coordinator.data.people.values()))
    await coordinator.notices.async_look_at_all()
    for person_id in (ANNA, BEN):
        state = coordinator.notices.state(person_id)
        coordinator.household.set_notices(
            person_id, NoticeState(speaker=state.speaker, open=(TREND, REPORT, INPUTS))
        )
    return coordinator


@pytest.mark.parametrize(("action", "data"), ACTIONS, ids=[name for name, _ in ACTIONS])
@pytest.mark.parametrize("role", [*ROLES, "automation"])
@pytest.mark.usefixtures("coordinator")
async def test_only_the_person_and_administrators_may(
    hass: HomeAssistant, accounts: dict[str, User], role: str, action: str, data: dict[str, Any]
) -> None:
    account, ben = accounts.get(role), device_of(hass, BEN_SUBENTRY)
    if role in CHANGES_BEN:
        assert await async_act(hass, action, account, person=ben, **data)
        return
    with pytest.raises(Unauthorized):
        await async_act(hass, action, account, person=ben, **data)


@pytest.mark.parametrize(
    ("kinds", "left"),
    [
        pytest.param({}, [], id="all"),
        pytest.param({"kinds": "trend_changed"}, ["report_ready", "input_out_of_date"], id="one"),
        pytest.param({"kinds": ["trend_changed", "report_ready"]}, ["input_out_of_date"], id="some"),
        pytest.param({"kinds": []}, ["trend_changed", "report_ready", "input_out_of_date"], id="none"),
    ],
)
async def test_what_is_acknowledged_is_closed_durably(
    hass: HomeAssistant,
    coordinator: DigitalShadowCoordinator,
    accounts: dict[str, User],
    kinds: dict[str, Any],
    left: list[str],
) -> None:
    anna = device_of(hass, ANNA_SUBENTRY)
    answer = await async_act(hass, "acknowledge_notice", accounts["owner"], person=anna, **kinds)
    assert answer == {"open": left, "muted": [], "snoozed_until": None}
    stored = await coordinator.record.async_notice_state(ANNA)
    assert stored is not None
    assert [kind for kind, *_ in stored.content["open"]] == left
    assert len(coordinator.notices.state(BEN).open) == 3


async def test_a_snooze_ends_by_itself_or_with_one_of_no_time(
    hass: HomeAssistant,
    coordinator: DigitalShadowCoordinator,
    accounts: dict[str, User],
    freezer: FrozenDateTimeFactory,
) -> None:
    async def async_snooze(**duration: float) -> str | None:
        """Snooze Anna's notices."""
        answer = await async_act(
            hass,
            "snooze_notices",
            accounts["owner"],
            person=device_of(hass, ANNA_SUBENTRY),
            duration=duration,
        )
        until: str | None = answer["snoozed_until"]
        return until

    assert await async_snooze(days=2) == (dt_util.utcnow() + timedelta(days=2)).isoformat()
    assert await async_snooze(days=0) is None
    await async_snooze(hours=1)
    freezer.tick(timedelta(hours=1))
    answer = await async_act(
        hass, "mute_notices", accounts["owner"], person=device_of(hass, ANNA_SUBENTRY), kinds=[]
    )
    assert answer["snoozed_until"] is None
    assert coordinator.notices.state(ANNA).muted == frozenset()


@pytest.mark.parametrize(
    ("kinds", "muted"),
    [
        pytest.param({}, MUTED_TOGETHER, id="all but the urgent ones"),
        pytest.param(
            {"kinds": sorted(NOTICES), "even_urgent": True}, NOTICES, id="said twice: the urgent ones too"
        ),
        pytest.param({"kinds": ["trend_changed"]}, {"trend_changed"}, id="one"),
        pytest.param({"kinds": []}, set(), id="none"),
    ],
)
async def test_what_is_muted_is_said_by_the_switch(
    hass: HomeAssistant,
    coordinator: DigitalShadowCoordinator,
    accounts: dict[str, User],
    kinds: dict[str, Any],
    muted: set[str],
) -> None:
    person = device_of(hass, ANNA_SUBENTRY)
    answer = await async_act(hass, "mute_notices", accounts["owner"], person=person, **kinds)
    assert answer["muted"] == sorted(muted)
    assert coordinator.notices.state(ANNA).muted == muted
    state = hass.states.get("switch.anna_mute_notices")
    assert state is not None
    assert (state.state == "on") == (muted >= MUTED_TOGETHER)


@pytest.mark.parametrize(
    ("action", "data"),
    [
        pytest.param("acknowledge_notice", {"kinds": ["reading"]}, id="a-reading-is-never-open"),
        pytest.param("mute_notices", {"kinds": ["reading"]}, id="a-reading-cannot-be-muted"),
        pytest.param("mute_notices", {"kinds": ["report_ready"]}, id="a-report-cannot-be-muted"),
        pytest.param("mute_notices", {"kinds": ["fire"]}, id="no-such-notice"),
        pytest.param("snooze_notices", {}, id="for-how-long"),
        pytest.param("snooze_notices", {"duration": {"days": -1}}, id="backwards"),
    ],
)
@pytest.mark.usefixtures("coordinator")
async def test_what_makes_no_sense_is_refused(
    hass: HomeAssistant, accounts: dict[str, User], action: str, data: dict[str, Any]
) -> None:
    with pytest.raises(probatio.Invalid):
        await async_act(hass, action, accounts["owner"], person=device_of(hass, ANNA_SUBENTRY), **data)


@pytest.mark.usefixtures("coordinator")
async def test_notices_are_snoozed_for_three_months_at_most(
    hass: HomeAssistant, accounts: dict[str, User]
) -> None:
    anna = device_of(hass, ANNA_SUBENTRY)
    with pytest.raises(ServiceValidationError) as refusal:
        await async_act(hass, "snooze_notices", accounts["owner"], person=anna, duration={"days": 91})
    assert refusal.value.translation_key == "snooze_too_long"
    assert refusal.value.translation_placeholders == {"days": "90"}


async def test_what_cannot_be_kept_is_not_shown_as_done(
    hass: HomeAssistant,
    coordinator: DigitalShadowCoordinator,
    accounts: dict[str, User],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def full(*_args: object) -> None:
        raise RecordFullError("Expected room, got none.")

    monkeypatch.setattr(Record, "async_set_notice_state", full)
    with pytest.raises(HomeAssistantError) as refusal:
        await async_act(hass, "mute_notices", accounts["owner"], person=device_of(hass, ANNA_SUBENTRY))
    assert refusal.value.translation_key == "record_full"
    assert coordinator.notices.state(ANNA).muted == frozenset()


async def test_somebody_whom_the_record_does_not_know_has_no_notices(
    hass: HomeAssistant, coordinator: DigitalShadowCoordinator, accounts: dict[str, User]
) -> None:
    anna = device_of(hass, ANNA_SUBENTRY)
    coordinator.household.forget(ANNA)
    with pytest.raises(ServiceValidationError) as refusal:
        await async_act(hass, "acknowledge_notice", accounts["owner"], person=anna)
    assert refusal.value.translation_key == "unknown_person"


async def async_ask(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, account: User, person_id: str
) -> dict[str, Any]:
    """Ask for a person's notices over an account's websocket."""
    client = await async_connect(hass, hass_ws_client, account)
    await client.send_json_auto_id({"type": "digitalshadow/person/notices", "person_id": person_id})
    answer: dict[str, Any] = await client.receive_json()
    return answer


@pytest.mark.parametrize("role", [role for role in ROLES if role != "left"])
@pytest.mark.usefixtures("coordinator")
async def test_open_notices_are_read_by_those_who_may_read_the_person(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, accounts: dict[str, User], role: str
) -> None:
    answer = await async_ask(hass, hass_ws_client, accounts[role], BEN)
    if role not in READS_BEN:
        assert answer["error"]["code"] == "unauthorized"
        return
    spoken_by = {"model": "Marker demonstration", "model_kind": "demonstration"}
    assert answer["result"] == {
        "open": [
            {
                "kind": "trend_changed",
                "told_at": "1970-01-01T00:01:40+00:00",
                "trend": "rising",
                "trend_before": "stable",
                **spoken_by,
            },
            {"kind": "report_ready", "told_at": "1970-01-01T00:03:20+00:00", **spoken_by},
            {
                "kind": "input_out_of_date",
                "told_at": "1970-01-01T00:05:00+00:00",
                "inputs": ["systolic_mmhg"],
                **spoken_by,
            },
        ],
        "muted": [],
        "snoozed_until": None,
    }


@pytest.mark.usefixtures("coordinator")
async def test_without_a_model_nothing_that_it_said_is_read(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, accounts: dict[str, User], runner: FakeRunner
) -> None:
    await runner.async_stop()
    answer = await async_ask(hass, hass_ws_client, accounts["owner"], ANNA)
    assert [one["kind"] for one in answer["result"]["open"]] == ["report_ready", "input_out_of_date"]
    assert not [one for one in answer["result"]["open"] if "model" in one]


async def test_urgent_notices_are_muted_only_when_that_is_said_twice(
    hass: HomeAssistant, coordinator: DigitalShadowCoordinator, accounts: dict[str, User]
) -> None:
    person = device_of(hass, ANNA_SUBENTRY)
    with pytest.raises(ServiceValidationError) as refusal:
        await async_act(hass, "mute_notices", accounts["owner"], person=person, kinds=["urgent"])
    assert refusal.value.translation_key == "mute_urgent"
    assert coordinator.notices.state(ANNA).muted == frozenset()


async def test_what_is_urgent_is_read_by_those_who_may_read_the_record(
    hass: HomeAssistant,
    hass_ws_client: WebSocketGenerator,
    coordinator: DigitalShadowCoordinator,
    accounts: dict[str, User],
) -> None:
    at = dt_util.utcnow().timestamp() - 60
    pair = [
        StoredMeasurement("systolic_mmhg", at, 196, TYPED),
        StoredMeasurement("diastolic_mmhg", at, 118, TYPED),
    ]
    await coordinator.record.async_add_measurements(ANNA, pair)
    async_tell_clinical_inputs(hass)
    await async_until(lambda: NoticeKind.URGENT in {one.kind for one in coordinator.notices.state(ANNA).open})

    for_owner = (await async_ask(hass, hass_ws_client, accounts["owner"], ANNA))["result"]["open"]
    (urgent,) = [one for one in for_owner if one["kind"] == "urgent"]
    assert "196/118 mmHg" in " ".join(urgent["text"])
    assert "model" not in urgent
    for_other = (await async_ask(hass, hass_ws_client, accounts["other"], ANNA))["result"]["open"]
    assert [one["kind"] for one in for_other if one["kind"] in {"urgent", "notice"}] == ["notice"]
    assert not [one for one in for_other if "text" in one]
