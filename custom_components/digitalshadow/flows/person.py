"""The flow that enrols a person, and the menu of what can be changed later; each change has a file of its own."""

from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState, SubentryFlowResult
from homeassistant.helpers.selector import TextSelector
import probatio

from ..const import CONF_USER_ID
from ..entry import is_invited
from ..exceptions import translation_key
from ..health.person.names import clean_name
from ..people.accounts import user_id_of
from ..people.consent import has_agreed, needs_answer
from ..people.enrolment import MAX_NAME_LENGTH, async_comparable_templates
from ..record import RecordError
from ..server_options import server_of
from .account_link import FIELD_PERSON_ENTITY_ID, AccountLinkFlow
from .enrolment import Purpose
from .linked_sensors import LinkedEntitiesFlow
from .many_people import ManyPeopleFlow
from .measurements import MeasurementsFlow
from .news_settings import NewsSettingsFlow
from .profile import ProfileFlow
from .pulse_consent import PulseConsentFlow
from .server_consent import ServerConsentFlow
from .withdrawal import WithdrawalFlow

FIELD_NAME: Final = "name"


class PersonSubentryFlow(
    ProfileFlow,
    MeasurementsFlow,
    LinkedEntitiesFlow,
    NewsSettingsFlow,
    AccountLinkFlow,
    ServerConsentFlow,
    PulseConsentFlow,
    ManyPeopleFlow,
    WithdrawalFlow,
):
    """Ask who it is, then for consent and photos; or what shall change."""

    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask for a person of Home Assistant, a name, or both."""
        if self._get_entry().state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="entry_not_loaded")
        errors: dict[str, str] = {}
        if user_input is not None:
            chosen: str | None = user_input.get(FIELD_PERSON_ENTITY_ID)
            self._name = clean_name(user_input.get(FIELD_NAME) or self._shown_name(chosen))
            if (error := self._name_error()) is not None:
                errors[FIELD_NAME] = error
            elif self._is_taken(chosen):
                return self.async_abort(reason="already_linked")
            elif (error := self._link_error(chosen)) is not None:
                errors[FIELD_PERSON_ENTITY_ID] = error
            else:
                self._user_id = chosen and user_id_of(self.hass, chosen)
                return await self.async_step_many_people()
        return self.async_show_form(
            step_id="user",
            data_schema=self.add_suggested_values_to_schema(self._who_schema(), user_input),
            errors=errors,
            description_placeholders={"max_length": str(MAX_NAME_LENGTH)},
        )

    def _who_schema(self) -> probatio.Schema:
        """Return the form of the first step."""
        return self._link_schema().extend({probatio.Optional(FIELD_NAME): TextSelector()})

    def _shown_name(self, person_entity_id: str | None) -> str:
        """Return the name of a person of Home Assistant; empty without one."""
        state = self.hass.states.get(person_entity_id or "")
        return "" if state is None else state.name

    def _name_error(self) -> str | None:
        """Tell what is wrong with the name, if anything."""
        if not self._name:
            return "name_required"
        if len(self._name) > MAX_NAME_LENGTH:
            return "name_too_long"
        taken = {person.title.casefold() for person in self._other_people()}
        return "name_taken" if self._name.casefold() in taken else None

    async def async_step_reconfigure(self, _user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Offer what can be changed; somebody whose record is lost is asked for consent and photos again."""
        if self._get_entry().state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="entry_not_loaded")
        person = self._get_reconfigure_subentry()
        self._person_id = str(person.unique_id)
        self._name = person.title
        if is_invited(person):
            return self.async_abort(reason="waits_for_answer", description_placeholders={"name": self._name})
        try:
            stored = await self._runtime.record.async_stored_since()
        except RecordError as error:
            return self.async_abort(reason=translation_key(error))
        if self._person_id not in stored:
            self._user_id = person.data.get(CONF_USER_ID)
            return await self.async_step_consent()
        # People with an account answer, measure and choose who reads on their own page.
        has_page = self._has_own_page
        return self.async_show_menu(
            step_id="reconfigure",
            menu_options=[
                *([] if has_page else ["profile", "measurements"]),
                "linked_entities",
                "report_schedule",
                "absence",
                "link",
                *([] if has_page else ["change_sharing"]),
                *(["server"] if server_of(self._get_entry()) else []),
                *(["pulse"] if self._can_choose_pulse else []),
                "add_photos",
                "replace_photos",
                "withdraw",
            ],
            description_placeholders={"name": self._name},
        )

    async def async_step_change_sharing(
        self, _user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Change who can see the values, which is a new consent; people who know an older text read the new one."""
        if self._has_own_page:
            return self._left_to_the_account()
        person = self._get_reconfigure_subentry()
        self._purpose = Purpose.SHARING
        return await (self.async_step_sharing if has_agreed(person) else self.async_step_consent)()

    async def async_step_add_photos(self, _user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Take more photos beside those that the recogniser can use."""
        self._purpose = Purpose.ADD_PHOTOS
        ready = self._runtime.runner.ready
        if ready is None:
            return self.async_abort(reason="engine_not_ready")
        try:
            self._stored = await async_comparable_templates(
                self._runtime.record, self._person_id, ready.recogniser_sha256
            )
        except RecordError as error:
            return self.async_abort(reason=translation_key(error))
        return await self._async_step_photos_if_recognised()

    async def async_step_replace_photos(
        self, _user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Take new photos that take the place of the old ones."""
        self._purpose = Purpose.REPLACE_PHOTOS
        return await self._async_step_photos_if_recognised()

    async def _async_step_photos_if_recognised(self) -> SubentryFlowResult:
        """Go on to photos of somebody who agreed to today's text, unless nothing could make use of them."""
        person = self._get_reconfigure_subentry()
        if needs_answer(person):
            return self.async_abort(reason="waits_for_answer", description_placeholders={"name": self._name})
        if not has_agreed(person):
            return self.async_abort(reason="consent_outdated")
        if self._recognition_is_off:
            return self.async_abort(reason="recognition_off")
        return await self.async_step_photos()
