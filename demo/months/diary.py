"""Keeps what Home Assistant showed about the residents: what changed, and what was told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from homeassistant.const import (
    ATTR_FRIENDLY_NAME,
    ATTR_ICON,
    EVENT_STATE_CHANGED,
    STATE_UNAVAILABLE,
    STATE_UNKNOWN,
)
from homeassistant.core import CALLBACK_TYPE, Event, EventStateChangedData, HomeAssistant, State, callback
from homeassistant.util import dt as dt_util

FOLLOWED: Final = ("trend", "attention", "cardiovascular_risk", "next_input_due")
"""Entities whose every change is kept."""
NEWS: Final = "news"
"""The event entity."""
READING: Final = "reading"
"""What it tells of every visit."""
_NO_STATE: Final = (STATE_UNAVAILABLE, STATE_UNKNOWN)
_NO_FACTS: Final = ("event_type", "event_types", "device_class", ATTR_FRIENDLY_NAME, ATTR_ICON)


@dataclass(frozen=True, slots=True)
class Change:
    """An entity shows something else than before."""

    at: datetime
    """When, in local time."""
    person: str
    """Whose entity."""
    key: str
    """Which one."""
    before: str | None
    """What it showed; None where this is the first."""
    now: str
    """What it shows."""


@dataclass(frozen=True, slots=True)
class Told:
    """A piece of news of an event entity."""

    at: datetime
    """When, in local time."""
    person: str
    """Whose."""
    kind: str
    """The event type."""
    facts: Mapping[str, Any]
    """What the event carried."""


class Diary:
    """Listens from `begin` on."""

    def __init__(self, entity_names: Mapping[str, tuple[str, str]]) -> None:
        """Follow entities, given with person and key."""
        self.changes: list[Change] = []
        self.told: list[Told] = []
        self._names = entity_names
        self._shown: dict[str, str] = {}

    def begin(self, hass: HomeAssistant) -> CALLBACK_TYPE:
        """Note what is shown now, and listen; returns how to stop."""
        for state in map(hass.states.get, self._names):
            self._note(state, dt_util.now())
        return hass.bus.async_listen(EVENT_STATE_CHANGED, self._handle)

    @callback
    def _handle(self, event: Event[EventStateChangedData]) -> None:
        """Follow a change."""
        self._note(event.data["new_state"], dt_util.as_local(event.time_fired))

    def _note(self, state: State | None, at: datetime) -> None:
        """Keep what is new; an entity that was away for a moment and is back as it was is not."""
        if state is None or state.entity_id not in self._names or state.state in _NO_STATE:
            return
        person, key = self._names[state.entity_id]
        before = self._shown.get(state.entity_id)
        if state.state == before:
            return
        self._shown[state.entity_id] = state.state
        if key == NEWS:
            self.told.append(Told(at, person, state.attributes["event_type"], _facts(state)))
        elif key in FOLLOWED:
            self.changes.append(Change(at, person, key, before, state.state))


def _facts(state: State) -> dict[str, Any]:
    """Return what an event says beside its type."""
    return {name: value for name, value in state.attributes.items() if name not in _NO_FACTS}
