"""Assist: "How is my heart report?" and questions about it, answered to the person it is about and to nobody else.

An integration cannot bring sentences of its own, so they are registered as sentence triggers are. A household can write
its own, in any language, for the intents `DigitalShadowReport` and `DigitalShadowQuestion`. None is a tool for language
models.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Final, override

from hassil.recognize import RecognizeResult
from homeassistant.components.conversation import (
    HOME_ASSISTANT_AGENT,
    ConversationInput,
    get_agent_manager,
)
from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import UnknownUser
from homeassistant.helpers import config_validation as cv, intent
from homeassistant.setup import async_when_setup
from homeassistant.util import dt as dt_util
import probatio

from .const import DOMAIN
from .engine.records.errors import EngineUnavailableError
from .entry import people_of
from .health.choosing.prompt import asked_question
from .health.report.phrases import PHRASES, language_of
from .people.access import async_caller, is_themself
from .record import RecordError
from .reports.questions import async_reply
from .reports.receivers import async_receiver
from .runtime import DigitalShadowConfigEntry

INTENT_REPORT: Final = "DigitalShadowReport"
SENTENCES: Final = (
    "(how is|what is in|what's in) my (heart|health) report [please]",
    "what does my (heart|health) report say [please]",
    "[please] read [me] my (heart|health) report [please]",
    "(wie ist|was sagt) mein (Herzbericht|Gesundheitsbericht) [bitte]",  # codespell:ignore ist
    "was steht in meinem (Herzbericht|Gesundheitsbericht) [bitte]",
    "lies [mir] [bitte] meinen (Herzbericht|Gesundheitsbericht) vor [bitte]",  # codespell:ignore vor
)
"""In the languages of the integration's own texts."""

INTENT_QUESTION: Final = "DigitalShadowQuestion"
QUESTION: Final = "question"
"""The slot of the intent, and the place in a sentence, in which the question stands."""
QUESTIONS: Final = (
    "ask my (heart|health) report {question}",
    "what can I do (about|for|against) my (blood pressure|cholesterol|blood sugar|weight|sleep) [please]",
    "why is my (number|heart number|risk|heart risk) missing [please]",
    "frag[e] meinen (Herzbericht|Gesundheitsbericht) {question}",
    "was kann ich (gegen|für) (meinen Blutdruck|mein Cholesterin|meinen Blutzucker|mein Gewicht|meinen Schlaf) tun",
    "(warum|wieso) fehlt (meine Zahl|mein Risiko|mein Herzrisiko)",
    "demande à mon rapport cardiaque {question}",
    "pregunta a mi informe del corazón {question}",
    "chiedi al mio resoconto sul cuore {question}",
    "vraag [aan] mijn hartverslag {question}",
    "pergunte ao meu relatório do coração {question}",
    "问我的心脏报告{question}",
    "zapytaj mój raport o sercu {question}",
    "心臓レポートに聞いて{question}",
)
"""Where there is no place for it, the whole sentence is the question."""


async def async_setup_intents(hass: HomeAssistant) -> None:
    """Register the intent, and its sentences as soon as there is somebody who listens for them."""
    intent.async_register(hass, ReportIntent())
    intent.async_register(hass, QuestionIntent())
    async_when_setup(hass, "conversation", _async_register_sentences)


async def _async_register_sentences(hass: HomeAssistant, _component: str) -> None:
    """Have the sentences handled as the intents, whatever the language and the agent of the conversation."""

    async def async_report(asked: ConversationInput, _result: RecognizeResult) -> str:
        """Answer a sentence that asks for the report."""
        return await _async_handled(hass, asked, INTENT_REPORT, {})

    async def async_question(asked: ConversationInput, result: RecognizeResult) -> str:
        """Answer a sentence that asks about the report."""
        place = result.entities.get(QUESTION)
        question = asked.text if place is None else place.value
        return await _async_handled(hass, asked, INTENT_QUESTION, {QUESTION: {"value": question}})

    get_agent_manager(hass).register_trigger(list(SENTENCES), async_report)
    get_agent_manager(hass).register_trigger(list(QUESTIONS), async_question)


