"""The actions on an enrolled person: add a photo, export, forget, take the last reading back."""

from datetime import datetime
import time
from typing import Any, Final

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util
import probatio

from ..engine.records.errors import EnrolmentError
from ..entry import person_name
from ..exceptions import refused, translated_errors
from ..history.removals import Until
from ..people.access import AUTOMATION, Caller, can_change, can_undo
from ..people.consent import has_agreed
from ..people.enrolment import MAX_PHOTOS, async_comparable_templates, to_store
from ..runtime import DigitalShadowConfigEntry
from ..written_values import iso
from .action import Action
from .assess import ONE_PICTURE, PICTURE_FIELDS, async_called_picture, refuse_while_paused
from .called import PERSON_SCHEMA, async_called_person, loaded_entry

ATTR_ENDED_AT: Final = "ended_at"


async def _async_enrol(call: ServiceCall) -> ServiceResponse:
    """Add a photo to an enrolled person."""
    person, caller = await async_called_person(call, can_change)
    entry = loaded_entry(call.hass)
    person_id = str(person.unique_id)
    runtime = entry.runtime_data
    if not has_agreed(person):
        raise refused("consent_outdated")
    refuse_while_paused(entry)
    picture = await async_called_picture(call, caller)
    with translated_errors():
        engine = runtime.speaking()
        stored = await async_comparable_templates(runtime.record, person_id, engine.recogniser_sha256)
        if len(stored) >= MAX_PHOTOS:
            raise refused("too_many_photos", max=str(MAX_PHOTOS))
        previous = tuple(template.template for template in stored)
        try:
            photo = await runtime.coordinator.engine.async_enrol_photo(person_id, picture, previous)
        except EnrolmentError as error:
            _name_look_alike(call.hass, caller, error)
            raise
        await runtime.record.async_add_templates(
            person_id, to_store([photo], time.time()), call.context.user_id
        )
        await runtime.coordinator.gallery.async_reload()
    return {"person": person.title, "photos": len(stored) + 1, "quality": round(photo.quality.value, 2)}


def _name_look_alike(hass: HomeAssistant, caller: Caller, error: EnrolmentError) -> None:
    """Tell an administrator whom the refused face resembles; nobody else learns who is enrolled."""
    if caller is AUTOMATION or not caller.is_admin or error.person_id is None or error.similarity is None:
        return
    raise refused(
        "enrolment_looks_like_named",
        look_alike=person_name(loaded_entry(hass), error.person_id),
        similarity=f"{error.similarity:.2f}",
    ) from error


async def _async_forget_person(call: ServiceCall) -> ServiceResponse:
    """Erase everything of a person, and remove the person."""
    person, _ = await async_called_person(call, can_change)
    return await async_forgotten(call.hass, loaded_entry(call.hass), person, call.context.user_id)


async def async_forgotten(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, person: ConfigSubentry, by_user_id: str | None
) -> dict[str, Any]:
    """Erase everything of a person, remove the person, and return what went and what is still found where.

    What the record refuses is raised translated.
    """
    coordinator = entry.runtime_data.coordinator
    with translated_errors():
        erasure = await coordinator.leaving.async_forget(str(person.unique_id), by_user_id)
    hass.config_entries.async_remove_subentry(entry, person.subentry_id)
    left = await coordinator.removals.async_left(person.subentry_id)
    found = [(name, Until.NEXT_START) for name in erasure.found_in]
    found += [(one.where, one.until) for one in left or ()]
    return {
        "erased_at": iso(erasure.erased_at),
        "consents": erasure.consents,
        "templates": erasure.templates,
        "readings": erasure.readings,
        "measurements": erasure.measurements,
        "verified": erasure.verified and left is not None and not any(one.is_lasting for one in left),
        "found_in": [{"where": where, "until": until.value} for where, until in found],
    }


async def _async_export_person(call: ServiceCall) -> ServiceResponse:
    """Return everything that is stored about a person."""
    person, _ = await async_called_person(call, can_change)
    return await async_exported(loaded_entry(call.hass), person, call.context.user_id)


async def async_exported(
    entry: DigitalShadowConfigEntry, person: ConfigSubentry, by_user_id: str | None
) -> dict[str, Any]:
    """Return everything that is stored about a person; what the record refuses is raised translated."""
    with translated_errors():
        stored = await entry.runtime_data.record.async_export_person(
            str(person.unique_id), time.time(), by_user_id
        )
    return {"name": person.title, "settings": dict(person.data), "record": stored}


async def _async_undo_last_reading(call: ServiceCall) -> ServiceResponse:
    """Take the last reading back: "That was not me"."""
    person, _ = await async_called_person(call, can_undo)
    ended_at: datetime | None = call.data.get(ATTR_ENDED_AT)
    with translated_errors():
        reading = await loaded_entry(call.hass).runtime_data.coordinator.undo.async_undo_last(
            str(person.unique_id),
            call.context.user_id,
            None if ended_at is None else dt_util.as_utc(ended_at).timestamp(),
        )
    return {"undone": None if reading is None else {"ended_at": iso(reading.ended_at)}}


ACTIONS: Final = (
    Action(
        name="enrol",
        handler=_async_enrol,
        schema=probatio.All(PERSON_SCHEMA.extend(PICTURE_FIELDS), ONE_PICTURE),
    ),
    Action(name="forget_person", handler=_async_forget_person, schema=PERSON_SCHEMA),
    Action(
        name="export_person",
        handler=_async_export_person,
        schema=PERSON_SCHEMA,
        supports_response=SupportsResponse.ONLY,
    ),
    Action(
        name="undo_last_reading",
        handler=_async_undo_last_reading,
        schema=PERSON_SCHEMA.extend({probatio.Optional(ATTR_ENDED_AT): cv.datetime}),
    ),
)
