"""Whether a state that says what it said before was measured again, where nothing says when it was measured.

Home Assistant and its integrations write states by themselves: at start, after a connection was lost, at every poll.
"""

from datetime import datetime, timedelta
from typing import Final

from homeassistant.const import ATTR_RESTORED, STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, State, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.start import async_at_started
from homeassistant.loader import IntegrationNotLoaded, async_get_loaded_integration
from homeassistant.util import dt as dt_util

from .stated_number import StatedNumber

START_SECONDS: Final = 300.0
"""For so long after Home Assistant has started, devices and brokers tell again what they told before."""
OWN_ATTRIBUTES: Final = frozenset(
    {
        "assumed_state",
        "attribution",
        "device_class",
        "entity_picture",
        "friendly_name",
        "icon",
        "options",
        "restored",
        "state_class",
        "supported_features",
        "unit_of_measurement",
    }
)
"""Attributes by which Home Assistant describes an entity; they change without a measurement."""


class Repeating:
    """Tells a state that somebody's measurement wrote from one that was written without any."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Believe nothing before `async_follow`."""
        self._hass = hass
        self._quiet_until: datetime | None = None
        self._spoken: set[str] = set()

    @callback
    def async_follow(self) -> CALLBACK_TYPE:
        """Wait until Home Assistant has started; returns how to stop that."""
        return async_at_started(self._hass, self._handle_started)

    @callback
    def _handle_started(self, _hass: HomeAssistant) -> None:
        """Begin to believe in a while."""
        self._quiet_until = dt_util.utcnow() + timedelta(seconds=START_SECONDS)

    def note(self, state: State) -> bool:
        """Remember that an entity said a number since the start; tell whether it had done so before."""
        had_spoken = state.entity_id in self._spoken
        if StatedNumber.of(state) is not None:
            self._spoken.add(state.entity_id)
        return had_spoken

    def may_be_measured(self, before: State | None, now: State) -> bool:
        """Tell whether a state that says the same value as the last one stored may have been measured.

        Args:
            before: The state before this one; the very same object where it was written again as it was.
            now: The state that was written.
        """
        had_spoken = self.note(now)
        if before is None or self._quiet_until is None or now.last_reported < self._quiet_until:
            return False
        if before.state == STATE_UNAVAILABLE:
            return had_spoken and not before.attributes.get(ATTR_RESTORED)
        if before.state == STATE_UNKNOWN or before.state != now.state:
            return True
        return not self._is_polled(now.entity_id) and _is_written_anew(before, now)

    def _is_polled(self, entity_id: str) -> bool:
        """Tell whether the integration asks for the state by the clock and writes it, new or not."""
        entry = er.async_get(self._hass).async_get(entity_id)
        if entry is None:
            return False
        try:
            integration = async_get_loaded_integration(self._hass, entry.platform)
        except IntegrationNotLoaded:
            return False
        return (integration.iot_class or "").endswith("polling")


def _is_written_anew(before: State, now: State) -> bool:
    """Tell whether more than the description of the entity changed, or nothing at all."""
    changed = {
        name
        for name in before.attributes.keys() | now.attributes.keys()
        if before.attributes.get(name) != now.attributes.get(name)
    }
    return not changed or bool(changed - OWN_ATTRIBUTES)
