"""A phone with the Home Assistant app, as Home Assistant sees it: a registration and an address that takes pushes."""

from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.setup import async_setup_component


class Phone:
    """Keeps every push that arrives and how many of them somebody has looked at, and answers with their buttons."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Begin with an empty screen."""
        self.pushes: list[dict[str, Any]] = []
        self.seen = 0
        self.device_id = ""
        self._hass = hass
        app = web.Application()
        app.router.add_post("/push", self._async_take)
        self.server = TestServer(app)

    async def async_register(self, user_id: str = "somebody") -> None:
        """Register with Home Assistant, as the app of an account does."""
        # aiohttp's access log asks for the local time zone, which a frozen clock does not have.
        await self.server.start_server(access_log=None)
        assert await async_setup_component(self._hass, "mobile_app", {})
        registration = {
            "app_data": {"push_token": "token", "push_url": str(self.server.make_url("/push"))},
            "app_id": "test",
            "app_name": "Test",
            "app_version": "1",
            "device_id": "phone",
            "device_name": "Phone",
            "manufacturer": "Test",
            "model": "Test",
            "os_name": "Test",
            "os_version": "1",
            "supports_encryption": False,
            "webhook_id": "webhook",
            "user_id": user_id,
        }
        done = await self._hass.config_entries.flow.async_init(
            "mobile_app", context={"source": "registration"}, data=registration
        )
        await self._hass.async_block_till_done()
        devices = dr.async_entries_for_config_entry(dr.async_get(self._hass), done["result"].entry_id)
        self.device_id = devices[0].id

    def press(self, push: dict[str, Any], title: str) -> None:
        """Press a button of a push, as the app tells it to Home Assistant."""
        action = next(button["action"] for button in push["data"]["actions"] if button["title"] == title)
        self._hass.bus.async_fire(
            "mobile_app_notification_action", {"action": action}, context=Context(user_id="somebody")
        )

    async def _async_take(self, request: web.Request) -> web.Response:
        """Take a push."""
        self.pushes.append(await request.json())
        return web.json_response({}, status=201)
