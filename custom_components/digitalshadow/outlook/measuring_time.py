"""When a linked sensor measured, as far as it says so: in an attribute, or in an entity of its own beside it."""

from contextlib import suppress
from datetime import datetime
import math
from typing import Final

from homeassistant.components.sensor import SensorDeviceClass
from homeassistant.core import HomeAssistant, State, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util

TIME_ATTRIBUTES: Final = (
    "date",  # Health Connect, by the companion app for Android
    "measured_at",
    "measurement_time",
    "measurement_date",
    "measured",
    "last_measured",
    "last_measurement",
    "datetime",
    "date_time",
    "timestamp",
    "time",
)
"""What integrations call the moment of a measurement; the first that holds one counts."""

_EARLIEST: Final = datetime(2000, 1, 1, tzinfo=dt_util.UTC).timestamp()
"""A device whose clock was never set says 1970."""
_AHEAD_SECONDS: Final = 60.0
"""How far the clock of a device may be ahead of ours."""
_MILLISECONDS_FROM: Final = 1e11
"""A number of this size counts milliseconds: as seconds it would be a year after 5000."""
_DATE_LETTERS: Final = len("2026-11-24")


def told_time(state: State, companion: State | None, now: float) -> float | None:
    """Return when a state was measured, in seconds since the epoch; None where nothing says so.

    Args:
        state: Of the linked sensor.
        companion: Of the entity that tells its time, where there is one.
        now: Seconds since the epoch.
    """
    told = (_moment(state.attributes.get(name), now) for name in TIME_ATTRIBUTES)
    found = next((moment for moment in told if moment is not None), None)
    return _moment(companion.state, now) if found is None and companion is not None else found


@callback
def companion_of(hass: HomeAssistant, entity_id: str) -> str | None:
    """Return the one sensor of a device that says when it measured; None without one, or with several.

    Those of its own state, like the moment of its last start, are diagnostic.
    """
    registry = er.async_get(hass)
    entry = registry.async_get(entity_id)
    if entry is None or entry.device_id is None:
        return None
    found = [
        one.entity_id
        for one in er.async_entries_for_device(registry, entry.device_id)
        if one.domain == "sensor"
        and one.entity_category is None
        and SensorDeviceClass.TIMESTAMP in {one.device_class, one.original_device_class}
    ]
    return found[0] if len(found) == 1 else None


def _moment(value: object, now: float) -> float | None:
    """Return a moment that something states, unless it cannot be one of a measurement. A mere day is none."""
    moment: float | None = None
    if isinstance(value, str) and len(value) > _DATE_LETTERS:
        value = dt_util.parse_datetime(value)
    if isinstance(value, datetime):
        # A clock that was never set says the year 1, which some time zones have no time for.
        with suppress(OverflowError):
            moment = dt_util.as_utc(value).timestamp()
    elif isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        moment = value / 1000 if value > _MILLISECONDS_FROM else float(value)
    return moment if moment is not None and _EARLIEST <= moment <= now + _AHEAD_SECONDS else None
