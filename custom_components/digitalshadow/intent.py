"""Assist: "How is my heart report?", answered to the person it is about and to nobody else.

An integration cannot bring sentences of its own, so they are registered as sentence triggers are. A household can write
its own, in any language, for the intent `DigitalShadowReport`. Neither is a tool for language models.
"""

from typing import Final, override

from hassil.recognize import RecognizeResult
from homeassistant.components.conversation import (
    HOME_ASSISTANT_AGENT,
    ConversationInput,
    get_agent_manager,
)
from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import UnknownUser
from homeassistant.helpers import intent
from homeassistant.setup import async_when_setup

from .const import DOMAIN, SUBENTRY_PERSON
from .health.report.phrases import PHRASES, language_of
from .people.access import async_caller, is_themself
from .record import RecordError
from .reports.desk import async_spoken_report
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


async def async_setup_intents(hass: HomeAssistant) -> None:
    """Register the intent, and its sentences as soon as there is somebody who listens for them."""
    intent.async_register(hass, ReportIntent())
    async_when_setup(hass, "conversation", _async_register_sentences)


async def _async_register_sentences(hass: HomeAssistant, _component: str) -> None:
    """Have the sentences handled as the intent, whatever the language and the agent of the conversation."""

    async def async_answer(asked: ConversationInput, _result: RecognizeResult) -> str:
        """Answer a sentence."""
        response = await intent.async_handle(
            hass,
            DOMAIN,
            INTENT_REPORT,
            text_input=asked.text,
            context=asked.context,
            language=asked.language,
            device_id=asked.device_id,
            satellite_id=asked.satellite_id,
            conversation_agent_id=asked.agent_id,
        )
        return str(response.speech["plain"]["speech"])

    get_agent_manager(hass).register_trigger(list(SENTENCES), async_answer)


class ReportIntent(intent.IntentHandler):
    """Says the few sentences of a person's latest report that may be said aloud."""

    intent_type = INTENT_REPORT
    description = "Tells people when their own heart report was made and what was seen"

    @override
    async def async_handle(self, intent_obj: intent.Intent) -> intent.IntentResponse:
        """Answer in the language of the question, the report in its own."""
        response = intent_obj.create_response()
        response.response_type = intent.IntentResponseType.QUERY_ANSWER
        response.async_set_speech(await _async_speech(intent_obj))
        return response


async def _async_speech(asked: intent.Intent) -> str:
    """Return what to say. Whoever may not hear it learns nothing, not even whether there is a report."""
    say = PHRASES[language_of(asked.language)].say
    if not await _async_stays_between_two(asked):
        return say("assist.refused")
    entries: list[DigitalShadowConfigEntry] = asked.hass.config_entries.async_loaded_entries(DOMAIN)
    for entry in entries:
        person = await _async_themself(asked, entry)
        if person is None:
            continue
        try:
            said = await async_spoken_report(entry.runtime_data, str(person.unique_id))
        except RecordError:
            return say("assist.unavailable")
        return said or say("assist.none")
    return say("assist.refused")


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


async def _async_themself(asked: intent.Intent, entry: DigitalShadowConfigEntry) -> ConfigSubentry | None:
    """Return the enrolled person who asks, if it is one."""
    try:
        caller = await async_caller(asked.hass, asked.context)
    except UnknownUser:
        return None
    people = entry.get_subentries_of_type(SUBENTRY_PERSON)
    return next((person for person in people if is_themself(asked.hass, caller, person)), None)
