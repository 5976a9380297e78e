"""The blueprint that tells a person's phone of their news, in a real automation and back through its buttons."""

import re
from typing import Any

from homeassistant.core import HomeAssistant, State
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_mock_service

from custom_components.digitalshadow.const import DOMAIN
from custom_components.digitalshadow.health.notices.state import NoticeKind
from tests.automated import DEMONSTRATION, AutomatedHome
from tests.builders.home import ANNA, ANNA_SUBENTRY, BEN, BEN_SUBENTRY

MESSAGE = "There is something new to look at when you have a moment."
PAGE = "/digitalshadow/trend"
OPEN, SNOOZE = "Open", "Snooze"
TREND = NoticeKind.TREND_CHANGED


async def async_automate(home: AutomatedHome, subentry_id: str = ANNA_SUBENTRY, **inputs: Any) -> None:  # noqa: ANN401  # inputs of any kind
    """Make the automation about a person."""
    inputs = {"news": home.news(subentry_id), "phone": home.phone.device_id, **inputs}
    await home.async_automate("notify_person", **inputs)


async def test_one_quiet_message_is_sent_without_names_and_numbers(automated: AutomatedHome) -> None:
    await async_automate(automated)
    await automated.async_tell(TREND, trend="rising", trend_before="stable")
    push = await automated.async_next_push(buttons=1)
    assert (push["title"], push["message"]) == ("DigitalShadow", f"{MESSAGE} {DEMONSTRATION}")
    assert not re.search(r"\d|Anna|rising", push["title"] + push["message"])
    data = push["data"]
    assert [button["title"] for button in data["actions"]] == [OPEN, SNOOZE]
    assert data["actions"][0] == {"action": "URI", "title": OPEN, "uri": PAGE}
    assert (data["url"], data["clickAction"], data["visibility"]) == (PAGE, PAGE, "private")
    assert (data["push"], data["importance"]) == ({"interruption-level": "passive"}, "low")


@pytest.mark.parametrize(
    ("kind", "runs"),
    [
        pytest.param(NoticeKind.TREND_CHANGED, 1, id="trend"),
        pytest.param(NoticeKind.RISK_CLASS_CHANGED, 1, id="class"),
        pytest.param(NoticeKind.INPUT_OUT_OF_DATE, 1, id="input"),
        pytest.param(NoticeKind.MEASURE_BLOOD_PRESSURE, 1, id="next step"),
        pytest.param(NoticeKind.URGENT, 1, id="urgent, which is told as a notice"),
        pytest.param(NoticeKind.READING, 0, id="every reading would be too much"),
        pytest.param(NoticeKind.REPORT_READY, 0, id="has a blueprint of its own"),
    ],
)
async def test_the_usual_kinds_are_told(automated: AutomatedHome, kind: NoticeKind, runs: int) -> None:
    await async_automate(automated)
    await automated.async_tell(kind)
    assert automated.runs == runs


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        pytest.param(NoticeKind.RISK_CLASS_CHANGED, "today", id="the risk stands on today"),
        pytest.param(NoticeKind.INPUT_OUT_OF_DATE, "measure", id="where one measures"),
        pytest.param(NoticeKind.REPORT_READY, "report", id="the report"),
    ],
)
async def test_a_message_opens_the_page_it_speaks_of(
    automated: AutomatedHome, kind: NoticeKind, page: str
) -> None:
    await async_automate(automated, kinds=[str(kind)])
    await automated.async_tell(kind)
    data = (await automated.async_next_push(buttons=1))["data"]
    assert data["url"] == data["clickAction"] == data["actions"][0]["uri"] == f"/digitalshadow/{page}"


async def test_a_page_that_was_chosen_opens_whatever_it_is_about(automated: AutomatedHome) -> None:
    await async_automate(automated, dashboard_path="/lovelace-wall")
    await automated.async_tell(TREND)
    assert (await automated.async_next_push(buttons=1))["data"]["url"] == "/lovelace-wall"


async def test_only_chosen_kinds_are_told(automated: AutomatedHome) -> None:
    await async_automate(automated, kinds=["reading"])
    await automated.async_tell(TREND)
    assert automated.runs == 0
    await automated.async_tell(NoticeKind.READING)
    await automated.async_next_push()


async def test_the_very_first_news_of_a_person_are_told(
    hass: HomeAssistant, automated: AutomatedHome
) -> None:
    state = hass.states.get(automated.news())
    assert state is not None
    assert state.state == "unknown"
    await async_automate(automated)
    await automated.async_tell(TREND)
    assert automated.runs == 1


