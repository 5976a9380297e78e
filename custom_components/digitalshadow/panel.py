"""The panel "Heart health" and the page of a mirror: one module and its texts, served from the integration's folder.

It shows nothing by itself: what an account sees is decided by the websocket commands, since an administrator can
change who finds a panel in the sidebar.
"""

import json
from pathlib import Path
from typing import Final

from homeassistant.components import frontend, panel_custom
from homeassistant.components.http import StaticPathConfig
from homeassistant.core import HomeAssistant, callback
from homeassistant.loader import async_get_integration

from .const import DOMAIN
from .health.report.phrases import language_of

FOLDER: Final = Path(__file__).parent / "frontend"
FILES: Final = "/digitalshadow_files"
"""How the address of every file of ours begins, whatever the version."""
_TEXTS: Final = FOLDER / "texts"
_MIRROR: Final = f"{DOMAIN}-mirror"
"""Address and element of the mirror's page, which no sidebar shows."""
_FRONTEND: Final = "frontend"
"""The component that draws panels. Where a home runs without it, there is none of ours either."""


async def async_serve_panel(hass: HomeAssistant) -> None:
    """Serve the module under an address with our version in it, so that browsers may keep it; once for all entries."""
    paths = [StaticPathConfig(await _async_address(hass), str(FOLDER), cache_headers=True)]
    await hass.http.async_register_static_paths(paths)


async def async_show_panel(hass: HomeAssistant) -> None:
    """Put the panel into the sidebar of every account, in the home's language, and the mirror's page beside it.

    Both stay through reloads.
    """
    if _FRONTEND not in hass.config.components or frontend.async_panel_exists(hass, DOMAIN):
        return
    module_url = await async_module_url(hass)
    await panel_custom.async_register_panel(
        hass,
        frontend_url_path=DOMAIN,
        webcomponent_name=f"{DOMAIN}-panel",
        sidebar_title=await hass.async_add_executor_job(_title, hass.config.language),
        sidebar_icon="mdi:heart-pulse",
        module_url=module_url,
        require_admin=False,
    )
    # Without a title it is in no sidebar; the command that it asks answers a mirror's account alone.
    await panel_custom.async_register_panel(
        hass, frontend_url_path=_MIRROR, webcomponent_name=_MIRROR, module_url=module_url, require_admin=False
    )


@callback
def async_remove_panel(hass: HomeAssistant) -> None:
    """Take both away when the integration is removed."""
    for path in (DOMAIN, _MIRROR):
        frontend.async_remove_panel(hass, path, warn_if_unknown=False)


async def async_module_url(hass: HomeAssistant) -> str:
    """Return the one address of the module, for the panel, the mirror and dashboards: browsers fetch it once."""
    return f"{await _async_address(hass)}/{DOMAIN}.js"


async def _async_address(hass: HomeAssistant) -> str:
    """Return under which address the files are."""
    integration = await async_get_integration(hass, DOMAIN)
    return f"{FILES}/{integration.version}"


def _title(language: str) -> str:
    """Return the panel's name; in English where the language has no texts."""
    own, english = (_TEXTS / f"{name}.json" for name in (language_of(language), "en"))
    texts = json.loads((own if own.exists() else english).read_text(encoding="utf-8"))
    return str(texts["panel"])
