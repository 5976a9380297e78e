"""The flow that adds a watched camera, and changes it later."""

from typing import Any, Final

from homeassistant.components.binary_sensor import BinarySensorDeviceClass
from homeassistant.config_entries import (
    SOURCE_USER,
    ConfigEntryState,
    ConfigSubentry,
    ConfigSubentryFlow,
    SubentryFlowResult,
)
from homeassistant.const import UnitOfTime
from homeassistant.core import HomeAssistant, split_entity_id
from homeassistant.helpers.selector import (
    BooleanSelector,
    EntitySelector,
    EntitySelectorConfig,
    EntityWithDeviceFilterSelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
import probatio

from ..const import (
    CONF_CAMERA_ENTITY_ID,
    CONF_COMPARED_PERSON_IDS,
    CONF_INTERVAL_SECONDS,
    CONF_PULSE,
    CONF_SINGLE_PERSON_ID,
    CONF_TURN_DEGREES,
    CONF_VIDEO,
    CONF_WAKE_ENTITY_ID,
    DEFAULT_INTERVAL_SECONDS,
    SUBENTRY_CAMERA,
    VIDEO_AUTOMATIC,
    VIDEO_STILLS,
)
from ..entity_reference import entity_id_of, reference_to
from ..entry import people_of

MIN_INTERVAL_SECONDS: Final = 0.2
MAX_INTERVAL_SECONDS: Final = 60.0
TURNS: Final = ["0", "90", "180", "270"]
"""Degrees by which a camera's pictures can be turned clockwise."""
WAKE_DEVICE_CLASSES: Final = [
    BinarySensorDeviceClass.MOTION.value,
    BinarySensorDeviceClass.OCCUPANCY.value,
    BinarySensorDeviceClass.PRESENCE.value,
]

_ENTITIES: Final = (CONF_CAMERA_ENTITY_ID, CONF_WAKE_ENTITY_ID)
_INTERVAL_SELECTOR: Final = NumberSelector(
    NumberSelectorConfig(
        min=MIN_INTERVAL_SECONDS,
        max=MAX_INTERVAL_SECONDS,
        step=0.1,
        unit_of_measurement=UnitOfTime.SECONDS,
        mode=NumberSelectorMode.BOX,
    )
)
_WAKE_SELECTOR: Final = EntitySelector(
    EntitySelectorConfig(
        filter=EntityWithDeviceFilterSelectorConfig(domain="binary_sensor", device_class=WAKE_DEVICE_CLASSES)
    )
)

_VIDEO_SELECTOR: Final = SelectSelector(
    SelectSelectorConfig(options=[VIDEO_AUTOMATIC, VIDEO_STILLS], translation_key=CONF_VIDEO)
)


class CameraSubentryFlow(ConfigSubentryFlow):
    """Ask which camera is watched, how often, live or not, what wakes it, whom it sees, and if it measures pulses."""

    async def async_step_camera(self, user_input: dict[str, Any] | None = None) -> SubentryFlowResult:
        """Show the one form, for a new camera as for a known one."""
        if self._get_entry().state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="entry_not_loaded")
        if user_input is not None:
            return self._finish(user_input)
        known = self._known
        return self.async_show_form(
            step_id="camera",
            data_schema=self.add_suggested_values_to_schema(
                self._schema(), self._chosen(known) if known else None
            ),
        )

    async_step_user = async_step_camera
    async_step_reconfigure = async_step_camera

    @property
    def _known(self) -> ConfigSubentry | None:
        """The camera that is being changed; None for a new one."""
        return None if self.source == SOURCE_USER else self._get_reconfigure_subentry()

    def _schema(self) -> probatio.Schema:
        """Return the form; cameras that are watched already are not offered, nor is a choice among no people."""
        others = (other.data[CONF_CAMERA_ENTITY_ID] for other in self._other_cameras())
        taken = [found for camera in others if (found := entity_id_of(self.hass, camera)) is not None]
        fields: dict[Any, Any] = {
            probatio.Required(CONF_CAMERA_ENTITY_ID): EntitySelector(
                EntitySelectorConfig(domain="camera", exclude_entities=taken)
            ),
            probatio.Required(CONF_INTERVAL_SECONDS, default=DEFAULT_INTERVAL_SECONDS): _INTERVAL_SELECTOR,
            probatio.Required(CONF_VIDEO, default=VIDEO_AUTOMATIC): _VIDEO_SELECTOR,
            probatio.Optional(CONF_WAKE_ENTITY_ID): _WAKE_SELECTOR,
        }
        fields[probatio.Optional(CONF_TURN_DEGREES)] = SelectSelector(
            SelectSelectorConfig(options=TURNS, translation_key=CONF_TURN_DEGREES)
        )
        fields[probatio.Optional(CONF_PULSE)] = BooleanSelector()
        people = [
            SelectOptionDict(value=person_id, label=person.title)
            for person_id, person in people_of(self._get_entry()).items()
        ]
        if people:
            fields[probatio.Optional(CONF_SINGLE_PERSON_ID)] = SelectSelector(
                SelectSelectorConfig(options=people, mode=SelectSelectorMode.DROPDOWN)
            )
        if len(people) > 1:
            fields[probatio.Optional(CONF_COMPARED_PERSON_IDS)] = SelectSelector(
                SelectSelectorConfig(options=people, multiple=True, mode=SelectSelectorMode.DROPDOWN)
            )
        return probatio.Schema(fields)

    def _chosen(self, known: ConfigSubentry) -> dict[str, Any]:
        """Return what was chosen for a camera, as far as its entities and people are still there."""
        shown = {
            key: entity_id_of(self.hass, value) if key in _ENTITIES else value
            for key, value in known.data.items()
        }
        if compared := shown.get(CONF_COMPARED_PERSON_IDS):
            people = people_of(self._get_entry())
            shown[CONF_COMPARED_PERSON_IDS] = [person_id for person_id in people if person_id in compared]
        return {key: value for key, value in shown.items() if value is not None}

    def _other_cameras(self) -> list[ConfigSubentry]:
        """Return every watched camera but the one that is being changed."""
        known = self._known
        return [
            camera
            for camera in self._get_entry().get_subentries_of_type(SUBENTRY_CAMERA)
            if known is None or camera.subentry_id != known.subentry_id
        ]

    def _finish(self, user_input: dict[str, Any]) -> SubentryFlowResult:
        """Create or change the camera, unless another subentry watches it already."""
        entity_id: str = user_input[CONF_CAMERA_ENTITY_ID]
        data = {
            key: reference_to(self.hass, value) if key in _ENTITIES else value
            for key, value in user_input.items()
        }
        # It stays the same when the camera entity is renamed.
        unique_id: str = data[CONF_CAMERA_ENTITY_ID]
        title = _camera_name(self.hass, entity_id)
        if any(unique_id == other.unique_id for other in self._other_cameras()):
            return self.async_abort(reason="already_configured")
        known = self._known
        if known is None:
            return self.async_create_entry(title=title, data=data, unique_id=unique_id)
        return self.async_update_and_abort(
            self._get_entry(), known, title=title, data=data, unique_id=unique_id
        )


def _camera_name(hass: HomeAssistant, entity_id: str) -> str:
    """Return the camera's name as Home Assistant shows it."""
    state = hass.states.get(entity_id)
    return split_entity_id(entity_id)[1] if state is None else state.name
