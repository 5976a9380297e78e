"""A phone with the companion app, as far as Home Assistant can tell: it registers and receives pushes."""

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
    pushes: asyncio.Queue[dict[str, Any]]
    """Notifications in the order in which they arrive."""


async def register(client: Client) -> Phone:
    """Register the phone of the logged-in person and open its push channel."""
    registered = await client.post("/api/mobile_app/registrations", REGISTRATION)
    channel = "mobile_app/push_notification_channel"
    pushes = await client.websocket.subscribe(channel, webhook_id=registered["webhook_id"])
    devices = await client.websocket.command("config/device_registry/list")
    identifier = ["mobile_app", REGISTRATION["device_id"]]
    device_id = next(device["id"] for device in devices if identifier in device["identifiers"])
    return Phone(device_id=device_id, pushes=pushes)
