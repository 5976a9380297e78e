"""The steps that take photos: uploaded, three at once, or taken with a camera whose picture is shown first."""

from collections.abc import Awaitable
from enum import StrEnum
from hashlib import sha256
import time
from typing import Any, Final, override

from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.config_entries import SubentryFlowResult
from homeassistant.const import ATTR_ENTITY_PICTURE
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.selector import (
    EntitySelector,
    EntitySelectorConfig,
    FileSelector,
    FileSelectorConfig,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
import probatio

from ..actions.assess import refuse_while_paused
from ..engine.records.errors import EngineError, EnrolmentError
from ..entry import person_name
from ..exceptions import translation_key
from ..people.enrolment import MAX_PHOTOS, RECOMMENDED_PHOTOS
from ..watching.pictures import async_entity_picture, async_uploaded_picture
from .consent import ConsentFlow
from .enrolment import NOTHING_TO_FILL_IN, Purpose

FIELD_CAMERA: Final = "camera"
PHOTO_FIELDS: Final = ("photo_1", "photo_2", "photo_3")
"""Home Assistant's dialogs take one file a field."""
ERROR_SAME_PHOTO: Final = "same_photo"
FIELD_THEN: Final = "then"


class Then(StrEnum):
    """What to do with the picture that a camera shows."""

    TAKE = "take"
    LOOK_AGAIN = "look_again"
    BACK = "back"


_PREVIEW_SCHEMA: Final = probatio.Schema(
    {
        probatio.Required(FIELD_THEN, default=Then.TAKE.value): SelectSelector(
            SelectSelectorConfig(
                options=[one.value for one in Then],
                mode=SelectSelectorMode.LIST,
                translation_key="camera_picture",
            )
        )
    }
)
_CAMERA_SCHEMA: Final = probatio.Schema(
    {probatio.Required(FIELD_CAMERA): EntitySelector(EntitySelectorConfig(domain=CAMERA_DOMAIN))}
)


class PhotosFlow(ConsentFlow):
    """Take photos until there are enough; what was taken stays, whatever is refused after it."""

    def __init__(self) -> None:
        """Begin without photos."""
        super().__init__()
        self._camera_entity_id = ""
        self._digests: set[bytes] = set()
        """What was taken, so that one file counts once."""
        self._uploads: dict[str, str | None] = {}
        """What became of each upload: an error, or None for one that was taken. Each can be read only once."""
        self._look_alike: dict[str, str] = {}

    @override
    async def _async_step_after_consent(self) -> SubentryFlowResult:
        """Go on to photos, unless only sharing changes."""
        if self._purpose is Purpose.SHARING:
            return await self.async_step_finish()
        return await self.async_step_photos()

    @property
    def _recognition_is_off(self) -> bool:
        """Whether the engine runs without a recogniser."""
        ready = self._runtime.runner.ready
        return ready is not None and ready.recogniser is None

    @property
    def _count(self) -> int:
        """How many photos there are."""
        return len(self._stored) + len(self._photos) + len(self._sealed)

    async def async_step_without_photos(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Say that recognition is off, so that only a camera of the person's own can see the person."""
        if user_input is not None:
            return await self.async_step_finish()
        return self.async_show_form(
            step_id="without_photos",
            data_schema=NOTHING_TO_FILL_IN,
            description_placeholders={"name": self._name},
        )

    async def async_step_photos(self, _user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Offer to add another photo, and to finish once there is one; say so where none could be used."""
        if self._purpose is Purpose.ENROL and self._recognition_is_off:
            return await self.async_step_without_photos()
        options = ["upload", "snapshot"] if self._count < MAX_PHOTOS else []
        if self._photos or self._sealed:
            options.append("finish")
        return self.async_show_menu(
            step_id="photos",
            menu_options=options,
            description_placeholders={
                "name": self._name,
                "count": str(self._count),
                "recommended": str(RECOMMENDED_PHOTOS),
                "max": str(MAX_PHOTOS),
            },
        )

    async def async_step_upload(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Take up to three uploaded photos; a form without any leads back to the menu, and nothing is lost."""
        errors: dict[str, str] = {}
        if user_input is not None:
            for field in PHOTO_FIELDS:
                if field in user_input and (error := await self._async_upload(user_input[field])) is not None:
                    errors[field] = error
            if not errors:
                return await self.async_step_photos()
        free = PHOTO_FIELDS[: MAX_PHOTOS - self._count] or PHOTO_FIELDS[:1]
        selector = FileSelector(FileSelectorConfig(accept="image/*"))
        return self.async_show_form(
            step_id="upload",
            data_schema=probatio.Schema({probatio.Optional(field): selector for field in free}),
            errors=errors,
            description_placeholders={"name": self._name, "count": str(self._count), **self._look_alike},
        )

    async def _async_upload(self, file_id: str) -> str | None:
        """Take one upload, once; return what is wrong with it, if anything."""
        if file_id not in self._uploads:
            self._uploads[file_id] = await self._async_taken(async_uploaded_picture(self.hass, file_id))
        return self._uploads[file_id]

    async def async_step_snapshot(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Ask which camera."""
        if user_input is not None:
            self._camera_entity_id = user_input[FIELD_CAMERA]
            return await self.async_step_preview()
        return self.async_show_form(
            step_id="snapshot",
            data_schema=_CAMERA_SCHEMA,
            description_placeholders={"name": self._name},
            last_step=False,
        )

    async def async_step_preview(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Show what the camera sees; a picture is taken only when somebody says so, and none while paused."""
        errors: dict[str, str] = {}
        if user_input is not None:
            if user_input[FIELD_THEN] == Then.BACK:
                return await self.async_step_photos()
            if user_input[FIELD_THEN] == Then.TAKE:
                error = await self._async_taken(self._async_snapshot(), self._camera_entity_id)
                if error is None:
                    return await self.async_step_photos()
                errors[FIELD_THEN] = error
        state = self.hass.states.get(self._camera_entity_id)
        picture = "" if state is None else str(state.attributes.get(ATTR_ENTITY_PICTURE, ""))
        return self.async_show_form(
            step_id="preview",
            data_schema=_PREVIEW_SCHEMA,
            errors=errors,
            # The same address would show the browser's own copy of the picture before.
            description_placeholders={
                "name": self._name,
                "picture": f"{picture}&at={time.time():.0f}",
                **self._look_alike,
            },
        )

    async def _async_snapshot(self) -> bytes:
        """Return what the chosen camera sees."""
        refuse_while_paused(self._get_entry())
        return await async_entity_picture(self.hass, self._camera_entity_id)

    async def _async_taken(self, fetching: Awaitable[bytes], camera_entity_id: str = "") -> str | None:
        """Take a picture; return what is wrong with it, if anything."""
        self._look_alike = {}
        try:
            picture = await fetching
            digest = sha256(picture).digest()
            if digest in self._digests:
                return ERROR_SAME_PHOTO
            turn_degrees = await self._async_take(picture)
        except ServiceValidationError as error:
            return str(error.translation_key)
        except EngineError as error:
            self._note_look_alike(error)
            return translation_key(error)
        self._digests.add(digest)
        if camera_entity_id:
            self._turns[camera_entity_id] = turn_degrees
        return None

    async def _async_take(self, picture: bytes) -> int:
        """Make a template of a picture; of somebody who has yet to answer, only look whether it would do.

        Returns by how many degrees it had to be turned.
        """
        coordinator = self._runtime.coordinator
        if self._invites:
            checked = await coordinator.engine.async_check_photo(picture)
            self._sealed = (*self._sealed, picture)
            return checked.turn_degrees
        photo = await coordinator.engine.async_enrol_photo(
            self._person_id, picture, tuple(self._taken_templates())
        )
        self._photos = (*self._photos, photo)
        return photo.turn_degrees

    def _note_look_alike(self, error: EngineError) -> None:
        """Remember whom the face resembles and how much; only administrators can open this dialog."""
        if isinstance(error, EnrolmentError) and error.person_id is not None and error.similarity is not None:
            self._look_alike = {
                "look_alike": person_name(self._get_entry(), error.person_id),
                "similarity": f"{error.similarity:.2f}",
            }
