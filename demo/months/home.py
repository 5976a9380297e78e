"""A Home Assistant for the play: the harness's own, with a real recorder, the integration and simulated cameras."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from homeassistant.auth.models import User
from homeassistant.components.recorder import get_instance
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er, frame
from homeassistant.helpers.recorder import async_initialize_recorder
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry, async_test_home_assistant

# Without this import the harness would take its own package of custom components for the only one.
from custom_components.digitalshadow.const import CONF_RISK_MODEL, DOMAIN
from custom_components.digitalshadow.runtime import DigitalShadowRuntime
from demo.home import free_port, write_http_settings

from . import dialogs
from .clock import async_catch_up
from .lives import Life, ShownFace
from .simulated_camera import SimulatedCamera, async_add_cameras
from .simulated_engine import RISK_MODEL, SEAMS

COUNTRY: Final = "DE"
TIME_ZONE: Final = "Europe/Berlin"


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody who was enrolled."""

    name: str
    """As the household calls the person."""
    person_id: str
    """In gallery and record."""
    subentry_id: str
    """In the config entry."""
    device_id: str
    """In the device registry, as actions want it."""


@dataclass(frozen=True, slots=True)
class SimulatedHome:
    """What the play works with."""

    hass: HomeAssistant
    """The running Home Assistant."""
    entry: ConfigEntry[Any]
    """DigitalShadow's entry."""
    cameras: tuple[SimulatedCamera, ...]
    """In the order in which walks count them."""
    residents: Mapping[str, Resident]
    """The enrolled people by name."""
    owner: User
    """The account that may read everybody's record: no automation may."""

    @property
    def runtime(self) -> DigitalShadowRuntime:
        """The living parts of the integration; others after each reload."""
        runtime: DigitalShadowRuntime = self.entry.runtime_data
        return runtime

    def entity_names(self) -> dict[str, tuple[str, str]]:
        """Return the residents' entities: name of the person and translation key by entity id."""
        names = {resident.subentry_id: resident.name for resident in self.residents.values()}
        entities = er.async_entries_for_config_entry(er.async_get(self.hass), self.entry.entry_id)
        return {
            entity.entity_id: (names[entity.config_subentry_id], str(entity.translation_key))
            for entity in entities
            if entity.config_subentry_id in names
        }

    def entity_id(self, name: str, key: str) -> str:
        """Return one entity of a resident."""
        return next(entity_id for entity_id, found in self.entity_names().items() if found == (name, key))


@asynccontextmanager
async def simulated_home(folder: Path, enrolled: tuple[Life, ...]) -> AsyncIterator[SimulatedHome]:
    """Run a home in `folder` whose residents are enrolled and whose cameras are watched."""
    write_http_settings(folder / ".storage" / "http", free_port(), version=2)
    async with AsyncExitStack() as stack:
        hass = await stack.enter_async_context(async_test_home_assistant(config_dir=str(folder)))
        stack.push_async_callback(hass.async_stop, force=True)
        await _async_equip(hass, folder)
        cameras = await async_add_cameras(hass)
        await hass.async_block_till_done()
        for seam, simulated in SEAMS.items():
            stack.enter_context(patch(seam, simulated))
        entry = MockConfigEntry(
            domain=DOMAIN, title="DigitalShadow", data={CONF_RISK_MODEL: RISK_MODEL.sha256}
        )
        entry.add_to_hass(hass)
        await hass.config_entries.async_setup(entry.entry_id)
        await async_catch_up(hass)
        for camera in cameras:
            await dialogs.async_watch(hass, entry, camera.entity_id)
            await async_catch_up(hass)
        residents = {life.name: await _async_enrol(hass, entry, life, cameras[0]) for life in enrolled}
        owner = await hass.auth.async_create_user("Owner")
        yield SimulatedHome(hass, entry, cameras, residents, owner)


async def _async_equip(hass: HomeAssistant, folder: Path) -> None:
    """Set up where the home is, and what the integration and the play need beside it."""
    await hass.config.async_set_time_zone(TIME_ZONE)
    await hass.config.async_update(country=COUNTRY, language="en")
    hass.data.pop(DATA_CUSTOM_COMPONENTS)
    frame.async_setup(hass)
    database = {"db_url": f"sqlite:///{folder / 'home-assistant_v2.db'}", "commit_interval": 60}
    async_initialize_recorder(hass)
    for component, config in {"homeassistant": {}, "recorder": database, "camera": {}}.items():
        if not await async_setup_component(hass, component, {component: config}):
            raise RuntimeError(
                f"Expected Home Assistant's {component} to be set up, got a failure. See its log."
            )
    await get_instance(hass).async_recorder_ready.wait()


async def _async_enrol(
    hass: HomeAssistant, entry: ConfigEntry[Any], life: Life, camera: SimulatedCamera
) -> Resident:
    """Enrol somebody who stands before a camera for a moment."""
    camera.faces = (ShownFace(life.face, 0.5),)
    await dialogs.async_enrol(hass, entry, life.name, camera.entity_id)
    camera.faces = ()
    await async_catch_up(hass)
    subentry = next(found for found in entry.subentries.values() if found.title == life.name)
    devices = dr.async_entries_for_config_entry(dr.async_get(hass), entry.entry_id)
    device = next(found for found in devices if (DOMAIN, subentry.subentry_id) in found.identifiers)
    return Resident(life.name, str(subentry.unique_id), subentry.subentry_id, device.id)
