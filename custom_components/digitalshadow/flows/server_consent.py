"""The step of the person flow in which somebody agrees that the inference server gets their face, or does no more."""

from typing import Any, Final

from homeassistant.config_entries import SubentryFlowResult
from homeassistant.helpers.selector import BooleanSelector
import probatio

from ..exceptions import translation_key
from ..people.consent import has_agreed, may_agree
from ..record import RecordError
from ..server_options import agreed_to_server, server_of
from .enrolment import EnrolmentFlow, signed_in_user_id

FIELD_AGREES: Final = "agrees"


class ServerConsentFlow(EnrolmentFlow):
    """A consent of its own: by the name of the receiver, no unless somebody says yes."""

    async def async_step_server(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Say what would leave and who would get it, and take the choice."""
        person, entry = self._get_reconfigure_subentry(), self._get_entry()
        server = server_of(entry)
        if server is None:
            return self.async_abort(reason="no_server")
        if not has_agreed(person):
            return self.async_abort(reason="consent_outdated")
        errors: dict[str, str] = {}
        if user_input is not None:
            agrees = user_input[FIELD_AGREES]
            if agrees and not may_agree(person, signed_in_user_id()):
                errors[FIELD_AGREES] = "agrees_by_themself"
            else:
                try:
                    await self._runtime.coordinator.sending.async_set(person, signed_in_user_id(), on=agrees)
                except RecordError as error:
                    errors["base"] = translation_key(error)
                else:
                    return self.async_abort(
                        reason="agreed" if agrees else "agrees_no_more",
                        description_placeholders={"name": self._name},
                    )
        schema = probatio.Schema(
            {probatio.Required(FIELD_AGREES, default=agreed_to_server(entry, person)): BooleanSelector()}
        )
        return self.async_show_form(
            step_id="server",
            data_schema=schema,
            errors=errors,
            description_placeholders={"name": self._name, "receiver": server.receiver},
        )
