"""By what Home Assistant knows a person of ours, and what of that it lets us clear."""

from dataclasses import dataclass
import json
import logging
from typing import Final

from homeassistant.components.trace.const import DATA_TRACE, DATA_TRACE_STORE
from homeassistant.components.trace.util import async_restore_traces
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.json import ExtendedJSONEncoder

from ..const import DOMAIN
from .forgetting import async_forget_recorded
from .stored_states import async_forget_stored_state

_LOGGER = logging.getLogger(__name__)

_BUCKETS: Final = ("runs", "not_triggered")


@dataclass(frozen=True, slots=True)
class Footprint:
    """The ids of a person, none of which says anything by itself."""

    person_id: str
    """Key in the record."""
    subentry_id: str
    """Part of every unique id."""
    device_ids: frozenset[str]
    """The person's device, now or before it was removed."""
    entity_ids: frozenset[str]
    """The person's entities, now or before they were removed."""

    @property
    def ids(self) -> tuple[str, ...]:
        """All of them, of which nothing should be left."""
        return (self.person_id, self.subentry_id, *sorted(self.device_ids), *sorted(self.entity_ids))


@callback
def footprint_of(hass: HomeAssistant, subentry_id: str, person_id: str) -> Footprint:
    """Return by what a person is known, also where entities and device were removed already."""
    entities, devices = er.async_get(hass), dr.async_get(hass)
    deleted = devices._deleted_devices.values()  # noqa: SLF001  # the public name logs a deprecation
    own = (DOMAIN, subentry_id)
    device_ids = {device.id for device in devices.devices if own in device.identifiers}
    device_ids |= {device.id for device in deleted if own in device.identifiers}
    named = [(one.entity_id, one.platform, one.unique_id) for one in entities.entities.values()]
    named += [(one.entity_id, one.platform, one.unique_id) for one in entities.deleted_entities.values()]
    entity_ids = {
        entity_id
        for entity_id, platform, unique_id in named
        if platform == DOMAIN and unique_id.startswith(f"{subentry_id}_")
    }
    return Footprint(person_id, subentry_id, frozenset(device_ids), frozenset(entity_ids))


async def async_clear(hass: HomeAssistant, footprint: Footprint) -> None:
    """Clear what Home Assistant lets us clear of a person who was removed: call it once the entities are gone."""
    for entity_id in footprint.entity_ids:
        async_forget_stored_state(hass, entity_id)
    _clear_registries(hass, footprint)
    await _async_clear_traces(hass, footprint)
    await async_forget_recorded(hass, footprint.entity_ids, footprint.ids)


@callback
def _clear_registries(hass: HomeAssistant, footprint: Footprint) -> None:
    """Drop names, icons and areas that are kept for a month in case the person comes back."""
    entities, devices = er.async_get(hass), dr.async_get(hass)
    deleted = entities.deleted_entities
    for key in [key for key, entity in deleted.items() if entity.entity_id in footprint.entity_ids]:
        del deleted[key]
    for device_id in footprint.device_ids & devices._deleted_devices.keys():  # noqa: SLF001  # as above
        del devices._deleted_devices[device_id]  # noqa: SLF001  # as above
    entities.async_schedule_save()
    devices.async_schedule_save()


async def _async_clear_traces(hass: HomeAssistant, footprint: Footprint) -> None:
    """Drop the runs of automations and scripts that mention the person, reports they asked for included."""
    if DATA_TRACE not in hass.data:
        return
    await async_restore_traces(hass)
    dropped = 0
    for traces in hass.data[DATA_TRACE].values():
        for bucket in (getattr(traces, name) for name in _BUCKETS):
            for run_id, trace in list(bucket.items()):
                written = json.dumps(trace.as_extended_dict(), cls=ExtendedJSONEncoder)
                if any(one in written for one in footprint.ids):
                    del bucket[run_id]
                    dropped += 1
    if dropped:
        await _async_save_traces(hass)


async def _async_save_traces(hass: HomeAssistant) -> None:
    """Have the file written now as it is at a stop; after a crash the runs would come back."""
    try:
        await hass.data[DATA_TRACE_STORE].async_save(
            {key: list(traces.all_traces()) for key, traces in hass.data[DATA_TRACE].items()}
        )
    except HomeAssistantError as err:
        _LOGGER.warning("The traces could not be written without an erased person: %s", err)
