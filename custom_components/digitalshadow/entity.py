"""What all entities have in common: one device per person, per camera and for the home."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Final, override

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import Context, HomeAssistant, callback
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.entity import Entity, EntityDescription
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback, async_get_platforms
from homeassistant.helpers.translation import async_get_cached_translations
from homeassistant.helpers.update_coordinator import CoordinatorEntity

from .const import CONF_RISK_MODEL, DOMAIN, MODEL_DEMONSTRATION, SUBENTRY_CAMERA, SUBENTRY_PERSON
from .coordinator import DigitalShadowCoordinator
from .engine.records.configuration import ModelKind
from .entry import is_shared, people_of
from .history.forgetting import async_forget_recorded
from .history.stored_states import async_forget_stored_state
from .people.access import May, async_caller
from .people.snapshot import PersonSnapshot
from .runtime import DigitalShadowConfigEntry
from .watching.snapshot import CameraSnapshot
from .written_values import model_as_dict

MANUFACTURER: Final = "DigitalShadow"

type MakeEntities = Callable[[ConfigSubentry], Iterable[Entity]]
"""Makes the entities of one person or camera."""


@dataclass(frozen=True, kw_only=True)
class OfPerson:
    """What the description of a person's entity says beside what Home Assistant asks for."""

    shared_only: bool = False
    """Whether it shows a value or a face, so that it exists for shared people only."""


def shown_of[Description: OfPerson](
    descriptions: Iterable[Description], person: ConfigSubentry
) -> tuple[Description, ...]:
    """Return what is shown of this person: of a private one nothing that is for shared people only."""
    return tuple(one for one in descriptions if is_shared(person) or not one.shared_only)


class DigitalShadowEntity(CoordinatorEntity[DigitalShadowCoordinator]):
    """Shows one thing of the snapshot."""

    _attr_has_entity_name = True

    def __init__(
        self, coordinator: DigitalShadowCoordinator, description: EntityDescription, owner_id: str
    ) -> None:
        """Name the entity by what it belongs to, never by what that is called."""
        super().__init__(coordinator)
        self.entity_description = description
        self._attr_translation_key = description.key
        self._attr_unique_id = f"{owner_id}_{description.key}"


class HomeEntity(DigitalShadowEntity):
    """Belongs to the whole home."""

    def __init__(self, coordinator: DigitalShadowCoordinator, description: EntityDescription) -> None:
        """Attach to the service's device."""
        entry = coordinator.config_entry
        super().__init__(coordinator, description, entry.entry_id)
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, entry.entry_id)},
            name=entry.title,
            manufacturer=MANUFACTURER,
            entry_type=DeviceEntryType.SERVICE,
            **_model_of(coordinator),
        )


class PersonEntity(DigitalShadowEntity):
    """Belongs to one person; there while the person is known."""

    def __init__(
        self, coordinator: DigitalShadowCoordinator, description: EntityDescription, subentry: ConfigSubentry
    ) -> None:
        """Attach to the person's device."""
        super().__init__(coordinator, description, subentry.subentry_id)
        self._subentry_id = subentry.subentry_id
        self._is_shared = is_shared(subentry)
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, subentry.subentry_id)},
            name=subentry.title,
            manufacturer=MANUFACTURER,
            entry_type=DeviceEntryType.SERVICE,
            **_model_of(coordinator),
        )

    @property
    @override
    def available(self) -> bool:
        """Whether the person is known."""
        return super().available and self._subentry_id in self.coordinator.data.people

    @property
    def person(self) -> PersonSnapshot:
        """The person as of now."""
        return self.coordinator.data.people[self._subentry_id]

    @override
    async def async_will_remove_from_hass(self) -> None:
        """Have Home Assistant forget the last state of an entity that was removed, which it keeps for a week."""
        await super().async_will_remove_from_hass()
        if er.async_get(self.hass).async_get(self.entity_id) is None:  # a removal, not a reload
            async_forget_stored_state(self.hass, self.entity_id)

    async def _async_allow(self, may: May) -> Context:
        """Return the context of the account that acts on this entity; raise `Unauthorized` unless they may do that."""
        context = self._context or Context()
        person = self.coordinator.config_entry.subentries[self._subentry_id]
        if not may(await async_caller(self.hass, context), person):
            raise Unauthorized(context=context, entity_id=self.entity_id)
        return context


class PersonValueEntity(PersonEntity):
    """Shows a value of a shared person, and only together with the model that it comes from."""

    @property
    @override
    def available(self) -> bool:
        """Whether the model that speaks is there."""
        return super().available and self.coordinator.data.ready is not None

    @property
    @override
    def extra_state_attributes(self) -> dict[str, str] | None:
        """Name the model and whether it is a demonstration."""
        if (ready := self.coordinator.data.ready) is None:
            return None
        return model_as_dict(ready.risk_model)


