"""What happens when the entry's people or cameras change: that one is changed, and everybody else goes on undisturbed.

Home Assistant tells only that something of the entry changed, afterwards, and once for each change. So what was known
before is kept and compared. A changed model or option reloads everything.
"""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
import logging
from typing import Any, Final

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr

from .const import (
    CONF_ASKED_AT,
    CONF_CONSENT_VERSION,
    CONF_SHARING,
    DOMAIN,
    SUBENTRY_CAMERA,
    SUBENTRY_PERSON,
)
from .entity import async_remove_entities_of, async_remove_values_of_private_people
from .entry import is_invited, settings_without_switches, whole_configuration_of
from .followed_entities import FollowedEntities
from .people.accounts import async_tell_gone_accounts
from .people.consent import async_tell_outdated_consents
from .record import RecordClosedError, RecordError
from .runtime import DigitalShadowConfigEntry

_LOGGER = logging.getLogger(__name__)

_SHOWN: Final = (SUBENTRY_PERSON, SUBENTRY_CAMERA)
"""What has a device, entities, or a watcher."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A person or camera as it was when it was looked at last."""

    title: str
    """Its name."""
    settings: Mapping[str, Any]
    """Its data, without what our own switches keep there."""


class EntryChanges:
    """Follows the changes of one loaded entry."""

    def __init__(
        self,
        hass: HomeAssistant,
        entry: DigitalShadowConfigEntry,
        followed: FollowedEntities,
        value_keys: Collection[str],
    ) -> None:
        """Take everything as it is now for known; `value_keys` are of entities that private people have not."""
        self._hass = hass
        self._entry = entry
        self._followed = followed
        self._value_keys = value_keys
        self._whole = whole_configuration_of(entry)
        self._known = self._present()
        self._one_at_a_time = asyncio.Lock()

    async def async_handle(self, _hass: HomeAssistant, _entry: DigitalShadowConfigEntry) -> None:
        """Do what follows from a change; reload where it concerns everything."""
        if whole_configuration_of(self._entry) != self._whole:
            await self._hass.config_entries.async_reload(self._entry.entry_id)
            return
        async with self._one_at_a_time:
            former, self._known = self._known, self._present()
            changed = {
                one for one in former.keys() | self._known.keys() if former.get(one) != self._known.get(one)
            }
            if not changed:
                return
            try:
                await self._async_follow(former, changed)
            except RecordClosedError:
                return  # the entry is about to go
            except RecordError as err:
                _LOGGER.warning("A change could not be followed, so everything is loaded anew: %s", err)
                self._hass.config_entries.async_schedule_reload(self._entry.entry_id)

    async def _async_follow(self, former: Mapping[str, _Known], changed: Collection[str]) -> None:
        """Take away what is gone, then change and add."""
        coordinator = self._entry.runtime_data.coordinator
        self._followed.async_follow_changes()  # first: entities of ours that come and go make it look
        footprints = coordinator.removals.async_removed(self._entry.subentries)
        await coordinator.leaving.async_seal_removed()
        for subentry_id in changed & self._known.keys():
            subentry = self._entry.subentries[subentry_id]
            self._rename(subentry)
            if subentry.subentry_type == SUBENTRY_PERSON:
                await self._async_follow_person(subentry, former.get(subentry_id))
        coordinator.watching.follow_plans()
        coordinator.async_publish_all()  # before there are entities that show it
        for subentry_id in changed & self._known.keys():
            self._add_entities(self._entry.subentries[subentry_id], former.get(subentry_id))
        await self._async_look_again()
        await coordinator.removals.async_finish(footprints)

    async def _async_follow_person(self, person: ConfigSubentry, former: _Known | None) -> None:
        """Know a person as they are now; a person who turned private loses the entities that show values."""
        coordinator = self._entry.runtime_data.coordinator
        if is_invited(person):
            return
        await coordinator.async_take_person(str(person.unique_id))
        if former is not None and former.settings.get(CONF_SHARING) != person.data.get(CONF_SHARING):
            await async_remove_entities_of(self._hass, person.subentry_id)
            # Last, because an entity that goes writes a state, which the recorder would keep.
            await async_remove_values_of_private_people(self._hass, self._entry, self._value_keys)

    @callback
    def _add_entities(self, subentry: ConfigSubentry, former: _Known | None) -> None:
        """Add the entities of what is new, or of whom other ones are shown from now on."""
        is_new = former is None or _is_question(former)
        if not is_new and former is not None:
            is_new = former.settings.get(CONF_SHARING) != subentry.data.get(CONF_SHARING)
        if is_new and not (subentry.subentry_type == SUBENTRY_PERSON and is_invited(subentry)):
            for add in self._entry.runtime_data.adders:
                add(subentry)

    async def _async_look_again(self) -> None:
        """Bring up to date what looks at everybody at once."""
        coordinator, runtime = self._entry.runtime_data.coordinator, self._entry.runtime_data
        coordinator.removals.async_note_people(self._entry)
        coordinator.leaving.async_note_people()
        async_tell_outdated_consents(self._hass, self._entry)
        await async_tell_gone_accounts(self._hass, self._entry)
        await runtime.linked_entities.async_follow_changes()
        coordinator.async_publish_all()

    @callback
    def _rename(self, subentry: ConfigSubentry) -> None:
        """Let the device be called as its person or camera is; names of entities follow."""
        devices = dr.async_get(self._hass)
        device = devices.async_get_device_by_identifier((DOMAIN, subentry.subentry_id), self._entry.entry_id)
        if device is not None and device.name != subentry.title:
            devices.async_update_device(device.id, name=subentry.title)

    def _present(self) -> dict[str, _Known]:
        """Return every person and camera as they are now."""
        return {
            subentry.subentry_id: _Known(subentry.title, settings_without_switches(subentry.data))
            for subentry in self._entry.subentries.values()
            if subentry.subentry_type in _SHOWN
        }


def _is_question(known: _Known) -> bool:
    """Tell whether somebody was only invited."""
    return CONF_ASKED_AT in known.settings and CONF_CONSENT_VERSION not in known.settings
