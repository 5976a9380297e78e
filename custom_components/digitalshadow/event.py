"""Event entities: a person's news. They tell what happens from now on, never the past."""

from typing import Final, override

from homeassistant.components.event import EventEntity, EventEntityDescription, EventExtraStoredData
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .entity import PersonEntity
from .entry import is_shared, people_of
from .health.notices.state import NoticeKind
from .notices.news import NAMED_FOR_ALL, NOTICE, News, named_for_all
from .runtime import DigitalShadowConfigEntry

PARALLEL_UPDATES = 0

NEWS_OF_SHARED: Final = EventEntityDescription(key="news", event_types=[str(kind) for kind in NoticeKind])
NEWS_OF_PRIVATE: Final = EventEntityDescription(
    key="news", event_types=[*(str(kind) for kind in NAMED_FOR_ALL), NOTICE]
)


async def async_setup_entry(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add one for each person."""
    coordinator = entry.runtime_data.coordinator
    for subentry in people_of(entry).values():
        description = NEWS_OF_SHARED if is_shared(subentry) else NEWS_OF_PRIVATE
        async_add_entities(
            [NewsEvent(coordinator, description, subentry)], config_subentry_id=subentry.subentry_id
        )


class NewsEvent(PersonEntity, EventEntity):
    """Fires for each piece of news; a private person's carries no value."""

    # The risk sensor's history holds these too, and is corrected when a reading is undone.
    _unrecorded_attributes = frozenset({"risk_percent", "frames", "quality"})

    @override
    async def async_added_to_hass(self) -> None:
        """Listen for news."""
        await super().async_added_to_hass()
        self.async_on_remove(self.coordinator.async_subscribe_news(self._handle_news))

    @override
    async def async_get_last_event_data(self) -> EventExtraStoredData | None:
        """Return what was told last, unless this entity would not tell it so: sharing may have changed since."""
        stored = await super().async_get_last_event_data()
        if stored is None or stored.last_event_type not in self.event_types:
            return None
        return stored if self._is_shared or not stored.last_event_attributes else None

    @callback
    def _handle_news(self, news: News) -> None:
        """Fire for this person's news."""
        if news.subentry_id != self._subentry_id:
            return
        if self._is_shared:
            self._trigger_event(str(news.kind), dict(news.data))
        else:
            self._trigger_event(named_for_all(news.kind))
        self.async_write_ha_state()
