"""Event entities: a person's news. They tell what happens from now on, never the past."""

from typing import Final, override

from homeassistant.components.event import EventEntity, EventEntityDescription, EventExtraStoredData
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .entity import PersonEntity, async_add_for_each
from .entry import is_shared
from .health.notices.state import NoticeKind
from .notices.news import NOTICE, News, named_for_all
from .runtime import DigitalShadowConfigEntry

PARALLEL_UPDATES: Final = 0

ATTR_ENDED_AT: Final = "ended_at"
TOLD: Final = (ATTR_ENDED_AT, "model_kind")
"""What an event says besides what happened; those who may read the values ask for them."""
_ROUNDING_SECONDS: Final = 1.0
"""An event tells times with less precision than the record keeps them."""


def _news(*, is_shared: bool) -> EventEntityDescription:
    """Describe what may be told of a person who shares, or of one who does not."""
    named = [str(kind) for kind in NoticeKind if named_for_all(kind, is_shared=is_shared) == kind]
    return EventEntityDescription(key="news", event_types=[*named, NOTICE])


NEWS_OF_SHARED: Final = _news(is_shared=True)
NEWS_OF_PRIVATE: Final = _news(is_shared=False)


async def async_setup_entry(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add one for each person."""
    coordinator = entry.runtime_data.coordinator
    async_add_for_each(
        entry,
        async_add_entities,
        person=lambda subentry: [
            NewsEvent(coordinator, NEWS_OF_SHARED if is_shared(subentry) else NEWS_OF_PRIVATE, subentry)
        ],
    )


class NewsEvent(PersonEntity, EventEntity):
    """Fires for each piece of news. Home Assistant remembers an event in five places, so it carries no value."""

    @override
    async def async_added_to_hass(self) -> None:
        """Listen for news."""
        await super().async_added_to_hass()
        self.async_on_remove(self.coordinator.news.async_subscribe(self._handle_news))
        if self._is_taken_back():  # while the home was not running
            self._forget_event()

    @override
    async def async_get_last_event_data(self) -> EventExtraStoredData | None:
        """Return what was told last, unless this entity would not tell it so: sharing may have changed since."""
        stored = await super().async_get_last_event_data()
        if stored is None or stored.last_event_type not in self.event_types:
            return None
        if stored.last_event_type == NOTICE and self._is_shared:  # it may be one of before the person shared
            return None
        return stored if set(stored.last_event_attributes or ()) <= set(TOLD) else None

    @callback
    def _handle_news(self, news: News) -> None:
        """Fire for this person's news."""
        if news.subentry_id != self._subentry_id:
            return
        kind = named_for_all(news.kind, is_shared=self._is_shared)
        self._trigger_event(kind, {name: news.data[name] for name in TOLD if name in news.data})
        self.async_write_ha_state()

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Tell of a reading no more once it was taken back."""
        if self._is_taken_back():
            self._forget_event()
        super()._handle_coordinator_update()

    def _is_taken_back(self) -> bool:
        """Tell whether the reading that was told last is no longer the person's latest, and none came after it."""
        ended_at = dt_util.parse_datetime(str(self.state_attributes.get(ATTR_ENDED_AT)))
        if ended_at is None or not self.available:
            return False
        reading = self.person.reading
        return reading is None or reading.ended_at < ended_at.timestamp() - _ROUNDING_SECONDS

    def _forget_event(self) -> None:
        """Know of no event. `EventEntity` has no way to do so, in none of the versions that are tested."""
        for name in ("triggered", "type", "attributes"):
            setattr(self, f"_EventEntity__last_event_{name}", None)
