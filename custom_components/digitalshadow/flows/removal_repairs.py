"""The repair after somebody was removed: says what is still there, and erases it now or after an export."""

from datetime import date
import json
from typing import Any

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import probatio

from ..commands.offered_file import EXPORT_NAME, Offer, async_offer
from ..const import DOMAIN
from ..exceptions import translation_key
from ..people.leaving import REMOVED_SECONDS
from ..record import Document, RecordClosedError, RecordError
from ..runtime import DigitalShadowConfigEntry, DigitalShadowRuntime
from .enrolment import signed_in_user_id

type Input = dict[str, Any]


class RemovedPersonFlow(RepairsFlow):
    """Goes through the removed people, one after the other; closing it leaves the rest for the week."""

    _person_id: str
    _removal: Document
    _offer: Offer

    async def async_step_init(self, _user_input: Input | None = None) -> RepairsFlowResult:
        """Say of the one who was removed first what is there, and ask what to do; end when nobody is left."""
        if (runtime := _runtime_of(self.hass)) is None:
            return self.async_abort(reason="record_closed")
        try:
            removed = await runtime.coordinator.leaving.async_removed()
            if not removed:
                return self.async_create_entry(data={})
            self._person_id, self._removal = next(iter(removed.items()))
            stored = await runtime.record.async_stored_rows(self._person_id)
        except RecordError as error:
            return self.async_abort(reason=translation_key(error))
        return self.async_show_menu(
            step_id="init",
            menu_options=["erase", "export"],
            description_placeholders={
                "name": str(self._removal.content.get("name") or "?"),
                "day": _erased_on(self._removal).isoformat(),
                **{kind: str(count) for kind, count in stored.items()},
            },
        )

    async def async_step_erase(self, user_input: Input | None = None) -> RepairsFlowResult:
        """Erase it now, once that is confirmed."""
        if user_input is not None:
            return await self._async_erase("erase")
        return self._shown("erase")

    async def async_step_export(self, user_input: Input | None = None) -> RepairsFlowResult:
        """Give the link to the file; erase once it was fetched."""
        if user_input is None:
            self._offer = async_offer(self.hass, EXPORT_NAME, self._async_exported)
        elif self._offer.is_saved:
            return await self._async_erase("export")
        return self._shown("export", {} if user_input is None else {"base": "not_saved_yet"})

    async def _async_erase(self, step_id: str) -> RepairsFlowResult:
        """Erase everything, then go on with the next."""
        if (runtime := _runtime_of(self.hass)) is None:
            return self.async_abort(reason="record_closed")
        try:
            await runtime.coordinator.leaving.async_forget(self._person_id, signed_in_user_id())
        except RecordError as error:
            return self._shown(step_id, {"base": translation_key(error)})
        return await self.async_step_init()

    async def _async_exported(self) -> bytes:
        """Return everything that is stored, and what the removal took."""
        if (runtime := _runtime_of(self.hass)) is None:
            raise RecordClosedError("Expected an open record, got none. Open the dialog again")
        exported_at = dt_util.utcnow().timestamp()
        record = await runtime.record.async_export_person(self._person_id, exported_at, signed_in_user_id())
        return json.dumps({**self._removal.content, "record": record}, indent=2).encode()

    def _shown(self, step_id: str, errors: dict[str, str] | None = None) -> RepairsFlowResult:
        """Show a step without fields."""
        link = {"url": self._offer.url} if step_id == "export" else {}
        return self.async_show_form(
            step_id=step_id,
            data_schema=probatio.Schema({}),
            errors=errors or {},
            description_placeholders={"name": str(self._removal.content.get("name") or "?"), **link},
        )


def _erased_on(removal: Document) -> date:
    """Return on which day everything erases itself."""
    return dt_util.as_local(dt_util.utc_from_timestamp(removal.changed_at + REMOVED_SECONDS)).date()


def _runtime_of(hass: HomeAssistant) -> DigitalShadowRuntime | None:
    """Return the living parts of the loaded entry; None where there is none."""
    entries: list[DigitalShadowConfigEntry] = hass.config_entries.async_loaded_entries(DOMAIN)
    return entries[0].runtime_data if entries else None
