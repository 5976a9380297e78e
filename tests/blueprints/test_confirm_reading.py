"""The blueprint that asks whether it was you, in a real automation, until the reading is taken back or kept."""

from datetime import timedelta
import re
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest

from custom_components.digitalshadow.health.notices.state import NoticeKind
from tests.automated import DEMONSTRATION, AutomatedHome
from tests.builders.home import ANNA, ANNA_SUBENTRY, BEN_SUBENTRY, reading_of
from tests.builders.household import async_act, device_of

YES, NO = "Yes", "No"
BUTTONS = 2
UNDONE = "The reading was taken back."
KEPT = "Nothing was taken back, because it is no longer the last reading."


async def async_automate(home: AutomatedHome, subentry_id: str = ANNA_SUBENTRY, **inputs: Any) -> None:  # noqa: ANN401  # inputs of any kind
    """Make the automation about a person."""
    inputs = {"news": home.news(subentry_id), "phone": home.phone.device_id, **inputs}
    await home.async_automate("confirm_reading", **inputs)


async def async_read(home: AutomatedHome) -> float:
    """Let Anna's visit end now in a reading that is stored, shown and told; return when it ended."""
    taken = reading_of(ANNA, 0.5, dt_util.utcnow().timestamp())
    runtime = home.entry.runtime_data
    await runtime.record.async_add_reading(taken)
    await runtime.coordinator.household.async_recall_reading(ANNA)
    await runtime.coordinator.notices.async_look(ANNA, reading=taken)
    await home.async_let_automations_decide()
    return taken.ended_at


async def async_last(home: AutomatedHome) -> float:
    """Return when Anna's last reading ended; the home begins with one that ended at 100."""
    (last,) = await home.entry.runtime_data.record.async_latest_readings(ANNA, 1)
    ended_at: float = last.ended_at
    return ended_at


async def test_the_question_is_quiet_and_without_names_and_numbers(automated: AutomatedHome) -> None:
    await async_automate(automated)
    await async_read(automated)
    push = await automated.async_next_push(BUTTONS)
    assert push["message"] == f"A camera has just taken a reading. Was this you? {DEMONSTRATION}"
    assert not re.search(r"\d|Anna", push["title"] + push["message"])
    data = push["data"]
    assert [button["title"] for button in data["actions"]] == [YES, NO]
    assert data["actions"][1]["authenticationRequired"] is True
    assert (data["push"], data["importance"]) == ({"interruption-level": "passive"}, "low")


async def test_no_takes_the_reading_back_and_says_so(automated: AutomatedHome) -> None:
    await async_automate(automated)
    await async_read(automated)
    question = await automated.async_next_push(BUTTONS)
    await automated.async_press(question, NO)
    answer = await automated.async_next_push()
    assert (answer["message"], answer["data"]["tag"]) == (UNDONE, question["data"]["tag"])
    assert await async_last(automated) == 100.0
    person = automated.entry.runtime_data.coordinator.data.people[ANNA_SUBENTRY]
    assert person.reading.ended_at == 100.0


async def test_yes_keeps_the_reading(automated: AutomatedHome) -> None:
    await async_automate(automated)
    ended_at = await async_read(automated)
    await automated.async_press(await automated.async_next_push(BUTTONS), YES)
    await automated.async_rest()
    assert await async_last(automated) == ended_at


async def test_no_answer_within_a_day_keeps_the_reading(automated: AutomatedHome) -> None:
    await async_automate(automated)
    ended_at = await async_read(automated)
    question = await automated.async_next_push(BUTTONS)
    await automated.async_pass(hours=24, seconds=1)
    await automated.async_rest()
    await automated.async_press(question, NO)
    assert await async_last(automated) == ended_at


async def test_no_takes_nothing_back_once_a_newer_reading_has_come_in(automated: AutomatedHome) -> None:
    await async_automate(automated)
    await async_read(automated)
    question = await automated.async_next_push(BUTTONS)
    await automated.async_pass(hours=1)
    newer = await async_read(automated)
    assert automated.runs == 1
    await automated.async_press(question, NO)
    assert (await automated.async_next_push())["message"] == KEPT
    assert await async_last(automated) == newer


