"""The flow that enrols a person, and later changes links, reports, sharing or photos, or withdraws consent."""

import json
from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState, ConfigSubentry, SubentryFlowResult
from homeassistant.const import UnitOfTime
from homeassistant.helpers.selector import (
    BooleanSelector,
    EntitySelector,
    EntitySelectorConfig,
    LanguageSelector,
    LanguageSelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
)
import probatio

from ..actions.people import async_exported
from ..commands.offered_file import EXPORT_NAME, async_offer
from ..const import (
    CONF_ASKED_AT,
    CONF_ASKED_BY,
    CONF_NOT_SEEN_DAYS,
    CONF_REPORT_LANGUAGE,
    CONF_REPORT_WEEKDAY,
    CONF_SERVER_RECEIVER,
    CONF_USER_ID,
    SUBENTRY_PERSON,
)
from ..entry import is_invited
from ..exceptions import translation_key
from ..health.notices.absence import FEWEST_DAYS, MOST_DAYS
from ..health.person.names import clean_name
from ..health.report.phrases import Language
from ..people.accounts import person_entity_ids_of, user_id_of
from ..people.consent import has_agreed, needs_answer
from ..people.enrolment import MAX_NAME_LENGTH, async_comparable_templates
from ..record import RecordError
from ..reports.schedule import REPORT_TIME, Weekday
from ..runtime import DigitalShadowConfigEntry
from ..server_options import server_of
from .enrolment import Purpose, signed_in_user_id
from .linked_sensors import LinkedEntitiesFlow
from .many_people import ManyPeopleFlow
from .measurements import MeasurementsFlow
from .profile import ProfileFlow
from .server_consent import ServerConsentFlow

FIELD_PERSON_ENTITY_ID: Final = "person_entity_id"
FIELD_NAME: Final = "name"
FIELD_ERASE: Final = "erase"

NO_WEEKDAY: Final = "none"

_SCHEDULE_SCHEMA: Final = probatio.Schema(
    {
        probatio.Required(CONF_REPORT_WEEKDAY, default=NO_WEEKDAY): SelectSelector(
            SelectSelectorConfig(
                options=[NO_WEEKDAY, *Weekday],
                mode=SelectSelectorMode.DROPDOWN,
                translation_key="report_weekday",
            )
        ),
        probatio.Optional(CONF_REPORT_LANGUAGE): LanguageSelector(
            LanguageSelectorConfig(languages=list(Language), native_name=True)
        ),
    }
)
_ABSENCE_SCHEMA: Final = probatio.Schema(
    {
        probatio.Optional(CONF_NOT_SEEN_DAYS): NumberSelector(
            NumberSelectorConfig(
                min=FEWEST_DAYS,
                max=MOST_DAYS,
                step=1,
                mode=NumberSelectorMode.BOX,
                unit_of_measurement=UnitOfTime.DAYS,
            )
        )
    }
)
_WITHDRAW_SCHEMA: Final = probatio.Schema({probatio.Required(FIELD_ERASE, default=False): BooleanSelector()})


class PersonSubentryFlow(
    ProfileFlow, MeasurementsFlow, LinkedEntitiesFlow, ServerConsentFlow, ManyPeopleFlow
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
        return self.async_show_menu(
            step_id="reconfigure",
            menu_options=[
                # People with an account answer and measure on their own page.
                *(() if CONF_USER_ID in person.data else ("profile", "measurements")),
                "linked_entities",
                "report_schedule",
                "absence",
                "link",
                "change_sharing",
                *(["server"] if server_of(self._get_entry()) else []),
                "add_photos",
                "replace_photos",
                "withdraw",
            ],
            description_placeholders={"name": self._name},
        )

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
                about_account = {CONF_USER_ID, CONF_ASKED_AT, CONF_ASKED_BY, CONF_SERVER_RECEIVER}
                data = {key: value for key, value in person.data.items() if key not in about_account}
                if user_id is not None:
                    # The account was not there when somebody agreed, so it is asked now.
                    data |= {CONF_USER_ID: user_id, **await self._async_question()}
                return self.async_update_and_abort(self._get_entry(), person, data=data)
            errors[FIELD_PERSON_ENTITY_ID] = error
        linked = person_entity_ids_of(self.hass, [person.data.get(CONF_USER_ID, "")])
        shown = {FIELD_PERSON_ENTITY_ID: linked[0]} if linked else {}
        return self.async_show_form(
            step_id="link",
            data_schema=self.add_suggested_values_to_schema(self._link_schema(), user_input or shown),
            errors=errors,
            description_placeholders={"name": self._name},
        )

    async def async_step_report_schedule(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Choose the day of the weekly report, or none, and the language of all reports."""
        person = self._get_reconfigure_subentry()
        if user_input is None:
            return self.async_show_form(
                step_id="report_schedule",
                data_schema=self.add_suggested_values_to_schema(_SCHEDULE_SCHEMA, person.data),
                description_placeholders={"name": self._name, "time": f"{REPORT_TIME:%H:%M}"},
            )
        unchanged = {key: value for key, value in person.data.items() if key not in _SCHEDULE_SCHEMA.schema}
        chosen = {key: value for key, value in user_input.items() if value != NO_WEEKDAY}
        return self.async_update_and_abort(self._get_entry(), person, data=unchanged | chosen)

    async def async_step_absence(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Choose after how many days without being seen that is told, or that it never is."""
        person = self._get_reconfigure_subentry()
        if user_input is None:
            return self.async_show_form(
                step_id="absence",
                data_schema=self.add_suggested_values_to_schema(_ABSENCE_SCHEMA, person.data),
                description_placeholders={"name": self._name},
            )
        unchanged = {key: value for key, value in person.data.items() if key != CONF_NOT_SEEN_DAYS}
        return self.async_update_and_abort(self._get_entry(), person, data=unchanged | user_input)

    async def async_step_change_sharing(
        self, _user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Change who can see the values, which is a new consent; people who know an older text read the new one."""
        person = self._get_reconfigure_subentry()
        if needs_answer(person):
            return self.async_abort(reason="waits_for_answer", description_placeholders={"name": self._name})
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
