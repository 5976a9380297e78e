"""The steps that enrolling a person and changing one have in common: consent, photos, storing."""

from collections.abc import Awaitable, Callable
from enum import StrEnum
import logging
import time
from typing import Any, Final
from uuid import uuid4

from homeassistant.components.http import KEY_HASS_USER, current_request
from homeassistant.config_entries import SOURCE_USER, ConfigSubentryFlow, SubentryFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.selector import (
    BooleanSelector,
    EntitySelector,
    EntitySelectorConfig,
    FileSelector,
    FileSelectorConfig,
    SelectSelector,
    SelectSelectorConfig,
)
import probatio

from ..actions.assess import refuse_while_paused
from ..const import (
    CONF_CAMERA_ENTITY_ID,
    CONF_CONSENT_VERSION,
    CONF_CONSENTED_AT,
    CONF_GRANTED_USER_IDS,
    CONF_SHARING,
    CONF_TURN_DEGREES,
    CONF_USER_ID,
    CONSENT_VERSION,
    SUBENTRY_CAMERA,
)
from ..engine.records.errors import EngineError, EnrolmentError
from ..engine.records.messages import EnrolmentPhoto
from ..entity_reference import entity_id_of
from ..entry import person_name
from ..exceptions import translation_key
from ..people.accounts import person_entity_ids_of, user_id_of
from ..people.enrolment import MAX_PHOTOS, RECOMMENDED_PHOTOS, to_store
from ..record import Consent, RecordError, Sharing, StoredTemplate
from ..runtime import DigitalShadowConfigEntry, DigitalShadowRuntime
from ..watching.pictures import async_entity_picture, async_uploaded_picture

_LOGGER = logging.getLogger(__name__)

FIELD_CONSENT: Final = "consent"
FIELD_GRANTED: Final = "granted_person_entity_ids"
FIELD_PHOTO: Final = "photo"
FIELD_CAMERA: Final = "camera"

_NOTHING_TO_FILL_IN: Final = probatio.Schema({})
# The dialog preselects what stands first: whoever only clicks on must not publish anything.
_SHARING_OPTIONS: Final = [Sharing.PRIVATE.value, Sharing.SHARED.value]
_CONSENT_SCHEMA: Final = probatio.Schema(
    {
        probatio.Required(CONF_SHARING): SelectSelector(
            SelectSelectorConfig(options=_SHARING_OPTIONS, translation_key=CONF_SHARING)
        ),
        probatio.Optional(FIELD_GRANTED, default=list): EntitySelector(
            EntitySelectorConfig(domain="person", multiple=True)
        ),
        probatio.Required(FIELD_CONSENT, default=False): BooleanSelector(),
    }
)
_UPLOAD_SCHEMA: Final = probatio.Schema(
    {probatio.Required(FIELD_PHOTO): FileSelector(FileSelectorConfig(accept="image/*"))}
)
_SNAPSHOT_SCHEMA: Final = probatio.Schema(
    {probatio.Required(FIELD_CAMERA): EntitySelector(EntitySelectorConfig(domain="camera"))}
)


class Purpose(StrEnum):
    """What the flow is to do in the end."""

    ENROL = "enrol"
    """A new person, or a known one whose record is lost."""
    SHARING = "sharing"
    ADD_PHOTOS = "add_photos"
    REPLACE_PHOTOS = "replace_photos"


