"""Who may ask whether somebody may know, and what is open; and what they are told."""

from typing import Any

from homeassistant.auth.models import User
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import Unauthorized
import pytest

from custom_components.digitalshadow.health.notices.state import NoticeKind
from tests.automated import AutomatedHome
from tests.builders.home import ANNA, ANNA_SUBENTRY, BEN, BEN_SUBENTRY
from tests.builders.household import ROLES, async_act, device_of

CHANGES_BEN = {"owner", "administrator", "themself"}
READS_BEN = {*CHANGES_BEN, "granted"}
OPEN = (NoticeKind.TREND_CHANGED, NoticeKind.REPORT_READY)


@pytest.mark.parametrize("role", [None, *ROLES])
async def test_whom_a_person_trusts_is_told_to_automations_and_those_who_may_change_it(
    hass: HomeAssistant, accounts: dict[str, User], role: str | None
) -> None:
    caller = None if role is None else accounts[role]
    question = {"person": device_of(hass, BEN_SUBENTRY), "person_entity_id": "person.carer"}
    if role is None or role in CHANGES_BEN:
        assert await async_act(hass, "is_granted", caller, **question) == {"granted": True}
    else:
        with pytest.raises(Unauthorized):
            await async_act(hass, "is_granted", caller, **question)


@pytest.mark.usefixtures("accounts")
@pytest.mark.parametrize(
    ("subentry_id", "who", "granted"),
    [
        pytest.param(BEN_SUBENTRY, "person.carer", True, id="granted by a private person"),
        pytest.param(BEN_SUBENTRY, "person.other", False, id="not granted"),
        pytest.param(BEN_SUBENTRY, "person.ben", False, id="the person is not their own carer"),
        pytest.param(ANNA_SUBENTRY, "person.other", True, id="shared with everybody"),
        pytest.param(ANNA_SUBENTRY, "person.gone", False, id="shared, but nobody knows them"),
    ],
)
async def test_those_may_know_whom_the_person_lets(
    hass: HomeAssistant, subentry_id: str, who: str, granted: bool
) -> None:
    answer = await async_act(hass, "is_granted", person=device_of(hass, subentry_id), person_entity_id=who)
    assert answer == {"granted": granted}


@pytest.mark.parametrize("role", ROLES)
async def test_open_notices_are_named_to_those_who_may_read_the_person(
    hass: HomeAssistant, automated: AutomatedHome, accounts: dict[str, User], role: str
) -> None:
    await automated.async_remember(*OPEN, person_id=BEN)
    question = {"person": device_of(hass, BEN_SUBENTRY)}
    if role in READS_BEN:
        answer = await async_act(hass, "open_notices", accounts[role], **question)
        assert [notice["kind"] for notice in answer["notices"]] == ["trend_changed", "report_ready"]
        assert {notice["told_at"] for notice in answer["notices"]} == {"2026-11-24T12:00:00+00:00"}
    else:
        with pytest.raises(Unauthorized):
            await async_act(hass, "open_notices", accounts[role], **question)


@pytest.mark.parametrize(
    ("person_id", "subentry_id", "kinds"),
    [
        pytest.param(ANNA, ANNA_SUBENTRY, ["trend_changed", "report_ready"], id="shared"),
        pytest.param(BEN, BEN_SUBENTRY, ["notice", "report_ready"], id="private"),
    ],
)
async def test_an_automation_learns_no_more_than_the_news_tell_everybody(
    hass: HomeAssistant, automated: AutomatedHome, person_id: str, subentry_id: str, kinds: list[str]
) -> None:
    await automated.async_remember(*OPEN, person_id=person_id)
    answer = await async_act(hass, "open_notices", person=device_of(hass, subentry_id))
    assert [notice["kind"] for notice in answer["notices"]] == kinds


@pytest.mark.parametrize(
    ("action", "data", "kinds"),
    [
        pytest.param("snooze_notices", {"duration": {"hours": 1}}, ["report_ready"], id="snoozed"),
        pytest.param("mute_notices", {"kinds": "trend_changed"}, ["report_ready"], id="muted"),
        pytest.param(
            "mute_notices",
            {"kinds": "input_out_of_date"},
            ["trend_changed", "report_ready"],
            id="another kind",
        ),
    ],
)
async def test_what_was_silenced_since_is_not_told_by_an_automation(
    *,
    hass: HomeAssistant,
    automated: AutomatedHome,
    accounts: dict[str, User],
    action: str,
    data: dict[str, Any],
    kinds: list[str],
) -> None:
    await automated.async_remember(*OPEN)
    anna = device_of(hass, ANNA_SUBENTRY)
    await async_act(hass, action, accounts["owner"], person=anna, **data)
    answer = await async_act(hass, "open_notices", person=anna)
    assert [notice["kind"] for notice in answer["notices"]] == kinds


async def test_a_button_snoozes_a_shared_person_and_no_private_one(
    hass: HomeAssistant, automated: AutomatedHome
) -> None:
    answer = await async_act(
        hass, "snooze_notices", person=device_of(hass, ANNA_SUBENTRY), duration={"hours": 1}
    )
    assert answer["snoozed_until"] == "2026-11-24T13:00:00+00:00"
    with pytest.raises(Unauthorized):
        await async_act(hass, "snooze_notices", person=device_of(hass, BEN_SUBENTRY), duration={"hours": 1})
    assert automated.entry.runtime_data.coordinator.notices.state(BEN).snoozed_until is None
