"""Hands a recovery file to the administrator who asked for it, as a download that only they can open."""

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
import secrets
from typing import Final

from aiohttp import web
from homeassistant.components.http import KEY_AUTHENTICATED, KEY_HASS_USER, HomeAssistantView
from homeassistant.components.http.auth import async_sign_path
from homeassistant.core import HomeAssistant, callback
from homeassistant.util import dt as dt_util
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN
from ..issues import Issue, async_take_back
from ..record import RecordError

FILE_NAME: Final = "digitalshadow-recovery-file.json"
_LIFETIME: Final = timedelta(minutes=10)
_URL: Final = "/api/digitalshadow/recovery_file/{token}"


@dataclass(slots=True)
class Offer:
    """A recovery file that waits to be saved."""

    content: bytes
    """The file."""
    url: str
    """Where the one who asked for it finds it, for ten minutes."""
    is_saved: bool = False
    """Whether it was fetched."""


_OFFERS: Final[HassKey[dict[str, Offer]]] = HassKey("digitalshadow_recovery_files")


@callback
def async_offer(hass: HomeAssistant, content: bytes) -> Offer:
    """Offer a file to whoever makes the present request. Only the latest one is kept, and only in memory."""
    token = secrets.token_urlsafe(16)
    offer = Offer(content, async_sign_path(hass, _URL.format(token=token), _LIFETIME))
    hass.data[_OFFERS] = {token: offer}
    return offer


@callback
def async_setup_recovery_file(hass: HomeAssistant) -> None:
    """Register the address once for all entries."""
    hass.http.register_view(RecoveryFileView())


class RecoveryFileView(HomeAssistantView):
    """The download. It checks the account itself: a refusal must not count as a failed login."""

    url = _URL
    name = "api:digitalshadow:recovery_file"
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
        offer.is_saved = True
        await _async_note_saved(hass)
        return web.Response(
            body=offer.content,
            content_type="application/json",
            headers={
                "Cache-Control": "no-store",
                "Content-Disposition": f'attachment; filename="{FILE_NAME}"',
            },
        )


async def _async_note_saved(hass: HomeAssistant) -> None:
    """Ask for a recovery file no more; where the record cannot keep that, it is asked for again."""
    for entry in hass.config_entries.async_loaded_entries(DOMAIN):
        try:
            await entry.runtime_data.record.async_note_recovery_file(dt_util.utcnow().timestamp())
        except RecordError:
            return
    async_take_back(hass, Issue.RECOVERY_FILE_MISSING)
