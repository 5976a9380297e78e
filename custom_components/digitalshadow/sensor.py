"""The sensors of the home, of each person and of each camera."""

from typing import Final, override

from homeassistant.components.sensor import SensorEntity, SensorEntityDescription
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .camera_sensors import CAMERA_SENSORS, CAMERA_STATE, CameraSensor, CameraStateSensor
from .engine.records.configuration import ModelKind
from .entity import HomeEntity, async_add_for_each, shown_of
from .person_sensors import PERSON_SENSORS, FaceSensor, PersonSensor, Signals
from .pulse_sensors import pulse_sensors_of
from .runtime import DigitalShadowConfigEntry

PARALLEL_UPDATES: Final = 0

MODEL: Final = SensorEntityDescription(key="model", entity_category=EntityCategory.DIAGNOSTIC)


async def async_setup_entry(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the sensors of the home, of each person and of each camera."""
    coordinator = entry.runtime_data.coordinator
    async_add_entities([ModelSensor(coordinator, MODEL)])
    signals = Signals(hass, entry, async_add_entities)
    signals.follow()
    entry.async_on_unload(coordinator.async_add_listener(signals.follow))
    async_add_for_each(
        entry,
        async_add_entities,
        person=lambda subentry: [
            *(
                (FaceSensor if description.of_face else PersonSensor)(coordinator, description, subentry)
                for description in shown_of(PERSON_SENSORS, subentry)
            ),
            *pulse_sensors_of(entry, subentry),
        ],
        camera=lambda subentry: [
            CameraStateSensor(coordinator, CAMERA_STATE, subentry),
            *(CameraSensor(coordinator, description, subentry) for description in CAMERA_SENSORS),
        ],
    )
    entry.runtime_data.adders.append(signals.take)


class ModelSensor(HomeEntity, SensorEntity):
    """Shows the name of the facial risk model; a demonstration has it in its name."""

    # A licence may be long, and the hash beside it says which one it was.
    _unrecorded_attributes = frozenset({"licence"})

    @property
    @override
    def available(self) -> bool:
        """Whether a model speaks."""
        return super().available and self.coordinator.data.ready is not None

    @property
    @override
    def native_value(self) -> str | None:
        """The model's own name, and that it is unverified where nobody vouches for it; ours is translated."""
        if (ready := self.coordinator.data.ready) is None:
            return None
        model = ready.risk_model
        is_ours = model.is_verified and model.kind is ModelKind.DEMONSTRATION
        return str(model.kind) if is_ours else model.title

    @property
    @override
    def extra_state_attributes(self) -> dict[str, str] | None:
        """Tell exactly which files and libraries are at work, and whether a server is."""
        if (ready := self.coordinator.data.ready) is None:
            return None
        carrier = self.coordinator.carrier
        return {
            "kind": str(ready.risk_model.kind),
            "version": ready.risk_model.version,
            "licence": ready.risk_model.licence or "not_stated",
            "sha256": ready.risk_model.sha256,
            "detector": ready.detector,
            "recogniser": ready.recogniser or "off",
            "runtime": ready.runtime,
            "detector_runtime": ready.detector_runtime or "off",
            "recogniser_runtime": ready.recogniser_runtime or "off",
            "image_backend": ready.image_backend,
            "crop": ready.crop.value,
            "inference_server": str(carrier.rung.state) if carrier else "off",
            "inference_server_name": carrier.title if carrier else "off",
        }
