"""Where a camera's live stream is, as its integration says at this moment. Nothing of the answer is kept or shown."""

import asyncio
from typing import Final

from homeassistant.components.camera import Camera, async_get_stream_source
from homeassistant.components.camera.helper import get_camera_from_entity_id
from homeassistant.const import CONF_VERIFY_SSL
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from ..live_video.records import StreamAddress, StreamEnd, StreamEndedError
from .cancellation import raise_if_cancelled

SOURCE_SECONDS: Final = 10.0
"""How long an integration may take to say where its stream is; Home Assistant's own camera component waits as long."""
_RTSP_TRANSPORT: Final = "rtsp_transport"
_USE_WALLCLOCK: Final = "use_wallclock_as_timestamps"
"""How Home Assistant's streams call what an integration says of reading its camera; FFmpeg calls both alike."""


async def async_stream_address(hass: HomeAssistant, entity_id: str) -> StreamAddress | None:
    """Return where the stream is and how it is read, asked for anew; None where the camera has none.

    Raises:
        StreamEndedError: The camera is off or gone, or its integration fails or takes too long.
    """
    camera: Camera | None = None
    url: object = None
    try:
        async with asyncio.timeout(SOURCE_SECONDS):
            camera = get_camera_from_entity_id(hass, entity_id)
            url = await async_get_stream_source(hass, entity_id)
    except GeneratorExit:
        raise
    except BaseException:  # noqa: BLE001  # whatever the camera's integration raises, and it may hold the address
        raise_if_cancelled()
        camera = None
    # Not within `except`: the error would carry what the integration raised.
    if camera is None:
        raise StreamEndedError(StreamEnd.UNREACHABLE)
    return StreamAddress(url, _options_of(camera)) if url and isinstance(url, str) else None


def is_switched_on(hass: HomeAssistant, entity_id: str) -> bool:
    """Tell whether the camera is there and on: somebody who switches it off wants nobody to look."""
    try:
        get_camera_from_entity_id(hass, entity_id)
    except HomeAssistantError:
        return False
    return True


def _options_of(camera: Camera) -> dict[str, str]:
    """Return how the stream is read, as Home Assistant's own are: cameras sign their certificates themselves."""
    options = {"tls_verify": "1" if camera.stream_options.get(CONF_VERIFY_SSL) else "0"}
    if transport := camera.stream_options.get(_RTSP_TRANSPORT):
        options[_RTSP_TRANSPORT] = str(transport)
    if camera.stream_options.get(_USE_WALLCLOCK):
        options[_USE_WALLCLOCK] = "1"
    return options
