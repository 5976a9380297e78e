"""The action that puts the automation blueprints where Home Assistant looks for them."""

from typing import Final

from homeassistant.core import ServiceCall, ServiceResponse
from homeassistant.helpers import config_validation as cv
import probatio

from ..blueprints import async_install_blueprints
from .action import Action

ATTR_OVERWRITE: Final = "overwrite"


async def _async_install_blueprints(call: ServiceCall) -> ServiceResponse:
    """Copy the blueprints, or bring the copies up to date."""
    outcomes = await async_install_blueprints(call.hass, overwrite=call.data[ATTR_OVERWRITE])
    return {path: outcome.value for path, outcome in outcomes.items()}


ACTIONS: Final = (
    Action(
        name="install_blueprints",
        handler=_async_install_blueprints,
        schema=probatio.Schema({probatio.Optional(ATTR_OVERWRITE, default=False): cv.boolean}),
        admin_only=True,
    ),
)
