"""The commands by which the panel asks the questions about a person's health, one by one."""

from typing import Any, Final

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio

from ..actions.called import loaded_entry
from ..health.person.questions import QUESTIONS
from ..outlook.answering import AskedQuestion, async_answer, async_questions
from ..people.access import can_change
from .measurements import send_refusals
from .people import person_for

_OF_A_PERSON: Final[dict[str | probatio.Marker, Any]] = {probatio.Required("person_id"): cv.string}


@callback
def async_setup_answer_commands(hass: HomeAssistant) -> None:
    """Register the commands; once, for as long as Home Assistant runs."""
    websocket_api.async_register_command(hass, _async_questions)
    websocket_api.async_register_command(hass, _async_answer)


@websocket_api.websocket_command(
    {probatio.Required("type"): "digitalshadow/person/questions", **_OF_A_PERSON}
)
@websocket_api.async_response
async def _async_questions(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Answer with the questions that arise, as forms with what is known."""
    entry = loaded_entry(hass)
    person = person_for(can_change, connection, entry, msg["person_id"])
    asked = await async_questions(hass, entry.runtime_data.record, str(person.unique_id), dt_util.now())
    connection.send_result(msg["id"], [_as_dict(one) for one in asked])


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/person/answer",
        **_OF_A_PERSON,
        probatio.Required("question"): probatio.In(list(QUESTIONS)),
        # What a schema refuses is written into the log, so an answer is looked at below.
        probatio.Required("answer"): object,
    }
)
@websocket_api.async_response
async def _async_answer(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Keep one answer, and answer with the questions that arise now."""
    entry = loaded_entry(hass)
    person = person_for(can_change, connection, entry, msg["person_id"])
    record, person_id = entry.runtime_data.record, str(person.unique_id)
    with send_refusals(connection, msg["id"]):
        await async_answer(
            hass,
            record,
            person_id,
            msg["question"],
            msg["answer"],
            by_user_id=connection.user.id,
            now=dt_util.now(),
        )
        asked = await async_questions(hass, record, person_id, dt_util.now())
        connection.send_result(msg["id"], [_as_dict(one) for one in asked])


def _as_dict(asked: AskedQuestion) -> dict[str, Any]:
    """Return a question as a form."""
    question = asked.question
    limits = question.limits
    return {
        "name": question.name,
        "kind": question.kind.value,
        "choices": list(asked.choices),
        "limits": limits and {"low": limits.low, "high": limits.high - 1 if limits.open_end else limits.high},
        "answer": None if asked.answer is None else question.written(asked.answer),
        "suggested": asked.suggested,
    }
