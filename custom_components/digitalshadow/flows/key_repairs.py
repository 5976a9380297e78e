"""The repairs of the key: save it before a move, bring it back after one, begin a new one after somebody was erased."""

from typing import override

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.components.repairs.models import RepairsFlowContext
from homeassistant.helpers import issue_registry as ir
import probatio

from ..const import DOMAIN
from .recovery import FILE_SCHEMA, Input, KeySteps, async_take_keys


class KeyRepairsFlow(KeySteps[RepairsFlowContext, RepairsFlowResult, str], RepairsFlow):
    """A repair that is done when its last step is."""

    @override
    def _ended(self, _done: str) -> RepairsFlowResult:
        """End, which takes the issue back."""
        return self.async_create_entry(data={})


class SaveKeyFlow(KeyRepairsFlow):
    """Wraps the key in a recovery file and has it saved."""

    async def async_step_init(self, user_input: Input | None = None) -> RepairsFlowResult:
        """Begin with the passphrase."""
        return await self.async_step_recovery_file()


class BringKeyBackFlow(RepairsFlow):
    """Takes a recovery file after a move, or takes note that there is none."""

    async def async_step_init(self, user_input: Input | None = None) -> RepairsFlowResult:
        """Ask whether there is a recovery file."""
        return self.async_show_menu(
            step_id="init",
            menu_options=["restore", "confirm"],
            description_placeholders=self._counts(),
        )

    async def async_step_restore(self, user_input: Input | None = None) -> RepairsFlowResult:
        """Take the file and its passphrase."""
        errors: dict[str, str] = {}
        if user_input is not None:
            errors = await async_take_keys(self.hass, user_input)
            if not errors:
                return self.async_create_entry(data={})
        return self.async_show_form(step_id="restore", data_schema=FILE_SCHEMA, errors=errors)

    async def async_step_confirm(self, user_input: Input | None = None) -> RepairsFlowResult:
        """End; what the lost key sealed stays as it is, should the key turn up later."""
        if user_input is not None:
            return self.async_create_entry(data={})
        return self.async_show_form(step_id="confirm", data_schema=probatio.Schema({}))

    def _counts(self) -> dict[str, str] | None:
        """Return how much cannot be read, as the issue tells it."""
        issue = ir.async_get(self.hass).async_get_issue(DOMAIN, self.issue_id)
        return issue.translation_placeholders if issue else None


class NewKeyFlow(KeyRepairsFlow):
    """Begins a new key, or keeps the present one."""

    async def async_step_init(self, user_input: Input | None = None) -> RepairsFlowResult:
        """Ask which."""
        return self.async_show_menu(step_id="init", menu_options=["new_key", "confirm"])

    async def async_step_confirm(self, user_input: Input | None = None) -> RepairsFlowResult:
        """Keep the present key."""
        if user_input is not None:
            return self.async_create_entry(data={})
        return self.async_show_form(step_id="confirm", data_schema=probatio.Schema({}))
