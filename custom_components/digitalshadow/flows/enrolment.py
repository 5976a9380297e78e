"""What every dialog about a person shares: whom it is about, what it is to do, and storing that in the end."""

from collections.abc import Iterator
from enum import StrEnum
import logging
import time
from typing import Any, Final
from uuid import uuid4

from homeassistant.components.http import KEY_HASS_USER, current_request
from homeassistant.config_entries import SOURCE_USER, ConfigSubentryFlow, SubentryFlowResult
import probatio

from ..const import (
    CONF_ASKED_AT,
    CONF_ASKED_BY,
    CONF_CAMERA_ENTITY_ID,
    CONF_CONSENT_VERSION,
    CONF_CONSENTED_AT,
    CONF_GRANTED_USER_IDS,
    CONF_SHARING,
    CONF_TURN_DEGREES,
    CONF_USER_ID,
    SUBENTRY_CAMERA,
)
from ..engine.records.gallery import EnrolmentPhoto
from ..entity_reference import entity_id_of
from ..exceptions import translation_key
from ..people.enrolment import to_store
from ..record import Consent, RecordError, StoredTemplate
from ..runtime import DigitalShadowConfigEntry, DigitalShadowRuntime

_LOGGER = logging.getLogger(__name__)

NOTHING_TO_FILL_IN: Final = probatio.Schema({})
_OF_CONSENT: Final = (
    CONF_CONSENT_VERSION,
    CONF_CONSENTED_AT,
    CONF_SHARING,
    CONF_GRANTED_USER_IDS,
    CONF_ASKED_AT,
    CONF_ASKED_BY,
)
"""What a person's data say of consent; a new question or a new answer takes the place of all of it."""


class Purpose(StrEnum):
    """What the dialog is to do in the end."""

    ENROL = "enrol"
    """A new person, or a known one whose record is lost."""
    SHARING = "sharing"
    ADD_PHOTOS = "add_photos"
    REPLACE_PHOTOS = "replace_photos"


class EnrolmentFlow(ConfigSubentryFlow):
    """Store durably before the subentry is created or changed."""

    _consent: Consent
    """The consent that was given in this dialog; of somebody with an account there is none."""

    def __init__(self) -> None:
        """Begin with a person nobody knows."""
        self._purpose = Purpose.ENROL
        self._person_id = uuid4().hex
        self._name = ""
        self._user_id: str | None = None
        self._stored: tuple[StoredTemplate, ...] = ()
        self._photos: tuple[EnrolmentPhoto, ...] = ()
        self._sealed: tuple[bytes, ...] = ()
        """Photos of somebody who has yet to answer: checked, and not made into templates."""
        self._turns: dict[str, int] = {}
        """By how many degrees the pictures of a camera had to be turned."""

    @property
    def _runtime(self) -> DigitalShadowRuntime:
        """The living parts of the loaded entry."""
        entry: DigitalShadowConfigEntry = self._get_entry()
        return entry.runtime_data

    @property
    def _invites(self) -> bool:
        """Whether the person answers by their own account, so that nothing is agreed to in this dialog."""
        return self._purpose is Purpose.ENROL and self._user_id is not None

    async def async_step_finish(self, _user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Store everything durably, then create or change the person; offer another try when storing fails."""
        if self._purpose is Purpose.SHARING and self._has_own_page:
            return self._left_to_the_account()
        try:
            await self._async_store()
        except RecordError as error:
            _LOGGER.warning("An enrolment could not be stored: %s", error)
            return self.async_show_form(
                step_id="finish", data_schema=NOTHING_TO_FILL_IN, errors={"base": translation_key(error)}
            )
        self._turn_cameras()
        data = await self._async_data()
        if self.source == SOURCE_USER:
            return self.async_create_entry(title=self._name, data=data, unique_id=self._person_id)
        person = self._get_reconfigure_subentry()
        if self._purpose in {Purpose.ENROL, Purpose.SHARING}:
            kept = {key: value for key, value in person.data.items() if key not in _OF_CONSENT}
            return self.async_update_and_abort(self._get_entry(), person, data=kept | data)
        await self._runtime.coordinator.gallery.async_reload()
        return self.async_abort(reason="reconfigure_successful", translation_domain="homeassistant")

    @property
    def _has_own_page(self) -> bool:
        """Whether the person has an account, by which they choose on their own page who sees the values."""
        return CONF_USER_ID in self._get_reconfigure_subentry().data

    def _left_to_the_account(self) -> SubentryFlowResult:
        """End the dialog: an account may also have been linked while it was open."""
        return self.async_abort(
            reason="chooses_readers_by_themself", description_placeholders={"name": self._name}
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
        """Write to the record what the dialog collected."""
        record = self._runtime.record
        templates = to_store(self._photos, time.time())
        if self._invites:
            await record.async_invite(self._person_id, self._sealed, time.time(), signed_in_user_id())
        elif self._purpose is Purpose.ADD_PHOTOS:
            await record.async_add_templates(self._person_id, templates, signed_in_user_id())
        elif self._purpose is Purpose.REPLACE_PHOTOS:
            await record.async_replace_templates(self._person_id, templates, signed_in_user_id())
        elif self._purpose is Purpose.SHARING:
            await record.async_record_consent(self._consent)
        else:
            await record.async_enrol(self._person_id, self._consent, templates)

    async def _async_data(self) -> dict[str, Any]:
        """Return what the subentry keeps of this dialog."""
        data: dict[str, Any] = {}
        if self._user_id is not None:
            data[CONF_USER_ID] = self._user_id
        if self._invites:
            return data | await self._async_question()
        if self._purpose in {Purpose.ENROL, Purpose.SHARING}:
            data |= {
                CONF_SHARING: self._consent.sharing.value,
                CONF_GRANTED_USER_IDS: list(self._consent.granted_user_ids),
                CONF_CONSENT_VERSION: self._consent.version,
                CONF_CONSENTED_AT: self._consent.consented_at,
            }
        return data

    async def _async_question(self) -> dict[str, Any]:
        """Return since when the person's account is asked, and by whom."""
        asks = await self.hass.auth.async_get_user(signed_in_user_id() or "")
        by = {} if asks is None or asks.name is None else {CONF_ASKED_BY: asks.name}
        return {CONF_ASKED_AT: time.time(), **by}

    def _taken_templates(self) -> Iterator[bytes]:
        """Yield the templates that one more photo must agree with."""
        yield from (stored.template for stored in self._stored)
        yield from (taken.template for taken in self._photos)


def signed_in_user_id() -> str | None:
    """Return whose request the running step answers; None when no person asked."""
    request = current_request.get()
    return None if request is None else request[KEY_HASS_USER].id
