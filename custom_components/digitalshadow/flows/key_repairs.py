"""The repairs of the key: save it before a move, bring it back after one, begin a new one after somebody was erased."""

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.helpers import issue_registry as ir
import probatio

from ..commands.recovery_file import Offer
from ..const import DOMAIN
from .recovery import FILE_SCHEMA, PASSPHRASE_SCHEMA, Input, async_begin_new_key, async_take_keys, async_wrap


class SaveKeyFlow(RepairsFlow):
    """Wraps the key in a recovery file and has it saved."""

    _offer: Offer

    async def async_step_init(self, user_input: Input | None = None) -> RepairsFlowResult:
        """Begin with the passphrase."""
        return await self.async_step_recovery_file()

    async def async_step_recovery_file(self, user_input: Input | None = None) -> RepairsFlowResult:
        """Ask for a passphrase, twice."""
        errors: dict[str, str] = {}
        if user_input is not None:
            made = await async_wrap(self.hass, user_input)
            if isinstance(made, Offer):
                self._offer = made
                return await self.async_step_save()
            errors = made
        return self.async_show_form(step_id="recovery_file", data_schema=PASSPHRASE_SCHEMA, errors=errors)

    async def async_step_save(self, user_input: Input | None = None) -> RepairsFlowResult:
        """Give the link; end once the file was fetched."""
        if user_input is not None and self._offer.is_saved:
            return self.async_create_entry(data={})
        return self.async_show_form(
            step_id="save",
            data_schema=probatio.Schema({}),
            errors={} if user_input is None else {"base": "not_saved_yet"},
            description_placeholders={"url": self._offer.url},
        )


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


class NewKeyFlow(RepairsFlow):
    """Begins a new key, or keeps the present one."""

    async def async_step_init(self, user_input: Input | None = None) -> RepairsFlowResult:
        """Ask which."""
        return self.async_show_menu(step_id="init", menu_options=["new_key", "confirm"])

    async def async_step_new_key(self, user_input: Input | None = None) -> RepairsFlowResult:
        """Begin a new key once it is confirmed that old backups become unreadable."""
        errors: dict[str, str] = {}
        if user_input is not None:
            errors = await async_begin_new_key(self.hass)
            if not errors:
                return self.async_create_entry(data={})
        return self.async_show_form(step_id="new_key", data_schema=probatio.Schema({}), errors=errors)

    async def async_step_confirm(self, user_input: Input | None = None) -> RepairsFlowResult:
        """Keep the present key."""
        if user_input is not None:
            return self.async_create_entry(data={})
        return self.async_show_form(step_id="confirm", data_schema=probatio.Schema({}))
