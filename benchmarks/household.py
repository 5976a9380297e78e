"""A Home Assistant with demo cameras, some of them watched by DigitalShadow: what the larger benchmarks measure."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from demo import clip, household
from demo.camera_server import CameraServer
from demo.client import Client, onboard
from demo.home import HomeAssistant

OWNER = ("Bench owner", "bench", "only for this run")


@dataclass(frozen=True, slots=True)
class WatchedHome:
    """A running home."""

    home: HomeAssistant
    """Home Assistant."""
    client: Client
    """The owner's connection."""
    household: household.Household | None
    """What DigitalShadow watches; None without it."""


@asynccontextmanager
async def watched_home(*, cameras: int, watched: int) -> AsyncIterator[WatchedHome]:
    """Run a home with so many cameras, the person in view of all of them, the first few watched by DigitalShadow."""
    frames = clip.render()
    with TemporaryDirectory(prefix="digitalshadow-bench-") as folder:
        async with (
            CameraServer(frames) as server,
            HomeAssistant(Path(folder)) as home,
            onboard(home.url, *OWNER) as client,
        ):
            await household.tidy_up(client)
            entity_ids = await household.add_cameras(client, server.urls(cameras))
            photo = frames[clip.Scene.PERSON][0]
            setup = await household.set_up(client, entity_ids[:watched], photo) if watched else None
            server.show(clip.Scene.PERSON)
            yield WatchedHome(home, client, setup)
