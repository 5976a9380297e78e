"""The steps about consent: what happens, what is kept, and where nobody has an account, who sees it and the yes.

One step asks for one thing, so that on a phone each fits on the screen and an error stands where the finger is.
"""

import time
from typing import Any, Final

from homeassistant.config_entries import SOURCE_USER, SubentryFlowResult
from homeassistant.helpers.selector import (
    BooleanSelector,
    EntitySelector,
    EntitySelectorConfig,
    SelectSelector,
    SelectSelectorConfig,
)
import probatio

from ..const import (
    CONF_GRANTED_USER_IDS,
    CONF_PULSE_AGREED,
    CONF_SERVER_RECEIVER,
    CONF_SHARING,
    CONSENT_VERSION,
)
from ..people.accounts import person_entity_ids_of, user_id_of
from ..record import Consent, Sharing
from .enrolment import NOTHING_TO_FILL_IN, EnrolmentFlow, signed_in_user_id

FIELD_CONSENT: Final = "consent"
FIELD_GRANTED: Final = "granted_person_entity_ids"

# The dialog preselects what stands first: clicking on alone must not publish anything.
_SHARING_OPTIONS: Final = [Sharing.PRIVATE.value, Sharing.SHARED.value]
_SHARING_SCHEMA: Final = probatio.Schema(
    {
        probatio.Required(CONF_SHARING, default=Sharing.PRIVATE.value): SelectSelector(
            SelectSelectorConfig(options=_SHARING_OPTIONS, translation_key=CONF_SHARING)
        )
    }
)
_GRANTED_SCHEMA: Final = probatio.Schema(
    {
        probatio.Optional(FIELD_GRANTED, default=list): EntitySelector(
            EntitySelectorConfig(domain="person", multiple=True)
        )
    }
)
_AGREED_SCHEMA: Final = probatio.Schema({probatio.Required(FIELD_CONSENT, default=False): BooleanSelector()})


class ConsentFlow(EnrolmentFlow):
    """Say what is stored and who can see it; go on only with a yes, or leave it to the person's own account."""

    _sharing: Sharing
    _granted_user_ids: tuple[str, ...] = ()

    async def async_step_consent(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Say what happens."""
        if user_input is not None:
            return await self.async_step_consent_kept()
        return self._shown("consent")

    async def async_step_consent_kept(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Say what is kept and who can see it; somebody with an account decides the rest on their own page."""
        if user_input is None:
            return self._shown("consent_kept")
        if self._invites:
            return await self.async_step_invited()
        return await self.async_step_sharing()

    async def async_step_invited(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Say that the person answers by their own account, and that nothing is made of the photos before that."""
        if user_input is not None:
            return await self._async_step_after_consent()
        return self._shown("invited")

    async def async_step_sharing(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask who can see the values."""
        if user_input is None:
            return self._shown("sharing", _SHARING_SCHEMA, {CONF_SHARING: self._known(CONF_SHARING)})
        self._sharing = Sharing(user_input[CONF_SHARING])
        if self._sharing is Sharing.PRIVATE:
            return await self.async_step_granted()
        self._granted_user_ids = tuple(self._known(CONF_GRANTED_USER_IDS) or ())
        return await self.async_step_agreed()

    async def async_step_granted(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask who else may read everything of somebody private."""
        errors: dict[str, str] = {}
        if user_input is not None:
            granted = [user_id_of(self.hass, entity_id) for entity_id in user_input[FIELD_GRANTED]]
            self._granted_user_ids = tuple(user_id for user_id in granted if user_id is not None)
            if len(self._granted_user_ids) == len(granted):
                return await self.async_step_agreed()
            errors[FIELD_GRANTED] = "person_without_account"
        before = person_entity_ids_of(self.hass, self._known(CONF_GRANTED_USER_IDS) or ())
        return self._shown("granted", _GRANTED_SCHEMA, user_input or {FIELD_GRANTED: before}, errors)

    async def async_step_agreed(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for the yes; nobody is enrolled without it."""
        errors: dict[str, str] = {}
        if user_input is not None:
            if user_input[FIELD_CONSENT]:
                self._consent = self._consent_as_ticked()
                return await self._async_step_after_consent()
            errors[FIELD_CONSENT] = "consent_required"
        return self._shown("agreed", _AGREED_SCHEMA, user_input, errors)

    async def _async_step_after_consent(self) -> SubentryFlowResult:
        """Go on to the photos."""
        raise NotImplementedError

    def _shown(
        self,
        step_id: str,
        schema: probatio.Schema = NOTHING_TO_FILL_IN,
        suggested: dict[str, Any] | None = None,
        errors: dict[str, str] | None = None,
    ) -> SubentryFlowResult:
        """Show one step, which is never the last."""
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(schema, suggested),
            errors=errors or {},
            description_placeholders={"name": self._name, "version": CONSENT_VERSION},
            last_step=False,
        )

    def _known(self, key: str) -> Any:  # noqa: ANN401  # what the person's data hold
        """Return what the person chose before; nothing of somebody new."""
        return None if self.source == SOURCE_USER else self._get_reconfigure_subentry().data.get(key)

    def _consent_as_ticked(self) -> Consent:
        """Return the consent: to which text, by whom and when."""
        return Consent(
            person_id=self._person_id,
            version=CONSENT_VERSION,
            consented_at=time.time(),
            sharing=self._sharing,
            granted_user_ids=self._granted_user_ids,
            recorded_by=signed_in_user_id(),
            receiver=self._known(CONF_SERVER_RECEIVER),
            pulse=bool(self._known(CONF_PULSE_AGREED)),
        )
