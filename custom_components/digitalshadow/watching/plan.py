"""How each camera is watched, read from its subentry."""

from dataclasses import dataclass
from typing import Any

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import HomeAssistant

from ..const import (
    CONF_CAMERA_ENTITY_ID,
    CONF_COMPARED_PERSON_IDS,
    CONF_INTERVAL_SECONDS,
    CONF_PULSE,
    CONF_SINGLE_PERSON_ID,
    CONF_TURN_DEGREES,
    CONF_VIDEO,
    CONF_WAKE_ENTITY_ID,
    DEFAULT_INTERVAL_SECONDS,
    SUBENTRY_CAMERA,
    VIDEO_STILLS,
)
from ..entity_reference import entity_id_of
from ..entry import people_of


@dataclass(frozen=True, slots=True)
class WatchPlan:
    """How one camera is watched."""

    camera_id: str
    """The camera's subentry id."""
    camera_entity_id: str
    """The entity that delivers the pictures."""
    interval_seconds: float
    """Time between two pictures."""
    wake_entity_id: str | None = None
    """Motion or occupancy entity without which the camera is left alone."""
    single_person_id: str | None = None
    """The only person this camera sees."""
    person_ids: tuple[str, ...] = ()
    """The people who pass this camera, and with whom faces are compared; empty stands for everybody enrolled."""
    turn_degrees: int = 0
    """How far its pictures must be turned clockwise to be upright."""
    stills_only: bool = False
    """Whether its live stream is never opened."""
    measures_pulse: bool = False
    """Whether the pulse of people who agreed is measured in its live stream."""


def plans_of(hass: HomeAssistant, entry: ConfigEntry[Any]) -> tuple[WatchPlan, ...]:
    """Return how each camera subentry is watched; none for a camera that is gone, or waits for a sensor that is."""
    plans = (_plan_of(hass, entry, camera) for camera in entry.get_subentries_of_type(SUBENTRY_CAMERA))
    return tuple(plan for plan in plans if plan is not None)


def _plan_of(hass: HomeAssistant, entry: ConfigEntry[Any], camera: ConfigSubentry) -> WatchPlan | None:
    """Return how one camera is watched. One that sees a person only who is gone compares faces again."""
    camera_entity_id = entity_id_of(hass, camera.data[CONF_CAMERA_ENTITY_ID])
    wake: str | None = camera.data.get(CONF_WAKE_ENTITY_ID)
    wake_entity_id = None if wake is None else entity_id_of(hass, wake)
    if camera_entity_id is None or (wake is not None and wake_entity_id is None):
        return None
    single: str | None = camera.data.get(CONF_SINGLE_PERSON_ID)
    return WatchPlan(
        camera_id=camera.subentry_id,
        camera_entity_id=camera_entity_id,
        interval_seconds=float(camera.data.get(CONF_INTERVAL_SECONDS, DEFAULT_INTERVAL_SECONDS)),
        wake_entity_id=wake_entity_id,
        single_person_id=single if single in people_of(entry) else None,
        person_ids=tuple(sorted(camera.data.get(CONF_COMPARED_PERSON_IDS, ()))),
        turn_degrees=int(camera.data.get(CONF_TURN_DEGREES, 0)),
        stills_only=camera.data.get(CONF_VIDEO) == VIDEO_STILLS,
        measures_pulse=bool(camera.data.get(CONF_PULSE, False)),
    )