class EnrolmentFlow(ConfigSubentryFlow):
    """Ask for consent and photos, and store them durably before the subentry is created or changed."""

    _consent: Consent
    """The consent this flow took; nothing that needs one comes before it."""

    def __init__(self) -> None:
        """Begin with a person nobody knows."""
        self._purpose = Purpose.ENROL
        self._person_id = uuid4().hex
        self._name = ""
        self._user_id: str | None = None
        self._stored: tuple[StoredTemplate, ...] = ()
        self._photos: tuple[EnrolmentPhoto, ...] = ()
        self._turns: dict[str, int] = {}
        """By how many degrees the pictures of a camera had to be turned."""

    @property
    def _runtime(self) -> DigitalShadowRuntime:
        """The living parts of the loaded entry."""
        entry: DigitalShadowConfigEntry = self._get_entry()
        return entry.runtime_data

    async def async_step_consent(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Say what is stored and who can see it; go on only with the tick. Changed sharing needs a new one."""
        errors: dict[str, str] = {}
        if user_input is not None:
            granted = [user_id_of(self.hass, entity_id) for entity_id in user_input[FIELD_GRANTED]]
            user_ids = tuple(user_id for user_id in granted if user_id is not None)
            if len(user_ids) < len(granted):
                errors[FIELD_GRANTED] = "person_without_account"
            elif not user_input[FIELD_CONSENT]:
                errors[FIELD_CONSENT] = "consent_required"
            else:
                self._consent = self._consent_to(Sharing(user_input[CONF_SHARING]), user_ids)
                return await self._async_step_after_consent()
        return self.async_show_form(
            step_id="consent",
            data_schema=self.add_suggested_values_to_schema(
                _CONSENT_SCHEMA, self._agreed_before() if user_input is None else user_input
            ),
            errors=errors,
            description_placeholders={"name": self._name, "version": CONSENT_VERSION},
        )

    def _agreed_before(self) -> dict[str, Any]:
        """Return what the person chose before, as the form shows it; nothing of somebody new."""
        if self.source == SOURCE_USER:
            return {}
        data = self._get_reconfigure_subentry().data
        granted = person_entity_ids_of(self.hass, data.get(CONF_GRANTED_USER_IDS, ()))
        return {CONF_SHARING: data.get(CONF_SHARING), FIELD_GRANTED: granted}

    def _consent_to(self, sharing: Sharing, granted_user_ids: tuple[str, ...]) -> Consent:
        """Return the consent as it was ticked: to which text, by whom and when."""
        return Consent(
            person_id=self._person_id,
            version=CONSENT_VERSION,
            consented_at=time.time(),
            sharing=sharing,
            granted_user_ids=granted_user_ids,
            recorded_by=signed_in_user_id(),
        )

    async def _async_step_after_consent(self) -> SubentryFlowResult:
        """Go on to photos, unless only sharing changes or nothing here can recognise a face."""
        if self._purpose is Purpose.SHARING:
            return await self.async_step_finish()
        if self._recognition_is_off:
            return await self.async_step_without_photos()
        return await self.async_step_photos()

    @property
    def _recognition_is_off(self) -> bool:
        """Whether the engine runs without a recogniser."""
        ready = self._runtime.runner.ready
        return ready is not None and ready.recogniser is None

    async def async_step_without_photos(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Say that recognition is off, so that only a camera of the person's own can see the person."""
        if user_input is not None:
            return await self.async_step_finish()
        return self.async_show_form(
            step_id="without_photos",
            data_schema=_NOTHING_TO_FILL_IN,
            description_placeholders={"name": self._name},
        )

    async def async_step_photos(self, _user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Offer to add another photo, and to finish once there is one."""
        count = len(self._stored) + len(self._photos)
        options = ["upload", "snapshot"] if count < MAX_PHOTOS else []
        if self._photos:
            options.append("finish")
        return self.async_show_menu(
            step_id="photos",
            menu_options=options,
            description_placeholders={
                "name": self._name,
                "count": str(count),
                "recommended": str(RECOMMENDED_PHOTOS),
                "max": str(MAX_PHOTOS),
            },
        )

    async def async_step_upload(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Take an uploaded photo."""
        return await self._async_step_photo(
            "upload", FIELD_PHOTO, _UPLOAD_SCHEMA, async_uploaded_picture, user_input
        )

    async def async_step_snapshot(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Take what a camera sees now, which no camera shows while everything is paused."""

        async def async_picture(hass: HomeAssistant, entity_id: str) -> bytes:
            """Return the camera's picture."""
            refuse_while_paused(self._get_entry())
            return await async_entity_picture(hass, entity_id)

        return await self._async_step_photo(
            "snapshot", FIELD_CAMERA, _SNAPSHOT_SCHEMA, async_picture, user_input
        )

    async def _async_step_photo(
        self,
        step_id: str,
        field: str,
        schema: probatio.Schema,
        async_picture: Callable[..., Awaitable[bytes]],
        user_input: dict[str, Any] | None,
    ) -> SubentryFlowResult:
        """Ask for a photo until one is taken; a refused one comes back with the reason."""
        errors: dict[str, str] = {}
        placeholders = {"name": self._name}
        if user_input is not None:
            try:
                photo = await self._async_take(await async_picture(self.hass, user_input[field]))
                self._turns[user_input[field]] = photo.turn_degrees
            except ServiceValidationError as error:
                errors[field] = str(error.translation_key)
            except EngineError as error:
                errors[field] = translation_key(error)
                placeholders |= self._look_alike(error)
            else:
                return await self.async_step_photos()
        return self.async_show_form(
            step_id=step_id, data_schema=schema, errors=errors, description_placeholders=placeholders
        )

    async def _async_take(self, picture: bytes) -> EnrolmentPhoto:
        """Let the engine turn a picture into a template that agrees with those taken before."""
        previous = (
            *(stored.template for stored in self._stored),
            *(taken.template for taken in self._photos),
        )
        photo = await self._runtime.coordinator.async_enrol_photo(self._person_id, picture, previous)
        self._photos = (*self._photos, photo)
        return photo

    def _look_alike(self, error: EngineError) -> dict[str, str]:
        """Say whom the face resembles and how much; only administrators can open this flow."""
        if not isinstance(error, EnrolmentError) or error.person_id is None or error.similarity is None:
            return {}
        return {
            "look_alike": person_name(self._get_entry(), error.person_id),
            "similarity": f"{error.similarity:.2f}",
        }

    async def async_step_finish(self, _user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Store everything durably, then create or change the person; offer another try when storing fails."""
        try:
            await self._async_store()
        except RecordError as error:
            _LOGGER.warning("An enrolment could not be stored: %s", error)
            return self.async_show_form(
                step_id="finish", data_schema=_NOTHING_TO_FILL_IN, errors={"base": translation_key(error)}
            )
        self._turn_cameras()
        if self.source == SOURCE_USER:
            return self.async_create_entry(title=self._name, data=self._data(), unique_id=self._person_id)
        await self._runtime.coordinator.gallery.async_reload()
        return self.async_update_and_abort(
            self._get_entry(), self._get_reconfigure_subentry(), data_updates=self._data()
        )

    def _turn_cameras(self) -> None:
        """Keep how the watched cameras hang that photos were taken with."""
        entry = self._get_entry()
        for camera in entry.get_subentries_of_type(SUBENTRY_CAMERA):
            turn = self._turns.get(entity_id_of(self.hass, camera.data[CONF_CAMERA_ENTITY_ID]) or "")
            if turn is not None and turn != int(camera.data.get(CONF_TURN_DEGREES, 0)):
                self.hass.config_entries.async_update_subentry(
                    entry, camera, data={**camera.data, CONF_TURN_DEGREES: str(turn)}
                )

    async def _async_store(self) -> None:
        """Write consent and templates to the record."""
        record = self._runtime.record
        templates = to_store(self._photos, time.time())
        if self._purpose is Purpose.ADD_PHOTOS:
            await record.async_add_templates(self._person_id, templates, signed_in_user_id())
        elif self._purpose is Purpose.REPLACE_PHOTOS:
            await record.async_replace_templates(self._person_id, templates, signed_in_user_id())
        elif self._purpose is Purpose.SHARING:
            await record.async_record_consent(self._consent)
        else:
            await record.async_enrol(self._person_id, self._consent, templates)

    def _data(self) -> dict[str, Any]:
        """Return what the subentry keeps of this flow."""
        data: dict[str, Any] = {}
        if self._user_id is not None:
            data[CONF_USER_ID] = self._user_id
        if self._purpose in {Purpose.ENROL, Purpose.SHARING}:
            data |= {
                CONF_SHARING: self._consent.sharing.value,
                CONF_GRANTED_USER_IDS: list(self._consent.granted_user_ids),
                CONF_CONSENT_VERSION: self._consent.version,
                CONF_CONSENTED_AT: self._consent.consented_at,
            }
        return data


def signed_in_user_id() -> str | None:
    """Return whose request the running step answers; None when no person asked."""
    request = current_request.get()
    return None if request is None else request[KEY_HASS_USER].id
