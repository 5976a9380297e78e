"""A person's report as a file at an address: the page for the doctor to print, and FHIR.

The panel has the address signed for its account, so that another browser or a phone's own download opens it. The
account is looked at here: Home Assistant signs any address for any account.
"""

from collections.abc import Mapping
from http import HTTPStatus
import json
import logging
from typing import Final

from aiohttp import web
from homeassistant.components.http import KEY_AUTHENTICATED, KEY_HASS_USER, HomeAssistantView
from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..engine.records.errors import EngineError
from ..health.report.phrases import Language
from ..people.access import can_read_record
from ..record import RecordError
from ..reports.formats import ReportFormat
from ..runtime import DigitalShadowConfigEntry
from .people import found_person

_LOGGER = logging.getLogger(__name__)

_FILES: Final[Mapping[ReportFormat, tuple[str, str]]] = {
    ReportFormat.HANDOUT: ("text/html", 'inline; filename="heart-health.html"'),
    ReportFormat.FHIR: ("application/fhir+json", 'attachment; filename="heart-health-fhir.json"'),
}
"""Of each format that is a file: its type, and whether it is shown or saved."""
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@callback
def async_setup_report_files(hass: HomeAssistant) -> None:
    """Register the address once for all entries."""
    hass.http.register_view(ReportFileView())


class ReportFileView(HomeAssistantView):
    """The file. It checks the account itself: a refusal must not count as a failed login."""

    url = "/api/digitalshadow/report/{person_id}/{language}/{form}"
    name = "api:digitalshadow:report"
    requires_auth = False

    async def get(self, request: web.Request, person_id: str, language: str, form: str) -> web.Response:
        """Answer with the report as of now as a file. It is kept nowhere, since browsers also fetch unasked."""
        user = request.get(KEY_HASS_USER)
        if not request[KEY_AUTHENTICATED] or user is None:
            return web.Response(status=HTTPStatus.FORBIDDEN, text="This link is over. Open the page again.")
        hass: HomeAssistant = request.app["hass"]
        entries: list[DigitalShadowConfigEntry] = hass.config_entries.async_loaded_entries(DOMAIN)
        if not entries:
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        person = found_person(can_read_record, user, entries[0], person_id)
        if person is None:
            return web.Response(status=HTTPStatus.FORBIDDEN)
        if form not in _FILES or language not in Language:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        report_format = ReportFormat(form)
        try:
            made = await entries[0].runtime_data.reports.async_compose(
                person, dt_util.now(), Language(language), is_arranged=False
            )
        except (EngineError, RecordError) as err:
            _LOGGER.warning("A report could not be made: %s", err)
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        written = made.written(report_format)
        text = written if isinstance(written, str) else json.dumps(written, indent=2)
        content_type, disposition = _FILES[report_format]
        return web.Response(
            text=text, content_type=content_type, headers=_HEADERS | {"Content-Disposition": disposition}
        )
