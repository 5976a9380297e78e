"""Switches: whether a person is monitored, and a pause for the whole house. Both survive a restart."""

from typing import Any, Final, override

from homeassistant.components.switch import SwitchEntity, SwitchEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import HouseEntity, PersonEntity
from .entry_plan import people_of
from .exceptions import translated_errors
from .runtime import DigitalShadowConfigEntry

PARALLEL_UPDATES = 0

MONITORING: Final = SwitchEntityDescription(key="monitoring")
PAUSE: Final = SwitchEntityDescription(key="pause")


async def async_setup_entry(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the pause switch and one monitoring switch for each person."""
    coordinator = entry.runtime_data.coordinator
    async_add_entities([PauseSwitch(coordinator, PAUSE)])
    for subentry in people_of(entry).values():
        async_add_entities(
            [MonitoringSwitch(coordinator, MONITORING, subentry)], config_subentry_id=subentry.subentry_id
        )


class MonitoringSwitch(PersonEntity, SwitchEntity):
    """Off: the person's face is recognised and left alone."""

    @property
    @override
    def is_on(self) -> bool:
        """Whether LiveCAD may look at the person."""
        return self.person.monitoring

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Read the person again."""
        with translated_errors():
            await self.coordinator.async_set_monitoring(self._subentry_id, on=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Stop at once; what was seen in an open visit is dropped."""
        with translated_errors():
            await self.coordinator.async_set_monitoring(self._subentry_id, on=False)


class PauseSwitch(HouseEntity, SwitchEntity):
    """On: no camera is asked for a picture."""

    @property
    @override
    def is_on(self) -> bool:
        """Whether everything is paused."""
        return self.coordinator.data.paused

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Leave the cameras alone."""
        self.coordinator.async_set_paused(on=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Watch again."""
        self.coordinator.async_set_paused(on=False)
