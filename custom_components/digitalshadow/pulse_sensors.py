"""The sensors of the pulse at the mirror, of people who share: a rate of now, and why there is none."""

from typing import Any, Final, override

from homeassistant.components.sensor import SensorDeviceClass, SensorStateClass
from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import EntityCategory

from .entity import shown_of
from .health.pulse.medians import should_count
from .people.pulse_consent import PULSE_KEY
from .person_sensors import PersonSensor, PersonSensorDescription
from .runtime import DigitalShadowConfigEntry
from .why_no_value import PULSE_REASONS, why_no_pulse

BPM: Final = "bpm"
PULSE_AT_THE_MIRROR: Final = "pulse_at_the_mirror"
CALM_PULSE: Final = "calm_pulse"
"""What a rate is; in the translations with the words that it is experimental, and what it was not checked for."""
COUNT_BY_HAND: Final = "count_by_hand"

PULSE: Final = PersonSensorDescription(
    key=PULSE_KEY,
    entity_registry_enabled_default=False,
    native_unit_of_measurement=BPM,
    state_class=SensorStateClass.MEASUREMENT,
    suggested_display_precision=0,
    value_fn=lambda person: None if person.pulse is None else round(person.pulse.bpm),
    shared_only=True,
)
WHY_NO_PULSE: Final = PersonSensorDescription(
    key="pulse_why_not",
    device_class=SensorDeviceClass.ENUM,
    entity_category=EntityCategory.DIAGNOSTIC,
    entity_registry_enabled_default=False,
    options=list(PULSE_REASONS),
    value_fn=why_no_pulse,
    shared_only=True,
)
PULSE_SENSORS: Final = (PULSE, WHY_NO_PULSE)


class PulseSensor(PersonSensor):
    """Shows the rate that was just measured; without one it is unavailable, never an old one."""

    @property
    @override
    def available(self) -> bool:
        """Whether there is a rate of now."""
        return super().available and self.person.pulse is not None

    @property
    @override
    def extra_state_attributes(self) -> dict[str, Any] | None:
        """Say what the rate is and is not, how long was measured and how sure it is, with which camera and by what."""
        pulse = self.person.pulse
        if pulse is None:
            return None
        camera = self.coordinator.config_entry.subentries.get(pulse.camera_id)
        return {
            "what_it_is": CALM_PULSE if pulse.is_calm else PULSE_AT_THE_MIRROR,
            "advice": COUNT_BY_HAND if should_count(round(pulse.bpm)) else None,
            "seconds": round(pulse.seconds),
            "spread": round(pulse.spread_bpm, 1),
            "signal_to_noise": round(pulse.snr_db, 1),
            "camera": camera.title if camera else None,
            "algorithm": pulse.method,
        }


def pulse_sensors_of(entry: DigitalShadowConfigEntry, person: ConfigSubentry) -> list[PersonSensor]:
    """Return the sensors of one person; none of somebody private."""
    coordinator = entry.runtime_data.coordinator
    return [
        (PulseSensor if description is PULSE else PersonSensor)(coordinator, description, person)
        for description in shown_of(PULSE_SENSORS, person)
    ]
