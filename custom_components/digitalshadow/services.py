"""The actions: assess a picture now, enrol, forget, export, undo a reading, make a report, install blueprints."""

from collections.abc import Callable, Coroutine
from datetime import datetime
import time
from typing import Any, Final

from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse, callback
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.service import async_register_admin_service
from homeassistant.util import dt as dt_util
import probatio

from .actions.assess import ATTR_PATH, async_assess, async_called_picture, speaking_engine
from .actions.blueprints import async_install_blueprints
from .actions.called import (
    ATTR_PERSON,
    async_called_person,
    loaded_entry,
)
from .actions.granting import GRANTED_SCHEMA, async_is_granted
from .actions.measurements import MEASUREMENT_ACTIONS
from .actions.notices import NOTICE_ACTIONS
from .actions.open_notices import OPEN_NOTICES_SCHEMA, async_open_notices
from .const import DOMAIN
from .engine.records.errors import EnrolmentError
from .exceptions import refused, translated_errors
from .health.report.phrases import Language
from .people.access import AUTOMATION, Caller, can_change, can_read, can_undo
from .people.consent import has_agreed
from .people.enrolment import MAX_PHOTOS, async_comparable_templates, to_store
from .reports.desk import ReportFormat, async_make_report_now
from .runtime import DigitalShadowRuntime
from .written_values import iso, model_as_dict

SERVICE_ASSESS: Final = "assess"
SERVICE_ENROL: Final = "enrol"
SERVICE_FORGET_PERSON: Final = "forget_person"
SERVICE_EXPORT_PERSON: Final = "export_person"
SERVICE_UNDO_LAST_READING: Final = "undo_last_reading"
SERVICE_GENERATE_REPORT: Final = "generate_report"
SERVICE_INSTALL_BLUEPRINTS: Final = "install_blueprints"

type _Handler = Callable[[ServiceCall], Coroutine[Any, Any, ServiceResponse]]

ATTR_ENDED_AT: Final = "ended_at"
ATTR_FORMAT: Final = "format"
ATTR_LANGUAGE: Final = "language"
ATTR_OVERWRITE: Final = "overwrite"

_PICTURE_FIELDS = {
    probatio.Exclusive(ATTR_ENTITY_ID, "picture"): cv.entity_domain(["camera", "image"]),
    probatio.Exclusive(ATTR_PATH, "picture"): cv.string,
}
_ONE_PICTURE = probatio.AtLeastOne(ATTR_ENTITY_ID, ATTR_PATH)
_PERSON_SCHEMA = probatio.Schema({probatio.Required(ATTR_PERSON): cv.string})


async def _async_enrol(call: ServiceCall) -> ServiceResponse:
    """Add a photo to an enrolled person."""
    person, caller = await async_called_person(call, can_change)
    entry = loaded_entry(call.hass)
    person_id = str(person.unique_id)
    runtime = entry.runtime_data
    if not has_agreed(person):
        raise refused("consent_outdated")
    picture = await async_called_picture(call, caller)
    with translated_errors():
        engine = speaking_engine(runtime)
        stored = await async_comparable_templates(runtime.record, person_id, engine.embedder_sha256)
        if len(stored) >= MAX_PHOTOS:
            raise refused("too_many_photos", max=str(MAX_PHOTOS))
        previous = tuple(template.template for template in stored)
        try:
            photo = await runtime.coordinator.async_enrol_photo(person_id, picture, previous)
        except EnrolmentError as error:
            _name_look_alike(runtime, caller, error)
            raise
        await runtime.record.async_add_templates(
            person_id, to_store([photo], time.time()), call.context.user_id
        )
        await runtime.coordinator.async_reload_gallery()
    return {"person": person.title, "photos": len(stored) + 1, "quality": round(photo.quality.value, 2)}


def _name_look_alike(runtime: DigitalShadowRuntime, caller: Caller, error: EnrolmentError) -> None:
    """Tell an administrator whom the refused face resembles; nobody else learns who is enrolled."""
    if caller is AUTOMATION or not caller.is_admin or error.person_id is None or error.similarity is None:
        return
    raise refused(
        "enrolment_looks_like_named",
        look_alike=runtime.coordinator.person_name(error.person_id),
        similarity=f"{error.similarity:.2f}",
    ) from error


async def _async_forget_person(call: ServiceCall) -> ServiceResponse:
    """Erase everything of a person, and remove the person."""
    person, _ = await async_called_person(call, can_change)
    entry = loaded_entry(call.hass)
    with translated_errors():
        erasure = await entry.runtime_data.coordinator.async_forget_person(
            str(person.unique_id), call.context.user_id
        )
    call.hass.config_entries.async_remove_subentry(entry, person.subentry_id)
    return {
        "erased_at": iso(erasure.erased_at),
        "consents": erasure.consents,
        "templates": erasure.templates,
        "readings": erasure.readings,
        "verified": erasure.verified,
        "found_in": list(erasure.found_in),
    }


