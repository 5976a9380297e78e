"""Sensors: a person's risks, trend and latest reading, what a camera is doing, and which model speaks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import PERCENTAGE, EntityCategory, UnitOfTime
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.helpers.typing import StateType
from homeassistant.util import dt as dt_util

from .commands.as_json import risk_attributes, risk_percent
from .const import SUBENTRY_CAMERA
from .entity import CameraEntity, HomeEntity, OfPerson, PersonEntity, PersonValueEntity, shown_of
from .entry import people_of
from .health.person.dues import Due
from .health.trend.replay import TrendState
from .people.snapshot import PersonSnapshot
from .runtime import DigitalShadowConfigEntry
from .watching.snapshot import CameraSnapshot, CameraStatus
from .written_values import signal_level

PARALLEL_UPDATES: Final = 0

NO_CHANCE_OF_DISEASE: Final = "no_chance_of_disease"
"""What a face signal is: a level of 0 to 100 without a unit, for people in the translations."""
SHOWN_EVERY_SECONDS: Final = 3600.0
"""What moves with every frame moves by the hour here, or it would fill the recorder; the panel shows it live."""


@dataclass(frozen=True, kw_only=True)
class PersonSensorDescription(SensorEntityDescription, OfPerson):
    """A sensor of one person."""

    value_fn: Callable[[PersonSnapshot], StateType | datetime]
    """What it shows."""
    attributes_fn: Callable[[PersonSnapshot], Mapping[str, Any] | None] | None = None
    """What stands beside it."""
    of_face: bool = False
    """Whether the facial model says it: it is there only while that model is, and names it."""


@dataclass(frozen=True, kw_only=True)
class CameraSensorDescription(SensorEntityDescription):
    """A sensor of one camera."""

    value_fn: Callable[[CameraSnapshot], StateType | datetime]
    """What it shows."""
    reasons_fn: Callable[[CameraSnapshot], Mapping[str, int]] | None = None
    """What the number is made of."""


def _time(epoch_seconds: float | None) -> datetime | None:
    """Return a time for a timestamp sensor, cut to whole seconds."""
    return None if epoch_seconds is None else datetime.fromtimestamp(epoch_seconds // 1, UTC)


def _next_due(person: PersonSnapshot) -> Due | None:
    """Return the answer or measurement that runs out next."""
    return person.clinical.next_due if person.clinical else None


def _begin_of_day(due: Due | None) -> datetime | None:
    """Return the begin of the day on which it runs out; past when it is overdue."""
    return None if due is None else dt_util.start_of_local_day(due.on)


def _lost(camera: CameraSnapshot) -> Mapping[str, int]:
    """Return the frames without an answer by reason."""
    refused = {f"refused_{reason}": count for reason, count in camera.counters.refused.items()}
    return refused | {f"dropped_{reason}": count for reason, count in camera.counters.dropped.items()}


def _not_read(camera: CameraSnapshot) -> Mapping[str, int]:
    """Return the faces that did not become a probability by reason."""
    return {str(reason): count for reason, count in camera.counters.why_not.items()}


PERSON_SENSORS: Final = (
    PersonSensorDescription(
        key="face_signal",
        attributes_fn=lambda _: {"scale": NO_CHANCE_OF_DISEASE},
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=1,
        value_fn=lambda person: (
            signal_level(person.reading.probability) if person.reading and not person.is_out_of_date else None
        ),
        of_face=True,
        shared_only=True,
    ),
    PersonSensorDescription(
        key="trend",
        device_class=SensorDeviceClass.ENUM,
        options=[str(state) for state in TrendState],
        value_fn=lambda person: (
            str(person.trend.state) if person.trend and not person.is_out_of_date else None
        ),
        of_face=True,
        shared_only=True,
    ),
    PersonSensorDescription(
        key="cardiovascular_risk",
        native_unit_of_measurement=PERCENTAGE,
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=1,
        value_fn=lambda person: risk_percent(person.clinical),
        attributes_fn=lambda person: risk_attributes(person.clinical),
        shared_only=True,
    ),
    PersonSensorDescription(
        key="last_reading",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda person: _time(person.reading.ended_at) if person.reading else None,
    ),
    PersonSensorDescription(
        key="report",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda person: _time(person.report_made_at),
    ),
    PersonSensorDescription(
        key="next_input_due",
        device_class=SensorDeviceClass.TIMESTAMP,
        value_fn=lambda person: _begin_of_day(_next_due(person)),
        attributes_fn=lambda person: {"input": due.key} if (due := _next_due(person)) else None,
        shared_only=True,
    ),
)
CAMERA_STATE: Final = CameraSensorDescription(
    key="state",
    device_class=SensorDeviceClass.ENUM,
    options=[str(status) for status in CameraStatus if status is not CameraStatus.UNAVAILABLE],
    value_fn=lambda camera: str(camera.shown),
)
CAMERA_SENSORS: Final = (
    CameraSensorDescription(
        key="last_analysed",
        device_class=SensorDeviceClass.TIMESTAMP,
        entity_category=EntityCategory.DIAGNOSTIC,
        value_fn=lambda camera: _time(camera.last_analysed_at),
    ),
    CameraSensorDescription(
        key="frames_analysed",
        state_class=SensorStateClass.TOTAL_INCREASING,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value_fn=lambda camera: camera.counters.analysed,
    ),
    CameraSensorDescription(
        key="frames_lost",
        state_class=SensorStateClass.TOTAL_INCREASING,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value_fn=lambda camera: sum(_lost(camera).values()),
        reasons_fn=_lost,
    ),
    CameraSensorDescription(
        key="not_read",
        state_class=SensorStateClass.TOTAL_INCREASING,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value_fn=lambda camera: sum(_not_read(camera).values()),
        reasons_fn=_not_read,
    ),
    CameraSensorDescription(
        key="frame_time",
        device_class=SensorDeviceClass.DURATION,
        native_unit_of_measurement=UnitOfTime.MILLISECONDS,
        state_class=SensorStateClass.MEASUREMENT,
        suggested_display_precision=0,
        entity_category=EntityCategory.DIAGNOSTIC,
        entity_registry_enabled_default=False,
        value_fn=lambda camera: camera.frame_ms,
    ),
)
MODEL: Final = SensorEntityDescription(key="model", entity_category=EntityCategory.DIAGNOSTIC)


async def async_setup_entry(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the sensors of the home, of each person and of each camera."""
    coordinator = entry.runtime_data.coordinator
    async_add_entities([ModelSensor(coordinator, MODEL)])
    for subentry in people_of(entry).values():
        async_add_entities(
            [
                (FaceSensor if description.of_face else PersonSensor)(coordinator, description, subentry)
                for description in shown_of(PERSON_SENSORS, subentry)
            ],
            config_subentry_id=subentry.subentry_id,
        )
    for subentry in entry.get_subentries_of_type(SUBENTRY_CAMERA):
        async_add_entities(
            [
                CameraStateSensor(coordinator, CAMERA_STATE, subentry),
                *(CameraSensor(coordinator, description, subentry) for description in CAMERA_SENSORS),
            ],
            config_subentry_id=subentry.subentry_id,
        )


