"""The step of the person flow in which somebody agrees that their pulse is measured from video, or does no more."""

from typing import Any, Final

from homeassistant.config_entries import SubentryFlowResult
from homeassistant.helpers.selector import BooleanSelector
import probatio

from ..const import CONF_PULSE_AGREED
from ..entry import measures_pulse
from ..exceptions import translation_key
from ..people.consent import has_agreed, may_agree
from ..record import RecordError
from .enrolment import EnrolmentFlow, signed_in_user_id

FIELD_PULSE_AGREES: Final = "pulse_agrees"


class PulseConsentFlow(EnrolmentFlow):
    """A consent of its own: no unless somebody says yes, and taken back alone."""

    @property
    def _can_choose_pulse(self) -> bool:
        """Whether there is a camera for the pulse, or a yes that can be taken back."""
        person = self._get_reconfigure_subentry()
        return measures_pulse(self._get_entry()) or bool(person.data.get(CONF_PULSE_AGREED, False))

    async def async_step_pulse(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Say what would be measured, what it is not, and take the choice."""
        person = self._get_reconfigure_subentry()
        if not has_agreed(person):
            return self.async_abort(reason="consent_outdated")
        errors: dict[str, str] = {}
        if user_input is not None:
            agrees = user_input[FIELD_PULSE_AGREES]
            if agrees and not may_agree(person, signed_in_user_id()):
                errors[FIELD_PULSE_AGREES] = "agrees_by_themself"
            else:
                try:
                    await self._runtime.coordinator.pulse_consent.async_set(
                        person, signed_in_user_id(), on=agrees
                    )
                except RecordError as error:
                    errors["base"] = translation_key(error)
                else:
                    return self.async_abort(
                        reason="pulse_agreed" if agrees else "pulse_agreed_no_more",
                        description_placeholders={"name": self._name},
                    )
        agreed = bool(person.data.get(CONF_PULSE_AGREED, False))
        return self.async_show_form(
            step_id="pulse",
            data_schema=probatio.Schema(
                {probatio.Required(FIELD_PULSE_AGREES, default=agreed): BooleanSelector()}
            ),
            errors=errors,
            description_placeholders={"name": self._name},
        )
