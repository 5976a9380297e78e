"""Hands a file to the administrator who asked for it in a dialog, as a download that only they can open."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
import logging
import secrets
from typing import Final

from aiohttp import web
from homeassistant.components.http import KEY_AUTHENTICATED, KEY_HASS_USER, HomeAssistantView
from homeassistant.components.http.auth import async_sign_path
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util.hass_dict import HassKey

from ..record import RecordError

_LOGGER = logging.getLogger(__name__)

EXPORT_NAME: Final = "heart-health-export.json"
_LIFETIME: Final = timedelta(minutes=10)
_URL: Final = "/api/digitalshadow/file/{token}"


@dataclass(slots=True)
class Offer:
    """A file that waits to be saved."""

    name: str
    """How the browser calls it."""
    async_content: Callable[[], Awaitable[bytes]]
    """Makes it once it is fetched; what that notes is noted then."""
    url: str
    """Where the one who asked for it finds it, for ten minutes."""
    is_saved: bool = False
    """Whether it was fetched."""


_OFFERS: Final[HassKey[dict[str, Offer]]] = HassKey("digitalshadow_offered_files")


@callback
def async_offer(hass: HomeAssistant, name: str, async_content: Callable[[], Awaitable[bytes]]) -> Offer:
    """Offer a file to the account that makes the present request. Only the latest one is kept, and only in memory."""
    token = secrets.token_urlsafe(16)
    offer = Offer(name, async_content, async_sign_path(hass, _URL.format(token=token), _LIFETIME))
    hass.data[_OFFERS] = {token: offer}
    return offer


@callback
def async_setup_offered_files(hass: HomeAssistant) -> None:
    """Register the address once for all entries."""
    hass.http.register_view(OfferedFileView())


class OfferedFileView(HomeAssistantView):
    """The download. It checks the account itself: a refusal must not count as a failed login."""

    url = _URL
    name = "api:digitalshadow:file"
    requires_auth = False

    async def get(self, request: web.Request, token: str) -> web.Response:
        """Answer with the file, and remember that it was saved."""
        user = request.get(KEY_HASS_USER)
        if not request[KEY_AUTHENTICATED] or user is None or not user.is_admin or user.system_generated:
            return web.Response(status=HTTPStatus.FORBIDDEN)
        hass: HomeAssistant = request.app["hass"]
        offer = hass.data.get(_OFFERS, {}).get(token)
        if offer is None:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        try:
            content = await offer.async_content()
        except (RecordError, HomeAssistantError) as err:
            _LOGGER.warning("A file could not be made: %s", err)
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        offer.is_saved = True
        return web.Response(
            body=content,
            content_type="application/json",
            headers={
                "Cache-Control": "no-store",
                "Content-Disposition": f'attachment; filename="{offer.name}"',
            },
        )
