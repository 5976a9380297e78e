"""The action that tells whether a person lets somebody learn of their news: asked before a carer's phone is told."""

from typing import Final

from homeassistant.core import ServiceCall, ServiceResponse, SupportsResponse
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import config_validation as cv
import probatio

from ..people.access import AUTOMATION, async_caller, can_change, is_granted
from ..people.accounts import async_account_of
from .action import Action
from .called import ATTR_PERSON, person_of_device

ATTR_PERSON_ENTITY_ID: Final = "person_entity_id"

_SCHEMA: Final = probatio.Schema(
    {
        probatio.Required(ATTR_PERSON): cv.string,
        probatio.Required(ATTR_PERSON_ENTITY_ID): cv.entity_domain("person"),
    }
)


async def _async_is_granted(call: ServiceCall) -> ServiceResponse:
    """Answer whether somebody may learn of a person's news.

    Automations may ask, because they tell phones; so may administrators and the person, who can see and change the
    grants anyway. Nobody else learns whom the person trusts.
    """
    person = person_of_device(call.hass, call.data[ATTR_PERSON])
    caller = await async_caller(call.hass, call.context)
    if caller is not AUTOMATION and not can_change(caller, person):
        raise Unauthorized(context=call.context)
    account = await async_account_of(call.hass, call.data[ATTR_PERSON_ENTITY_ID])
    return {"granted": is_granted(account, person)}


ACTIONS: Final = (
    Action(
        name="is_granted", handler=_async_is_granted, schema=_SCHEMA, supports_response=SupportsResponse.ONLY
    ),
)
