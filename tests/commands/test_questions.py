"""The command by which people ask about their own report, and nobody else's."""

import asyncio
import json
import logging
from typing import Any, Final

from homeassistant.auth.models import User
from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import EVENT_CALL_SERVICE, EVENT_STATE_CHANGED
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import Unauthorized
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_capture_events
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from custom_components.digitalshadow.const import (
    CONF_CHOOSER,
    CONF_GRANTED_USER_IDS,
    CONF_REPORT_LANGUAGE,
    CONF_USER_ID,
)
from custom_components.digitalshadow.health.choosing.prompt import MOST_QUESTION_CHARACTERS
from custom_components.digitalshadow.health.report.phrases import PHRASES, Language
from custom_components.digitalshadow.record import Record, RecordClosedError
from tests.builders.home import BEN, BEN_SUBENTRY, async_until
from tests.builders.household import ROLES, async_act, async_connect, async_reloaded, device_of
from tests.language_model import LanguageModel, async_add_language_model

ENTITY_ID: Final = "ai_task.chooser"
QUESTION: Final = "What can I do about my blood pressure?"
ENGLISH: Final = PHRASES[Language.ENGLISH]
MEASURE_PRESSURE: Final = ENGLISH.say("method.measure_pressure")
CANNOT: Final = {"can_answer": False, "sentences": []}


class Picking(LanguageModel):
    """Picks the sentences with given texts out of what it is shown, wherever they stand."""

    def __init__(self, *texts: str) -> None:
        """Pick these, or say that there is no answer."""
        super().__init__("chooser", self._async_pick)
        self.texts = texts

    async def _async_pick(self, task: Any) -> object:  # noqa: ANN401  # Home Assistant's task
        """Return their numbers."""
        numbers = {text: number for number, _, text in map(_parted, task.instructions.splitlines())}
        return {"can_answer": bool(self.texts), "sentences": [numbers[text] for text in self.texts]}


def _parted(line: str) -> tuple[str, str, str]:
    """Part a line into number and text."""
    return line.partition(": ")


@pytest.fixture
async def asking_home(hass: HomeAssistant, home: MockConfigEntry) -> MockConfigEntry:
    """Return a home in which a language model was chosen, though none is there yet."""
    hass.config_entries.async_update_entry(home, options={CONF_CHOOSER: ENTITY_ID})
    await async_reloaded(hass, home)
    return home


@pytest.fixture
def ben(hass: HomeAssistant, hass_ws_client: WebSocketGenerator, accounts: dict[str, User]) -> Asker:
    """Return what Ben asks."""
    return Asker(hass, hass_ws_client, accounts["themself"])


class Asker:
    """Asks with one account."""

    def __init__(self, hass: HomeAssistant, hass_ws_client: WebSocketGenerator, user: User) -> None:
        """Ask for an account."""
        self._account = (hass, hass_ws_client, user)

    async def ask(
        self,
        question: object = QUESTION,
        person_id: str = BEN,
        **data: Any,  # noqa: ANN401  # JSON
    ) -> dict[str, Any]:
        """Ask and return the whole answer."""
        client = await async_connect(*self._account)
        command = {"type": "digitalshadow/person/ask", "person_id": person_id, "question": question, **data}
        await client.send_json_auto_id(command)
        answer: dict[str, Any] = await client.receive_json()
        return answer


@pytest.mark.usefixtures("asking_home")
async def test_a_person_gets_our_sentences_after_when_to_call_and_what_this_is_not(
    hass: HomeAssistant, ben: Asker
) -> None:
    model = Picking(MEASURE_PRESSURE, ENGLISH.say("glossary.blood_pressure"))
    await async_add_language_model(hass, model)
    answer = (await ben.ask())["result"]
    assert answer.pop("as_of").startswith("20")
    call, *_, limit = answer.pop("first")
    assert call.startswith("Call ")
    assert limit == ENGLISH.say("limits.diagnosis")
    assert answer == {
        "language": "en",
        "chosen_by": ENTITY_ID,
        "why_not": None,
        "paragraphs": [MEASURE_PRESSURE, ENGLISH.say("glossary.blood_pressure")],
        "model": "Marker demonstration",
        "model_kind": "demonstration",
    }
    (asked,) = model.asked
    assert QUESTION in asked
    assert "Ben" not in asked
    assert "Marker" not in asked


