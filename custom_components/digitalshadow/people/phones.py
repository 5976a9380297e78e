"""The phones on which somebody uses the Home Assistant app, and that take messages."""

from dataclasses import dataclass
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr

_APP: Final = "mobile_app"
"""The domain of the app's registrations; importing its component would load the cloud's."""
_USER_ID: Final = "user_id"
_APP_DATA: Final = "app_data"
_PUSH_URL: Final = frozenset({"push_token", "push_url"})
_PUSH_WEBSOCKET_CHANNEL: Final = "push_websocket_channel"
"""What a registration holds of its account, and of the ways by which it takes a message: one of both."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone, as automations name it."""

    device_id: str
    name: str
    """How the household calls it."""


def phones_of(hass: HomeAssistant, user_id: str) -> list[Phone]:
    """Return the phones of an account that take messages, in the order in which they were registered."""
    registry = dr.async_get(hass)
    return [
        Phone(device.id, device.name_by_user or device.name or device.id)
        for entry in hass.config_entries.async_entries(_APP)
        if entry.data.get(_USER_ID) == user_id and _takes_messages(entry.data.get(_APP_DATA) or {})
        for device in dr.async_entries_for_config_entry(registry, entry.entry_id)
    ]


def _takes_messages(app_data: dict[str, object]) -> bool:
    """Tell whether the app said how a message reaches it."""
    return app_data.keys() >= _PUSH_URL or _PUSH_WEBSOCKET_CHANNEL in app_data
