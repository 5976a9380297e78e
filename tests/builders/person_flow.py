"""A person's dialog, answered step by step."""

from typing import Any

from homeassistant.config_entries import SOURCE_RECONFIGURE, SOURCE_USER, SubentryFlowResult
from homeassistant.core import HomeAssistant

from custom_components.digitalshadow.const import (
    CONF_SHARING,
    SUBENTRY_PERSON,
)
from custom_components.digitalshadow.flows.enrolment import FIELD_GRANTED
from custom_components.digitalshadow.runtime import DigitalShadowConfigEntry
from tests.builders.household import (
    CARER_ACCOUNT,
)

AGREED = {CONF_SHARING: "private", FIELD_GRANTED: ["person.carer"], "consent": True}


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
    return await flow.submit(**AGREED)


async def async_snapshot(flow: Flow) -> SubentryFlowResult:
    """Take a photo with the camera."""
    await flow.choose("snapshot")
    return await flow.submit(camera="camera.hall")
