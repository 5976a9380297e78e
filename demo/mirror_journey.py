"""One walks up to the mirror, a second joins, both leave: `python -m demo.mirror_journey PICTURES`.

A real Home Assistant, a real MagicMirror² and a tablet's browser, both looked at with Chromium at the size of a 24 inch
mirror. Recognising a face needs the face models. What goes wrong ends it with an error.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
import json
import os
from pathlib import Path
import signal
import sys
import tempfile
from typing import Any

from . import clip
from .browser import find_chromium
from .camera_server import CameraServer
from .client import Client, onboard
from .clip import Scene
from .home import REPOSITORY, HomeAssistant, remove
from .household import PERSON, add_cameras, set_up, tidy_up
from .magic_mirror import MagicMirror
from .mirror import MirrorAccount, add_mirror, let_mirror_show, tell_birth_date
from .polling import first_answer

MIRRORS = ("magicmirror", "tablet")
SOON_SECONDS = 20.0
"""For what takes its time on a busy machine: several pictures must agree before anybody is recognised."""
SILENCE_SECONDS = 5.0
"""What is promised after the last word of Home Assistant."""
A_MOMENT_SECONDS = 2.0
"""For what must be at once: the next picture is taken and looked at."""
STAY_SECONDS = 5.0
"""How long the first visit goes on, so that a value comes of it."""
BACK_SECONDS = 60.0
"""Until both are connected again after something hung."""


class JourneyError(Exception):
    """Something on the way was not as it must be."""


@dataclass(frozen=True, slots=True)
class Eyes:
    """Looks at the mirrors with a browser."""

    process: asyncio.subprocess.Process
    """What drives it."""
    pictures: Path
    """Where pictures are kept."""

    async def ask(self, act: str, **what: object) -> dict[str, Any]:
        """Have something done and return what came of it.

        Raises:
            JourneyError: It could not be done, or nothing was seen of it.
        """
        if self.process.stdin is None or self.process.stdout is None:
            raise JourneyError("expected a process with pipes")
        self.process.stdin.write(json.dumps({"act": act, **what}).encode() + b"\n")
        await self.process.stdin.drain()
        answer: dict[str, Any] = json.loads(await self.process.stdout.readline() or '{"failed": "it ended"}')
        if "failed" in answer:
            await self.take("failed")
            raise JourneyError(f"{act} {what}: {answer}")
        return answer

    async def show(
        self, text: str, seconds: float = SOON_SECONDS, mirrors: tuple[str, ...] = MIRRORS
    ) -> float:
        """Wait until mirrors show a text, or nothing where it is empty; return the seconds it took them together."""
        took = [await self.ask("shows", name=name, text=text, seconds=seconds) for name in mirrors]
        print(f"mirror: {text or 'dark'} after {sum(one['seconds'] for one in took):.1f} s", flush=True)
        return sum(float(one["seconds"]) for one in took)

    async def take(self, name: str) -> None:
        """Keep a picture of each mirror."""
        for mirror in MIRRORS:
            await self.ask("picture", name=mirror, file=str(self.pictures / f"{name}-{mirror}.png"))


@dataclass(frozen=True, slots=True)
class Wall:
    """A mirror on a wall and everything behind it."""

    client: Client
    """The owner's connection to Home Assistant."""
    home: HomeAssistant
    """What decides."""
    cameras: CameraServer
    """What the camera sees."""
    magic_mirror: MagicMirror
    """What shows it."""
    eyes: Eyes
    """What looks at it."""
    account: MirrorAccount
    """The mirror's own."""
    person_id: str
    """Who walks by."""


async def run(pictures: Path) -> None:
    """Hang a mirror up, walk by, and take it down again."""
    folder = Path(tempfile.mkdtemp(prefix="digitalshadow-mirror-"))
    try:
        async with _hung_up(folder, pictures) as wall:
            await _walk_by(wall)
    finally:
        remove(folder)


