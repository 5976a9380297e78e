"""The step that says whose account a person's is, and what forms need to offer accounts that nobody has yet."""

from typing import Any, Final

from homeassistant.config_entries import ConfigSubentry, SubentryFlowResult
from homeassistant.helpers.selector import EntitySelector, EntitySelectorConfig
import probatio

from ..const import CONF_ASKED_AT, CONF_ASKED_BY, CONF_SERVER_RECEIVER, CONF_USER_ID, SUBENTRY_PERSON
from ..exceptions import translation_key
from ..people.accounts import person_entity_ids_of, user_id_of
from ..record import RecordError
from .enrolment import EnrolmentFlow, signed_in_user_id

FIELD_PERSON_ENTITY_ID: Final = "person_entity_id"


class AccountLinkFlow(EnrolmentFlow):
    """Link a person to a person of Home Assistant, each at most once; rights belong to the account behind it."""

    def _link_schema(self) -> probatio.Schema:
        """Return the choice of a person of Home Assistant; each can be linked once."""
        taken = person_entity_ids_of(self.hass, self._taken_user_ids())
        selector = EntitySelector(EntitySelectorConfig(domain="person", exclude_entities=taken))
        return probatio.Schema({probatio.Optional(FIELD_PERSON_ENTITY_ID): selector})

    def _other_people(self) -> list[ConfigSubentry]:
        """Return everybody enrolled but the one this flow is about."""
        people = self._get_entry().get_subentries_of_type(SUBENTRY_PERSON)
        return [person for person in people if person.unique_id != self._person_id]

    def _taken_user_ids(self) -> set[str | None]:
        """Return the accounts of everybody else."""
        return {person.data.get(CONF_USER_ID) for person in self._other_people()} - {None}

    def _is_taken(self, person_entity_id: str | None) -> bool:
        """Tell whether a person of Home Assistant is somebody else already."""
        if person_entity_id is None:
            return False
        return user_id_of(self.hass, person_entity_id) in self._taken_user_ids()

    def _link_error(self, person_entity_id: str | None) -> str | None:
        """Tell what is wrong with a link, if anything: without an account there is nobody who could have a right."""
        has_account = person_entity_id is None or user_id_of(self.hass, person_entity_id) is not None
        return None if has_account else "person_without_account"

    async def async_step_link(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Say which person of Home Assistant this is; that person's account may then read and change everything."""
        person = self._get_reconfigure_subentry()
        errors: dict[str, str] = {}
        if user_input is not None:
            chosen: str | None = user_input.get(FIELD_PERSON_ENTITY_ID)
            if self._is_taken(chosen):
                return self.async_abort(reason="already_linked")
            if (error := self._link_error(chosen)) is None:
                user_id = chosen and user_id_of(self.hass, chosen)
                if user_id == person.data.get(CONF_USER_ID):
                    return self.async_abort(
                        reason="reconfigure_successful", translation_domain="homeassistant"
                    )
                return await self._async_linked(user_id)
            errors[FIELD_PERSON_ENTITY_ID] = error
        linked = person_entity_ids_of(self.hass, [person.data.get(CONF_USER_ID, "")])
        shown = {FIELD_PERSON_ENTITY_ID: linked[0]} if linked else {}
        return self.async_show_form(
            step_id="link",
            data_schema=self.add_suggested_values_to_schema(self._link_schema(), user_input or shown),
            errors=errors,
            description_placeholders={"name": self._name},
        )

    async def _async_linked(self, user_id: str | None) -> SubentryFlowResult:
        """Link another account, or none: what was agreed to beside the consent itself ends with the former one."""
        try:
            await self._runtime.coordinator.pulse_consent.async_set(
                self._get_reconfigure_subentry(), signed_in_user_id(), on=False
            )
        except RecordError as error:
            return self.async_abort(reason=translation_key(error))
        person = self._get_reconfigure_subentry()
        about_account = {CONF_USER_ID, CONF_ASKED_AT, CONF_ASKED_BY, CONF_SERVER_RECEIVER}
        data = {key: value for key, value in person.data.items() if key not in about_account}
        if user_id is not None:
            # The account was not there when somebody agreed, so it is asked now.
            data |= {CONF_USER_ID: user_id, **await self._async_question()}
        return self.async_update_and_abort(self._get_entry(), person, data=data)
