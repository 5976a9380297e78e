"""Fills in the integration's own dialogs, as somebody before the user interface would."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    SOURCE_USER,
    ConfigEntry,
    SubentryFlowContext,
    SubentryFlowResult,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType

from custom_components.digitalshadow.health.person.measures import Measure
from custom_components.digitalshadow.health.person.units import PRESSURE

INTERVAL_SECONDS: Final = 1.0
"""Time between two pictures of a camera."""

type Answer = str | float | bool
"""What a field of a form takes."""


class DialogError(Exception):
    """A dialog ended otherwise than the play expected."""


class Dialog:
    """One dialog about a person or a camera."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry[Any], kind: str) -> None:
        """Drive dialogs of one kind of the entry."""
        self._flows = hass.config_entries.subentries
        self._handler = (entry.entry_id, kind)
        self._shown: SubentryFlowResult | None = None

    async def async_begin(self, subentry_id: str | None = None) -> None:
        """Open it for something new, or for a known subentry."""
        context = SubentryFlowContext(source=SOURCE_USER)
        if subentry_id is not None:
            context = SubentryFlowContext(source=SOURCE_RECONFIGURE, subentry_id=subentry_id)
        self._shown = await self._flows.async_init(self._handler, context=context)

    async def async_choose(self, option: str) -> None:
        """Choose from the menu that is shown."""
        await self._async_answer({"next_step_id": option})

    async def async_fill_in(self, **answers: Answer) -> None:
        """Fill in the form that is shown."""
        await self._async_answer(answers)

    def finish(self, *ends: FlowResultType) -> None:
        """Make sure that the dialog has ended; raise `DialogError` where something is still asked, or refused."""
        if self._shown is None or self._shown["type"] not in ends:
            raise DialogError(f"Expected the dialog to end with {', '.join(ends)}, got {self._shown}.")

    async def _async_answer(self, answers: Mapping[str, Any]) -> None:
        """Send an answer to what is shown."""
        if self._shown is None or self._shown.get("errors"):
            raise DialogError(f"Expected an open dialog without complaints, got {self._shown}.")
        self._shown = await self._flows.async_configure(self._shown["flow_id"], dict(answers))


async def async_watch(hass: HomeAssistant, entry: ConfigEntry[Any], camera_entity_id: str) -> None:
    """Have a camera watched."""
    dialog = Dialog(hass, entry, "camera")
    await dialog.async_begin()
    await dialog.async_fill_in(camera_entity_id=camera_entity_id, interval_seconds=INTERVAL_SECONDS)
    dialog.finish(FlowResultType.CREATE_ENTRY)


async def async_enrol(hass: HomeAssistant, entry: ConfigEntry[Any], name: str, camera_entity_id: str) -> None:
    """Enrol the person who stands before a camera, with consent, sharing the values with the household."""
    dialog = Dialog(hass, entry, "person")
    await dialog.async_begin()
    await dialog.async_fill_in(name=name)
    for read in ({}, {}, {"sharing": "shared"}, {"consent": True}):
        await dialog.async_fill_in(**read)
    await dialog.async_choose("snapshot")
    await dialog.async_fill_in(camera=camera_entity_id)
    await dialog.async_fill_in(then="take")
    await dialog.async_choose("finish")
    dialog.finish(FlowResultType.CREATE_ENTRY)


async def async_answer_profile(
    hass: HomeAssistant, entry: ConfigEntry[Any], subentry_id: str, answers: Mapping[str, Answer]
) -> None:
    """Answer the questions of the clinical equations."""
    dialog = Dialog(hass, entry, "person")
    await dialog.async_begin(subentry_id)
    await dialog.async_choose("profile")
    await dialog.async_fill_in(**answers)
    dialog.finish(FlowResultType.ABORT)


async def async_type_measurement(
    hass: HomeAssistant,
    entry: ConfigEntry[Any],
    subentry_id: str,
    measure: str,
    measured_at: datetime,
    **values: Answer,
) -> None:
    """Type one measurement in, in its stored unit; a blood pressure has the values `systolic` and `diastolic`."""
    dialog = Dialog(hass, entry, "person")
    await dialog.async_begin(subentry_id)
    await dialog.async_choose("measurements")
    await dialog.async_choose("add_measurement")
    await dialog.async_fill_in(measure=measure)
    unit = Measure(measure).spec.unit if measure in Measure else PRESSURE.unit
    await dialog.async_fill_in(**values, unit=unit, measured_at=f"{measured_at:%Y-%m-%d %H:%M:%S}")
    await dialog.async_choose("finish_measurements")
    dialog.finish(FlowResultType.ABORT)
