"""A phone with the companion app, as far as Home Assistant can tell: it registers, receives pushes, and answers."""

import asyncio
from dataclasses import dataclass
from typing import Any

from .client import Client

REGISTRATION = {
    "device_id": "demonstration-phone",
    "app_id": "io.home_assistant.demonstration",
    "app_name": "Demonstration",
    "app_version": "1.0",
    "device_name": "Demo phone",
    "manufacturer": "DigitalShadow",
    "model": "Demonstration phone",
    "os_name": "demonstration",
    "os_version": "1.0",
    "supports_encryption": False,
    # The push comes through the websocket, so nothing has to leave the machine.
    "app_data": {"push_websocket_channel": True},
}


@dataclass(frozen=True, slots=True)
class Phone:
    """A registered phone."""

    device_id: str
    """Id in Home Assistant's device registry."""
    _client: Client
    """Takes the phone's answers."""
    _webhook_id: str
    """Where the phone answers."""
    _pushes: asyncio.Queue[dict[str, Any]]
    """Notifications in the order in which they arrive."""

    async def next_push(self, tag_prefix: str) -> dict[str, Any]:
        """Return the next notification whose tag begins so; others before it are only looked at."""
        while True:
            push = await self._pushes.get()
            if push["data"].get("tag", "").startswith(tag_prefix):
                return push

    async def press(self, push: dict[str, Any], title: str) -> None:
        """Press a button of a notification, as the app tells Home Assistant about it."""
        action = next(button["action"] for button in push["data"]["actions"] if button["title"] == title)
        event = {"event_type": "mobile_app_notification_action", "event_data": {"action": action}}
        await self._client.post(f"/api/webhook/{self._webhook_id}", {"type": "fire_event", "data": event})


async def register(client: Client) -> Phone:
    """Register the phone of the logged-in person and open its push channel."""
    registered = await client.post("/api/mobile_app/registrations", REGISTRATION)
    webhook_id: str = registered["webhook_id"]
    channel = "mobile_app/push_notification_channel"
    pushes = await client.websocket.subscribe(channel, webhook_id=webhook_id)
    devices = await client.websocket.command("config/device_registry/list")
    identifier = ["mobile_app", REGISTRATION["device_id"]]
    device_id = next(device["id"] for device in devices if identifier in device["identifiers"])
    return Phone(device_id, client, webhook_id, pushes)
