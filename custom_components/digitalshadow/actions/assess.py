"""The action that assesses one picture or clip now, and the pictures that actions take."""

import asyncio
from contextlib import aclosing
from typing import Any, Final

from homeassistant.auth.permissions.const import POLICY_READ
from homeassistant.const import ATTR_ENTITY_ID
from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, SupportsResponse
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import config_validation as cv
import probatio

from ..const import (
    CONF_CAMERA_ENTITY_ID,
    CONF_COMPARED_PERSON_IDS,
    CONF_SINGLE_PERSON_ID,
    CONF_TURN_DEGREES,
    SUBENTRY_CAMERA,
)
from ..engine.face.many_people import agreeing_frames_for
from ..engine.records.configuration import RiskModel
from ..engine.records.errors import ClipError, FrameError
from ..engine.records.faces import WhyNot
from ..engine.records.pictures import AssessedFace
from ..engine.records.refusals import ClipRefusal
from ..entity_reference import entity_id_of
from ..entry import people_of
from ..exceptions import refused, translated_errors
from ..people.access import AUTOMATION, Caller, async_caller, can_read_record
from ..runtime import DigitalShadowConfigEntry
from ..watching.clip_faces import ClipFace, ClipFaces
from ..watching.clips import DEADLINE_SECONDS, is_clip
from ..watching.pictures import async_entity_picture, async_file_picture
from ..written_values import model_as_dict, signal_level
from .action import Action
from .called import loaded_entry

ATTR_PATH: Final = "path"

PICTURE_FIELDS: Final = {
    probatio.Exclusive(ATTR_ENTITY_ID, "picture"): cv.entity_domain(["camera", "image"]),
    probatio.Exclusive(ATTR_PATH, "picture"): cv.string,
}
ONE_PICTURE: Final = probatio.AtLeastOne(ATTR_ENTITY_ID, ATTR_PATH)


async def _async_assess(call: ServiceCall) -> ServiceResponse:
    """Assess a picture or a clip now; the answer names those people whose record the caller may read.

    Raises:
        ServiceValidationError: While everything is paused, also when that came while the engine looked, and when
            the account has asked too often.
    """
    entry = loaded_entry(call.hass)
    caller = await async_caller(call.hass, call.context)
    refuse_while_paused(entry)
    # Asked before the picture is fetched: neither a camera nor the engine works for a question that is refused.
    if seconds := entry.runtime_data.coordinator.budget.take(call.context.user_id):
        raise refused("too_many_questions", seconds=str(seconds))
    with translated_errors():
        model = entry.runtime_data.speaking().risk_model
    if is_clip(path := call.data.get(ATTR_PATH, "")):
        return await _async_assess_clip(entry, caller, path, model)
    picture = await async_called_picture(call, caller)
    with translated_errors():
        assessment = await entry.runtime_data.coordinator.engine.async_assess(
            picture, *_how_watched(call.hass, entry, call.data.get(ATTR_ENTITY_ID))
        )
    refuse_while_paused(entry)
    return {"faces": [_face_as_dict(entry, caller, face, model) for face in assessment.faces]}


async def _async_assess_clip(
    entry: DigitalShadowConfigEntry, caller: Caller, path: str, model: RiskModel
) -> ServiceResponse:
    """Assess a video file; the answer has one face for each person whose record the caller may read."""
    coordinator = entry.runtime_data.coordinator
    seen, frames = ClipFaces(agreeing_frames_for(len(coordinator.household.may_be_compared))), 0
    with translated_errors():
        try:
            async with (
                asyncio.timeout(DEADLINE_SECONDS),
                aclosing(coordinator.clips.async_frames(path)) as clip,
            ):
                async for frame in clip:
                    # A pause or a withdrawal counts from the next frame on.
                    refuse_while_paused(entry)
                    try:
                        assessment = await coordinator.engine.async_assess(
                            frame.image, turn_degrees=frame.turn_degrees
                        )
                    except FrameError:
                        continue
                    seen.add(frame.seconds, assessment)
                    frames += 1
        except TimeoutError as error:
            raise ClipError(
                ClipRefusal.TOO_SLOW, f"Expected to be done within {DEADLINE_SECONDS:g} s."
            ) from error
        # Values of two models are never mixed.
        if entry.runtime_data.speaking().risk_model != model:
            raise refused("model_changed")
    refuse_while_paused(entry)
    people = [_person_as_dict(entry, caller, one, model) for one in seen.people(model)]
    return {"faces": [one for one in people if one["person"] is not None], "frames": frames}


