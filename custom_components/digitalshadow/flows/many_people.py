"""The step of the person flow that warns where so many are enrolled that faces seldom get their name."""

from typing import Any

from homeassistant.config_entries import SubentryFlowResult
import probatio

from ..const import CONF_COMPARED_PERSON_IDS, SUBENTRY_CAMERA, SUBENTRY_PERSON
from ..engine.face.many_people import MANY_PEOPLE
from .photos import PhotosFlow


class ManyPeopleFlow(PhotosFlow):
    """Say what many people cost before one more gives consent; nothing is refused."""

    async def async_step_many_people(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Warn where a camera compares everybody and these are many; then go on."""
        entry = self._get_entry()
        number = len(list(entry.get_subentries_of_type(SUBENTRY_PERSON))) + 1
        cameras = list(entry.get_subentries_of_type(SUBENTRY_CAMERA))
        compares_everybody = not cameras or any(
            not camera.data.get(CONF_COMPARED_PERSON_IDS) for camera in cameras
        )
        if user_input is not None or number < MANY_PEOPLE or not compares_everybody:
            return await self.async_step_consent()
        return self.async_show_form(
            step_id="many_people",
            data_schema=probatio.Schema({}),
            description_placeholders={"number": str(number), "limit": str(MANY_PEOPLE)},
            last_step=False,
        )
