"""Binary sensors: whether a person's trend deserves attention, and whether anything is analysed now."""

from dataclasses import dataclass
from typing import Final, override

from homeassistant.components.binary_sensor import (
    BinarySensorDeviceClass,
    BinarySensorEntity,
    BinarySensorEntityDescription,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import HomeEntity, OfPerson, PersonValueEntity, async_add_for_each, shown_of
from .runtime import DigitalShadowConfigEntry
from .why_no_value import why_no_attention

PARALLEL_UPDATES: Final = 0

ATTR_WHY: Final = "why"


@dataclass(frozen=True, kw_only=True)
class PersonBinarySensorDescription(BinarySensorEntityDescription, OfPerson):
    """A binary sensor of one person."""


PERSON_BINARY_SENSORS: Final = (
    PersonBinarySensorDescription(
        key="attention", device_class=BinarySensorDeviceClass.PROBLEM, shared_only=True
    ),
)
ANALYSING: Final = BinarySensorEntityDescription(
    key="analysing", device_class=BinarySensorDeviceClass.RUNNING
)


async def async_setup_entry(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the home's sensor and one for each shared person."""
    coordinator = entry.runtime_data.coordinator
    async_add_entities([AnalysingSensor(coordinator, ANALYSING)])
    async_add_for_each(
        entry,
        async_add_entities,
        person=lambda subentry: [
            AttentionSensor(coordinator, description, subentry)
            for description in shown_of(PERSON_BINARY_SENSORS, subentry)
        ],
    )


class AttentionSensor(PersonValueEntity, BinarySensorEntity):
    """On while a sustained rise against the person's own reference lasts."""

    @property
    @override
    def is_on(self) -> bool | None:
        """Whether to have a look; unknown while there is no reference."""
        return self.person.attention

    @property
    @override
    def extra_state_attributes(self) -> dict[str, str] | None:
        """Say beside the model why it is unknown: Home Assistant itself calls that state nothing else."""
        model, why = super().extra_state_attributes, why_no_attention(self.person)
        return model if model is None or why is None else {**model, ATTR_WHY: why}


class AnalysingSensor(HomeEntity, BinarySensorEntity):
    """On while frames are analysed: the visible sign that cameras are being read."""

    @property
    @override
    def is_on(self) -> bool:
        """Whether a frame was analysed within the last seconds."""
        return self.coordinator.data.analysing
