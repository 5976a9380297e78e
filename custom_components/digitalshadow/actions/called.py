"""Whom an action is about, and who calls it."""

from typing import Final

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import config_validation as cv, device_registry as dr
import probatio

from ..const import DOMAIN
from ..entry import people_of
from ..exceptions import refused
from ..people.access import Caller, May, async_caller
from ..runtime import DigitalShadowConfigEntry

ATTR_PERSON: Final = "person"
"""The person's device: what the user interface can offer by name, filtered by integration."""

PERSON_SCHEMA: Final = probatio.Schema({probatio.Required(ATTR_PERSON): cv.string})
"""The field of every action on a person."""


def loaded_entry(hass: HomeAssistant) -> DigitalShadowConfigEntry:
    """Return the one loaded config entry; raise `ServiceValidationError` when there is none."""
    entries: list[DigitalShadowConfigEntry] = hass.config_entries.async_loaded_entries(DOMAIN)
    if not entries:
        raise refused("not_loaded")
    return entries[0]


def person_of_device(hass: HomeAssistant, device_id: str) -> ConfigSubentry:
    """Return the person that a device stands for; raise `ServiceValidationError` for any other device."""
    people = people_of(loaded_entry(hass)).values()
    device = dr.async_get(hass).async_get(device_id)
    if device is not None:
        for person in people:
            if (DOMAIN, person.subentry_id) in device.identifiers:
                return person
    raise refused("not_a_person")


async def async_called_person(call: ServiceCall, may: May) -> tuple[ConfigSubentry, Caller]:
    """Return the person a call is about, and who calls.

    Raises:
        Unauthorized: The caller may not do that with the person.
        ServiceValidationError: What was asked for cannot be done.
    """
    person = person_of_device(call.hass, call.data[ATTR_PERSON])
    caller = await async_caller(call.hass, call.context)
    if not may(caller, person):
        raise Unauthorized(context=call.context)
    return person, caller