async def test_two_kinds_at_one_moment_are_both_told(automated: AutomatedHome) -> None:
    await async_automate(automated)
    await automated.async_tell(TREND)
    first, second = "2026-11-24T13:00:00.000+00:00", {"event_types": [], "event_type": "risk_class_changed"}
    automated.show(first, {"event_types": [], "event_type": "trend_changed"})
    automated.show(first, second)
    await automated.async_let_automations_decide()
    assert automated.runs == 3


@pytest.mark.parametrize("before", ["unavailable", None], ids=["was unavailable", "was not there"])
async def test_what_was_told_before_a_restart_is_no_news(
    hass: HomeAssistant, automated: AutomatedHome, before: str | None
) -> None:
    await automated.async_tell(TREND)
    told = hass.states.get(automated.news())
    assert told is not None
    if before is None:
        hass.states.async_remove(automated.news())
    else:
        hass.states.async_set(automated.news(), before)
    await async_automate(automated)
    automated.show(told.state, dict(told.attributes))
    await automated.async_let_automations_decide()
    assert automated.runs == 0


async def test_a_reload_tells_nothing_again(hass: HomeAssistant, automated: AutomatedHome) -> None:
    await async_automate(automated)
    await automated.async_tell(TREND)
    assert automated.runs == 1
    await automated.async_reload()
    state = hass.states.get(automated.news())
    assert isinstance(state, State)
    assert state.attributes["event_type"] == "trend_changed"
    assert automated.runs == 1


async def test_another_name_of_the_entity_is_no_news(hass: HomeAssistant, automated: AutomatedHome) -> None:
    await async_automate(automated)
    await automated.async_tell(TREND)
    state = hass.states.get(automated.news())
    assert state is not None
    automated.show(state.state, {**state.attributes, "friendly_name": "Another"})
    await automated.async_let_automations_decide()
    assert automated.runs == 1


# The model


async def test_a_livecad_model_needs_no_note(automated: AutomatedHome) -> None:
    await async_automate(automated, message="Look, please.")
    await automated.async_tell(TREND, model_kind="livecad")
    assert (await automated.async_next_push())["message"] == "Look, please."


@pytest.mark.parametrize(
    ("model_kind", "message"),
    [("demonstration", f"{MESSAGE} {DEMONSTRATION}"), ("livecad", MESSAGE)],
)
async def test_news_of_a_private_person_say_which_kind_of_model_spoke_and_no_value(
    automated: AutomatedHome, model_kind: str, message: str
) -> None:
    await async_automate(automated, BEN_SUBENTRY)
    await automated.async_tell(TREND, BEN_SUBENTRY, trend="rising", model_kind=model_kind)
    push = await automated.async_next_push(buttons=1)
    assert push["message"] == message
    assert [button["title"] for button in push["data"]["actions"]] == [OPEN]
    assert "rising" not in str(push)


# Quiet hours


async def test_in_quiet_hours_the_message_waits_for_the_morning(automated: AutomatedHome) -> None:
    await async_automate(automated)
    await automated.async_wait_until("22:00")
    await automated.async_remember(TREND)
    await automated.async_tell(TREND)
    await automated.async_wait_until("07:29")
    assert automated.runs == 0
    await automated.async_wait_until("07:30")
    await automated.async_next_push()


async def test_a_restart_in_the_night_loses_nothing(automated: AutomatedHome) -> None:
    await automated.async_wait_until("22:00")
    await automated.async_remember(TREND)
    await automated.async_tell(TREND)
    await async_automate(automated)
    await automated.async_wait_until("07:30")
    await automated.async_next_push()


@pytest.mark.parametrize(
    ("remembered", "kinds"),
    [
        pytest.param((), [str(TREND)], id="somebody acknowledged it"),
        pytest.param((TREND,), ["report_ready"], id="it is of another kind"),
    ],
)
async def test_what_needs_no_telling_in_the_morning_is_not_told(
    automated: AutomatedHome, remembered: tuple[NoticeKind, ...], kinds: list[str]
) -> None:
    await async_automate(automated, kinds=kinds)
    await automated.async_wait_until("22:00")
    await automated.async_remember(*remembered)
    await automated.async_wait_until("07:30")
    await automated.async_rest()
    assert automated.phone.pushes == []


async def test_what_was_told_before_the_night_is_not_told_again_in_the_morning(
    automated: AutomatedHome,
) -> None:
    await async_automate(automated)
    await automated.async_remember(TREND)
    await automated.async_wait_until("07:30")
    await automated.async_rest()
    assert automated.phone.pushes == []


async def test_several_news_of_a_night_are_one_message(automated: AutomatedHome) -> None:
    await async_automate(automated)
    await automated.async_wait_until("22:00")
    await automated.async_remember(TREND, NoticeKind.INPUT_OUT_OF_DATE)
    await automated.async_wait_until("07:30")
    await automated.async_next_push(buttons=1)
    assert automated.runs == 1


