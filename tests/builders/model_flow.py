"""The dialog that sets DigitalShadow up, opened where a model is chosen."""

from homeassistant.config_entries import SOURCE_USER, ConfigFlowResult
from homeassistant.core import HomeAssistant

from custom_components.digitalshadow.const import DOMAIN
from custom_components.digitalshadow.flows.model import FIELD_START, START_LIVECAD


async def async_open_models(hass: HomeAssistant) -> ConfigFlowResult:
    """Open it and say that there is a file of one's own."""
    flows = hass.config_entries.flow
    form = await flows.async_init(DOMAIN, context={"source": SOURCE_USER})
    return await flows.async_configure(form["flow_id"], {FIELD_START: START_LIVECAD})