@pytest.mark.usefixtures("asking_home")
async def test_a_value_is_filled_in_after_the_choice(hass: HomeAssistant, ben: Asker) -> None:
    seen = (
        "From [first] to [last] there was no face signal. [name] (demonstration) is not a real heart"
        " model. Its values show how the system works. They say nothing about your heart."
    )
    await async_add_language_model(hass, Picking(seen))
    answer = (await ben.ask("What was seen?"))["result"]
    assert answer["paragraphs"][0].startswith("From ")
    assert "[" not in "".join(answer["paragraphs"])
    assert "Marker demonstration (demonstration)" in answer["paragraphs"][1]


@pytest.mark.parametrize("role", [role for role in ROLES if role not in {"themself", "left"}])
@pytest.mark.usefixtures("asking_home")
async def test_nobody_asks_about_somebody_else_administrators_neither(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, accounts: dict[str, User], role: str
) -> None:
    model = Picking(MEASURE_PRESSURE)
    await async_add_language_model(hass, model)
    asker = Asker(hass, hass_ws_client, accounts[role])
    somebody, nobody = await asker.ask(), await asker.ask(person_id="nobody")
    assert somebody["error"] == nobody["error"]
    assert somebody["error"]["code"] == "unauthorized"
    assert model.asked == []


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("", id="empty"),
        pytest.param("why " * MOST_QUESTION_CHARACTERS, id="too long"),
        pytest.param({"secret": "CANARY"}, id="no text"),
        pytest.param(["CANARY"] * 400, id="a list"),
    ],
)
@pytest.mark.usefixtures("asking_home")
async def test_what_is_no_question_is_refused_and_not_logged(
    hass: HomeAssistant, ben: Asker, question: object, caplog: pytest.LogCaptureFixture
) -> None:
    model = Picking(MEASURE_PRESSURE)
    await async_add_language_model(hass, model)
    caplog.set_level(logging.INFO)
    caplog.clear()
    answer = await ben.ask(question)
    assert answer["error"]["translation_key"] == "question_refused"
    assert answer["error"]["translation_placeholders"] == {"most": str(MOST_QUESTION_CHARACTERS)}
    assert "CANARY" not in caplog.text
    assert "why why" not in caplog.text
    assert model.asked == []


@pytest.mark.parametrize(
    ("model", "why_not", "note"),
    [
        pytest.param(None, "missing", "ask.nobody", id="the language model is gone"),
        pytest.param(Picking(), "no_answer", "ask.cannot", id="the report has no answer"),
        pytest.param("nonsense", "not_as_asked", "ask.failed", id="nonsense"),
    ],
)
@pytest.mark.usefixtures("asking_home")
async def test_where_there_is_no_answer_that_is_said_and_why(
    hass: HomeAssistant, ben: Asker, model: LanguageModel | str | None, why_not: str, note: str
) -> None:
    async def nonsense(_task: object) -> object:
        return model

    if model is not None:
        entity = model if isinstance(model, LanguageModel) else LanguageModel("chooser", nonsense)
        await async_add_language_model(hass, entity)
    answer = (await ben.ask())["result"]
    assert (answer["why_not"], answer["paragraphs"]) == (why_not, [ENGLISH.say(note)])
    assert answer["first"][0].startswith("Call ")


async def test_without_a_chosen_language_model_the_whole_report_is_pointed_to(ben: Asker) -> None:
    answer = (await ben.ask())["result"]
    assert (answer["why_not"], answer["chosen_by"]) == ("none_chosen", None)
    assert answer["paragraphs"] == [ENGLISH.say("ask.nobody")]


async def test_the_answer_is_in_the_language_of_the_persons_reports_or_as_asked(
    hass: HomeAssistant, asking_home: MockConfigEntry, ben: Asker
) -> None:
    (person,) = (one for one in asking_home.subentries.values() if one.unique_id == BEN)
    assert isinstance(person, ConfigSubentry)
    hass.config_entries.async_update_subentry(
        asking_home, person, data={**person.data, CONF_REPORT_LANGUAGE: "de"}
    )
    await async_reloaded(hass, asking_home)
    await async_add_language_model(hass, Picking())
    assert (await ben.ask())["result"]["paragraphs"] == [PHRASES[Language.GERMAN].say("ask.cannot")]
    asked_for = await ben.ask(language="fr")
    assert asked_for["result"]["paragraphs"] == [PHRASES[Language.FRENCH].say("ask.cannot")]


