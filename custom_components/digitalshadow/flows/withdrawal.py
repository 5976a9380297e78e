"""The step that takes a consent back: says what goes, offers it as a file, and erases it."""

import json
from typing import Any, Final

from homeassistant.config_entries import SubentryFlowResult
from homeassistant.helpers.selector import BooleanSelector
import probatio

from ..actions.people import async_exported
from ..commands.offered_file import EXPORT_NAME, async_offer
from ..exceptions import translation_key
from ..record import RecordError
from ..runtime import DigitalShadowConfigEntry
from .enrolment import EnrolmentFlow, signed_in_user_id

FIELD_ERASE: Final = "erase"

_WITHDRAW_SCHEMA: Final = probatio.Schema({probatio.Required(FIELD_ERASE, default=False): BooleanSelector()})


class WithdrawalFlow(EnrolmentFlow):
    """Erase a person, once that is confirmed."""

    async def _async_ask_to_withdraw(self, errors: dict[str, str] | None = None) -> SubentryFlowResult:
        """Show what would be erased, and the link to a file of it."""
        entry: DigitalShadowConfigEntry = self._get_entry()
        person = self._get_reconfigure_subentry()
        try:
            stored = await self._runtime.record.async_stored_rows(self._person_id)
        except RecordError as error:
            return self.async_abort(reason=translation_key(error))

        async def async_export() -> bytes:
            """Return everything that is stored when it is fetched."""
            exported = await async_exported(entry, person, signed_in_user_id())
            return json.dumps(exported, indent=2).encode()

        return self.async_show_form(
            step_id="withdraw",
            data_schema=_WITHDRAW_SCHEMA,
            errors=errors or {},
            description_placeholders={
                "name": self._name,
                "url": async_offer(self.hass, EXPORT_NAME, async_export).url,
                **{kind: str(count) for kind, count in stored.items()},
            },
        )

    async def async_step_withdraw(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Say what goes, offer it as a file, and erase everything of the person once that is confirmed."""
        if user_input is None:
            return await self._async_ask_to_withdraw()
        if not user_input[FIELD_ERASE]:
            return await self._async_ask_to_withdraw({FIELD_ERASE: "erase_required"})
        try:
            erasure = await self._runtime.coordinator.leaving.async_forget(
                self._person_id, signed_in_user_id()
            )
        except RecordError as error:
            return await self._async_ask_to_withdraw({"base": translation_key(error)})
        self.hass.config_entries.async_remove_subentry(self._get_entry(), self._reconfigure_subentry_id)
        left = await self._runtime.coordinator.removals.async_left(self._reconfigure_subentry_id)
        found = [*erasure.found_in, *(one.where for one in left or () if one.is_lasting)]
        return self.async_abort(
            reason="erasure_not_verified" if found else "consent_withdrawn",
            description_placeholders={"name": self._name, "files": ", ".join(found)},
        )
