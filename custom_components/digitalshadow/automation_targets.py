"""Which of the targeted entities our own triggers and conditions look at: ours, of one kind."""

from typing import Final

from homeassistant.const import STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util

from .const import DOMAIN

NEWS: Final = "news"
LAST_VISIT: Final = "last_reading"
LASTING_RISE: Final = "attention"
_SAYS_NOTHING: Final = (STATE_UNAVAILABLE, STATE_UNKNOWN)


def ours(hass: HomeAssistant, entities: set[str], key: str) -> set[str]:
    """Return those of the entities that are this integration's and show what `key` names, whatever they are called."""
    registry = er.async_get(hass)
    return {
        entity_id
        for entity_id in entities
        if (entity := registry.async_get(entity_id)) is not None
        and entity.platform == DOMAIN
        and entity.translation_key == key
    }


def last_seen_at(state: State | None) -> float | None:
    """Return when the person of a *Last visit* was seen, in seconds since the epoch; None if never."""
    if state is None or state.state in _SAYS_NOTHING:
        return None
    at = dt_util.parse_datetime(state.state)
    return None if at is None else at.timestamp()
