"""The table of all actions, and its registration."""

from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.service import async_register_admin_service

from .actions import assess, blueprints, granting, measurements, notices, people, reports
from .const import DOMAIN

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
        if action.admin_only:
            async_register_admin_service(
                hass, DOMAIN, action.name, action.handler, action.schema, action.supports_response
            )
        else:
            hass.services.async_register(
                DOMAIN, action.name, action.handler, action.schema, action.supports_response
            )
