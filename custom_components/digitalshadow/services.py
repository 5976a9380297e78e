"""The table of all actions, and its registration."""

from typing import Final

from homeassistant.core import HomeAssistant, ServiceCall, ServiceResponse, callback
from homeassistant.helpers.service import async_register_admin_service
from homeassistant.util import dt as dt_util

from .actions import assess, blueprints, granting, measurements, notices, people, reports
from .actions.action import Handler
from .const import DOMAIN
from .history.forgetting import async_forget_action

ACTIONS: Final = (
    *assess.ACTIONS,
    *people.ACTIONS,
    *reports.ACTIONS,
    *measurements.ACTIONS,
    *notices.ACTIONS,
    *granting.ACTIONS,
    *blueprints.ACTIONS,
)


@callback
def async_setup_services(hass: HomeAssistant) -> None:
    """Register the actions; they are there, and say what is missing, even while no entry is loaded."""
    for action in ACTIONS:
        handler = _forgetting(action.handler)
        if action.admin_only:
            async_register_admin_service(
                hass, DOMAIN, action.name, handler, action.schema, action.supports_response
            )
        else:
            hass.services.async_register(
                DOMAIN, action.name, handler, action.schema, action.supports_response
            )


def _forgetting(handler: Handler) -> Handler:
    """Return the handler, after which what the action was given leaves Home Assistant's recorder."""

    async def async_handle(call: ServiceCall) -> ServiceResponse:
        """Do it; what was refused was given all the same."""
        called_at = dt_util.utcnow().timestamp()
        try:
            return await handler(call)
        finally:
            async_forget_action(call.hass, called_at)

    return async_handle
