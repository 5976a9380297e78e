"""When everything has become a day older: soon after midnight, and when the home's time zone was changed."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Final

from homeassistant.const import EVENT_CORE_CONFIG_UPDATE
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers.event import async_track_time_change
from homeassistant.util import dt as dt_util

_MINUTE: Final = 5
_TIME_ZONE: Final = "time_zone"


@callback
def async_track_new_day(
    hass: HomeAssistant, action: Callable[[], Awaitable[None]], *, second: int = 0
) -> CALLBACK_TYPE:
    """Await `action` whenever another local day has begun, or days begin elsewhere; returns how to stop that.

    It is looked each hour: where clocks are put forward at midnight, a day has no first hour.
    """
    day = dt_util.now().date()

    async def async_look(_now: datetime) -> None:
        """Tell if the day is another one."""
        nonlocal day
        if (today := dt_util.now().date()) != day:
            day = today
            await action()

    async def async_handle_config(event: Event[Any]) -> None:
        """Tell if the time zone was set."""
        nonlocal day
        if _TIME_ZONE in event.data:
            day = dt_util.now().date()
            await action()

    stop_looking = async_track_time_change(hass, async_look, minute=_MINUTE, second=second)
    stop_listening = hass.bus.async_listen(EVENT_CORE_CONFIG_UPDATE, async_handle_config)

    @callback
    def stop() -> None:
        """Follow nothing."""
        stop_looking()
        stop_listening()

    return stop
