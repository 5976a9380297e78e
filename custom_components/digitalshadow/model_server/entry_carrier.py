"""The carrier to the inference server that an entry names, and the repair issue that says when it is lost."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from ..engine.records.sightings import Sighting
from ..issues import Issue, async_take_back, async_tell
from ..server_options import server_of
from .carrier import Carrier
from .proving import AskEngine


def carrier_of(
    hass: HomeAssistant,
    entry: ConfigEntry[Any],
    *,
    ask_engine: AskEngine,
    is_engine_ready: Callable[[], bool],
    may_be_sent: Callable[[], Collection[str]],
    on_answer: Callable[[Sighting], None],
) -> Carrier | None:
    """Return what asks the entry's inference server, see `Carrier`; None where none was named."""
    server = server_of(entry)
    if server is None:
        return None
    return Carrier(
        server,
        begin=partial(entry.async_create_background_task, hass),
        ask_engine=ask_engine,
        is_engine_ready=is_engine_ready,
        may_be_sent=may_be_sent,
        on_answer=on_answer,
        on_loss=partial(_async_handle_loss, hass, server.name),
        now=hass.loop.time,
    )


@callback
def _async_handle_loss(hass: HomeAssistant, name: str, is_lost: bool) -> None:  # noqa: FBT001  # a callback
    """Say that the inference server of that name has been lost for long, until it speaks again."""
    if is_lost:
        async_tell(hass, Issue.SERVER_LOST, name=name)
    else:
        async_take_back(hass, Issue.SERVER_LOST)
