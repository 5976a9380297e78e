"""How each camera is watched, read from its subentry."""

from dataclasses import dataclass
from typing import Any

from homeassistant.config_entries import ConfigEntry

from ..const import (
    CONF_CAMERA_ENTITY_ID,
    CONF_INTERVAL_SECONDS,
    CONF_SINGLE_PERSON_ID,
    CONF_WAKE_ENTITY_ID,
    DEFAULT_INTERVAL_SECONDS,
    SUBENTRY_CAMERA,
)
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


def plans_of(entry: ConfigEntry[Any]) -> tuple[WatchPlan, ...]:
    """Return how each camera subentry is watched. A camera of one person who is gone compares faces again."""
    people = people_of(entry)
    return tuple(
        WatchPlan(
            camera_id=subentry.subentry_id,
            camera_entity_id=subentry.data[CONF_CAMERA_ENTITY_ID],
            interval_seconds=float(subentry.data.get(CONF_INTERVAL_SECONDS, DEFAULT_INTERVAL_SECONDS)),
            wake_entity_id=subentry.data.get(CONF_WAKE_ENTITY_ID),
            single_person_id=single
            if (single := subentry.data.get(CONF_SINGLE_PERSON_ID)) in people
            else None,
        )
        for subentry in entry.get_subentries_of_type(SUBENTRY_CAMERA)
    )
