"""The commands of the page "Home", for administrators: how the home is set up, and what a camera sees just now."""

from base64 import b64encode
from typing import Any, Final

from homeassistant.components import websocket_api
from homeassistant.components.websocket_api import ActiveConnection
from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import config_validation as cv
import probatio

from ..actions.assess import refuse_while_paused
from ..actions.called import loaded_entry
from ..const import (
    CONF_CAMERA_ENTITY_ID,
    CONF_COMPARED_PERSON_IDS,
    CONF_SINGLE_PERSON_ID,
    CONF_TURN_DEGREES,
    SUBENTRY_CAMERA,
)
from ..engine.records.configuration import Ready
from ..engine.records.faces import WhyNot
from ..engine.records.pictures import Looked, LookedFace
from ..entity_reference import entity_id_of
from ..entry import is_shared, people_of, settings_of
from ..exceptions import refused, translated_errors
from ..model_server.carrier import Carrier
from ..model_server.rung import RungState
from ..people.consent import has_agreed
from ..runtime import DigitalShadowConfigEntry
from ..watching.pictures import async_entity_picture
from ..watching.snapshot import CameraSnapshot
from ..written_values import model_as_dict

LARGEST_SHOWN_BYTES: Final = 1_000_000
"""A larger picture is not sent along: the connection is everybody's."""
EYES_OF_FACE: Final = 0.4
"""The distance between the eyes as a share of a face's width, so that both are told in one measure."""


@callback
def async_setup_home_commands(hass: HomeAssistant) -> None:
    """Register the commands; once, for as long as Home Assistant runs."""
    websocket_api.async_register_command(hass, _home)
    websocket_api.async_register_command(hass, _async_look)


@websocket_api.websocket_command({probatio.Required("type"): "digitalshadow/home"})
@websocket_api.require_admin
@websocket_api.ws_require_user(allow_system_user=False)
@callback
def _home(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Answer with model, runtimes, how far the first hour has come, and who keeps what private; with no value."""
    entry = loaded_entry(hass)
    coordinator = entry.runtime_data.coordinator
    home, ready = coordinator.data, coordinator.data.ready
    people = people_of(entry).values()
    connection.send_result(
        msg["id"],
        {
            "model": ready
            and {
                **model_as_dict(ready.risk_model),
                "version": ready.risk_model.version,
                "sha256": ready.risk_model.sha256,
                "runtime": _runtimes(ready, coordinator.carrier),
                "detector": ready.detector,
                "recogniser": ready.recogniser,
            },
            "people": [_person_as_dict(entry, person) for person in people],
            "cameras": {subentry_id: _camera_as_dict(camera) for subentry_id, camera in home.cameras.items()},
        },
    )


def _runtimes(ready: Ready, carrier: Carrier | None) -> str:
    """Name what computes the facial model: for those who agreed to it a server, and a runtime here for all others."""
    if carrier is None or carrier.rung.state is not RungState.PROVEN:
        return ready.runtime
    return f"{carrier.title}, {ready.runtime}"


@websocket_api.websocket_command(
    {
        probatio.Required("type"): "digitalshadow/camera/look",
        probatio.Required("camera"): cv.string,
    }
)
@websocket_api.require_admin
@websocket_api.ws_require_user(allow_system_user=False)
@websocket_api.async_response
async def _async_look(hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]) -> None:
    """Answer with what a watched camera shows now and where faces are in it; nothing of it is stored or read.

    Raises:
        ServiceValidationError: While everything is paused, or when the camera has no picture.
    """
    entry = loaded_entry(hass)
    camera = entry.subentries.get(msg["camera"])
    if camera is None or camera.subentry_type != SUBENTRY_CAMERA:
        raise Unauthorized
    refuse_while_paused(entry)
    entity_id = entity_id_of(hass, camera.data[CONF_CAMERA_ENTITY_ID])
    if entity_id is None:
        raise refused("no_picture", entity_id=camera.title)
    turn_degrees = int(camera.data.get(CONF_TURN_DEGREES, 0))
    with translated_errors():
        picture = await async_entity_picture(hass, entity_id)
        looked = await entry.runtime_data.coordinator.engine.async_look(
            picture,
            camera.data.get(CONF_SINGLE_PERSON_ID),
            turn_degrees,
            tuple(sorted(camera.data.get(CONF_COMPARED_PERSON_IDS, ()))),
        )
    refuse_while_paused(entry)
    is_shown = len(picture) <= LARGEST_SHOWN_BYTES
    connection.send_result(
        msg["id"],
        {
            "picture": b64encode(picture).decode() if is_shown else None,
            "width_px": looked.width_px,
            "height_px": looked.height_px,
            "turn_degrees": turn_degrees,
            "needed_px": _face_px(settings_of(entry).min_eye_distance_px),
            "faces": [_face_as_dict(entry, looked, face) for face in looked.faces],
        },
    )


def _face_as_dict(entry: DigitalShadowConfigEntry, looked: Looked, face: LookedFace) -> dict[str, Any]:
    """Return where a face is, as shares of the picture, how large it is and what stands against reading it.

    A person who is not monitored, or has not agreed, looks like a stranger.
    """
    may_be_read = entry.runtime_data.coordinator.household.may_be_read
    person = people_of(entry).get(face.person_id or "") if face.person_id in may_be_read else None
    why_not = face.quality.reasons[0] if face.quality.reasons else None
    if why_not is None and person is None:
        why_not = WhyNot.NOT_RECOGNISED
    return {
        "left": round(face.box.left / looked.width_px, 4),
        "top": round(face.box.top / looked.height_px, 4),
        "width": round(face.box.width / looked.width_px, 4),
        "height": round(face.box.height / looked.height_px, 4),
        "face_px": _face_px(face.quality.eye_distance_px),
        "why_not": why_not and why_not.value,
        "person": person and person.title,
    }


def _face_px(eye_distance_px: float) -> int:
    """Return the width of a face whose eyes lie so far apart."""
    return round(eye_distance_px / EYES_OF_FACE)


def _person_as_dict(entry: DigitalShadowConfigEntry, person: ConfigSubentry) -> dict[str, Any]:
    """Return how far somebody's set-up has come; whether questions were answered, never how."""
    now = entry.runtime_data.coordinator.data.people.get(person.subentry_id)
    return {
        "name": person.title,
        "is_shared": is_shared(person),
        "has_agreed": has_agreed(person),
        "has_answered": bool(now and now.clinical and not now.clinical.missing),
        "was_read": bool(now and now.reading),
    }


def _camera_as_dict(camera: CameraSnapshot) -> dict[str, Any]:
    """Return whether a camera ever saw a face since the start, and how long a frame takes."""
    counters = camera.counters
    return {
        "saw_faces": bool(counters.why_not),
        "frame_ms": None if camera.frame_ms is None else round(camera.frame_ms),
    }
