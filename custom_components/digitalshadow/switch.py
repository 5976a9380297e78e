"""Switches: whether a person is monitored, or told notices, and a pause for the whole home. All survive a restart."""

from typing import Any, Final, override

from homeassistant.components.switch import SwitchEntity, SwitchEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import HomeEntity, PersonEntity, async_add_for_each
from .exceptions import translated_errors
from .health.notices.rules import MUTED_TOGETHER
from .people.access import can_monitor, can_silence
from .runtime import DigitalShadowConfigEntry

PARALLEL_UPDATES: Final = 0

MONITORING: Final = SwitchEntityDescription(key="monitoring")
MUTE: Final = SwitchEntityDescription(key="mute_notices")
PAUSE: Final = SwitchEntityDescription(key="pause")


async def async_setup_entry(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the pause switch, and for each person one for monitoring and one that mutes notices."""
    coordinator = entry.runtime_data.coordinator
    async_add_entities([PauseSwitch(coordinator, PAUSE)])
    async_add_for_each(
        entry,
        async_add_entities,
        person=lambda subentry: [
            MonitoringSwitch(coordinator, MONITORING, subentry),
            MuteSwitch(coordinator, MUTE, subentry),
        ],
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
        """Read the person again.

        Raises:
            Unauthorized: The caller may not do this with the person.
        """
        await self._async_allow(can_monitor)
        with translated_errors():
            await self.coordinator.monitoring.async_set(self._subentry_id, on=True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Stop at once, for every account; what was seen in an open visit is dropped."""
        with translated_errors():
            await self.coordinator.monitoring.async_set(self._subentry_id, on=False)


class MuteSwitch(PersonEntity, SwitchEntity):
    """On: no notice is told but urgent ones. Readings and reports are told all the same: things are built on them."""

    @property
    @override
    def is_on(self) -> bool | None:
        """Whether every notice is muted; unknown for somebody whom the record does not know."""
        return None if (notices := self.person.notices) is None else notices.muted >= MUTED_TOGETHER

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Tell no notice any more but the urgent ones, unless those are muted already.

        Raises:
            Unauthorized: The caller may not do this with the person.
        """
        await self._async_allow(can_silence)
        with translated_errors():
            muted = self.coordinator.notices.state(self.person.person_id).muted
            await self.coordinator.notices.async_mute(self.person.person_id, muted | MUTED_TOGETHER)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Tell every notice again; what happened meanwhile is not told later.

        Raises:
            Unauthorized: The caller may not do this with the person.
        """
        await self._async_allow(can_silence)
        with translated_errors():
            await self.coordinator.notices.async_mute(self.person.person_id, frozenset())


class PauseSwitch(HomeEntity, SwitchEntity):
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
