"""The repairs about live streams that a camera refuses for a reason that somebody can mend."""

from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from ..issues import Issue, async_take_back, async_tell
from ..live_video.records import StreamEnd

REFUSALS: Final = {
    StreamEnd.NOT_FOUND: Issue.CAMERA_STREAM_NOT_FOUND,
    StreamEnd.UNAUTHORISED: Issue.CAMERA_STREAM_UNAUTHORISED,
}
"""What is told, by how a stream ended."""


@callback
def async_tell_refused_stream(
    hass: HomeAssistant, entry: ConfigEntry[Any], camera_id: str, end: StreamEnd | None
) -> None:
    """Say which camera refuses its live stream and why; None takes that back."""
    told = None if end is None else REFUSALS[end]
    async_take_back(hass, *(issue for issue in REFUSALS.values() if issue is not told), about=camera_id)
    if told is not None:
        async_tell(hass, told, about=camera_id, camera=entry.subentries[camera_id].title)