@asynccontextmanager
async def _hung_up(folder: Path, pictures: Path) -> AsyncIterator[Wall]:
    """Hang a mirror up in a home with one person, whose birth date is known."""
    frames = clip.render()
    async with AsyncExitStack() as stack:
        cameras = await stack.enter_async_context(CameraServer(frames))
        home = await stack.enter_async_context(HomeAssistant(folder))
        client = await stack.enter_async_context(onboard(home.url, "Owner", "owner", "only in this home"))
        await tidy_up(client)
        camera_entity_ids = await add_cameras(client, cameras.urls(1))
        household = await set_up(client, camera_entity_ids, frames[Scene.PERSON][0])
        if not household.recognised:
            raise JourneyError("expected the face models, found none: see CONTRIBUTING.md")
        await tell_birth_date(client, household.person_id)
        account = await add_mirror(client, household.entry_id, household.camera_subentry_ids[0])
        magic_mirror = await stack.enter_async_context(MagicMirror(home.url, account.token))
        eyes = await stack.enter_async_context(_looking(pictures))
        await eyes.ask("open", name="magicmirror", url=magic_mirror.url)
        tablet = {"url": f"{home.url}/digitalshadow-mirror", "username": account.username}
        await eyes.ask("open", name="tablet", password=account.password, **tablet)
        yield Wall(client, home, cameras, magic_mirror, eyes, account, household.person_id)


@asynccontextmanager
async def _looking(pictures: Path) -> AsyncIterator[Eyes]:
    """Open a browser."""
    chromium = find_chromium()
    process = await asyncio.create_subprocess_exec(
        *("node", str(REPOSITORY / "frontend" / "journey" / "mirror.mjs"), chromium),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=2**24,
    )
    try:
        yield Eyes(process, pictures)
    finally:
        if process.stdin is not None:
            process.stdin.close()
        await process.wait()


async def _walk_by(wall: Wall) -> None:
    """Everything that may be shown, and everything that must darken it."""
    cameras, eyes = wall.cameras, wall.eyes
    await eyes.show("")
    cameras.show(Scene.PERSON)
    await eyes.show(PERSON)
    await eyes.take("greeting")
    await let_mirror_show(wall.client, wall.person_id)
    await asyncio.sleep(STAY_SECONDS)
    cameras.show(Scene.EMPTY_ROOM)
    if await eyes.show("") < 1.0:
        raise JourneyError("expected the greeting to stay for a while in an empty room, it went at once")
    await first_answer(lambda: _reading(wall), limit_seconds=BACK_SECONDS)
    cameras.show(Scene.PERSON)
    await eyes.show("Demonstration, no meaning")
    await eyes.take("demonstration")

    cameras.show(Scene.TWO_FACES)
    await eyes.show("", A_MOMENT_SECONDS)
    await eyes.take("two-faces")
    cameras.show(Scene.PERSON)
    await eyes.show(PERSON)
    await _listen_to_others(wall)
    await _freeze(wall, wall.home.process.pid, MIRRORS)
    await _freeze(wall, wall.magic_mirror.process_id, ("magicmirror",))
    cameras.show(Scene.EMPTY_ROOM)
    await eyes.show("")
    await eyes.take("left")


async def _reading(wall: Wall) -> object:
    """Return what came of the visit; None while it is not over."""
    (person,) = await wall.client.websocket.command("digitalshadow/people")
    return person["reading"]


async def _listen_to_others(wall: Wall) -> None:
    """Another module names somebody else; Home Assistant has something to say; the token is nowhere to be read."""
    eyes = wall.eyes
    await eyes.ask("notify", name="magicmirror", notification="CURRENT_PROFILE", payload="ben")
    await eyes.show("", A_MOMENT_SECONDS, ("magicmirror",))
    await eyes.ask("notify", name="magicmirror", notification="CURRENT_PROFILE", payload=PERSON.lower())
    await eyes.show(PERSON)
    if wall.account.token in json.dumps(await eyes.ask("source", name="magicmirror")):
        raise JourneyError("expected the token in no browser, found it in one")
    await eyes.ask("toast", name="tablet")


async def _freeze(wall: Wall, process_id: int, mirrors: tuple[str, ...]) -> None:
    """Freeze a process, not close it, while somebody stands there: the mirror darkens itself, and comes back."""
    await wall.eyes.show(PERSON)
    os.kill(process_id, signal.SIGSTOP)
    try:
        await wall.eyes.show("", SILENCE_SECONDS + A_MOMENT_SECONDS, mirrors)
        await wall.eyes.take("frozen")
    finally:
        os.kill(process_id, signal.SIGCONT)
    await wall.eyes.show(PERSON, BACK_SECONDS)


if __name__ == "__main__":
    asyncio.run(run(Path(sys.argv[1]).resolve()))
