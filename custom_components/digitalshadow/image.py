"""Image entities: the face that was read last. Kept in memory only, and made only while the entity is enabled."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, override

from homeassistant.components.image import ImageEntity, ImageEntityDescription
from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import DigitalShadowCoordinator
from .entity import OfPerson, PersonEntity, async_add_for_each, shown_of
from .runtime import DigitalShadowConfigEntry

PARALLEL_UPDATES: Final = 0


@dataclass(frozen=True, kw_only=True)
class PersonImageDescription(ImageEntityDescription, OfPerson):
    """A picture of one person."""


PERSON_IMAGES: Final = (
    PersonImageDescription(key="last_face", entity_registry_enabled_default=False, shared_only=True),
)


async def async_setup_entry(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add one for each shared person."""
    coordinator = entry.runtime_data.coordinator
    async_add_for_each(
        entry,
        async_add_entities,
        person=lambda subentry: [
            LastFaceImage(hass, coordinator, description, subentry)
            for description in shown_of(PERSON_IMAGES, subentry)
        ],
    )


class LastFaceImage(PersonEntity, ImageEntity):
    """Shows the crop of the person's latest sighting."""

    _attr_content_type = "image/jpeg"

    def __init__(
        self,
        hass: HomeAssistant,
        coordinator: DigitalShadowCoordinator,
        description: ImageEntityDescription,
        subentry: ConfigSubentry,
    ) -> None:
        """Begin without a picture."""
        # The two bases take different arguments, so each is called by name.
        PersonEntity.__init__(self, coordinator, description, subentry)
        ImageEntity.__init__(self, hass)
        self._shown: bytes | None = None

    @override
    async def async_added_to_hass(self) -> None:
        """Ask for pictures from now on, and stop asking when disabled."""
        await super().async_added_to_hass()
        wanted, person_id = self.coordinator.watching.faces_wanted, self.person.person_id
        wanted.add(person_id)
        self.async_on_remove(lambda: wanted.discard(person_id))
        self.async_on_remove(lambda: self.coordinator.household.show_face(person_id, None))

    @callback
    @override
    def _handle_coordinator_update(self) -> None:
        """Move the time only when the picture changed."""
        face_jpeg = self.person.face_jpeg if self.available else None
        if face_jpeg is not self._shown:
            self._shown = face_jpeg
            seen_at = self.person.last_seen_at if face_jpeg else None
            self._attr_image_last_updated = datetime.fromtimestamp(seen_at, UTC) if seen_at else None
            super()._handle_coordinator_update()

    @override
    async def async_image(self) -> bytes | None:
        """Return the picture from memory."""
        return self._shown