async def test_a_question_leaves_nothing_behind(
    hass: HomeAssistant,
    asking_home: MockConfigEntry,
    ben: Asker,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await async_add_language_model(hass, Picking(MEASURE_PRESSURE))
    await hass.async_block_till_done(wait_background_tasks=False)
    caplog.set_level(logging.INFO)
    caplog.clear()
    calls = async_capture_events(hass, EVENT_CALL_SERVICE)
    states = async_capture_events(hass, EVENT_STATE_CHANGED)
    assert (await ben.ask())["success"]
    assert calls == []
    assert {event.data["entity_id"] for event in states} == {ENTITY_ID}, "it tells when it was last asked"
    assert QUESTION not in json.dumps([state.as_dict() for state in hass.states.async_all()], default=str)
    assert QUESTION not in caplog.text
    assert await asking_home.runtime_data.record.async_report(BEN) is None


async def test_while_nothing_can_be_read_that_is_said(ben: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    async def closed(*_args: object) -> None:
        raise RecordClosedError("Expected an open record, got a closed one.")

    monkeypatch.setattr(Record, "async_profile", closed)
    answer = await ben.ask()
    assert answer["error"]["translation_key"] == "record_closed"


@pytest.mark.usefixtures("asking_home")
async def test_an_impatient_person_is_asked_to_wait(hass: HomeAssistant, ben: Asker) -> None:
    model = Picking(MEASURE_PRESSURE)

    async def never(_task: object) -> object:
        return await hass.loop.create_future()

    model.answer = never
    await async_add_language_model(hass, model)
    first = hass.async_create_task(ben.ask())
    await async_until(lambda: model.asked != [])
    answer = (await ben.ask())["result"]
    assert (answer["why_not"], answer["paragraphs"]) == ("busy", [ENGLISH.say("ask.busy")])
    first.cancel()


@pytest.mark.usefixtures("asking_home")
async def test_who_may_ask_no_more_when_the_answer_comes_gets_none(
    hass: HomeAssistant, home: MockConfigEntry, ben: Asker
) -> None:
    model = Picking(MEASURE_PRESSURE)
    pick, may_answer = model.answer, asyncio.Event()

    async def pick_slowly(task: Any) -> object:  # noqa: ANN401  # Home Assistant's task
        await may_answer.wait()
        return await pick(task)

    model.answer = pick_slowly
    await async_add_language_model(hass, model)
    asking = asyncio.create_task(ben.ask())
    await async_until(lambda: bool(model.asked))
    person = home.subentries[BEN_SUBENTRY]
    hass.config_entries.async_update_subentry(home, person, data={**person.data, CONF_USER_ID: "another"})
    may_answer.set()
    assert (await asking)["error"]["code"] == "unauthorized"


@pytest.mark.parametrize("way", ["command", "action"])
@pytest.mark.usefixtures("asking_home")
async def test_who_may_read_no_more_when_a_report_is_made_gets_none(
    hass: HomeAssistant,
    home: MockConfigEntry,
    accounts: dict[str, User],
    hass_ws_client: WebSocketGenerator,
    way: str,
) -> None:
    may_answer = asyncio.Event()

    async def answer_slowly(_task: object) -> object:
        await may_answer.wait()
        return {}

    model = LanguageModel("chooser", answer_slowly)
    await async_add_language_model(hass, model)

    async def make() -> bool:
        """Have the report made, and tell whether the carer got it."""
        if way == "action":
            with pytest.raises(Unauthorized):
                await async_act(
                    hass, "generate_report", accounts["granted"], person=device_of(hass, BEN_SUBENTRY)
                )
            return False
        client = await async_connect(hass, hass_ws_client, accounts["granted"])
        await client.send_json_auto_id({"type": "digitalshadow/person/make_report", "person_id": BEN})
        return bool((await client.receive_json())["success"])

    making = asyncio.create_task(make())
    await async_until(lambda: bool(model.asked))
    person = home.subentries[BEN_SUBENTRY]
    hass.config_entries.async_update_subentry(home, person, data={**person.data, CONF_GRANTED_USER_IDS: []})
    may_answer.set()
    assert await making is False
