"""The panel: registered for every account, and its files served."""

from http import HTTPStatus
import json

from homeassistant.components import frontend
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.digitalshadow.const import DOMAIN
from custom_components.digitalshadow.panel import FOLDER, async_show_panel

MIRROR = "digitalshadow-mirror"


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Heart health"),
        ("de-AT", "Herzgesundheit"),
        ("fi", "Heart health"),
        ("zh-Hans", "心脏健康"),
        ("zh-Hant", "Heart health"),
        ("es-419", "Salud del corazón"),
        ("pt-BR", "Saúde do coração"),
    ],
)
async def test_every_account_finds_the_panel_in_the_homes_language(
    hass: HomeAssistant, home: MockConfigEntry, language: str, title: str
) -> None:
    assert not frontend.async_panel_exists(hass, DOMAIN), "this home runs without the frontend"
    hass.config.components.add("frontend")
    hass.config.language = language
    await async_show_panel(hass)
    await async_show_panel(hass)  # as at each reload
    panel = hass.data[frontend.DATA_PANELS][DOMAIN]
    assert (panel.sidebar_title, panel.require_admin) == (title, False)
    mirror = hass.data[frontend.DATA_PANELS][MIRROR]
    assert (mirror.sidebar_title, mirror.sidebar_icon, mirror.require_admin) == (None, None, False)
    modules = {one.config["_panel_custom"]["module_url"] for one in (panel, mirror)}
    assert len(modules) == 1, "the mirror's page is in the module that is there already"
    assert await hass.config_entries.async_remove(home.entry_id)
    assert not frontend.async_panel_exists(hass, DOMAIN)
    assert not frontend.async_panel_exists(hass, MIRROR)


@pytest.mark.usefixtures("home")
async def test_the_module_and_its_texts_are_served_under_the_version(
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    client = await hass_client_no_auth()
    manifest = json.loads((FOLDER.parent / "manifest.json").read_text())
    texts = {f"texts/{file.name}" for file in (FOLDER / "texts").iterdir()}
    assert {"texts/en.json", "texts/de.json"} <= texts
    for name in ("digitalshadow.js", *texts):
        answer = await client.get(f"/digitalshadow_files/{manifest['version']}/{name}")
        assert answer.status == HTTPStatus.OK, name
        assert await answer.read() == (FOLDER / name).read_bytes()
