"""What the button of a repair issue does."""

from typing import Final, override

from homeassistant.components.repairs import ConfirmRepairFlow, RepairsFlow, RepairsFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.requirements import async_clear_install_history

from .blueprints import async_install_blueprints
from .const import DOMAIN
from .flows.key_repairs import BringKeyBackFlow, NewKeyFlow, SaveKeyFlow
from .flows.removal_repairs import RemovedPersonFlow
from .issues import ACKNOWLEDGED, Issue, issue_of
from .model_files.track_record import async_forgive
from .runtime import DigitalShadowConfigEntry


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


class TryCameraFlow(ConfirmRepairFlow):
    """Tries a camera again that was set aside."""

    @override
    async def async_step_confirm(self, user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Have its watcher look again now; the issue comes back if its next picture ends the engine too."""
        if user_input is not None:
            entry: DigitalShadowConfigEntry
            for entry in self.hass.config_entries.async_loaded_entries(DOMAIN):
                entry.runtime_data.coordinator.watching.forgive(issue_of(self.issue_id)[1])
        return await super().async_step_confirm(user_input)


class InstallBlueprintsFlow(ConfirmRepairFlow):
    """Brings the installed blueprints up to date."""

    @override
    async def async_step_confirm(self, user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Install them once the user agreed; a copy that somebody changed stays."""
        if user_input is not None:
            await async_install_blueprints(self.hass)
        return await super().async_step_confirm(user_input)


class TryStreamFlow(ConfirmRepairFlow):
    """Tries a camera's live stream again that was refused."""

    @override
    async def async_step_confirm(self, user_input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Let it be opened when somebody is seen; the issue comes back if it is refused then too."""
        if user_input is not None:
            entry: DigitalShadowConfigEntry
            for entry in self.hass.config_entries.async_loaded_entries(DOMAIN):
                entry.runtime_data.coordinator.watching.try_stream_again(issue_of(self.issue_id)[1])
        return await super().async_step_confirm(user_input)


_FLOWS: Final[dict[Issue, type[RepairsFlow]]] = {
    Issue.RECOVERY_FILE_MISSING: SaveKeyFlow,
    Issue.RECORD_KEY_MISSING: BringKeyBackFlow,
    Issue.NEW_KEY_OFFERED: NewKeyFlow,
    Issue.PERSON_REMOVED: RemovedPersonFlow,
    Issue.CAMERA_SET_ASIDE: TryCameraFlow,
    Issue.BLUEPRINTS_CHANGED: InstallBlueprintsFlow,
    Issue.CAMERA_STREAM_NOT_FOUND: TryStreamFlow,
    Issue.CAMERA_STREAM_UNAUTHORISED: TryStreamFlow,
}


async def async_create_fix_flow(
    hass: HomeAssistant, issue_id: str, data: dict[str, str | int | float | None] | None
) -> RepairsFlow:
    """Return the flow that fixes an issue, or takes note that it was read."""
    issue, _ = issue_of(issue_id)
    if issue in _FLOWS:
        return _FLOWS[issue]()
    return ConfirmRepairFlow() if issue in ACKNOWLEDGED else TryAgainFlow()