async def test_no_takes_nothing_back_once_somebody_else_has(
    hass: HomeAssistant, automated: AutomatedHome
) -> None:
    await async_automate(automated)
    await async_read(automated)
    question = await automated.async_next_push(BUTTONS)
    await async_act(hass, "undo_last_reading", person=device_of(hass, ANNA_SUBENTRY))
    await automated.async_press(question, NO)
    assert (await automated.async_next_push())["message"] == KEPT
    assert await async_last(automated) == 100.0


async def test_other_news_in_between_change_nothing(automated: AutomatedHome) -> None:
    await async_automate(automated)
    await async_read(automated)
    question = await automated.async_next_push(BUTTONS)
    await automated.async_tell(NoticeKind.TREND_CHANGED)
    await automated.async_press(question, NO)
    assert (await automated.async_next_push())["message"] == UNDONE


async def test_a_newer_question_takes_the_place_of_the_older_one(automated: AutomatedHome) -> None:
    await async_automate(automated, least_hours=0)
    await async_read(automated)
    older = await automated.async_next_push(BUTTONS)
    await automated.async_pass(minutes=5)
    newer_ended_at = await async_read(automated)
    newer = await automated.async_next_push(BUTTONS)
    assert older["data"]["tag"] == newer["data"]["tag"]
    await automated.async_press(older, NO)
    assert await async_last(automated) == newer_ended_at
    await automated.async_press(newer, NO)
    assert (await automated.async_next_push())["message"] == UNDONE


@pytest.mark.parametrize(("hours", "runs"), [(11.9, 1), (12, 2)], ids=["too soon", "in time"])
async def test_it_is_asked_at_most_once_in_some_hours(
    automated: AutomatedHome, hours: float, runs: int
) -> None:
    await async_automate(automated)
    await async_read(automated)
    await automated.async_next_push(BUTTONS)
    await automated.async_pass(hours=hours)
    await async_read(automated)
    assert automated.runs == runs


@pytest.mark.parametrize("kind", [kind for kind in NoticeKind if kind is not NoticeKind.READING], ids=str)
async def test_only_readings_are_asked_about(automated: AutomatedHome, kind: NoticeKind) -> None:
    await async_automate(automated)
    await automated.async_tell(kind)
    assert automated.runs == 0


async def test_nobody_is_asked_again_after_a_reload(automated: AutomatedHome) -> None:
    await async_automate(automated, least_hours=0)
    await async_read(automated)
    await automated.async_next_push(BUTTONS)
    await automated.async_reload()
    assert automated.runs == 1


async def test_somebody_who_keeps_their_values_private_is_not_asked(automated: AutomatedHome) -> None:
    await async_automate(automated, BEN_SUBENTRY)
    await automated.async_tell(NoticeKind.READING, BEN_SUBENTRY, ended_at="2026-11-24T12:00:00+00:00")
    assert automated.runs == 0


@pytest.mark.parametrize(
    ("seconds", "undone"),
    [
        pytest.param(0, True, id="the last one"),
        pytest.param(-1, False, id="an earlier one"),
        pytest.param(1, False, id="none that there ever was"),
    ],
)
async def test_the_action_takes_back_only_the_reading_that_is_meant(
    hass: HomeAssistant, automated: AutomatedHome, seconds: int, undone: bool
) -> None:
    ended_at = await async_read(automated)
    meant = dt_util.utc_from_timestamp(ended_at) + timedelta(seconds=seconds)
    answer = await async_act(
        hass, "undo_last_reading", person=device_of(hass, ANNA_SUBENTRY), ended_at=meant.isoformat()
    )
    assert (answer["undone"] is not None) == undone


async def test_the_action_takes_nothing_back_where_there_is_nothing(
    hass: HomeAssistant, automated: AutomatedHome
) -> None:
    device_id = device_of(hass, ANNA_SUBENTRY)
    await async_act(hass, "undo_last_reading", person=device_id)
    answer = await async_act(
        hass, "undo_last_reading", person=device_id, ended_at="2026-11-24T12:00:00+00:00"
    )
    assert answer == {"undone": None}
    assert automated.runs == 0
