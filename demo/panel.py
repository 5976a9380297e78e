"""One journey through the panel in a real browser: `scripts/panel-journey [PICTURES]`.

A real Home Assistant with an administrator and Heinrich, whose account has no rights beyond his own page.
"""

import asyncio
from pathlib import Path
import sys
import tempfile

from .browser import find_chromium, walk
from .client import Client, connect, long_lived_token, onboard
from .clip import jpeg, portrait
from .home import HomeAssistant, remove
from .household import add_integration, begin_flow, engine_runs, tidy_up
from .phone import REGISTRATION

PASSWORD = "only in this home"  # noqa: S105  # of a home that lives for a minute
OWNER, PERSON = "karin", "heinrich"


async def run(pictures: Path) -> int:
    """Set the home up, walk through the panel, and return the browser's exit code."""
    chromium = find_chromium()
    folder = Path(tempfile.mkdtemp(prefix="digitalshadow-panel-"))
    try:
        async with (
            HomeAssistant(folder) as home,
            onboard(home.url, OWNER.title(), OWNER, PASSWORD) as client,
        ):
            await _set_up(client)
            await _register_phone(home.url)
            return await walk(chromium, home, "journey", pictures, OWNER, PERSON, PASSWORD)
    finally:
        remove(folder)


async def _set_up(client: Client) -> None:
    """Add the integration, and invite Heinrich, who has an account of his own: he answers on his page."""
    await tidy_up(client)
    entry_id = await add_integration(client)
    ask = client.websocket.command
    user = (await ask("config/auth/create", name=PERSON.title(), group_ids=["system-users"]))["user"]
    await ask(
        "config/auth_provider/homeassistant/create", user_id=user["id"], username=PERSON, password=PASSWORD
    )
    await ask("person/create", name=PERSON.title(), user_id=user["id"], device_trackers=[])
    await engine_runs(client)
    flow = await begin_flow(client, entry_id, "person")
    await flow.answer("user", name=PERSON.title(), person_entity_id=f"person.{PERSON}")
    for step in ("consent", "consent_kept", "invited"):
        await flow.answer(step)
    if flow.step == "photos":
        await flow.choose("upload")
        await flow.answer("upload", photo_1=await client.upload("portrait.jpg", jpeg(portrait())))
        await flow.choose("finish")
    else:
        await flow.answer("without_photos")
    flow.finished()


async def _register_phone(url: str) -> None:
    """Let Heinrich sign in on a phone, as the companion app does."""
    async with connect(url, await long_lived_token(url, PERSON, PASSWORD)) as client:
        await client.post("/api/mobile_app/registrations", REGISTRATION)


if __name__ == "__main__":
    sys.exit(asyncio.run(run(Path(sys.argv[1]).resolve())))
