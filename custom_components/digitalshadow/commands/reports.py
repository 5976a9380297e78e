"""The commands of the panel about reports: the latest, those before it, and a new one in any language and format."""

from typing import Any

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv
import probatio

from ..actions.called import loaded_entry
from ..actions.reports import as_answer
from ..exceptions import translated_errors
from ..health.report.phrases import Language
from ..people.access import can_read_record
from ..reports.formats import ReportFormat
from .people import person_for


@callback
def async_setup_report_commands(hass: HomeAssistant) -> None:
    """Register the commands; once, for as long as Home Assistant runs."""
    websocket_api.async_register_command(hass, _async_latest_report)
    websocket_api.async_register_command(hass, _async_earlier_reports)
    websocket_api.async_register_command(hass, _report_languages)
    websocket_api.async_register_command(hass, _async_make_report)


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/person/report",
        probatio.Required("person_id"): cv.string,
    }
)
@websocket_api.async_response
async def _async_latest_report(
    hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]
) -> None:
    """Answer with the latest report that was made, or with nothing."""
    entry = loaded_entry(hass)
    person = person_for(can_read_record, connection, entry, msg["person_id"])
    with translated_errors():
        answer = await entry.runtime_data.reports.async_latest(str(person.unique_id))
    connection.send_result(msg["id"], answer)


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/person/earlier_reports",
        probatio.Required("person_id"): cv.string,
    }
)
@websocket_api.async_response
async def _async_earlier_reports(
    hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]
) -> None:
    """Answer with the reports before the latest, newest first."""
    entry = loaded_entry(hass)
    person = person_for(can_read_record, connection, entry, msg["person_id"])
    with translated_errors():
        answer = await entry.runtime_data.reports.async_earlier(str(person.unique_id))
    connection.send_result(msg["id"], answer)


@websocket_api.websocket_command({probatio.Required("type"): "digitalshadow/report_languages"})
@callback
def _report_languages(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Answer with the languages in which reports are written, as BCP 47 tags; nothing of anybody is in it."""
    connection.send_result(msg["id"], [str(language) for language in Language])


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/person/make_report",
        probatio.Required("person_id"): cv.string,
        probatio.Optional("language"): probatio.Coerce(Language),
        probatio.Optional("format", default=ReportFormat.MARKDOWN): probatio.Coerce(ReportFormat),
        probatio.Optional("whole", default=False): cv.boolean,
    }
)
@websocket_api.async_response
async def _async_make_report(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Make a person's report as of now, keep it, and answer with it."""
    entry = loaded_entry(hass)
    person = person_for(can_read_record, connection, entry, msg["person_id"])
    report_format: ReportFormat = msg["format"]
    with translated_errors():
        made = await entry.runtime_data.reports.async_make_now(
            person, msg.get("language"), is_arranged=report_format.is_arranged and not msg["whole"]
        )
    # A language model takes its time, and who may read can have changed meanwhile.
    person_for(can_read_record, connection, entry, msg["person_id"])
    connection.send_result(msg["id"], as_answer(made, report_format))
