"""A person's dialog, answered step by step."""

from typing import Any

from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER, SubentryFlowResult
from homeassistant.core import HomeAssistant

from custom_components.digitalshadow.const import (
    CONF_SHARING,
    SUBENTRY_PERSON,
)
from custom_components.digitalshadow.flows.consent import FIELD_CONSENT, FIELD_GRANTED
from custom_components.digitalshadow.runtime import DigitalShadowConfigEntry
from tests.builders.household import (
    CARER_ACCOUNT,
)


class Flow:
    """A person flow, driven as the user interface does."""

    def __init__(self, hass: HomeAssistant, entry: DigitalShadowConfigEntry) -> None:
        """Drive flows of one entry, in a home with a carer."""
        hass.states.async_set("person.carer", "home", {"user_id": CARER_ACCOUNT})
        self._flows = hass.config_entries.subentries
        self._handler = (entry.entry_id, SUBENTRY_PERSON)
        self._flow_id = ""

    async def begin(self, subentry_id: str | None = None) -> SubentryFlowResult:
        """Open the flow for somebody new, or for a known person."""
        context: dict[str, Any] = {"source": SOURCE_USER}
        if subentry_id is not None:
            context = {"source": SOURCE_RECONFIGURE, "subentry_id": subentry_id}
        result = await self._flows.async_init(self._handler, context=context)
        self._flow_id = result["flow_id"]
        return result

    async def submit(self, **user_input: Any) -> SubentryFlowResult:  # noqa: ANN401  # JSON values of any kind
        """Fill in the form that is shown."""
        return await self._flows.async_configure(self._flow_id, user_input)

    async def choose(self, option: str) -> SubentryFlowResult:
        """Choose from the menu that is shown."""
        return await self._flows.async_configure(self._flow_id, {"next_step_id": option})


async def async_reach_photos(flow: Flow, name: str = "Clara") -> SubentryFlowResult:
    """Go through a new flow to the photos."""
    await flow.begin()
    await flow.submit(name=name)
    await flow.submit()
    await flow.submit()
    return await async_agree(flow)


async def async_agree(flow: Flow, *granted: str) -> SubentryFlowResult:
    """Keep values private, let the carer read unless others are named, and agree."""
    await flow.submit(**{CONF_SHARING: "private"})
    await flow.submit(**{FIELD_GRANTED: list(granted) or ["person.carer"]})
    return await flow.submit(**{FIELD_CONSENT: True})


async def async_reach_photos_of_account(flow: Flow, person_entity_id: str) -> SubentryFlowResult:
    """Go to the photos of somebody who will answer by their own account."""
    await flow.begin()
    await flow.submit(person_entity_id=person_entity_id)
    for _ in ("what happens", "what is kept"):
        await flow.submit()
    return await flow.submit()


async def async_snapshot(flow: Flow) -> SubentryFlowResult:
    """Take a photo with the camera."""
    await flow.choose("snapshot")
    await flow.submit(camera="camera.hall")
    return await flow.submit(then="take")
