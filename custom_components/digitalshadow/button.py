"""Buttons: make a person's report now, take the person's last reading back."""

from typing import Final, override

from homeassistant.components.button import ButtonEntity, ButtonEntityDescription
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import PersonEntity, async_add_for_each
from .exceptions import translated_errors
from .people.access import can_read_record, can_undo
from .runtime import DigitalShadowConfigEntry

PARALLEL_UPDATES: Final = 0

GENERATE_REPORT: Final = ButtonEntityDescription(key="generate_report")
UNDO_LAST_READING: Final = ButtonEntityDescription(key="undo_last_reading")


async def async_setup_entry(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add those of each person."""
    coordinator = entry.runtime_data.coordinator
    async_add_for_each(
        entry,
        async_add_entities,
        person=lambda subentry: [
            GenerateReportButton(coordinator, GENERATE_REPORT, subentry),
            UndoLastReadingButton(coordinator, UNDO_LAST_READING, subentry),
        ],
    )


class GenerateReportButton(PersonEntity, ButtonEntity):
    """Makes the person's report and keeps it; the person who presses learns nothing from it but that it is there."""

    @override
    async def async_press(self) -> None:
        """Make it in the person's language, in place of the former one.

        Raises:
            Unauthorized: The caller may not do this with the person.
        """
        await self._async_allow(can_read_record)
        entry = self.coordinator.config_entry
        with translated_errors():
            await entry.runtime_data.reports.async_make_now(entry.subentries[self._subentry_id])


class UndoLastReadingButton(PersonEntity, ButtonEntity):
    """Takes the person's newest reading back: "That was not me"."""

    @override
    async def async_press(self) -> None:
        """Take it back; without any reading there is nothing to do.

        Raises:
            Unauthorized: The caller may not do this with the person.
        """
        context = await self._async_allow(can_undo)
        with translated_errors():
            await self.coordinator.undo.async_undo_last(self.person.person_id, context.user_id)
