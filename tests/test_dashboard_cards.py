"""The cards: one resource of dashboards, the panel's own module, found again whatever the version."""

from homeassistant.components import frontend
from homeassistant.components.lovelace import LovelaceData
from homeassistant.components.lovelace.const import LOVELACE_DATA, MODE_STORAGE, MODE_YAML
from homeassistant.components.lovelace.dashboard import LovelaceStorage
from homeassistant.components.lovelace.resources import ResourceStorageCollection, ResourceYAMLCollection
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.digitalshadow.dashboard_cards import async_show_cards
from custom_components.digitalshadow.panel import async_module_url

FORMER = "/digitalshadow_files/0.0.9/digitalshadow.js"
ELSEWHERE = "/local/community/other.js"


@pytest.fixture
async def resources(hass: HomeAssistant) -> ResourceStorageCollection:
    """Dashboards that keep their resources, one of somebody else's among them."""
    kept = ResourceStorageCollection(hass, LovelaceStorage(hass, None))
    hass.data[LOVELACE_DATA] = LovelaceData(
        resource_mode=MODE_STORAGE, dashboards={}, resources=kept, yaml_dashboards={}
    )
    await kept.async_create_item({"res_type": "module", "url": ELSEWHERE})
    return kept


def urls(resources: ResourceStorageCollection) -> list[str]:
    """Return what dashboards load."""
    return [item["url"] for item in resources.async_items()]


async def test_the_panels_module_is_the_resource_and_goes_with_the_integration(
    hass: HomeAssistant, resources: ResourceStorageCollection, home: MockConfigEntry
) -> None:
    url = await async_module_url(hass)
    assert urls(resources) == [ELSEWHERE, url]
    await async_show_cards(hass)  # as at each reload
    assert urls(resources) == [ELSEWHERE, url]
    assert await hass.config_entries.async_remove(home.entry_id)
    assert urls(resources) == [ELSEWHERE]


@pytest.mark.usefixtures("home")
async def test_a_former_version_is_replaced_in_its_place(
    hass: HomeAssistant, resources: ResourceStorageCollection
) -> None:
    for item in list(resources.async_items()):
        await resources.async_delete_item(item["id"])
    for url in (FORMER, ELSEWHERE, FORMER):
        await resources.async_create_item({"res_type": "module", "url": url})
    first = resources.async_items()[0]["id"]
    await async_show_cards(hass)
    assert urls(resources) == [await async_module_url(hass), ELSEWHERE]
    assert resources.async_items()[0]["id"] == first


async def test_where_the_list_is_a_file_every_page_loads_the_module(
    hass: HomeAssistant, home: MockConfigEntry
) -> None:
    assert home
    hass.data[LOVELACE_DATA] = LovelaceData(
        resource_mode=MODE_YAML, dashboards={}, resources=ResourceYAMLCollection([]), yaml_dashboards={}
    )
    manager = frontend.UrlManager(lambda *_: None, [])
    hass.data[frontend.DATA_EXTRA_MODULE_URL] = manager
    await async_show_cards(hass)
    assert manager.urls == {await async_module_url(hass)}


@pytest.mark.usefixtures("home")
async def test_a_home_without_dashboards_has_no_cards(hass: HomeAssistant) -> None:
    assert LOVELACE_DATA not in hass.data
    await async_show_cards(hass)