def refuse_while_paused(entry: DigitalShadowConfigEntry) -> None:
    """Raise `ServiceValidationError` while the household wants no picture to be looked at."""
    if entry.runtime_data.coordinator.watching.paused:
        raise refused("paused")


async def async_called_picture(call: ServiceCall, caller: Caller) -> bytes:
    """Return the picture an action was called with.

    Raises:
        Unauthorized: The caller may not do this with the person.
        ServiceValidationError: What was asked for cannot be done.
    """
    entity_id: str | None = call.data.get(ATTR_ENTITY_ID)
    if entity_id is None:
        with translated_errors():
            return await async_file_picture(call.hass, call.data[ATTR_PATH])
    if caller is not AUTOMATION and not caller.permissions.check_entity(entity_id, POLICY_READ):
        raise Unauthorized(context=call.context, entity_id=entity_id, permission=POLICY_READ)
    return await async_entity_picture(call.hass, entity_id)


def _how_watched(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, entity_id: str | None
) -> tuple[str | None, int, tuple[str, ...]]:
    """Return whom a watched camera sees only, how far its pictures must be turned, and who passes it."""
    for camera in entry.get_subentries_of_type(SUBENTRY_CAMERA):
        if entity_id is not None and entity_id_of(hass, camera.data[CONF_CAMERA_ENTITY_ID]) == entity_id:
            people = tuple(sorted(camera.data.get(CONF_COMPARED_PERSON_IDS, ())))
            return camera.data.get(CONF_SINGLE_PERSON_ID), int(camera.data.get(CONF_TURN_DEGREES, 0)), people
    return None, 0, ()


def _face_as_dict(
    entry: DigitalShadowConfigEntry, caller: Caller, face: AssessedFace, model: RiskModel
) -> dict[str, Any]:
    """Return one face as the caller may see it.

    People who are not monitored, and those whose visits are not for the caller, look like strangers.
    """
    quality = {
        "quality": round(face.quality.value, 2),
        "quality_reasons": [reason.value for reason in face.quality.reasons],
    }
    may_be_read = entry.runtime_data.coordinator.household.may_be_read
    person = people_of(entry).get(face.person_id or "") if face.person_id in may_be_read else None
    if person is None or not can_read_record(caller, person):
        why_not = WhyNot.NOT_RECOGNISED if face.person_id else face.why_not
        return {"person": None, "why_not": why_not and why_not.value, **quality}
    value = {} if face.probability is None else {"signal_level": signal_level(face.probability)}
    return {
        "person": person.title,
        "person_id": face.person_id,
        "identity": face.identity and face.identity.value,
        "similarity": None if face.similarity is None else round(face.similarity, 3),
        "why_not": face.why_not and face.why_not.value,
        **value,
        **model_as_dict(model),
        **quality,
    }


def _person_as_dict(
    entry: DigitalShadowConfigEntry, caller: Caller, one: ClipFace, model: RiskModel
) -> dict[str, Any]:
    """Return what a clip tells about one person as the caller may see it."""
    shown = _face_as_dict(entry, caller, one.face, model) | {"frames": one.frames}
    if not one.frames and shown["why_not"] is None:
        shown["why_not"] = "too_few_frames"
    return shown


ACTIONS: Final = (
    Action(
        name="assess",
        handler=_async_assess,
        schema=probatio.All(probatio.Schema(PICTURE_FIELDS), ONE_PICTURE),
        supports_response=SupportsResponse.ONLY,
    ),
)
