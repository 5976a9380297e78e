"""The blueprint that tells a carer with consent, in a real automation."""

import re
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.digitalshadow.const import CONF_GRANTED_USER_IDS
from custom_components.digitalshadow.health.notices.state import NoticeKind
from tests.automated import DEMONSTRATION, AutomatedHome
from tests.builders.home import ANNA_SUBENTRY, BEN, BEN_SUBENTRY
from tests.builders.household import CARER_ACCOUNT

MESSAGE = "There is something new about somebody you care for. Have a look when you have a moment."
CARER = "person.carer"
TREND = NoticeKind.TREND_CHANGED

pytestmark = pytest.mark.usefixtures("accounts")


async def async_automate(home: AutomatedHome, subentry_id: str = BEN_SUBENTRY, **inputs: Any) -> None:  # noqa: ANN401  # inputs of any kind
    """Make the automation about a person; Ben has granted his values to the carer."""
    inputs = {"news": home.news(subentry_id), "carer": CARER, "phone": home.phone.device_id, **inputs}
    await home.async_automate("notify_carer", **inputs)


async def test_a_granted_carer_is_told_in_words_without_values_and_names(automated: AutomatedHome) -> None:
    await async_automate(automated)
    await automated.async_tell(TREND, BEN_SUBENTRY, trend="rising")
    push = await automated.async_next_push()
    assert push["message"] == f"{MESSAGE} {DEMONSTRATION}"
    assert not re.search(r"\d|Ben|rising|trend", push["title"] + push["message"])
    assert push["data"]["push"] == {"interruption-level": "passive"}
    assert push["data"]["actions"] == [{"action": "URI", "title": "Open", "uri": "/digitalshadow/people"}]


@pytest.mark.parametrize(
    ("subentry_id", "carer", "pushes"),
    [
        pytest.param(BEN_SUBENTRY, "person.carer", 1, id="private, granted"),
        pytest.param(BEN_SUBENTRY, "person.other", 0, id="private, not granted"),
        pytest.param(BEN_SUBENTRY, "person.gone", 0, id="private, nobody knows the carer"),
        pytest.param(ANNA_SUBENTRY, "person.other", 1, id="shared with everybody"),
        pytest.param(ANNA_SUBENTRY, "person.gone", 0, id="shared, nobody knows the carer"),
    ],
)
async def test_only_those_are_told_who_may_know(
    automated: AutomatedHome, subentry_id: str, carer: str, pushes: int
) -> None:
    await async_automate(automated, subentry_id, carer=carer)
    await automated.async_tell(TREND, subentry_id)
    await automated.async_rest()
    assert len(automated.phone.pushes) == pushes


async def test_a_grant_that_was_taken_back_ends_the_messages(
    hass: HomeAssistant, automated: AutomatedHome
) -> None:
    await async_automate(automated)
    entry = automated.entry
    subentry = entry.subentries[BEN_SUBENTRY]
    data = {**subentry.data, CONF_GRANTED_USER_IDS: []}
    hass.config_entries.async_update_subentry(entry, subentry, data=data)
    await automated.async_reloaded()
    await automated.async_tell(TREND, BEN_SUBENTRY)
    await automated.async_rest()
    assert automated.phone.pushes == []
    assert automated.runs == 1


@pytest.mark.parametrize(
    ("kind", "runs"),
    [
        pytest.param(NoticeKind.TREND_CHANGED, 1, id="trend"),
        pytest.param(NoticeKind.INPUT_OUT_OF_DATE, 0, id="for the person themself"),
        pytest.param(NoticeKind.READING, 0, id="reading"),
    ],
)
async def test_a_carer_is_told_fewer_kinds(automated: AutomatedHome, kind: NoticeKind, runs: int) -> None:
    await async_automate(automated, ANNA_SUBENTRY)
    await automated.async_tell(kind)
    assert automated.runs == runs


@pytest.mark.parametrize(
    ("granted", "pushes"), [([CARER_ACCOUNT], 1), ([], 0)], ids=["granted", "taken back"]
)
async def test_what_came_in_the_night_is_told_in_the_morning_if_it_still_may_be(
    hass: HomeAssistant, automated: AutomatedHome, granted: list[str], pushes: int
) -> None:
    await async_automate(automated)
    await automated.async_wait_until("22:00")
    entry = automated.entry
    subentry = entry.subentries[BEN_SUBENTRY]
    data = {**subentry.data, CONF_GRANTED_USER_IDS: granted}
    hass.config_entries.async_update_subentry(entry, subentry, data=data)
    await automated.async_reloaded()
    await automated.async_remember(TREND, person_id=BEN)
    await automated.async_tell(TREND, BEN_SUBENTRY)
    await automated.async_rest()
    assert automated.phone.pushes == []
    await automated.async_wait_until("07:30")
    await automated.async_rest()
    assert len(automated.phone.pushes) == pushes


async def test_not_being_seen_has_a_message_of_its_own(automated: AutomatedHome) -> None:
    await async_automate(automated, ANNA_SUBENTRY)
    await automated.async_tell(NoticeKind.NOT_SEEN, model_kind="demonstration")
    push = await automated.async_next_push()
    assert push["message"] == "Somebody you care for has not been seen for some days. The cameras worked."


async def test_what_is_urgent_is_told_in_the_night(automated: AutomatedHome) -> None:
    await async_automate(automated)
    await automated.async_wait_until("23:00")
    await automated.async_remember(NoticeKind.URGENT, person_id=BEN)
    await automated.async_tell(NoticeKind.URGENT, BEN_SUBENTRY, model_kind="demonstration")
    push = await automated.async_next_push()
    assert push["message"].startswith("Something about somebody you care for needs attention today.")
    assert "Demonstration" not in push["message"]


async def test_nobody_is_told_again_after_a_reload(automated: AutomatedHome) -> None:
    await async_automate(automated)
    await automated.async_tell(TREND, BEN_SUBENTRY)
    await automated.async_next_push()
    await automated.async_reload()
    assert automated.runs == 1