async def _async_handled(
    hass: HomeAssistant, asked: ConversationInput, intent_type: str, slots: dict[str, Any]
) -> str:
    """Handle what was said as an intent and return what is said back."""
    response = await intent.async_handle(
        hass,
        DOMAIN,
        intent_type,
        slots,
        text_input=asked.text,
        context=asked.context,
        language=asked.language,
        device_id=asked.device_id,
        satellite_id=asked.satellite_id,
        conversation_agent_id=asked.agent_id,
    )
    return str(response.speech["plain"]["speech"])


class ReportIntent(intent.IntentHandler):
    """Says the few sentences of a person's latest report that may be said aloud."""

    intent_type = INTENT_REPORT
    description = "Tells people when their own heart report was made and what was seen"

    @override
    async def async_handle(self, intent_obj: intent.Intent) -> intent.IntentResponse:
        """Answer in the language of the question, the report in its own."""
        return await _async_answer(intent_obj, _async_report)


class QuestionIntent(intent.IntentHandler):
    """Says the sentences of ours that answer a question about a person's own report."""

    intent_type = INTENT_QUESTION
    description = "Answers people's questions about their own heart report"

    @property
    @override
    def slot_schema(self) -> dict[probatio.Required, Any]:
        """Name the one slot."""
        return {probatio.Required(QUESTION): cv.string}

    @override
    async def async_handle(self, intent_obj: intent.Intent) -> intent.IntentResponse:
        """Answer in the language of the question."""
        return await _async_answer(intent_obj, _async_question)


type _Say = Callable[[intent.Intent, DigitalShadowConfigEntry, ConfigSubentry], Awaitable[str]]
"""Says something to the person it is about."""


async def _async_answer(asked: intent.Intent, say: _Say) -> intent.IntentResponse:
    """Let `say` speak to the person it is about; everybody else hears the same whether there is a report or not."""
    response = asked.create_response()
    response.response_type = intent.IntentResponseType.QUERY_ANSWER
    phrases = PHRASES[language_of(asked.language)]
    try:
        found = await _async_themself(asked) if await _async_stays_between_two(asked) else None
        said = await say(asked, *found) if found else None
        # A language model takes its time, and whose account it is can have changed meanwhile.
        is_theirs = said is not None and await _async_themself(asked) == found
        response.async_set_speech(said if said and is_theirs else phrases.say("assist.refused"))
    except RecordError, EngineUnavailableError:
        response.async_set_speech(phrases.say("assist.unavailable"))
    return response


async def _async_report(asked: intent.Intent, entry: DigitalShadowConfigEntry, person: ConfigSubentry) -> str:
    """Say the few sentences of the latest report that may be said aloud."""
    spoken = await entry.runtime_data.reports.async_spoken(str(person.unique_id))
    return spoken or PHRASES[language_of(asked.language)].say("assist.none")


async def _async_question(
    asked: intent.Intent, entry: DigitalShadowConfigEntry, person: ConfigSubentry
) -> str:
    """Say the sentences that answer a question."""
    phrases = PHRASES[language_of(asked.language)]
    question = asked_question(asked.slots[QUESTION]["value"])
    if question is None:
        return phrases.say("ask.cannot")
    reply = await async_reply(
        entry.runtime_data.reports, person, question, language=phrases.language, now=dt_util.now()
    )
    return reply.spoken


async def _async_stays_between_two(asked: intent.Intent) -> bool:
    """Tell whether only the asking account hears it: no voice device in a room, and no agent that takes it away.

    An agent remembers what was said in its conversation, even where Home Assistant answered in its place.
    """
    agent_id = asked.conversation_agent_id
    if asked.satellite_id is not None:
        return False
    if agent_id is None or agent_id == HOME_ASSISTANT_AGENT:
        return True
    receiver = await async_receiver(asked.hass, agent_id)
    return receiver is not None and receiver.is_local


async def _async_themself(asked: intent.Intent) -> tuple[DigitalShadowConfigEntry, ConfigSubentry] | None:
    """Return the enrolled person who asks, if it is one, and the entry they belong to."""
    try:
        caller = await async_caller(asked.hass, asked.context)
    except UnknownUser:
        return None
    entries: list[DigitalShadowConfigEntry] = asked.hass.config_entries.async_loaded_entries(DOMAIN)
    for entry in entries:
        for person in people_of(entry).values():
            if is_themself(caller, person):
                return entry, person
    return None
