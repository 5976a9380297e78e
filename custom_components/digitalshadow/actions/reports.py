"""The action that makes a person's report and answers with it."""

from typing import Any, Final

from homeassistant.core import ServiceCall, ServiceResponse
from homeassistant.helpers import config_validation as cv
import probatio

from ..exceptions import translated_errors
from ..health.report.phrases import Language
from ..people.access import can_read_record
from ..reports.formats import MadeReport, ReportFormat
from ..written_values import iso, model_as_dict
from .action import Action
from .called import PERSON_SCHEMA, async_called_person, loaded_entry

ATTR_FORMAT: Final = "format"
ATTR_LANGUAGE: Final = "language"
ATTR_WHOLE: Final = "whole"


async def _async_generate_report(call: ServiceCall) -> ServiceResponse:
    """Make a person's report and answer with it."""
    person, _ = await async_called_person(call, can_read_record)
    report_format: ReportFormat = call.data[ATTR_FORMAT]
    with translated_errors():
        made = await loaded_entry(call.hass).runtime_data.reports.async_make_now(
            person,
            call.data.get(ATTR_LANGUAGE),
            is_arranged=report_format.is_arranged and not call.data[ATTR_WHOLE],
        )
    # A language model takes its time, and who may read can have changed meanwhile.
    await async_called_person(call, can_read_record)
    return {"person": person.title, **as_answer(made, report_format)}


def as_answer(made: MadeReport, report_format: ReportFormat) -> dict[str, Any]:
    """Return a report that was made, in a format, beside the name of the model that speaks in it."""
    return {
        "made_at": iso(made.made_at),
        "language": str(made.language),
        "format": str(report_format),
        "report": made.written(report_format),
        "chosen_by": made.chosen.by,
        **model_as_dict(made.model),
    }


ACTIONS: Final = (
    Action(
        name="generate_report",
        handler=_async_generate_report,
        schema=PERSON_SCHEMA.extend(
            {
                probatio.Optional(ATTR_FORMAT, default=ReportFormat.MARKDOWN): probatio.Coerce(ReportFormat),
                probatio.Optional(ATTR_LANGUAGE): probatio.Coerce(Language),
                probatio.Optional(ATTR_WHOLE, default=False): cv.boolean,
            }
        ),
    ),
)
