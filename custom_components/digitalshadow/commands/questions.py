"""The command by which people ask about their own report: no action, whose data the recorder would keep."""

from typing import Any

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio

from ..actions.called import loaded_entry
from ..exceptions import refused, translated_errors
from ..health.choosing.prompt import MOST_QUESTION_CHARACTERS, asked_question
from ..health.report.phrases import Language
from ..people.access import is_themself
from ..reports.questions import Reply, async_reply
from ..written_values import iso, model_as_dict
from .people import person_for


@callback
def async_setup_question_command(hass: HomeAssistant) -> None:
    """Register the command; once, for as long as Home Assistant runs."""
    websocket_api.async_register_command(hass, _async_person_ask)


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/person/ask",
        probatio.Required("person_id"): cv.string,
        # What a schema refuses is written into the log, so a question is looked at below.
        probatio.Required("question"): object,
        probatio.Optional("language"): probatio.Coerce(Language),
    }
)
@websocket_api.async_response
async def _async_person_ask(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Answer a question of the person themself with sentences of ours, or say why there are none."""
    entry = loaded_entry(hass)
    person = person_for(is_themself, connection, entry, msg["person_id"])
    question = asked_question(msg["question"])
    if question is None:
        raise refused("question_refused", most=str(MOST_QUESTION_CHARACTERS))
    desk = entry.runtime_data.reports
    language = msg.get("language") or desk.language(person)
    with translated_errors():
        reply = await async_reply(desk, person, question, language=language, now=dt_util.now())
    # The language model takes its time, and whose account it is can have changed meanwhile.
    person_for(is_themself, connection, entry, msg["person_id"])
    connection.send_result(msg["id"], _as_dict(reply))


def _as_dict(reply: Reply) -> dict[str, Any]:
    """Return a reply as plain data."""
    return {
        "language": str(reply.language),
        "as_of": iso(reply.as_of.timestamp()),
        "chosen_by": reply.chosen_by,
        "why_not": reply.why_not,
        "first": list(reply.first),
        "paragraphs": list(reply.paragraphs),
        **model_as_dict(reply.model),
    }
