"""The dialogs on a phone, in a real browser: `scripts/dialog-journey [PICTURES]`.

For each language a fresh Home Assistant with an administrator, Heinrich, who has an account, and a camera that shows
the portrait. Everything else is clicked, from "Add integration" on.
"""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
import sys
import tempfile
from typing import Final

from . import clip
from .browser import find_chromium
from .camera_server import CameraServer
from .client import Client, onboard
from .clip import Scene, jpeg, portrait
from .home import REPOSITORY, HomeAssistant, remove
from .household import add_cameras, tidy_up

PASSWORD = "only in this home"  # noqa: S105  # of a home that lives for a minute
OWNER, PERSON = "karin", "heinrich"
LANGUAGES = ("en", "de")
"""One to check the words by, and one whose words are long."""
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
                code = await _walk(home.url, chromium, pictures, language, cameras)
                if code:
                    print(f"Home Assistant's last words:\n{home.end_of_log()}")
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


async def _walk(url: str, chromium: str, pictures: Path, language: str, cameras: CameraServer) -> int:
    """Let the browser click through and say what the camera shows; its own words say what went wrong."""
    process = await asyncio.create_subprocess_exec(
        *("node", str(REPOSITORY / "frontend" / "journey" / "dialogs.mjs"), url, chromium, str(pictures)),
        *(OWNER, PERSON, PASSWORD, language),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None  # noqa: S101  # it was asked for
    async for line in process.stdout:
        words = line.decode().rstrip()
        if words.startswith(_SCENE):
            cameras.show(Scene[words.removeprefix(_SCENE)])
        else:
            print(words, flush=True)
    return await process.wait()


if __name__ == "__main__":
    sys.exit(asyncio.run(run(Path(sys.argv[1]).resolve())))
