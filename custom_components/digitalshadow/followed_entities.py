"""Follows the entities of other integrations that an entry names: through a rename, and until they are gone."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import async_track_time_interval
from homeassistant.util import dt as dt_util

from .const import (
    CONF_CAMERA_ENTITY_ID,
    CONF_CHOOSER,
    CONF_LINKED_ENTITIES,
    CONF_WAKE_ENTITY_ID,
    SUBENTRY_CAMERA,
)
from .entity_reference import entity_id_of, reference_to
from .entry import people_of
from .issues import Issue, async_take_back, async_tell

LOOK_INTERVAL: Final = timedelta(minutes=5)
SILENT_SECONDS: Final = 3600.0
"""An integration that starts or updates is back sooner; a broken one is not."""

_ENTITY_KEYS: Final = frozenset({CONF_CAMERA_ENTITY_ID, CONF_WAKE_ENTITY_ID})
_SAYS_NOTHING: Final = (STATE_UNAVAILABLE, STATE_UNKNOWN)


@callback
def async_mean_what_lasts(hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
    """Follow from now on what the entry names by an entity id and the registry has come to know."""
    for subentry in tuple(entry.subentries.values()):
        data = dict(subentry.data)
        for key in _ENTITY_KEYS & data.keys():
            data[key] = reference_to(hass, data[key])
        if CONF_LINKED_ENTITIES in data:
            links: dict[str, str] = data[CONF_LINKED_ENTITIES]
            data[CONF_LINKED_ENTITIES] = {kind: reference_to(hass, sensor) for kind, sensor in links.items()}
        # A camera is watched once, whatever its entity is called.
        unique_id = data.get(CONF_CAMERA_ENTITY_ID, subentry.unique_id)
        if data != dict(subentry.data) or unique_id != subentry.unique_id:
            hass.config_entries.async_update_subentry(entry, subentry, data=data, unique_id=unique_id)
    if CONF_CHOOSER in entry.options:
        options = {**entry.options, CONF_CHOOSER: reference_to(hass, entry.options[CONF_CHOOSER])}
        hass.config_entries.async_update_entry(entry, options=options)


class FollowedEntities:
    """Reloads the entry when one of its entities is renamed, removed or back, and tells which are gone."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry[Any]) -> None:
        """Nothing is followed before `async_start`."""
        self._hass = hass
        self._entry = entry
        self._entity_ids = self._resolved()
        self._camera_ids = {camera.subentry_id for camera in entry.get_subentries_of_type(SUBENTRY_CAMERA)}
        self._silent_since: dict[str, float] = {}

    @callback
    def async_start(self, now: datetime) -> None:
        """Tell what is gone at `now`, and follow everything until the entry is unloaded."""
        self._look(now)
        for stop in (
            self._hass.bus.async_listen(er.EVENT_ENTITY_REGISTRY_UPDATED, self._handle_registry),
            async_track_time_interval(self._hass, self._look, LOOK_INTERVAL, cancel_on_shutdown=True),
            self._take_back_removed,
        ):
            self._entry.async_on_unload(stop)

    def _resolved(self) -> dict[str, str | None]:
        """Return the entity id that each entity has now."""
        return {reference: entity_id_of(self._hass, reference) for reference in _references_of(self._entry)}

    @callback
    def _handle_registry(self, _event: Event[er.EventEntityRegistryUpdatedData]) -> None:
        """Begin anew with the ids that the entities have now."""
        if (entity_ids := self._resolved()) != self._entity_ids:
            self._entity_ids = entity_ids
            self._hass.config_entries.async_schedule_reload(self._entry.entry_id)

    @callback
    def async_follow_changes(self) -> None:
        """Take what the entry names now, after a person or camera was added, changed or removed."""
        self._take_back_removed()
        self._entity_ids = self._resolved()
        cameras = self._entry.get_subentries_of_type(SUBENTRY_CAMERA)
        self._camera_ids = {camera.subentry_id for camera in cameras}
        self._look(dt_util.utcnow())

    @callback
    def _look(self, now: datetime) -> None:
        """Tell what is gone, and take back what is there again."""
        at = now.timestamp()
        for camera in self._entry.get_subentries_of_type(SUBENTRY_CAMERA):
            about, name = camera.subentry_id, camera.title
            is_lost = self._is_lost(camera.data[CONF_CAMERA_ENTITY_ID], at)
            self._tell(Issue.CAMERA_GONE, is_lost, about=about, camera=name)
            wake: str | None = camera.data.get(CONF_WAKE_ENTITY_ID)
            # Silence is not taken for "nobody moves".
            is_lost = wake is not None and self._is_lost(wake, at, _SAYS_NOTHING)
            self._tell(Issue.WAKE_SENSOR_SILENT, is_lost, about=about, camera=name)
        sensors = sum(self._is_lost(sensor, at) for sensor in _linked_to(self._entry))
        self._tell(Issue.LINKED_SENSOR_GONE, sensors > 0, sensors=str(sensors))
        chooser: str | None = self._entry.options.get(CONF_CHOOSER)
        self._tell(Issue.CHOOSER_GONE, chooser is not None and self._is_lost(chooser, at))

    @callback
    def _take_back_removed(self) -> None:
        """Say nothing more about cameras that were taken out of the entry."""
        for camera_id in self._camera_ids - self._entry.subentries.keys():
            async_take_back(self._hass, Issue.CAMERA_GONE, Issue.WAKE_SENSOR_SILENT, about=camera_id)

    def _is_lost(self, reference: str, at: float, silent: Collection[str] = ()) -> bool:
        """Tell whether an entity is gone, or had no state or a silent one for too long."""
        entity_id = entity_id_of(self._hass, reference)
        if entity_id is None:
            return True
        state = self._hass.states.get(entity_id)
        if state is not None and state.state not in silent:
            self._silent_since.pop(reference, None)
            return False
        return at - self._silent_since.setdefault(reference, at) >= SILENT_SECONDS

    def _tell(self, issue: Issue, is_lost: bool, *, about: str = "", **placeholders: str) -> None:  # noqa: FBT001  # the answer to a question
        """Raise an issue, or take it back."""
        if is_lost:
            async_tell(self._hass, issue, about=about, **placeholders)
        else:
            async_take_back(self._hass, issue, about=about)


def _references_of(entry: ConfigEntry[Any]) -> set[str]:
    """Return every entity of another integration that the entry names."""
    cameras = entry.get_subentries_of_type(SUBENTRY_CAMERA)
    named = {
        entry.options.get(CONF_CHOOSER),
        *(camera.data.get(key) for camera in cameras for key in _ENTITY_KEYS),
        *_linked_to(entry),
    }
    return {reference for reference in named if reference is not None}


def _linked_to(entry: ConfigEntry[Any]) -> Iterator[str]:
    """Yield the sensors that are linked to people."""
    for person in people_of(entry).values():
        yield from person.data.get(CONF_LINKED_ENTITIES, {}).values()
