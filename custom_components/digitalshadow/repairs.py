"""What the button of a repair issue does."""

from typing import override

from homeassistant.components.repairs import ConfirmRepairFlow, RepairsFlow, RepairsFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.requirements import async_clear_install_history

from .const import DOMAIN
from .issues import ACKNOWLEDGED, Issue
from .model_files.track_record import async_forgive


class TryAgainFlow(ConfirmRepairFlow):
    """Brings the engine up anew: installs, downloads and starts what was missing."""

    @override
    async def async_step_confirm(self, user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Reload the integration once the user agreed; the issue comes back if that did not help."""
        if user_input is not None:
            async_clear_install_history(self.hass)
            await async_forgive(self.hass)
            for entry in self.hass.config_entries.async_entries(DOMAIN):
                self.hass.config_entries.async_schedule_reload(entry.entry_id)
        return await super().async_step_confirm(user_input)


async def async_create_fix_flow(
    hass: HomeAssistant, issue_id: str, data: dict[str, str | int | float | None] | None
) -> RepairsFlow:
    """Return the flow that fixes an issue, or takes note that it was read."""
    return ConfirmRepairFlow() if Issue(issue_id) in ACKNOWLEDGED else TryAgainFlow()