async def _async_export_person(call: ServiceCall) -> ServiceResponse:
    """Return everything that is stored about a person."""
    person, _ = await async_called_person(call, can_change)
    with translated_errors():
        stored = await loaded_entry(call.hass).runtime_data.record.async_export_person(
            str(person.unique_id), time.time(), call.context.user_id
        )
    return {"name": person.title, "settings": dict(person.data), "record": stored}


async def _async_undo_last_reading(call: ServiceCall) -> ServiceResponse:
    """Take the last reading back: "That was not me"."""
    person, _ = await async_called_person(call, can_undo)
    ended_at: datetime | None = call.data.get(ATTR_ENDED_AT)
    with translated_errors():
        reading = await loaded_entry(call.hass).runtime_data.coordinator.async_undo_last_reading(
            str(person.unique_id),
            call.context.user_id,
            None if ended_at is None else dt_util.as_utc(ended_at).timestamp(),
        )
    return {"undone": None if reading is None else {"started_at": iso(reading.started_at)}}


async def _async_generate_report(call: ServiceCall) -> ServiceResponse:
    """Make a person's report and answer with it."""
    person, _ = await async_called_person(call, can_read)
    report_format: ReportFormat = call.data[ATTR_FORMAT]
    with translated_errors():
        made = await async_make_report_now(
            call.hass,
            loaded_entry(call.hass).runtime_data,
            person,
            call.data.get(ATTR_LANGUAGE),
            is_arranged=report_format.is_arranged,
        )
    return {
        "person": person.title,
        "made_at": iso(made.made_at),
        "language": str(made.language),
        "format": str(report_format),
        "report": made.written(report_format),
        "chosen_by": made.chosen.by,
        **model_as_dict(made.model),
    }


async def _async_install_blueprints(call: ServiceCall) -> ServiceResponse:
    """Copy the blueprints to where Home Assistant looks for them."""
    return {
        path: outcome.value
        for path, outcome in (
            await async_install_blueprints(call.hass, overwrite=call.data[ATTR_OVERWRITE])
        ).items()
    }


_ASSESS_SCHEMA = probatio.All(probatio.Schema(_PICTURE_FIELDS), _ONE_PICTURE)
_UNDO_SCHEMA = _PERSON_SCHEMA.extend({probatio.Optional(ATTR_ENDED_AT): cv.datetime})
_ENROL_SCHEMA = probatio.All(_PERSON_SCHEMA.extend(_PICTURE_FIELDS), _ONE_PICTURE)
_REPORT_SCHEMA = _PERSON_SCHEMA.extend(
    {
        probatio.Optional(ATTR_FORMAT, default=ReportFormat.MARKDOWN): probatio.Coerce(ReportFormat),
        probatio.Optional(ATTR_LANGUAGE): probatio.Coerce(Language),
    }
)
_BLUEPRINTS_SCHEMA = probatio.Schema({probatio.Optional(ATTR_OVERWRITE, default=False): cv.boolean})

_ACTIONS: Final[dict[str, tuple[_Handler, Any, SupportsResponse]]] = {
    SERVICE_ASSESS: (async_assess, _ASSESS_SCHEMA, SupportsResponse.ONLY),
    SERVICE_ENROL: (_async_enrol, _ENROL_SCHEMA, SupportsResponse.OPTIONAL),
    SERVICE_FORGET_PERSON: (_async_forget_person, _PERSON_SCHEMA, SupportsResponse.OPTIONAL),
    SERVICE_EXPORT_PERSON: (_async_export_person, _PERSON_SCHEMA, SupportsResponse.ONLY),
    SERVICE_UNDO_LAST_READING: (_async_undo_last_reading, _UNDO_SCHEMA, SupportsResponse.OPTIONAL),
    SERVICE_GENERATE_REPORT: (_async_generate_report, _REPORT_SCHEMA, SupportsResponse.OPTIONAL),
    **MEASUREMENT_ACTIONS,
    "is_granted": (async_is_granted, GRANTED_SCHEMA, SupportsResponse.ONLY),
    "open_notices": (async_open_notices, OPEN_NOTICES_SCHEMA, SupportsResponse.ONLY),
    **NOTICE_ACTIONS,
}


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions; they are there, and say what is missing, even while no entry is loaded."""
    for name, (handler, schema, supports_response) in _ACTIONS.items():
        hass.services.async_register(DOMAIN, name, handler, schema, supports_response)
    async_register_admin_service(
        hass,
        DOMAIN,
        SERVICE_INSTALL_BLUEPRINTS,
        _async_install_blueprints,
        _BLUEPRINTS_SCHEMA,
        SupportsResponse.OPTIONAL,
    )
