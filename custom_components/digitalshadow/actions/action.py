"""What an action is: its handler, the fields it takes, and whether it answers."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from homeassistant.core import ServiceCall, ServiceResponse, SupportsResponse

type Handler = Callable[[ServiceCall], Coroutine[Any, Any, ServiceResponse]]
"""Does what an action is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action of the integration."""

    name: str
    """What automations call it by, after `digitalshadow.`."""
    handler: Handler
    """Does it, and asks whether the caller may."""
    schema: Any
    """The fields it takes."""
    supports_response: SupportsResponse = SupportsResponse.OPTIONAL
    """Whether it answers with data."""
    admin_only: bool = False
    """Whether Home Assistant itself refuses it to everybody but administrators."""
