"""The dialogs on a phone, in a real browser: `scripts/dialog-journey [PICTURES]`.

For each language a fresh Home Assistant with an administrator, Heinrich, who has an account, and a camera that shows
the portrait. Everything else is clicked, from "Add integration" on.
"""

import asyncio
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
import sys
import tempfile
from typing import Final

from . import clip
from .browser import LANGUAGES, find_chromium, tell, walk
from .camera_server import CameraServer
from .client import Client, onboard
from .clip import Scene, jpeg, portrait
from .home import HomeAssistant, remove
from .household import add_cameras, tidy_up

PASSWORD = "only in this home"  # noqa: S105  # of a home that lives for a minute
OWNER, PERSON = "karin", "heinrich"
_SCENE: Final = "scene "
"""How the browser says that somebody comes or goes."""


async def run(pictures: Path) -> int:
    """Walk through the dialogs in each language; return the browser's exit code."""
    chromium = find_chromium()
    frames = clip.render()
    (pictures / "portrait.jpg").write_bytes(jpeg(portrait()))
    (pictures / "dark.jpg").write_bytes(jpeg((portrait() * 0.01).astype("uint8")))
    for language in LANGUAGES:
        folder = Path(tempfile.mkdtemp(prefix="digitalshadow-dialogs-"))
        try:
            async with AsyncExitStack() as stack:
                cameras = await stack.enter_async_context(CameraServer(frames))
                home = await stack.enter_async_context(HomeAssistant(folder))
                client = await stack.enter_async_context(onboard(home.url, OWNER.title(), OWNER, PASSWORD))
                await tidy_up(client)
                await _add_heinrich(client)
                await add_cameras(client, cameras.urls(1))
                cameras.show(Scene.PERSON)
                arguments = (pictures, OWNER, PERSON, PASSWORD, language)
                code = await walk(chromium, home, "dialogs", *arguments, hear=partial(_hear, cameras))
                if code:
                    return code
        finally:
            remove(folder)
    return 0


async def _add_heinrich(client: Client) -> None:
    """Give Heinrich an account and a person of Home Assistant."""
    ask = client.websocket.command
    user = (await ask("config/auth/create", name=PERSON.title(), group_ids=["system-users"]))["user"]
    await ask(
        "config/auth_provider/homeassistant/create", user_id=user["id"], username=PERSON, password=PASSWORD
    )
    await ask("person/create", name=PERSON.title(), user_id=user["id"], device_trackers=[])


def _hear(cameras: CameraServer, words: str) -> None:
    """Show what the browser wants the camera to see; say the rest of its words."""
    if words.startswith(_SCENE):
        cameras.show(Scene[words.removeprefix(_SCENE)])
    else:
        tell(words)


if __name__ == "__main__":
    sys.exit(asyncio.run(run(Path(sys.argv[1]).resolve())))