class PersonSensor(PersonEntity, SensorEntity):
    """Shows something about a person."""

    entity_description: PersonSensorDescription

    @property
    @override
    def native_value(self) -> StateType | datetime:
        """What the person's snapshot says."""
        return self.entity_description.value_fn(self.person)

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        """What stands beside it."""
        attributes_fn = self.entity_description.attributes_fn
        return attributes_fn(self.person) if attributes_fn else None


class FaceSensor(PersonValueEntity, PersonSensor):
    """Shows what the facial model says."""

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any] | None:
        """Name the model, and what the value is not."""
        spoken_by, attributes_fn = super().extra_state_attributes, self.entity_description.attributes_fn
        if spoken_by is None or attributes_fn is None:
            return spoken_by
        return {**spoken_by, **(attributes_fn(self.person) or {})}


class CameraStateSensor(CameraEntity, SensorEntity):
    """Shows what a camera is doing, and is unavailable with it."""

    entity_description: CameraSensorDescription

    @property
    @override
    def available(self) -> bool:
        """Whether the camera delivers pictures, or is left alone on purpose."""
        return super().available and self.camera.shown is not CameraStatus.UNAVAILABLE

    @property
    @override
    def native_value(self) -> StateType | datetime:
        """What the camera's snapshot says."""
        return self.entity_description.value_fn(self.camera)


class CameraSensor(CameraEntity, SensorEntity):
    """Shows something about a camera that moves with every frame, as it was within the last hour."""

    entity_description: CameraSensorDescription
    _unrecorded_attributes = frozenset({"reasons"})
    _shown_at = 0.0

    @override
    async def async_added_to_hass(self) -> None:
        """Show what is known now."""
        await super().async_added_to_hass()
        self._take()

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Show what is known now, if what is shown is an hour old, or nothing."""
        age = self.coordinator.watching.now() - self._shown_at
        if self._attr_native_value is None or not 0 <= age < SHOWN_EVERY_SECONDS:
            self._take()
        super()._handle_coordinator_update()

    def _take(self) -> None:
        """Take the value and what it is made of from the camera's snapshot."""
        description, self._shown_at = self.entity_description, self.coordinator.watching.now()
        self._attr_native_value = description.value_fn(self.camera)
        if description.reasons_fn is not None:
            self._attr_extra_state_attributes = {"reasons": description.reasons_fn(self.camera)}


class ModelSensor(HomeEntity, SensorEntity):
    """Shows the name of the facial risk model; a demonstration has it in its name."""

    @property
    @override
    def available(self) -> bool:
        """Whether a model speaks."""
        return super().available and self.coordinator.data.ready is not None

    @property
    @override
    def native_value(self) -> str | None:
        """The model's own name, and that it is unverified where nobody vouches for it."""
        ready = self.coordinator.data.ready
        return ready.risk_model.title if ready else None

    @property
    @override
    def extra_state_attributes(self) -> dict[str, str] | None:
        """Tell exactly which files and libraries are at work."""
        if (ready := self.coordinator.data.ready) is None:
            return None
        return {
            "kind": str(ready.risk_model.kind),
            "version": ready.risk_model.version,
            "sha256": ready.risk_model.sha256,
            "detector": ready.detector,
            "recogniser": ready.recogniser or "off",
            "runtime": ready.runtime,
            "detector_runtime": ready.detector_runtime or "off",
            "recogniser_runtime": ready.recogniser_runtime or "off",
            "image_backend": ready.image_backend,
            "crop": ready.crop.value,
        }
