"""The cards and the dashboard in a real browser: `python -m demo.cards_journey PICTURES`.

A real Home Assistant with a person who was seen, and an account without rights; the dashboard is the one that
DigitalShadow builds. What goes wrong ends it with an error.
"""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
import sys
import tempfile

from . import clip, dashboard
from .browser import find_chromium, walk
from .camera_server import CameraServer
from .client import Client, onboard
from .clip import Scene
from .home import HomeAssistant, remove
from .household import PERSON, Household, add_cameras, set_up, tidy_up
from .mirror import add_mirror
from .polling import first_answer

OWNER, GUEST, PASSWORD = "owner", "guest", "only in this home"  # of a home that lives for a minute
READING_SECONDS = 120.0
STAY_SECONDS = 6.0


async def run(pictures: Path) -> int:
    """Set a home up, let somebody walk by, open the dashboard; return the browser's exit code."""
    chromium = find_chromium()
    folder, frames = Path(tempfile.mkdtemp(prefix="digitalshadow-cards-")), clip.render()
    try:
        async with AsyncExitStack() as stack:
            cameras = await stack.enter_async_context(CameraServer(frames))
            home = await stack.enter_async_context(HomeAssistant(folder))
            client = await stack.enter_async_context(onboard(home.url, "Owner", OWNER, PASSWORD))
            ask = client.websocket.command
            await tidy_up(client)
            household = await set_up(
                client, await add_cameras(client, cameras.urls(1)), frames[Scene.PERSON][0]
            )
            user = (await ask("config/auth/create", name="Guest", group_ids=["system-users"]))["user"]
            await ask(
                "config/auth_provider/homeassistant/create",
                user_id=user["id"],
                username=GUEST,
                password=PASSWORD,
            )

            async def reading() -> object:
                """Return what came of a visit; None while none is over."""
                (person,) = await ask("digitalshadow/people")
                return person["reading"]

            cameras.show(Scene.PERSON)
            await asyncio.sleep(STAY_SECONDS)
            cameras.show(Scene.EMPTY_ROOM)
            await first_answer(reading, limit_seconds=READING_SECONDS)
            cameras.show(Scene.PERSON)
            await dashboard.create(client)
            # Without the face models nobody is recognised, and no mirror could greet anybody.
            mirror = await _mirror(client, household) if household.recognised else ()
            arguments = (pictures, OWNER, GUEST, PASSWORD, household.person_subentry_id, *mirror)
            return await walk(chromium, home, "cards", *arguments)
    finally:
        remove(folder)


async def _mirror(client: Client, household: Household) -> tuple[str, str, str]:
    """Hang a mirror up in the hall; return how it signs in, and whom it will greet."""
    mirror = await add_mirror(client, household.entry_id, household.camera_subentry_ids[0])
    return mirror.username, mirror.password, PERSON


if __name__ == "__main__":
    sys.exit(asyncio.run(run(Path(sys.argv[1]).resolve())))
