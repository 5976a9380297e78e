"""Takes the documentation's screenshots of a running demo with Chromium; scripts/screenshot brings what it needs."""

from pathlib import Path
from typing import Any

from playwright.async_api import Page, async_playwright  # type: ignore[import-not-found]  # brought by hand

from .browser import find_chromium
from .dashboard import URL_PATH
from .household import PERSON

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage")
VIEWPORT = {"width": 1280, "height": 800}
DEVICE_HEIGHT = 1080
"""What a person's page needs to be seen whole."""
SETTLED_MS = 4000
"""The camera's picture comes after the page has loaded."""


async def take(url: str, username: str, password: str, folder: Path) -> list[Path]:
    """Save pictures of the dashboard, the integration's page, the consent and a person's page; return their paths.

    Raises:
        FileNotFoundError: There is no browser
    """
    chromium = find_chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        page = await browser.new_page(viewport=VIEWPORT)
        await page.goto(f"{url}/{URL_PATH}")
        await page.locator("input[name=username]").fill(username)
        await page.locator("input[name=password]").fill(password)
        await page.keyboard.press("Enter")
        await page.locator("digitalshadow-person-card").first.wait_for()
        taken = [await _save(page, folder / "dashboard.png")]
        await page.goto(f"{url}/config/integrations/integration/digitalshadow")
        taken.append(await _save(page, folder / "integration.png"))
        taken.append(await _consent(page, folder / "consent.png"))
        await page.reload()
        taken.append(await _device(page, folder / "person.png"))
        await browser.close()
    return taken


async def _consent(page: Page, file: Path) -> Path:
    """Open the flow that enrols a person and go as far as the consent."""
    await page.locator("ha-button", has_text="Add person").click()
    await page.locator("dialog-data-entry-flow ha-selector-text input").fill("Anna")
    await page.locator("dialog-data-entry-flow").get_by_text("Submit").click()
    return await _save(page, file)


async def _device(page: Page, file: Path) -> Path:
    """Go from the integration's page to the page of the person's device, with all entities."""
    await page.set_viewport_size({**VIEWPORT, "height": DEVICE_HEIGHT})
    await page.locator("ha-config-entry-device-row", has_text=PERSON).click()
    return await _save(page, file)


async def _save(page: Page, file: Path) -> Path:
    """Save what the page shows once it has settled."""
    await page.wait_for_timeout(SETTLED_MS)
    options: dict[str, Any] = {"path": str(file)}
    await page.screenshot(**options)
    return file
