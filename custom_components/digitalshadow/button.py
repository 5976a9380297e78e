"""Buttons: make a person's report now, take the person's last reading back."""

from typing import Final, override

from homeassistant.components.button import ButtonEntity, ButtonEntityDescription
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .access import async_caller, can_read, can_undo
from .entity import PersonEntity
from .entry_plan import people_of
from .exceptions import translated_errors
from .reporting import async_make_report_now
from .runtime import DigitalShadowConfigEntry

PARALLEL_UPDATES = 1

GENERATE_REPORT: Final = ButtonEntityDescription(key="generate_report")
UNDO_LAST_READING: Final = ButtonEntityDescription(key="undo_last_reading")


async def async_setup_entry(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add those of each person."""
    coordinator = entry.runtime_data.coordinator
    for subentry in people_of(entry).values():
        async_add_entities(
            [
                GenerateReportButton(coordinator, GENERATE_REPORT, subentry),
                UndoLastReadingButton(coordinator, UNDO_LAST_READING, subentry),
            ],
            config_subentry_id=subentry.subentry_id,
        )


class PersonButton(PersonEntity, ButtonEntity):
    """Does for whoever presses what the action of its name does, and for nobody else."""

    @property
    def _pressed_in(self) -> Context:
        """The context of the press; without one it is nobody's, as an automation's."""
        return self._context or Context()


class GenerateReportButton(PersonButton):
    """Makes the person's report and keeps it; whoever presses learns nothing from it but that it is there."""

    @override
    async def async_press(self) -> None:
        """Make it in Home Assistant's language, in place of the former one. Raises `Unauthorized`."""
        entry, context = self.coordinator.config_entry, self._pressed_in
        person = entry.subentries[self._subentry_id]
        if not can_read(self.hass, await async_caller(self.hass, context), person):
            raise Unauthorized(context=context, entity_id=self.entity_id)
        with translated_errors():
            await async_make_report_now(self.hass, entry.runtime_data, person)


class UndoLastReadingButton(PersonButton):
    """Takes the person's newest reading back: "That was not me"."""

    @override
    async def async_press(self) -> None:
        """Take it back; without any reading there is nothing to do. Raises `Unauthorized`."""
        context = self._pressed_in
        person = self.coordinator.config_entry.subentries[self._subentry_id]
        if not can_undo(self.hass, await async_caller(self.hass, context), person):
            raise Unauthorized(context=context, entity_id=self.entity_id)
        with translated_errors():
            await self.coordinator.async_undo_last_reading(str(person.unique_id), context.user_id)