async def test_a_private_persons_night_is_told_too(automated: AutomatedHome) -> None:
    await async_automate(automated, BEN_SUBENTRY)
    await automated.async_wait_until("22:00")
    await automated.async_remember(TREND, person_id=BEN)
    await automated.async_wait_until("07:30")
    await automated.async_next_push()


@pytest.mark.parametrize(
    ("clock", "runs"),
    [
        pytest.param("03:00", 0, id="night"),
        pytest.param("07:29", 0, id="just before the end"),
        pytest.param("07:31", 1, id="just after the end"),
        pytest.param("21:29", 1, id="just before the beginning"),
        pytest.param("21:30", 0, id="the beginning"),
    ],
)
async def test_quiet_hours_end_and_begin_on_time(automated: AutomatedHome, clock: str, runs: int) -> None:
    await automated.async_wait_until(clock)
    await async_automate(automated)
    await automated.async_tell(TREND)
    assert automated.runs == runs


async def test_quiet_hours_can_lie_within_a_day(automated: AutomatedHome) -> None:
    await async_automate(automated, quiet_from="13:00:00", quiet_until="15:00:00")
    await automated.async_wait_until("14:00")
    await automated.async_remember(TREND)
    await automated.async_tell(TREND)
    assert automated.runs == 0
    await automated.async_wait_until("15:00")
    await automated.async_next_push()


async def test_the_same_two_times_mean_no_quiet_hours(automated: AutomatedHome) -> None:
    await async_automate(automated, quiet_from="07:30:00", quiet_until="07:30:00")
    await automated.async_wait_until("03:00")
    await automated.async_remember(TREND)
    await automated.async_tell(TREND)
    await automated.async_next_push(buttons=1)
    await automated.async_wait_until("07:30")
    assert automated.runs == 1


# What is urgent


@pytest.mark.parametrize(
    ("person_id", "subentry_id"),
    [pytest.param(ANNA, ANNA_SUBENTRY, id="shared"), pytest.param(BEN, BEN_SUBENTRY, id="private")],
)
async def test_what_is_urgent_is_told_in_the_night_and_never_called_a_demonstration(
    automated: AutomatedHome, person_id: str, subentry_id: str
) -> None:
    await async_automate(automated, subentry_id)
    await automated.async_wait_until("23:00")
    await automated.async_remember(NoticeKind.URGENT, person_id=person_id)
    await automated.async_tell(NoticeKind.URGENT, subentry_id)
    push = await automated.async_next_push()
    assert push["message"] == "Something needs your attention today. Please have a look now."
    data = push["data"]
    assert (data["push"], data["importance"]) == ({"interruption-level": "active"}, "default")
    assert [button["title"] for button in data["actions"]] == [OPEN]


async def test_another_notice_of_a_private_person_waits_for_the_morning(automated: AutomatedHome) -> None:
    await async_automate(automated, BEN_SUBENTRY)
    await automated.async_wait_until("22:00")
    await automated.async_remember(NoticeKind.URGENT, person_id=BEN)
    await automated.async_wait_until("23:00")
    await automated.async_tell(TREND, BEN_SUBENTRY)
    await automated.async_rest()
    assert automated.phone.pushes == [], "what is urgent was told an hour ago"


# The button


async def test_snooze_lets_the_integration_keep_quiet(automated: AutomatedHome) -> None:
    await async_automate(automated, snooze_hours=48)
    await automated.async_tell(TREND)
    push = await automated.async_next_push(buttons=1)
    pressed_at = dt_util.utcnow().timestamp()
    await automated.async_press(push, SNOOZE)
    await automated.async_rest()
    state = automated.entry.runtime_data.coordinator.notices.state(ANNA)
    assert state.snoozed_until == pytest.approx(pressed_at + 48 * 3600)


async def test_the_button_of_an_older_message_still_works(
    hass: HomeAssistant, automated: AutomatedHome
) -> None:
    calls = async_mock_service(hass, DOMAIN, "snooze_notices")
    await async_automate(automated)
    await automated.async_tell(TREND)
    older = await automated.async_next_push(buttons=1)
    await automated.async_wait_until("11:00")
    await automated.async_tell(NoticeKind.INPUT_OUT_OF_DATE)
    await automated.async_next_push(buttons=2)
    await automated.async_press(older, SNOOZE)
    assert len(calls) == 1


async def test_a_message_nobody_answers_is_given_up_after_a_day(automated: AutomatedHome) -> None:
    await async_automate(automated)
    await automated.async_tell(TREND)
    await automated.async_next_push(buttons=1)
    await automated.async_pass(hours=24, seconds=1)
    await automated.async_rest()
