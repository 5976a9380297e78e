"""A camera's sensors: what it is doing, and what became of its frames."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, override

from homeassistant.components.sensor import (
    SensorDeviceClass,
    SensorEntity,
    SensorEntityDescription,
    SensorStateClass,
)
from homeassistant.const import EntityCategory, UnitOfTime
from homeassistant.core import callback
from homeassistant.helpers.typing import StateType

from .entity import CameraEntity
from .watching.snapshot import CameraSnapshot, CameraStatus

SHOWN_EVERY_SECONDS: Final = 3600.0
"""What moves with every frame moves by the hour here, or it would fill the recorder; the panel shows it live."""


@dataclass(frozen=True, kw_only=True)
class CameraSensorDescription(SensorEntityDescription):
    """A sensor of one camera."""

    value_fn: Callable[[CameraSnapshot], StateType | datetime]
    """What it shows."""
    reasons_fn: Callable[[CameraSnapshot], Mapping[str, int]] | None = None
    """What the number is made of."""


def _last_analysed(camera: CameraSnapshot) -> datetime | None:
    """Return when its latest frame was analysed, cut to whole seconds."""
    at = camera.last_analysed_at
    return None if at is None else datetime.fromtimestamp(at // 1, UTC)


def _lost(camera: CameraSnapshot) -> Mapping[str, int]:
    """Return the frames without an answer by reason."""
    refused = {f"refused_{reason}": count for reason, count in camera.counters.refused.items()}
    return refused | {f"dropped_{reason}": count for reason, count in camera.counters.dropped.items()}


def _not_read(camera: CameraSnapshot) -> Mapping[str, int]:
    """Return the faces that did not become a probability by reason."""
    return {str(reason): count for reason, count in camera.counters.why_not.items()}


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
        value_fn=_last_analysed,
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