class CameraEntity(DigitalShadowEntity):
    """Belongs to one watched camera."""

    def __init__(
        self, coordinator: DigitalShadowCoordinator, description: EntityDescription, subentry: ConfigSubentry
    ) -> None:
        """Attach to the camera's device."""
        super().__init__(coordinator, description, subentry.subentry_id)
        self._subentry_id = subentry.subentry_id
        self._attr_device_info = DeviceInfo(
            identifiers={(DOMAIN, subentry.subentry_id)},
            name=subentry.title,
            manufacturer=MANUFACTURER,
            model=device_model(coordinator.hass, "watched_camera"),
            entry_type=DeviceEntryType.SERVICE,
        )

    @property
    @override
    def available(self) -> bool:
        """Whether the camera is one of the home's."""
        return super().available and self._subentry_id in self.coordinator.data.cameras

    @property
    def camera(self) -> CameraSnapshot:
        """The camera as of now."""
        return self.coordinator.data.cameras[self._subentry_id]


@callback
def async_add_for_each(
    entry: DigitalShadowConfigEntry,
    add: AddConfigEntryEntitiesCallback,
    *,
    person: MakeEntities | None = None,
    camera: MakeEntities | None = None,
) -> None:
    """Add the entities that belong to each person or camera, now and whenever there is another one."""
    makers = {SUBENTRY_PERSON: person, SUBENTRY_CAMERA: camera}

    @callback
    def add_to(subentry: ConfigSubentry) -> None:
        """Add those of one."""
        if (make := makers.get(subentry.subentry_type)) is not None:
            add(make(subentry), config_subentry_id=subentry.subentry_id)

    for subentry in (*people_of(entry).values(), *entry.get_subentries_of_type(SUBENTRY_CAMERA)):
        add_to(subentry)
    entry.runtime_data.adders.append(add_to)


async def async_remove_entities_of(hass: HomeAssistant, subentry_id: str) -> None:
    """Take a person's entities away, so that others can take their places; the registry keeps them."""
    for platform in async_get_platforms(hass, DOMAIN):
        for entity_id, entity in list(platform.entities.items()):
            registered = entity.registry_entry
            if registered is not None and registered.config_subentry_id == subentry_id:
                await platform.async_remove_entity(entity_id)


async def async_remove_values_of_private_people(
    hass: HomeAssistant, entry: DigitalShadowConfigEntry, value_keys: Collection[str]
) -> None:
    """Remove the entities with these keys of people who turned private, and what the recorder kept of all theirs."""
    registry = er.async_get(hass)
    private = [subentry.subentry_id for subentry in people_of(entry).values() if not is_shared(subentry)]
    values = {f"{subentry_id}_{key}" for subentry_id in private for key in value_keys}
    entities = er.async_entries_for_config_entry(registry, entry.entry_id)
    unwanted = [entity for entity in entities if entity.unique_id in values]
    for entity in unwanted:
        registry.async_remove(entity.entity_id)
    since = {entity.config_subentry_id for entity in unwanted}
    await async_forget_recorded(
        hass, [entity.entity_id for entity in entities if entity.config_subentry_id in since]
    )


@callback
def async_name_model(hass: HomeAssistant, coordinator: DigitalShadowCoordinator) -> None:
    """Let the devices of the home and its people say which kind of model speaks, once the engine has told."""
    entry, registry = coordinator.config_entry, dr.async_get(hass)
    if (model := _model_of(coordinator).get("model")) is None:
        return
    for owner_id in (entry.entry_id, *(person.subentry_id for person in people_of(entry).values())):
        device = registry.async_get_device_by_identifier((DOMAIN, owner_id), entry.entry_id)
        if device is not None:
            registry.async_update_device(device.id, model=model)


@callback
def spoken_kind(coordinator: DigitalShadowCoordinator) -> ModelKind | None:
    """Return which kind of model speaks; None while only the engine could tell, and has not yet."""
    if (ready := coordinator.data.ready) is not None:
        return ready.risk_model.kind
    is_demonstration = coordinator.config_entry.data[CONF_RISK_MODEL] == MODEL_DEMONSTRATION
    return ModelKind.DEMONSTRATION if is_demonstration else None


def _model_of(coordinator: DigitalShadowCoordinator) -> DeviceInfo:
    """Return the devices' model, so that a demonstration is visible wherever a device is; nothing while unknown.

    What was said before stays until then.
    """
    ready, kind = coordinator.data.ready, spoken_kind(coordinator)
    if kind is None:
        return DeviceInfo()
    is_verified = ready is None or ready.risk_model.is_verified
    name = f"{kind}_model" if is_verified else f"{kind}_model_unverified"
    return DeviceInfo(model=device_model(coordinator.hass, name))


@callback
def device_model(hass: HomeAssistant, name: str) -> str:
    """Return how the home's language calls a device's model; Home Assistant itself translates none."""
    texts = async_get_cached_translations(hass, hass.config.language, "selector", DOMAIN)
    return texts.get(f"component.{DOMAIN}.selector.device_model.options.{name}", name)
