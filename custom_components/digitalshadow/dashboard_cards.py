"""Makes the cards known to dashboards: the panel's module is a dashboard resource as well, under the same address.

A resource is loaded by every dashboard before it is drawn, on phones and on Cast too.
"""

from homeassistant.components.frontend import add_extra_js_url
from homeassistant.components.lovelace.const import LOVELACE_DATA
from homeassistant.components.lovelace.resources import ResourceStorageCollection
from homeassistant.core import HomeAssistant

from .panel import FILES, async_module_url


async def async_show_cards(hass: HomeAssistant) -> None:
    """Have dashboards load the module of this version, in the place of that of a former one."""
    if (lovelace := hass.data.get(LOVELACE_DATA)) is None:  # a home without dashboards
        return
    url = await async_module_url(hass)
    resources = lovelace.resources
    if not isinstance(resources, ResourceStorageCollection):
        add_extra_js_url(hass, url)  # the list of resources is a file of the user's
        return
    ours = await _async_ours(resources)
    for item_id in ours[1:]:
        await resources.async_delete_item(item_id)
    if not ours:
        await resources.async_create_item({"res_type": "module", "url": url})
    elif resources.data[ours[0]]["url"] != url:
        await resources.async_update_item(ours[0], {"url": url})


async def async_remove_cards(hass: HomeAssistant) -> None:
    """Take the module off the list of resources."""
    lovelace = hass.data.get(LOVELACE_DATA)
    if lovelace is None or not isinstance(lovelace.resources, ResourceStorageCollection):
        return
    for item_id in await _async_ours(lovelace.resources):
        await lovelace.resources.async_delete_item(item_id)


async def _async_ours(resources: ResourceStorageCollection) -> list[str]:
    """Return the ids of the resources that are files of ours, of whatever version."""
    await resources.async_get_info()  # which loads the list
    return [item["id"] for item in resources.async_items() if item["url"].startswith(FILES)]
